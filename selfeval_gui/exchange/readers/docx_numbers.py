"""Numbers that Word writes before the paragraphs of a list and keeps in no paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.exchange.readers.docx_signs import symbol
from selfeval_gui.exchange.readers.safe_xml import attribute, local_name, parse_xml, read_part

_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_DIGITS = "零一二三四五六七八九"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class _Level(NamedTuple):
    start: int
    format: str
    text: str
    font: str


class ListNumbers:
    """Counts the paragraphs of each list in the order in which they are asked for."""

    def __init__(self, archive: ZipFile) -> None:
        names = set(archive.namelist())
        self._kinds: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}  # kind, and where a level begins anew
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if _NUMBERING in names:
            for part in parse_xml(read_part(archive, _NUMBERING)):
                self._take(part)
        if self._lists and _STYLES in names:
            for style in parse_xml(read_part(archive, _STYLES)):
                found = _list_of(style)
                if found is not None:
                    self._styles[attribute(style, "styleId")] = found

    def label_of(self, paragraph: etree._Element) -> str:
        """Return what stands before the paragraph, "" for one outside of all lists; the next one counts on."""
        found = _list_of(paragraph) or self._styles.get(_style_of(paragraph))
        kind, anew = self._lists.get(found[0], ("", {})) if found is not None else ("", {})
        level = self._kinds.get(kind, {}).get(found[1]) if found is not None else None
        if found is None or level is None:
            return ""
        number, depth = found
        counts = self._counts.setdefault(kind, [0] * _LEVELS)
        if depth in anew and (number, depth) not in self._begun:
            counts[depth] = anew[depth] - 1
        elif not counts[depth]:
            counts[depth] = level.start - 1
        self._begun.add((number, depth))
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        if level.format in {"bullet", "none"}:
            return symbol(level.font, f"{ord(level.text):X}") if len(level.text) == 1 else level.text
        return _PLACE.sub(lambda place: self._shown(kind, counts, int(place[1]) - 1), level.text)

    def _shown(self, kind: str, counts: list[int], depth: int) -> str:
        level = self._kinds[kind].get(depth)
        return "" if level is None else written(max(counts[depth], 1), level.format)

    def _take(self, part: etree._Element) -> None:
        if local_name(part) == "abstractNum":
            levels = {_number(attribute(each, "ilvl")): _level(each) for each in part if local_name(each) == "lvl"}
            self._kinds[attribute(part, "abstractNumId")] = levels
        elif local_name(part) == "num":
            kind = next((attribute(each, "val") for each in part if local_name(each) == "abstractNumId"), "")
            anew = {
                _number(attribute(each, "ilvl")): _number(attribute(start, "val"))
                for each in part
                for start in each
                if local_name(start) == "startOverride"
            }
            self._lists[attribute(part, "numId")] = kind, anew


def written(number: int, kind: str) -> str:
    """Return a number as a list writes it; in digits for a kind that we do not know."""
    return _KINDS.get(kind, str)(number)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return ("" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (
        "" if tens and not ones else _DIGITS[ones]
    )


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if number >= 40:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 0 < number <= 20 else str(number)


_KINDS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"), _chinese),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "decimalZero": lambda number: f"{number:02}",
}


def _level(part: etree._Element) -> _Level:
    values = {local_name(each): attribute(each, "val") for each in part}
    fonts = (attribute(each, "ascii") for each in part.iter() if local_name(each) == "rFonts")
    return _Level(
        _number(values.get("start", "1")), values.get("numFmt", "decimal"), values.get("lvlText", ""), next(fonts, "")
    )


def _list_of(part: etree._Element) -> tuple[str, int] | None:
    """Return list and level of a paragraph or style that says them."""
    for properties in part:
        if local_name(properties) != "pPr":
            continue
        for each in properties:
            if local_name(each) == "numPr":
                values = {local_name(value): attribute(value, "val") for value in each}
                return values.get("numId", ""), min(_number(values.get("ilvl", "0")), _LEVELS - 1)
    return None


def _style_of(paragraph: etree._Element) -> str:
    styles = (each for part in paragraph if local_name(part) == "pPr" for each in part if local_name(each) == "pStyle")
    return next((attribute(each, "val") for each in styles), "")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
