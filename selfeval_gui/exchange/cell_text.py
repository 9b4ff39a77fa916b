"""Texts as a workbook can hold them: clean and within Excel's limit; names of sheets and columns."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from selfeval_gui.domain.words import half_width, searchable

LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31

_LINE_END = re.compile("\r\n|[\v\f\r\x85\u2028\u2029]")
# What XML refuses (control characters, halves of surrogate pairs, U+FFFE and U+FFFF) and the invisible C1 controls.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_SHEET_NAME = set("[]:*?/\\")
_STRIPPED = " '＇"
_ACTIVE_BEGINNINGS = tuple("=+-@\t'＝＋－＠")
_NAMELESS = "自评表"


class CellText(NamedTuple):
    """A text fit for a cell, how many characters were removed as unprintable, and how many cut off at the end."""

    text: str
    removed: int = 0
    cut: int = 0


def clean_cell_text(text: str) -> CellText:
    """Return the text as an Excel cell can hold it; line ends of every kind become line feeds, uncounted."""
    if text.isprintable() and len(text) <= LONGEST_CELL // 2:  # most are: nothing is to be taken away
        return CellText(text)
    clean, removed = without_control_characters(text)
    kept = _first_units(clean, LONGEST_CELL)
    return CellText(kept, removed, len(clean) - len(kept))


def without_control_characters(text: str) -> tuple[str, int]:
    """Return the text as a form may hold it, whatever its length, and how many characters were removed."""
    if text.isprintable():  # most are: nothing that the two expressions look for is
        return text, 0
    return _UNWANTED.subn("", _LINE_END.sub("\n", text))


def is_active(text: str) -> bool:
    """Tell whether the text, typed by hand, would be calculated: Excel is told to keep it a text when it is edited."""
    return text.startswith(_ACTIVE_BEGINNINGS)


def column_letters(column: int) -> str:
    """Return the name of a column, counted from 0: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class SheetNames:
    """Gives out the names of a workbook's sheets: each once, and none that Excel refuses."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._used = {_compared(other) for other in taken} | {_compared("History")}
        self._last: dict[str, int] = {}

    def next(self, name: str) -> str:
        r"""Return a sheet name made from `name` and unlike all before.

        Excel takes no more than 31 UTF-16 units, none of []:*?/\, no apostrophe at either end, and not "History". It
        compares names without regard to case and, in its East Asian editions, to full width; these also refuse the
        full width forms of the forbidden characters.
        """
        blanks_joined = " ".join(_UNWANTED.sub("", _LINE_END.sub(" ", name)).split())
        plain = "".join("_" if _is_forbidden(character) else character for character in blanks_joined)
        base = _first_units(plain.strip(_STRIPPED), LONGEST_SHEET_NAME).strip(_STRIPPED) or _NAMELESS
        candidate, number = base, self._last.get(base, 1)
        while _compared(candidate) in self._used:
            number += 1
            ending = f" ({number})"
            candidate = _first_units(base, LONGEST_SHEET_NAME - len(ending)).rstrip(_STRIPPED) + ending
        self._last[base] = number
        self._used.add(_compared(candidate))
        return candidate


def _is_forbidden(character: str) -> bool:
    return not _FORBIDDEN_IN_SHEET_NAME.isdisjoint(half_width(character))


def _compared(name: str) -> str:
    return searchable(name)


def _first_units(text: str, units: int) -> str:
    """Return the beginning of `text` that fits in `units` UTF-16 units, no pair split."""
    if len(text) <= units // 2:
        return text
    encoded = text.encode("utf-16-le")
    return text if len(encoded) <= 2 * units else encoded[: 2 * units].decode("utf-16-le", "ignore")
