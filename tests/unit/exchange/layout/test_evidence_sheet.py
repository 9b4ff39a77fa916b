"""佐证材料清单 behind the forms of a booklet: laid out as rows say it, and in the workbook, the document and the PDF."""

from __future__ import annotations

import shutil
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from selfeval_gui.domain.form import Evidence, Form, Indicator, Survey
from selfeval_gui.exchange.documents.formats import DOCX, XLSX
from selfeval_gui.exchange.layout.evidence_sheet import has_evidence, lay_out_evidence
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.paper.pdf_format import PDF
from selfeval_gui.storage.codec import freeze
from selfeval_gui.work.exporting import ExportWay, plan_export, write_booklet
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.reading import FormSource
from tests.helpers.pdf_reading import bookmarks_of, text_of


def proven() -> Form:
    done = Evidence(
        id="1", name="验收单", document="2020年3月", pages="3", proof="直接证明", giver="科协", path="a/b.pdf"
    )
    paper = Evidence(id="2", name="会议纪要", note="在档案室")
    survey = Survey(
        respondents="职工", sent=200, returned=190, valid=180, satisfied=160, mostly_satisfied=11, dissatisfied=9
    )
    rows = [
        Indicator(id="c", name="项目完成率", evidence=[done, paper]),
        Indicator(id="d", name="职工满意度", survey=survey),
    ]
    top = Indicator(id="a", name="产出指标", children=[Indicator(id="b", name="数量指标", children=rows)])
    return Form(id="f", project_name="维修", department="科协", implementing_unit="科协", year=2020, indicators=[top])


def test_the_list_says_each_entry_each_bare_row_and_each_survey() -> None:
    sheet = lay_out_evidence(proven(), presets()["mof-2020"])
    rows: dict[int, list[object]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append(cell.value)
    assert rows[1] == ["佐证材料清单"] and rows[2] == ["项目名称：维修"]
    assert rows[3] == [
        "序号",
        "二级指标",
        "三级指标",
        "材料名称",
        "日期文号",
        "页码",
        "取值方式",
        "提供单位",
        "文件",
        "备注",
    ]
    assert rows[4] == ["01", "数量指标", "项目完成率", "验收单", "2020年3月", "3", "直接证明", "科协", "a/b.pdf", None]
    assert rows[5] == ["01", "数量指标", "项目完成率", "会议纪要", None, None, None, None, "纸质", "在档案室"]
    assert rows[6][:4] == ["02", "数量指标", "职工满意度", "（没有登记材料）"]
    assert rows[7] == ["满意度调查"]
    assert rows[9] == ["职工满意度", "职工", "200", "190", "180", "160", "11", "9", "95%"]  # (160 + 11) / 180
    assert sheet.page.orientation == "landscape"
    covered = [
        place
        for cell in sheet.cells
        for place in product(range(cell.row, cell.last_row + 1), range(cell.column, cell.last_column + 1))
    ]
    assert sorted(covered) == [*product(range(1, 10), range(1, 11))]


def test_a_form_has_evidence_or_none() -> None:
    assert has_evidence(proven()) and not has_evidence(Form(id="f"))


@pytest.fixture
def sources(tmp_path: Path) -> list[FormSource]:
    bare = proven().model_copy(update={"id": "g", "project_name": "巡展", "indicators": []})
    found = []
    for form in (proven(), bare):
        path = tmp_path / f"{form.project_name}.json"
        path.write_bytes(freeze(form))
        found.append(FormSource(path))
    return found


def booklet(sources: list[FormSource], target: Path, way: ExportWay, *, with_evidence: bool) -> bytes:
    plan = plan_export(sources, target.parent, unheard, way)
    told: list[tuple[int, int]] = []

    def hear(done: int, total: int, _item: object) -> None:
        told.append((done, total))

    write_booklet(plan.planned, target, hear, way, with_evidence=with_evidence)
    assert told[-1] == (2, 2)  # forms are counted, not their lists
    return target.read_bytes()


def test_a_workbook_has_the_list_behind_its_form(sources: list[FormSource], tmp_path: Path) -> None:
    plain = load_workbook(BytesIO(booklet(sources, tmp_path / "1.xlsx", ExportWay(XLSX), with_evidence=False)))
    assert plain.sheetnames == ["目录", "维修", "巡展"]
    book = load_workbook(BytesIO(booklet(sources, tmp_path / "2.xlsx", ExportWay(XLSX), with_evidence=True)))
    assert book.sheetnames == ["目录", "维修", "维修（佐证材料清单）", "巡展"]
    sheet = book["维修（佐证材料清单）"]
    assert [cell.value for cell in sheet[4]][3:] == ["验收单", "2020年3月", "3", "直接证明", "科协", "a/b.pdf", None]
    assert sheet.page_setup.orientation == "landscape"
    contents = [(row[1].value, getattr(row[1].hyperlink, "location", "")) for row in book["目录"].iter_rows(min_row=3)]
    assert contents[1] == ("维修（佐证材料清单）", "'维修（佐证材料清单）'!A1")


def test_a_document_has_the_list_behind_its_form(sources: list[FormSource], tmp_path: Path) -> None:
    data = booklet(sources, tmp_path / "a.docx", ExportWay(DOCX), with_evidence=True)
    document = Document(BytesIO(data))
    headings = [each.text for each in document.paragraphs if each.style is not None and each.style.name == "Heading 1"]
    assert headings == ["1  维修", "2  维修（佐证材料清单）", "3  巡展"]
    assert "验收单" in [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    lies = [section.orientation for section in document.sections]
    assert len(lies) == 4 and str(lies[2]).startswith("LANDSCAPE")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
@pytest.mark.usefixtures("qapp")
def test_a_pdf_has_the_list_behind_its_form(sources: list[FormSource], tmp_path: Path) -> None:
    data = booklet(sources, tmp_path / "a.pdf", ExportWay(PDF), with_evidence=True)
    assert [title for title, _page in bookmarks_of(data)] == ["目录", "维修", "维修（佐证材料清单）", "巡展"]
    assert "验收单" in text_of(tmp_path / "a.pdf")
