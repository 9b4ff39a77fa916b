"""填入得分: suggestions of the rule set for chosen or all blank rows, as one step, never over a typed score unasked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_cell
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from tests.helpers.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    return desk


def tree_of(desk: Desk) -> IndicatorTree:
    return desk.find("indicatorTree", IndicatorTree)


def model_of(desk: Desk) -> IndicatorModel:
    model = tree_of(desk).indicator_model()
    assert model is not None
    return model


def rows(desk: Desk) -> list[NodeId]:
    return [NodeId(leaf.id) for leaf in level_three(desk.session.form.indicators)]


def scores(desk: Desk) -> list[Decimal | None]:
    return [leaf.score for leaf in level_three(desk.session.form.indicators)]


def write(desk: Desk, number: int, **cells: str) -> NodeId:
    node = rows(desk)[number]
    for field, text in cells.items():
        type_into_cell(model_of(desk), node, field, text)
    return node


def test_one_row_takes_what_the_rule_set_gives(desk: Desk) -> None:
    node = write(desk, 0, target="≥50场", actual="46场", weight="10", score="")
    tree_of(desk).go_to(node, "name")
    steps = desk.session.stack.count()
    desk.trigger("actionFillScores")
    assert desk.session.tree.node(node).score == Decimal("9.20")
    assert desk.session.stack.count() == steps + 1
    assert desk.session.stack.undoText() == "填入 1 行得分"
    assert desk.notifier.asked == []
    for _round in range(2):
        desk.session.stack.undo()
        assert desk.session.tree.node(node).score is None
        desk.session.stack.redo()
        assert desk.session.tree.node(node).score == Decimal("9.20")


def test_all_blank_rows_are_filled_and_typed_ones_stay(desk: Desk) -> None:
    first = write(desk, 0, target="≥50场", actual="46场", weight="10", score="")
    second = write(desk, 1, target="及时", actual="及时", weight="5", score="")
    third = write(desk, 2, target="健全", actual="较为健全", weight="10", score="")
    typed = write(desk, 3, target="≥50场", actual="46场", weight="10", score="3")
    before = scores(desk)
    desk.trigger("actionFillEmptyScores")
    assert [desk.session.tree.node(node).score for node in (first, second, third, typed)] == [
        *(Decimal("9.2"), Decimal(5), None, Decimal(3))
    ]
    assert scores(desk)[4:] == before[4:]
    assert desk.session.stack.undoText() == "填入 2 行得分"
    (_kind, said) = desk.notifier.said[-1]
    assert said.startswith("填入了 2 行得分。1 行请自行填写，例如“")
    assert said.endswith("定性 部分达成：60–80% → 6.00–7.99。")
    desk.session.stack.undo()
    assert scores(desk) == before


def test_without_a_row_at_hand_every_blank_row_is_meant(desk: Desk) -> None:
    node = write(desk, 0, target="≥50场", actual="46场", weight="10", score="")
    tree = tree_of(desk)
    tree.clearSelection()
    tree.setCurrentIndex(tree.rootIndex())
    desk.trigger("actionFillScores")
    assert desk.session.tree.node(node).score == Decimal("9.2")


@pytest.mark.parametrize(("answer", "score"), [("replace", "9.2"), ("keep", "3"), ("cancel", "3")])
def test_a_typed_score_is_replaced_only_after_a_question(desk: Desk, answer: str, score: str) -> None:
    typed = write(desk, 0, target="≥50场", actual="46场", weight="10", score="3")
    blank = write(desk, 1, target="及时", actual="及时", weight="5", score="")
    tree = tree_of(desk)
    tree.go_to(typed, "score")
    tree.selectionModel().select(model_of(desk).index_of(blank, "score"), tree.selectionModel().SelectionFlag.Select)
    desk.notifier.answers = [answer]
    steps = desk.session.stack.count()
    desk.trigger("actionFillScores")
    question, choices = desk.notifier.asked[-1]
    assert question.startswith("1 行已经填了得分，与口径给出的不同")
    assert "3 → 9.20（正向：46/50 × 10 = 9.20）" in question
    assert choices == ["换成口径给出的", "只填空白的", "取消"]
    assert desk.session.tree.node(typed).score == Decimal(score)
    assert desk.session.tree.node(blank).score == (None if answer == "cancel" else Decimal(5))
    assert desk.session.stack.count() == steps + (answer != "cancel")


def test_a_level_row_stands_for_the_rows_below_it(desk: Desk) -> None:
    node = write(desk, 0, target="≥50场", actual="46场", weight="10", score="")
    tree_of(desk).go_to(NodeId(desk.session.tree.path(node)[0].id), "name")
    desk.notifier.answers = ["keep"] * 2
    desk.trigger("actionFillScores")
    assert desk.session.tree.node(node).score == Decimal("9.2")


def test_nothing_to_fill_is_said_and_no_step(desk: Desk) -> None:
    steps = desk.session.stack.count()
    desk.trigger("actionFillEmptyScores")
    assert desk.notifier.said[-1] == ("info", "没有要填入的得分。")
    assert desk.session.stack.count() == steps


def test_what_is_typed_just_now_counts(desk: Desk) -> None:
    node = write(desk, 0, target="≥50场", actual="46场", weight="10", score="")
    tree = tree_of(desk)
    desk.window.activateWindow()
    tree.go_to(node, "actual")
    tree.setFocus()
    for letter in "25":
        desk.qtbot.keyClicks(QApplication.focusWidget(), letter)
    assert desk.session.tree.node(node).actual == "46场"
    desk.trigger("actionFillScores")
    assert desk.session.tree.node(node).score == Decimal(5)


def test_the_row_at_hand_is_explained(desk: Desk) -> None:
    node = write(desk, 0, target="≥50场", actual="46场", weight="10", score="")
    line = desk.find("scoreExplanation", QLabel)
    tree_of(desk).go_to(node, "name")
    assert line.text() == f"正向：46/50 × 10 = 9.20。口径：{desk.session.rule_set.name}。"
    write(desk, 0, actual="50场")
    assert "达到 50，得满分 10" in line.text()
    tip = model_of(desk).index_of(node, "score").data(Qt.ItemDataRole.ToolTipRole)
    assert "达到 50，得满分 10" in tip
    tree_of(desk).go_to(NodeId(desk.session.tree.path(node)[0].id), "name")
    assert line.text() == ""
    desk.choose("素质纲要")
    assert line.text() == ""
