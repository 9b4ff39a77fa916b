"""Two long tasks at a time: the bar shows one of them, and 停止 stops that one alone."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.storage import store
from selfeval_gui.views.output.export_forms_dialog import ExportFormsDialog
from selfeval_gui.work import exporting, importing
from selfeval_gui.work.incoming import ReadIn
from selfeval_gui.work.progress import Progress
from tests.helpers.desk import Desk


def test_one_stop_stops_one_task(qtbot: QtBot, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export_may_go_on, import_may_go_on, write = Event(), Event(), store.write_export

    def slow_write(path: Path, data: bytes, *, overwrite: bool) -> None:
        export_may_go_on.wait(20)
        write(path, data, overwrite=overwrite)

    def slow_read(_paths: list[Path], _folder: Path, report: Progress) -> ReadIn:
        while not import_may_go_on.wait(0.01):
            report(1, 3, None)
        return ReadIn([], [], [])

    monkeypatch.setattr(exporting, "write_export", slow_write)
    monkeypatch.setattr(importing, "read_files", slow_read)
    desk = Desk(qtbot, samples)
    bar = desk.find("statusProgress", QWidget)

    def shown() -> str:
        return desk.all(QLabel, bar)[0].text() if bar.isVisible() else ""

    desk.notifier.folders = [tmp_path]
    desk.trigger("actionExportAll")
    desk.find("exportDialog", ExportFormsDialog).accept()
    qtbot.waitUntil(lambda: shown().startswith("正在导出"), timeout=20_000)
    desk.notifier.sources = [tmp_path / "一.xlsx"]
    desk.trigger("actionImport")
    assert shown().startswith("正在导出")

    qtbot.mouseClick(desk.find("progressCancel", QToolButton), Qt.MouseButton.LeftButton)
    export_may_go_on.set()
    qtbot.waitUntil(lambda: shown() == "正在读取 1 / 3", timeout=20_000)
    assert [text[:6] for _kind, text in desk.notifier.said] == ["导出已停止。"]
    assert desk.window.imports.is_busy

    import_may_go_on.set()
    qtbot.waitUntil(lambda: not desk.window.imports.is_busy)
    assert [text for _kind, text in desk.notifier.said if "停止" in text] == [desk.notifier.said[0][1]]
    assert not bar.isVisible()
