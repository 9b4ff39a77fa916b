"""A walk over what a screen reader meets on every page and in every dialog, and the work of somebody who only hears."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QWidget,
)
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import walk
from selfeval_gui.messages import finding_sentence
from selfeval_gui.storage.store import load
from selfeval_gui.views.basics.action_table import SPECS
from tests.helpers.all_dialogs import DIALOGS, close_dialogs, open_dialogs, open_import_preview, open_learned_paper
from tests.helpers.desk import Desk
from tests.helpers.listening import Listener, Text, interface
from tests.helpers.spoken import faults

Role = Qt.ItemDataRole


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.projects.selectRow(0)
    desk.window.pages.form_page().set_fold_state("")
    return desk


def test_the_form_with_preview_and_overview(desk: Desk) -> None:
    for name in ("actionOverview", "actionPreview"):
        desk.trigger(name)
        assert faults(desk.window) == []


def test_the_pages_without_a_form(qtbot: QtBot, tmp_path: Path) -> None:
    assert faults(Desk(qtbot).window) == []
    assert faults(Desk(qtbot, tmp_path).window) == []


def test_between_the_forms(desk: Desk) -> None:
    desk.trigger("actionDepartment")
    desk.qtbot.waitUntil(desk.find("comparedTreeLeft", QWidget).isVisible)
    assert faults(desk.window) == []
    trees = [interface(desk.find(f"comparedTree{side}", QWidget)).text(Text.Name) for side in ("Left", "Right")]
    assert len(set(trees)) == 2


@pytest.mark.parametrize("name", sorted(DIALOGS))
def test_dialogs(desk: Desk, name: str) -> None:
    for dialog in open_dialogs(desk, name):
        assert faults(dialog) == []
    close_dialogs(desk)


def test_the_import_preview(desk: Desk, tmp_path: Path) -> None:
    for dialog in open_import_preview(desk, tmp_path):
        assert faults(dialog) == []
    close_dialogs(desk)


def test_the_page_on_an_offices_own_paper(desk: Desk, tmp_path: Path) -> None:
    for dialog in open_learned_paper(desk, tmp_path):
        assert faults(dialog) == []
    close_dialogs(desk)


def test_no_action_opens_a_dialog_that_is_not_walked_over() -> None:
    """A new dialog belongs into `DIALOGS`; these ask by a chooser, or open nothing."""
    opening = {spec.name.removeprefix("action") for spec in SPECS if spec.text.endswith("…")}
    by_chooser = {
        *(
            "OpenWorkspace",
            "OpenSamples",
            "Import",
            "ImportFolder",
            "ImportPaste",
            "SaveAs",
            "Rename",
            "ProjectList",
            "Print",
        ),
        *("ExportExcel", "ExportWord", "ExportPdf", "Summary", "ExportFindings", "ExportAllFindings"),
        *(
            "ScoreNotes",
            "AllScoreNotes",
            "Diagnostics",
            "FindEvidence",
            "ReadEvidence",
            "EvidenceList",
            "EvidenceListWord",
            "PackEvidence",
        ),
    }
    after_reading = {"DrawForms", "DepartmentVersion"}  # a worker reads first; tests/gui/review uses their dialogs
    by_chooser |= {"Receive", "ReceiveFolder", "SumUpAccepted", "SumUpAll", "Reminder", "ArchiveYear", "OpenArchive"}
    assert opening - by_chooser - after_reading <= DIALOGS


# ---- the work of somebody who only hears -----------------------------------------------------------------------------


def test_a_score_is_found_heard_changed_and_saved_by_ear_and_keys(
    qtbot: QtBot, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ears = Listener(monkeypatch)
    desk = Desk(qtbot, samples)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)

    def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget() or desk.window, key, modifiers)

    def heard() -> str:
        """Return what is said of the place of the focus: the current cell of a view, or the widget itself."""
        widget = QApplication.focusWidget()
        if isinstance(widget, QAbstractItemView):
            index = widget.currentIndex()
            parts = (index.data(Role.AccessibleTextRole), index.data(Role.AccessibleDescriptionRole))
            return " ".join(str(part) for part in parts if part)
        return "" if widget is None else interface(widget).text(Text.Name)

    while (widget := QApplication.focusWidget()) is None or interface(widget).role() != QAccessible.Role.Table:
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Home)
    while "市科协办公用房维修项目" not in heard():
        before = heard()
        press(Qt.Key.Key_Down)
        assert heard() != before
    for _pane in range(9):
        press(Qt.Key.Key_F6)
        widget = QApplication.focusWidget()
        if widget is not None and interface(widget).role() == QAccessible.Role.Tree:
            break
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Home)
    while not heard().startswith("长效机制"):
        before = heard()
        press(Qt.Key.Key_Down)
        assert heard() != before
    while "得分，三级 长效机制" not in heard():
        press(Qt.Key.Key_Right)
    value, _column, _row = heard().partition(" 得分，")
    assert value.split("\n")[0] == "6"
    session = desk.session
    (place,) = (node for node, field in session.marks if field == "score" and _name(desk, node) == "长效机制")
    for finding in session.marks[place, "score"]:
        assert finding_sentence(finding) in value
    ears.take()
    press(Qt.Key.Key_7)
    assert "得分，三级 长效机制" in heard()  # the editor
    press(Qt.Key.Key_Return)
    assert "总分 92，等级 优，分值合计 100" in ears.take()  # 91 before, and one more
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.wait_until_written()
    qtbot.waitUntil(lambda: session.is_clean)
    assert any(words.startswith("已保存 ") for words in ears.take())
    (kept,) = (row for row, _level in walk(load(session.path).form.indicators) if row.name == "长效机制")
    assert str(kept.score) == "7"


def _name(desk: Desk, node: NodeId | None) -> str:
    return "" if node is None else desk.session.tree.node(node).name
