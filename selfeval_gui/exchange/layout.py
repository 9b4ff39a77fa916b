"""The form on paper as plain data: cells, merges, formats, heights. Every writer, the preview and the import use it.

This is layout L1, the table of 财预〔2020〕10号, from title to 总分. Rates and totals are computed values. Nothing here
knows a file format.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from selfeval_gui.domain.fields import FUND_AMOUNTS, get_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import decimal_places, significant_places
from selfeval_gui.domain.scoring import execution_rate, execution_score, totals
from selfeval_gui.exchange.row_heights import Measure, row_heights
from selfeval_gui.exchange.sheet import GENERAL, Cell, FieldRef, Sheet, Style
from selfeval_gui.exchange.template import Template
from selfeval_gui.exchange.text_width import count_lines
from selfeval_gui.rules.rule_set import RuleSet

_PERCENT = "0.00%"
_BLANK_YEAR = "    "
_LAST_COLUMN_OF_EXPECTED_GOAL = 4
_LEVELS = ("level_1", "level_2")


def lay_out(form: Form, template: Template, rule_set: RuleSet, measure: Measure = count_lines) -> Sheet:
    """Return the form on its template's paper, totals on the basis of the rule set, rows as high as their text."""
    table = _Table(form, template, rule_set)
    table.head()
    table.funds()
    table.goals()
    heading = table.last_row + 1
    table.indicators()
    table.total()
    return Sheet(
        cells=tuple(table.cells),
        row_heights=row_heights(table.cells, table.last_row, template, measure),
        column_widths=template.column_widths,
        title_rows=(heading, heading),
        fonts=template.fonts,
        page=template.page,
    )


