"""Where the rows of a sheet go when the indicators take more or fewer of them, and what names rows with them."""

from __future__ import annotations

import re
from typing import NamedTuple

_SHEET = r"('(?:[^']|'')+'!|[A-Za-z0-9_\u4e00-\u9fff.（）]+!)?"
_PLACE = r"(\$?)([A-Z]{1,3})(\$?)(\d{1,7})"
_REFERENCE = re.compile(rf"(?<![\w$.]){_SHEET}{_PLACE}(?::{_PLACE})?(?![\w(])")
_STRING = re.compile(r'("(?:[^"]|"")*")')


class Moves(NamedTuple):
    """The rows `first` to `last`, counted from 1, become as many as `rows` says."""

    first: int
    last: int
    rows: int

    @property
    def shift(self) -> int:
        """How far the rows below go down."""
        return self.rows - (self.last - self.first + 1)

    def start(self, row: int) -> int:
        """Return where a row goes that begins something."""
        if row <= self.first:
            return row
        return row + self.shift if row > self.last else min(row, self.first + self.rows - 1)

    def end(self, row: int) -> int:
        """Return where a row goes that ends something: what ended with the old rows ends with the new."""
        if row < self.first:
            return row
        return row + self.shift if row >= self.last else min(row, self.first + self.rows - 1)

    def references(self, text: str) -> str:
        """Return references, a blank between them, moved."""
        return " ".join(_REFERENCE.sub(self._moved, part) for part in text.split(" "))

    def formula(self, text: str, sheet: str, *, is_here: bool) -> str:
        """Return a formula with its references to a sheet moved; `is_here`: it stands in that sheet itself."""

        def one(found: re.Match[str]) -> str:
            name = (found[1] or "").rstrip("!").strip("'").replace("''", "'")
            return self._moved(found) if name == sheet or (not name and is_here) else found[0]

        parts = _STRING.split(text)
        return "".join(part if part.startswith('"') else _REFERENCE.sub(one, part) for part in parts)

    def _moved(self, found: re.Match[str]) -> str:
        sheet, fixed, column, fixed_row, row, last_fixed, last_column, last_fixed_row, last_row = found.groups()
        moved = f"{sheet or ''}{fixed}{column}{fixed_row}{self.start(int(row))}"
        if last_row:
            moved += f":{last_fixed}{last_column}{last_fixed_row}{self.end(int(last_row))}"
        return moved


def names_a_place(formula: str) -> bool:
    """Tell whether a formula depends on other cells."""
    return any(_REFERENCE.search(part) for part in _STRING.split(formula) if not part.startswith('"'))
