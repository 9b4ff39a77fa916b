"""A level removed with its children: a bar that names the form and takes the step back, and goes with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.commands.replace import replace_form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
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


@pytest.mark.parametrize(("texts", "offers"), [("甲\t一\n乙\t二\n", True), ("甲", False)])
def test_a_paste_over_two_rows_offers_to_take_it_back(qtbot: QtBot, samples: Path, texts: str, offers: bool) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("素质纲要")
    page, session = desk.window.pages.form_page(), desk.session
    page.go_to(next(iter(level_three(session.form.indicators))).id, "target")
    before = session.frozen()[0]
    QApplication.clipboard().setText(texts)
    page.tree_actions.by_name["actionPaste"].trigger()
    qtbot.waitUntil(lambda: next(iter(level_three(session.form.indicators))).target == "甲")
    bar = desk.window.pages.bar
    assert ("粘贴 4 个单元格" in bar.text) is offers
    if offers:
        assert session.form.project_name in bar.text
        desk.find("messageAction", QToolButton).click()
        assert session.frozen()[0] == before
    assert bar.text == ""


def test_another_version_of_the_form_offers_the_old_one(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    session = desk.session
    other = session.form.model_copy(deep=True)
    other.notes = "别处改的"
    assert replace_form(session, other, "从“回收.xlsx”更新")
    assert desk.window.pages.bar.text == "“2020 年市科协办公用房维修项目”：从“回收.xlsx”更新。"
    desk.find("messageAction", QToolButton).click()
    assert session.form.notes != "别处改的"
