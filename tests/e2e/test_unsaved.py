"""Closing with changes: the six endings of the question, and the ways around them. Nothing closes over a failed save."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from selfeval_gui.app.session import Session
from selfeval_gui.storage import atomic, user_data
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.storage.store import load
from tests.helpers.desk import Desk

QUESTION = ["保存", "不保存", "取消"]
FAILURE = ["再试", "另存为…", "取消"]


class FullDisk:
    """Lets saves of forms fail until there is room."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._write = atomic.write
        self.is_full = True
        self.tries = 0
        self.makes_room_after = 1000
        monkeypatch.setattr(atomic, "write", self.write)

    def write(self, path: Path, data: bytes, expected: str | None, **named: atomic.Calls) -> None:
        if path.is_relative_to(user_data.data_folder()):
            return self._write(path, data, expected, **named)
        self.tries += 1
        if self.is_full and self.tries <= self.makes_room_after:
            raise SaveFailed("save.disk_full")
        return self._write(path, data, expected, **named)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    return FullDisk(monkeypatch)


def is_open(desk: Desk) -> bool:
    return desk.window.isVisible()


def changed_form(desk: Desk) -> tuple[Session, Path, bytes]:
    session = desk.change("国际交流", "abc")
    return session, session.path, session.path.read_bytes()


def wait_until_closed(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: not is_open(desk))


# ----------------------------------------------------------------------------------------------------------------------
# The six endings


