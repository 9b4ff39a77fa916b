"""The words of a Word paragraph as the page shows them; what it does not show as text is set aside by its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from selfeval_gui.exchange.readers.docx_numbers import ListNumbers
from selfeval_gui.exchange.readers.docx_signs import math_text, symbol
from selfeval_gui.exchange.readers.grid import Aside
from selfeval_gui.exchange.readers.raised import at_height
from selfeval_gui.exchange.readers.safe_xml import attribute, local_name

SetAside = Callable[[Aside, str, str], None]  # kind, place, text

_PASSED_OVER = {"pPr", "rPr", "instrText", "delInstrText", "tbl", "ffData", "sdtPr", "rPrChange", "proofErr"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_DELETED = {"del", "moveFrom"}
_OFF = {"0", "false", "off", "none"}


class Words:
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
        number = "" if self._numbers is None else self._numbers.label_of(paragraph)
        text = "".join(self._words(paragraph))
        return number + text if text.strip() else text

    def _words(self, part: etree._Element) -> Iterator[str]:
        for piece in part:
            name = local_name(piece)
            if name == "r":
                yield self._run(piece)
            elif name in _DELETED:
                self._aside(Aside.DELETED, _plain(piece))
            elif name in {"oMath", "oMathPara"}:
                yield math_text(piece)
            elif name in {"commentRangeStart", "commentReference"}:
                self._comment(attribute(piece, "id"))
            elif name == "txbxContent":
                self._aside(Aside.TEXT_BOX, "\n".join(_plain(line) for line in piece if _plain(line).strip()))
            elif name == "AlternateContent":
                yield from self._words(_chosen(piece))
            elif name == "sym":
                yield symbol(attribute(piece, "font"), attribute(piece, "char"))
            elif name == "rt":  # what stands small above a word
                yield f"（{_plain(piece)}）"
            elif name == "fldChar":
                yield _of_form_field(piece)
            elif name in {"pic", "imagedata", "OLEObject", "chart"}:
                self._aside(Aside.PICTURE, attribute(piece, "title") or picture_name(piece))
            elif name == "textpath":
                self._aside(Aside.TEXT_BOX, attribute(piece, "string"))
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name and name not in _PASSED_OVER:
                yield piece.text or "" if name == "t" or not len(piece) else ""
                yield from self._words(piece)

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
        return at_height(text, marks.get("vertAlign", ""))

    def _aside(self, kind: Aside, text: str) -> None:
        if text.strip():
            self._set_aside(kind, self._place, text)

    def _comment(self, number: str) -> None:
        if number in self._comments and number not in self._told:
            self._told.add(number)
            self._aside(Aside.COMMENT, self._comments[number])


def plain_text(part: etree._Element) -> str:
    """Return the words of a part paragraph by paragraph, whatever they look like."""
    lines = (_plain(piece) for piece in part.iter() if local_name(piece) == "p")
    return "\n".join(line for line in lines if line.strip())


def _plain(part: etree._Element) -> str:
    return "".join(piece.text or "" for piece in part.iter() if local_name(piece) in {"t", "delText"})


def _chosen(alternatives: etree._Element) -> etree._Element:
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
