"""The summary (汇总表) as an Excel workbook. Import this module only where one is written.

Three sheets: the forms with their totals, the grades by unit with a chart, the findings by kind. A department that
reviews forms has the sums by units before them.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from selfeval_gui.domain.numbers import significant_places
from selfeval_gui.exchange.documents.xlsx_book import Book, CellStyle, Formula, Value
from selfeval_gui.exchange.documents.xlsx_formulas import rate_formula, sum_formula
from selfeval_gui.exchange.layout.row_heights import HIGHEST_ROW
from selfeval_gui.exchange.layout.sheet import GENERAL
from selfeval_gui.exchange.layout.text_width import count_lines
from selfeval_gui.exchange.reports.summary_rows import (
    SummaryRow,
    average_score,
    by_stage,
    counted,
    finding_kinds,
    fund_sums,
    grades_by_unit,
    years_of,
)
from selfeval_gui.exchange.reports.table_book import write_table
from selfeval_gui.exchange.reports.unit_sums import UnitSums, unit_sums_table
from selfeval_gui.exchange.reports.workbook_looks import (
    BODY,
    FONT,
    HEADING,
    NOTE,
    PADDING,
    TITLE,
    TableSheet,
    held,
    row_height,
)
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.messages import NO_GRADE, SEVERITY_LABELS, STAGES
from selfeval_gui.rules.shape import Stage

NO_UNIT = _("没有填写单位")
_SMALLEST = 5.0  # font size of a row that would be too high otherwise
_TITLE_HEIGHT, _HEADING_HEIGHT = 30.0, 33.0
_PROJECTS_WIDTH = 300.0
_GRADE_COLOURS = {"优": "#4E9A6B", "良": "#5B8DB8", "中": "#D9A441", "差": "#C2574C"}
_OTHER_COLOUR = "#9AA0A6"
_PIXELS_PER_CM = 96 / 2.54
_AMOUNT = "amount"  # number format of amounts: with the places that the amounts of these forms need


class _Column(NamedTuple):
    """A column of the first sheet: its heading, its width in points, how its cells look."""

    heading: str
    width: float
    number_format: str = GENERAL
    is_text: bool = False


_COLUMNS = (
    _Column(_("序号"), 30, "0"),
    _Column(_("项目名称"), 120, is_text=True),
    _Column(_("主管部门"), 80, is_text=True),
    _Column(_("实施单位"), 80, is_text=True),
    _Column(_("年初预算数\n（万元）"), 62, _AMOUNT),
    _Column(_("全年预算数\n（万元）"), 62, _AMOUNT),
    _Column(_("全年执行数\n（万元）"), 62, _AMOUNT),
    _Column(_("执行率"), 50, "0.00%"),
    _Column(_("得分\n（只计指标）"), 52),
    _Column(_("得分\n（含执行率）"), 52),
    _Column(_("等级"), 32),
    _Column(_("主要问题"), 250, is_text=True),
    _Column(_("改进措施"), 250, is_text=True),
)
_AMOUNTS, _RATE, _SCORES = range(4, 7), 7, range(8, 10)  # columns, from 0
_HEADING_ROW = 1
_FEWEST_STAGES = 2  # from which on each has a sum of its own


def render_summary(rows: Sequence[SummaryRow], notes: Sequence[str] = (), by_unit: UnitSums | None = None) -> bytes:
    """Return the workbook over these forms, in their order; the notes stand below the sums."""
    title = _("{year} 年度项目支出绩效自评汇总表").format(year=years_of(rows)).removeprefix(" 年度").strip()
    book = Book(title, FONT)
    if by_unit is not None:
        table = unit_sums_table(by_unit, _amount_format(rows))
        write_table(book, table.name, table)
    _write_forms(book, title, rows, notes)
    _write_units(book, rows)
    _write_kinds(book, rows)
    return book.finish()


# ---- the forms ---------------------------------------------------------------------------------------------------


def _write_forms(book: Book, title: str, rows: Sequence[SummaryRow], notes: Sequence[str]) -> None:
    headings, widths = [column.heading for column in _COLUMNS], [column.width for column in _COLUMNS]
    sheet, first = _begin(book, _("汇总表"), title, widths, headings), _HEADING_ROW + 1
    amount_format = _amount_format(rows)
    stages = by_stage(rows)
    rows = [row for of_stage in stages.values() for row in of_stage]
    for number, row in enumerate(rows):
        values = (
            *(number + 1, row.name_with_stage, row.department, row.implementing_unit),
            *(row.initial_budget, row.annual_budget, row.executed),
            *(_rate(first + number, row.execution_rate), row.score_alone, row.score_with_execution),
            *(row.grade_words, row.problems, row.measures),
        )
        _write_row(sheet, first + number, values, amount_format)
    below, start = first + len(rows), first
    for line, (stage, of_stage) in enumerate((stages or {Stage.RESULT: []}).items()):
        words = (
            _("合计 {count} 份，得分为平均")
            if len(stages) < _FEWEST_STAGES
            else _("{stage}合计 {count} 份，得分为平均")
        )
        sums = _sums(of_stage, words.format(count=len(of_stage), stage=STAGES[stage]), start)
        _write_row(sheet, below + line, sums, amount_format, bold=True)
        start += len(of_stage)
    for number, note in enumerate(notes, below + max(1, len(stages))):
        lines = count_lines(note, FONT, sheet.width - PADDING)
        sheet.put_above(number, note, NOTE, held(row_height(lines)))
    sheet.set_up(_HEADING_ROW, "landscape", frozen=2, filtered_to=below - 1)


def _rate(row: int, rate: Decimal | None) -> Formula:
    _initial, budget, executed = (xl_rowcol_to_cell(row, column) for column in _AMOUNTS)
    return Formula(rate_formula(executed, budget), rate and rate.scaleb(-2))


def _sums(rows: Sequence[SummaryRow], words: str, first: int) -> Sequence[Value]:
    last = first + len(rows) - 1
    if not rows:
        return (None, words, *[None] * (len(_COLUMNS) - 2))
    areas = [xl_range(first, column, last, column) for column in range(len(_COLUMNS))]
    sums, rate = fund_sums(rows), areas[_RATE]
    amounts = (sums.initial_budget, sums.annual_budget, sums.executed)
    # Of the forms that have a rate; words and blanks count for 0 in these sums.
    of_counted = [f"SUMPRODUCT(--ISNUMBER({rate}),{areas[column]})" for column in reversed(_AMOUNTS)]
    means = [average_score(rows, field) for field in ("score_alone", "score_with_execution")]
    return (
        *(None, words, None, None),
        *(Formula(sum_formula(areas[n]), amount) for n, amount in zip(_AMOUNTS, amounts, strict=True)),
        Formula(rate_formula(of_counted[0], of_counted[1]), sums.execution_rate and sums.execution_rate.scaleb(-2)),
        *(Formula(f'=IFERROR(ROUND(AVERAGE({areas[n]}),2),"")', mean) for n, mean in zip(_SCORES, means, strict=True)),
        *(None, None, None),
    )


def _write_row(sheet: TableSheet, row: int, values: Sequence[Value], amount: str, *, bold: bool = False) -> None:
    in_columns = list(zip(values, _COLUMNS, strict=True))
    size, height = _fitting((value, column.width) for value, column in in_columns if isinstance(value, str))
    sheet.put_row(row, [(value, _look(column, amount, bold, size)) for value, column in in_columns], height)


def _look(column: _Column, amount: str, bold: bool, size: float) -> CellStyle:
    is_amount = column.number_format == _AMOUNT
    across = "left" if column.is_text else "right" if is_amount else "center"
    code = amount if is_amount else column.number_format
    return BODY._replace(across=across, wraps=column.is_text, number_format=code, bold=bold, size=size)


def _fitting(texts: Iterable[tuple[str, float]]) -> tuple[float, float]:
    """Return the largest font size at which the row shows all its texts, and the row's height at that size."""
    listed = list(texts)
    size = FONT.size
    while True:
        font = FONT.model_copy(update={"size": size})
        height = row_height(max((count_lines(text, font, width - PADDING) for text, width in listed), default=1), size)
        if height <= HIGHEST_ROW or size <= _SMALLEST:
            return size, held(height)
        size -= 0.5


