"""In which order the project list stands: by the paths of the files, or by a column.

Qt's own sorting asks the model for both sides of each comparison, which takes most of a second for a department's
forms; here each row is asked once, and again only after it has changed.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QCollator, QLocale

from selfeval_gui.domain.words import NumberOrder
from selfeval_gui.item_models.project_row import ProjectRow

BY_PATH = -1


class Order:
    """A column, or BY_PATH, and the direction. Rows that are equal there stand in the order of their paths."""

    def __init__(self, column: int = BY_PATH, *, descending: bool = False) -> None:
        self._column = column
        self._descending = descending
        self._values: dict[str, Any] = {}
        self._collator = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self._collator.setNumericMode(True)

    def arrange(self, rows: Iterable[ProjectRow]) -> list[ProjectRow]:
        """Return the rows in this order."""
        by_path = sorted(rows, key=_path_key)
        if self._column == BY_PATH:
            return by_path
        return sorted(by_path, key=self._value, reverse=self._descending)

    def forget(self, row: ProjectRow) -> None:
        """Ask a row again that has changed."""
        self._values.pop(row.key, None)

    def holds(self, rows: Sequence[ProjectRow], place: int) -> bool:
        """Tell whether the row at that place stands as it should between its neighbours."""
        if self._column == BY_PATH:
            return True  # a path never changes
        below = place + 1 == len(rows) or not self._is_before(rows[place + 1], rows[place])
        return below and (place == 0 or not self._is_before(rows[place], rows[place - 1]))

    def place_for(self, row: ProjectRow, rows: Sequence[ProjectRow]) -> int:
        """Return where among rows in this order a new one belongs."""
        low, high = 0, len(rows)
        if rows and self._is_before(rows[-1], row):  # a folder is read in the order of its paths
            return high
        while low < high:
            middle = (low + high) // 2
            if self._is_before(row, rows[middle]):
                high = middle
            else:
                low = middle + 1
        return low

    def _is_before(self, row: ProjectRow, other: ProjectRow) -> bool:
        if self._column != BY_PATH:
            ours, theirs = self._value(row), self._value(other)
            if ours < theirs or theirs < ours:
                return bool(ours < theirs) != self._descending
        return _path_key(row) < _path_key(other)

    def _value(self, row: ProjectRow) -> Any:
        value = self._values.get(row.key)
        if value is None:
            value = row.sort_key(self._column)
            if isinstance(value, str):
                value = self._collator.sortKey(value)
            self._values[row.key] = value
        return value


def _path_key(row: ProjectRow) -> NumberOrder:
    return row.path_order
