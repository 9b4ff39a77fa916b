"""A level removed with its children: a bar that names the form and takes the step back, and goes with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.domain.ids import NodeId
from tests.helpers.desk import Desk


def test_removing_a_level_offers_to_take_it_back(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    page, session = desk.window.pages.form_page(), desk.session
    top = session.form.indicators[0]
    before = session.frozen()[0]
    page.go_to(top.id, "name")
    page.tree_actions.by_name["actionRemove"].trigger()
    assert NodeId(top.id) not in session.tree
    bar = desk.window.pages.bar
    assert bar.text == "“2020 年市科协办公用房维修项目”：删除指标“产出指标”。"
    desk.find("messageAction", QToolButton).click()
    assert session.frozen()[0] == before
    assert bar.text == ""
    session.stack.redo()
    assert bar.text
    type_into_field(session, "notes", "x")
    assert bar.text == "", "its button would take back the note"
    session.stack.undo()
    session.stack.undo()
    session.stack.redo()
    desk.choose("素质纲要")
    assert bar.text == ""
