"""The form on paper as plain data: cells, merges, formats, heights. Every writer, the preview and the import use it.

The template says what stands where, so that a region's form is data. Rates and totals are computed values. Nothing
here knows a file format.
"""

from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby

from selfeval_gui.domain.fields import EXTRA, FUND_AMOUNTS, INDICATOR_FIELDS, FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import (
    NotANumber,
    decimal_places,
    parse_amount,
    significant_places,
)
from selfeval_gui.domain.scoring import execution_score, shown_rate, totals
from selfeval_gui.domain.targets import Quantity, Range, read_value
from selfeval_gui.exchange.layout.branches import Branch, branches_of, own_id
from selfeval_gui.exchange.layout.earlier import Earlier
from selfeval_gui.exchange.layout.row_heights import Measure, row_heights
from selfeval_gui.exchange.layout.sheet import BUDGET_OF, Cell, Computed, Sheet, Style
from selfeval_gui.exchange.layout.sheet_builder import SheetBuilder, ref_to
from selfeval_gui.exchange.layout.target_parts import target_parts
from selfeval_gui.exchange.layout.text_width import count_lines
from selfeval_gui.exchange.templates.template import (
    BY_HAND,
    LEVELS,
    TOTAL_SCORE,
    Line,
    Place,
    Slot,
    Template,
    extra_amount,
)
from selfeval_gui.rules.rule_set import RuleSet

_PERCENT = "0.00%"
_BLANK_YEAR = "    "


def lay_out(
    form: Form,
    template: Template,
    rule_set: RuleSet,
    measure: Measure = count_lines,
    earlier: Earlier | None = None,
) -> Sheet:
    """Return the form on its template's paper, totals on the basis of the rule set, rows as high as their text.

    `earlier` is kept by whoever lays out the same form again and again, with the same measure.
    """
    earlier = Earlier() if earlier is None else earlier
    earlier.begin(template)
    table = _Table(form, template, rule_set, earlier)
    table.top()
    table.funds()
    table.goals()
    heading = table.indicators()
    table.total()
    table.bottom()
    sheet = Sheet(
        cells=tuple(table.cells),
        row_heights=(),
        column_widths=template.column_widths,
        title_rows=(heading, heading),
        fonts=template.fonts,
        page=template.page,
        kept_with_next=frozenset(table.kept_with_next),
    )
    heights = earlier.heights(sheet, measure) or row_heights(sheet.cells, table.last_row, template, measure)
    return earlier.end(sheet._replace(row_heights=heights))


