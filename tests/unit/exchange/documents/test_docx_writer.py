from __future__ import annotations

import gc
import hashlib
import os
import re
import subprocess
import sys
from decimal import Decimal
from io import BytesIO
from itertools import product
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_LINE_SPACING
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.table import Table

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.exchange.documents.docx_writer import render_docx, render_docx_booklet
from selfeval_gui.exchange.documents.export_notes import CellNote
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.templates.template import framework, presets
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.docx_reading import open_document, xml_of
from tests.helpers.samples import ROOT
from tests.helpers.xlsx_expected import FIRST_INDICATOR_ROW, expected_cells, expected_merges, last_row
from tests.helpers.xlsx_forms import long_form, long_text, sample_forms, wide_form

pytestmark = pytest.mark.slow

TEMPLATES = presets()
TEMPLATE = TEMPLATES["mof-2020"]
RULES = rule_set_for("shanghai-2020")
HEADING = FIRST_INDICATOR_ROW - 1  # the row of the headings, where the second table begins


def rendered(form: Form, template: str = "mof-2020", *, draft: bool = False) -> bytes:
    return render_docx(form, TEMPLATES[template], RULES, draft=draft)[0]


def grid(table: Table) -> list[list[Any]]:
    """Give the cells by row and column; a merged cell stands in each of its places."""
    return [[table.cell(row, column) for column in range(len(table.columns))] for row in range(len(table.rows))]


def texts(document: WordDocument) -> dict[str, str]:
    """Give what stands where, addressed as on the sheet: two lines above, then both tables below each other."""
    found = {}
    row = 3
    for table in document.tables:
        seen: set[int] = set()
        for cells in grid(table):
            for column, cell in enumerate(cells):
                if cell.text and id(xml_of(cell)) not in seen:
                    seen.add(id(xml_of(cell)))
                    found[f"{'ABCDEFGHI'[column]}{row}"] = cell.text
            row += 1
    return found


def as_printed(value: str | float) -> set[str]:
    """Give the ways a number may stand on paper."""
    if isinstance(value, str):
        return {value}
    return {f"{value:g}", f"{value:.1f}", f"{value:.2f}", f"{value:.2%}", f"{Decimal(str(value)):f}"}


@pytest.mark.parametrize("place", range(14))
def test_the_published_forms_read_back(seeds: list[dict[str, Any]], place: int) -> None:
    truth = seeds[place]
    document = open_document(rendered(sample_forms()[place]))
    expected = expected_cells(truth)
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert lines == [expected.pop("A1"), expected.pop("A2")]
    # The label beside the indicators stands below the heading, which is repeated on each page.
    expected[f"A{FIRST_INDICATOR_ROW}"] = expected.pop(f"A{HEADING}")
    found = texts(document)
    assert set(found) == set(expected)
    assert {at: text for at, text in found.items() if text not in as_printed(expected[at])} == {}


@pytest.mark.parametrize("place", range(14))
def test_cells_are_merged_as_on_the_form(seeds: list[dict[str, Any]], place: int) -> None:
    truth = seeds[place]
    found = set()
    top = 3
    for table in open_document(rendered(sample_forms()[place])).tables:
        places: dict[int, list[tuple[int, int]]] = {}
        for row, cells in enumerate(grid(table), top):
            for column, cell in enumerate(cells):
                places.setdefault(id(xml_of(cell)), []).append((row, column))
        for area in places.values():
            if len(area) > 1:
                first, last = min(area), max(area)
                assert len(area) == (last[0] - first[0] + 1) * (last[1] - first[1] + 1)
                found.add(f"{'ABCDEFGHI'[first[1]]}{first[0]}:{'ABCDEFGHI'[last[1]]}{last[0]}")
        top += len(table.rows)
    end = last_row(truth) - 1
    expected = expected_merges(truth) - {"A1:I1", "A2:I2", f"A{HEADING}:A{end}"}
    assert found == expected | {f"A{FIRST_INDICATOR_ROW}:A{end}"}


