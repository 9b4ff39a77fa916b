"""Going back in time: each save leaves a version; one can be put back as a change, or opened as a copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.storage import user_data
from selfeval_gui.storage.store import load
from tests.helpers.desk import Desk


def save(desk: Desk, notes: str) -> None:
    type_into_field(desk.session, "notes", notes)
    desk.trigger("actionSave")
    desk.qtbot.waitUntil(lambda: desk.session.is_clean and not desk.window.forms.is_busy)


def dialogs(desk: Desk) -> list[QDialog]:
    return [dialog for dialog in desk.all(QDialog) if dialog.objectName() == "historyDialog" and dialog.isVisible()]


def look_back(desk: Desk) -> list[list[str]]:
    desk.trigger("actionHistory")
    desk.qtbot.waitUntil(lambda: bool(dialogs(desk)))
    table = desk.find("historyList", QTableWidget)
    return [
        [item.text() for column in range(table.columnCount()) if (item := table.item(row, column))]
        for row in range(table.rowCount())
    ]


def saved_thrice(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    for notes in ("一", "二", "三"):
        save(desk, notes)
    return desk


def changes(desk: Desk) -> str:
    return desk.find("historyChanges", QPlainTextEdit).toPlainText()


def press(desk: Desk, name: str) -> None:
    desk.find(f"history{name}", QPushButton).click()


def test_a_list_with_time_total_and_differences(qtbot: QtBot, samples: Path) -> None:
    desk = saved_thrice(qtbot, samples)
    rows = look_back(desk)
    assert [row[1:] for row in rows] == [["90", "1 处"]] * 3
    assert changes(desk) == "备注：“三” → “二”"
    desk.find("historyList", QTableWidget).setCurrentCell(2, 0)
    assert changes(desk) == "备注：“三” → 空白"
    press(desk, "Close")
    assert desk.session.form.notes == "三"


def test_restoring_is_an_undoable_change(qtbot: QtBot, samples: Path) -> None:
    desk = saved_thrice(qtbot, samples)
    session, path = desk.session, desk.session.path
    look_back(desk)
    press(desk, "Restore")
    assert (session.form.notes, session.is_clean) == ("二", False)
    assert load(path).form.notes == "三"
    assert "恢复" in session.stack.undoText()
    session.stack.undo()
    assert (session.form.notes, session.is_clean) == ("三", True)
    session.stack.redo()
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    assert load(path).form.notes == "二"
    assert "“二” → “三”" in (look_back(desk) and changes(desk)), "what was restored over is a version, too"
    press(desk, "Close")


def test_a_version_opens_as_a_copy(qtbot: QtBot, samples: Path) -> None:
    desk = saved_thrice(qtbot, samples)
    path = desk.session.path
    look_back(desk)
    press(desk, "Copy")
    qtbot.waitUntil(lambda: desk.session.path != path)
    assert load(desk.session.path).form.notes == "二"
    assert load(path).form.notes == "三"
    assert load(desk.session.path).form.id != load(path).form.id


def test_a_form_without_versions_says_so(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    assert look_back(desk) == []
    assert "还没有" in desk.label("historyWords")
    assert not desk.find("historyRestore", QPushButton).isEnabled()
    press(desk, "Close")


def test_versions_follow_a_renamed_file(qtbot: QtBot, samples: Path) -> None:
    desk = saved_thrice(qtbot, samples)
    with qtbot.waitSignal(desk.window.forms.renamed):
        desk.window.forms.rename(desk.session, "别名")
    assert len(look_back(desk)) == 3
    press(desk, "Close")


def test_a_damaged_version_is_counted_not_shown(qtbot: QtBot, samples: Path) -> None:
    desk = saved_thrice(qtbot, samples)
    versions = sorted((user_data.data_folder() / "versions").rglob("*.json"))
    assert len(versions) == 3
    versions[1].write_bytes(b"{")
    assert len(look_back(desk)) == 2
    assert "1 个版本已损坏" in desk.find("historyWords", QLabel).text()
    press(desk, "Close")


def test_a_data_folder_that_refuses_stops_no_save(qtbot: QtBot, samples: Path) -> None:
    data = user_data.data_folder()
    data.mkdir(parents=True, exist_ok=True)
    (data / "versions").write_bytes(b"in the way")
    desk = saved_thrice(qtbot, samples)
    assert load(desk.session.path).form.notes == "三"
    assert sum("版本没有留下来" in text for _kind, text in desk.notifier.said) == 3, "each failure speaks"
    assert desk.session.path.name in desk.notifier.said[-1][1]


def test_versions_that_are_not_kept_are_said_of_all_that_are_saved_at_once(qtbot: QtBot, samples: Path) -> None:
    data = user_data.data_folder()
    data.mkdir(parents=True, exist_ok=True)
    (data / "versions").write_bytes(b"in the way")
    desk = Desk(qtbot, samples)
    names = [desk.change(name).path.name for name in ("国际交流", "办公用房")]
    desk.trigger("actionSaveAll")
    qtbot.waitUntil(lambda: any("版本没有留下来" in text for _kind, text in desk.notifier.said))
    assert all(name in desk.notifier.said[-1][1] for name in names)


def test_a_version_of_another_project_is_called_so(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流")
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    type_into_field(session, "project_name", "社区食堂改造")
    table = look_back(desk)
    assert "另一个项目：2020 年国际交流与合作项目（2020）" in table[0][2]
    press(desk, "Close")