class _Table(SheetBuilder):
    """Builds the blocks of the form from top to bottom, a sheet row for each row of the paper form."""

    def __init__(self, form: Form, template: Template, rule_set: RuleSet, earlier: Earlier) -> None:
        super().__init__()
        self._earlier = earlier
        self._form = form
        self._template = template
        self._labels = template.labels
        self._columns = template.columns
        self._rule = rule_set.scoring.execution_score
        self._totals = totals(form, rule_set.total_basis, self._rule)

    def top(self) -> None:
        """Lines above, title, year and the rows of the head."""
        for line in self._template.above:
            self._lines((line,))
        year = self._form.year
        year_line = self._labels.year.replace("{year}", _BLANK_YEAR if year is None else str(year))
        self.put(self.next_row(is_heading=True), 1, self._labels.title, Style.TITLE, last_column=self._columns)
        year_row = self.next_row(is_heading=True)
        self.put(year_row, 1, year_line, Style.SUBTITLE, FieldRef(None, "year"), last_column=self._columns)
        for row in self._template.head:
            self._slots(row, Style.CENTRED)

    def funds(self) -> None:
        """项目资金: a row of headings and a row for each fund row of the template."""
        places = self._template.fund_places
        top, beside = self.next_row(is_heading=True), places[0].first - 1
        last = top + len(self._template.fund_rows)
        label = self._labels.funds.replace("{unit}", self._form.funds.unit)
        self.put(top, 1, label, Style.LABEL, FieldRef(None, "funds.unit"), last_row=last)
        self.put(top, 2, None, last_column=beside)
        for place in places:
            self.put(top, place.first, place.heading, last_column=place.last)
        for fund_row, row_label in self._template.fund_rows.items():
            row = self.next_row()
            self.put(row, 2, row_label, last_column=beside)
            for place in places:
                self._put_fund(row, place, fund_row)

    def goals(self) -> None:
        """年度总体目标: two headings, two texts."""
        top, split, last = self.next_row(is_heading=True), self._template.goal_split, self._columns
        row = self.next_row()
        self.put(top, 1, self._labels.goals, last_row=row)
        self.put(top, 2, self._labels.expected_goal, last_column=split)
        self.put(top, split + 1, self._labels.actual_outcome, last_column=last)
        self.put_field(row, 2, self._form, "expected_goal", Style.TEXT, last_column=split)
        self.put_field(row, split + 1, self._form, "actual_outcome", Style.TEXT, last_column=last)

    def indicators(self) -> int:
        """绩效指标: the headings, whose row is returned, then a row for each branch, down to where it ends."""
        top, branches = self.next_row(is_heading=True), list(branches_of(self._form.indicators))
        self.last_row += len(branches)
        self.put(top, 1, self._labels.indicators, last_row=self.last_row)
        rows = [self._row(row, branch) for row, branch in enumerate(branches, top + 1)]
        beside = 0
        for place in self._template.indicator_places:
            self.put(top, place.first, place.heading, last_column=place.last)
            if place.field in LEVELS:
                self._put_level(top + 1, place, branches)
            else:
                self.cells += [cells[beside] for cells in rows]
                beside += 1
        return top

    def _row(self, row: int, branch: Branch) -> list[Cell]:
        """Return the cells of an indicator beside its names."""
        _, parent, node = branch
        values = [None if parent is None else parent.id]
        if node is not None:
            values += [node.id, *(getattr(node, field) for field in INDICATOR_FIELDS)]

        def make() -> list[Cell]:
            start = len(self.cells)
            for place in self._template.indicator_places:
                if place.field not in LEVELS:
                    self._put_cell(row, place, branch)
            made = self.cells[start:]
            del self.cells[start:]
            return made

        return self._earlier.cells(row, values, make)

    def total(self) -> None:
        """总分: computed weight and score below their columns."""
        row = self.next_row()
        if self._template.tail or self._template.signatures:
            self.kept_with_next.add(row)
        computed = {"weight": self._totals.weight, "score": self._totals.score}
        places = self._template.indicator_places
        start = next(number for number, place in enumerate(places) if place.field in computed)
        self.put(row, 1, self._labels.total, last_column=places[start].first - 1)
        for place in places[start:]:
            if place.field in computed:
                ref = FieldRef(None, f"printed.total_{place.field}")
                first, last, number = place.first, place.last, computed[place.field]
                self.put_number(row, first, number, ref, significant_places, last_column=last, computed=Computed.SUM)
            else:
                self.put(row, place.first, None, last_column=place.last)

    def bottom(self) -> None:
        """Rows of the tail, signatures, notes at the foot."""
        for slots in self._template.tail:
            self._slots(slots, Style.TEXT)
        for lines in self._template.signatures:
            self._lines(lines)
        for note in self._template.footnotes:
            self.put(self.next_row(), 1, note, Style.LINE, last_column=self._columns)

    def _slots(self, slots: Sequence[Slot], style: Style) -> None:
        row, column = self.next_row(), 1
        for slot in slots:
            self.put(row, column, slot.label, last_column=slot.label_to)
            if slot.field == TOTAL_SCORE:
                ref, score, again = FieldRef(None, TOTAL_SCORE), self._totals.score, Computed.TOTAL_SCORE
                first, last = slot.label_to + 1, slot.value_to
                self.put_number(row, first, score, ref, significant_places, last_column=last, computed=again)
            else:
                self.put_field(row, slot.label_to + 1, self._form, slot.field, style, last_column=slot.value_to)
            column = slot.value_to + 1

    def _lines(self, lines: Sequence[Line]) -> None:
        """Put words side by side, each in an equal share of the columns' width."""
        row, column = self.next_row(), 1
        widths = self._template.column_widths
        for number, line in enumerate(lines, 1):
            wanted, last = sum(widths) * number / len(lines), column
            while last < self._columns - (len(lines) - number) and sum(widths[:last]) < wanted:
                last += 1
            last = self._columns if number == len(lines) else last
            value = self._form.extra.get(line.field.removeprefix(EXTRA), "") if line.field else ""
            ref = FieldRef(None, line.field) if line.field else None
            self.put(row, column, f"{line.label}{value}", Style.LINE, ref, last_column=last)
            column = last + 1

    def _put_fund(self, row: int, place: Place, fund_row: str) -> None:
        total, field, last = self._form.funds.total, place.field, place.last
        is_total, name = fund_row == next(iter(self._template.fund_rows)), f"funds.{fund_row}.{field}"
        if field in FUND_AMOUNTS:
            if fund_row.startswith(EXTRA):
                self._put_extra_amount(row, place, extra_amount(fund_row, field))
            else:
                self.put_field(row, place.first, self._form, name, last_column=last)
        elif field.startswith(BY_HAND) or (not is_total and field not in {"weight", "score"}):
            self.put(row, place.first, None, Style.CENTRED, last_column=last)
        elif not is_total:
            self.put(row, place.first, self._labels.no_value, Style.CENTRED, last_column=last)
        elif field in {"execution_rate", "rate_of_initial"}:
            self._put_rate(row, place, Computed(field))
        elif field == "method":
            methods = self._template.methods
            self.put(row, place.first, None if methods is None else methods.execution, Style.TEXT, last_column=last)
        elif field.startswith(EXTRA):
            self.put_field(row, place.first, self._form, field, Style.TEXT, last_column=last)
        elif field == "score" and total.score is None:
            score, ref = execution_score(total, self._rule), FieldRef(None, name)
            self.put_number(row, place.first, score, ref, significant_places, last_column=last)
        else:
            self.put_field(row, place.first, self._form, name, last_column=last)

    def _put_extra_amount(self, row: int, place: Place, field: str) -> None:
        """Put an amount that the form holds as a text: as a number where it is one in the form's unit."""
        text, ref = self._form.extra.get(field.removeprefix(EXTRA), ""), FieldRef(None, field)
        amount, unit = None, self._form.funds.unit
        with suppress(NotANumber):
            amount = parse_amount(text, unit)
        if amount is None or amount.written not in {"", unit}:
            self.put(row, place.first, text, Style.CENTRED, ref, last_column=place.last)
        else:
            self.put_number(row, place.first, amount.number, ref, decimal_places, last_column=place.last)

    def _put_rate(self, row: int, place: Place, how: Computed) -> None:
        total = self._form.funds.total
        rate = shown_rate(total.executed, getattr(total, BUDGET_OF[how]))
        share, ref = rate and rate.scaleb(-2), FieldRef(None, "printed.execution_rate")
        first, last = place.first, place.last
        self.put(row, first, share, Style.NUMBER, ref, last_column=last, number_format=_PERCENT, computed=how)

    def _put_cell(self, row: int, place: Place, branch: Branch) -> None:
        """Put a cell of an indicator; a blank one where the branch ends above level 3 or people fill it in by hand."""
        field, last, (_, parent, node) = place.field, place.last, branch
        is_long = field == "method" or (field in INDICATOR_FIELDS and INDICATOR_FIELDS[field].is_long)
        style = Style.TEXT if is_long else Style.CENTRED
        if node is None or field.startswith(BY_HAND):
            name = field.partition(".")[0]
            would_be = (
                ref_to(parent, name) if node is None and parent is not None and name in INDICATOR_FIELDS else None
            )
            self.put(row, place.first, None, style, last_column=last, opening=would_be)
        elif field.startswith("target."):
            part = getattr(target_parts(node.target), field.removeprefix("target."))
            self.put(row, place.first, part or None, style, ref_to(node, "target"), last_column=last)
        elif field == "method":
            self.put(row, place.first, self._method(node.target), style, last_column=last)
        elif field == "score_share":
            ref, share = ref_to(node, "score"), shown_rate(node.score, node.weight)
            self.put_number(row, place.first, share, ref, significant_places, last_column=last, computed=Computed.SHARE)
        else:
            self.put_field(row, place.first, node, field, style, last_column=last)

    def _method(self, target: str) -> str | None:
        methods, reading = self._template.methods, read_value(target)
        if methods is None or reading is None:
            return None
        return methods.number if isinstance(reading, Quantity | Range) else methods.words

    def _put_level(self, row: int, place: Place, branches: list[Branch]) -> None:
        """Put the names of one level, each merged down over its branches; where a level is missing, a blank cell."""
        level = LEVELS.index(place.field)
        nodes = [branch[level] for branch in branches]
        for _, group in groupby(enumerate(nodes, row), key=own_id):
            (first, node), *more = group
            last = more[-1][0] if more else first
            if node is None:
                above = branches[first - row][0] if level else None
                is_next = level == 0 or above is not None
                opening = FieldRef(None if above is None else NodeId(above.id), "name") if is_next else None
                self.put(first, place.first, None, Style.CENTRED, last_column=place.last, opening=opening)
            else:
                self.put_field(first, place.first, node, "name", last_row=last, last_column=place.last)
