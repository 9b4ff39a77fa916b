"""Blanks as offices make them: by openpyxl and python-docx, with what filling must not harm."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import new_id

HEADINGS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
FIRST = 12  # the first row of the indicators
_THIN = Border(*(Side("thin"),) * 4)


def workbook(*, examples: int = 3, carried_over: bool = True, extra: bool = False) -> Workbook:
    """Return a blank workbook; `extra` adds a picture, a comment, a validation, a print area and a second sheet."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "自评表"
    sheet["A1"] = "项目支出绩效自评表"
    sheet["A1"].font = Font(size=16, bold=True)
    sheet.merge_cells("A1:I1")
    sheet["A2"] = "（2020年度）"
    sheet.merge_cells("A2:I2")
    for place, text in (("A3", "项目名称"), ("A4", "主管部门"), ("E4", "实施单位")):
        sheet[place] = text
    for area in ("B3:I3", "B4:D4", "F4:I4"):
        sheet.merge_cells(area)
    sheet["A5"] = "项目资金（万元）"
    for column, text in zip(
        "DEFGHI", ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"), strict=True
    ):
        sheet[f"{column}5"] = text
    rows = ["年度资金总额", "其中：当年财政拨款", "上年结转资金" if carried_over else "", "其他资金"]
    for number, text in enumerate(rows, 6):
        sheet[f"B{number}"] = text
        sheet.merge_cells(f"B{number}:C{number}")
    sheet.merge_cells("A5:A9")
    sheet["A10"], sheet["B10"], sheet["F10"] = "年度总体目标", "预期目标", "实际完成情况"
    last = FIRST + examples
    for area in ("A10:A11",):
        sheet.merge_cells(area)
    sheet.merge_cells("B10:E10")
    sheet.merge_cells("F10:I10")
    return _indicators(book, sheet, last, extra=extra)


def _indicators(book: Workbook, sheet: Any, last: int, *, extra: bool) -> Workbook:
    """Put goals in row 11, headings in row 12 and examples below, the total behind them."""
    sheet.merge_cells("B11:E11")
    sheet.merge_cells("F11:I11")
    head = FIRST
    sheet[f"A{head}"] = "绩效指标"
    for column, text in zip("BCDEFGHI", HEADINGS, strict=True):
        sheet[f"{column}{head}"] = text
    sheet.merge_cells(f"A{head}:A{last}")
    for row in range(head + 1, last + 1):
        for column in "BCDEFGHI":
            sheet[f"{column}{row}"].border = _THIN
            sheet[f"{column}{row}"].alignment = Alignment(wrap_text=True, vertical="center")
    sheet[f"B{head + 1}"], sheet[f"C{head + 1}"] = "产出指标", "数量指标"
    total = last + 1
    sheet[f"A{total}"] = "总分"
    sheet.merge_cells(f"A{total}:F{total}")
    sheet[f"G{total}"] = f"=SUM(G{head + 1}:G{last})"
    sheet[f"H{total}"] = f"=SUM(H{head + 1}:H{last})"
    if extra:
        picture = io.BytesIO()
        Picture.new("RGB", (20, 10), "red").save(picture, "PNG")
        sheet.add_image(Image(picture), f"B{total + 3}")
        sheet[f"A{total}"].comment = Comment("合计须为一百分", "openpyxl")
        check = DataValidation(type="decimal", operator="between", formula1="0", formula2="100")
        check.add(f"G{head + 1}:G{last}")
        sheet.add_data_validation(check)
        sheet.print_area = f"A1:I{total}"
        other = book.create_sheet("填表说明")
        other["A1"] = "请如实填写各项指标并由负责人审核后报送"
        other["A2"] = f"=自评表!H{total}"
    return book


def workbook_bytes(book: Workbook) -> bytes:
    """Return a workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def document_bytes(examples: int = 3) -> bytes:
    """Return a blank document with one table."""
    document = Document()
    document.add_paragraph("项目支出绩效自评表")
    document.add_paragraph("（2020年度）")
    lines: list[dict[int, str]] = [
        {0: "项目名称"},
        {0: "主管部门", 4: "实施单位"},
        {0: "项目资金（万元）", 3: "年初预算数", 4: "全年预算数", 5: "全年执行数", 6: "分值", 7: "执行率", 8: "得分"},
        {1: "年度资金总额"},
        {1: "当年财政拨款"},
        {1: "上年结转资金"},
        {1: "其他资金"},
        {0: "年度总体目标", 1: "预期目标", 5: "实际完成情况"},
        {},
        {0: "绩效指标", **dict(enumerate(HEADINGS, 1))},
        *({} for _ in range(examples)),
        {0: "总分"},
    ]
    table = document.add_table(len(lines), 9)
    table.style = "Table Grid"
    spans = {0: [(1, 8)], 1: [(1, 3), (5, 8)], 7: [(1, 4), (5, 8)], 8: [(1, 4), (5, 8)], len(lines) - 1: [(0, 5)]}
    for number, line in enumerate(lines):
        for first, last in [*spans.get(number, []), *([(1, 2)] if 3 <= number <= 6 else [])]:
            table.cell(number, first).merge(table.cell(number, last))
        for column, text in line.items():
            table.cell(number, column).text = text
    table.cell(2, 0).merge(table.cell(6, 0))
    table.cell(7, 0).merge(table.cell(8, 0))
    table.cell(9, 0).merge(table.cell(9 + examples, 0))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def form_of(count: int) -> Form:
    """Return a form with every field of these papers filled and so many indicators below two levels."""
    form = Form(
        id=new_id(), year=2021, project_name="城市书房运行", department="市文旅局", implementing_unit="市图书馆"
    )
    form.expected_goal, form.actual_outcome = "全年开放\n服务读者", "全年开放，服务读者有所增加"
    for row in (
        form.funds.total,
        form.funds.parts.appropriation,
        form.funds.parts.carried_over,
        form.funds.parts.other,
    ):
        row.initial_budget, row.annual_budget, row.executed = Decimal("100.5"), Decimal(90), Decimal("81.25")
    form.funds.total.weight, form.funds.total.score = Decimal(10), Decimal(9)
    leaves = [
        Indicator(
            id=new_id(),
            name=f"开放书房{number}数",
            target=f"≥{number}个",
            actual=f"{number}个",
            weight=Decimal(number),
            score=Decimal(number - 1),
            reason="因道路施工，两处书房推迟一个月开放；下年提前与施工单位商定时间。" if number % 2 else "",
        )
        for number in range(1, count + 1)
    ]
    half = count // 2
    first, second = (leaves[:half], leaves[half:]) if half else (leaves, [])
    form.indicators = [_level("产出指标", "数量指标", first)]
    if second:
        form.indicators.append(_level("效益指标", "社会效益指标", second))
    return form


def _level(one: str, two: str, leaves: list[Indicator]) -> Indicator:
    below = Indicator(id=new_id(), name=two, children=leaves)
    return Indicator(id=new_id(), name=one, children=[below])
