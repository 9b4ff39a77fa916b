"""The department's summary, year by year and unit by unit, as one table: forms, subtotals, what is not counted.

Sums follow their cells by formulas. A row of a form has a number in its first column and no other row has one: by that
the formulas of all sums tell forms from subtotals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from selfeval_gui.domain.numbers import divide, round_half_up
from selfeval_gui.domain.scoring import add
from selfeval_gui.exchange.documents.xlsx_book import Formula, Value
from selfeval_gui.exchange.documents.xlsx_formulas import rate_formula
from selfeval_gui.exchange.reports.summary_rows import SummaryRow, fund_sums
from selfeval_gui.exchange.reports.table_book import Table, TableColumn, first_row
from selfeval_gui.i18n import _

_SCORE_PLACES = 2


class HandedForm(NamedTuple):
    """A form that counts: `total` is 自评得分 on its own basis, `last_year` that of its project the year before.

    `reviewed` is 评审得分; `doubt` says what about it must be looked at.
    """

    row: SummaryRow
    unit: str
    total: Decimal | None
    last_year: Decimal | None
    reviewed: Decimal | None
    state: str
    doubt: str = ""


class OpenPoint(NamedTuple):
    """A project that does not count, or counts with a doubt, and why."""

    unit: str
    project: str
    why: str
    year: int | None = None


class UnitSums(NamedTuple):
    """The forms in the order of their years and units; notes above; what is open; whether the sums may be used."""

    forms: Sequence[HandedForm]
    notes: Sequence[str]
    open_points: Sequence[OpenPoint]
    is_usable: bool = True


_NUMBER, _YEAR, _UNIT, _PROJECT, _BUDGET, _EXECUTED, _RATE, _TOTAL, _GRADE, _LAST, _GAIN, _REVIEWED, _GAP = range(13)
_SCORES = (_TOTAL, _LAST, _GAIN, _REVIEWED, _GAP)
_WIDTH = 15


def unit_sums_table(sums: UnitSums, amount_format: str) -> Table:
    """Return the table; amounts are in 万元."""
    columns = (
        TableColumn(_("序号"), 30, is_centred=True),
        TableColumn(_("年度"), 36, is_centred=True),
        TableColumn(_("单位"), 90),
        TableColumn(_("项目名称"), 140),
        TableColumn(_("全年预算数\n（万元）"), 66, number_format=amount_format),
        TableColumn(_("全年执行数\n（万元）"), 66, number_format=amount_format),
        TableColumn(_("执行率"), 50, is_centred=True, number_format="0.00%"),
        TableColumn(_("自评\n得分"), 42, is_centred=True),
        TableColumn(_("等级"), 42, is_centred=True),
        TableColumn(_("上年\n得分"), 42, is_centred=True),
        TableColumn(_("比上年"), 42, is_centred=True),
        TableColumn(_("评审\n得分"), 42, is_centred=True),
        TableColumn(_("偏差\n（评审－自评）"), 62, is_centred=True),
        TableColumn(_("状态"), 60, is_centred=True),
        TableColumn(_("说明"), 180),
    )
    title = _("绩效自评按单位汇总")
    return _Rows(sums, first_row(sums.notes)).table(columns, title)


class _Rows:
    """The rows in the making; `_first` is the sheet's row of the first of them, counted from 0."""

    def __init__(self, sums: UnitSums, first: int) -> None:
        self._sums, self._first = sums, first
        self._rows: list[Sequence[Value]] = []
        self._bold: set[int] = set()
        self._number = 0

    def table(self, columns: Sequence[TableColumn], title: str) -> Table:
        """Return all of it as a table."""
        every = list(self._sums.forms)
        years = [list(of_year) for _year, of_year in groupby(every, lambda form: form.row.year)]
        for of_year in years:
            start = len(self._rows)
            for unit, of_unit in groupby(of_year, lambda form: form.unit):
                self._add_unit(unit, list(of_unit))
            if len(years) > 1:
                self._add_sums(self._words_of_year(of_year), start, of_year)
        words = _("合计 {count} 份，得分为平均").format(count=len(every))
        if not self._sums.is_usable:
            words += _("；有金额单位存疑的，核对以前不能使用")
        self._add_sums(words, 0, every)
        self._add_open_points()
        name = _("按单位汇总")
        return Table(name, title, self._sums.notes, columns, self._rows, frozenset(self._bold), is_filtered=False)

    def _words_of_year(self, forms: Sequence[HandedForm]) -> str:
        year = forms[0].row.year
        if year is None:
            return _("没有填年度的合计 {count} 份").format(count=len(forms))
        return _("{year} 年度合计 {count} 份").format(year=year, count=len(forms))

    def _add_unit(self, unit: str, forms: Sequence[HandedForm]) -> None:
        start = len(self._rows)
        for form in forms:
            self._add_form(form)
        words = _("{unit}小计 {count} 份").format(unit=unit or _("没有填写单位"), count=len(forms))
        self._add_sums(words, start, forms)

    def _add_form(self, form: HandedForm) -> None:
        self._number += 1
        row, at = form.row, self._first + len(self._rows)
        cells = [xl_rowcol_to_cell(at, column) for column in range(_WIDTH)]
        self._rows.append(
            (
                *(self._number, row.year, form.unit, row.project_name, row.annual_budget, row.executed),
                Formula(rate_formula(cells[_EXECUTED], cells[_BUDGET]), _share(row.execution_rate)),
                *(form.total, row.grade_words, form.last_year),
                Formula(gap_formula(cells[_TOTAL], cells[_LAST]), gap(form.total, form.last_year)),
                form.reviewed,
                Formula(gap_formula(cells[_REVIEWED], cells[_TOTAL]), gap(form.reviewed, form.total)),
                *(form.state, form.doubt),
            )
        )

    def _add_sums(self, words: str, start: int, forms: Sequence[HandedForm]) -> None:
        """Add the sums over the forms among the rows from `start` on."""
        line: list[Value] = [None] * _WIDTH
        line[_UNIT] = words
        if forms:
            areas = [xl_range(self._first + start, n, self._first + len(self._rows) - 1, n) for n in range(_WIDTH)]
            is_form = f"--ISNUMBER({areas[_NUMBER]})"
            funds = fund_sums(form.row for form in forms)
            for column, amount in ((_BUDGET, funds.annual_budget), (_EXECUTED, funds.executed)):
                counted = f"SUMPRODUCT({is_form},--ISNUMBER({areas[column]}))"
                line[column] = Formula(f'=IF({counted}=0,"",SUMPRODUCT({is_form},{areas[column]}))', amount)
            # Of the forms that have a rate: words and blanks count for 0.
            has_rate = f"SUMPRODUCT({is_form},--ISNUMBER({areas[_RATE]}),"
            rate = rate_formula(f"{has_rate}{areas[_EXECUTED]})", f"{has_rate}{areas[_BUDGET]})")
            line[_RATE] = Formula(rate, _share(funds.execution_rate))
            for column, mean in zip(_SCORES, _means(forms), strict=True):
                total = f"SUMPRODUCT({is_form},{areas[column]})"
                count = f"SUMPRODUCT({is_form},--ISNUMBER({areas[column]}))"
                line[column] = Formula(f'=IFERROR(ROUND({total}/{count},{_SCORE_PLACES}),"")', mean)
        self._add_bold(line)

    def _add_open_points(self) -> None:
        if not self._sums.open_points:
            return
        self._add_bold([None, None, _("没有计入、需要核对的"), *[None] * (_WIDTH - 3)])
        for point in self._sums.open_points:
            self._rows.append((None, point.year, point.unit, point.project, *[None] * (_WIDTH - 5), point.why))

    def _add_bold(self, line: Sequence[Value]) -> None:
        self._bold.add(len(self._rows))
        self._rows.append(line)


def gap(one: Decimal | None, two: Decimal | None) -> Decimal | None:
    """Return by how much a score is above another; None without one of them."""
    return None if one is None or two is None else one - two


def gap_formula(one: str, two: str) -> str:
    """Return the formula of that for two cells."""
    return f'=IF(AND(ISNUMBER({one}),ISNUMBER({two})),ROUND({one}-{two},{_SCORE_PLACES}),"")'


def _share(rate: Decimal | None) -> Decimal | None:
    return None if rate is None else rate.scaleb(-2)


def _means(forms: Sequence[HandedForm]) -> list[Decimal | None]:
    """Return the means of the columns of scores."""
    columns = (
        (form.total for form in forms),
        (form.last_year for form in forms),
        (gap(form.total, form.last_year) for form in forms),
        (form.reviewed for form in forms),
        (gap(form.reviewed, form.total) for form in forms),
    )
    return [_mean(column) for column in columns]


def _mean(values: Iterable[Decimal | None]) -> Decimal | None:
    filled = [value for value in values if value is not None]
    total = add(filled)
    return None if total is None else round_half_up(divide(total, Decimal(len(filled))), _SCORE_PLACES)
