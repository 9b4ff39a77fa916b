"""Formulas by which a workbook follows its own cells as the form's rules do: sums, 执行率, 得分系数.

Blank cells and words such as "—" count for nothing; where nothing is filled in the result is blank, not 0.
"""

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.scoring import RATE_PLACES, Basis
from selfeval_gui.exchange.layout.sheet import BUDGET_OF, Cell, Computed, Sheet, address


def sum_formula(*areas: str) -> str:
    """Return the sum of what is filled in in some areas."""
    listed = ",".join(areas)
    return f'=IF(COUNT({listed})=0,"",SUM({listed}))'


def rate_formula(executed: str, budget: str) -> str:
    """Return one amount as a share of another, rounded as 执行率 is in per cent; blank without either."""
    return f'=IFERROR(IF(ISNUMBER({executed}),ROUND({executed}/{budget},{RATE_PLACES + 2}),""),"")'


class Formulas:
    """The formulas of a form laid out; the total follows the basis of its rule set."""

    def __init__(self, sheet: Sheet, basis: Basis) -> None:
        self._first_row = sheet.title_rows[1] + 1
        self._basis = basis
        self._typed = {cell.field: cell for cell in sheet.cells if cell.field and not cell.computed}
        self._sums = {cell.field: cell for cell in sheet.cells if cell.computed is Computed.SUM}

    def of(self, cell: Cell) -> str:
        """Return the formula of a cell; "" if it has none, or the sheet does not show all that it comes from."""
        if cell.computed is None or cell.field is None:
            return ""
        if cell.computed is Computed.SUM:
            return self._sum(cell, cell.field.name.removeprefix("printed.total_"))
        if cell.computed is Computed.TOTAL_SCORE:
            total = _address(self._sums.get(cell.field))
            return f"={total}" if total else ""
        if cell.computed is Computed.SHARE:
            return self._share(cell.field)
        return self._rate(BUDGET_OF[cell.computed])

    def _sum(self, cell: Cell, name: str) -> str:
        rows = f"{address(self._first_row, cell.column)}:{address(cell.row - 1, cell.column)}"
        if self._basis is Basis.INDICATORS_ONLY:
            return sum_formula(rows)
        own = self._of_execution_row(name)
        return sum_formula(own, rows) if own else ""

    def _rate(self, budget: str) -> str:
        amounts = [self._of_execution_row(name) for name in ("executed", budget)]
        return rate_formula(*amounts) if all(amounts) else ""

    def _share(self, ref: FieldRef) -> str:
        score, weight = (_address(self._typed.get(ref._replace(name=name))) for name in ("score", "weight"))
        share = f'=IFERROR(IF(ISNUMBER({score}),ROUND({score}*100/{weight},{RATE_PLACES}),""),"")'
        return share if score and weight else ""

    def _of_execution_row(self, name: str) -> str:
        return _address(self._typed.get(FieldRef(None, f"funds.total.{name}")))


def _address(cell: Cell | None) -> str:
    return "" if cell is None else address(cell.row, cell.column)
