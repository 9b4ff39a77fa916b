"""In which order the project list stands: by the paths of the files, or by a column.

Qt's own sorting asks the model for both sides of each comparison, which takes most of a second for a department's
forms; here each row is asked once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QCollator, QLocale

from selfeval_gui.item_models.project_row import ProjectRow

BY_PATH = -1


@dataclass(frozen=True)
class Order:
    """A column, or BY_PATH, and the direction."""

    column: int = BY_PATH
    descending: bool = False

    def arrange(self, rows: Iterable[ProjectRow]) -> list[ProjectRow]:
        """Return the rows in this order; equal ones in the order of their paths."""
        by_path = sorted(rows, key=_path_key)
        if self.column == BY_PATH:
            return by_path
        return sorted(by_path, key=self._keys(), reverse=self.descending)

    def holds(self, rows: list[ProjectRow]) -> bool:
        """Tell whether neighbouring rows stand in this order."""
        if self.column == BY_PATH:
            return True  # a path never changes
        keys = list(map(self._keys(), rows))
        if self.descending:
            keys.reverse()
        return not any(later < earlier for earlier, later in pairwise(keys))

    def _keys(self) -> Any:
        collator = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        collator.setNumericMode(True)

        def key(row: ProjectRow) -> Any:
            value = row.sort_key(self.column)
            return collator.sortKey(value) if isinstance(value, str) else value

        return key


def _path_key(row: ProjectRow) -> str:
    return row.key
