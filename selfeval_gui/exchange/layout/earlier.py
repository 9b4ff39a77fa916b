"""What was laid out last of a form that is being changed: what stayed the same is not made or measured again."""

from collections.abc import Callable, Sequence
from operator import is_

from selfeval_gui.exchange.layout.row_heights import Measure, are_as_high
from selfeval_gui.exchange.layout.sheet import Cell, Sheet
from selfeval_gui.exchange.templates.template import Template


class Earlier:
    """One form's last layout. It serves one measure only; another template makes it forget everything."""

    def __init__(self) -> None:
        self._template: Template | None = None
        self._sheet: Sheet | None = None
        self._rows: dict[int, tuple[Sequence[object], list[Cell]]] = {}

    def begin(self, template: Template) -> None:
        """Serve this template."""
        if template is not self._template:
            self._template, self._sheet, self._rows = template, None, {}

    def cells(self, row: int, values: Sequence[object], make: Callable[[], list[Cell]]) -> list[Cell]:
        """Return the cells of a row; those of before, where it is made of the very same values."""
        before = self._rows.get(row)
        if before is None or len(before[0]) != len(values) or not all(map(is_, before[0], values)):
            before = self._rows[row] = values, make()
        return before[1]

    def heights(self, sheet: Sheet, measure: Measure) -> tuple[float, ...] | None:
        """Return the heights of before if the rows of a sheet need no others."""
        before = self._sheet
        return before.row_heights if before is not None and are_as_high(before, sheet, measure) else None

    def end(self, sheet: Sheet) -> Sheet:
        """Remember a sheet, and return it."""
        self._sheet = sheet
        return sheet
