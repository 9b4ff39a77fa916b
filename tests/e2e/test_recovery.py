"""After a crash the next start lists what was not saved; nothing of it is gone before the user says so."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage import user_data
from selfeval_gui.storage.lock_file import lock_file
from selfeval_gui.storage.store import load
from tests.helpers.crashes import Asked, System, crash, nothing_is_asked, type_keys
from tests.helpers.desk import Desk

Start = Callable[[], Desk]


@pytest.fixture
def start(qtbot: QtBot, samples: Path) -> Start:
    """Start the program, as often as wanted; every window lives until the test is over."""
    desks: list[Desk] = []

    def one_more() -> Desk:
        desks.append(Desk(qtbot, samples))
        return desks[-1]

    return one_more


def recovery_files() -> list[Path]:
    return sorted((user_data.data_folder() / "recovery").rglob("*.recovery"))


def left_by_a_crash(start: Start, notes: str = "abc") -> Path:
    desk = start()
    path = desk.change("国际交流", notes).path
    crash(desk)
    assert len(recovery_files()) == 1
    return path


def test_restoring_is_an_unsaved_change(qtbot: QtBot, start: Start) -> None:
    path = left_by_a_crash(start)
    before = path.read_bytes()
    desk = start()
    asked = Asked(desk)
    ((name, _time, state, count),) = asked.table()
    assert name == "2020 年国际交流与合作项目"
    assert "没有改过" in state
    assert count == "1 处"
    assert "备注：空白 → “abc”" in asked.changes()
    assert str(path) in asked.changes()
    assert asked.default_button() == "恢复到窗口"
    asked.press("Restore")
    assert asked.is_over()
    assert desk.session.path == path
    assert desk.session.form.notes == "abc"
    assert not desk.session.is_clean
    assert path.read_bytes() == before
    assert len(recovery_files()) == 1, "what is restored and not saved must survive the next crash"
    desk.session.stack.undo()
    assert desk.session.form.notes == ""
    assert desk.session.is_clean
    desk.session.stack.redo()
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: desk.session.is_clean)
    assert load(path).form.notes == "abc"
    qtbot.waitUntil(lambda: recovery_files() == [])


def test_a_crash_right_after_restoring_loses_nothing(qtbot: QtBot, start: Start) -> None:
    left_by_a_crash(start)
    second = start()
    Asked(second).press("Restore")
    crash(second)
    third = start()
    Asked(third).press("Restore")
    assert third.session.form.notes == "abc"


def test_text_of_an_open_editor_comes_back(qtbot: QtBot, start: Start) -> None:
    desk = start()
    desk.choose("国际交流")
    session, path = desk.session, desk.session.path
    before = path.read_bytes()
    leaf = next(level_three(session.form.indicators))
    page = desk.window.pages.form_page()
    page.go_to(leaf.id, "reason")
    type_keys(qtbot, "still typing")
    assert page.pending() == (leaf.id, "reason", "still typing")
    assert session.is_clean
    crash(desk)
    assert path.read_bytes() == before
    again = start()
    asked = Asked(again)
    assert "正在输入" in asked.changes()
    assert "still typing" in asked.changes()
    asked.press("Restore")
    assert again.session.tree.node(NodeId(leaf.id)).reason == "still typing"
    assert not again.session.is_clean


def test_text_that_a_cell_cannot_hold_is_said(qtbot: QtBot, start: Start) -> None:
    desk = start()
    desk.choose("国际交流")
    leaf = next(level_three(desk.session.form.indicators))
    desk.window.pages.form_page().go_to(leaf.id, "score")
    type_keys(qtbot, "9..5")
    crash(desk)
    again = start()
    Asked(again).press("Restore")
    assert any("9..5" in text and "得分" in text for _kind, text in again.notifier.said)


def test_later_keeps_it_for_the_next_start(qtbot: QtBot, start: Start) -> None:
    left_by_a_crash(start)
    desk = start()
    asked = Asked(desk)
    asked.press("Later")
    assert asked.is_over()
    desk.window.close()
    assert len(recovery_files()) == 1
    assert len(Asked(start()).table()) == 1


def test_closing_the_window_decides_nothing(qtbot: QtBot, start: Start) -> None:
    left_by_a_crash(start)
    desk = start()
    Asked(desk)
    desk.window.close()
    assert len(recovery_files()) == 1


def test_discarding_asks_first(qtbot: QtBot, start: Start) -> None:
    path = left_by_a_crash(start)
    desk = start()
    asked = Asked(desk)
    desk.notifier.answers = ["cancel"]
    asked.press("Discard")
    assert len(recovery_files()) == 1
    desk.notifier.answers = ["discard"]
    asked.press("Discard")
    assert asked.is_over()
    assert recovery_files() == []
    assert load(path).form.notes == ""


def test_a_copy_is_a_file_of_its_own(qtbot: QtBot, start: Start) -> None:
    path = left_by_a_crash(start)
    desk = start()
    asked = Asked(desk)
    asked.press("Copy")
    qtbot.waitUntil(asked.is_over)
    assert desk.session.path != path
    assert desk.session.path.parent == path.parent
    assert load(desk.session.path).form.notes == "abc"
    assert load(desk.session.path).form.id != load(path).form.id
    assert load(path).form.notes == ""
    assert recovery_files() == []


def test_a_copy_keeps_the_text_that_was_being_typed(
    qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start()
    desk.choose("国际交流")
    leaf = next(level_three(desk.session.form.indicators))
    desk.window.pages.form_page().go_to(leaf.id, "reason")
    type_keys(qtbot, "still typing")
    crash(desk)
    again = start()
    asked = Asked(again)
    monkeypatch.setattr(again.window.recovery.autosave, "flush", lambda: False)  # the disk is full
    asked.press("Copy")
    qtbot.waitUntil(lambda: any("已另存为" in text for _kind, text in again.notifier.said))
    assert again.session.tree.node(NodeId(leaf.id)).reason == "still typing"
    assert load(again.session.path).form.notes == ""
    assert len(asked.table()) == 1, "the text is in no file but the one that was found"
    assert len(recovery_files()) >= 1
    asked.press("Later")


def test_a_file_that_went_on_wins_unless_the_user_says_otherwise(qtbot: QtBot, start: Start) -> None:
    path = left_by_a_crash(start)
    path.write_text(path.read_text(encoding="utf-8").replace('"notes": ""', '"notes": "他人"'), encoding="utf-8")
    desk = start()
    asked = Asked(desk)
    assert "又改过" in asked.table()[0][2]
    assert "“他人” → “abc”" in asked.changes()
    assert asked.default_button() == "另存为副本"
    asked.press("Restore")
    desk.notifier.answers = ["cancel"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert "另一个程序修改" in desk.notifier.asked[-1][0]
    assert load(path).form.notes == "他人"


@pytest.mark.parametrize("damage", ["gone", "empty"])
def test_a_form_whose_file_is_lost_comes_back_whole(qtbot: QtBot, start: Start, damage: str) -> None:
    path = left_by_a_crash(start)
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(b"")
    desk = start()
    asked = Asked(desk)
    assert asked.table()[0][3] == "整份表"
    assert "整份表：7 个三级指标，总得分 90" in asked.changes()
    asked.press("Restore")
    assert desk.session.form.notes == "abc"
    assert not desk.session.is_clean
    desk.notifier.answers = ["overwrite"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: desk.session.is_clean)
    assert load(path).form.notes == "abc"


def test_several_forms_are_listed_and_dealt_with_one_by_one(qtbot: QtBot, start: Start) -> None:
    desk = start()
    names = ("国际交流", "科技人才", "星级学会")
    for name in names:
        desk.change(name)
    crash(desk)
    again = start()
    asked = Asked(again)
    assert len(asked.table()) == 3
    for left in (2, 1, 0):
        asked.press("Restore")
        assert len(asked.table() if left else []) == left
    assert len(again.window.forms.changed) == 3


def test_of_two_recoveries_of_one_form_the_newer_wins_and_the_older_is_called_so(qtbot: QtBot, start: Start) -> None:
    path = left_by_a_crash(start, "older")
    second = start()
    Asked(second).press("Later")
    second.change("国际交流", "newer")
    crash(second)
    third = start()
    asked = Asked(third)
    assert len(asked.table()) == 2
    assert "“newer”" in asked.changes()
    assert asked.default_button() == "恢复到窗口"
    asked.press("Restore")
    assert third.session.form.notes == "newer"
    assert "“older”" in asked.changes()
    assert "这一份较早" in asked.changes()
    assert asked.default_button() == "另存为副本"
    asked.press("Restore")
    assert third.session.form.notes == "older"
    third.session.stack.undo()
    assert third.session.form.notes == "newer"
    third.trigger("actionSave")
    third.wait_until_written()
    assert load(path).form.notes == "newer"


def test_broken_files_are_named_and_do_not_stop_the_start(qtbot: QtBot, start: Start) -> None:
    left_by_a_crash(start)
    (path,) = recovery_files()
    path.write_bytes(b"\0" * 100)
    desk = start()
    qtbot.waitUntil(lambda: any("损坏的恢复文件" in text for _kind, text in desk.notifier.said))
    assert len(desk.names()) == 14
    assert [each.parent.name for each in recovery_files()] == ["broken"]


def test_a_window_that_closes_well_leaves_nothing(qtbot: QtBot, start: Start) -> None:
    desk = start()
    desk.change("国际交流")
    assert desk.window.recovery.autosave.flush()
    desk.notifier.answers = ["discard"]
    assert desk.window.close()
    assert recovery_files() == []
    assert nothing_is_asked(qtbot, start())


def test_a_second_window_does_not_take_what_the_first_still_edits(qtbot: QtBot, start: Start) -> None:
    first = start()
    first.change("国际交流")
    assert first.window.recovery.autosave.flush()
    assert nothing_is_asked(qtbot, start())
    assert len(recovery_files()) == 1


def test_a_data_folder_that_refuses_is_said_once(qtbot: QtBot, start: Start) -> None:
    data = user_data.data_folder()
    data.mkdir(parents=True, exist_ok=True)
    (data / "recovery").write_bytes(b"in the way")
    desk = start()
    session = desk.change("国际交流")
    qtbot.waitUntil(lambda: any("恢复文件写不了" in text for _kind, text in desk.notifier.said))
    for _ in range(3):
        assert not desk.window.recovery.autosave.flush()
    assert len(desk.notifier.said) == 1
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)


# ---- the end of the session ------------------------------------------------------------------------------------------


def test_logging_off_asks_nothing_and_loses_nothing(qtbot: QtBot, start: Start) -> None:
    desk = start()
    path = desk.change("国际交流", "abc").path
    before = path.read_bytes()
    desk.window.recovery.session_ends(System())
    assert len(recovery_files()) == 1
    assert desk.window.close()
    assert desk.notifier.asked == []
    assert path.read_bytes() == before
    again = start()
    Asked(again).press("Restore")
    assert again.session.form.notes == "abc"


def test_a_system_that_ends_the_session_waits_for_a_person_whose_text_can_be_kept_nowhere(
    qtbot: QtBot, start: Start
) -> None:
    data = user_data.data_folder()
    data.mkdir(parents=True, exist_ok=True)
    (data / "recovery").write_bytes(b"in the way")
    desk = start()
    desk.change("国际交流", "abc")
    system = System()
    desk.window.recovery.session_ends(system)
    assert system.is_asked_to_stay
    assert "已请系统先不要关机" in desk.notifier.said[-1][1]
    desk.notifier.answers = ["cancel"]
    assert not desk.window.close(), "closing asks as ever"
    assert desk.notifier.answers == []


def test_the_window_hears_of_the_end_of_the_session(qtbot: QtBot, start: Start) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    signal = SIGNAL("commitDataRequest(QSessionManager&)")
    before = application.receivers(signal)
    start()
    assert application.receivers(signal) == before + 1


def test_renaming_right_before_a_crash_leaves_one_file(qtbot: QtBot, start: Start) -> None:
    path = left_by_a_crash(start)
    renamed = path.with_name("改了名.json")
    path.rename(renamed)  # as the rename was done, and the record not written anew yet
    desk = start()
    asked = Asked(desk)
    assert str(renamed) in asked.changes()
    asked.press("Restore")
    assert desk.session.path == renamed
    assert desk.session.form.notes == "abc"
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: desk.session.is_clean)
    assert not path.exists()
    ids = [load(each).form.id for each in renamed.parent.glob("*.json")]
    assert len(set(ids)) == len(ids) == 14


def test_what_is_not_saved_of_one_project_is_not_put_into_anothers_file(qtbot: QtBot, start: Start) -> None:
    path = left_by_a_crash(start)
    path.write_text(path.read_text(encoding="utf-8").replace("国际交流与合作项目", "食堂改造"), encoding="utf-8")
    before = path.read_bytes()
    desk = start()
    asked = Asked(desk)
    assert "改成了另一个项目的表" in asked.table()[0][2]
    assert asked.default_button() == "另存为副本"
    asked.press("Restore")
    assert "现在是另一个项目的表" in desk.notifier.said[-1][1]
    assert not asked.is_over()
    asked.press("Copy")
    qtbot.waitUntil(asked.is_over)
    assert path.read_bytes() == before
    assert desk.session.form.notes == "abc"
    assert desk.session.form.project_name == "2020 年国际交流与合作项目"


def test_a_record_of_long_ago_can_still_be_restored(qtbot: QtBot, start: Start) -> None:
    path = left_by_a_crash(start)
    for file in (*(user_data.data_folder() / "running").iterdir(), lock_file(path)):
        os.utime(file, (0, 0))
    desk = start()
    asked = Asked(desk)
    asked.press("Restore")
    assert asked.is_over()
    assert desk.session.form.notes == "abc"
