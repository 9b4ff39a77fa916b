"""详情: the current row's long text at full width, counted, in step with undo and with the cell's own editor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from selfeval_gui.views.form.detail_pane import DetailPane
from tests.helpers.documents import commit, compose, nodes_of, open_sample, type_chinese
from tests.helpers.form_desk import Desk


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, open_sample(1))


def pane(desk: Desk) -> DetailPane:
    return desk.part(DetailPane, "detailPane")


def text(desk: Desk) -> QPlainTextEdit:
    return desk.part(QPlainTextEdit, "detailText")


def says(desk: Desk) -> str:
    return pane(desk).button.accessibleDescription()


def test_it_shows_the_reason_of_the_row_and_counts_it(desk: Desk) -> None:
    desk.go(6, "score")
    assert desk.indicator(6).name == "长效机制"
    assert text(desk).toPlainText() == desk.indicator(6).reason
    assert says(desk) == f"{len(desk.indicator(6).reason)} 字　偏差原因分析及改进措施　长效机制"
    assert text(desk).width() > 0.9 * desk.tree.width()


def test_it_follows_the_column_and_level_rows_show_their_name(desk: Desk) -> None:
    desk.go(6, "target")
    assert (text(desk).toPlainText(), text(desk).accessibleName()) == ("健全", "年度指标值")
    desk.page.go_to(nodes_of(desk.document, 2)[0], "reason")
    assert (text(desk).toPlainText(), text(desk).accessibleName()) == ("数量指标", "指标名称")


def test_typing_is_one_step_a_visit_and_blanks_do_not_count(desk: Desk) -> None:
    before = desk.session.frozen()[0]
    desk.go(0, "reason")
    text(desk).setFocus()
    type_chinese(text(desk), "因疫情")
    desk.keys(" ab")
    assert desk.indicator(0).reason == "因疫情 ab"
    assert says(desk).startswith("5 字")
    assert desk.session.stack.count() == 1
    assert desk.session.stack.undoText() == "修改偏差原因分析及改进措施"
    assert QApplication.focusWidget() is text(desk)
    desk.tree.setFocus()
    text(desk).setFocus()
    desk.keys("c")
    assert desk.session.stack.count() == 2
    desk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text(desk).toPlainText() == "因疫情 ab"
    assert QApplication.focusWidget() is text(desk)
    desk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text(desk).toPlainText() == ""
    assert desk.session.frozen()[0] == before


def test_undo_of_another_cell_leads_there(desk: Desk) -> None:
    desk.go(2, "score")
    desk.keys("7\r")
    desk.go(0, "reason")
    text(desk).setFocus()
    desk.session.stack.undo()
    assert desk.current() == (desk.leaves[2], "score")
    assert QApplication.focusWidget() is desk.tree


def test_the_cells_own_editor_is_mirrored_and_esc_takes_it_back(desk: Desk) -> None:
    desk.go(0, "reason")
    desk.key(Qt.Key.Key_F2)
    desk.keys("abc")
    assert text(desk).toPlainText() == "abc"
    assert desk.indicator(0).reason == ""
    desk.key(Qt.Key.Key_Escape)
    assert text(desk).toPlainText() == ""
    desk.key(Qt.Key.Key_F2)
    desk.keys("abc")
    text(desk).setFocus()
    assert desk.indicator(0).reason == text(desk).toPlainText() == "abc"
    assert desk.editors() == []


def test_composing_text_is_kept_when_the_row_changes_the_form_is_saved_or_closed(desk: Desk) -> None:
    desk.go(0, "reason")
    text(desk).setFocus()
    compose(text(desk), "yi")
    desk.page.go_to(desk.leaves[1], "reason")
    assert desk.indicator(0).reason == "yi"
    text(desk).setFocus()
    compose(text(desk), "er")
    assert desk.page.commit_editors()
    assert desk.indicator(1).reason == "er"
    compose(text(desk), "san")
    desk.page.show_document(None)
    assert desk.indicator(1).reason == "ersan"
    assert text(desk).isReadOnly()


def test_enter_and_esc_of_a_composition_belong_to_the_input_method(desk: Desk) -> None:
    desk.go(0, "reason")
    text(desk).setFocus()
    compose(text(desk), "zhong")
    desk.key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is text(desk)
    commit(text(desk), "中")
    assert desk.indicator(0).reason == "中"
    desk.key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is desk.tree


def test_a_row_that_goes_leaves_the_pane_empty(desk: Desk) -> None:
    desk.go(7, "reason")
    text(desk).setFocus()
    desk.keys("x")
    desk.tree.setFocus()
    desk.act("AddSibling")
    type_chinese(desk.tree, "新行")
    desk.key(Qt.Key.Key_Return)
    desk.session.stack.undo()
    desk.session.stack.undo()
    assert desk.session.tree.node(desk.leaves[7]).reason == "x"
    cell = pane(desk).cell
    assert cell is None or cell[0] in desk.session.tree


def test_without_a_row_it_leaves_its_room_and_takes_it_from_the_findings(desk: Desk) -> None:
    desk.page.resize(640, 700)
    desk.page.set_fold_state("info,funds,goals,notes")
    desk.tree.setCurrentIndex(QModelIndex())
    line = pane(desk).button.sizeHint().height()
    desk.qtbot.waitUntil(lambda: pane(desk).height() <= line)
    assert not text(desk).isVisible()
    assert "在指标表里选一行" in pane(desk).button.accessibleDescription()
    tree, findings, row = desk.tree.height(), desk.page.findings.height(), desk.tree.cells.painter.row_height
    desk.go(2, "reason")
    desk.qtbot.waitUntil(text(desk).isVisible)
    desk.qtbot.waitUntil(lambda: pane(desk).height() > 2 * line)
    assert desk.tree.height() > tree - row, "the findings give their room first"
    assert desk.page.findings.height() < findings


def test_it_folds_to_its_line_and_f6_unfolds_it(desk: Desk) -> None:
    desk.go(6, "reason")
    pane(desk).set_folded(True)
    assert "detail" in desk.page.fold_state()
    desk.qtbot.waitUntil(lambda: pane(desk).height() <= pane(desk).button.height())
    assert says(desk).startswith(f"{len(desk.indicator(6).reason)} 字")
    desk.page.detail.enter()
    assert QApplication.focusWidget() is text(desk)
    assert not pane(desk).is_folded


# ---- by itself -------------------------------------------------------------------------------------------------------


@pytest.fixture
def folded(desk: Desk) -> Desk:
    """A page high enough for pane and tree; 项目完成及时性 has a reason longer than its cell, 项目完成率 has none."""
    desk.page.resize(640, 800)
    desk.page.set_fold_state("info,funds,goals,notes,detail")
    desk.go(0, "target")
    assert pane(desk).is_folded
    return desk


def test_it_unfolds_where_a_cell_does_not_show_all_and_folds_again(folded: Desk) -> None:
    qtbot = folded.qtbot
    folded.go(2, "reason")
    assert len(folded.indicator(2).reason) > 80
    qtbot.waitUntil(lambda: not pane(folded).is_folded)
    assert text(folded).toPlainText() == folded.indicator(2).reason
    assert "detail" in folded.page.fold_state().split(","), "it is folded for the settings"
    folded.go(0, "target")
    assert not pane(folded).is_folded, "its height stays while one goes on"
    qtbot.waitUntil(lambda: pane(folded).is_folded)


def test_what_is_opened_by_hand_stays_open(folded: Desk) -> None:
    folded.go(2, "reason")
    folded.qtbot.waitUntil(lambda: not pane(folded).is_folded)
    pane(folded).enter()
    folded.go(0, "target")
    pane(folded).settle()  # as if the keyboard had rested
    assert not pane(folded).is_folded
    assert "detail" not in folded.page.fold_state().split(",")


def test_what_is_folded_by_hand_stays_folded(folded: Desk) -> None:
    folded.go(2, "reason")
    folded.qtbot.waitUntil(lambda: not pane(folded).is_folded)
    pane(folded).button.click()
    folded.go(0, "target")
    folded.go(2, "reason")
    pane(folded).settle()
    assert pane(folded).is_folded


def test_it_stays_folded_where_the_tree_needs_the_room(folded: Desk) -> None:
    folded.page.resize(640, 380)
    folded.go(2, "reason")
    pane(folded).settle()
    assert pane(folded).is_folded


def test_beside_the_paper_alone_it_is_not_written_and_catches_up_when_it_is_seen_again(desk: Desk) -> None:
    desk.go(0, "reason")
    desk.page.ways.by_name["actionWayPaper"].trigger()
    shown = text(desk).toPlainText()
    desk.page.go_to(nodes_of(desk.document, 3)[6], "reason")
    assert text(desk).toPlainText() == shown
    desk.page.ways.by_name["actionWayTree"].trigger()
    assert text(desk).toPlainText() == desk.indicator(6).reason != shown
    assert says(desk) == f"{len(desk.indicator(6).reason)} 字　偏差原因分析及改进措施　长效机制"


@pytest.mark.parametrize("written", ["", "abc", "国", "部分环节工作进度有待加快。", "第一行\n第二行"])
def test_up_to_two_lines_its_height_does_not_follow_the_text(desk: Desk, written: str) -> None:
    desk.go(0, "reason")
    field = text(desk)
    field.setPlainText("国")
    height = field.sizeHint().height()
    field.setPlainText(written)
    assert field.sizeHint().height() == height
