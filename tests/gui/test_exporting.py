"""Exports from the window: one form, all of them, and everything that can stand in their way."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from selfeval_gui.app import export
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.storage import store
from selfeval_gui.storage.errors import SaveFailed
from tests.helpers.desk import Desk


def cells(path: Path) -> list[str]:
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return [str(value) for row in sheet.to_python() for value in row if value != ""]


def wait_for_export(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)


def break_weights(desk: Desk, name: str) -> None:
    """Give a form an error."""
    desk.choose(name)
    type_into_field(desk.session, "rule_set", "mof-2020")


def test_export_holds_what_is_on_the_page(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.change("国际交流")
    type_into_field(desk.session, "department", "改过的部门")
    target = tmp_path / "导出.xlsx"
    desk.notifier.targets = [target]
    desk.trigger("actionExportExcel")
    wait_for_export(desk)
    assert desk.notifier.said == [("info", f"已导出：{target}")]
    assert "改过的部门" in cells(target)
    assert not desk.session.is_clean
    assert desk.notifier.asked[0][0].endswith("2020 年国际交流与合作项目.xlsx .xlsx")


def test_export_given_up(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.notifier.targets = [None]
    desk.trigger("actionExportExcel")
    assert list(samples.glob("*.xlsx")) == []


@pytest.mark.parametrize("answer", ["export", "cancel"])
def test_errors_are_asked_about(qtbot: QtBot, samples: Path, tmp_path: Path, answer: str) -> None:
    desk = Desk(qtbot, samples)
    break_weights(desk, "国际交流")
    target = tmp_path / "a.xlsx"
    desk.notifier.answers = [answer]
    desk.notifier.targets = [target]
    desk.trigger("actionExportExcel")
    assert desk.notifier.asked[0][1] == ["导出", "取消"]
    if answer == "export":
        wait_for_export(desk)
    assert target.exists() == (answer == "export")


def test_target_open_in_excel(qtbot: QtBot, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[Path] = []
    write = store.write_export

    def held_once(path: Path, data: bytes, *, overwrite: bool) -> None:
        tries.append(path)
        if len(tries) == 1:
            raise SaveFailed("save.in_use")
        write(path, data, overwrite=overwrite)

    monkeypatch.setattr(export, "write_export", held_once)
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.notifier.targets = [tmp_path / "a.xlsx"]
    desk.notifier.answers = ["retry"]
    desk.trigger("actionExportExcel")
    wait_for_export(desk)
    assert "Excel" in desk.notifier.asked[1][0]
    assert desk.notifier.asked[1][1] == ["再试", "换个位置…", "取消"]
    assert cells(tmp_path / "a.xlsx")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder's write protection does not stop its owner on Windows")
def test_folder_that_refuses_and_another_one(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.notifier.targets = [tmp_path / "file" / "a.xlsx", tmp_path / "b.xlsx"]
    desk.notifier.answers = ["elsewhere"]
    desk.trigger("actionExportExcel")
    wait_for_export(desk)
    assert cells(tmp_path / "b.xlsx")


def test_all_forms_a_file_each(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    (samples / "坏.json").write_bytes(b"")
    desk = Desk(qtbot, samples)
    desk.change("国际交流")
    type_into_field(desk.session, "department", "改过的部门")
    out = tmp_path / "导出"
    desk.notifier.folders = [out]
    desk.trigger("actionExportAll")
    assert not desk.action("actionExportAll").isEnabled()
    qtbot.waitUntil(lambda: len(list(out.glob("*.xlsx"))) == 14, timeout=30_000)
    qtbot.waitUntil(lambda: any("已导出 14 份" in text for _kind, text in desk.notifier.said))
    assert "改过的部门" in cells(out / "2020 年国际交流与合作项目.xlsx")
    assert desk.action("actionExportAll").isEnabled()


@pytest.mark.parametrize(("answer", "count"), [("export", 14), ("skip", 13), ("cancel", 0)])
def test_errors_among_all_forms(qtbot: QtBot, samples: Path, tmp_path: Path, answer: str, count: int) -> None:
    desk = Desk(qtbot, samples)
    break_weights(desk, "国际交流")
    out = tmp_path / "out"
    desk.notifier.folders = [out]
    desk.notifier.answers = [answer]
    desk.trigger("actionExportAll")
    qtbot.waitUntil(lambda: not desk.notifier.answers, timeout=20_000)
    qtbot.waitUntil(desk.action("actionExportAll").isEnabled, timeout=30_000)
    assert len(list(out.glob("*.xlsx"))) == count


@pytest.mark.parametrize("answer", ["overwrite", "cancel"])
def test_existing_files_are_asked_about_once(qtbot: QtBot, samples: Path, tmp_path: Path, answer: str) -> None:
    old = [tmp_path / f"{name}.xlsx" for name in ("2020 年国际交流与合作项目", "2020 年星级学会示范项目")]
    for path in old:
        path.write_bytes(b"old")
    desk = Desk(qtbot, samples)
    desk.notifier.folders = [tmp_path]
    desk.notifier.answers = [answer]
    desk.trigger("actionExportAll")
    qtbot.waitUntil(lambda: not desk.notifier.answers, timeout=20_000)
    qtbot.waitUntil(desk.action("actionExportAll").isEnabled, timeout=30_000)
    assert len(desk.notifier.asked) == 2
    assert (old[0].read_bytes() == b"old") == (answer == "cancel")


def test_failures_among_all_forms_can_be_tried_again(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "2020 年国际交流与合作项目.xlsx"
    blocked.mkdir()
    desk = Desk(qtbot, samples)
    desk.notifier.folders = [tmp_path]
    desk.notifier.answers = ["overwrite", "cancel"]
    desk.trigger("actionExportAll")
    qtbot.waitUntil(lambda: not desk.notifier.answers, timeout=30_000)
    assert "1 个文件没有导出" in desk.notifier.asked[-1][0]
    assert len([path for path in tmp_path.glob("*.xlsx") if path.is_file()]) == 13


def test_a_long_export_can_be_stopped(
    qtbot: QtBot, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()
    begun: list[Path] = []

    def slow(_data: bytes, target: Path) -> list[str]:
        begun.append(target)
        go_on.wait(20)
        return []

    monkeypatch.setattr(export, "export_form", slow)
    desk = Desk(qtbot, samples)
    desk.notifier.folders = [tmp_path]
    desk.trigger("actionExportAll")
    qtbot.waitUntil(lambda: bool(begun))
    stop = desk.find("progressCancel", QToolButton)
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(desk.action("actionExportAll").isEnabled)
    assert len(begun) == 1
    assert "已停止" in desk.notifier.said[0][1]
    assert not stop.isVisible()


def test_closing_during_an_export_ends_it(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.notifier.folders = [tmp_path]
    desk.trigger("actionExportAll")
    assert desk.window.close()
