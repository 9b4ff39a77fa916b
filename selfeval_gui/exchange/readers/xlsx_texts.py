"""Texts of a workbook as a cell shows them: struck words are told apart, raised and lowered digits stay such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from selfeval_gui.domain.raised import at_height
from selfeval_gui.exchange.readers.grid import clean_text
from selfeval_gui.exchange.readers.safe_xml import attribute, local_name

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NO_WORDS = {"rPh", "rPr", "phoneticPr", "commentPr", "extLst"}  # readings, looks, the place of a comment's box
_OFF = {"0", "false", "off", "none"}


class FontLook(NamedTuple):
    """What of a font says whether and how its words count; `height` is superscript, subscript or blank."""

    is_struck: bool = False
    height: str = ""


PLAIN = FontLook()


class FontRun(NamedTuple):
    """Words in one font; those without a font of their own have the cell's."""

    text: str
    look: FontLook | None = None


Text = str | tuple[FontRun, ...]  # what most cells hold is in one font


class CellWords(NamedTuple):
    """What a cell shows as valid, and what is struck in it."""

    shown: str
    struck: str = ""


NO_WORDS = CellWords("")


def text_of(part: etree._Element) -> Text:
    """Return a text; readings above the characters (rPh) are left out."""
    if len(part) == 1 and not len(part[0]):
        return unescaped(part[0].text or "")
    return tuple(_runs(part, None))


def _runs(part: etree._Element, font: etree._Element | None) -> Iterator[FontRun]:
    """Yield the words of an element and of all it holds; what is a font, or a reading above, says none."""
    if part.text and (local_name(part) == "t" or part.text.strip()):
        yield FontRun(_decoded(part.text), None if font is None else look_of(font))
    own = next((each for each in part if local_name(each) == "rPr"), font)
    for piece in part:
        if local_name(piece) not in _NO_WORDS:
            yield from _runs(piece, own)


def in_words(text: Text, words: tuple[str, str]) -> Text:
    """Return a text with the words that its format sets before and behind it."""
    if not text or words == ("", ""):
        return text
    runs = (FontRun(text),) if isinstance(text, str) else text
    return (FontRun(words[0]), *runs, FontRun(words[1]))


def look_of(font: etree._Element) -> FontLook:
    """Return how a font makes its words count."""
    marks = {local_name(mark): attribute(mark, "val") for mark in font}
    is_struck = "strike" in marks and marks["strike"].lower() not in _OFF
    height = marks.get("vertAlign", "")
    return FontLook(is_struck, height) if is_struck or height in {"superscript", "subscript"} else PLAIN


def words_of(text: Text, look: FontLook = PLAIN) -> CellWords:
    """Return the words of a cell, whose own font has that look."""
    if isinstance(text, str):
        if look is PLAIN:
            return CellWords(text)
        text = (FontRun(text),)
    shown = struck = ""
    for run in text:
        own = look if run.look is None else run.look
        words = at_height(run.text, own.height)
        shown, struck = (shown, struck + words) if own.is_struck else (shown + words, struck)
    return CellWords(clean_text(shown), clean_text(struck))


def unescaped(text: str) -> str:
    """Return a text with its characters as they were: XML cannot hold some, and Excel writes _x000D_ for them."""
    return clean_text(_decoded(text))


def _decoded(text: str) -> str:
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
