"""What was laid out last of a form that is being changed: what stayed the same is not made or measured again."""

from collections.abc import Callable, Sequence
from functools import cache
from operator import is_

from selfeval_gui.exchange.layout.row_heights import Measure, RowHeights
from selfeval_gui.exchange.layout.sheet import Cell, Sheet, changed_cells
from selfeval_gui.exchange.templates.template import Template


class Earlier:
    """One form's last layout. It serves one measure only; another template makes it forget everything."""

    def __init__(self) -> None:
        self._template: Template | None = None
        self._sheet: Sheet | None = None
        self._rows: dict[int, tuple[Sequence[object], list[Cell]]] = {}
        self._heights: RowHeights | None = None

    def begin(self, template: Template) -> None:
        """Serve this template."""
        if template is not self._template:
            self._template, self._sheet, self._rows, self._heights = template, None, {}, None

    def cells(self, row: int, values: Sequence[object], make: Callable[[], list[Cell]]) -> list[Cell]:
        """Return the cells of a row; those of before, where it is made of the very same values."""
        before = self._rows.get(row)
        if before is None or len(before[0]) != len(values) or not all(map(is_, before[0], values)):
            before = self._rows[row] = values, make()
        return before[1]

    def heights(self, sheet: Sheet, rows: int, measure: Measure) -> tuple[float, ...]:
        """Return the heights of the rows of a sheet; of the same cells only those are measured that changed."""
        template = self._template
        assert template is not None  # of `begin`
        changed = None if self._sheet is None else changed_cells(self._sheet, sheet)
        if self._heights is None or changed is None:
            self._heights = RowHeights(sheet.cells, rows, template, measure)
        else:
            self._heights.take(sheet.cells, changed)
        return self._heights.heights

    def end(self, sheet: Sheet) -> Sheet:
        """Remember a sheet, and return it."""
        self._sheet = sheet
        return sheet


@cache
def one_object(number: int) -> int:
    """Return the same object for the same number, by which `cells` knows it again."""
    return number
