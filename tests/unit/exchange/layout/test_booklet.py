"""A workbook of many forms, and 草稿 in workbooks, as other people's readers see them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.documents.export_notes import CellNote
from selfeval_gui.exchange.documents.xlsx_writer import render_booklet, render_xlsx
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.xlsx_forms import long_text, sample_forms
from tests.helpers.xlsx_reading import cells_by_openpyxl

TEMPLATES = presets()
RULES = rule_set_for("shanghai-2020")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# What the schema of a worksheet allows, in its order; Excel repairs a file that breaks it.
SHEET_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "mergeCells", "hyperlinks"),
    *("printOptions", "pageMargins", "pageSetup", "headerFooter", "legacyDrawingHF"),
)
STYLE_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"),
    *("dxfs", "tableStyles"),
)
FONT_ORDER = ("b", "u", "sz", "color", "name")


def booklet(forms: list[Form], names: list[str] | None = None, *, draft: bool = False) -> bytes:
    names = names or ["mof-2020"]
    entries = [BookletEntry(form, TEMPLATES[names[n % len(names)]], RULES, draft) for n, form in enumerate(forms)]
    return render_booklet(entries)[0]


def named(*names: str) -> list[Form]:
    return [Form(id=f"f{n}", project_name=name) for n, name in enumerate(names)]


def test_a_sheet_for_each_form_behind_the_contents() -> None:
    forms = sample_forms()
    workbook = load_workbook(BytesIO(booklet(forms)))
    assert workbook.sheetnames[0] == "目录"
    assert len(workbook.sheetnames) == 15
    contents = workbook["目录"]
    assert contents["A1"].value == "目录"
    assert [cell.value for cell in contents[2]] == ["序号", "项目名称", "主管部门", "实施单位"]
    for number, (form, name) in enumerate(zip(forms, workbook.sheetnames[1:], strict=True), 1):
        row = contents[number + 2]
        assert [cell.value for cell in row] == [str(number), form.project_name, form.department, form.implementing_unit]
        assert row[1].hyperlink is not None
        assert row[1].hyperlink.location == f"'{name}'!A1"
        assert workbook[name]["C3"].value == form.project_name
        assert name.startswith(form.project_name[:20])
        assert workbook[name].print_title_rows == "$12:$12"
    assert workbook.active is contents


def test_each_sheet_is_what_the_form_alone_would_be() -> None:
    forms = sample_forms()[:5]
    data = booklet(forms)
    together = CalamineWorkbook.from_filelike(BytesIO(data))
    for number, form in enumerate(forms, 1):
        alone = CalamineWorkbook.from_filelike(BytesIO(render_xlsx(form, TEMPLATES["mof-2020"], RULES)[0]))
        sheet, own = together.get_sheet_by_index(number), alone.get_sheet_by_index(0)
        assert sheet.to_python() == own.to_python()
        assert sheet.merged_cell_ranges == own.merged_cell_ranges


def test_templates_side_by_side() -> None:
    workbook = load_workbook(BytesIO(booklet(sample_forms()[:5], list(TEMPLATES))))
    turned = [workbook[name].page_setup.orientation for name in workbook.sheetnames]
    assert turned == ["portrait", "portrait", "portrait", "portrait", "landscape", "landscape"]


def test_names_that_are_hard() -> None:
    names = ["", "/\\:*?[]", "长" * 200, "同名", "同名", "目录", "'引号'", "History", "😀" * 40, "SAME", "same"]
    workbook = load_workbook(BytesIO(booklet(named(*names))))
    found = workbook.sheetnames
    assert found[1:] == [
        *("自评表", "_______", "长" * 31, "同名", "同名 (2)", "目录 (2)", "引号", "History (2)"),
        *("😀" * 15, "SAME", "same (2)"),
    ]
    contents = workbook["目录"]
    assert [contents.cell(row, 2).value for row in range(3, 14)] == ["（没有名称）", *names[1:]]
    places = [getattr(contents.cell(row, 2).hyperlink, "location", None) for row in range(3, 14)]
    assert places == [f"'{name}'!A1" for name in found[1:]]


def test_the_place_of_what_could_not_be_held_names_the_sheet() -> None:
    forms = named("一", "二")
    forms[1].actual_outcome = long_text(32_770) + "\x07"
    report = render_booklet([BookletEntry(form, TEMPLATES["mof-2020"], RULES) for form in forms])[1]
    assert report.notes == (CellNote("二!E11", FieldRef(None, "actual_outcome"), removed=1, cut=3),)


@pytest.mark.timeout(240)
def test_four_hundred_forms_of_one_name() -> None:
    data = booklet(named(*["同一个名字很长的项目" * 5] * 400))
    names = CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names
    assert len({name.casefold() for name in names}) == 401
    assert max(len(name) for name in names) == 31


@pytest.mark.parametrize("draft", [False, True])
def test_what_excel_demands(draft: bool) -> None:
    data = booklet(sample_forms()[:5], list(TEMPLATES), draft=draft)
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        parts = {name: archive.read(name) for name in names}
    styles = ElementTree.fromstring(parts["xl/styles.xml"])
    assert [each.tag.removeprefix(MAIN) for each in styles] == [
        tag for tag in STYLE_ORDER if styles.find(f"{MAIN}{tag}") is not None
    ]
    for group in styles:
        assert int(group.get("count", "-1")) == len(group)
    for font in styles.iter(f"{MAIN}font"):
        order = [FONT_ORDER.index(each.tag.removeprefix(MAIN)) for each in font]
        assert order == sorted(order)
    counts = {tag: len(styles.findall(f"{MAIN}{tag}/*")) for tag in ("fonts", "fills", "borders", "cellStyleXfs")}
    for xf in styles.iter(f"{MAIN}xf"):
        for key, group_name in (
            ("fontId", "fonts"),
            ("fillId", "fills"),
            ("borderId", "borders"),
            ("xfId", "cellStyleXfs"),
        ):
            assert int(xf.get(key, "0")) < counts[group_name]
    looks = len(styles.findall(f"{MAIN}cellXfs/*"))
    for number in range(1, 7):
        sheet = ElementTree.fromstring(parts[f"xl/worksheets/sheet{number}.xml"])
        order = [SHEET_ORDER.index(each.tag.removeprefix(MAIN)) for each in sheet]
        assert order == sorted(order)
        assert all(int(cell.get("s", "-1")) in range(looks) for cell in sheet.iter(f"{MAIN}c"))
        merges = [each.get("ref", "") for each in sheet.iter(f"{MAIN}mergeCell")]
        assert len(merges) == len(set(merges))
        rows = [int(row.get("r", "0")) for row in sheet.iter(f"{MAIN}row")]
        assert rows == list(range(1, len(rows) + 1))
    kinds = parts["[Content_Types].xml"].decode()
    for name in names:
        ending = name.rpartition(".")[2]
        assert f'PartName="/{name}"' in kinds or f'Extension="{ending}"' in kinds, name
    for name, data_of in parts.items():
        if name.endswith(".rels"):
            base = name.replace("_rels/", "").rpartition("/")[0]
            for target in re.findall(r'Target="([^"]+)"', data_of.decode()):
                assert _resolved(base, target) in parts, (name, target)


def _resolved(base: str, target: str) -> str:
    steps = [step for step in base.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            steps.pop()
        else:
            steps.append(step)
    return "/".join(steps)


def test_draft_stands_behind_the_pages_and_in_words() -> None:
    form = sample_forms()[0]
    data = render_xlsx(form, TEMPLATES["mof-2020"], RULES, draft=True)[0]
    with ZipFile(BytesIO(data)) as archive:
        assert archive.read("xl/media/image1.png").startswith(b"\x89PNG")
        picture = archive.read("xl/drawings/vmlDrawing1.vml").decode()
    assert 'id="CH"' in picture
    assert "width:420pt;height:420pt" in picture
    header: Any = load_workbook(BytesIO(data)).worksheets[0].oddHeader
    assert (header.center.text, header.right.text) == ("&G", "草稿")
    assert cells_by_openpyxl(data) == cells_by_openpyxl(render_xlsx(form, TEMPLATES["mof-2020"], RULES)[0])


def test_only_drafts_of_a_booklet_are_marked() -> None:
    drafts = [False, True, False]
    entries = [
        BookletEntry(form, TEMPLATES["mof-2020"], RULES, draft)
        for form, draft in zip(sample_forms(), drafts, strict=False)
    ]
    workbook: Any = load_workbook(BytesIO(render_booklet(entries)[0]))
    assert [sheet.oddHeader.right.text == "草稿" for sheet in workbook.worksheets] == [False, *drafts]


def test_a_final_export_has_no_draft() -> None:
    data = render_xlsx(sample_forms()[0], TEMPLATES["mof-2020"], RULES)[0]
    assert "草稿".encode() not in ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")
    header: Any = load_workbook(BytesIO(data)).worksheets[0].oddHeader
    assert (header.center.text, header.right.text) == (None, None)
