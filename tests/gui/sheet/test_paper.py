"""The paper to type on: what it shows, where keys and clicks lead, what becomes of typed text."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QPainter
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.app.folder import Folder
from selfeval_gui.app.own_texts import OwnTexts
from selfeval_gui.commands.edit import put_into_cell
from selfeval_gui.domain.fields import get_field, show_field
from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import walk
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.paper_model import PaperModel
from selfeval_gui.messages import finding_sentence
from selfeval_gui.views.sheet.paper_painting import PaperPainting
from selfeval_gui.views.tree.completion import Completion, OfferList
from tests.helpers.documents import blank_form, long_form, nodes_of, open_form, open_sample, sample_form, type_chinese
from tests.helpers.paper_desk import PaperDesk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot) -> PaperDesk:
    return PaperDesk(qtbot, open_sample(1))


# ---- what leads where ------------------------------------------------------------------------------------------------


def test_arrows_go_along_the_paper_past_its_words(desk: PaperDesk) -> None:
    desk.at("", "project_name")
    desk.key(Key.Key_Down)
    assert desk.here() == ("", "department")
    desk.key(Key.Key_Right)
    assert desk.here() == ("", "implementing_unit")  # over the words 实施单位
    desk.key(Key.Key_Down)
    assert desk.here()[1].startswith("funds.total.")
    desk.key(Key.Key_Up)
    desk.key(Key.Key_Up)
    assert desk.here() == ("", "project_name")
    desk.key(Key.Key_End, CTRL)
    assert desk.here()[1].startswith("printed.total")
    desk.key(Key.Key_Home, CTRL)
    assert desk.here() == ("", "year")


def test_the_tree_goes_along_to_a_row_made_by_enter(qtbot: QtBot) -> None:
    """The new row takes the place of the blank one it was made on: the actions act on it all the same."""
    form = blank_form()
    form.indicators = [Indicator(id="one", name="产出指标", children=[Indicator(id="two", name="数量指标")])]
    desk = PaperDesk(qtbot, open_form(form))
    desk.at("one", "name")
    indexes = list(map(desk.model.index_at, desk.model.plan.order))
    desk.paper.make_current(next(index for index in indexes if desk.model.opening_at(index) is not None))
    desk.paper.setFocus()
    desk.key(Key.Key_Return)
    (new,) = desk.session.tree.children(NodeId("two"))
    assert desk.here() == desk.current() == (new.id, "name")


def test_a_text_that_grows_onto_a_page_that_is_new_is_shown_there(qtbot: QtBot) -> None:
    desk = PaperDesk(qtbot, open_form(long_form(30)))
    pages, last = len(desk.model.plan.pages), desk.leaves[-1]
    lengths = iter(range(100, 3000, 100))
    while len(desk.model.plan.pages) == pages:
        put_into_cell(desk.document.indicators, last, "reason", "长" * next(lengths))
    assert desk.paper.strip.count == pages + 1
    desk.at(last, "reason")
    assert desk.is_in_sight()


def test_left_from_the_second_row_of_a_level_comes_back_to_that_row(desk: PaperDesk) -> None:
    second = str(desk.leaves[1])
    desk.at(second, "name")
    desk.key(Key.Key_Left)
    assert desk.here()[0] not in desk.leaves
    desk.key(Key.Key_Right)
    assert desk.here() == (second, "name")


def test_tab_goes_on_to_the_next_row_and_enter_to_where_the_run_began(desk: PaperDesk) -> None:
    first, second = map(str, desk.leaves[:2])
    desk.at(first, "actual")
    for field in ("weight", "score", "reason"):
        desk.key(Key.Key_Tab)
        assert desk.here() == (first, field)
    desk.key(Key.Key_Tab)
    assert desk.here() == (second, "name")  # past the names of levels, which letters do not replace
    desk.key(Key.Key_Tab, SHIFT)
    assert desk.here() == (first, "reason")
    desk.at(first, "target")
    desk.key(Key.Key_Tab)
    desk.keys("1")
    desk.key(Key.Key_Return)
    assert desk.here() == (second, "target")


def test_tab_passes_over_the_part_rows_of_the_funds_where_that_is_chosen(desk: PaperDesk) -> None:
    desk.at("", "funds.parts.other.executed")
    desk.key(Key.Key_Tab)
    after_the_funds = desk.here()
    desk.page.ways.take_parts_action(QAction("Tab 跳过分项资金行", desk.page, checkable=True, checked=True))
    desk.at("", "funds.total.score")
    desk.key(Key.Key_Tab)
    assert desk.here() == after_the_funds
    desk.key(Key.Key_Tab, SHIFT)
    assert desk.here() == ("", "funds.total.score")
    desk.at("", "funds.total.executed")
    desk.key(Key.Key_Down)
    assert desk.here() == ("", "funds.parts.appropriation.executed")
    desk.key(Key.Key_Tab)
    assert desk.here() == ("", "funds.parts.carried_over.initial_budget")


def test_every_cell_a_key_leads_to_is_in_sight(desk: PaperDesk) -> None:
    for key in (Key.Key_Down, Key.Key_Tab, Key.Key_Right, Key.Key_Up, Key.Key_PageDown, Key.Key_PageUp):
        for _ in range(12):
            desk.key(key)
            assert desk.is_in_sight(), (key, desk.here())


def test_the_cell_at_hand_is_that_of_the_tree(desk: PaperDesk) -> None:
    third = str(desk.leaves[2])
    desk.at(third, "target")
    assert desk.current() == (third, "target")
    desk.page.ways.by_name["actionSwitchWay"].trigger()
    assert QApplication.focusWidget() is desk.tree
    desk.tree.go_to(desk.leaves[4], "score")
    desk.page.ways.by_name["actionSwitchWay"].trigger()
    assert QApplication.focusWidget() is desk.paper
    assert desk.here() == (str(desk.leaves[4]), "score")


def test_a_finding_leads_to_the_paper(desk: PaperDesk) -> None:
    desk.page.go_to("", "funds.total.score")
    assert desk.here() == ("", "funds.total.score")
    assert QApplication.focusWidget() is desk.paper
    desk.page.go_to("", "notes")  # this paper has no 备注
    assert desk.tree.isVisible()


# ---- typing ----------------------------------------------------------------------------------------------------------


def test_letters_open_the_editor_and_replace_the_text(desk: PaperDesk) -> None:
    leaf = str(desk.leaves[0])
    desk.at(leaf, "score")
    desk.keys("7.5")
    desk.key(Key.Key_Return)
    assert str(desk.indicator(0).score) == "7.5"
    assert desk.editors() == []
    desk.session.stack.undo()
    assert str(desk.indicator(0).score) != "7.5"
    assert desk.here() == (leaf, "score")


def test_a_click_opens_the_editor_and_escape_leaves_all_as_it_was(desk: PaperDesk) -> None:
    before = desk.session.form.expected_goal
    desk.click_paper("", "expected_goal")
    assert desk.text() == before
    desk.keys("x")
    assert desk.text() == "x"
    desk.key(Key.Key_Escape)
    assert desk.session.form.expected_goal == before
    assert desk.session.stack.count() == 0


def test_enter_opens_the_editor_behind_the_text(desk: PaperDesk) -> None:
    desk.at("", "project_name")
    desk.key(Key.Key_Return)
    desk.keys("2")
    desk.key(Key.Key_Tab)
    assert desk.session.form.project_name == sample_form(1).project_name + "2"
    assert desk.here() == ("", "department")


def test_pinyin_begins_on_a_cell(desk: PaperDesk) -> None:
    desk.at(str(desk.leaves[0]), "reason")
    type_chinese(QApplication.focusWidget(), "进度偏慢")
    desk.key(Key.Key_Return)
    assert desk.indicator(0).reason == "进度偏慢"


def test_a_text_that_is_no_number_stays_open_and_says_so(desk: PaperDesk) -> None:
    desk.at("", "funds.total.executed")
    desk.keys("abc")
    desk.key(Key.Key_Return)
    assert desk.text() == "abc"
    assert "不是数字" in desk.hint()
    assert not desk.page.commit_editors()


def test_letters_on_the_name_of_a_level_do_nothing_but_f2_changes_it(desk: PaperDesk) -> None:
    level = nodes_of(desk.document, 1)[0]
    before = desk.session.tree.node(level).name
    desk.at(str(level), "name")
    desk.keys("abc")
    assert desk.editors() == []
    assert "F2" in desk.hint()
    desk.paper.refusal.leave()
    desk.key(Key.Key_Delete)
    assert "F2" in desk.hint()
    assert desk.session.tree.node(level).name == before
    desk.key(Key.Key_F2)
    desk.keys("x")
    desk.key(Key.Key_Return)
    assert desk.session.tree.node(level).name == before + "x"


def test_a_computed_cell_says_that_it_is_computed(desk: PaperDesk) -> None:
    desk.at("", "printed.execution_rate")
    desk.keys("9")
    assert desk.editors() == []
    assert "算出来" in desk.hint()
    spoken = desk.paper.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "执行率 92.40%" in spoken and "算出来的" in spoken


def test_each_cell_of_the_paper_says_its_value_its_place_and_what_was_found(desk: PaperDesk) -> None:
    role, model = Qt.ItemDataRole, desk.model
    found = {(each.node or "", each.field): finding_sentence(each) for each in desk.session.shown}
    assert found
    heard = set()
    for number in model.plan.order:
        ref = model.plan.cell(number).field
        if ref is None:
            continue
        index = model.index_of(ref.node or "", ref.name)
        spoken, place = str(index.data(role.AccessibleTextRole)), str(index.data(role.AccessibleDescriptionRole))
        value = str(index.data(role.EditRole) or "").strip()
        assert " ".join(value.split()) in " ".join(spoken.split()), ref
        if ref.node is not None:
            assert desk.session.tree.node(ref.node).name in place, ref
        assert place and place.split(" / ")[-1], ref
        if (sentence := found.get((ref.node or "", ref.name))) is not None:
            assert sentence in spoken
            heard.add((ref.node or "", ref.name))
    assert heard == found.keys()


@pytest.mark.parametrize("spare", [0, 1, 2, 5, 11, 12])
def test_a_cell_that_just_fits_is_in_sight_whole(desk: PaperDesk, spare: int) -> None:
    """The first level of the form is its highest cell; the view is made as high as it, and a few pixels more."""
    model, paper = desk.model, desk.paper
    highest = max(
        (model.index_of(str(node), "name") for node in nodes_of(desk.document, 1)),
        key=lambda index: paper.visualRect(index).height(),
    )
    around = paper.height() - paper.viewport().height()
    paper.setFixedHeight(paper.visualRect(highest).height() + spare + around)
    desk.qtbot.waitUntil(lambda: paper.viewport().height() == paper.visualRect(highest).height() + spare)
    for start in (paper.verticalScrollBar().minimum(), paper.verticalScrollBar().maximum()):
        paper.verticalScrollBar().setValue(start)
        paper.setCurrentIndex(highest)
        paper.scrollTo(highest)
        assert paper.viewport().rect().contains(paper.visualRect(highest))


def test_the_last_row_of_a_group_removed_on_the_paper_leaves_both_ways_at_its_group(desk: PaperDesk) -> None:
    leaf = str(desk.leaves[0])
    above = str(desk.session.tree.parent(desk.leaves[0]))
    desk.at(leaf, "weight")
    desk.key(Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert NodeId(leaf) not in desk.session.tree
    assert desk.here() == (above, "name") == desk.current()


def test_what_is_typed_on_the_paper_can_be_recovered(desk: PaperDesk) -> None:
    leaf = str(desk.leaves[0])
    desk.at(leaf, "target")
    desk.keys("ab")
    assert desk.page.pending() == (leaf, "target", "ab")
    assert desk.page.commit_editors()
    assert desk.indicator(0).target == "ab"


# ---- rows ------------------------------------------------------------------------------------------------------------


def names(desk: PaperDesk) -> list[tuple[str, int]]:
    return [(node.name, level) for node, level in walk(desk.session.form.indicators)]


@pytest.fixture
def framework_desk(qtbot: QtBot) -> PaperDesk:
    form = blank_form()
    form.indicators = [Indicator(id="one", name="产出指标", children=[Indicator(id="two", name="数量指标")])]
    return PaperDesk(qtbot, open_form(form))


def test_a_blank_row_becomes_an_indicator_when_one_types_on_it(framework_desk: PaperDesk) -> None:
    desk = framework_desk
    desk.page.ways.paper_parts()[-1].enter()
    desk.keys("a")
    desk.key(Key.Key_Tab)
    desk.keys("b")
    desk.key(Key.Key_Tab)
    assert names(desk) == [("产出指标", 1), ("数量指标", 2), ("a", 3)]
    assert desk.session.form.indicators[0].children[0].children[0].target == "b"


def test_a_blank_row_without_a_letter_stays_a_blank_row(framework_desk: PaperDesk) -> None:
    desk = framework_desk
    desk.page.ways.paper_parts()[-1].enter()
    for leave in (Key.Key_Escape, Key.Key_Tab):
        desk.key(Key.Key_F2)
        assert len(desk.editors()) == 1
        desk.key(leave)
        assert names(desk) == [("产出指标", 1), ("数量指标", 2)]
    assert desk.paper.currentIndex().isValid()


def test_keys_make_the_pages_larger_smaller_and_as_wide_as_the_view(desk: PaperDesk) -> None:
    zoom = desk.part(QComboBox, "paperZoom")
    assert zoom.currentText() == "适合宽度"
    fitting = desk.paper.strip.scale
    desk.key(Key.Key_Plus, CTRL)
    larger = desk.paper.strip.scale
    assert larger > fitting and zoom.currentText().endswith("%")
    desk.key(Key.Key_Minus, CTRL)
    assert desk.paper.strip.scale < larger and desk.is_in_sight()
    desk.key(Key.Key_0, CTRL)
    assert (desk.paper.strip.scale, zoom.currentText()) == (fitting, "适合宽度")


def test_an_empty_form_is_typed_from_the_first_level_on(qtbot: QtBot) -> None:
    desk = PaperDesk(qtbot, open_form(blank_form()))
    desk.page.ways.paper_parts()[-1].enter()
    for text in ("a", "b", "c", "d"):
        desk.keys(text)
        desk.key(Key.Key_Tab)
    assert names(desk) == [("a", 1), ("b", 2), ("c", 3)]
    assert desk.session.form.indicators[0].children[0].children[0].target == "d"


def test_rows_come_and_go_by_the_keys_of_the_tree(desk: PaperDesk) -> None:
    before = names(desk)
    desk.at(str(desk.leaves[0]), "target")
    desk.key(Key.Key_Return, CTRL)
    assert desk.here()[1] == "name" and desk.here()[0] not in desk.leaves
    assert QApplication.focusWidget() is desk.paper
    desk.keys("new")
    desk.key(Key.Key_Return)
    place = next(number for number, (_name, level) in enumerate(before) if level == 3) + 1
    assert names(desk) == [*before[:place], ("new", 3), *before[place:]]
    desk.paper.go_to(desk.current()[0], "name")
    node = next(node.id for node, _level in walk(desk.session.form.indicators) if node.name == "new")
    desk.at(node, "name")
    desk.key(Key.Key_Delete, CTRL)
    assert names(desk) == before
    assert desk.paper.currentIndex().isValid()


@pytest.mark.parametrize(
    "template", ["mof-2020", "mof-2021-cost", "central-2016", "sichuan-0013zp", "department-overall"]
)
def test_every_field_of_every_template_is_typed_in_its_place(qtbot: QtBot, template: str) -> None:
    form = sample_form(1)
    form.template = template
    desk = PaperDesk(qtbot, open_form(form))
    cells = [desk.model.plan.cell(number) for number in desk.model.plan.order]
    fields = [cell.field for cell in cells if cell.field is not None and cell.computed is None]
    assert len(fields) > 60
    for ref in fields:
        if ref.name == "funds.unit":
            continue
        desk.at(ref.node or "", ref.name)
        text = {"text": f"t{len(ref.name)}", "year": "2021"}.get(desk.paper.currentIndex().data(Role.KIND), "7")
        desk.key(Key.Key_F2)
        desk.key(Key.Key_A, CTRL)
        desk.keys(text)
        desk.key(Key.Key_Tab)
        part = desk.session.form if ref.node is None else desk.session.tree.node(ref.node)
        assert show_field(get_field(part, ref.name)) == text, ref


# ---- the clipboard ---------------------------------------------------------------------------------------------------


def test_fields_of_the_form_are_copied_cut_and_pasted(desk: PaperDesk) -> None:
    desk.at("", "implementing_unit")
    desk.key(Key.Key_C, CTRL)
    desk.at("", "project_name")
    desk.key(Key.Key_V, CTRL)
    assert desk.session.form.project_name == sample_form(1).implementing_unit
    desk.key(Key.Key_X, CTRL)
    assert desk.session.form.project_name == ""
    desk.session.stack.undo()
    assert desk.session.form.project_name == sample_form(1).implementing_unit


@pytest.mark.parametrize("field", ["project_name", "funds.total.initial_budget"])
def test_shift_and_the_space_bar_replace_no_text(desk: PaperDesk, field: str) -> None:
    before = get_field(desk.session.form, field)
    desk.at("", field)
    desk.key(Key.Key_Space, SHIFT)
    desk.key(Key.Key_Tab)
    assert get_field(desk.session.form, field) == before
    assert desk.session.is_clean


def test_a_block_of_amounts_goes_over_the_cells_of_the_paper(desk: PaperDesk) -> None:
    desk.at("", "funds.total.initial_budget")
    QApplication.clipboard().setText("1\t2\t3\n4\t5\t6")
    desk.key(Key.Key_V, CTRL)
    total, part = desk.session.form.funds.total, desk.session.form.funds.parts.appropriation
    assert [str(each) for each in (total.initial_budget, total.annual_budget, total.executed)] == ["1", "2", "3"]
    assert [str(each) for each in (part.initial_budget, part.annual_budget, part.executed)] == ["4", "5", "6"]
    desk.key(Key.Key_Right, SHIFT)
    desk.key(Key.Key_Down, SHIFT)
    desk.key(Key.Key_C, CTRL)
    assert QApplication.clipboard().text().split() == ["1", "2", "4", "5"]
    desk.key(Key.Key_Delete)
    assert total.initial_budget is None and part.annual_budget is None and str(total.executed) == "3"


def test_cells_of_indicators_go_as_they_do_in_the_tree(desk: PaperDesk) -> None:
    first, second = map(str, desk.leaves[:2])
    desk.at(first, "weight")
    desk.key(Key.Key_Right, SHIFT)
    desk.key(Key.Key_C, CTRL)
    weight, score = desk.indicator(0).weight, desk.indicator(0).score
    assert QApplication.clipboard().text().split() == [str(weight), str(score)]
    desk.at(second, "weight")
    desk.key(Key.Key_V, CTRL)
    assert (desk.indicator(1).weight, desk.indicator(1).score) == (weight, score)


def test_the_unit_is_no_place_for_letters(desk: PaperDesk) -> None:
    desk.at("", "funds.unit")
    QApplication.clipboard().setText("斤")
    desk.key(Key.Key_V, CTRL)
    desk.key(Key.Key_Delete)
    assert desk.session.form.funds.unit == "万元"


def test_row_keys_do_nothing_on_the_head_of_the_form(desk: PaperDesk) -> None:
    before = names(desk)
    desk.at(str(desk.leaves[0]), "name")
    desk.at("", "project_name")
    desk.key(Key.Key_Return, CTRL)
    desk.key(Key.Key_Delete, CTRL)
    assert names(desk) == before


def entries(desk: PaperDesk) -> dict[str, QAction]:
    """Return what the open menu of the paper offers, by its words."""
    menu = desk.part(QMenu, "menuPaper")
    assert menu.isVisible()
    return {each.text(): each for each in menu.actions() if not each.isSeparator()}


def choose(desk: PaperDesk, words: str) -> None:
    entry = entries(desk)[words]
    desk.part(QMenu, "menuPaper").close()
    entry.trigger()


def right_click(widget: QWidget, place: QPoint, reason: QContextMenuEvent.Reason) -> None:
    QApplication.sendEvent(widget, QContextMenuEvent(reason, place, widget.mapToGlobal(place)))


def test_the_menu_beside_an_indicator_adds_rows_above_and_below_and_removes_them(desk: PaperDesk) -> None:
    before, first = names(desk), str(desk.leaves[0])
    desk.at(first, "target")
    place = desk.middle(first, "target")
    right_click(desk.paper.viewport(), place, QContextMenuEvent.Reason.Mouse)
    offered = entries(desk)
    assert {"剪切", "复制", "粘贴", "添加同级指标", "在上面添加同级指标", "删除指标", "填入得分", "定位到树"} <= set(
        offered
    )
    choose(desk, "在上面添加同级指标")
    row = next(number for number, (_name, level) in enumerate(before) if level == 3)
    assert names(desk) == [*before[:row], ("", 3), *before[row:]]
    assert desk.here()[1] == "name" and desk.here()[0] not in desk.leaves
    right_click(desk.paper, QPoint(), QContextMenuEvent.Reason.Keyboard)
    choose(desk, "删除指标")
    assert names(desk) == before


def test_the_menu_of_a_cell_opened_by_a_click_is_that_of_the_cell(desk: PaperDesk) -> None:
    first = str(desk.leaves[0])
    desk.click_paper(first, "target")
    right_click(QApplication.focusWidget(), QPoint(3, 3), QContextMenuEvent.Reason.Keyboard)
    choose(desk, "复制")
    assert desk.editors() == []
    assert QApplication.clipboard().text().strip() == desk.indicator(0).target


def test_the_menu_on_a_field_of_the_form_copies_pastes_and_leads_to_the_tree(desk: PaperDesk) -> None:
    desk.at("", "implementing_unit")
    right_click(desk.paper, QPoint(), QContextMenuEvent.Reason.Keyboard)
    assert "删除指标" not in entries(desk)
    choose(desk, "复制")
    desk.at("", "project_name")
    right_click(desk.paper, QPoint(), QContextMenuEvent.Reason.Keyboard)
    choose(desk, "粘贴")
    assert desk.session.form.project_name == sample_form(1).implementing_unit
    right_click(desk.paper, QPoint(), QContextMenuEvent.Reason.Keyboard)
    choose(desk, "定位到树")
    assert desk.tree.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None and focus.objectName() == "fieldProjectName"


def test_a_block_goes_over_the_cells_although_a_click_has_opened_one(desk: PaperDesk) -> None:
    first, third = str(desk.leaves[0]), str(desk.leaves[2])
    weight, score = desk.indicator(0).weight, desk.indicator(0).score
    desk.click_paper(first, "weight")
    desk.key(Key.Key_Right, SHIFT)
    desk.key(Key.Key_C, CTRL)
    assert QApplication.clipboard().text().split() == [str(weight), str(score)]
    desk.click_paper(third, "weight")
    desk.key(Key.Key_V, CTRL)
    assert (desk.indicator(2).weight, desk.indicator(2).score) == (weight, score)
    desk.click_paper("", "project_name")
    desk.keys("x")
    QApplication.clipboard().setText("y")
    desk.key(Key.Key_V, CTRL)
    assert desk.text() == "xy"  # something is typed: now it is the text that is meant


def test_phrases_are_offered_on_the_paper_and_taken(desk: PaperDesk) -> None:
    folder = Folder(desk.page)
    Completion(desk.paper, OwnTexts(folder, desk.page))
    desk.at(str(desk.leaves[0]), "target")
    desk.key(Key.Key_Delete)
    type_chinese(QApplication.focusWidget(), "及")
    offered = desk.part(OfferList, "completionList")
    assert offered.isVisible() and offered.item(0).text().startswith("及")
    wanted = offered.item(0).text()
    desk.key(Key.Key_Down)
    desk.key(Key.Key_Return)
    desk.key(Key.Key_Return)
    assert desk.indicator(0).target == wanted


# ---- what is painted -------------------------------------------------------------------------------------------------


@pytest.fixture
def painted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> tuple[PaperDesk, list[QRectF]]:
    """Return a form of 60 indicators on the paper, and the list of places that are painted from now on."""
    desk, places = PaperDesk(qtbot, open_form(long_form(60))), list[QRectF]()
    paint = PaperPainting.paint

    def note(self: PaperPainting, painter: QPainter, model: PaperModel, clip: QRectF, *more: Any) -> None:
        places.append(clip)
        paint(self, painter, model, clip, *more)

    monkeypatch.setattr(PaperPainting, "paint", note)
    return desk, places


def settle(places: list[QRectF]) -> None:
    QApplication.processEvents()
    places.clear()


def test_one_number_paints_its_cell_and_no_more_than_what_follows_from_it(
    painted: tuple[PaperDesk, list[QRectF]],
) -> None:
    desk, places = painted
    desk.at(str(desk.leaves[3]), "score")
    desk.at(str(desk.leaves[1]), "score")  # the row below is in sight
    settle(places)
    desk.keys("5")
    desk.key(Key.Key_Return)
    QApplication.processEvents()
    row = desk.paper.visualRect(desk.model.index_of(str(desk.leaves[1]), "score"))
    assert places and all(place.height() < row.height() + 10 for place in places)
    assert sum(place.width() * place.height() for place in places) < 4 * (row.width() + 10) * (row.height() + 10)


def test_a_longer_text_paints_what_it_moved_and_nothing_above(painted: tuple[PaperDesk, list[QRectF]]) -> None:
    desk, places = painted
    desk.at(str(desk.leaves[3]), "reason")
    desk.at(str(desk.leaves[1]), "reason")  # there is room below
    desk.key(Key.Key_F2)
    QApplication.clipboard().setText("后续将提前谋划，加强过程督促。" * 6)
    desk.key(Key.Key_V, CTRL)
    settle(places)
    desk.key(Key.Key_Return)
    QApplication.processEvents()
    above = desk.paper.visualRect(desk.model.index_of("", "expected_goal"))
    assert above.bottom() > 100 and places  # the words 绩效指标 below it stand beside all rows, and so move
    assert min(place.top() for place in places) > above.bottom() - 10


def test_moving_about_paints_only_what_comes_into_sight(painted: tuple[PaperDesk, list[QRectF]]) -> None:
    desk, places = painted
    desk.at(str(desk.leaves[1]), "score")
    settle(places)
    for key in (Key.Key_Left, Key.Key_Right, Key.Key_Left):
        desk.key(key)
    desk.key(Key.Key_F2)
    desk.key(Key.Key_Escape)
    QApplication.processEvents()
    assert places == []
    before = desk.paper.verticalScrollBar().value()
    while desk.paper.verticalScrollBar().value() == before:
        desk.key(Key.Key_Down)
    QApplication.processEvents()
    moved = desk.paper.verticalScrollBar().value() - before
    assert [place.height() for place in places] == [moved]


def test_what_is_kept_of_the_picture_is_what_a_new_one_would_show(painted: tuple[PaperDesk, list[QRectF]]) -> None:
    desk, _places = painted
    for number, field in ((1, "reason"), (2, "score"), (7, "target"), (3, "reason"), (50, "reason")):
        desk.at(str(desk.leaves[number]), field)
        desk.key(Key.Key_F2)
        QApplication.clipboard().setText("9" if field == "score" else "后续将提前谋划。" * number)
        desk.key(Key.Key_V, CTRL)
        desk.key(Key.Key_Return)
        QApplication.processEvents()
        desk.key(Key.Key_Right, SHIFT)
        QApplication.processEvents()
        kept = desk.paper.viewport().grab().toImage()
        desk.paper.canvas.renew()
        assert desk.paper.viewport().grab().toImage() == kept
        desk.session.stack.undo()
