"""A form cut into pages: nothing lost, nothing over the edge, headings again on each page."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import Sheet, Style, shown
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.paper.metrics import Typesetter
from selfeval_gui.paper.pages import PADDING, PaperPage, Piece, paginate
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.xlsx_forms import long_form, long_text, sample_forms, wide_form

pytestmark = pytest.mark.usefixtures("qapp")
A4_WIDTH, A4_HEIGHT, MARGIN = 595, 842, 13 * 72 / 25.4
HEADINGS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]


def cut(form: Form, template: str = "mof-2020") -> tuple[Sheet, list[PaperPage]]:
    setter = Typesetter(presets()[template].line_height)
    sheet = lay_out(form, presets()[template], rule_set_of(form), setter.count_lines)
    return sheet, paginate(sheet, setter)


def lines_of(piece: Piece) -> str:
    """Return the text of the lines that stand in the piece."""
    if piece.block is None:
        return ""
    text, lines = piece.block.layout.text(), range(piece.first_line, piece.first_line + piece.lines)
    found = [piece.block.layout.lineAt(number) for number in lines]
    return "".join(text[line.textStart() : line.textStart() + line.textLength()] for line in found)


def one_indicator(**cells: str) -> Form:
    leaf = Indicator(id="leaf", **{"name": "指标", "target": "及时", **cells})
    return Form(
        id="one", indicators=[Indicator(id="1", name="产出指标", children=[Indicator(id="2", children=[leaf])])]
    )


FORMS = {"short": sample_forms()[0], "two pages": sample_forms()[1], "long": long_form(), "wide": wide_form(60)}
FORMS |= {"empty": Form(id="empty"), "reason over pages": one_indicator(reason=long_text(5000))}
FORMS |= {
    "name over pages": one_indicator(name=long_text(3000)),
    "goal over pages": Form(id="goal", expected_goal=long_text(9000)),
}
level_one = one_indicator()
level_one.indicators[0].name = long_text(900)
level_one.indicators[0].children[0].children = [Indicator(id=f"leaf{n}", name=f"第 {n} 项") for n in range(20)]
FORMS["level over pages"] = level_one


@pytest.mark.parametrize("template", presets())
@pytest.mark.parametrize("name", FORMS)
def test_every_text_stands_whole_on_some_page_or_goes_on_overleaf(name: str, template: str) -> None:
    sheet, pages = cut(FORMS[name], template)
    pieces = [piece for page in pages for piece in page.pieces]
    for cell in sheet.cells:
        text = shown(cell).replace("\n", "\u2028")
        parts = [lines_of(piece) for piece in pieces if piece.cell == cell]
        assert parts, cell
        if text not in parts:
            assert "".join(parts) == text, cell


@pytest.mark.parametrize("template", presets())
@pytest.mark.parametrize("name", FORMS)
def test_nothing_over_the_edge_and_lines_fit_their_cells(name: str, template: str) -> None:
    _sheet, pages = cut(FORMS[name], template)
    for page in pages:
        for piece in page.pieces:
            assert piece.left >= 0
            assert (piece.left + piece.width) * page.scale <= page.width
            assert (piece.top + piece.height) * page.scale <= page.height - MARGIN * 0.9
            if piece.block is not None and piece.lines > 1:
                assert piece.lines * piece.block.step + PADDING <= piece.height + 0.05, piece.cell


@pytest.mark.parametrize("name", FORMS)
def test_pieces_of_a_page_do_not_overlap(name: str) -> None:
    for page in cut(FORMS[name])[1]:
        area = sum(piece.width * piece.height for piece in page.pieces)
        left = min(piece.left for piece in page.pieces)
        width = max(piece.left + piece.width for piece in page.pieces) - left
        top = min(piece.top for piece in page.pieces)
        bottom = max(piece.top + piece.height for piece in page.pieces)
        assert area == pytest.approx((bottom - top) * width, rel=0.001)


@pytest.mark.parametrize("name", ["two pages", "wide", "reason over pages"])
def test_headings_stand_on_each_following_page(name: str) -> None:
    _sheet, pages = cut(FORMS[name])
    assert len(pages) > 1
    for page in pages[1:]:
        first = sorted((piece for piece in page.pieces if piece.cell.column > 1), key=lambda each: each.top)[:8]
        assert sorted(map(lines_of, first)) == sorted(HEADINGS)


def test_levels_are_named_again_on_the_next_page() -> None:
    _sheet, pages = cut(FORMS["wide"])
    assert [page for page in pages if "绩效指标" not in map(lines_of, page.pieces)] == []
    again = 0
    for level in (one.name for one in FORMS["wide"].indicators):
        held = [page for page in pages if any(piece.cell.value == level for piece in page.pieces)]
        assert all(level in map(lines_of, page.pieces) for page in held)
        again += len(held) - 1
    assert 0 < again < len(pages)


def test_a_broken_row_shows_its_score_once() -> None:
    form = one_indicator(reason=long_text(5000))
    leaf = form.indicators[0].children[0].children[0]
    leaf.weight, leaf.score = Decimal("12.5"), Decimal("7.25")
    _sheet, pages = cut(form)
    shown_scores = [
        lines_of(piece)
        for page in pages
        for piece in page.pieces
        if piece.cell.field and piece.cell.field.node == "leaf"
    ]
    assert shown_scores.count("7.25") == 1


def test_the_total_does_not_stand_alone_on_a_page() -> None:
    for indicators in range(20, 60):
        pages = cut(wide_form(indicators))[1]
        last = [piece.cell for piece in pages[-1].pieces]
        assert any(cell.field and cell.field.node == f"leaf-{indicators}" for cell in last), indicators


def test_a_number_too_wide_is_made_smaller_not_cut() -> None:
    form = Form(id="a")
    form.funds.total.annual_budget = Decimal("123456789.123456")
    _sheet, pages = cut(form)
    (piece,) = [piece for piece in pages[0].pieces if piece.cell.value == Decimal("123456789.123456")]
    assert piece.block is not None
    assert piece.cell.style is Style.NUMBER
    assert piece.block.lines == 1
    assert piece.block.layout.lineAt(0).naturalTextWidth() / 20 <= piece.width - PADDING


def test_a4_and_the_margins_of_the_template() -> None:
    _sheet, pages = cut(sample_forms()[0])
    assert [(page.width, page.height) for page in pages] == [(A4_WIDTH, A4_HEIGHT)]
    assert min(piece.top for piece in pages[0].pieces) == pytest.approx(MARGIN, abs=0.1)
    assert min(piece.left for piece in pages[0].pieces) >= 12 * 72 / 25.4


def test_four_hundred_indicators() -> None:
    _sheet, pages = cut(wide_form(400))
    names = {piece.cell.value for page in pages for piece in page.pieces if piece.lines}
    assert {f"第 {n} 项指标完成率" for n in range(1, 401)} <= names


def test_the_application_stays(qapp: QApplication) -> None:
    from selfeval_gui.paper.fonts import use_fonts

    assert use_fonts() is None
    assert QApplication.instance() is qapp


def test_a_long_row_is_broken_where_it_would_leave_much_of_a_page_empty() -> None:
    _sheet, pages = cut(FORMS["long"])
    goal = [
        piece
        for page in pages
        for piece in page.pieces
        if piece.cell.field and piece.cell.field.name == "expected_goal"
    ]
    assert len(goal) == 2
    assert [piece.first_line for piece in goal] == [0, goal[0].lines]
    assert min(piece.lines for piece in goal) >= 3


@pytest.mark.parametrize("template", presets())
def test_a_page_is_used_down_to_its_foot_before_a_long_row(template: str) -> None:
    paper = presets()[template].page
    height = A4_WIDTH if paper.orientation == "landscape" else A4_HEIGHT
    foot = height - paper.margins_mm.bottom * 72 / 25.4
    for form in (*sample_forms(), FORMS["long"]):
        for page in cut(form, template)[1][:-1]:
            lowest = max(piece.top + piece.height for piece in page.pieces) * page.scale
            assert foot - lowest < 0.15 * foot, form.id


def test_a_row_of_a_few_lines_stays_whole() -> None:
    form = wide_form(30)
    for one in form.indicators:
        for two in one.children:
            for leaf in two.children:
                leaf.reason = long_text(80)
    _sheet, pages = cut(form)
    reasons = [
        piece for page in pages for piece in page.pieces if piece.cell.field and piece.cell.field.name == "reason"
    ]
    assert len(pages) > 3
    assert {piece.block.lines for piece in reasons if piece.block} <= set(range(4, 9))
    assert len(reasons) == len({piece.cell for piece in reasons}) == 30


@pytest.mark.parametrize("template", ["sichuan-0013zp", "department-overall", "central-2016"])
def test_rows_below_the_total_bring_no_headings(template: str) -> None:
    """Signatures and remarks alone on the last page stand below no heading of the indicators."""
    for count in range(14, 30):
        sheet, pages = cut(wide_form(count), template)
        heading, last = (
            sheet.title_rows[0],
            max(cell.last_row for cell in sheet.cells if cell.row == sheet.title_rows[0]),
        )
        for page in pages[1:]:
            rows = {piece.cell.row for piece in page.pieces}
            if min(rows - {heading}) > last + 1:
                assert heading not in rows


@pytest.mark.parametrize("name", ["s07", "s12"])
def test_the_name_of_a_level_stands_whole_on_each_page(name: str) -> None:
    # Of a level-2 name over several rows one low row stands at the end of a page: two lines had no room there.
    (form,) = [each for each in sample_forms() if each.id == name]
    _sheet, pages = cut(form, "hubei-department")
    texts = [
        [lines_of(piece) for piece in page.pieces if piece.cell.value == "社会效益指标"]
        for page in pages
        if any(piece.cell.value == "社会效益指标" for piece in page.pieces)
    ]
    assert len(texts) > 1
    assert {text for each in texts for text in each} == {"社会效益指标"}