def test_the_heading_is_repeated_and_rows_may_break() -> None:
    head, table = open_document(rendered(wide_form(60))).tables
    repeated = [xml_of(row).find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True] + [False] * 61
    assert not [row for row in head.rows if xml_of(row).find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    xml = xml_of(table).xml
    assert "w:cantSplit" not in xml
    assert 'w:hRule="exact"' not in xml


def test_headings_stay_with_what_follows() -> None:
    document = open_document(rendered(sample_forms()[0], "central-2016"))
    kept = []
    for table in document.tables:
        for row in table.rows:
            properties = [each.find(qn("w:pPr")) for each in xml_of(row).iter(qn("w:p"))]
            wanted = {each.find(qn("w:keepNext")) is not None for each in properties}
            assert len(wanted) == 1, "a row keeps to the next as a whole or not at all"
            kept += [row.cells[-1].text or row.cells[0].text] if wanted == {True} else []
    assert kept == ["得分计算方法", "实际完成情况", "未完成原因分析", "总分"]


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize(
    "form", [long_form(), wide_form(400), Form(id="empty"), sample_forms()[3]], ids=lambda form: form.id
)
def test_every_table_is_whole(name: str, form: Form) -> None:
    """Each row covers every column once, as Word demands of a table."""
    for table in open_document(rendered(form, name)).tables:
        columns = len(table.columns)
        for row in table.rows:
            spans = [int(each.get(qn("w:val"))) for each in xml_of(row).iter(qn("w:gridSpan"))]
            assert sum(spans) + len(xml_of(row).findall(qn("w:tc"))) - len(spans) == columns
        widths = [int(each.get(qn("w:w"))) for each in xml_of(table).find(qn("w:tblGrid"))]
        for tc in xml_of(table).iter(qn("w:tc")):
            assert tc.findall(qn("w:p"))
        assert sum(widths) == pytest.approx(20 * sum(TEMPLATES[name].column_widths), abs=len(widths))


# The order in which Word wants the properties of a table cell, a paragraph and a section.
ORDERS = {
    "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"],
    "pPr": ["pStyle", "keepNext", "tabs", "spacing", "jc", "sectPr"],
    "tblPr": ["tblW", "jc", "tblBorders", "tblLayout", "tblCellMar"],
    "sectPr": ["headerReference", "footerReference", "type", "pgSz", "pgMar"],
}


