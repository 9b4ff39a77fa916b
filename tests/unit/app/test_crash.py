"""The crash hook: recovery first, then a log without anything a user typed, then one signal."""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from selfeval_gui.app import crash
from selfeval_gui.app.crash import CrashHook, write_log

TYPED = "别人不该看到的原因"


class Desk:
    def __init__(self, qapp: QApplication, folder: Path) -> None:
        self.folder = folder
        self.order: list[str] = []
        self.fails = False
        self.hook = CrashHook(folder, (self.rescue,), qapp)
        self.hook.crashed.connect(self.told)
        self.hook.crashed_again.connect(self.told_again)

    def rescue(self) -> None:
        self.order.append(f"rescue, log {self.log().exists()}")
        if self.fails:
            raise RuntimeError(TYPED)

    def told(self, details: str) -> None:
        self.order.append(f"told, log {self.log().exists()}, typed {TYPED in details}")

    def told_again(self) -> None:
        self.order.append("told again")

    def log(self) -> Path:
        return self.folder / "logs" / "program.log"

    def crash(self) -> None:
        try:
            try:
                raise KeyError(TYPED)
            except KeyError:
                raise ValueError(TYPED) from None
        except ValueError as error:
            self.hook.caught(type(error), error, error.__traceback__)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    for name in ("enable", "disable"):
        monkeypatch.setattr(faulthandler, name, lambda *_file: None)
    hook = sys.excepthook
    desk = Desk(qapp, tmp_path)
    yield desk
    desk.hook.remove()
    sys.excepthook = hook


def test_recovery_then_log_then_the_word(desk: Desk) -> None:
    desk.crash()
    assert desk.order == ["rescue, log False", "told, log True, typed True"]


def test_the_log_names_places_and_kinds_but_nothing_typed(desk: Desk) -> None:
    desk.crash()
    log = desk.log().read_text(encoding="utf-8")
    assert "builtins.ValueError" in log
    assert "builtins.KeyError" in log
    assert "test_crash.py" in log
    assert TYPED not in log


def test_the_same_once_more_is_said_in_another_way_and_logged_each_time(desk: Desk) -> None:
    for _time in range(3):
        desk.crash()
    assert sum(line.startswith("told, ") for line in desk.order) == 1
    assert desk.order.count("told again") == 2
    assert desk.log().read_text(encoding="utf-8").count("builtins.ValueError") == 3


def test_something_else_that_goes_wrong_is_told_too(desk: Desk) -> None:
    desk.crash()
    try:
        raise OSError(TYPED)
    except OSError as error:
        desk.hook.caught(type(error), error, error.__traceback__)
    assert sum(line.startswith("told, ") for line in desk.order) == 2


def test_a_rescue_that_fails_stops_neither_log_nor_word(desk: Desk) -> None:
    desk.fails = True
    desk.crash()
    assert desk.order[-1].startswith("told")
    assert "builtins.RuntimeError" in desk.log().read_text(encoding="utf-8")


def test_a_folder_that_refuses_does_not_stop_the_word(desk: Desk) -> None:
    (desk.folder / "logs").write_bytes(b"in the way")
    desk.crash()
    assert desk.order[-1].startswith("told")


def test_the_next_start_mentions_what_was_not_read(desk: Desk) -> None:
    assert not desk.hook.install()
    desk.crash()
    desk.hook.remove()
    assert desk.hook.install()
    desk.hook.remove()
    assert not desk.hook.install()
    desk.crash()
    desk.hook.mark_read()
    desk.hook.remove()
    assert not desk.hook.install()


def test_the_trace_of_a_hard_crash_goes_into_the_log(desk: Desk) -> None:
    (desk.folder / "logs").mkdir()
    (desk.folder / "logs" / "fault.log").write_text("Fatal Python error: Segmentation fault\n", encoding="utf-8")
    assert desk.hook.install()
    assert "Segmentation fault" in desk.log().read_text(encoding="utf-8")
    desk.hook.remove()
    assert not desk.hook.install()


def test_install_and_remove_leave_the_hook_of_before(desk: Desk) -> None:
    before = sys.excepthook
    desk.hook.install()
    assert sys.excepthook == desk.hook.caught
    desk.hook.remove()
    assert sys.excepthook is before
    assert not (desk.folder / "logs" / "fault.log").exists()


def test_the_log_turns_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "_MOST_BYTES", 100)
    for number in range(10):
        write_log(tmp_path, f"{number} " + "x" * 200)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["program.1.log", "program.2.log", "program.3.log", "program.log"]
    assert "9 xxx" in (tmp_path / "program.log").read_text(encoding="utf-8")
    assert "6 xxx" in (tmp_path / "program.3.log").read_text(encoding="utf-8")