class _Table:
    """Collects the cells from top to bottom, a sheet row for each row of the paper form."""

    def __init__(self, form: Form, template: Template, rule_set: RuleSet) -> None:
        self._form = form
        self._template = template
        self._rule_set = rule_set
        self._labels = template.labels
        self._columns = len(template.column_widths)
        self.cells: list[Cell] = []
        self.last_row = 0

    def head(self) -> None:
        """Title, year, project, department and implementing unit."""
        last, year = self._columns, self._form.year
        year_line = self._labels.year.replace("{year}", _BLANK_YEAR if year is None else str(year))
        self._put(1, 1, self._labels.title, Style.TITLE, last_column=last)
        self._put(2, 1, year_line, Style.SUBTITLE, FieldRef(None, "year"), last_column=last)
        self._put(3, 1, self._labels.project_name, last_column=2)
        self._put_field(3, 3, self._form, "project_name", last_column=last)
        self._put(4, 1, self._labels.department, last_column=2)
        self._put_field(4, 3, self._form, "department", last_column=4)
        self._put(4, 5, self._labels.implementing_unit)
        self._put_field(4, 6, self._form, "implementing_unit", last_column=last)
        self.last_row = 4

    def funds(self) -> None:
        """项目资金: a row of headings and a row for each fund row of the template."""
        top, first = self.last_row + 1, self._columns - len(self._template.fund_columns) + 1
        self.last_row += 1 + len(self._template.fund_rows)
        label = self._labels.funds.replace("{unit}", self._form.funds.unit)
        self._put(top, 1, label, Style.LABEL, FieldRef(None, "funds.unit"), last_row=self.last_row)
        self._put(top, 2, None, last_column=first - 1)
        for column, heading in enumerate(self._template.fund_columns.values(), first):
            self._put(top, column, heading)
        for row, (fund_row, label) in enumerate(self._template.fund_rows.items(), top + 1):
            self._put(row, 2, label, last_column=first - 1)
            for column, field in enumerate(self._template.fund_columns, first):
                self._put_fund(row, column, fund_row, field)

    def goals(self) -> None:
        """年度总体目标: two headings, two texts."""
        top, split, last = self.last_row + 1, _LAST_COLUMN_OF_EXPECTED_GOAL, self._columns
        self.last_row += 2
        self._put(top, 1, self._labels.goals, last_row=self.last_row)
        self._put(top, 2, self._labels.expected_goal, last_column=split)
        self._put(top, split + 1, self._labels.actual_outcome, last_column=last)
        self._put_field(self.last_row, 2, self._form, "expected_goal", Style.TEXT, last_column=split)
        self._put_field(self.last_row, split + 1, self._form, "actual_outcome", Style.TEXT, last_column=last)

    def indicators(self) -> None:
        """绩效指标: the headings, then a row for each branch of the tree, down to level 3 or to where it ends."""
        top, branches = self.last_row + 1, list(_branches(self._form.indicators))
        self.last_row += 1 + len(branches)
        self._put(top, 1, self._labels.indicators, last_row=self.last_row)
        for column, (field, heading) in enumerate(self._template.indicator_columns.items(), 2):
            self._put(top, column, heading)
            if field in _LEVELS:
                self._put_level(top + 1, column, [branch[_LEVELS.index(field)] for branch in branches])
                continue
            style = Style.TEXT if field == "reason" else Style.CENTRED
            for row, (_, _, node) in enumerate(branches, top + 1):
                if node is None:
                    self._put(row, column, None, style)
                else:
                    self._put_field(row, column, node, field, style)

    def total(self) -> None:
        """总分: computed weight and score below their columns."""
        self.last_row += 1
        sums = totals(self._form, self._rule_set.total_basis, self._rule_set.scoring.execution_score)
        computed = {"weight": sums.weight, "score": sums.score}
        columns = list(enumerate(self._template.indicator_columns, 2))
        first = min(column for column, field in columns if field in computed)
        self._put(self.last_row, 1, self._labels.total, last_column=first - 1)
        for column, field in columns[first - 2 :]:
            if field in computed:
                ref = FieldRef(None, f"printed.total_{field}")
                self._put_number(self.last_row, column, computed[field], ref, significant_places)
            else:
                self._put(self.last_row, column, None)

    def _put_fund(self, row: int, column: int, fund_row: str, field: str) -> None:
        total, name = self._form.funds.total, f"funds.{fund_row}.{field}"
        if field in FUND_AMOUNTS:
            self._put_field(row, column, self._form, name)
        elif fund_row != "total":
            self._put(row, column, None if field == "execution_rate" else self._labels.no_value, Style.CENTRED)
        elif field == "execution_rate":
            rate = execution_rate(total)
            share, ref = rate and rate.scaleb(-2), FieldRef(None, "printed.execution_rate")
            self._put(row, column, share, Style.NUMBER, ref, number_format=_PERCENT)
        elif field == "score" and total.score is None:
            score = execution_score(total, self._rule_set.scoring.execution_score)
            self._put_number(row, column, score, FieldRef(None, name), significant_places)
        else:
            self._put_field(row, column, self._form, name)

    def _put_level(self, row: int, column: int, nodes: list[Indicator | None]) -> None:
        """Put the names of one level, each merged down over its branches; where a level is missing, a blank cell."""
        for _, group in groupby(enumerate(nodes, row), key=_own_id):
            (first, node), *more = group
            last = more[-1][0] if more else first
            if node is None:
                self._put(first, column, None, Style.CENTRED)
            else:
                self._put_field(first, column, node, "name", last_row=last)

    def _put_field(
        self,
        row: int,
        column: int,
        part: Form | Indicator,
        name: str,
        style: Style = Style.CENTRED,
        *,
        last_row: int | None = None,
        last_column: int | None = None,
    ) -> None:
        value = get_field(part, name)
        ref = FieldRef(NodeId(part.id) if isinstance(part, Indicator) else None, name)
        if isinstance(value, str):
            self._put(row, column, value or None, style, ref, last_row=last_row, last_column=last_column)
        else:
            number = value if isinstance(value, Decimal) else None
            self._put_number(row, column, number, ref, decimal_places)

    def _put_number(
        self, row: int, column: int, value: Decimal | None, ref: FieldRef, places: Callable[[Decimal], int]
    ) -> None:
        """Put a number with its places: those it was typed with, or those a computed one needs."""
        shown = 0 if value is None else places(value)
        self._put(row, column, value, Style.NUMBER, ref, number_format=f"0.{'0' * shown}" if shown else "0")

    def _put(
        self,
        row: int,
        column: int,
        value: str | Decimal | None,
        style: Style = Style.LABEL,
        field: FieldRef | None = None,
        *,
        last_row: int | None = None,
        last_column: int | None = None,
        number_format: str = GENERAL,
    ) -> None:
        area = (row, column, last_row or row, last_column or column)
        self.cells.append(Cell(*area, value, style, number_format, field))


def _branches(indicators: list[Indicator]) -> Iterator[tuple[Indicator | None, Indicator | None, Indicator | None]]:
    """Yield (level 1, level 2, level 3) for each row, None below where a branch ends; at least one row."""
    for one in _or_blank(indicators):
        for two in _or_blank(one.children if one is not None else []):
            for three in _or_blank(two.children if two is not None else []):
                yield one, two, three


def _or_blank(nodes: list[Indicator]) -> Sequence[Indicator | None]:
    return nodes or (None,)


def _own_id(placed: tuple[int, Indicator | None]) -> str | int:
    """Tell rows of one node from others; a row without a node belongs to no other."""
    row, node = placed
    return row if node is None else node.id
