from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from xlsxwriter.worksheet import Worksheet

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.exchange.documents.export_notes import CellNote
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.templates.template import framework, presets
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.samples import ROOT
from tests.helpers.xlsx_expected import expected_cells, expected_merges
from tests.helpers.xlsx_forms import long_form, long_text, sample_forms, wide_form
from tests.helpers.xlsx_reading import (
    cells_by_calamine,
    cells_by_openpyxl,
    column_widths,
    merges_by_calamine,
    open_sheet,
)

pytestmark = pytest.mark.slow

TEMPLATE = presets()["mof-2020"]
RULE_SET = rule_set_for("shanghai-2020")


def rendered(form: Form) -> bytes:
    return render_xlsx(form, TEMPLATE, RULE_SET)[0]


@cache
def sample(place: int) -> bytes:
    return rendered(sample_forms()[place])


@pytest.mark.parametrize("place", range(14))
def test_the_published_forms_read_back(seeds: list[dict[str, Any]], place: int) -> None:
    data, truth = sample(place), seeds[place]
    assert cells_by_openpyxl(data) == expected_cells(truth)
    assert cells_by_calamine(data) == expected_cells(truth)
    merges = expected_merges(truth)
    assert {str(area) for area in open_sheet(data).merged_cells.ranges} == merges
    assert merges_by_calamine(data) == merges


@pytest.mark.parametrize("place", range(14))
def test_no_row_of_a_published_form_is_split(seeds: list[dict[str, Any]], place: int) -> None:
    assert open_sheet(sample(place)).max_row == 13 + len(seeds[place]["indicators"])


def test_numbers_look_as_on_paper() -> None:
    sheet = open_sheet(sample(0))
    assert {place: sheet[place].number_format for place in ("D6", "F6", "H6", "G13", "G21")} == {
        **{"D6": "0", "F6": "0.00", "H6": "0.00%", "G13": "0", "G21": "General"}
    }


@pytest.mark.parametrize("place", range(14))
def test_fonts_and_wrapping(place: int) -> None:
    for row in open_sheet(sample(place)).iter_rows():
        for cell in row:
            if not isinstance(cell, Cell):  # the inside of a merge, which this reader makes up
                continue
            font = (cell.font.name, cell.font.sz, cell.font.b)
            assert font == (("黑体", 16, True) if cell.row == 1 else ("宋体", 10.5, False)), cell.coordinate
            assert cell.alignment.vertical == "center", cell.coordinate
            if isinstance(cell.value, str) and cell.data_type == "s":
                assert cell.alignment.wrap_text, cell.coordinate
                is_long_text = cell.coordinate in {"B11", "E11"} or (cell.column_letter == "I" and cell.row > 12)
                assert cell.alignment.horizontal == ("left" if is_long_text else "center"), cell.coordinate
            elif cell.value is not None:
                assert cell.alignment.shrink_to_fit, cell.coordinate


@pytest.mark.parametrize("place", range(14))
def test_a_border_on_each_cell_the_inside_of_merges_too(seeds: list[dict[str, Any]], place: int) -> None:
    styles = ElementTree.fromstring(part(sample(place), "xl/styles.xml"))
    borders = [
        {side.tag.removeprefix(MAIN) for side in border if side.get("style") == "thin"}
        for border in styles.iter(f"{MAIN}border")
    ]
    formats = [int(each.get("borderId", "0")) for each in styles.findall(f"{MAIN}cellXfs/{MAIN}xf")]
    sheet = ElementTree.fromstring(part(sample(place), "xl/worksheets/sheet1.xml"))
    sides = {cell.get("r", ""): borders[formats[int(cell.get("s", "0"))]] for cell in sheet.iter(f"{MAIN}c")}
    rows = 13 + len(seeds[place]["indicators"])
    assert sides == {
        f"{column}{row}": set() if row <= 2 else {"left", "right", "top", "bottom"}
        for row in range(1, rows + 1)
        for column in "ABCDEFGHI"
    }


def test_the_font_that_columns_are_counted_in() -> None:
    sheet = open_sheet(sample(0))
    sheet["Z99"].style = "Normal"
    assert (sheet["Z99"].font.name, sheet["Z99"].font.sz) == ("宋体", 10.5)
    widths = [width * 5.25 for width in column_widths(sheet)]
    # A digit of 10.5 points is 5.25 wide; Excel keeps a 256th of it.
    assert widths == pytest.approx(TEMPLATE.column_widths, abs=5.25 / 256)


