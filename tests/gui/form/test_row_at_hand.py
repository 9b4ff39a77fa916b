"""What is said of the current row, and what can be done with it, follows each step, and is told once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_cell
from selfeval_gui.domain.form import Evidence
from tests.helpers.documents import open_sample
from tests.helpers.form_desk import Desk
from tests.helpers.paper_desk import PaperDesk


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, open_sample(1))


def write(desk: Desk, number: int, field: str, text: str) -> None:
    type_into_cell(desk.document.indicators, desk.leaves[number], field, text)


def pane(desk: Desk) -> QPlainTextEdit:
    return desk.part(QPlainTextEdit, "detailText")


def give_weight(desk: Desk) -> str:
    action = desk.page.tree_actions.by_name["actionGiveWeight"]
    return action.text() if action.isEnabled() else ""


def test_a_step_that_leads_elsewhere_tells_of_the_row_there_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.go(3, "name")
    said: list[str] = []
    monkeypatch.setattr(desk.page.findings, "explain", said.append)
    write(desk, 1, "weight", "6")
    assert desk.current() == (desk.leaves[1], "weight")
    assert said == [desk.document.indicators.explanation(desk.leaves[1])]
    assert pane(desk).toPlainText() == desk.indicator(1).reason
    assert give_weight(desk).startswith("分值补到这一行")


def test_actions_and_text_follow_a_step_the_page_does_not_go_along_with(desk: Desk) -> None:
    desk.go(0, "reason")
    with desk.page.staying():
        write(desk, 0, "weight", "12")
        write(desk, 0, "reason", "人手不够。")
    assert desk.current() == (desk.leaves[0], "reason")
    assert give_weight(desk) == "分值补到这一行（改为 15）"
    assert pane(desk).toPlainText() == "人手不够。"


def test_actions_and_text_follow_a_step_at_the_current_cell(desk: Desk) -> None:
    desk.go(0, "weight")
    write(desk, 0, "weight", "12")
    assert give_weight(desk) == "分值补到这一行（改为 15）"
    desk.session.stack.undo()
    assert not give_weight(desk)
    desk.session.stack.redo()
    assert give_weight(desk) == "分值补到这一行（改为 15）"


def test_a_step_taken_back_elsewhere_leaves_no_old_text_to_come_back(desk: Desk) -> None:
    before = desk.indicator(0).reason
    desk.go(0, "reason")
    pane(desk).setFocus()
    desk.keys("x")
    assert desk.indicator(0).reason != before
    desk.go(2, "target")
    desk.session.stack.undo()
    assert desk.indicator(0).reason == before
    assert desk.current() == (desk.leaves[0], "reason")
    assert pane(desk).toPlainText() == before


def test_the_ground_of_the_text_is_that_of_its_cell_and_plain_again_elsewhere(desk: Desk) -> None:
    desk.go(0, "reason")
    plain = pane(desk).palette().base().color()
    write(desk, 0, "score", "5")
    write(desk, 0, "reason", "")
    assert (desk.leaves[0], "reason") in desk.session.marks
    assert pane(desk).palette().base().color() != plain
    desk.session.stack.undo()
    assert (desk.leaves[0], "reason") not in desk.session.marks
    assert pane(desk).palette().base().color() == plain


def test_documents_of_a_row_leave_with_it(desk: Desk) -> None:
    desk.indicator(0).evidence.append(Evidence(id="e1", name="签到表", path="签到表.pdf"))
    shown = desk.page.detail.evidence
    desk.go(0, "name")
    assert [entry.name for entry in shown.documents.entries] == ["签到表"]
    desk.go(1, "name")
    assert shown.documents.entries == []
    assert not shown.isVisible()
    desk.go(0, "name")
    assert [entry.name for entry in shown.documents.entries] == ["签到表"]


def test_enter_behind_what_was_typed_tells_of_the_row_it_leads_to_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.go(1, "weight")
    said: list[str] = []
    monkeypatch.setattr(desk.page.findings, "explain", said.append)
    desk.keys("6")
    desk.key(Qt.Key.Key_Return)
    assert desk.current() == (desk.leaves[2], "weight")
    assert said == [desk.document.indicators.explanation(desk.leaves[2])]


def test_enter_at_the_end_of_the_form_tells_of_what_was_typed(desk: Desk) -> None:
    last = len(desk.leaves) - 1
    desk.go(last, "weight")
    assert not give_weight(desk)
    desk.keys("0.5")
    desk.key(Qt.Key.Key_Return)
    assert desk.current() == (desk.leaves[last], "weight")
    assert give_weight(desk).startswith("分值补到这一行")


def test_enter_on_the_paper_tells_of_the_row_it_leads_to_alone(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = PaperDesk(qtbot, open_sample(1))
    desk.at(desk.leaves[1], "score")
    said: list[str] = []
    monkeypatch.setattr(desk.page.findings, "explain", said.append)
    desk.keys("3")
    desk.key(Qt.Key.Key_Return)
    assert desk.here() == (desk.leaves[2], "score")
    assert said == [desk.document.indicators.explanation(desk.leaves[2])]


def test_enter_behind_the_last_score_of_the_paper_tells_of_its_own_row(qtbot: QtBot) -> None:
    desk = PaperDesk(qtbot, open_sample(1))
    last = desk.leaves[-1]
    desk.at(last, "weight")
    assert not give_weight(desk)
    desk.keys("0.5")
    desk.key(Qt.Key.Key_Return)
    assert desk.session.tree.node(last).weight == Decimal("0.5")
    assert give_weight(desk).startswith("分值补到这一行")
    assert desk.paper.viewport().rect().contains(desk.paper.visualRect(desk.paper.currentIndex()))
