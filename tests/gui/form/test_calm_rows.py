"""A row that is only begun shows one quiet sign; its blank cells are told when it is left, at save and on 检查."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.fields import NEW_ROW
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import INDICATOR_FIELD, Role
from selfeval_gui.views.projects.new_form_dialog import NewFormDialog
from tests.helpers.desk import Desk as WindowDesk
from tests.helpers.documents import nodes_of, open_sample
from tests.helpers.form_desk import Desk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, open_sample(1))


def signs(desk: Desk, node: str) -> list[str]:
    model = desk.document.indicators
    return [name for name in INDICATOR_FIELD if model.index_of(NodeId(node), name).data(Role.SEVERITY) is not None]


def test_a_new_row_has_no_sign_before_it_is_left(desk: Desk) -> None:
    desk.go(0, "name")
    before = desk.part(QLabel, "findingCounts").text()
    desk.key(Key.Key_Return, CTRL)
    new = desk.current()[0]
    assert signs(desk, new) == []
    assert desk.part(QLabel, "findingCounts").text() == f"{before} · 待填 1"
    desk.keys("abc")
    desk.key(Key.Key_Tab)
    assert signs(desk, new) == []
    assert desk.part(QLabel, "findingCounts").text() == f"{before} · 待填 1"
    desk.key(Key.Key_Down)
    assert signs(desk, new) == ["name"]
    assert "待填" not in desk.part(QLabel, "findingCounts").text()
    desk.key(Key.Key_Up)
    assert signs(desk, new) == ["name"]


def test_a_row_typed_into_the_faint_one_is_as_calm(desk: Desk) -> None:
    two = nodes_of(desk.document, 2)[0]
    desk.tree.setFocus()
    desk.tree.make_current(desk.document.indicators.index_of(two, NEW_ROW))
    desk.keys("abc")
    desk.key(Key.Key_Tab)
    new = desk.current()[0]
    assert signs(desk, new) == []
    desk.session.saved_as(desk.session.path, "", desk.session.stack.index())
    assert signs(desk, new) == ["name"]


def test_leaving_the_form_tells_all(desk: Desk) -> None:
    desk.go(0, "name")
    desk.key(Key.Key_Return, CTRL)
    new, session, model = desk.current()[0], desk.session, desk.document.indicators
    desk.page.show_document(open_sample(2))
    assert (NodeId(new), "name") in session.marks
    assert model.index_of(NodeId(new)).data(Role.SEVERITY) is not None
    desk.page.show_document(None)


def test_a_new_form_is_calm_until_it_is_checked(qtbot: QtBot, tmp_path: Path) -> None:
    desk = WindowDesk(qtbot, tmp_path)
    desk.trigger("actionNew")
    qtbot.waitUntil(lambda: desk.window.findChild(NewFormDialog) is not None)
    dialog = desk.find("newFormDialog", NewFormDialog)
    dialog.project_name.setText("新项目")
    dialog.accept()
    qtbot.waitUntil(lambda: desk.window.current.session is not None)
    blank = [each for each in desk.session.findings if each.code in {"cell.required", "execution.no_budget"}]
    assert blank
    assert not [each for each in desk.session.shown if each in blank]
    assert f"待填 {len(blank)}" in desk.label("findingCounts")
    desk.trigger("actionCheck")
    assert desk.session.shown == desk.session.findings
    assert "待填" not in desk.label("findingCounts")