def test_page() -> None:
    sheet = open_sheet(sample(0))
    setup = sheet.page_setup
    assert (int(setup.paperSize), setup.orientation) == (9, "portrait")  # 9 is A4
    assert (setup.fitToWidth, setup.fitToHeight) == (None, 0)  # one page wide is what is meant without a word
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_options.horizontalCentered
    assert sheet.print_title_rows == "$12:$12"
    margins = sheet.page_margins
    inches = (margins.left, margins.right, margins.top, margins.bottom)
    assert inches == pytest.approx((12 / 25.4, 12 / 25.4, 13 / 25.4, 13 / 25.4))


def test_sheet_name_and_properties() -> None:
    workbook = load_workbook(BytesIO(sample(1)))
    assert workbook.sheetnames == ["2020 年贯彻落实《全民科学素质纲要》项目"]
    assert workbook.properties.title == "2020 年贯彻落实《全民科学素质纲要》项目"
    assert workbook.properties.creator == "绩效自评"
    own: Any = workbook.custom_doc_props  # type: ignore[attr-defined]
    assert [(each.name, each.value) for each in own.props] == [("selfeval.form", "s02")]


def test_the_same_form_gives_the_same_bytes() -> None:
    script = (
        "import hashlib, sys; from tests.unit.exchange.documents.test_xlsx_writer import sample\n"
        "print(hashlib.sha256(sample(0)).hexdigest())"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TZ": "Asia/Shanghai"}
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=environment | {"PYTHONHASHSEED": seed},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_workbook_that_is_written_leaves_no_memory_behind() -> None:
    """Workbook and sheets name each other, and nobody looks for rings in the command line."""

    def still_there() -> int:
        return sum(isinstance(each, Worksheet) for each in gc.get_objects())

    assert not gc.isenabled()
    before = still_there()
    rendered(sample_forms()[0])
    assert still_there() <= before


def test_nothing_is_left_in_the_temporary_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "not there"))
    assert rendered(sample_forms()[0])


DANGEROUS = [
    "=1+1",
    "+x",
    "-5",
    "@a",
    "\t=1",
    "'=1",
    "＝1+1",
    "#N/A",
    "TRUE",
    "1/2",
    "00123",
    "2020-01-01",
    "100%",
    "😀字",
    "<a&b>",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_stays_text(text: str) -> None:
    leaf = Indicator(id="3", name=text, target=text, actual=text, reason=text)
    form = Form(
        id="f",
        project_name=text,
        department=text,
        indicators=[Indicator(id="1", name=text, children=[Indicator(id="2", name=text, children=[leaf])])],
    )
    data = rendered(form)
    sheet = open_sheet(data)
    for place in ("C3", "C4", "B13", "C13", "D13", "E13", "F13", "I13"):
        assert (sheet[place].value, sheet[place].data_type) == (text, "s"), place
        assert cells_by_calamine(data)[place] == text
        assert sheet[place].quotePrefix == (text[0] in "=+-@\t'＝"), place
    formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == ["H6", "G14", "H14"]


def test_what_looks_like_an_escape_stays_what_it_is() -> None:
    xml = part(rendered(Form(id="f", project_name="_x0041_ a_x_ _x000D_")), "xl/sharedStrings.xml").decode()
    assert "_x005F_x0041_ a_x_ _x005F_x000D_" in xml


def test_blanks_and_lines_stay() -> None:
    text = "  第一行\n\n  第二行\t \n"
    data = rendered(Form(id="f", actual_outcome=text))
    assert cells_by_openpyxl(data)["E11"] == text
    assert cells_by_calamine(data)["E11"] == text


def test_unprintable_characters_are_removed_and_reported() -> None:
    leaf = Indicator(id="leaf", name="完成\x00率", target="\ud800", reason="\x01\x02")
    form = Form(id="f\x03", project_name="项\x0b目\x07", indicators=[_below("1", leaf)])
    data, report = render_xlsx(form, TEMPLATE, RULE_SET)
    found = cells_by_openpyxl(data)
    assert (found["C3"], found["D13"]) == ("项\n目", "完成率")
    assert not {"E13", "I13"} & set(found)
    assert report.notes == (
        CellNote("C3", FieldRef(None, "project_name"), removed=1, cut=0),
        CellNote("D13", FieldRef("leaf", "name"), removed=1, cut=0),
        CellNote("E13", FieldRef("leaf", "target"), removed=1, cut=0),
        CellNote("I13", FieldRef("leaf", "reason"), removed=2, cut=0),
    )
    assert load_workbook(BytesIO(data)).sheetnames == ["项 目"]


def test_text_beyond_the_limit_of_a_cell_is_cut_and_reported() -> None:
    data, report = render_xlsx(Form(id="f", actual_outcome=long_text(40_000)), TEMPLATE, RULE_SET)
    assert report.notes == (CellNote("E11", FieldRef(None, "actual_outcome"), removed=0, cut=7_233),)
    assert cells_by_openpyxl(data)["E11"] == long_text(32_767)
    assert max(row_heights(data)) <= 409.5


def test_a_row_above_the_limit_is_made_of_merged_rows() -> None:
    form = long_form()
    data, report = render_xlsx(form, TEMPLATE, RULE_SET)
    sheet = open_sheet(data)
    assert report.notes == ()
    assert max(row_heights(data)) <= 409.5
    areas = {str(area) for area in sheet.merged_cells.ranges}
    goals = next(area for area in areas if area.startswith("B11:D"))
    last = int(goals.removeprefix("B11:D"))
    assert last > 11
    assert {f"A10:A{last}", f"E11:I{last}"} <= areas
    assert sheet["B11"].value == form.expected_goal
    assert sheet["E11"].value == form.actual_outcome
    heading = last + 1
    assert sheet[f"B{heading}"].value == "一级指标"
    assert sheet.print_title_rows == f"${heading}:${heading}"
    reasons = [cell.value for cell in sheet["I"] if isinstance(cell.value, str) and len(cell.value) == 700]
    assert reasons == [long_text()] * 4


def test_empty_and_new_forms_and_many_indicators() -> None:
    for form, rows in (
        (Form(id="f"), 14),
        (Form(id="f", indicators=framework(TEMPLATE)), 22),
        (wide_form(60), 73),
        (wide_form(400), 413),
    ):
        data = rendered(form)
        assert open_sheet(data).max_row == rows
        assert cells_by_openpyxl(data) == cells_by_calamine(data)


def test_two_forms_do_not_share_styles() -> None:
    other = sample_forms()[0]
    other.funds.total.initial_budget = Decimal("1.234567")
    before = rendered(sample_forms()[1])
    assert open_sheet(rendered(other))["D6"].number_format == "0.000000"
    assert rendered(sample_forms()[1]) == before


# What Excel enforces when it opens a file, and other readers let pass.

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "mergeCells"),
    *("printOptions", "pageMargins", "pageSetup"),
)


