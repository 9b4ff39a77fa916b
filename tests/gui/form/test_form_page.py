"""The form page: head, goals and notes typed as text, groups that fold, totals, and one document after another."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeySequence, QPalette
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.views.form.form_page import FormPage
from selfeval_gui.views.form.sections import FoldButton
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from tests.helpers.documents import (
    blank_form,
    commit,
    compose,
    nodes_of,
    open_form,
    open_sample,
    sample_form,
    type_chinese,
)
from tests.helpers.form_desk import Desk
from tests.helpers.guards import delete_later_now

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

LINES = {
    "fieldProjectName": "project_name",
    "fieldDepartment": "department",
    "fieldImplementingUnit": "implementing_unit",
}
BLOCKS = {"fieldExpectedGoal": "expected_goal", "fieldActualOutcome": "actual_outcome", "fieldNotes": "notes"}


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk(qtbot, open_sample(1), height=900)
    desk.page.set_fold_state("")
    return desk


def field(desk: Desk, name: str) -> QWidget:
    return desk.part(QLineEdit if name in LINES or name == "fieldYear" else QPlainTextEdit, name)


def shown(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()  # type: ignore[attr-defined]


def enter(desk: Desk, name: str) -> QWidget:
    """Click into a field."""
    widget = field(desk, name)
    target = widget.viewport() if isinstance(widget, QPlainTextEdit) else widget
    desk.qtbot.mouseClick(target, Qt.MouseButton.LeftButton)
    widget.setFocus()
    return widget


# ---- text fields -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "field_name"), [*LINES.items(), *BLOCKS.items()])
def test_typing_reaches_the_form_at_once_as_one_step(desk: Desk, name: str, field_name: str) -> None:
    before = getattr(desk.session.form, field_name)
    widget = enter(desk, name)
    desk.key(Key.Key_End, CTRL)
    desk.keys("abc")
    assert getattr(desk.session.form, field_name) == before + "abc"
    assert not desk.session.is_clean
    assert desk.session.stack.count() == 1
    type_chinese(widget, "好的")
    assert getattr(desk.session.form, field_name) == before + "abc好的"
    assert desk.session.stack.count() == 1
    desk.session.stack.undo()
    assert getattr(desk.session.form, field_name) == before
    assert shown(widget) == before
    assert desk.session.is_clean


def test_text_being_composed_is_not_in_the_form_yet(desk: Desk) -> None:
    for name, field_name in [*LINES.items(), *BLOCKS.items()]:
        widget = enter(desk, name)
        before = getattr(desk.session.form, field_name)
        steps = desk.session.stack.count()
        compose(widget, "ni'hao")
        assert getattr(desk.session.form, field_name) == before
        assert desk.session.stack.count() == steps
        commit(widget, "你好")
        assert "你好" in getattr(desk.session.form, field_name)


def test_commit_editors_takes_what_is_being_composed(desk: Desk) -> None:
    for name, field_name in [*LINES.items(), *BLOCKS.items()]:
        widget = enter(desk, name)
        compose(widget, "nihao")
        assert desk.page.commit_editors()
        assert "nihao" in getattr(desk.session.form, field_name)


def test_leaving_a_field_keeps_what_is_being_composed(desk: Desk) -> None:
    widget = enter(desk, "fieldNotes")
    compose(widget, "nihao")
    field(desk, "fieldDepartment").setFocus()
    assert desk.session.form.notes == "nihao"


def test_each_visit_is_a_step_of_its_own(desk: Desk) -> None:
    enter(desk, "fieldDepartment")
    desk.keys("a")
    enter(desk, "fieldNotes")
    desk.keys("b")
    enter(desk, "fieldDepartment")
    desk.keys("c")
    assert desk.session.stack.count() == 3


def test_text_set_by_a_screen_reader_or_a_script_reaches_the_form(desk: Desk) -> None:
    desk.part(QLineEdit, "fieldProjectName").setText("另一个项目")
    desk.part(QPlainTextEdit, "fieldExpectedGoal").setPlainText("第一行\n第二行")
    assert desk.session.form.project_name == "另一个项目"
    assert desk.session.form.expected_goal == "第一行\n第二行"


def test_goals_take_line_breaks_and_tab_moves_on(desk: Desk) -> None:
    widget = enter(desk, "fieldExpectedGoal")
    desk.key(Key.Key_A, CTRL)
    desk.keys("a")
    desk.key(Key.Key_Return)
    desk.keys("b")
    desk.key(Key.Key_Tab)
    assert desk.session.form.expected_goal == "a\nb"
    assert QApplication.focusWidget() is not widget


def test_a_visit_without_a_change_keeps_every_odd_character(qtbot: QtBot) -> None:
    form = sample_form(1)
    form.expected_goal = "不\u00a0断\r\n行\u2028尾 "
    form.project_name = "名\u00a0称\n二"
    desk = Desk(qtbot, open_form(form))
    desk.page.set_fold_state("")
    for name in (*LINES, *BLOCKS, "fieldYear"):
        enter(desk, name)
    desk.tree.setFocus()
    assert desk.page.commit_editors()
    assert desk.session.stack.count() == 0


def test_a_block_grows_with_its_text_up_to_a_limit(desk: Desk) -> None:
    widget = desk.part(QPlainTextEdit, "fieldNotes")
    low = widget.sizeHint().height()
    widget.setPlainText("一\n二\n三\n四")
    middle = widget.sizeHint().height()
    widget.setPlainText("行\n" * 40)
    assert low < middle < widget.sizeHint().height() < 4 * low
    desk.qtbot.waitUntil(lambda: widget.height() == widget.sizeHint().height())


def test_fields_with_a_finding_are_marked(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_form(blank_form()))
    desk.page.set_fold_state("")
    name = desk.part(QLineEdit, "fieldProjectName")
    ground = QPalette.ColorRole.Base
    assert name.palette().color(ground) != desk.tree.palette().color(ground)
    assert "不能为空" in name.toolTip()
    assert any(action.isVisible() for action in name.actions())
    enter(desk, "fieldProjectName")
    desk.keys("a")
    assert name.palette().color(ground) == desk.tree.palette().color(ground)
    assert not any(action.isVisible() for action in name.actions())


# ---- undo from a field -----------------------------------------------------------------------------------------------


def test_undo_keys_in_a_field_reach_the_form(desk: Desk) -> None:
    desk.go(0, "score")
    desk.keys("9")
    desk.key(Key.Key_Return)
    enter(desk, "fieldNotes")
    desk.keys("ab")
    desk.key(Key.Key_Z, CTRL)
    assert (desk.session.form.notes, desk.session.stack.index()) == ("", 1)
    assert QApplication.focusWidget() is field(desk, "fieldNotes")
    desk.key(Key.Key_Z, CTRL)
    assert desk.session.is_clean
    assert QApplication.focusWidget() is desk.tree
    enter(desk, "fieldNotes")
    desk.key(Key.Key_Y, CTRL)
    enter(desk, "fieldNotes")
    desk.key(Key.Key_Z, CTRL | SHIFT)
    assert desk.session.form.notes == "ab"


def test_undo_keys_in_a_field_reach_the_windows_action_first(desk: Desk) -> None:
    action = QAction(desk.page)
    action.setShortcuts([QKeySequence("Ctrl+Z")])
    asked = QSignalSpy(action.triggered)
    desk.page.addAction(action)
    for name in ("fieldNotes", "fieldDepartment"):
        enter(desk, name)
        desk.keys("a")
        desk.key(Key.Key_Z, CTRL)
    assert asked.count() == 2
    assert desk.session.stack.index() == 2


@pytest.mark.parametrize("name", ["fieldNotes", "fieldDepartment"])
def test_the_context_menu_of_a_field_has_no_history_of_its_own(desk: Desk, name: str) -> None:
    widget = enter(desk, name)
    desk.keys("a")
    target = widget.viewport() if isinstance(widget, QPlainTextEdit) else widget
    place = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, target.mapToGlobal(place))
    QApplication.sendEvent(target, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert not {"edit-undo", "edit-redo"} & {entry.objectName() for entry in menu.actions()}
    assert menu.actions()
    assert not menu.actions()[0].isSeparator()
    menu.close()


def test_undo_keeps_the_cursor(desk: Desk) -> None:
    widget = desk.part(QPlainTextEdit, "fieldActualOutcome")
    enter(desk, "fieldActualOutcome")
    cursor = widget.textCursor()
    cursor.setPosition(20)
    widget.setTextCursor(cursor)
    desk.keys("abc")
    desk.key(Key.Key_Z, CTRL)
    assert widget.textCursor().position() == 23


# ---- the year --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "year"), [("2021", 2021), ("２０２２", 2022), ("2023年度", 2023), ("", None)])
def test_a_year_is_taken_as_typed(desk: Desk, typed: str, year: int | None) -> None:
    widget = enter(desk, "fieldYear")
    desk.key(Key.Key_A, CTRL)
    desk.key(Key.Key_Delete)
    if typed:
        type_chinese(widget, typed)
    assert desk.session.form.year == year
    desk.tree.setFocus()
    assert shown(widget) == ("" if year is None else str(year))


def test_what_is_no_year_stays_with_a_hint_and_is_not_lost(desk: Desk) -> None:
    widget = enter(desk, "fieldYear")
    desk.key(Key.Key_A, CTRL)
    desk.keys("20x")
    assert desk.label("yearHint") == ""
    desk.tree.setFocus()
    assert shown(widget) == "20x"
    assert "不是年度" in desk.label("yearHint")
    assert desk.session.form.year == 2020
    assert not desk.page.commit_editors()
    assert QApplication.focusWidget() is widget
    assert desk.page.pending() == ("", "year", "20x")
    desk.key(Key.Key_Backspace)
    desk.keys("19")
    assert desk.session.form.year == 2019
    assert desk.label("yearHint") == ""
    assert desk.page.commit_editors()


def test_escape_restores_the_year(desk: Desk) -> None:
    widget = enter(desk, "fieldYear")
    desk.key(Key.Key_End)
    desk.keys("x")
    desk.key(Key.Key_Escape)
    assert shown(widget) == "2020"
    assert desk.page.commit_editors()
    assert desk.session.stack.count() == 0


def test_another_window_or_a_menu_does_not_end_the_visit(desk: Desk) -> None:
    widget = enter(desk, "fieldYear")
    desk.key(Key.Key_End)
    desk.keys("x")
    for reason in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
        QApplication.sendEvent(widget, QFocusEvent(QFocusEvent.Type.FocusOut, reason))
    assert desk.label("yearHint") == ""


# ---- groups ----------------------------------------------------------------------------------------------------------


def button(desk: Desk, name: str) -> FoldButton:
    return desk.part(FoldButton, name)


def test_all_groups_are_folded_at_first_and_say_what_they_hold(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_sample(1))
    assert desk.page.fold_state() == "info,funds,goals,notes"
    assert button(desk, "foldInfo").accessibleDescription() == (
        "主管部门 上海市科学技术协会　实施单位 上海市科学技术协会　2020 年度"
    )
    assert button(desk, "foldFunds").accessibleDescription() == (
        "年初 110　全年 110　执行 101.64 万元　执行率 92.40%　得分 10"
    )
    assert button(desk, "foldGoals").accessibleDescription().startswith("预期 2020 年项目根据实际需求")
    assert not field(desk, "fieldProjectName").isVisible()


def test_groups_fold_by_mouse_and_keyboard(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_sample(1))
    line = button(desk, "foldInfo")
    desk.qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert field(desk, "fieldProjectName").isVisible()
    line.setFocus()
    for key, visible in [
        (Key.Key_Space, False),
        (Key.Key_Return, True),
        (Key.Key_Left, False),
        (Key.Key_Left, False),
        (Key.Key_Right, True),
    ]:
        desk.key(key)
        assert field(desk, "fieldProjectName").isVisible() == visible


def test_the_fold_state_goes_through_the_settings(desk: Desk) -> None:
    for state in ("info,notes", "", "funds", "info,funds,goals,notes"):
        desk.page.set_fold_state(state)
        assert desk.page.fold_state() == state
    desk.page.set_fold_state("什么也不是")
    assert desk.page.fold_state() == ""


def test_the_summary_follows_the_form(desk: Desk) -> None:
    desk.document.funds.edit_requested.emit("funds.total.executed", "")
    assert "执行率 —" in button(desk, "foldFunds").accessibleDescription()
    enter(desk, "fieldDepartment")
    desk.key(Key.Key_A, CTRL)
    desk.keys("abc")
    assert button(desk, "foldInfo").accessibleDescription().startswith("主管部门 abc")


# ---- totals and rule set ---------------------------------------------------------------------------------------------


def test_the_header_shows_bare_values(desk: Desk) -> None:
    names = ("totalWeight", "totalScore", "totalGrade", "totalOtherBasis")
    assert [desk.label(name) for name in names] == ["100", "91", "优", "101"]
    assert desk.label("formTitle") == "2020 年市科协办公用房维修项目"


@pytest.mark.parametrize(("weight", "words"), [("12", "还差 3"), ("17.5", "多出 2.5")])
def test_there_is_no_grade_before_the_weights_make_the_total(desk: Desk, weight: str, words: str) -> None:
    desk.document.indicators.edit_requested.emit(desk.leaves[0], "weight", weight)
    assert desk.label("totalGrade") == words
    desk.session.stack.undo()
    assert desk.label("totalGrade") == "优"


def test_a_blank_form_has_no_totals(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_form(blank_form()))
    names = ("totalWeight", "totalScore", "totalGrade", "totalOtherBasis")
    assert [desk.label(name) for name in names] == ["—", "—", "还差 100", "—"]


def test_every_sample_shows_its_printed_total(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_sample(1))
    totals = []
    for number in range(1, 15):
        document = open_sample(number)
        desk.page.show_document(document)
        totals.append((desk.label("totalScore"), desk.label("totalWeight")))
    assert [score for score, _ in totals] == "91 89 90 89 89 90 90 91 91 90 91 90 90 88".split()
    assert {weight for _, weight in totals} == {"100"}


def test_choosing_a_rule_set_is_a_step(desk: Desk) -> None:
    box = desk.part(QComboBox, "ruleSetBox")
    assert box.currentText() == "上海 2020（指标合计 100，执行率另计）"
    box.setFocus()
    desk.qtbot.keyClick(box, Key.Key_Up)
    assert desk.session.form.rule_set == box.currentData() != "shanghai-2020"
    assert "weight.total" in [finding.code for finding in desk.session.findings]
    assert [desk.label("totalWeight"), desk.label("totalOtherBasis")] == ["110", "91"]
    desk.session.stack.undo()
    assert box.currentData() == "shanghai-2020"
    assert desk.session.is_clean


def test_an_unknown_rule_set_is_named_and_kept(qtbot: QtBot) -> None:
    form = sample_form(1)
    form.rule_set = "某省-2031"
    desk = Desk(qtbot, open_form(form))
    box = desk.part(QComboBox, "ruleSetBox")
    assert box.currentText() == "某省-2031（没有此口径，暂按“上海 2020（指标合计 100，执行率另计）”）"
    box.activated.emit(box.currentIndex())
    assert desk.session.stack.count() == 0
    box.setFocus()
    desk.qtbot.keyClick(box, Key.Key_Down)
    assert desk.session.form.rule_set == "mof-2020"
    desk.session.stack.undo()
    assert box.currentText() == "某省-2031（没有此口径，暂按“上海 2020（指标合计 100，执行率另计）”）"
    assert desk.session.form.rule_set == "某省-2031"


# ---- plain text, names, places ---------------------------------------------------------------------------------------


def test_text_of_the_form_is_never_markup(qtbot: QtBot) -> None:
    form = sample_form(1)
    form.project_name = "<h1>大</h1>" * 30
    form.rule_set = "<b>x</b>"
    desk = Desk(qtbot, open_form(form))
    labels: Iterable[QLabel] = desk.page.findChildren(QLabel)
    for label in labels:
        assert "<" not in label.text() or label.textFormat() == Qt.TextFormat.PlainText, label.objectName()
    desk.page.grab()
    assert "&lt;h1&gt;" in desk.part(QLabel, "formTitle").toolTip()


def test_what_can_be_touched_has_a_name_and_an_accessible_name(desk: Desk) -> None:
    names = [*LINES, *BLOCKS, "fieldYear", "ruleSetBox", "fundTable", "indicatorTree", "findingList", "fundUnit"]
    for name in [*names, "totalWeight", "totalScore", "totalGrade", "totalOtherBasis", "formPage"]:
        widget = desk.page if name == "formPage" else desk.part(QWidget, name)
        assert widget.accessibleName(), name


def test_going_to_a_field_unfolds_its_group(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_sample(1))
    for name, field_name in [("fieldYear", "year"), *LINES.items(), *BLOCKS.items()]:
        desk.page.set_fold_state("info,funds,goals,notes")
        desk.page.go_to("", field_name)
        assert QApplication.focusWidget() is field(desk, name)
        assert field(desk, name).isVisible()
    for name, field_name in [("ruleSetBox", "rule_set"), ("fundUnit", "funds.unit")]:
        desk.page.go_to("", field_name)
        assert QApplication.focusWidget() is desk.part(QComboBox, name)


@pytest.mark.parametrize(("node", "name"), [("", ""), ("", "status"), ("", "nothing.at.all"), ("gone", "name")])
def test_going_nowhere_leaves_focus_and_cell_where_they_are(desk: Desk, node: str, name: str) -> None:
    desk.go(3, "target")
    before, folded = desk.current(), desk.page.fold_state()
    desk.page.go_to(node, name)
    assert (desk.current(), desk.page.fold_state()) == (before, folded)
    assert QApplication.focusWidget() is desk.tree


def test_without_a_form_there_is_nowhere_to_go(desk: Desk) -> None:
    desk.page.show_document(None)
    desk.page.go_to("", "project_name")
    desk.page.go_to("s01-1", "name")
    assert not desk.tree.currentIndex().isValid()
    assert QApplication.focusWidget() is not desk.part(QLineEdit, "fieldProjectName")


# ---- one document after another --------------------------------------------------------------------------------------


def test_no_document(qtbot: QtBot) -> None:
    page = FormPage()
    qtbot.addWidget(page)
    assert page.document is None
    assert page.commit_editors()
    assert page.pending() is None
    page.show_document(None)
    assert not page.isEnabled()


def test_the_page_follows_only_the_document_it_shows(desk: Desk) -> None:
    first, second = desk.document, open_sample(2)
    desk.page.show_document(second)
    title = desk.label("formTitle")
    type_into_field(first.session, "project_name", "别的")
    first.session.stack.undo()
    assert desk.label("formTitle") == title
    assert shown(field(desk, "fieldProjectName")) == title
    desk.page.show_document(first)
    desk.page.show_document(second)
    refreshed = QSignalSpy(second.session.refreshed)
    type_into_field(second.session, "project_name", "新名")
    assert desk.label("formTitle") == "新名"
    assert refreshed.count() == 1


def test_typing_after_switching_goes_into_the_other_form(desk: Desk) -> None:
    first, second = desk.document, open_sample(2)
    enter(desk, "fieldNotes")
    desk.keys("a")
    desk.page.show_document(second)
    desk.keys("b")
    assert (first.session.form.notes, second.session.form.notes) == ("a", "b")
    desk.page.show_document(first)
    desk.keys("c")
    assert first.session.stack.count() == 2


def test_a_document_can_go_after_the_page_has_let_go_of_it(desk: Desk) -> None:
    second = open_sample(2)
    desk.page.show_document(second)
    desk.page.show_document(desk.document)
    second.session.deleteLater()
    del second
    delete_later_now()
    type_into_field(desk.session, "notes", "还在")
    assert shown(field(desk, "fieldNotes")) == "还在"


def test_the_page_survives_many_documents(desk: Desk) -> None:
    for number in range(1, 15):
        document = open_sample(number)
        desk.page.show_document(document)
        desk.page.go_to(nodes_of(document, 3)[-1], "reason")
        type_into_field(document.session, "notes", "看过")
        document.session.stack.undo()
    children = len(desk.page.findChildren(QWidget))
    desk.page.show_document(None)
    desk.page.show_document(open_sample(1))
    assert len(desk.page.findChildren(QWidget)) <= children


def test_stepping_back_and_forth_over_everything_follows_without_harm(desk: Desk) -> None:
    leaf = NodeId(desk.leaves[0])
    type_into_field(desk.session, "expected_goal", "一")
    type_into_field(desk.session, "funds.parts.other.executed", "5")
    desk.act("AddSibling")
    desk.page.go_to(leaf, "name")
    desk.act("Remove")
    type_into_field(desk.session, "rule_set", "mof-2020")
    type_into_field(desk.session, "funds.unit", "元")
    start = desk.session.stack.count()
    for _ in range(2):
        while desk.session.stack.canUndo():
            desk.session.stack.undo()
        assert desk.session.is_clean
        while desk.session.stack.canRedo():
            desk.session.stack.redo()
        assert desk.session.stack.index() == start


def test_letters_on_a_folded_header_open_it_and_are_kept(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_sample(1))
    desk.page.set_fold_state("info,funds,goals,notes")
    header = desk.part(FoldButton, "foldNotes")
    header.setFocus()
    desk.keys("ab")
    assert desk.session.form.notes == "ab"
    desk.page.set_fold_state("info,funds,goals,notes")
    header.setFocus()
    compose(header, "pinyin")  # the input method goes on with what has the focus then
    commit(QApplication.focusWidget(), "另附说明")
    assert desk.session.form.notes == "ab另附说明"
    info = desk.part(FoldButton, "foldInfo")
    info.setFocus()
    desk.keys("ab")
    assert desk.page.commit_editors()
    assert desk.session.form.project_name == "2020 年市科协办公用房维修项目ab"


def test_numbers_typed_on_the_folded_header_of_the_funds_stand_behind_the_amount(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_sample(1))
    desk.page.set_fold_state("info,funds,goals,notes")
    funds = desk.part(FoldButton, "foldFunds")
    funds.setFocus()
    desk.keys(".75")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit) and editor.text() == "110.75"
    desk.key(Key.Key_Escape)
    assert str(desk.session.form.funds.total.initial_budget) == "110"
    assert QApplication.focusWidget() is desk.part(QWidget, "fundTable")
    desk.page.set_fold_state("info,funds,goals,notes")
    funds.setFocus()
    desk.keys("5")
    desk.key(Key.Key_Return)
    assert str(desk.session.form.funds.total.initial_budget) == "1105"
    desk.session.stack.undo()
    assert str(desk.session.form.funds.total.initial_budget) == "110"
    assert QApplication.focusWidget() is desk.part(QWidget, "fundTable")


def test_the_page_is_painted_before_it_has_a_form(qtbot: QtBot) -> None:
    page = FormPage()
    qtbot.addWidget(page)
    page.resize(1050, 680)
    tree = page.findChild(IndicatorTree, "indicatorTree")
    assert tree is not None
    assert tree.viewport().grab().width() > 0  # as newer Qt does when the page is shown
    page.show_document(open_sample(1))
    assert page.grab().width() == 1050
