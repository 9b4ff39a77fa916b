"""分摊: the tool bar says what is left, the dialog shows each row's share, one step gives it, nothing without being asked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPushButton, QRadioButton, QToolButton, QTreeWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_cell
from selfeval_gui.commands.rule_set import choose_rule_set
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.views.basics.tree_rows import top_rows
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from tests.helpers.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    """Form 1: weights 15, 15, 15 of 产出, 11, 11, 11 and 11 of 效益, 11 of 满意度."""
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


def tree_of(desk: Desk) -> IndicatorTree:
    return desk.find("indicatorTree", IndicatorTree)


def rows(desk: Desk) -> list[NodeId]:
    return [NodeId(leaf.id) for leaf in level_three(desk.session.form.indicators)]


def weights(desk: Desk) -> list[str]:
    return ["" if leaf.weight is None else str(leaf.weight) for leaf in level_three(desk.session.form.indicators)]


def weigh(desk: Desk, **texts: str) -> None:
    """Type weights; `r0="5"` is the first row's."""
    model = tree_of(desk).indicator_model()
    assert model is not None
    for row, text in texts.items():
        type_into_cell(model, rows(desk)[int(row[1:])], "weight", text)


def choose_rows(desk: Desk, *numbers: int) -> None:
    tree = tree_of(desk)
    model = tree.indicator_model()
    assert model is not None
    tree.go_to(rows(desk)[numbers[0]], "weight")
    tree.selectionModel().clearSelection()
    for number in numbers:
        index = model.index_of(rows(desk)[number], "weight")
        tree.selectionModel().select(index, tree.selectionModel().SelectionFlag.Select)


def open_dialog(desk: Desk) -> QDialog:
    desk.trigger("actionDistribute")
    return desk.find("distributeDialog", QDialog)


def preview(desk: Desk) -> list[list[str]]:
    table = desk.find("distributeTable", QTreeWidget)
    return [[row.text(column) for column in range(4)] for row in top_rows(table)]


def left(desk: Desk) -> str:
    return desk.find("weightLeft", QToolButton).text()


def test_the_tool_bar_says_what_is_left(desk: Desk) -> None:
    assert weights(desk) == ["15", "15", "15", "11", "11", "11", "11", "11"][:8]
    assert left(desk) == ""
    weigh(desk, r0="5")
    assert left(desk) == "分值还差 10"
    weigh(desk, r0="16.5")
    assert left(desk) == "分值多 1.5"
    desk.trigger("actionUndo")
    desk.trigger("actionUndo")
    assert left(desk) == ""


def test_what_is_left_to_the_levels_set_weight(desk: Desk) -> None:
    """Under 财预〔2020〕10号: 产出 50, 效益 30, 满意度 10, and 10 for the execution row inside the 100."""
    choose_rule_set(desk.session, presets()["mof-2020"])
    tree_of(desk).go_to(rows(desk)[0], "weight")
    assert left(desk) == "分值多 10　产出指标还差 5"
    tree_of(desk).go_to(rows(desk)[-1], "weight")
    assert left(desk) == "分值多 10　满意度指标多 1"


def test_evenly_over_the_chosen_rows(desk: Desk) -> None:
    weigh(desk, r0="", r1="", r2="")
    choose_rows(desk, 0, 1, 2)
    steps, before = desk.session.stack.count(), desk.session.frozen()[0]
    open_dialog(desk)
    assert [row[3] for row in preview(desk)] == ["15", "15", "15"]
    desk.find("distributeStep", QComboBox).setCurrentText("0.1")
    assert [row[1:] for row in preview(desk)] == [["", "+15", "15"]] * 3
    desk.find("distributeAccept", QPushButton).click()
    assert weights(desk)[:3] == ["15", "15", "15"]
    assert desk.session.stack.count() == steps + 1
    assert desk.session.stack.undoText() == "分摊分值到 3 行"
    desk.trigger("actionUndo")
    assert desk.session.frozen()[0] == before


def test_in_proportion_and_live_preview(desk: Desk) -> None:
    weigh(desk, r0="10", r1="20", r2="5")
    choose_rows(desk, 0, 1)
    open_dialog(desk)
    assert desk.find("distributeByWeight", QRadioButton).isChecked()
    assert [row[2] for row in preview(desk)] == ["+3", "+7"]
    desk.find("distributeStep", QComboBox).setCurrentText("0.5")
    assert [row[2] for row in preview(desk)] == ["+3.5", "+6.5"]
    desk.find("distributeEvenly", QRadioButton).click()
    assert [row[2] for row in preview(desk)] == ["+5", "+5"]
    desk.find("distributeCancel", QPushButton).click()
    assert weights(desk)[:3] == ["10", "20", "5"]


def test_a_chosen_level_row_stands_for_what_is_below_and_its_set_weight_comes_first(desk: Desk) -> None:
    choose_rule_set(desk.session, presets()["mof-2020"])
    tree = tree_of(desk)
    tree.go_to(NodeId(desk.session.form.indicators[0].id), "name")
    open_dialog(desk)
    goals = desk.find("distributeGoal", QComboBox)
    assert [goals.itemText(place) for place in range(goals.count())] == ["产出指标 50（还差 5）", "总分 100（多 10）"]
    desk.find("distributeEvenly", QRadioButton).click()
    desk.find("distributeAccept", QPushButton).click()
    assert weights(desk)[:3] == ["17", "17", "16"]


def test_what_would_leave_nothing_is_refused(desk: Desk) -> None:
    weigh(desk, r0="60")
    choose_rows(desk, 1, 2)
    open_dialog(desk)
    words = desk.find("distributeWords", QLabel).text()
    assert words.startswith("“项目质量达标率”的分值会变成 -8")
    assert not desk.find("distributeAccept", QPushButton).isEnabled()
    desk.find("distributeDialog", QDialog).accept()
    assert weights(desk)[1:3] == ["15", "15"]
    desk.find("distributeCancel", QPushButton).click()


def test_blank_weights_have_no_proportion_and_nothing_to_give_is_said(desk: Desk) -> None:
    choose_rows(desk, 0, 1)
    desk.trigger("actionDistribute")
    assert desk.notifier.said[-1] == ("info", "没有要分摊的：分值合计已经是 100，各级也符合设定的分值。")
    weigh(desk, r0="", r1="")
    open_dialog(desk)
    desk.find("distributeByWeight", QRadioButton).click()
    assert "没有比例可依" in desk.find("distributeWords", QLabel).text()
    assert not desk.find("distributeAccept", QPushButton).isEnabled()
    desk.find("distributeCancel", QPushButton).click()


def test_a_rest_smaller_than_the_step_goes_to_one_row(desk: Desk) -> None:
    weigh(desk, r0="14.7", r1="10")
    choose_rows(desk, 1, 2)
    open_dialog(desk)
    desk.find("distributeEvenly", QRadioButton).click()
    desk.find("distributeStep", QComboBox).setCurrentText("1")
    assert [row[2] for row in preview(desk)] == ["+3", "+2.3"]
    assert "不够一个步长的 0.3 归“项目完成及时性”" in desk.find("distributeWords", QLabel).text()
    desk.find("distributeAccept", QPushButton).click()
    assert sum(Decimal(text) for text in weights(desk)) == 100
