"""A fix taken with the keyboard: its button goes, the list of findings has the keys, Ctrl+Z undoes the fix."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.rules.finding import Finding
from selfeval_gui.storage.codec import encode
from tests.helpers.desk import Desk
from tests.helpers.judged.case import form


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_fix_taken_by_keys_is_undone_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    changed = form(rule_set="shanghai-2020", of=2)  # the execution row stands beside the total
    changed.rule_set = "mof-2020"
    (tmp_path / "表.json").write_bytes(encode(changed))
    desk = Desk(qtbot, tmp_path)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.choose("表.json")
    qtbot.waitUntil(lambda: desk.window.current.session is not None)

    def codes() -> list[str]:
        found: list[Finding] = desk.session.findings
        return [each.code for each in found]

    qtbot.keyClick(focus(), Qt.Key.Key_F7)
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus().objectName() == "findingFix"
    qtbot.keyClick(focus(), Qt.Key.Key_Space)
    assert codes() == []
    assert focus() is desk.find("findingList", QListView)
    qtbot.keyClick(focus(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert codes() == ["weight.total", "weight.level"]