@pytest.mark.parametrize(
    "form", [sample_forms()[0], long_form(), Form(id="f"), wide_form(60)], ids=lambda form: form.id
)
def test_the_sheet_is_what_excel_demands(form: Form) -> None:
    data = rendered(form)
    root = ElementTree.fromstring(part(data, "xl/worksheets/sheet1.xml"))
    order = [SHEET_ORDER.index(element.tag.removeprefix(MAIN)) for element in root]
    assert order == sorted(order)
    styles = ElementTree.fromstring(part(data, "xl/styles.xml")).find(f"{MAIN}cellXfs")
    assert styles is not None
    found = list(root.iter(f"{MAIN}c"))
    assert {int(cell.get("s", "-1")) for cell in found} <= set(range(len(styles)))
    addresses = [cell.get("r", "") for cell in found]
    assert addresses == sorted(addresses, key=lambda place: (int(re.sub(r"\D", "", place)), place))
    texts = len(ElementTree.fromstring(part(data, "xl/sharedStrings.xml")))
    numbers = [cell.findtext(f"{MAIN}v") for cell in found if cell.get("t") == "s"]
    assert all(int(number or -1) in range(texts) for number in numbers)
    assert {cell.get("t") for cell in found} <= {None, "s"}
    covered = [place for area in open_sheet(data).merged_cells.ranges for place in area.cells]
    assert len(covered) == len(set(covered))


def test_layout_is_there_without_what_writes_it() -> None:
    script = "import sys, selfeval_gui.exchange.layout.form_sheet; print('xlsxwriter' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert result.stdout.strip() == "False"


def part(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def row_heights(data: bytes) -> list[float]:
    return [dimension.height or 0 for dimension in open_sheet(data).row_dimensions.values()]


def _below(prefix: str, leaf: Indicator) -> Indicator:
    two = Indicator(id=f"{prefix}-2", name="数量指标", children=[leaf])
    return Indicator(id=f"{prefix}-1", name="产出指标", children=[two])


def test_a_comment_stands_at_its_cell_below_rows_that_were_too_high_for_a_spreadsheet() -> None:
    form = long_form()  # its goals need several rows of a spreadsheet
    leaf = form.indicators[0].children[1].children[1]
    leaf.name = "最后一项指标"
    wanted = FieldRef(leaf.id, "name")
    data, _ = render_xlsx(form, TEMPLATE, RULE_SET, comments={wanted: "请核对"})
    said = {
        cell.value: cell.comment.text
        for row in load_workbook(BytesIO(data)).worksheets[-1].iter_rows()
        for cell in row
        if cell.comment
    }
    assert said == {"最后一项指标": "请核对"}
