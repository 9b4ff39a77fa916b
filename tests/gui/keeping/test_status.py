"""草稿 and 定稿: a mark that can be set, undone, and is asked about once where errors are left; 全部保存 without a form."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QListWidget, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.commands.rule_set import choose_rule_set
from selfeval_gui.item_models.columns import ProjectColumn, Role
from selfeval_gui.rules.rule_set import presets
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


@pytest.mark.parametrize("way", ["actionWayTree", "actionWayPaper", "actionWayBeside"])
def test_who_works_on_the_paper_stays_on_it(desk: Desk, way: str) -> None:
    ways = desk.window.pages.form_page().ways
    desk.trigger(way)
    shown = ways.way
    for step in ("actionFinal", "actionUndo", "actionRedo"):
        desk.trigger(step)
        assert ways.way == shown, step
    choose_rule_set(desk.session, presets()["mof-2020"])
    desk.trigger("actionUndo")
    assert ways.way == shown


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


def agree_to_mark(desk: Desk, *names: str, is_final: bool = True) -> None:
    """Tick forms in the dialog, choose what they become, and agree."""
    desk.trigger("actionFinalMany")
    dialog = desk.find("statusDialog", QDialog)
    desk.find("statusNoForms", QPushButton).click()
    assert not desk.find("statusAccept", QPushButton).isEnabled()
    shown = desk.find("statusForms", QListWidget)
    for row in range(shown.count()):
        if any(name in shown.item(row).text() for name in names):
            shown.item(row).setCheckState(Qt.CheckState.Checked)
    desk.find("statusFinal" if is_final else "statusDraft", QRadioButton).click()
    desk.find("statusAccept", QPushButton).click()
    assert not dialog.isVisible()


def mark(desk: Desk, *names: str, is_final: bool = True) -> tuple[str, str]:
    """Have forms marked, and return what is said then."""
    said = len(desk.notifier.said)
    agree_to_mark(desk, *names, is_final=is_final)
    desk.qtbot.waitUntil(lambda: len(desk.notifier.said) > said)
    return desk.notifier.said[-1]


def status_of(desk: Desk, name: str) -> str:
    session = desk.window.forms.session_at(desk.index(name).data(Role.PATH))
    assert session is not None, name
    return session.form.status


def test_several_forms_are_made_final_each_with_its_own_step_and_no_file_is_written(desk: Desk) -> None:
    paths = [desk.index(name).data(Role.PATH) for name in ("办公用房", "素质纲要")]
    before = [path.read_bytes() for path in paths]
    assert mark(desk, "办公用房", "素质纲要") == ("info", "标明了 2 份表，保存以后才写进文件；每份表可以各自撤销。")
    assert (status_of(desk, "办公用房"), status_of(desk, "素质纲要")) == ("final", "final")
    assert desk.find("statusBox", QCheckBox).isChecked()
    assert len(desk.window.forms.changed) == 2
    assert [path.read_bytes() for path in paths] == before
    desk.trigger("actionUndo")
    assert (status_of(desk, "办公用房"), status_of(desk, "素质纲要")) == ("draft", "final")
    said = mark(desk, "办公用房", "素质纲要", is_final=False)
    assert said == ("info", "标明了 1 份表，保存以后才写进文件；每份表可以各自撤销。")
    assert status_of(desk, "素质纲要") == "draft"
    assert mark(desk, "素质纲要", is_final=False) == ("info", "没有要改的：这些表已经是这样。")


@pytest.mark.parametrize(("answer", "first"), [("final", "final"), ("skip", "draft")])
def test_errors_in_several_forms_are_asked_about_once(desk: Desk, answer: str, first: str) -> None:
    type_into_field(desk.session, "rule_set", "mof-2020")
    desk.notifier.answers.append(answer)
    mark(desk, "办公用房", "素质纲要")
    ((text, choices),) = desk.notifier.asked
    assert text.startswith("1 份表还有错误，例如“2020 年市科协办公用房维修项目”，仍然定稿吗？")
    assert choices == ["全部定稿", "跳过这些", "取消"]
    assert (status_of(desk, "办公用房"), status_of(desk, "素质纲要")) == (first, "final")


def test_no_form_is_marked_where_the_question_about_errors_is_given_up(desk: Desk) -> None:
    type_into_field(desk.session, "rule_set", "mof-2020")
    desk.notifier.answers.append("cancel")
    agree_to_mark(desk, "办公用房", "素质纲要")
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.asked))
    assert status_of(desk, "办公用房") == "draft"
    assert desk.window.forms.session_at(desk.index("素质纲要").data(Role.PATH)) is None


def test_forms_that_others_have_open_are_left_alone_and_named(desk: Desk) -> None:
    desk.session.set_read_only(True)
    severity, text = mark(desk, "办公用房", "素质纲要")
    assert severity == "warn"
    assert text == (
        "标明了 1 份表，保存以后才写进文件；每份表可以各自撤销。"
        "有 1 份表别人正打开着，这里只读，没有改：2020 年市科协办公用房维修项目。"
    )
    assert (status_of(desk, "办公用房"), status_of(desk, "素质纲要")) == ("draft", "final")
    desk.session.set_read_only(False)


def test_all_can_be_saved_while_no_form_is_shown(desk: Desk) -> None:
    session = desk.session
    type_into_field(session, "notes", "x")
    desk.window.current.leave()
    desk.trigger("actionSaveAll")
    desk.wait_until_written()
    assert load(session.path).form.notes == "x"
    desk.qtbot.waitUntil(lambda: not desk.action("actionSaveAll").isEnabled())
