"""The words of OpenDocument paragraphs as the screen shows them; what stands beside them is set aside by its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from selfeval_gui.domain.raised import at_height
from selfeval_gui.exchange.readers.grid import Aside
from selfeval_gui.exchange.readers.safe_xml import attribute, local_name
from selfeval_gui.exchange.readers.xlsx_texts import PLAIN, FontLook

SetAside = Callable[[Aside, str, str], None]  # kind, place, text

_SIGNS = {"tab": "\t", "line-break": "\n"}
_HEIGHTS = {"super": "superscript", "sub": "subscript"}
_DRAWN = {"frame", "custom-shape", "rect", "ellipse", "g", "caption", "text-box"}
_PASSED_OVER = {"annotation-end", "note-citation", "creator", "date", "soft-page-break", "tracked-changes"}
_MOST_BLANKS = 1000


def looks_of(*roots: etree._Element) -> dict[str, FontLook]:
    """Return the looks that styles give to words, by the styles' names; the others leave them as they are."""
    found = {}
    for style in (style for root in roots for style in root.iter("{*}style")):
        for marks in style.iter("{*}text-properties"):
            line, position = attribute(marks, "text-line-through-style"), attribute(marks, "text-position")
            kind = attribute(marks, "text-line-through-type")
            if line or position or kind:
                is_struck = any(each not in {"", "none"} for each in (line, kind))
                height = _height(position)
                found[attribute(style, "name")] = FontLook(is_struck, height) if is_struck or height else PLAIN
    return found


def _height(position: str) -> str:
    first = position.partition(" ")[0]
    if first.endswith("%") and first.strip("-%").isdecimal() and first.strip("-%") != "0":
        return "subscript" if first.startswith("-") else "superscript"
    return _HEIGHTS.get(first, "")


class OpenWords:
    """Reads paragraphs; `looks` are those of the styles."""

    def __init__(self, looks: dict[str, FontLook], set_aside: SetAside) -> None:
        self._looks = looks
        self._set_aside = set_aside

    def look_of(self, part: etree._Element, above: FontLook = PLAIN) -> FontLook:
        """Return the look of what has a style; else that of what it stands in."""
        return self._looks.get(attribute(part, "style-name"), above)

    def of(self, paragraph: etree._Element, place: str, above: FontLook = PLAIN) -> str:
        """Return the text of a paragraph that stands at a place, within something of that look."""
        struck: list[str] = []
        text = "".join(self._words(paragraph, place, self.look_of(paragraph, above), struck))
        if "".join(struck).strip():
            self._set_aside(Aside.STRUCK, place, "".join(struck))
        return text

    def beside(self, part: etree._Element, place: str) -> None:
        """Set aside a comment, a note, a drawing or whatever else holds words that are none of the text."""
        name = local_name(part)
        if name == "annotation":
            self._set_aside(Aside.COMMENT, place, self._lines(part, place))
        elif name == "note":
            self._set_aside(Aside.FOOTNOTE, place, self._lines(part, place))
        else:
            text = self._lines(part, place)
            if text.strip():
                self._set_aside(Aside.TEXT_BOX, place, text)
            for image in part.iter("{*}image"):
                frame = image.getparent()
                named = "" if frame is None else attribute(frame, "name")
                self._set_aside(Aside.PICTURE, place, named or Aside.PICTURE.value)

    def hidden(self, text: str, place: str) -> None:
        """Set aside what a format does not show; nothing where there is nothing."""
        if text.strip():
            self._set_aside(Aside.HIDDEN, place, text)

    def _lines(self, part: etree._Element, place: str) -> str:
        return "\n".join(self.of(line, place) for line in _paragraphs(part))

    def _words(self, part: etree._Element, place: str, look: FontLook, struck: list[str]) -> Iterator[str]:
        yield _shown(part.text, look, struck)
        for piece in part:
            name = local_name(piece)
            if name == "s":
                count = attribute(piece, "c")
                yield " " * (min(int(count), _MOST_BLANKS) if count.isdecimal() and len(count) < 6 else 1)
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name in {"annotation", "note"} or name in _DRAWN:
                self.beside(piece, place)
            elif name == "ruby-text":
                yield f"（{piece.text or ''}）"
            elif name and name not in _PASSED_OVER:
                yield from self._words(piece, place, self.look_of(piece, look), struck)
            yield _shown(piece.tail, look, struck)


def _paragraphs(part: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs below, but none that stands in another: that one reads it."""
    for piece in part:
        if local_name(piece) in {"p", "h"}:
            yield piece
        else:
            yield from _paragraphs(piece)


def _shown(text: str | None, look: FontLook, struck: list[str]) -> str:
    words = at_height(text or "", look.height)
    if look.is_struck:
        struck.append(words)
        return ""
    return words
