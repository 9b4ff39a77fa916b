"""草稿 and 定稿: a mark that can be set, undone, and is asked about once where errors are left; 全部保存 without a form."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.item_models.columns import ProjectColumn
from selfeval_gui.storage.store import load
from tests.helpers.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


def test_a_form_is_made_final_and_a_draft_again(desk: Desk) -> None:
    session = desk.session
    desk.trigger("actionFinal")
    assert session.form.status == "final"
    assert desk.action("actionFinal").isChecked()
    assert desk.label("savedStateText") == "未保存"
    session.stack.undo()
    assert (session.form.status, desk.action("actionFinal").isChecked()) == ("draft", False)
    session.stack.redo()
    desk.trigger("actionSave")
    desk.wait_until_written()
    assert load(session.path).form.status == "final"
    assert desk.cell("办公用房", ProjectColumn.STATE) == "定稿"
    desk.trigger("actionFinal")
    assert session.form.status == "draft"


def test_the_box_on_the_page_is_another_way_to_it(desk: Desk) -> None:
    session, box = desk.session, desk.find("statusBox", QCheckBox)
    assert (box.text(), box.accessibleName(), box.isVisible()) == ("定稿", "定稿", True)
    desk.find("fieldNotes", QWidget).setFocus()
    box.click()
    assert (session.form.status, box.isChecked(), desk.action("actionFinal").isChecked()) == ("final", True, True)
    desk.trigger("actionUndo")
    assert (session.form.status, box.isChecked()) == ("draft", False)
    session.stack.redo()
    assert box.isChecked()
    desk.choose("素质纲要")
    assert not box.isChecked()
    desk.choose("办公用房")
    assert box.isChecked()
    session.set_read_only(True)
    assert not box.isEnabled()
    session.set_read_only(False)
    assert box.isEnabled()


def test_a_final_form_that_is_changed_says_so(desk: Desk) -> None:
    desk.trigger("actionFinal")
    desk.trigger("actionSave")
    desk.wait_until_written()
    type_into_field(desk.session, "notes", "x")
    assert desk.label("savedStateText") == "定稿后有改动，未保存"
    assert desk.cell("办公用房", ProjectColumn.STATE) == "定稿有改动"
    desk.session.stack.undo()
    assert desk.cell("办公用房", ProjectColumn.STATE) == "定稿"


@pytest.mark.parametrize(("answer", "status"), [("final", "final"), ("cancel", "draft")])
def test_errors_are_asked_about_once(desk: Desk, answer: str, status: str) -> None:
    leaf = desk.session.form.indicators[0].children[0].children[0]
    desk.window.current.document().indicators.edit_requested.emit(leaf.id, "weight", "12")  # type: ignore[union-attr]
    desk.notifier.answers.append(answer)
    desk.trigger("actionFinal")
    ((text, _choices),) = desk.notifier.asked
    assert text.startswith("这份表还有 3 个错误，仍然定稿吗？")
    assert desk.session.form.status == status
    assert desk.action("actionFinal").isChecked() is (status == "final")
    assert desk.find("statusBox", QCheckBox).isChecked() is (status == "final")


def test_all_can_be_saved_while_no_form_is_shown(desk: Desk) -> None:
    session = desk.session
    type_into_field(session, "notes", "x")
    desk.window.current.leave()
    desk.trigger("actionSaveAll")
    desk.wait_until_written()
    assert load(session.path).form.notes == "x"
    desk.qtbot.waitUntil(lambda: not desk.action("actionSaveAll").isEnabled())
