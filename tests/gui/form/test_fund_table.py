"""The fund table and its unit, by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.exchange.clipboard.html_in import read_html
from selfeval_gui.item_models.columns import Role
from selfeval_gui.views.form.fund_table import FundTable
from tests.helpers.documents import blank_form, open_form, open_sample, sample_form, type_chinese
from tests.helpers.form_desk import Desk

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk(qtbot, open_sample(1))
    desk.page.set_fold_state("")
    return desk


def table(desk: Desk) -> FundTable:
    return desk.part(FundTable, "fundTable")


def cell_text(desk: Desk, field: str) -> str:
    return str(desk.document.funds.index_of(field).data())


def wheel(widget: QWidget) -> None:
    place = QPointF(widget.rect().center())
    turn = QPoint(0, -120)
    no_key, no_button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(place, widget.mapToGlobal(place), turn, turn, no_button, no_key, phase, False)
    QApplication.sendEvent(widget, event)


def test_typing_an_amount_updates_rate_and_findings_at_once(desk: Desk) -> None:
    desk.page.go_to("", "funds.total.executed")
    assert QApplication.focusWidget() is table(desk)
    desk.keys("110")
    desk.key(Key.Key_Return)
    assert desk.session.form.funds.total.executed == 110
    assert cell_text(desk, "printed.execution_rate") == "100.00%（原表 92.40%）"
    assert "execution.score" not in [finding.code for finding in desk.session.findings]
    desk.session.stack.undo()
    assert cell_text(desk, "printed.execution_rate") == "92.40%"


def test_tab_passes_over_what_is_computed_and_leaves_at_the_end(desk: Desk) -> None:
    desk.page.go_to("", "funds.total.weight")
    desk.key(Key.Key_Tab)
    assert table(desk).currentIndex() == desk.document.funds.index_of("funds.total.score")
    desk.key(Key.Key_Tab)
    assert table(desk).currentIndex() == desk.document.funds.index_of("funds.parts.appropriation.initial_budget")
    desk.page.go_to("", "funds.parts.other.executed")
    desk.key(Key.Key_Tab)
    assert QApplication.focusWidget() is not table(desk)


def skip_parts(desk: Desk) -> QAction:
    """Choose to have Tab pass over the part rows, on the page as the window gives it its action."""
    action = QAction("Tab 跳过分项资金行", desk.page, checkable=True)
    desk.page.ways.take_parts_action(action)
    action.setChecked(True)
    return action


def field_here(desk: Desk) -> str:
    return str(table(desk).currentIndex().data(Role.FIELD))


def test_tab_passes_over_the_part_rows_where_that_is_chosen(desk: Desk) -> None:
    desk.page.go_to("", "funds.parts.other.executed")
    desk.key(Key.Key_Tab)
    after_the_table = QApplication.focusWidget()
    action = skip_parts(desk)
    assert action in table(desk).actions()
    assert table(desk).contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu
    desk.page.go_to("", "funds.total.score")
    desk.key(Key.Key_Tab)
    assert QApplication.focusWidget() is after_the_table
    desk.key(Key.Key_Backtab, SHIFT)
    assert QApplication.focusWidget() is table(desk)
    assert field_here(desk) == "funds.total.score"
    desk.keys("9")  # an editor is open: Tab keeps what stands there and leaves all the same
    desk.key(Key.Key_Tab)
    assert QApplication.focusWidget() is after_the_table
    assert desk.session.form.funds.total.score == 9
    action.setChecked(False)
    desk.page.go_to("", "funds.total.score")
    desk.key(Key.Key_Tab)
    assert field_here(desk) == "funds.parts.appropriation.initial_budget"


def test_arrows_and_enter_reach_the_part_rows_all_the_same(desk: Desk) -> None:
    skip_parts(desk)
    for key in (Key.Key_Down, Key.Key_Return):
        desk.page.go_to("", "funds.total.executed")
        desk.key(key)
        assert field_here(desk) == "funds.parts.appropriation.executed"
    desk.key(Key.Key_Tab)  # who has gone there fills them in
    assert field_here(desk) == "funds.parts.carried_over.initial_budget"


def test_tab_comes_to_the_totals_from_both_sides(desk: Desk) -> None:
    skip_parts(desk)
    desk.page.go_to("", "funds.total.score")
    desk.key(Key.Key_Tab)
    beyond = QApplication.focusWidget()
    desk.page.go_to("", "funds.parts.other.annual_budget")
    assert beyond is not None
    beyond.setFocus()
    desk.key(Key.Key_Backtab, SHIFT)
    assert field_here(desk) == "funds.total.score"
    desk.page.go_to("", "funds.parts.other.annual_budget")
    desk.part(QComboBox, "fundUnit").setFocus()
    while QApplication.focusWidget() is not table(desk):
        desk.key(Key.Key_Tab)
    assert field_here(desk) == "funds.total.initial_budget"


def test_tab_from_an_open_editor_leaves_at_the_end(desk: Desk) -> None:
    desk.page.go_to("", "funds.parts.other.executed")
    desk.keys("3")
    desk.key(Key.Key_Tab)
    assert QApplication.focusWidget() is not table(desk)
    assert desk.session.form.funds.parts.other.executed == 3


def test_what_is_no_number_stays_open_with_a_hint(desk: Desk) -> None:
    desk.page.go_to("", "funds.total.executed")
    type_chinese(table(desk), "一百")
    desk.key(Key.Key_Return)
    editor = desk.part(QLineEdit, "cellEditor")
    assert editor.text() == "一百"
    assert "不是数字" in desk.label("cellHint")
    assert not desk.page.commit_editors()
    assert desk.page.pending() == ("", "funds.total.executed", "一百")
    desk.key(Key.Key_Escape)
    assert desk.page.commit_editors()
    assert desk.session.stack.count() == 0


@pytest.mark.parametrize(
    ("typed", "kept"), [("１０１．６４", "101.64"), ("1,234.50 万元", "1234.50"), ("２０元", "0.002"), ("\u200b5", "5")]
)
def test_amounts_are_taken_as_typed(desk: Desk, typed: str, kept: str) -> None:
    desk.page.go_to("", "funds.parts.other.initial_budget")
    type_chinese(table(desk), typed)
    desk.key(Key.Key_Return)
    assert str(desk.session.form.funds.parts.other.initial_budget) == kept


@pytest.mark.parametrize("typed", ["110 120", "①110", "10²"])
def test_what_would_have_to_be_joined_to_a_number_is_refused_with_a_sentence(desk: Desk, typed: str) -> None:
    before = desk.session.form.funds.parts.other.initial_budget
    desk.page.go_to("", "funds.parts.other.initial_budget")
    type_chinese(table(desk), typed)
    desk.key(Key.Key_Return)
    assert desk.session.form.funds.parts.other.initial_budget == before
    assert f"“{typed}”" in desk.label("cellHint")
    desk.key(Key.Key_Escape)


def test_an_amount_in_another_unit_is_converted_and_undo_says_so(desk: Desk) -> None:
    desk.page.go_to("", "funds.total.executed")
    type_chinese(table(desk), "1016400元")
    desk.key(Key.Key_Return)
    assert str(desk.session.form.funds.total.executed) == "101.64"
    assert desk.session.stack.count() == 0  # the form held 101.64 already
    desk.page.go_to("", "funds.total.executed")
    type_chinese(table(desk), "0.0099亿元")
    desk.key(Key.Key_Return)
    assert cell_text(desk, "funds.total.executed") == "99"
    assert desk.session.stack.undoText() == "修改全年执行数 101.64→99（0.0099亿元换算为 99 万元）"
    desk.session.stack.undo()
    assert cell_text(desk, "funds.total.executed") == "101.64"


def test_an_amount_of_a_templates_own_row_is_converted_when_it_is_left(qtbot: QtBot) -> None:
    form = sample_form(1)
    form.extra["单位资金.executed"] = "5"
    desk = Desk(qtbot, open_form(form))
    desk.page.set_fold_state("")
    desk.page.go_to("", "extra.单位资金.executed")
    desk.key(Key.Key_A, CTRL)
    type_chinese(QApplication.focusWidget(), "70000元")
    assert desk.session.form.extra["单位资金.executed"] == "70000元"
    desk.page.go_to("", "notes")
    assert desk.session.form.extra["单位资金.executed"] == "7"
    assert desk.session.stack.undoText() == "修改单位资金 全年执行数（70000元换算为 7 万元）"


def test_an_amount_under_yuan_is_converted(desk: Desk) -> None:
    desk.document.session.form.funds.unit = "元"
    desk.page.go_to("", "funds.parts.other.executed")
    type_chinese(table(desk), "101.64万元")
    desk.key(Key.Key_Return)
    assert cell_text(desk, "funds.parts.other.executed") == "1016400"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("92.4%", "“92.4%”是百分比，这里要填金额，如 92.4；执行率由程序按金额算出。"),
        ("1.234元", "“1.234元”换算成万元以后太长：最多 15 位数字，其中小数最多 6 位。请四舍五入以后再填。"),
    ],
)
def test_what_is_no_amount_stays_open_and_is_told(desk: Desk, typed: str, sentence: str) -> None:
    desk.page.go_to("", "funds.total.executed")
    type_chinese(table(desk), typed)
    desk.key(Key.Key_Return)
    assert desk.part(QLineEdit, "cellEditor").text() == typed
    assert desk.label("cellHint") == sentence
    assert desk.session.stack.count() == 0


def test_a_budget_of_nothing_gives_no_rate_and_a_finding(desk: Desk) -> None:
    for typed in ("0", ""):
        desk.page.go_to("", "funds.total.annual_budget")
        desk.key(Key.Key_Delete)
        desk.keys(typed)
        assert desk.page.commit_editors()
        assert not cell_text(desk, "printed.execution_rate").startswith("9")
        assert "execution.no_budget" in [finding.code for finding in desk.session.findings]


def test_delete_empties_cells_in_one_step(desk: Desk) -> None:
    desk.page.go_to("", "funds.total.initial_budget")
    desk.key(Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    desk.key(Key.Key_Delete)
    total = desk.session.form.funds.total
    assert (total.initial_budget, total.annual_budget, desk.session.stack.count()) == (None, None, 1)


def test_it_is_as_high_as_its_rows(desk: Desk) -> None:
    view = table(desk)
    last = view.visualRect(desk.document.funds.index(3, 5))
    assert view.viewport().rect().contains(last)
    assert view.verticalScrollBar().maximum() == 0
    assert view.horizontalScrollBar().maximum() == 0


# ---- the unit --------------------------------------------------------------------------------------------------------


def choose(desk: Desk, name: str, row: int) -> None:
    """Choose an entry of a box by keyboard."""
    box = desk.part(QComboBox, name)
    box.setFocus()
    key = Key.Key_Down if row > box.currentIndex() else Key.Key_Up
    while box.currentIndex() != row:
        desk.qtbot.keyClick(box, key)


def test_a_new_unit_leaves_the_numbers_and_offers_to_convert(desk: Desk) -> None:
    convert = desk.part(QPushButton, "fundConvert")
    assert not convert.isVisible()
    choose(desk, "fundUnit", 1)
    assert desk.session.form.funds.unit == "元"
    assert desk.session.form.funds.total.executed == Decimal("101.64")
    assert "数字没有变" in desk.label("fundUnitHint")
    assert convert.text() == "把金额换算成元"
    desk.qtbot.mouseClick(convert, Qt.MouseButton.LeftButton)
    assert desk.session.form.funds.total.executed == Decimal("1016400")
    assert not convert.isVisible()
    assert desk.session.stack.count() == 2
    desk.session.stack.undo()
    assert desk.session.form.funds.total.executed == Decimal("101.64")
    desk.session.stack.undo()
    assert desk.part(QComboBox, "fundUnit").currentText() == "万元"
    assert desk.session.is_clean


def test_undoing_the_unit_ends_the_offer(desk: Desk) -> None:
    choose(desk, "fundUnit", 1)
    desk.session.stack.undo()
    assert not desk.part(QPushButton, "fundConvert").isVisible()


def test_without_amounts_there_is_nothing_to_convert(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_form(blank_form()))
    desk.page.set_fold_state("")
    choose(desk, "fundUnit", 1)
    assert not desk.part(QPushButton, "fundConvert").isVisible()


def test_a_conversion_that_does_not_fit_is_refused_in_words(desk: Desk) -> None:
    choose(desk, "fundUnit", 1)
    desk.document.funds.edit_requested.emit("funds.total.executed", "0.001")
    choose(desk, "fundUnit", 0)
    desk.qtbot.mouseClick(desk.part(QPushButton, "fundConvert"), Qt.MouseButton.LeftButton)
    assert "没有换算" in desk.label("fundUnitHint")
    assert str(desk.session.form.funds.total.executed) == "0.001"


def test_the_wheel_changes_no_box(desk: Desk) -> None:
    for name in ("fundUnit", "ruleSetBox"):
        box = desk.part(QComboBox, name)
        before = box.currentIndex()
        wheel(box)
        box.setFocus()
        wheel(box)
        assert box.currentIndex() == before
    assert desk.session.stack.count() == 0


# ---- the clipboard ---------------------------------------------------------------------------------------------------


@pytest.fixture
def said(desk: Desk) -> list[str]:
    heard: list[str] = []
    desk.page.said.connect(heard.append)
    return heard


def amounts(desk: Desk) -> list[list[str]]:
    model = desk.document.funds
    return [[str(model.index(row, column).data()) for column in range(3)] for row in range(4)]


def test_a_block_of_amounts_from_a_sheet_is_one_step(desk: Desk, said: list[str]) -> None:
    before = desk.session.frozen()[0]
    QApplication.clipboard().setText("120\t110.5\t100\r\n100\t90\t80\r\n20\t20.5\t—\r\n\t\t20\r\n")
    desk.page.go_to("", "funds.total.initial_budget")
    desk.key(Key.Key_V, CTRL)
    assert amounts(desk) == [["120", "110.5", "100"], ["100", "90", "80"], ["20", "20.5", ""], ["", "", "20"]]
    assert desk.session.stack.count() == 1
    assert desk.session.stack.undoText() == "粘贴 9 个单元格"
    desk.session.stack.undo()
    assert desk.session.frozen()[0] == before
    assert said == []


def test_pasted_amounts_are_converted_and_undo_says_so(desk: Desk, said: list[str]) -> None:
    desk.page.go_to("", "funds.parts.other.initial_budget")
    QApplication.clipboard().setText("20000元\t3\t1亿元\r\n")
    desk.key(Key.Key_V, CTRL)
    assert amounts(desk)[3] == ["2", "3", "10000"]
    assert desk.session.stack.undoText() == "粘贴 3 个单元格（20000元换算为 2 万元 等 2 处）"
    QApplication.clipboard().setText("92.4%")
    desk.key(Key.Key_V, CTRL)
    assert amounts(desk)[3] == ["2", "3", "10000"]
    assert said == ["“92.4%”是百分比，这里要填金额，如 92.4；执行率由程序按金额算出。没有粘贴。"]


def test_a_row_as_on_paper_says_what_it_left_out(desk: Desk, said: list[str]) -> None:
    row = "<table><tr><td>47</td><td>47</td><td>45</td><td>10</td><td>95.74%</td><td>9</td><td>备注</td></tr></table>"
    mime = QMimeData()
    mime.setHtml(row)
    QApplication.clipboard().setMimeData(mime)
    desk.page.go_to("", "funds.total.initial_budget")
    desk.key(Key.Key_V, CTRL)
    total = desk.session.form.funds.total
    assert [total.initial_budget, total.annual_budget, total.executed] == [47, 47, 45]
    assert (total.weight, total.score) == (10, 9)
    assert said == ["有 2 个单元格没有粘贴：那里是算出来的，或者超出了表格。"]


def test_a_block_with_a_word_in_it_changes_nothing(desk: Desk, said: list[str]) -> None:
    before = desk.session.frozen()[0]
    for text in ("年初\t全年\r\n1\t2", "12万吨", " \n"):
        QApplication.clipboard().setText(text)
        desk.page.go_to("", "funds.total.initial_budget")
        desk.key(Key.Key_V, CTRL)
    assert said == [
        "“年初”不是数字，没有粘贴。这里要填数字，如 15 或 92.4。",
        "“12万吨”不是数字，没有粘贴。这里要填数字，如 15 或 92.4。",
        "剪贴板里没有能粘贴到这里的文字或数字。",
    ]
    assert desk.session.frozen()[0] == before
    assert desk.session.stack.count() == 0


def test_amounts_are_copied_as_a_block_and_cut(desk: Desk, said: list[str]) -> None:
    QApplication.clipboard().setText("1\t2\r\n3\t4")
    desk.page.go_to("", "funds.parts.appropriation.initial_budget")
    desk.key(Key.Key_V, CTRL)
    desk.key(Key.Key_Right, SHIFT)
    desk.key(Key.Key_Down, SHIFT)
    desk.key(Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "1\t2\r\n3\t4\r\n"
    assert read_html(QApplication.clipboard().mimeData().html()).rows == [["1", "2"], ["3", "4"]]  # type: ignore[union-attr]
    desk.key(Key.Key_X, CTRL)
    assert [row[:2] for row in amounts(desk)[1:3]] == [["", ""], ["", ""]]
    assert desk.session.stack.count() == 2
    QApplication.clipboard().setText("5")
    desk.key(Key.Key_V, CTRL)
    assert [row[:2] for row in amounts(desk)[1:3]] == [["5", "5"], ["5", "5"]]


def test_a_form_only_looked_at_takes_no_amounts(desk: Desk, said: list[str]) -> None:
    desk.session.set_read_only(True)
    QApplication.clipboard().setText("5")
    desk.page.go_to("", "funds.total.initial_budget")
    for key in (Key.Key_V, Key.Key_X):
        desk.key(key, CTRL)
    assert desk.session.stack.count() == 0