@pytest.mark.parametrize("draft", [False, True])
def test_the_order_that_word_demands(draft: bool) -> None:
    entries = [
        BookletEntry(form, TEMPLATES[name], RULES, draft) for form, name in zip(sample_forms(), TEMPLATES, strict=False)
    ]
    data = render_docx_booklet(entries)[0]
    with ZipFile(BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    for tag, order in ORDERS.items():
        for element in root.iter(qn(f"w:{tag}")):
            places = [order.index(child.tag.partition("}")[2]) for child in element]
            assert places == sorted(places), tag
    body = root[0]
    assert body[-1].tag == qn("w:sectPr")
    assert [body[n].tag for n in range(len(body) - 1) if body[n].tag == body[n + 1].tag == qn("w:tbl")] == []


def test_page_of_each_template() -> None:
    for name, template in TEMPLATES.items():
        section = open_document(rendered(sample_forms()[0], name)).sections[0]
        landscape = template.page.orientation == "landscape"
        assert (section.orientation == WD_ORIENT.LANDSCAPE) == landscape
        size = tuple(round(side.mm) for side in (section.page_width, section.page_height) if side is not None)
        assert size == ((297, 210) if landscape else (210, 297))
        assert section.left_margin is not None
        assert round(section.left_margin.mm, 1) == template.page.margins_mm.left


def test_fonts() -> None:
    document = open_document(rendered(sample_forms()[0]))
    title = document.paragraphs[0].style
    assert title is not None
    assert (title.font.name, title.font.size and title.font.size.pt, title.font.bold) == ("黑体", 16, True)
    cell = document.tables[1].cell(1, 3).paragraphs[0].style
    assert cell is not None
    assert (cell.font.name, cell.font.size and cell.font.size.pt) == ("宋体", 10.5)
    for style in (title, cell):
        assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == style.font.name


@pytest.mark.parametrize(("amount", "most"), [("987654321.55", 58 / (12 * 0.5)), ("98765.43", 10.5), ("12", 10.5)])
def test_an_amount_stands_on_one_line(amount: str, most: float) -> None:
    form = sample_forms()[0].model_copy(deep=True)
    form.funds.total.annual_budget = Decimal(amount)
    table = open_document(rendered(form)).tables[0]
    (cell,) = {id(xml_of(each)): each for row in grid(table) for each in row if each.text == amount}.values()
    (run,) = cell.paragraphs[0].runs
    size = run.font.size.pt if run.font.size is not None else 10.5  # the column is 58 points wide, SimSun half as wide
    assert 6 < size <= most
    assert (size == 10.5) == (most == 10.5)


DANGEROUS = ["=1+1", "-5", "@a", "<w:p>&amp;", "emoji 😀 字", "{name}", "第一行\n第二行", "a\tb", "  两头  "]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_stays_what_it_is(text: str) -> None:
    leaf = Indicator(id="3", name=text, target=text, actual=text, reason=text)
    two = Indicator(id="2", name=text, children=[leaf])
    form = Form(
        id="f", project_name=text, actual_outcome=text, indicators=[Indicator(id="1", name=text, children=[two])]
    )
    data = rendered(form)
    found = texts(open_document(data))
    assert {found[at] for at in ("C3", "E11", "B13", "C13", "D13", "E13", "F13", "I13")} == {text}


def test_unprintable_characters_are_removed_and_reported() -> None:
    leaf = Indicator(id="leaf", name="完成\x00率", target="\ud800")
    two = Indicator(id="2", name="数量指标", children=[leaf])
    form = Form(id="f", project_name="项\x0b目\x07", indicators=[Indicator(id="1", name="产出指标", children=[two])])
    data, report = render_docx(form, TEMPLATE, RULES)
    found = texts(open_document(data))
    assert (found["C3"], found["D13"], "E13" in found) == ("项\n目", "完成率", False)
    assert report.notes == (
        CellNote("表 1 第 1 行第 3 列", FieldRef(None, "project_name"), removed=1, cut=0),
        CellNote("表 2 第 2 行第 4 列", FieldRef("leaf", "name"), removed=1, cut=0),
        CellNote("表 2 第 2 行第 5 列", FieldRef("leaf", "target"), removed=1, cut=0),
    )
    assert open_document(data).core_properties.title == "项\n目"


def test_a_text_longer_than_a_cell_of_excel_is_whole() -> None:
    data, report = render_docx(Form(id="f", actual_outcome=long_text(40_000)), TEMPLATE, RULES)
    assert report.notes == ()
    assert texts(open_document(data))["E11"] == long_text(40_000)


def test_draft_stands_behind_each_page() -> None:
    document = open_document(rendered(sample_forms()[0], draft=True))
    header = document.sections[0].header
    assert "草稿" in header.paragraphs[0].text
    (anchor,) = xml_of(header).iter(qn("wp:anchor"))
    assert anchor.get("behindDoc") == "1"
    assert not list(xml_of(header).iter(qn("wp:inline")))
    final = open_document(rendered(sample_forms()[0]))
    assert final.sections[0].header.paragraphs == [] or final.sections[0].header.paragraphs[0].text == ""


def test_booklet() -> None:
    forms = sample_forms()[:3]
    names = ["mof-2020", "sichuan-0013zp", "central-2016"]
    done: list[int] = []
    entries = [BookletEntry(form, TEMPLATES[name], RULES) for form, name in zip(forms, names, strict=True)]
    data, report = render_docx_booklet(entries, written=lambda: done.append(1))
    document = open_document(data)
    assert (report.notes, len(done)) == ((), 3)
    headings = [each.text for each in document.paragraphs if each.style is not None and each.style.name == "Heading 1"]
    assert headings == [f"{n}  {form.project_name}" for n, form in enumerate(forms, 1)]
    # Contents on upright paper, then each form on its template's.
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    assert turned == [False, False, True, False]
    body = document.element.body
    targets = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    links = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert targets == links == ["form_1", "form_2", "form_3"]
    assert [each.get(qn("w:instr")) for each in body.iter(qn("w:fldSimple"))] == [
        f" PAGEREF form_{n} \\h " for n in (1, 2, 3)
    ]
    assert not [each for each in body.iter() if each.get(qn("w:dirty"))], "Word would ask at each opening"
    assert len(document.tables) == 6
    footer = xml_of(document.sections[0].footer)
    assert [each.get(qn("w:instr")) for each in footer.iter(qn("w:fldSimple"))] == [" PAGE "]


def test_lines_are_as_high_in_every_program() -> None:
    document = open_document(rendered(sample_forms()[0]))
    written = [each for table in document.tables for row in table.rows for each in row.cells[0].paragraphs]
    written += [each for each in document.paragraphs if each.text]
    styles: dict[str, Any] = {each.style.name: each.style for each in written if each.style is not None}
    assert len(styles) >= 3
    for style in styles.values():
        shape = style.paragraph_format
        assert shape.line_spacing_rule == WD_LINE_SPACING.EXACTLY
        assert shape.line_spacing.pt == pytest.approx(style.font.size.pt * 1.3, abs=0.05)


def test_only_drafts_of_a_booklet_are_marked() -> None:
    drafts = [False, True, True, False, True]
    entries = [BookletEntry(form, TEMPLATE, RULES, draft) for form, draft in zip(sample_forms(), drafts, strict=False)]
    document = open_document(render_docx_booklet(entries)[0])
    marked = ["草稿" in "".join(each.text for each in section.header.paragraphs) for section in document.sections]
    assert marked == [False, *drafts]


def test_a_booklet_of_names_that_are_hard() -> None:
    names = ["", "/\\:*?[]", "长" * 200, "同名", "同名", "a\nb"]
    entries = [BookletEntry(Form(id=f"f{n}", project_name=name), TEMPLATE, RULES) for n, name in enumerate(names)]
    document = open_document(render_docx_booklet(entries)[0])
    headings = [each.text for each in document.paragraphs if each.style is not None and each.style.name == "Heading 1"]
    assert headings == ["1  （没有名称）", "2  /\\:*?[]", "3  " + "长" * 200, "4  同名", "5  同名", "6  a b"]


def test_the_same_form_gives_the_same_bytes() -> None:
    script = (
        "import hashlib; from tests.unit.exchange.documents.test_docx_writer import rendered, sample_forms\n"
        "print(hashlib.sha256(rendered(sample_forms()[0])).hexdigest())"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "3"}
    command = [sys.executable, "-c", script]
    digest = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True).stdout
    assert digest.strip() == hashlib.sha256(rendered(sample_forms()[0])).hexdigest()