def _amount_format(rows: Iterable[SummaryRow]) -> str:
    amounts = (amount for row in rows for amount in (row.initial_budget, row.annual_budget, row.executed))
    places = max((significant_places(amount) for amount in amounts if amount is not None), default=2)
    return f"#,##0.{'0' * places}" if places else "#,##0"


# ---- grades by unit ----------------------------------------------------------------------------------------------


def _write_units(book: Book, rows: Sequence[SummaryRow]) -> None:
    units, name = grades_by_unit(counted(rows)), _("各单位等级")
    grades = list(units[0].forms) if units else []
    headings = [_("实施单位"), *(grade or NO_GRADE for grade in grades), _("份数")]
    sheet, first = _begin(book, name, name, [180, *[50] * (len(grades) + 1)], headings), _HEADING_ROW + 1
    below = first + len(units)
    table = [[len(unit.forms[grade]) for grade in grades] for unit in units]
    for row, (unit, counts) in enumerate(zip(units, table, strict=True), first):
        _write_plain(sheet, row, (unit.unit or NO_UNIT, *counts, _added(counts, row, 1, row, len(grades))))
    columns = enumerate(zip(*[[*counts, sum(counts)] for counts in table], strict=True), 1)
    sums: list[Value] = [_added(counts, first, column, below - 1, column) for column, counts in columns]
    _write_plain(sheet, below, (_("合计"), *(sums or [0])), bold=True)
    if units:
        _insert_chart(sheet, name, grades, len(units), below + 3)
    sheet.set_up(_HEADING_ROW, "portrait", frozen=1)


