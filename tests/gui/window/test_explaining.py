"""怎么改 in the window: by key, menu and button, for a finding of the form, of the cell and of what forms share."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QPushButton
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import put_into_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.finding_help import FINDING_HELP
from selfeval_gui.messages import finding_line
from selfeval_gui.views.department.department_tables import SharedTable
from selfeval_gui.views.form.finding_help_dialog import FindingHelpDialog
from tests.helpers.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    return desk


def told(desk: Desk) -> str:
    (dialog,) = desk.all(FindingHelpDialog)
    return dialog.text.toPlainText()


def says(text: str, code: str) -> bool:
    return all(part in text for part in FINDING_HELP[code])


def test_each_finding_of_the_list_is_explained_by_key_and_button(desk: Desk) -> None:
    view = desk.find("findingList", QListView)
    for row in range(view.model().rowCount()):
        index = view.model().index(row, 0)
        desk.window.activateWindow()
        desk.qtbot.waitUntil(desk.window.isActiveWindow)
        view.setFocus()
        view.setCurrentIndex(index)
        desk.qtbot.keyClick(view, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        code = index.data(Qt.ItemDataRole.UserRole)
        assert says(told(desk), code)
        assert told(desk).startswith(str(index.data()))
    button = desk.find("findingExplain", QPushButton)
    assert button.isVisible()
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(desk.all(FindingHelpDialog)) == 1
    desk.qtbot.keyClick(desk.all(FindingHelpDialog)[0], Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: not desk.all(FindingHelpDialog))


def test_in_the_tree_it_is_the_finding_of_the_cell(desk: Desk) -> None:
    page = desk.window.pages.form_page()
    finding = next(each for each in desk.session.shown if each.code == "band.degree_word")
    page.findings.list.setCurrentIndex(page.findings.list.model().index(0, 0))
    page.go_to(NodeId(str(finding.node)), finding.field)
    desk.trigger("actionExplain")
    assert says(told(desk), "band.degree_word")


@pytest.mark.parametrize("on_paper", [False, True])
@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("implementing_unit", "cell.required"),
        ("expected_goal", "cell.required"),
        ("funds.total.score", "execution.score"),
    ],
)
def test_at_a_field_of_the_form_it_is_the_finding_of_the_field(
    desk: Desk, field: str, code: str, on_paper: bool
) -> None:
    page = desk.window.pages.form_page()
    if code == "cell.required":
        put_into_field(desk.session, field, "")
    if on_paper:
        desk.trigger("actionWayPaper")
    other = next(row for row, each in enumerate(desk.session.shown) if each.code == "band.degree_word")
    page.findings.list.setCurrentIndex(page.findings.list.model().index(other, 0))
    finding = next(each for each in desk.session.shown if (each.field, each.code) == (field, code))
    page.go_to("", field)
    desk.qtbot.keyClick(desk.window.focusWidget(), Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert says(told(desk), code)
    assert told(desk).startswith(finding_line(finding, desk.session.form))


def test_between_forms_it_is_what_they_share(desk: Desk) -> None:
    desk.trigger("actionDepartment")
    table = desk.find("sharedTable", SharedTable)
    desk.qtbot.waitUntil(lambda: table.model().rowCount() > 2)
    desk.wait_until_read()
    table.setFocus()
    table.selectRow(1)
    page = desk.window.review.department
    assert page.shared_at_hand is not None
    desk.qtbot.keyClick(table, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert says(told(desk), page.shared_at_hand.code)
    assert desk.find("departmentExplain", QPushButton).isVisible()


def test_without_a_finding_it_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path)
    desk.trigger("actionExplain")
    assert [text for _kind, text in desk.notifier.said] == [
        "这里没有检查结果。有问题的格子或检查结果列表里的一条，才有“怎么改”。"
    ]