def test_cancel(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session, path, before = changed_form(desk)
    desk.notifier.answers = ["cancel"]
    assert not desk.window.close()
    assert desk.notifier.asked[0][1] == QUESTION
    assert "2020 年国际交流与合作项目" in desk.notifier.asked[0][0]
    assert is_open(desk)
    assert not session.is_clean
    assert path.read_bytes() == before


def test_save(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    _session, path, _before = changed_form(desk)
    desk.notifier.answers = ["save"]
    assert not desk.window.close()
    wait_until_closed(desk)
    assert load(path).form.notes == "abc"
    assert len(desk.notifier.asked) == 1


def test_save_cancelled(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session, path, _before = changed_form(desk)
    shutil.copyfile(samples / "01 2020 年市科协办公用房维修项目.json", path)
    outside = path.read_bytes()
    desk.notifier.answers = ["save", "save_as"]
    desk.notifier.targets = [None]
    desk.window.close()
    qtbot.waitUntil(lambda: not desk.notifier.answers and not desk.notifier.targets)
    desk.wait_until_written()
    assert is_open(desk)
    assert not session.is_clean
    assert path.read_bytes() == outside


def test_save_failed(qtbot: QtBot, samples: Path, disk: FullDisk) -> None:
    desk = Desk(qtbot, samples)
    session, path, before = changed_form(desk)
    desk.notifier.answers = ["save", "cancel"]
    desk.window.close()
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert desk.notifier.asked[1][1] == FAILURE
    assert "磁盘已满" in desk.notifier.asked[1][0]
    assert is_open(desk)
    assert not session.is_clean
    assert path.read_bytes() == before
    assert desk.window.isWindowModified()


def test_discard(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    _session, path, before = changed_form(desk)
    desk.notifier.answers = ["discard"]
    assert desk.window.close()
    assert not is_open(desk)
    assert path.read_bytes() == before


def test_clean(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session, _path, _before = changed_form(desk)
    session.stack.undo()
    assert desk.window.close()
    assert desk.notifier.asked == []


# ----------------------------------------------------------------------------------------------------------------------
# What may follow


def test_retry_after_a_failure_closes_in_the_end(qtbot: QtBot, samples: Path, disk: FullDisk) -> None:
    desk = Desk(qtbot, samples)
    _session, path, _before = changed_form(desk)
    desk.notifier.answers = ["save", "retry", "retry", "cancel"]
    desk.window.close()
    qtbot.waitUntil(lambda: disk.tries == 3)
    desk.wait_until_written()
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert is_open(desk)
    disk.is_full = False
    desk.notifier.answers = ["save"]
    desk.window.close()
    wait_until_closed(desk)
    assert load(path).form.notes == "abc"


def test_save_as_after_a_failure_closes_in_the_end(qtbot: QtBot, samples: Path, tmp_path: Path, disk: FullDisk) -> None:
    desk = Desk(qtbot, samples)
    _session, path, before = changed_form(desk)
    rescued = tmp_path / "别处.json"

    disk.makes_room_after = 1
    desk.notifier.answers = ["save", "save_as"]
    desk.notifier.targets = [rescued]
    desk.window.close()
    wait_until_closed(desk)
    assert load(rescued).form.notes == "abc"
    assert path.read_bytes() == before


def test_overwrite_of_an_outside_change_closes_in_the_end(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    _session, path, _before = changed_form(desk)
    path.write_bytes(path.read_bytes() + b"\n")
    desk.notifier.answers = ["save", "overwrite"]
    desk.window.close()
    wait_until_closed(desk)
    assert desk.notifier.asked[1][1] == ["合并", "改用外面的", "另存为…", "覆盖", "取消"]
    assert load(path).form.notes == "abc"


def test_several_forms_fail_with_one_message(qtbot: QtBot, samples: Path, disk: FullDisk) -> None:
    desk = Desk(qtbot, samples)
    for name in ("国际交流", "科技人才", "星级学会"):
        desk.change(name)
    desk.notifier.answers = ["save", "cancel"]
    desk.window.close()
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert len(desk.notifier.asked) == 2
    assert "3 份" in desk.notifier.asked[0][0]
    assert "3 份" in desk.notifier.asked[1][0]
    assert desk.notifier.asked[1][1] == ["再试", "另存到别的文件夹…", "取消"]
    assert is_open(desk)


def test_forms_of_a_folder_that_is_gone_are_saved_elsewhere_over_nothing(
    qtbot: QtBot, samples: Path, tmp_path: Path
) -> None:
    desk = Desk(qtbot, samples)
    paths = [desk.change(name).path for name in ("国际交流", "科技人才")]
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    (elsewhere / paths[0].name).write_bytes(b"there already")
    gone = samples.rename(tmp_path / "拔掉的 U 盘")
    before = [(gone / path.name).read_bytes() for path in paths]
    desk.notifier.answers = ["save", "folder"]
    desk.notifier.folders = [elsewhere]
    desk.window.close()
    wait_until_closed(desk)
    assert (elsewhere / paths[0].name).read_bytes() == b"there already"
    saved = sorted(path for path in elsewhere.glob("*.json") if path.name != paths[0].name)
    assert [load(path).form.notes for path in saved] == ["x", "x"]
    assert [(gone / path.name).read_bytes() for path in paths] == before


def test_a_folder_in_the_way_of_save_as_is_called_one(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    session, _path, _before = changed_form(desk)
    (tmp_path / "目录.json").mkdir()
    desk.notifier.targets, desk.notifier.answers = [tmp_path / "目录.json"], ["cancel"]
    desk.trigger("actionSaveAs")
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert "没有保存：这是一个文件夹。" in desk.notifier.asked[-1][0]
    assert desk.notifier.asked[-1][1] == FAILURE
    assert not session.is_clean


def test_a_file_that_was_removed_can_be_put_back(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    _session, path, _before = changed_form(desk)
    path.unlink()
    desk.notifier.answers = ["save", "overwrite"]
    desk.window.close()
    wait_until_closed(desk)
    assert "移走或删除" in desk.notifier.asked[1][0]
    assert "您的内容都还在窗口里" in desk.notifier.asked[1][0]
    assert desk.notifier.asked[1][1] == ["另存为…", "存回原处", "取消"]
    assert load(path).form.notes == "abc"


def test_all_changed_forms_are_saved_before_closing(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    paths = [desk.change(name).path for name in ("国际交流", "科技人才", "星级学会")]
    desk.notifier.answers = ["save"]
    desk.window.close()
    wait_until_closed(desk)
    assert [load(path).form.notes for path in paths] == ["x"] * 3


def test_an_edit_while_saving_before_closing_is_asked_about(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session, _path, _before = changed_form(desk)
    desk.notifier.answers = ["save", "cancel"]
    desk.window.close()
    session.stack.undo()
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert is_open(desk)
    assert not session.is_clean


def test_closing_while_a_save_runs_waits_for_it(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    _session, path, _before = changed_form(desk)
    desk.trigger("actionSave")
    assert not desk.window.close()
    wait_until_closed(desk)
    assert load(path).form.notes == "abc"
    assert desk.notifier.asked == []


def test_closing_while_a_failing_save_runs_stops(qtbot: QtBot, samples: Path, disk: FullDisk) -> None:
    desk = Desk(qtbot, samples)
    session, _path, _before = changed_form(desk)
    desk.notifier.answers = ["cancel"]
    desk.trigger("actionSave")
    desk.window.close()
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert is_open(desk)
    assert not session.is_clean


def test_an_answer_taken_back_does_not_close_later(qtbot: QtBot, samples: Path, disk: FullDisk) -> None:
    """A failure that stopped the closing must not close the window with the next save that succeeds."""
    desk = Desk(qtbot, samples)
    _session, _path, _before = changed_form(desk)
    desk.notifier.answers = ["save", "cancel"]
    desk.window.close()
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    disk.is_full = False
    with qtbot.waitSignal(desk.window.forms.saved):
        desk.trigger("actionSave")
    desk.wait_until_written()
    assert is_open(desk)
