"""The words of a Word paragraph as the page shows them; what it does not show as text is set aside by its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from lxml import etree

from selfeval_gui.domain.raised import at_height
from selfeval_gui.exchange.readers.docx_numbers import ListNumbers
from selfeval_gui.exchange.readers.docx_signs import math_text, symbol
from selfeval_gui.exchange.readers.grid import Aside
from selfeval_gui.exchange.readers.safe_xml import attribute, local_name

SetAside = Callable[[Aside, str, str], None]  # kind, place, text

_NO_WORDS = {"pPr", "rPr", "instrText", "delInstrText", "ffData", "sdtPr", "rPrChange", "proofErr"}
_PASSED_OVER = _NO_WORDS | {"tbl"}  # a table within a cell is read as such
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_DELETED = {"del", "moveFrom"}
_OFF = {"0", "false", "off", "none"}


class ParagraphReader:
    """Reads paragraphs one after the other, since numbers of lists count on; `comments` are their texts by id."""

    def __init__(self, numbers: ListNumbers | None, comments: Mapping[str, str], set_aside: SetAside) -> None:
        self._numbers = numbers
        self._comments = comments
        self._set_aside = set_aside
        self._place = ""
        self._told: set[str] = set()

    def of(self, paragraph: etree._Element, place: str) -> str:
        """Return the text of a paragraph that stands at a place, with its number if it is in a list."""
        self._place = place
        if local_name(paragraph) != "p":  # something unknown that stands where paragraphs do
            return "".join(self._words([paragraph]))
        number = "" if self._numbers is None else self._numbers.label_of(paragraph)
        text = "".join(self._words(paragraph))
        return number + text if text.strip() else text

    def end(self) -> None:
        """Set aside the comments that belong to nothing in the text: what they spoke of is deleted, or in a header."""
        for place, (number, text) in enumerate(self._comments.items(), 1):
            if number not in self._told:
                self._set_aside(Aside.COMMENT, f"comment {place}", text)

    def deleted(self, part: etree._Element, place: str) -> None:
        """Set aside what a part of the text said that is deleted."""
        self._place = place
        self._aside(Aside.DELETED, plain_text(part))

    def _words(self, parts: Iterable[etree._Element]) -> Iterator[str]:
        for piece in parts:
            name = local_name(piece)
            if name == "r":
                yield self._run(piece)
            elif name in _DELETED:
                self._aside(Aside.DELETED, plain_text(piece))
            elif name in {"oMath", "oMathPara"}:
                yield math_text(piece)
            elif name in {"commentRangeStart", "commentReference"}:
                self._comment(attribute(piece, "id"))
            elif name == "txbxContent":
                self._aside(Aside.TEXT_BOX, plain_text(piece))
            elif name == "AlternateContent":
                yield from self._words(chosen(piece))
            elif name == "sym":
                yield symbol(attribute(piece, "font"), attribute(piece, "char"))
            elif name == "rt":  # what stands small above a word
                yield f"（{plain_text(piece)}）"
            elif name == "fldChar":
                yield _of_form_field(piece)
            elif name in {"pic", "imagedata", "OLEObject", "chart"}:
                self._aside(Aside.PICTURE, attribute(piece, "title") or picture_name(piece))
            elif name == "textpath":
                self._aside(Aside.TEXT_BOX, attribute(piece, "string"))
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name and name not in _PASSED_OVER:
                yield _own_text(piece, name)
                yield from self._words(piece)
            yield _behind(piece)

    def _run(self, run: etree._Element) -> str:
        marks = {local_name(mark): attribute(mark, "val") for part in run if local_name(part) == "rPr" for mark in part}
        text = "".join(self._words(run))
        if not text.strip():
            return text
        shown = {name for name, value in marks.items() if value.lower() not in _OFF}
        if shown & {"vanish", "specVanish"}:
            self._aside(Aside.HIDDEN, text)
            return ""
        if shown & {"strike", "dstrike"}:
            self._aside(Aside.STRUCK, text)
            return ""
        return at_height(text, marks.get("vertAlign") or _height(marks.get("position", "")))

    def _aside(self, kind: Aside, text: str) -> None:
        if text.strip():
            self._set_aside(kind, self._place, text)

    def _comment(self, number: str) -> None:
        if number in self._comments and number not in self._told:
            self._told.add(number)
            self._aside(Aside.COMMENT, self._comments[number])


def _height(position: str) -> str:
    """Return how words stand that are moved up or down by so many half points."""
    if not position.removeprefix("-").isdecimal() or not int(position):
        return ""
    return "subscript" if position.startswith("-") else "superscript"


def plain_text(part: etree._Element) -> str:
    """Return the words of a part paragraph by paragraph, whatever they look like."""
    lines = "".join(_plain(part)).split("\n")
    return "\n".join(line for line in lines if line.strip())


def _plain(part: etree._Element) -> Iterator[str]:
    for piece in part:
        name = local_name(piece)
        if name == "sym":
            yield symbol(attribute(piece, "font"), attribute(piece, "char"))
        elif name == "AlternateContent":
            yield from _plain(chosen(piece))
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name and name not in _NO_WORDS:
            yield _own_text(piece, name)
            yield from _plain(piece)
        yield _behind(piece) + ("\n" if name == "p" else "")


def _own_text(piece: etree._Element, name: str) -> str:
    """Return what stands in an element itself; blanks count only where Word keeps its letters."""
    text = piece.text or ""
    return text if name == "t" or text.strip() else ""


def _behind(piece: etree._Element) -> str:
    text = piece.tail or ""
    return text if text.strip() else ""


def chosen(alternatives: etree._Element) -> etree._Element:
    """Return what Word shows of one thing written twice, for newer and for older versions."""
    return next((each for each in alternatives if local_name(each) == "Choice"), alternatives)


def _of_form_field(begin: etree._Element) -> str:
    """Return what a drop-down list or a box to tick shows; it has no other text."""
    for field in begin.iter():
        values = {local_name(each): attribute(each, "val") for each in field}
        if local_name(field) == "ddList":
            entries = [attribute(each, "val") for each in field if local_name(each) == "listEntry"]
            chosen = values.get("result", values.get("default", "0"))
            return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
        if local_name(field) == "checkBox":
            is_ticked = values.get("checked", values.get("default", "0"))
            return "☐" if is_ticked.lower() in _OFF else "☑"
    return ""


def picture_name(picture: etree._Element) -> str:
    """Return what a picture is called, at least 图片."""
    said = (
        attribute(each, "descr") or attribute(each, "name") for each in picture.iter() if local_name(each) == "cNvPr"
    )
    return next((name for name in said if name), Aside.PICTURE.value)


def drawn_text(part: etree._Element) -> str:
    """Return the words of a drawing, a chart or a diagram, a line for each paragraph; its numbers belong to others."""
    lines = ("".join(map(_drawn, line.iter())) for line in part.iter("{*}p"))
    return "\n".join(line for line in lines if line.strip())


def _drawn(piece: etree._Element) -> str:
    return "\n" if local_name(piece) == "br" else _own_text(piece, local_name(piece))
