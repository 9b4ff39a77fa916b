"""Cells edited by hand: keys, mouse and input method, in the tree; what cannot be kept stays open and is not lost."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.fields import NEW_ROW, FieldKind
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.typed_text import Typed, read_typed
from tests.helpers.documents import commit, compose, long_form, nodes_of, open_form, open_sample, type_chinese
from tests.helpers.form_desk import Desk

Key = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, open_sample(1))


def test_typing_replaces_and_enter_commits(desk: Desk) -> None:
    desk.go(0, "score")
    desk.keys("14.5")
    assert desk.text() == "14.5"
    desk.key(Key.Key_Return)
    assert desk.indicator().score == Decimal("14.5")
    assert desk.editors() == []
    assert desk.session.stack.count() == 1
    assert QApplication.focusWidget() is desk.tree


def test_f2_goes_on_at_the_end(desk: Desk) -> None:
    desk.go(0, "score")
    desk.key(Key.Key_F2)
    desk.keys(".5")
    desk.key(Key.Key_Return)
    assert str(desk.indicator().score) == "15.5"


def test_double_click_edits(desk: Desk) -> None:
    index = desk.document.indicators.index_of(desk.leaves[1], "target")
    place = desk.tree.visualRect(index).center()
    desk.qtbot.mouseClick(desk.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.qtbot.mouseDClick(desk.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.text() == "100%"
    desk.keys("a")
    desk.key(Key.Key_Enter)
    assert desk.indicator(1).target == "100%a"


def test_escape_restores(desk: Desk) -> None:
    desk.go(0, "name")
    desk.keys("x")
    desk.key(Key.Key_Escape)
    assert desk.editors() == []
    assert desk.session.stack.count() == 0
    assert QApplication.focusWidget() is desk.tree


ARROWS = {
    Key.Key_Left: ("target", 0),
    Key.Key_Right: ("weight", 0),
    Key.Key_Up: ("actual", -1),
    Key.Key_Down: ("actual", 1),
}


@pytest.mark.parametrize(("arrow", "there"), ARROWS.items(), ids=[key.name for key in ARROWS])
def test_an_arrow_ends_what_was_begun_by_typing_and_goes_on(desk: Desk, arrow: Qt.Key, there: tuple[str, int]) -> None:
    field, step = there
    desk.go(4, "actual")
    desk.key(arrow)
    beside = desk.current()
    assert beside == (desk.leaves[4 + step], field)
    desk.go(4, "actual")
    type_chinese(desk.tree, "新值")
    desk.key(arrow)
    assert desk.indicator(4).actual == "新值"
    assert desk.editors() == []
    assert desk.current() == beside
    assert desk.session.stack.count() == 1


def test_arrows_stay_in_the_text_after_f2_or_a_click(desk: Desk) -> None:
    desk.go(1, "target")
    desk.key(Key.Key_F2)
    desk.key(Key.Key_Left)
    desk.keys("a")
    assert desk.text() == "100a%"
    desk.key(Key.Key_Escape)
    desk.keys("bc")
    desk.key(Key.Key_F2)  # as in a spreadsheet: from entering to editing
    desk.key(Key.Key_Left)
    desk.keys("d")
    assert desk.text() == "bdc"
    desk.key(Key.Key_Escape)
    desk.keys("ef")
    editor = desk.editor()
    assert isinstance(editor, QPlainTextEdit)
    place = editor.cursorRect().center()
    desk.qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.key(Key.Key_Left)
    desk.keys("g")
    assert desk.text() == "egf"


def test_an_arrow_leaves_what_is_no_number_open(desk: Desk) -> None:
    desk.go(1, "weight")
    desk.keys("x")
    for arrow in ARROWS:
        desk.key(arrow)
        assert desk.text() == "x"
    assert "不是数字" in desk.hint()


def test_opening_and_closing_without_a_change_is_no_step(desk: Desk) -> None:
    for field in ("name", "target", "reason", "weight"):
        desk.go(2, field)
        desk.key(Key.Key_F2)
        desk.key(Key.Key_Return)
    assert desk.session.stack.count() == 0


def test_odd_characters_survive_an_edit_that_changes_nothing_else(desk: Desk) -> None:
    odd = "不\u00a0断\u3000行\n二\r\n三 "
    desk.indicator().reason = odd
    desk.go(0, "reason")
    desk.key(Key.Key_F2)
    desk.key(Key.Key_Return)
    assert desk.indicator().reason == odd
    desk.go(0, "reason")
    desk.key(Key.Key_F2)
    desk.keys("a")
    desk.key(Key.Key_Return)
    assert desk.indicator().reason == "不\u00a0断\u3000行\n二\n三 a"


def test_alt_enter_breaks_the_line(desk: Desk) -> None:
    desk.go(0, "reason")
    desk.keys("a")
    desk.key(Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    desk.keys("b")
    desk.key(Key.Key_Return)
    assert desk.indicator().reason == "a\nb"


def test_enter_goes_down_and_shift_enter_up(desk: Desk) -> None:
    desk.go(0, "weight")
    desk.keys("1")
    desk.key(Key.Key_Return)
    assert desk.current() == (desk.leaves[1], "weight")
    desk.key(Key.Key_F2)
    desk.key(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.current() == (desk.leaves[0], "weight")


def test_tab_goes_through_the_cells_that_can_be_typed_in(desk: Desk) -> None:
    desk.go(0, "score")
    for place in [(0, "reason"), None, (1, "name"), (1, "target")]:
        desk.key(Key.Key_Tab)
        if place is not None:
            assert desk.current() == (desk.leaves[place[0]], place[1])
        else:
            assert desk.current()[1] == NEW_ROW  # the faint row between
    desk.key(Key.Key_Backtab)
    assert desk.current() == (desk.leaves[1], "name")


def test_tab_commits_an_open_editor_and_goes_on(desk: Desk) -> None:
    desk.go(0, "weight")
    desk.keys("7")
    desk.key(Key.Key_Tab)
    assert desk.current() == (desk.leaves[0], "score")
    desk.keys("6")
    desk.key(Key.Key_Backtab)
    assert desk.current() == (desk.leaves[0], "weight")
    assert (desk.indicator().weight, desk.indicator().score) == (7, 6)


def test_a_click_elsewhere_commits(desk: Desk) -> None:
    desk.go(0, "target")
    desk.keys("abc")
    there = desk.document.indicators.index_of(desk.leaves[2], "actual")
    desk.qtbot.mouseClick(desk.tree.viewport(), Qt.MouseButton.LeftButton, pos=desk.tree.visualRect(there).center())
    assert desk.indicator().target == "abc"
    assert desk.current() == (desk.leaves[2], "actual")
    assert desk.editors() == []


@pytest.mark.parametrize("sign", "+-*")
def test_signs_begin_a_text_instead_of_folding(desk: Desk, sign: str) -> None:
    desk.go(0, "reason")
    desk.keys(sign)
    assert desk.text() == sign
    desk.key(Key.Key_Return)
    assert desk.indicator().reason == sign


def refusal(desk: Desk) -> str:
    """Return what is said beside the current cell."""
    label = refusal_label(desk)
    return label.text() if label.isVisible() else ""


def refusal_label(desk: Desk) -> QLabel:
    label = desk.tree.findChild(QLabel, "cellRefusal")
    assert isinstance(label, QLabel)
    return label


def test_letters_on_a_computed_cell_only_say_why(desk: Desk) -> None:
    top = nodes_of(desk.document, 1)[0]
    for key in (Key.Key_5, Key.Key_X, Key.Key_F2):
        desk.page.go_to(top, "name")
        desk.page.go_to(top, "weight")
        assert refusal(desk) == ""
        desk.key(key)
        assert refusal(desk) == "这一格是算出来的，或者不用填，不能在这里输入。"
        label = refusal_label(desk)
        cell = desk.tree.visualRect(desk.tree.currentIndex()).translated(desk.tree.viewport().pos())
        assert desk.tree.rect().contains(label.geometry())
        assert not label.geometry().intersects(cell)
    assert desk.editors() == []
    assert desk.document.indicators.node_at(desk.tree.currentIndex()) == top
    desk.key(Key.Key_Down)
    assert refusal(desk) == ""


def test_a_form_only_looked_at_says_so_beside_the_cell(desk: Desk) -> None:
    desk.session.set_read_only(True)
    desk.go(0, "name")
    desk.keys("x")
    assert refusal(desk) == "这张表现在只能查看，不能修改。"
    assert desk.editors() == []


def test_a_text_too_long_for_an_editor_says_what_can_be_done(desk: Desk) -> None:
    desk.indicator().reason = "长" * 32_768
    desk.go(0, "reason")
    for key in (Key.Key_F2, Key.Key_X):
        desk.key(key)
        assert refusal(desk).startswith("这一格有 32768 字，太长，不能在这里修改。")
    assert desk.editors() == []
    desk.key(Key.Key_Delete)
    desk.keys("a")
    desk.key(Key.Key_Return)
    assert desk.indicator().reason == "a"


def test_a_long_text_goes_into_the_cell_and_not_into_its_editor(desk: Desk) -> None:
    QApplication.clipboard().setText("长" * 32_768)
    desk.go(0, "reason")
    desk.key(Key.Key_F2)
    desk.key(Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.text() == ""
    assert desk.hint().startswith("剪贴板里有 32768 字，太长，没有插入。")
    desk.key(Key.Key_Escape)
    desk.key(Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.indicator().reason) == 32_768


def test_a_cell_of_a_spreadsheet_goes_into_an_editor_without_its_line_end(desk: Desk) -> None:
    QApplication.clipboard().setText("受疫情影响\r\n")
    desk.go(1, "reason")
    desk.keys("a")
    desk.key(Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.key(Key.Key_Return)
    assert desk.indicator(1).reason == "a受疫情影响"


def test_delete_empties_the_selected_cells_in_one_step(desk: Desk) -> None:
    desk.go(0, "weight")
    desk.key(Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    desk.key(Key.Key_Delete)
    assert (desk.indicator().weight, desk.indicator().score) == (None, None)
    assert desk.session.stack.count() == 1
    desk.session.stack.undo()
    assert (desk.indicator().weight, desk.indicator().score) == (15, 15)


# ---- numbers as people type them -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１５", "15"),
        ("15分", "15"),
        ("92.4%", "92.4"),
        ("1,234.5", "1234.5"),
        (" 12 ", "12"),
        ("12.50", "12.50"),
        ("－5", "-5"),
        (".5", "0.5"),
        ("１２．５ 分", "12.5"),
    ],
)
def test_numbers_are_taken_as_typed(desk: Desk, typed: str, kept: str) -> None:
    desk.go(0, "weight")
    type_chinese(desk.tree, typed)
    desk.key(Key.Key_Return)
    assert str(desk.indicator().weight) == kept


def test_blanks_empty_a_number(desk: Desk) -> None:
    desk.go(0, "weight")
    type_chinese(desk.tree, "　 ")
    desk.key(Key.Key_Return)
    assert desk.indicator().weight is None


BAD_NUMBERS = ["十五", "abc", "NaN", "1e400", "1.2.3", "1234567890123456", "0.1234567", "15元整", "--5", "1,23"]


@pytest.mark.parametrize("typed", BAD_NUMBERS)
def test_what_is_no_number_stays_open_with_a_hint(desk: Desk, typed: str) -> None:
    desk.go(0, "weight")
    type_chinese(desk.tree, typed)
    for key in (Key.Key_Return, Key.Key_Tab, Key.Key_Backtab):
        desk.key(key)
        assert desk.text() == typed
        assert "数字" in desk.hint()
        assert desk.current() == (desk.leaves[0], "weight")
    assert desk.indicator().weight == 15
    assert desk.session.stack.count() == 0
    desk.key(Key.Key_Escape)
    assert desk.editors() == []
    assert desk.hint() == ""
    assert desk.indicator().weight == 15


def test_the_hint_goes_when_the_text_becomes_a_number(desk: Desk) -> None:
    desk.go(0, "weight")
    desk.keys("1x")
    desk.key(Key.Key_Return)
    assert desk.hint()
    desk.key(Key.Key_Backspace)
    assert desk.hint() == ""
    desk.key(Key.Key_Return)
    assert desk.indicator().weight == 1


def test_a_click_elsewhere_does_not_lose_what_is_no_number(desk: Desk) -> None:
    desk.go(0, "weight")
    desk.keys("abc")
    there = desk.document.indicators.index_of(desk.leaves[2], "actual")
    desk.qtbot.mouseClick(desk.tree.viewport(), Qt.MouseButton.LeftButton, pos=desk.tree.visualRect(there).center())
    assert desk.text() == "abc"
    assert desk.hint()
    assert QApplication.focusWidget() is desk.editor()
    assert desk.current() == (desk.leaves[0], "weight")


def test_leaving_the_tree_does_not_lose_what_is_no_number(desk: Desk) -> None:
    desk.page.set_fold_state("")
    field = desk.page.findChild(QLineEdit, "fieldDepartment")
    assert field is not None
    desk.go(0, "weight")
    desk.keys("abc")
    field.setFocus()
    assert (desk.text(), bool(desk.hint())) == ("abc", True)
    assert QApplication.focusWidget() is field
    assert desk.page.pending() == (desk.leaves[0], "weight", "abc")
    desk.tree.setFocus()
    desk.keys("d")
    assert desk.text() == "abcd"
    assert not desk.page.commit_editors()
    assert QApplication.focusWidget() is desk.editor()


def test_changing_the_current_cell_from_outside_keeps_the_editor(desk: Desk) -> None:
    desk.go(0, "weight")
    desk.keys("abc")
    desk.tree.setCurrentIndex(desk.document.indicators.index_of(desk.leaves[3], "name"))
    assert desk.text() == "abc"


# ---- commit from outside ---------------------------------------------------------------------------------------------


def test_commit_editors_takes_the_open_editor(desk: Desk) -> None:
    desk.go(0, "target")
    desk.keys("abc")
    assert desk.page.pending() == (desk.leaves[0], "target", "abc")
    assert desk.page.commit_editors()
    assert desk.indicator().target == "abc"
    assert desk.editors() == []
    assert desk.page.pending() is None


def test_commit_editors_refuses_what_is_no_number(desk: Desk) -> None:
    desk.go(0, "score")
    desk.keys("abc")
    assert not desk.page.commit_editors()
    assert desk.text() == "abc"
    assert desk.hint()
    desk.key(Key.Key_Escape)
    assert desk.page.commit_editors()


def test_commit_editors_takes_text_that_is_still_being_composed(desk: Desk) -> None:
    desk.go(0, "target")
    compose(desk.tree, "ji shi")
    assert desk.page.commit_editors()
    assert desk.indicator().target == "ji shi"
    desk.go(0, "reason")
    type_chinese(desk.tree, "原因")
    compose(desk.editor(), "shuo")
    assert desk.page.commit_editors()
    assert desk.indicator().reason == "原因shuo"


def test_what_cannot_be_kept_is_brought_back_into_sight(desk: Desk) -> None:
    desk.go(0, "weight")
    desk.keys("abc")
    desk.tree.collapseAll()
    desk.page.go_to("", "notes")
    assert not desk.page.commit_editors()
    desk.qtbot.waitUntil(lambda: desk.text() == "abc" and bool(desk.hint()))
    assert desk.tree.viewport().rect().contains(desk.editor().geometry())
    assert QApplication.focusWidget() is desk.editor()


def test_an_amount_that_cannot_be_kept_is_brought_back_into_sight(desk: Desk) -> None:
    desk.page.go_to("", "funds.total.executed")
    desk.keys("abc")
    desk.page.set_fold_state("info,funds,goals,notes")
    desk.tree.setFocus()
    assert not desk.page.commit_editors()
    editor = desk.part(QLineEdit, "cellEditor")
    assert editor.isVisible()
    assert QApplication.focusWidget() is editor
    desk.key(Key.Key_Escape)
    assert desk.page.commit_editors()


def test_a_year_that_cannot_be_kept_is_brought_back_into_sight(desk: Desk) -> None:
    desk.page.go_to("", "year")
    desk.keys("x")
    desk.page.set_fold_state("info,funds,goals,notes")
    desk.tree.setFocus()
    assert not desk.page.commit_editors()
    assert QApplication.focusWidget() is desk.part(QLineEdit, "fieldYear")
    assert desk.part(QLineEdit, "fieldYear").isVisible()
    assert "不是年度" in desk.label("yearHint")


def test_the_editor_scrolls_with_its_cell(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_form(long_form(60)))
    desk.page.go_to("leaf0", "name")
    desk.key(Key.Key_F2)
    editor = desk.editor()
    QApplication.processEvents()
    desk.tree.verticalScrollBar().setValue(30)
    assert not desk.tree.viewport().rect().intersects(editor.geometry())
    desk.tree.verticalScrollBar().setValue(0)
    assert desk.tree.viewport().rect().contains(editor.geometry())


def test_another_form_is_shown_only_after_the_editor_is_committed(desk: Desk) -> None:
    desk.go(0, "target")
    desk.keys("abc")
    other = open_sample(2)
    desk.page.show_document(other)
    assert desk.indicator().target == "abc"
    assert desk.editors() == []
    desk.page.show_document(None)


def test_a_step_elsewhere_leaves_the_typed_text_alone(desk: Desk) -> None:
    desk.go(0, "target")
    desk.keys("abc")
    desk.document.indicators.apply_value(desk.leaves[0], "score", Decimal(1))
    desk.document.indicators.apply_value(desk.leaves[0], "target", "x")
    assert desk.text() == "abc"


def test_a_menu_or_another_window_leaves_the_editor_open(desk: Desk) -> None:
    desk.go(0, "target")
    desk.keys("abc")
    for reason in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
        QApplication.sendEvent(desk.editor(), QFocusEvent(QFocusEvent.Type.FocusOut, reason))
    assert desk.text() == "abc"
    assert desk.session.stack.count() == 0


def test_removing_the_row_under_the_editor_is_harmless(desk: Desk) -> None:
    desk.act("AddSibling")
    desk.go(0, "target")
    desk.act("AddSibling")
    node = NodeId(str(desk.document.indicators.node_at(desk.tree.currentIndex())))
    assert node not in desk.leaves
    desk.keys("abc")
    assert desk.text() == "abc"
    desk.session.stack.undo()
    assert desk.editors() == []
    assert desk.page.commit_editors()


# ---- input methods ---------------------------------------------------------------------------------------------------


def test_a_composition_opens_an_editor_and_loses_nothing(desk: Desk) -> None:
    desk.go(0, "actual")
    compose(desk.tree, "n")
    editor = desk.editor()
    assert desk.text() == ""
    compose(desk.tree, "ni'hao")
    commit(desk.tree, "你好")
    assert desk.text() == "你好"
    assert QApplication.focusWidget() is editor
    compose(editor, "ma")
    commit(editor, "吗")
    desk.key(Key.Key_Return)
    assert desk.indicator().actual == "你好吗"
    assert desk.session.stack.count() == 1


def test_text_committed_without_composing_opens_an_editor_with_it(desk: Desk) -> None:
    desk.go(0, "actual")
    commit(desk.tree, "，")
    assert desk.text() == "，"
    desk.key(Key.Key_Return)
    assert desk.indicator().actual == "，"


def test_a_composition_given_up_restores_the_text(desk: Desk) -> None:
    desk.go(0, "actual")
    before = desk.indicator().actual
    compose(desk.tree, "ni")
    compose(desk.tree, "")
    assert desk.text() == before
    desk.key(Key.Key_Return)
    assert desk.indicator().actual == before
    assert desk.session.stack.count() == 0


def test_the_next_editor_has_the_keyboard_after_a_composition_was_left_by_a_click(desk: Desk) -> None:
    desk.go(0, "actual")
    compose(desk.tree, "ni")
    desk.click(desk.leaves[1], "target")
    assert desk.indicator(0).actual == "ni"
    assert QApplication.focusWidget() is desk.tree
    desk.key(Key.Key_F2)
    assert QApplication.focusWidget() is desk.editor()


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Return, Key.Key_Down, Key.Key_PageDown])
def test_a_key_that_leads_on_past_the_input_method_loses_no_letter(desk: Desk, key: Qt.Key) -> None:
    desk.go(0, "actual")
    compose(desk.tree, "wancheng")
    desk.qtbot.keyClick(desk.tree, key)
    assert desk.indicator().actual == "wancheng"
    assert desk.current() != (desk.leaves[0], "actual")


def test_tab_out_of_an_open_editor_keeps_what_is_being_composed(desk: Desk) -> None:
    desk.go(0, "actual")
    before = desk.indicator().actual
    desk.key(Key.Key_F2)
    compose(desk.editor(), "wancheng")
    desk.qtbot.keyClick(desk.editor(), Key.Key_Tab)
    assert desk.indicator().actual == before + "wancheng"
    assert desk.current() == (desk.leaves[0], "weight")


def test_enter_and_escape_belong_to_the_input_method_while_composing(desk: Desk) -> None:
    desk.go(0, "actual")
    desk.key(Key.Key_F2)
    editor = desk.editor()
    compose(editor, "ni")
    for key in (Key.Key_Return, Key.Key_Escape):
        desk.qtbot.keyClick(editor, key)
        assert desk.editors() == [editor], key
    commit(editor, "你")
    assert "你" in desk.text()


def test_a_composition_on_a_computed_cell_does_nothing(desk: Desk) -> None:
    desk.page.go_to(nodes_of(desk.document, 1)[0], "weight")
    type_chinese(desk.tree, "你好")
    assert refusal(desk) == "这一格是算出来的，或者不用填，不能在这里输入。"
    assert desk.editors() == []
    assert desk.session.stack.count() == 0


def test_the_view_takes_input_methods_where_it_can_be_typed(desk: Desk) -> None:
    desk.go(0, "actual")
    assert desk.tree.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


# ---- looks of the editor ---------------------------------------------------------------------------------------------


def test_a_text_editor_grows_and_stays_in_the_view(desk: Desk) -> None:
    desk.go(len(desk.leaves) - 1, "reason")
    desk.key(Key.Key_F2)
    editor = desk.editor()
    low = editor.height()
    for _ in range(5):
        desk.keys("a")
        desk.key(Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert editor.height() > low
    assert desk.tree.viewport().rect().contains(editor.geometry())


def test_the_hint_stands_beside_the_editor(desk: Desk) -> None:
    for number in (0, len(desk.leaves) - 1):
        desk.go(number, "weight")
        desk.keys("x")
        desk.key(Key.Key_Return)
        labels: Iterable[QLabel] = desk.tree.findChildren(QLabel, "cellHint")
        (label,) = (each for each in labels if each.isVisible())
        assert desk.tree.viewport().rect().contains(label.geometry())
        assert not label.geometry().intersects(desk.editor().geometry())
        assert label.textFormat() == Qt.TextFormat.PlainText
        desk.key(Key.Key_Escape)


def test_the_wheel_changes_no_number(desk: Desk) -> None:
    desk.go(0, "weight")
    desk.key(Key.Key_F2)
    place = desk.editor().rect().center()
    wheel = QWheelEvent(
        place,
        desk.editor().mapToGlobal(place),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(desk.editor(), wheel)
    assert desk.text() == "15"


def test_a_screen_reader_writes_through_the_model(desk: Desk) -> None:
    """Qt's accessibility knows no other way than `setData`; what is no number is said beside the cell, not raised."""
    cell = desk.document.indicators.index_of(desk.leaves[0], "score")
    desk.go(0, "score")
    desk.document.indicators.setData(cell, "１４ 分")
    assert desk.indicator().score == Decimal("14")
    assert desk.session.stack.count() == 1
    desk.document.indicators.setData(cell, "很多")
    assert desk.indicator().score == Decimal("14")
    assert desk.session.stack.count() == 1
    assert desk.tree.refusal.isVisible() and "“很多”不是数字" in desk.tree.refusal.text()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("weight", "150%", "“150%”超过 100%，不能作分值；请写分数，如 15。"),
        ("score", "90%", "“90%”是百分比，得分要写分数，如 13.5。"),
    ],
)
def test_per_cent_is_no_score(desk: Desk, field: str, typed: str, sentence: str) -> None:
    desk.go(0, field)
    desk.keys(typed)
    desk.key(Key.Key_Return)
    assert (desk.text(), desk.hint()) == (typed, sentence)
    assert desk.session.stack.count() == 0


def test_typed_text_is_read_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def note(kind: FieldKind, text: str) -> Typed:
        read.append(text)
        return read_typed(kind, text)

    monkeypatch.setattr("selfeval_gui.views.cells.cell_delegate.read_typed", note)
    monkeypatch.setattr("selfeval_gui.commands.edit.parse_field", None)
    desk.go(0, "weight")
    desk.keys("12.5")
    desk.key(Key.Key_Return)
    assert read == ["12.5"]
    assert desk.indicator().weight == Decimal("12.5")
