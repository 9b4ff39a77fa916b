"""Sheets and rows that Excel hides reach the program as hidden, through the reading process and all."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from selfeval_gui.exchange.readers.grid import Aside, Grid, Source, SourceCell
from selfeval_gui.exchange.readers.ods_reader import read_ods
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.exchange.recognize.forms import recognize
from tests.helpers import hostile


def test_hidden_sheets_and_rows(tmp_path: Path) -> None:
    book = Workbook()
    shown = book.active
    assert shown is not None
    for row, text in enumerate(("项目名称", "模板行", "", "合计"), 1):
        shown.cell(row, 1).value = text or None
    shown.row_dimensions[2].hidden = True
    shown.row_dimensions[3].hidden = True
    for name, state in (("旧表", "hidden"), ("更旧", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet["A1"] = "项目名称"
        sheet.sheet_state = state
    book.save(tmp_path / "book.xlsx")
    with ReaderProcess() as reader:
        grids = reader.read(tmp_path / "book.xlsx").source.grids
    assert [(grid.name, grid.is_hidden) for grid in grids] == [("Sheet", False), ("旧表", True), ("更旧", True)]
    assert grids[0].hidden_rows == {1}


def test_hidden_sheets_and_rows_of_open_document() -> None:
    def row(text: str, more: str = "") -> str:
        return f"<t:table-row {more}><t:table-cell><x:p>{text}</x:p></t:table-cell></t:table-row>"

    content = f"""<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:s="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
        xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:automatic-styles>
        <s:style s:name="shown"><s:table-properties t:display="true"/></s:style>
        <s:style s:name="hidden"><s:table-properties t:display="false"/></s:style></o:automatic-styles>
        <o:body><o:spreadsheet>
        <t:table t:name="一" t:style-name="shown">{row("甲")}{row("乙", 't:visibility="collapse"')}{row("丙")}</t:table>
        <t:table t:name="二" t:style-name="hidden">{row("丁")}</t:table>
        </o:spreadsheet></o:body></o:document-content>"""
    grids = read_ods(hostile.zipped({"content.xml": content})).grids
    assert [(grid.name, grid.is_hidden, grid.hidden_rows) for grid in grids] == [
        ("一", False, {1}),
        ("二", True, set()),
    ]


def test_shares_of_an_old_workbook_are_doubted_as_weights() -> None:
    lines = (
        "项目名称|甲",
        "一级指标|二级指标|三级指标|指标值|完成值|分值|得分",
        "产出|数量|里程|5|5|0.6|0.5",
        "效益|社会效益|路况|好|好|0.4|0.4",
    )
    cells = [
        SourceCell(0, row, column, row, column, text, unformatted=text.startswith("0."))
        for row, line in enumerate(lines)
        for column, text in enumerate(line.split("|"))
    ]
    (found,) = recognize(Source([Grid("Sheet1", cells)], is_workbook=True)).forms
    doubted = [each.cell.key for each in found.doubts if each.code == "number.unformatted" and each.cell is not None]
    assert doubted == [(0, 2, 5), (0, 2, 6)]


def test_a_hidden_column_is_doubted_once_with_what_stands_in_it(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["项目名称", "修渠", None, None, None, None, None, None],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "内部说明"],
        ["产出指标", "数量指标", "修渠", "3公里", "3公里", 100, 100, "未公开"],
    ):
        sheet.append(line)
    sheet.column_dimensions["H"].hidden = True
    book.save(tmp_path / "book.xlsx")
    with ReaderProcess() as reader:
        read = reader.read(tmp_path / "book.xlsx")
    assert read.source.grids[0].hidden_columns == {7}
    (found,) = read.found.forms
    doubts = [doubt.text for doubt in found.doubts if doubt.code == "column.hidden"]
    assert doubts == ["内部说明 未公开"]


def test_what_a_format_hides_is_no_value(tmp_path: Path) -> None:
    """;;; shows neither number nor text, ;; no number; a format that hides zeros alone hides nothing missed."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    values: list[tuple[str, str | int, str]] = [
        *(("A1", 907, ";;;"), ("A2", "底数", ";;;"), ("A3", 88, ";;"), ("A4", "看得见", ";;"), ("A5", 0, "0;-0;;@")),
    ]
    for place, value, code in values:
        sheet[place] = value
        sheet[place].number_format = code
    book.save(tmp_path / "book.xlsx")
    with ReaderProcess() as reader:
        source = reader.read(tmp_path / "book.xlsx").source
    assert [cell.text for cell in source.grids[0].cells] == ["看得见", "0"]
    aside = [(grid.aside, grid.name, grid.cells[0].text) for grid in source.grids if grid.aside is not None]
    assert aside == [(Aside.HIDDEN, f"Sheet!A{row}", text) for row, text in ((1, "907"), (2, "底数"), (3, "88"))]


def test_what_a_format_hides_in_open_document_is_no_value() -> None:
    """As office programs write it: the value stands there, and its text is blank."""

    def cell(attributes: str, text: str = "") -> str:
        return f"<t:table-row><t:table-cell {attributes}><x:p>{text}</x:p></t:table-cell></t:table-row>"

    space = "urn:oasis:names:tc:opendocument:xmlns"
    rows = [
        cell('o:value-type="float" o:value="907"'),
        cell('o:value-type="string" o:string-value="底数"'),
        cell('o:value-type="string"', "看得见"),
        cell('o:value-type="float" o:value="0"'),
        cell('o:value-type="date" o:date-value="2023-05-01"'),
        cell('o:value-type="string" o:string-value=""'),
        cell('o:value-type="float" o:value="5"', "5.0"),
        cell('t:style-name="struck" o:value-type="float" o:value="0"', "0"),
    ]
    content = f"""<o:document-content xmlns:o="{space}:office:1.0" xmlns:t="{space}:table:1.0" xmlns:x="{space}:text:1.0"
        xmlns:s="{space}:style:1.0"><o:automatic-styles><s:style s:name="struck">
        <s:text-properties s:text-line-through-style="solid"/></s:style></o:automatic-styles>
        <o:body><o:spreadsheet><t:table t:name="一">{"".join(rows)}</t:table></o:spreadsheet></o:body></o:document-content>"""
    source = read_ods(hostile.zipped({"content.xml": content}))
    assert [(cell.row, cell.text) for cell in source.grids[0].cells] == [(2, "看得见"), (3, "0"), (6, "5.0")]
    aside = [(grid.aside, grid.name, grid.cells[0].text) for grid in source.grids if grid.aside is not None]
    hidden = [(Aside.HIDDEN, f"一!A{row}", text) for row, text in ((1, "907"), (2, "底数"), (5, "2023-05-01"))]
    assert aside == [*hidden, (Aside.STRUCK, "一!A8", "0")]