def _added(counts: Iterable[int], *area: int) -> Formula:
    return Formula(sum_formula(xl_range(*area)), sum(counts))


def _insert_chart(sheet: TableSheet, name: str, grades: Sequence[str], units: int, row: int) -> None:
    """Put stacked bars below the table: a bar for each unit, a part for each grade."""
    chart: Any = sheet.book.book.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = _HEADING_ROW + 1, _HEADING_ROW + units
    for column, grade in enumerate(grades, 1):
        chart.add_series(
            {
                "name": [name, _HEADING_ROW, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "fill": {"color": _GRADE_COLOURS.get(grade, _OTHER_COLOUR)},
                "data_labels": {"value": True, "num_format": "0;;;"},  # no label for a part of nothing
                "gap": 60,
            }
        )
    chart.set_title({"name": _("各单位等级分布（份）")})
    chart.set_y_axis({"reverse": True, "crossing": "max"})  # the first unit on top, as in the table; numbers below
    chart.set_x_axis({"major_gridlines": {"visible": False}, "num_format": "0"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": sheet.book.pixels(sheet.width), "height": max(6, min(24, 4 + units)) * _PIXELS_PER_CM})
    sheet.sheet.insert_chart(row, 0, chart)


# ---- findings by kind --------------------------------------------------------------------------------------------


def _write_kinds(book: Book, rows: Sequence[SummaryRow]) -> None:
    names = {row.key: row.name_with_stage or row.key for row in rows}
    headings = [_("检查结果"), _("性质"), _("处数"), _("涉及份数"), _("涉及的项目")]
    widths = [130, 40, 40, 55, _PROJECTS_WIDTH]
    sheet, first = _begin(book, _("检查结果"), _("检查结果分类"), widths, headings), _HEADING_ROW + 1
    kinds = finding_kinds(rows)
    for row, kind in enumerate(kinds, first):
        projects = "\n".join(names[key] for key in kind.forms)
        label = FINDING_KINDS.get(kind.code, kind.code)
        _write_plain(sheet, row, (label, SEVERITY_LABELS[kind.severity], kind.count, len(kind.forms)))
        size, height = _fitting([(projects, _PROJECTS_WIDTH)])
        sheet.put(row, len(headings) - 1, projects, BODY._replace(size=size))
        sheet.sheet.set_row(row, height)
    if not kinds:
        _write_plain(sheet, first, (_("没有检查结果"), None, None, None, None))
    sheet.set_up(_HEADING_ROW, "portrait", frozen=1, filtered_to=_HEADING_ROW + max(1, len(kinds)))


# ---- what all sheets share ---------------------------------------------------------------------------------------


def _begin(book: Book, name: str, title: str, widths: Sequence[float], headings: Sequence[str]) -> TableSheet:
    """Return a new sheet with its title and headings."""
    sheet = TableSheet(book, name, widths)
    sheet.put_above(0, title, TITLE, _TITLE_HEIGHT)
    sheet.put_row(_HEADING_ROW, [(heading, HEADING) for heading in headings], _HEADING_HEIGHT)
    return sheet


def _write_plain(sheet: TableSheet, row: int, values: Sequence[Value], *, bold: bool = False) -> None:
    for column, value in enumerate(values):
        across = "left" if isinstance(value, str) else "center"
        sheet.put(row, column, value, BODY._replace(across=across, bold=bold))
