"""What a screen reader says of a form's page: its totals by name, and each word that passes."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.views.form.sections import FoldButton
from tests.helpers.documents import open_form, open_sample, sample_form
from tests.helpers.form_desk import Desk
from tests.helpers.listening import Listener, Text, interface, name_of

Key = Qt.Key


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> Listener:
    return Listener(monkeypatch)


@pytest.fixture
def desk(qtbot: QtBot, ears: Listener) -> Desk:
    desk = Desk(qtbot, open_sample(1))
    ears.take()
    return desk


@pytest.mark.parametrize(
    ("label", "text", "heard"),
    [
        ("totalScore", "91", "总分 91"),
        ("totalGrade", "优", "等级 优"),
        ("totalWeight", "100", "分值合计 100"),
        ("totalOtherBasis", "101", "含执行率的总分 101"),
    ],
)
def test_a_total_is_heard_with_its_name(desk: Desk, label: str, text: str, heard: str) -> None:
    assert desk.part(QLabel, label).text() == text
    assert name_of(desk.part(QWidget, label)) == heard


def test_how_a_score_comes_about_is_heard(desk: Desk) -> None:
    desk.go(0, "score")
    label = desk.part(QLabel, "scoreExplanation")
    assert label.text()
    assert name_of(label) == f"得分怎么来 {label.text()}"


def test_a_new_total_is_read_out_and_so_are_new_counts(desk: Desk, ears: Listener) -> None:
    desk.go(0, "score")
    desk.keys("14")
    desk.key(Key.Key_Return)
    heard = ears.take()
    assert "总分 90，等级 优，分值合计 100" in heard
    assert [words for words in heard if "个警告" in words] == [desk.label("findingCounts")]
    desk.go(1, "actual")
    desk.keys("x")
    desk.key(Key.Key_Return)
    assert not [words for words in ears.take() if "总分" in words]  # it is the same as before


def test_refused_input_is_read_out(desk: Desk, ears: Listener) -> None:
    desk.go(0, "score")
    desk.keys("abc")
    desk.key(Key.Key_Return)
    assert ears.take() == [desk.hint()]
    desk.key(Key.Key_Escape)


def test_why_a_cell_is_not_edited_is_read_out(desk: Desk, ears: Listener) -> None:
    model = desk.document.indicators
    desk.page.go_to(str(model.node_at(model.index(0, 0))), "score")
    desk.key(Key.Key_F2)
    assert ears.take() == ["这一格是算出来的，或者不用填，不能在这里输入。"]


def test_a_unit_that_left_the_numbers_alone_is_read_out(desk: Desk, ears: Listener) -> None:
    desk.page.go_to("", "funds.unit")
    desk.key(Key.Key_Down)
    assert "只改了单位，数字没有变。" in ears.take()


def test_a_year_that_is_none_is_read_out(desk: Desk, ears: Listener) -> None:
    desk.page.go_to("", "year")
    desk.keys("x")
    desk.page.go_to("", "department")
    assert desk.label("yearHint") in ears.take()


# ---- cells and groups ------------------------------------------------------------------------------------------------


def cell(desk: Desk, node: str, field: str) -> tuple[str, str]:
    """Return what is said of a cell of the tree, and after it."""
    index = desk.document.indicators.index_of(NodeId(node), field)
    role = Qt.ItemDataRole
    return str(index.data(role.AccessibleTextRole)), str(index.data(role.AccessibleDescriptionRole))


def test_a_cell_says_its_value_its_column_its_row_and_level(desk: Desk) -> None:
    (leaf,) = (node for node in desk.leaves if desk.session.tree.node(node).name == "长效机制")
    desk.session.tree.node(leaf).reason = ""
    assert cell(desk, leaf, "weight") == ("11", "分值，三级 长效机制")
    assert cell(desk, leaf, "reason") == ("空白", "偏差原因分析及改进措施，三级 长效机制")
    top = str(desk.session.form.indicators[0].id)
    assert cell(desk, top, "weight")[1] == "分值，一级 产出指标，合计，算出来的"
    assert cell(desk, top, "target") == ("空白", "年度指标值，一级 产出指标，不用填")


def test_an_open_editor_says_which_cell_it_edits(desk: Desk) -> None:
    desk.go(0, "score")
    desk.key(Key.Key_F2)
    assert name_of(desk.editor()) == cell(desk, desk.leaves[0], "score")[1]


def test_the_fund_table_says_column_row_and_what_is_computed(desk: Desk) -> None:
    role = Qt.ItemDataRole.AccessibleDescriptionRole
    funds = desk.document.funds
    assert funds.index_of("funds.total.executed").data(role) == "全年执行数，年度资金总额"
    assert funds.index_of("printed.execution_rate").data(role).endswith("，算出来的")


def test_a_group_says_whether_it_is_open_and_what_is_wrong_inside(desk: Desk) -> None:
    line = desk.part(FoldButton, "foldFunds")
    assert name_of(line) == "项目资金，已折叠，1 个警告"
    assert interface(line).role() == QAccessible.Role.Button
    desk.page.set_fold_state("info,goals,notes")
    assert name_of(line) == "项目资金，已展开，1 个警告"


def test_folding_by_hand_is_heard(desk: Desk, ears: Listener) -> None:
    line = desk.part(FoldButton, "foldInfo")
    line.setFocus()
    ears.take()
    desk.key(Key.Key_Space)
    assert ears.take() == ["项目信息，已展开"]


def test_no_markup_is_heard(qtbot: QtBot) -> None:
    form = sample_form(1)
    form.project_name, form.department = "<b>项目</b>" * 20, ""
    desk = Desk(qtbot, open_form(form), width=500)
    desk.page.grab()
    widgets = cast(list[QWidget], desk.page.findChildren(QWidget))
    said = {widget.objectName(): interface(widget).text(Text.Description) for widget in widgets}
    assert said["formTitle"] == form.project_name
    assert said["fieldDepartment"]
    assert [name for name, words in said.items() if "white-space" in words or "&lt;" in words] == []


def test_who_is_led_to_a_cell_has_the_focus_there_before_the_cell_is_chosen(desk: Desk) -> None:
    """Only then a screen reader hears of the cell."""
    focus: list[QWidget | None] = []
    desk.tree.choice_changed.connect(lambda: focus.append(QApplication.focusWidget()))
    desk.page.go_to("", "year")
    focus.clear()
    desk.page.go_to(desk.leaves[3], "score")
    assert focus and set(focus) == {desk.tree}
