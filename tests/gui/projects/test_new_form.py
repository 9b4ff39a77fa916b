"""A new form: from the template's framework, in a file at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QSpinBox, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import walk
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.storage.store import load
from selfeval_gui.views.basics.tree_rows import rows_below, top_rows
from selfeval_gui.views.projects.new_form_dialog import NewFormDialog
from tests.helpers.desk import Desk


class Sheet:
    """The dialog and a person's hands on it."""

    def __init__(self, dialog: NewFormDialog, qtbot: QtBot) -> None:
        self.dialog = dialog
        self.qtbot = qtbot
        self.forms: list[Form] = []
        dialog.form_made.connect(self.forms.append)

    def type_in(self, name: str, text: str) -> None:
        field = cast(QLineEdit, self.dialog.findChild(QLineEdit, name))
        field.clear()
        self.qtbot.keyClicks(field, text)

    def text(self, name: str) -> str:
        return cast(QLineEdit, self.dialog.findChild(QLineEdit, name)).text()

    def accept(self) -> None:
        button = cast(QPushButton, self.dialog.findChild(QPushButton, "newAccept"))
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def sheet(qtbot: QtBot, tmp_path: Path) -> Sheet:
    dialog = NewFormDialog(tmp_path)
    qtbot.addWidget(dialog)
    dialog.open()
    return Sheet(dialog, qtbot)


def names(form: Form) -> list[tuple[str, int]]:
    return [(node.name, level) for node, level in walk(form.indicators)]


def test_starts_from_last_year_and_the_whole_framework(qtbot: QtBot, tmp_path: Path) -> None:
    desk = sheet(qtbot, tmp_path)
    desk.type_in("newProjectName", "Project 1")
    desk.accept()
    (form,) = desk.forms
    assert (form.year, form.project_name, form.status) == (date.today().year - 1, "Project 1", "draft")
    assert [name for name, level in names(form) if level == 1] == ["产出指标", "效益指标", "满意度指标"]
    assert sum(level == 2 for _name, level in names(form)) == 9
    assert form.rule_set == presets()[form.template].rule_set
    assert str(form.funds.total.weight) == "10"


def test_rows_can_be_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    desk = sheet(qtbot, tmp_path)
    tree = cast(QTreeWidget, desk.dialog.findChild(QTreeWidget, "newFramework"))
    output, _benefit, satisfaction = top_rows(tree)
    rows_below(output)[1].setCheckState(0, Qt.CheckState.Unchecked)
    satisfaction.setCheckState(0, Qt.CheckState.Unchecked)
    desk.type_in("newProjectName", "P")
    desk.accept()
    made = [name for name, _level in names(desk.forms[0])]
    assert "质量指标" not in made
    assert "满意度指标" not in made
    assert "数量指标" in made


def test_needs_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    desk = sheet(qtbot, tmp_path)
    desk.type_in("newProjectName", "   ")
    desk.accept()
    desk.dialog.accept()
    assert desk.forms == []
    assert desk.dialog.isVisible()


def test_wheel_passes_over_the_year(qtbot: QtBot, tmp_path: Path) -> None:
    desk = sheet(qtbot, tmp_path)
    box = cast(QSpinBox, desk.dialog.findChild(QSpinBox, "newYear"))
    before = box.value()
    place = QPointF(box.rect().center())
    QApplication.sendEvent(
        box,
        QWheelEvent(
            *(place, QPointF(box.mapToGlobal(box.rect().center())), QPoint(0, 0), QPoint(0, 120)),
            *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
        ),
    )
    assert box.value() == before


def dialog_of(desk: Desk) -> Sheet:
    dialog = desk.find("newFormDialog", NewFormDialog)
    return Sheet(dialog, desk.qtbot)


def test_in_the_window_the_file_is_made_at_once(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.trigger("actionNew")
    form_sheet = dialog_of(desk)
    assert form_sheet.text("newDepartment") == "上海市科学技术协会"
    form_sheet.type_in("newProjectName", "A/B")
    form_sheet.accept()
    qtbot.waitUntil(lambda: desk.session.form.project_name == "A/B")
    path = samples / "A／B.json"
    assert desk.session.path == path
    assert load(path).form.department == "上海市科学技术协会"
    assert desk.session.is_clean
    assert desk.projects.currentIndex().data() == "A/B"
    desk.wait_until_read()
    assert len(desk.names()) == 15
    qtbot.waitUntil(lambda: desk.window.findChild(NewFormDialog) is None)


def test_the_goals_are_open_in_a_new_form(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.trigger("actionNew")
    form_sheet = dialog_of(desk)
    form_sheet.type_in("newProjectName", "P")
    form_sheet.accept()
    qtbot.waitUntil(lambda: desk.session.form.project_name == "P")
    assert desk.find("fieldExpectedGoal", QWidget).isVisible()
    assert desk.find("fundTable", QWidget).isVisible()


def test_without_a_workspace_a_folder_is_asked_for_first(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot)
    desk.notifier.folders = [tmp_path / "新文件夹"]
    (tmp_path / "新文件夹").mkdir()
    desk.trigger("actionNew")
    form_sheet = dialog_of(desk)
    form_sheet.type_in("newProjectName", "P")
    form_sheet.accept()
    qtbot.waitUntil((tmp_path / "新文件夹" / "P.json").exists)
    qtbot.waitUntil(lambda: desk.window.current.session is not None)


def test_without_a_folder_there_is_no_form(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.notifier.folders = [None]
    desk.trigger("actionNew")
    assert desk.window.findChild(NewFormDialog) is None


def test_folder_that_refuses_is_said(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.trigger("actionNew")
    form_sheet = dialog_of(desk)
    form_sheet.type_in("newProjectName", "P")
    samples.rename(samples.with_name("weg"))
    form_sheet.accept()
    qtbot.waitUntil(lambda: any(kind == "error" for kind, _text in desk.notifier.said))
