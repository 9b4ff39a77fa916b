"""The summary (汇总表) as an Excel workbook, through openpyxl. Import this module only where one is written.

Three sheets: the forms with their totals, the grades by unit with a chart, the findings by kind. Values, not formulas:
a formula that no Excel has calculated yet is empty to every other reader.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import NumFmt
from openpyxl.chart.label import DataLabelList
from openpyxl.descriptors import Typed
from openpyxl.utils import get_column_letter

from selfeval_gui.domain.numbers import significant_places
from selfeval_gui.exchange.layout.row_heights import HIGHEST_ROW
from selfeval_gui.exchange.layout.text_width import count_lines
from selfeval_gui.exchange.reports.summary_rows import (
    SummaryRow,
    average_score,
    finding_kinds,
    fund_sums,
    grades_by_unit,
    years_of,
)
from selfeval_gui.exchange.reports.workbook_looks import (
    FONT,
    PADDING,
    body_look,
    fill,
    heading_look,
    held,
    new_workbook,
    row_height,
    set_up_print,
    set_widths,
    title_look,
)
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.messages import SEVERITY_LABELS

NO_GRADE = _("没有得分")
NO_UNIT = _("没有填写单位")
_SMALLEST = 5.0  # font size of a row that would be too high otherwise
_TITLE_HEIGHT, _HEADING_HEIGHT = 30.0, 33.0
_PROJECTS_WIDTH = 300.0
_GRADE_COLOURS = {"优": "4E9A6B", "良": "5B8DB8", "中": "D9A441", "差": "C2574C"}
_OTHER_COLOUR = "9AA0A6"


class _Column(NamedTuple):
    """A column of the first sheet: its heading, its width in points, how its cells look."""

    heading: str
    width: float
    number_format: str = ""
    is_text: bool = False


_COLUMNS = (
    _Column(_("序号"), 30, "0"),
    _Column(_("项目名称"), 120, is_text=True),
    _Column(_("主管部门"), 80, is_text=True),
    _Column(_("实施单位"), 80, is_text=True),
    _Column(_("年初预算数\n（万元）"), 62, "amount"),
    _Column(_("全年预算数\n（万元）"), 62, "amount"),
    _Column(_("全年执行数\n（万元）"), 62, "amount"),
    _Column(_("执行率"), 50, "0.00%"),
    _Column(_("得分\n（只计指标）"), 52, "General"),
    _Column(_("得分\n（含执行率）"), 52, "General"),
    _Column(_("等级"), 32),
    _Column(_("主要问题"), 250, is_text=True),
    _Column(_("改进措施"), 250, is_text=True),
)


def render_summary(rows: Sequence[SummaryRow]) -> bytes:
    """Return the workbook over these forms, in their order."""
    title = _("{year} 年度项目支出绩效自评汇总表").format(year=years_of(rows)).removeprefix(" 年度").strip()
    workbook = new_workbook(title)
    first = workbook.active
    first.title = _("汇总表")
    _write_forms(first, title, rows)
    _write_units(workbook.create_sheet(_("各单位等级")), rows)
    _write_kinds(workbook.create_sheet(_("检查结果")), rows)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


# ---- the forms ---------------------------------------------------------------------------------------------------


def _write_forms(sheet: Any, title: str, rows: Sequence[SummaryRow]) -> None:  # noqa: ANN401
    heading = _begin(sheet, title, [column.width for column in _COLUMNS], [column.heading for column in _COLUMNS])
    places = _amount_places(rows)
    for number, row in enumerate(rows, 1):
        rate = row.execution_rate
        values = (
            *(number, row.project_name, row.department, row.implementing_unit),
            *(row.initial_budget, row.annual_budget, row.executed, rate and rate.scaleb(-2)),
            *(row.score_alone, row.score_with_execution, row.grade or NO_GRADE, row.problems, row.measures),
        )
        _write_row(sheet, heading + number, values, places)
    last = heading + len(rows)
    sums = fund_sums(rows)
    means = [average_score(rows, field) for field in ("score_alone", "score_with_execution")]
    totals = (
        *(None, _("合计 {count} 份，得分为平均").format(count=len(rows)), None, None),
        *(sums.initial_budget, sums.annual_budget, sums.executed),
        *(sums.execution_rate and sums.execution_rate.scaleb(-2), *means, None, None, None),
    )
    _write_row(sheet, last + 1, totals, places, bold=True)
    sheet.auto_filter.ref = f"A{heading}:{get_column_letter(len(_COLUMNS))}{max(last, heading)}"
    sheet.freeze_panes = sheet.cell(heading + 1, 3)
    set_up_print(sheet, heading, "landscape")


def _write_row(sheet: Any, row: int, values: Sequence[object], places: int, *, bold: bool = False) -> None:  # noqa: ANN401
    in_columns = list(zip(values, _COLUMNS, strict=True))
    size, height = _fitting((value, column.width) for value, column in in_columns if isinstance(value, str))
    amount = f"#,##0.{'0' * places}" if places else "#,##0"
    for number, (value, column) in enumerate(in_columns, 1):
        is_amount = column.number_format == "amount"
        across = "left" if column.is_text else "right" if is_amount else "center"
        target = fill(sheet.cell(row, number), value, body_look(across, bold=bold, size=size, wraps=column.is_text))
        if isinstance(value, int | Decimal):
            target.number_format = amount if is_amount else column.number_format
    sheet.row_dimensions[row].height = height


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


def _amount_places(rows: Iterable[SummaryRow]) -> int:
    amounts = (amount for row in rows for amount in (row.initial_budget, row.annual_budget, row.executed))
    return max((significant_places(amount) for amount in amounts if amount is not None), default=2)


# ---- grades by unit ----------------------------------------------------------------------------------------------


def _write_units(sheet: Any, rows: Sequence[SummaryRow]) -> None:  # noqa: ANN401
    units = grades_by_unit(rows)
    names = list(units[0].forms) if units else []
    headings = [_("实施单位"), *(name or NO_GRADE for name in names), _("份数")]
    heading = _begin(sheet, _("各单位等级"), [180, *[50] * (len(names) + 1)], headings)
    table = [(unit.unit or NO_UNIT, [len(unit.forms[name]) for name in names]) for unit in units]
    table.append((_("合计"), [sum(counts) for counts in zip(*[counts for _unit, counts in table], strict=True)]))
    for number, (unit, counts) in enumerate(table, heading + 1):
        _write_plain(sheet, number, (unit, *counts, sum(counts)), bold=number == heading + len(table))
    if units:
        sheet.add_chart(_chart(sheet, heading, len(units), names), f"A{heading + len(table) + 3}")
    sheet.freeze_panes = sheet.cell(heading + 1, 2)
    set_up_print(sheet, heading, "portrait")


class _Labels(DataLabelList):
    """Labels with a number format of their own: openpyxl writes one that LibreOffice takes for that of the cells."""

    numFmt: Any = Typed(expected_type=NumFmt, allow_none=True)
    __elements__ = DataLabelList.__elements__
    __nested__ = tuple(name for name in DataLabelList.__nested__ if name != "numFmt")


def _chart(sheet: Any, heading: int, units: int, names: Sequence[str]) -> BarChart:  # noqa: ANN401
    """Return stacked bars: a bar for each unit, a part for each grade."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked", 100
    chart.title = _("各单位等级分布（份）")
    chart.add_data(
        Reference(sheet, min_col=2, max_col=1 + len(names), min_row=heading, max_row=heading + units),
        titles_from_data=True,
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=heading + 1, max_row=heading + units))
    for series, name in zip(chart.series, names, strict=True):
        series.graphicalProperties.solidFill = _GRADE_COLOURS.get(name, _OTHER_COLOUR)
    chart.dataLabels = _Labels(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    chart.dataLabels.numFmt = NumFmt("0;;;", sourceLinked=False)  # no label for a part of nothing
    chart.x_axis.delete = chart.y_axis.delete = False  # openpyxl's axes are hidden otherwise in newer Excel
    chart.x_axis.scaling.orientation = "maxMin"  # the first unit on top, as in the table
    chart.y_axis.crosses = "max"  # and the numbers below
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format = "0"
    chart.legend.position = "b"
    chart.gapWidth = 60
    chart.width, chart.height = 17, max(6, min(24, 4 + units))
    return chart


# ---- findings by kind --------------------------------------------------------------------------------------------


def _write_kinds(sheet: Any, rows: Sequence[SummaryRow]) -> None:  # noqa: ANN401
    names = {row.key: row.project_name or row.key for row in rows}
    headings = [_("检查结果"), _("性质"), _("处数"), _("涉及份数"), _("涉及的项目")]
    heading = _begin(sheet, _("检查结果分类"), [130, 40, 40, 55, _PROJECTS_WIDTH], headings)
    kinds = finding_kinds(rows)
    for number, kind in enumerate(kinds, heading + 1):
        projects = "\n".join(names[key] for key in kind.forms)
        label = FINDING_KINDS.get(kind.code, kind.code)
        _write_plain(sheet, number, (label, SEVERITY_LABELS[kind.severity], kind.count, len(kind.forms), projects))
        size, sheet.row_dimensions[number].height = _fitting([(projects, _PROJECTS_WIDTH)])
        fill(sheet.cell(number, len(headings)), projects, body_look("left", size=size))
    if not kinds:
        _write_plain(sheet, heading + 1, (_("没有检查结果"), None, None, None, None))
    sheet.auto_filter.ref = f"A{heading}:E{heading + max(1, len(kinds))}"
    sheet.freeze_panes = sheet.cell(heading + 1, 2)
    set_up_print(sheet, heading, "portrait")


# ---- what all sheets share ---------------------------------------------------------------------------------------


def _begin(sheet: Any, title: str, widths: Sequence[float], headings: Sequence[str]) -> int:  # noqa: ANN401
    """Write title and headings and return the row of the headings."""
    set_widths(sheet, widths)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headings))
    fill(sheet.cell(1, 1), title, title_look())
    sheet.row_dimensions[1].height = _TITLE_HEIGHT
    for number, heading in enumerate(headings, 1):
        fill(sheet.cell(2, number), heading, heading_look())
    sheet.row_dimensions[2].height = _HEADING_HEIGHT
    return 2


def _write_plain(sheet: Any, row: int, values: Sequence[object], *, bold: bool = False) -> None:  # noqa: ANN401
    for number, value in enumerate(values, 1):
        fill(sheet.cell(row, number), value, body_look("left" if isinstance(value, str) else "center", bold=bold))