def test_the_zoom_has_the_per_cent_that_the_format_demands() -> None:
    zoom = open_document(rendered(sample_forms()[0])).settings.element.find(qn("w:zoom"))
    assert zoom is not None
    assert zoom.get(qn("w:percent")) == "100"


def test_new_form_has_its_framework() -> None:
    found = texts(open_document(rendered(Form(id="f", indicators=framework(TEMPLATE)))))
    assert [found[f"C{row}"] for row in (13, 16, 21)] == ["数量指标", "成本指标", "服务对象满意度指标"]
    assert not [place for place, row in product("DEFGHI", range(13, 22)) if f"{place}{row}" in found]
    assert re.fullmatch(r"\(\s+年度\)", open_document(rendered(Form(id="f"))).paragraphs[1].text)


def test_a_document_that_is_written_leaves_no_memory_behind() -> None:
    """A thousand of them would hold five gigabytes where nobody looks for rings, as in the command line."""
    form = sample_forms()[0]

    def still_filled() -> int:
        return sum(isinstance(each, Part) and bool(vars(each)) for each in gc.get_objects())

    assert not gc.isenabled()
    before = still_filled()
    render_docx(form, presets()[form.template], rule_set_for(form.rule_set))
    render_docx_booklet([BookletEntry(form, presets()[form.template], rule_set_for(form.rule_set))])
    assert still_filled() <= before
