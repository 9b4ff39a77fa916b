"""A form on an office's own paper as preview and PDF draw it: the cells of the filled file, each with its field."""

from __future__ import annotations

import io
from functools import cache
from itertools import product

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Border

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.layout.sheet import Cell, Sheet, Style
from selfeval_gui.exchange.own_paper.drawn import sheet_on_paper
from selfeval_gui.exchange.own_paper.fill import fill
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.templates.paper import Paper
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.own_papers import FIRST, form_of
from tests.helpers.twelve_blanks import BLANKS, without_lines

RULES = rule_set_for("shanghai-2020")
LYING = "workbook with lines, lying"


@cache
def paper_of(name: str) -> Paper:
    return learn(BLANKS[name]()).paper


def drawn(name: str, form: Form) -> Sheet:
    return sheet_on_paper(form, presets()["mof-2020"], paper_of(name), RULES)


def cell_of(sheet: Sheet, text: str) -> Cell:
    return next(cell for cell in sheet.cells if cell.value == text)


@pytest.mark.parametrize("count", [2, 25])
@pytest.mark.parametrize("name", BLANKS)
def test_every_place_is_covered_once_and_every_field_stands_there(name: str, count: int) -> None:
    form = form_of(count)
    sheet = drawn(name, form)
    rows, columns = len(sheet.row_heights), len(sheet.column_widths)
    covered = sorted(
        place
        for cell in sheet.cells
        for place in product(range(cell.row, cell.last_row + 1), range(cell.column, cell.last_column + 1))
    )
    assert covered == sorted(product(range(1, rows + 1), range(1, columns + 1)))
    shown = {cell.field: cell.value for cell in sheet.cells if cell.field is not None}
    assert shown[FieldRef(None, "project_name")] == "城市书房运行"
    assert shown[FieldRef(None, "funds.total.executed")] == "81.25"
    assert FieldRef(None, "printed.total_score") in shown  # below the indicators, whose rows are more or fewer now
    for row in level_three(form.indicators):
        assert shown[FieldRef(NodeId(row.id), "name")] == row.name
        assert shown[FieldRef(NodeId(row.id), "target")] == row.target
        assert shown[FieldRef(NodeId(row.id), "reason")] == (row.reason or None)


def test_the_words_are_those_of_the_filled_workbook() -> None:
    form = form_of(25)
    paper = paper_of(LYING)
    sheet = sheet_on_paper(form, presets()["mof-2020"], paper, RULES)
    filled = load_workbook(io.BytesIO(fill(form, paper, RULES).data))["自评表"]
    words = {(cell.row, cell.column): cell.value for cell in sheet.cells if cell.value}
    texts = {(x.row, x.column): x.value for line in filled.iter_rows() for x in line if isinstance(x.value, str)}
    formulas = {place for place, text in texts.items() if text.startswith("=")}
    assert {place: words.get(place) for place in texts if place not in formulas} == {
        place: text for place, text in texts.items() if place not in formulas
    }
    rows = len(list(level_three(form.indicators[:1])))
    assert cell_of(sheet, form.indicators[0].name)[:4] == (FIRST + 1, 2, FIRST + rows, 2)


def test_page_widths_lines_and_letters_are_those_of_the_workbook() -> None:
    sheet = drawn(LYING, form_of(2))
    assert sheet.page.orientation == "landscape"
    assert sheet.page.margins_mm.left == pytest.approx(12.7)
    # Excel's 24 characters of 7 pixels and 5 pixels beside them, three quarters of a point each.
    assert sheet.column_widths[3] == pytest.approx((24 * 7 + 5) * 0.75)
    assert sheet.column_widths[8] == pytest.approx((40 * 7 + 5) * 0.75)
    assert sheet.fonts.title.size == 16
    assert [cell_of(sheet, text).style for text in ("项目支出绩效自评表", "城市书房运行")] == [
        Style.TITLE,
        Style.CENTRED,
    ]
    assert sheet.title_rows == (FIRST, FIRST)


def test_lines_only_around_the_indicators_are_drawn_around_all_from_the_first_field_to_the_last() -> None:
    sheet = drawn("workbook of three rows", form_of(2))
    boxed = {Style.TEXT, Style.CENTRED}
    assert {cell.row for cell in sheet.cells if cell.style in boxed} == {*range(3, cell_of(sheet, "总分").row + 1)}
    assert cell_of(sheet, "项目支出绩效自评表").style not in boxed


def test_words_above_a_table_with_lines_get_none() -> None:
    book = load_workbook(io.BytesIO(BLANKS[LYING]()))
    for line in book["自评表"]["A3:I3"]:
        for cell in line:
            cell.border = Border()
    data = io.BytesIO()
    book.save(data)
    sheet = sheet_on_paper(form_of(2), presets()["mof-2020"], learn(data.getvalue()).paper, RULES)
    assert cell_of(sheet, "项目名称").style is Style.SUBTITLE
    assert cell_of(sheet, "年度资金总额").style is Style.CENTRED
    document = drawn("document of three rows", form_of(2))
    assert cell_of(document, "项目支出绩效自评表").style is Style.LINE
    assert cell_of(document, "项目名称").style is Style.TEXT


def test_what_is_beside_the_form_and_hidden_is_not_drawn() -> None:
    book = load_workbook(io.BytesIO(BLANKS[LYING]()))
    sheet = book["自评表"]
    sheet["L5"] = "可选：经费保障、制度保障"
    sheet.row_dimensions[4].hidden = True
    data = io.BytesIO()
    book.save(data)
    paper = learn(data.getvalue()).paper
    words = [cell.value for cell in sheet_on_paper(form_of(2), presets()["mof-2020"], paper, RULES).cells]
    assert "可选：经费保障、制度保障" not in words
    assert "主管部门" not in words
    assert "城市书房运行" in words


def test_a_workbook_without_any_line_gets_lines_from_the_first_field_to_the_last() -> None:
    sheet = sheet_on_paper(form_of(3), presets()["mof-2020"], learn(without_lines()).paper, RULES)
    boxed = {Style.TEXT, Style.CENTRED}
    assert {cell.row for cell in sheet.cells if cell.style in boxed} == {*range(3, cell_of(sheet, "总分").row + 1)}
    assert cell_of(sheet, "项目支出绩效自评表").style not in boxed
