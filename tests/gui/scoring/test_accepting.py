"""Accepting a finding: reason and name, one undo step, still listed; errors refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from selfeval_gui.item_models.columns import ProjectColumn, Role
from selfeval_gui.rules.accepted import still_open
from selfeval_gui.views.scoring.accept_dialog import AcceptDialog
from tests.helpers.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


def choose(desk: Desk, row: int) -> QListView:
    view = desk.find("findingList", QListView)
    view.setCurrentIndex(view.model().index(row, 0))
    return view


def click(desk: Desk, name: str) -> None:
    button = desk.find(name, QPushButton)
    assert button.isVisible()
    assert button.isEnabled()
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def answer(desk: Desk, reason: str, by: str) -> None:
    click(desk, "findingAccept")
    desk.find("acceptReason", QPlainTextEdit).setPlainText(reason)
    desk.find("acceptBy", QLineEdit).setText(by)
    click(desk, "acceptAgree")


def test_a_finding_is_accepted_with_a_reason(desk: Desk) -> None:
    before = list(desk.session.findings)
    view = choose(desk, 0)
    answer(desk, "上级口径要求填 10 分", "李四")
    (accepted,) = desk.session.form.accepted
    assert (accepted.code, accepted.node, accepted.field) == (before[0].code, before[0].node, before[0].field)
    assert (accepted.reason, accepted.by) == ("上级口径要求填 10 分", "李四")
    assert view.model().index(0, 0).data().endswith("已接受（李四：上级口径要求填 10 分）")
    assert view.model().index(0, 0).data(Role.SEVERITY) is None
    assert desk.label("findingCounts") == "1 个警告 · 1 个已接受"
    assert desk.cell("办公用房", ProjectColumn.FINDINGS) == "1"
    assert still_open(desk.session.findings) == before[1:]
    for _round in range(2):
        desk.session.stack.undo()
        assert desk.session.findings == before
        desk.session.stack.redo()
        assert len(still_open(desk.session.findings)) == len(before) - 1


def test_it_outlives_saving(desk: Desk) -> None:
    choose(desk, 0)
    answer(desk, "已核实", "李四")
    desk.trigger("actionSave")
    desk.wait_until_written()
    text = desk.session.path.read_text(encoding="utf-8")
    assert '"reason": "已核实",\n      "by": "李四"' in text
    desk.wait_until_read()
    assert desk.cell("办公用房", ProjectColumn.FINDINGS) == "1"


def test_an_answer_can_be_taken_back(desk: Desk) -> None:
    before = list(desk.session.findings)
    choose(desk, 0)
    answer(desk, "已核实", "李四")
    assert not desk.find("findingAccept", QPushButton).isVisible()
    click(desk, "findingWithdraw")
    assert desk.session.form.accepted == []
    assert desk.session.findings == before
    assert desk.session.stack.undoText() == "不再接受检查结果"


def test_both_reason_and_name_are_needed(desk: Desk) -> None:
    choose(desk, 0)
    click(desk, "findingAccept")
    dialog = desk.find("acceptDialog", AcceptDialog)
    agree = desk.find("acceptAgree", QPushButton)
    for reason, by in (("", ""), ("  ", "李四"), ("已核实", " ")):
        dialog.reason.setPlainText(reason)
        dialog.by.setText(by)
        assert not agree.isEnabled()
        dialog.accept()
        assert dialog.isVisible()
    click(desk, "acceptCancel")
    assert desk.session.form.accepted == []
    assert desk.session.is_clean


def test_the_name_is_remembered(desk: Desk) -> None:
    choose(desk, 0)
    answer(desk, "已核实", "李四")
    choose(desk, 1)
    click(desk, "findingAccept")
    dialog = next(each for each in desk.all(AcceptDialog) if each.isVisible())
    assert dialog.by.text() == "李四"
    dialog.reject()


def test_an_error_cannot_be_accepted(desk: Desk) -> None:
    page = desk.window.pages.form_page()
    assert page.document is not None
    page.document.indicators.edit_requested.emit(page.tree.current_node() or "s01-1-1-1", "weight", "12")
    choose(desk, [finding.code for finding in desk.session.findings].index("weight.total"))
    button = desk.find("findingAccept", QPushButton)
    assert button.isVisible()
    assert not button.isEnabled()
    assert button.toolTip() == "错误不能接受，请改正"


def test_cells_of_accepted_findings_carry_no_mark(desk: Desk) -> None:
    row = next(row for row, finding in enumerate(desk.session.findings) if finding.node)
    finding = desk.session.findings[row]
    page = desk.window.pages.form_page()
    assert page.document is not None
    index = page.document.indicators.index_of(finding.node, finding.field)
    assert index.data(Role.SEVERITY) == "warning"
    choose(desk, row)
    answer(desk, "已核实", "李四")
    assert index.data(Role.SEVERITY) is None
    assert desk.find("findingCounts", QLabel).text() == "1 个警告 · 1 个已接受"
