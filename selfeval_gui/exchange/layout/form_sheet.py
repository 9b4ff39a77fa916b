"""The form on paper as plain data: cells, merges, formats, heights. Every writer, the preview and the import use it.

The template says what stands where, so that a region's form is data. Rates and totals are computed values. Nothing
here knows a file format.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from selfeval_gui.domain.cells import TICK, chosen_words, is_cell, options_line
from selfeval_gui.domain.fields import EXTRA, INDICATOR_FIELDS, OWN, FieldRef, amount_of, get_field
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import (
    significant_places,
)
from selfeval_gui.domain.scoring import shown_rate, totals
from selfeval_gui.domain.targets import Quantity, Range, read_value
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.layout.branches import Branch, branches_of, own_id
from selfeval_gui.exchange.layout.earlier import Earlier, one_object
from selfeval_gui.exchange.layout.fund_block import FundBlock
from selfeval_gui.exchange.layout.row_heights import Measure
from selfeval_gui.exchange.layout.sheet import Cell, Computed, Sheet, Style
from selfeval_gui.exchange.layout.sheet_builder import ref_to
from selfeval_gui.exchange.layout.target_parts import target_parts
from selfeval_gui.exchange.layout.text_width import count_lines
from selfeval_gui.exchange.templates.parts import (
    BY_HAND,
    LEVELS,
    TOTAL_SCORE,
    UNIT,
    YEAR,
    BlockColumn,
    Line,
    Slot,
    split_own,
)
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.rules.rule_set import RuleSet

_BLANK_YEAR = "    "

_typed_cells = attrgetter(*INDICATOR_FIELDS)  # at once, since all rows are compared with those of before at each edit


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
    table.blocks("funds")
    table.funds()
    table.blocks("goals")
    table.goals()
    table.blocks("indicators")
    heading, last_heading = table.indicators()
    table.blocks("total")
    table.total()
    table.bottom()
    sheet = Sheet(
        cells=tuple(table.cells),
        row_heights=(),
        column_widths=template.column_widths,
        title_rows=(heading, last_heading),
        fonts=template.fonts,
        page=template.page,
        kept_with_next=frozenset(table.kept_with_next),
        within_words=frozenset(EXTRA + name for name in template.settings),
    )
    return earlier.end(sheet._replace(row_heights=earlier.heights(sheet, table.last_row, measure)))


class _Table(FundBlock):
    """Builds the blocks of the form from top to bottom, a sheet row for each row of the paper form."""

    def __init__(self, form: Form, template: Template, rule_set: RuleSet, earlier: Earlier) -> None:
        super().__init__(form, template, rule_set)
        self._earlier = earlier
        self._places = template.indicator_places  # once: they are reckoned anew each time
        self._beside = [place for place in self._places if place.field not in LEVELS]
        self._own = tuple(template.own_fields)
        self._numbers = {row.id: one_object(number) for number, row in enumerate(level_three(form.indicators), 1)}
        self._totals = totals(form, rule_set.total_basis, rule_set.scoring.execution_score)

    def top(self) -> None:
        """Lines above, title, year and the rows of the head."""
        for line in self.template.above:
            self._lines((line,))
        year = self.form.year
        year_line = self.labels.year.replace(YEAR, _BLANK_YEAR if year is None else str(year))
        self.put(self.next_row(is_heading=True), 1, self.labels.title, Style.TITLE, last_column=self.columns)
        year_row = self.next_row(is_heading=True)
        self.put(year_row, 1, year_line, Style.SUBTITLE, FieldRef(None, "year"), last_column=self.columns)
        for row in self.template.head:
            self._slots(row, Style.CENTRED)

    def goals(self) -> None:
        """年度总体目标: two headings, two texts."""
        split, last = self.template.goal_split, self.columns
        if split is None:
            return
        top = self.next_row(is_heading=True)
        row = self.next_row()
        self.put(top, 1, self.labels.goals, last_row=row)
        self.put(top, 2, self.labels.expected_goal, last_column=split)
        self.put(top, split + 1, self.labels.actual_outcome, last_column=last)
        self.put_field(row, 2, self.form, "expected_goal", Style.TEXT, last_column=split)
        self.put_field(row, split + 1, self.form, "actual_outcome", Style.TEXT, last_column=last)

    def indicators(self) -> tuple[int, int]:
        """绩效指标: the rows of headings, which are returned, then a row for each branch, down to where it ends."""
        top, branches = self.next_row(is_heading=True), list(branches_of(self.form.indicators))
        below = self.next_row(is_heading=True) if self.template.over_headings else top
        self.last_row += len(branches)
        self.put(top, 1, self.labels.indicators, last_row=self.last_row)
        rows = [self._row(row, branch) for row, branch in enumerate(branches, below + 1)]
        covered = self._over_headings(top)
        beside = 0
        for place in self._places:
            row = below if place.first in covered else top
            heading = self.template.said(place.heading, self.form)
            self.put(row, place.first, heading, last_row=below, last_column=place.last)
            if place.field in LEVELS:
                self._put_level(below + 1, place, branches)
            else:
                self.cells += [cells[beside] for cells in rows]
                beside += 1
        return top, below

    def _over_headings(self, row: int) -> set[int]:
        """Put the headings that stand over several columns; return the table columns they cover."""
        places, covered = {place.field: place for place in self._places}, set[int]()
        for each in self.template.over_headings:
            first, last = places[each.first].first, places[each.last].last
            self.put(row, first, self.template.said(each.label, self.form), last_column=last)
            covered.update(range(first, last + 1))
        return covered

    def _row(self, row: int, branch: Branch) -> list[Cell]:
        """Return the cells of an indicator beside its names."""
        _, parent, node = branch
        values: tuple[object, ...] = (None if parent is None else parent.id,)
        if node is not None:
            values += (node.id, self._numbers.get(node.id), *_typed_cells(node))
        if node is not None and self._own:
            values += tuple(get_field(node, field) for field in self._own)

        def make() -> list[Cell]:
            start = len(self.cells)
            for place in self._beside:
                self._put_cell(row, place, branch)
            made = self.cells[start:]
            del self.cells[start:]
            return made

        return self._earlier.cells(row, values, make)

    def total(self) -> None:
        """总分: computed weight and score below their columns."""
        if not self.template.has_total:
            return
        row = self.next_row()
        if self.template.tail or self.template.signatures:
            self.kept_with_next.add(row)
        computed = {"weight": self._totals.weight, "score": self._totals.score}
        places = self._places
        start = next(number for number, place in enumerate(places) if place.field in computed)
        self.put(row, 1, self.labels.total, last_column=places[start].first - 1)
        for place in places[start:]:
            if place.field in computed:
                ref = FieldRef(None, f"printed.total_{place.field}")
                first, last, number = place.first, place.last, computed[place.field]
                self.put_number(row, first, number, ref, significant_places, last_column=last, computed=Computed.SUM)
            else:
                self.put(row, place.first, None, last_column=place.last)

    def bottom(self) -> None:
        """Rows of the tail, signatures, notes at the foot."""
        for slots in self.template.tail:
            self._slots(slots, Style.TEXT)
        for lines in self.template.signatures:
            self._lines(lines)
        for note in self.template.footnotes:
            self.put(self.next_row(), 1, note, Style.LINE, last_column=self.columns)

    def blocks(self, above: str) -> None:
        """Put the blocks of rows of the template's own that stand above a part of the paper."""
        for block in (each for each in self.template.blocks if each.above == above):
            top, column = self.last_row + 1, 2
            if block.headings:
                row = self.next_row(is_heading=True)
                for heading in block.headings:
                    self.put(row, column, heading.label or None, last_column=heading.to)
                    column = heading.to + 1
            for slots in block.rows:
                self._slots(slots, Style.TEXT, 2)
            has_unit = UNIT in block.caption
            caption = self.template.said(block.caption.replace(UNIT, self.form.funds.unit), self.form)
            unit = FieldRef(None, "funds.unit") if has_unit else None
            self.put(top, 1, caption, Style.LABEL, unit, last_row=self.last_row)

    def _slots(self, slots: Sequence[Slot], style: Style, column: int = 1) -> None:
        row = self.next_row()
        for slot in slots:
            if slot.label_to >= column:
                self.put(row, column, self.template.said(slot.label, self.form), last_column=slot.label_to)
            if slot.field == TOTAL_SCORE:
                ref, score, again = FieldRef(None, TOTAL_SCORE), self._totals.score, Computed.TOTAL_SCORE
                first, last = slot.label_to + 1, slot.value_to
                self.put_number(row, first, score, ref, significant_places, last_column=last, computed=again)
            elif slot.field.startswith(BY_HAND):
                self.put(row, slot.label_to + 1, None, style, last_column=slot.value_to)
            elif slot.field.startswith(EXTRA) and amount_of(slot.field):
                self.put_own_amount(row, slot.label_to + 1, slot.field, last_column=slot.value_to)
            elif slot.words:
                options = options_line(slot.words, self.form.extra.get(slot.field.removeprefix(EXTRA), ""))
                ref, first, last = FieldRef(None, slot.field), slot.label_to + 1, slot.value_to
                self.put(row, first, options, Style.TEXT, ref, last_column=last)
            else:
                self.put_field(row, slot.label_to + 1, self.form, slot.field, style, last_column=slot.value_to)
            column = slot.value_to + 1

    def _lines(self, lines: Sequence[Line]) -> None:
        """Put words side by side, each in an equal share of the columns' width."""
        row, column = self.next_row(), 1
        widths = self.template.column_widths
        for number, line in enumerate(lines, 1):
            wanted, last = sum(widths) * number / len(lines), column
            while last < self.columns - (len(lines) - number) and sum(widths[:last]) < wanted:
                last += 1
            last = self.columns if number == len(lines) else last
            value = self.form.extra.get(line.field.removeprefix(EXTRA), "") if line.field else ""
            ref = FieldRef(None, line.field) if line.field else None
            self.put(row, column, f"{line.label}{value}", Style.LINE, ref, last_column=last)
            column = last + 1

    def _put_cell(self, row: int, place: BlockColumn, branch: Branch) -> None:
        """Put a cell of an indicator; a blank one where the branch ends above level 3 or people fill it in by hand."""
        (field, word), last, (_, parent, node) = split_own(place.field), place.last, branch
        is_long = field == "method" or (field in INDICATOR_FIELDS and INDICATOR_FIELDS[field].is_long)
        is_long = is_long or self.template.is_text(field)
        style = Style.TEXT if is_long else Style.CENTRED
        if node is None or field.startswith(BY_HAND):
            name = field if field.startswith(OWN) else field.partition(".")[0]
            would_be = ref_to(parent, name) if node is None and parent is not None and is_cell(name) else None
            self.put(row, place.first, None, style, last_column=last, opening=would_be)
        elif word:
            is_ticked = word in chosen_words(str(get_field(node, field)))
            self.put(row, place.first, TICK if is_ticked else None, style, ref_to(node, field), last_column=last)
        elif field.startswith("target."):
            part = getattr(target_parts(node.target), field.removeprefix("target."))
            self.put(row, place.first, part or None, style, ref_to(node, "target"), last_column=last)
        elif field == "number":
            self.put(row, place.first, str(self._numbers[node.id]), style, last_column=last)
        elif field == "method":
            self.put(row, place.first, self._method(node.target), style, last_column=last)
        elif field == "score_share":
            ref, share = ref_to(node, "score"), shown_rate(node.score, node.weight)
            self.put_number(row, place.first, share, ref, significant_places, last_column=last, computed=Computed.SHARE)
        else:
            self.put_field(row, place.first, node, field, style, last_column=last)

    def _method(self, target: str) -> str | None:
        methods, reading = self.template.methods, read_value(target)
        if methods is None or reading is None:
            return None
        return methods.number if isinstance(reading, Quantity | Range) else methods.words

    def _put_level(self, row: int, place: BlockColumn, branches: list[Branch]) -> None:
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
