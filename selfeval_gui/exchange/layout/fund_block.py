"""The block 项目资金 of the paper: amounts as they were typed, 执行率 and 得分 as they are computed."""

from contextlib import suppress

from selfeval_gui.domain.fields import EXTRA, FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.numbers import NotANumber, decimal_places, parse_amount, significant_places
from selfeval_gui.domain.scoring import execution_score, shown_rate
from selfeval_gui.exchange.layout.sheet import BUDGET_OF, Computed, Style
from selfeval_gui.exchange.layout.sheet_builder import SheetBuilder
from selfeval_gui.exchange.templates.parts import BY_HAND, UNIT, BlockColumn
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.exchange.templates.template_data import amount_field, is_amount_column
from selfeval_gui.rules.rule_set import RuleSet

_PERCENT = "0.00%"


class FundBlock(SheetBuilder):
    """Puts the rows of 项目资金 of a form on its template's paper."""

    def __init__(self, form: Form, template: Template, rule_set: RuleSet) -> None:
        super().__init__()
        self.form = form
        self.template = template
        self.labels = template.labels
        self.columns = template.columns
        self._rule = rule_set.scoring.execution_score

    def funds(self) -> None:
        """项目资金: a row of headings and a row for each fund row of the template."""
        if not self.template.fund_columns:
            return
        places = self.template.fund_places
        top, beside = self.next_row(is_heading=True), places[0].first - 1
        last = top + len(self.template.fund_rows)
        label = self.labels.funds.replace(UNIT, self.form.funds.unit)
        self.put(top, 1, label, Style.LABEL, FieldRef(None, "funds.unit"), last_row=last)
        self.put(top, 2, None, last_column=beside)
        for place in places:
            self.put(top, place.first, self.template.said(place.heading, self.form), last_column=place.last)
        for fund_row, row_label in self.template.fund_rows.items():
            row = self.next_row()
            self.put(row, 2, row_label, last_column=beside)
            for place in places:
                self._put_fund(row, place, fund_row)

    def _put_fund(self, row: int, place: BlockColumn, fund_row: str) -> None:
        total, field, last = self.form.funds.total, place.field, place.last
        is_total, name = fund_row == next(iter(self.template.fund_rows)), f"funds.{fund_row}.{field}"
        if is_amount_column(field):
            name = amount_field(fund_row, field)
            if name.startswith(EXTRA):
                self.put_own_amount(row, place.first, name, last_column=last)
            else:
                self.put_field(row, place.first, self.form, name, last_column=last)
        elif field.startswith(BY_HAND) or (not is_total and field not in {"weight", "score"}):
            self.put(row, place.first, None, Style.CENTRED, last_column=last)
        elif not is_total:
            self.put(row, place.first, self.labels.no_value, Style.CENTRED, last_column=last)
        elif field in {"execution_rate", "rate_of_initial"}:
            self._put_rate(row, place, Computed(field))
        elif field == "method":
            methods = self.template.methods
            self.put(row, place.first, None if methods is None else methods.execution, Style.TEXT, last_column=last)
        elif field.startswith(EXTRA):
            self.put_field(row, place.first, self.form, field, Style.TEXT, last_column=last)
        elif field == "score" and total.score is None:
            score, ref = execution_score(total, self._rule), FieldRef(None, name)
            self.put_number(row, place.first, score, ref, significant_places, last_column=last)
        else:
            self.put_field(row, place.first, self.form, name, last_column=last)

    def put_own_amount(self, row: int, column: int, field: str, *, last_column: int) -> None:
        """Put an amount that the form holds as a text: as a number where it is one in the form's unit."""
        text, ref = self.form.extra.get(field.removeprefix(EXTRA), ""), FieldRef(None, field)
        amount, unit = None, self.form.funds.unit
        with suppress(NotANumber):
            amount = parse_amount(text, unit)
        if amount is None or amount.written not in {"", unit}:
            self.put(row, column, text, Style.CENTRED, ref, last_column=last_column)
        else:
            self.put_number(row, column, amount.number, ref, decimal_places, last_column=last_column)

    def _put_rate(self, row: int, place: BlockColumn, how: Computed) -> None:
        total = self.form.funds.total
        rate = shown_rate(total.executed, getattr(total, BUDGET_OF[how]))
        share, ref = rate and rate.scaleb(-2), FieldRef(None, "printed.execution_rate")
        first, last = place.first, place.last
        self.put(row, first, share, Style.NUMBER, ref, last_column=last, number_format=_PERCENT, computed=how)
