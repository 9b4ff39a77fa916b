"""Locks beside open forms: who has it, who may take it over, and what a broken, old or strange lock file means."""

from __future__ import annotations

import errno
import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from selfeval_gui.storage import atomic
from selfeval_gui.storage import lock as lock_module
from selfeval_gui.storage.lock import STALE_S, Beat, Lock, Locker, Taken
from selfeval_gui.storage.lock_file import lock_file
from tests.helpers.storage_faults import os_error

FAR = STALE_S + 1


@pytest.fixture
def form(tmp_path: Path) -> Path:
    folder = tmp_path / "共享 文件夹"
    folder.mkdir()
    path = folder / "表.json"
    path.write_bytes(b"{}")
    return path


@pytest.fixture
def locker(tmp_path: Path) -> Callable[..., Locker]:
    """Make lockers: each a run of the program, by default on one machine with one data folder."""

    def make(user: str = "张三", host: str = "PC-1", data: str = "data") -> Locker:
        return Locker(tmp_path / data, user=user, host=host)

    return make


def crashed(run: Locker) -> None:
    """Let go of what the system lets go of when a process is killed."""
    mark = run._mark  # noqa: SLF001 the process's end is not the program's doing
    assert mark is not None
    mark.release()


def age(path: Path, seconds: float) -> None:
    info = path.stat()
    os.utime(path, (info.st_atime, info.st_mtime - seconds))


def taken(result: Lock | Taken | None) -> Taken:
    assert isinstance(result, Taken)
    return result


def locked(result: Lock | Taken | None) -> Lock:
    assert isinstance(result, Lock)
    return result


def test_a_lock_says_who_where_and_since_when(form: Path, locker: Callable[..., Locker]) -> None:
    mine = locker()
    locked(mine.take(form))
    assert lock_file(form) == form.with_name("表.json.lock")
    values = json.loads(lock_file(form).read_bytes())
    assert (values["user"], values["host"], values["pid"], values["run"]) == ("张三", "PC-1", os.getpid(), mine.me.run)
    seen = taken(locker("李四", "PC-2", "other").take(form))
    assert seen.holder is not None
    assert (seen.holder.user, seen.holder.host, seen.holder.since) == ("张三", "PC-1", mine.me.since)
    assert not seen.is_stale
    assert sorted(path.name for path in form.parent.iterdir()) == ["表.json", "表.json.lock"]


def test_release_removes_it_and_the_next_may_take_it(form: Path, locker: Callable[..., Locker]) -> None:
    mine, other = locker(), locker("李四", "PC-2", "other")
    held = locked(mine.take(form))
    mine.release(held)
    assert not lock_file(form).exists()
    assert other.look(form) is None
    locked(other.take(form))
    mine.release(held)  # a second time: the lock of another run is not touched
    assert lock_file(form).exists()


def test_the_same_run_takes_it_twice(form: Path, locker: Callable[..., Locker]) -> None:
    mine = locker()
    assert locked(mine.take(form)).is_new
    assert not locked(mine.take(form)).is_new
    assert mine.look(form) is None


@pytest.mark.skipif(os.name == "nt", reason="links need a right that users do not have")
def test_two_links_to_a_form_share_its_lock(form: Path, locker: Callable[..., Locker], tmp_path: Path) -> None:
    link = tmp_path / "快捷.json"
    link.symlink_to(form)
    locked(locker().take(link))
    taken(locker("李四", "PC-2", "other").take(form))
    assert not (tmp_path / "快捷.json.lock").exists()


# ---- old locks -------------------------------------------------------------------------------------------------------


def test_another_machines_lock_is_stale_without_a_beat(form: Path, locker: Callable[..., Locker]) -> None:
    mine, other = locker(), locker("李四", "PC-2", "other")
    held = locked(mine.take(form))
    age(lock_file(form), STALE_S - 10)
    assert not taken(other.take(form)).is_stale
    age(lock_file(form), 20)
    seen = taken(other.take(form))
    assert seen.is_stale
    assert not seen.has_crashed
    assert mine.beat(held) is Beat.KEPT
    assert not taken(other.take(form)).is_stale


def test_taking_over_a_stale_lock(form: Path, locker: Callable[..., Locker]) -> None:
    mine, other = locker(), locker("李四", "PC-2", "other")
    held = locked(mine.take(form))
    age(lock_file(form), FAR)
    locked(other.take_over(form, taken(other.take(form))))
    assert mine.beat(held) is Beat.LOST
    mine.release(held)
    seen = taken(mine.look(form))
    assert seen.holder is not None
    assert seen.holder.user == "李四"
    assert sorted(path.name for path in form.parent.iterdir()) == ["表.json", "表.json.lock"]


def test_taking_over_comes_too_late_after_a_beat(form: Path, locker: Callable[..., Locker]) -> None:
    mine, other = locker(), locker("李四", "PC-2", "other")
    held = locked(mine.take(form))
    age(lock_file(form), FAR)
    seen = taken(other.take(form))
    assert mine.beat(held) is Beat.KEPT  # the machine woke up
    taken(other.take_over(form, seen))
    assert mine.beat(held) is Beat.KEPT


def test_of_many_who_take_over_at_once_one_succeeds(form: Path, locker: Callable[..., Locker]) -> None:
    locked(locker().take(form))
    age(lock_file(form), FAR)
    others = [locker(f"用户{number}", f"PC-{number}", f"data{number}") for number in range(2, 8)]
    seen = [taken(other.take(form)) for other in others]
    gate = threading.Barrier(len(others))
    results: list[Lock | Taken | None] = []

    def take_over(other: Locker, what: Taken) -> None:
        gate.wait()
        results.append(other.take_over(form, what))

    threads = [threading.Thread(target=take_over, args=pair) for pair in zip(others, seen, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(result, Lock) for result in results) == 1
    assert sum(other.look(form) is None for other in others) == 1


def test_of_many_who_lock_at_once_one_succeeds(form: Path, locker: Callable[..., Locker]) -> None:
    runs = [locker(data=f"data{number}") for number in range(6)]
    gate = threading.Barrier(len(runs))
    results: list[Lock | Taken | None] = []

    def take(run: Locker) -> None:
        gate.wait()
        results.append(run.take(form))

    threads = [threading.Thread(target=take, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(result, Lock) for result in results) == 1
    assert not [result for result in results if isinstance(result, Taken) and result.is_stale]


def test_a_claim_of_a_killed_process_stands_in_the_way_for_half_a_minute(
    form: Path, locker: Callable[..., Locker]
) -> None:
    other = locker("李四", "PC-2", "other")
    locked(locker().take(form))
    age(lock_file(form), FAR)
    seen = taken(other.take(form))
    claim = form.with_name("表.json.lock.new")
    claim.write_bytes(b"")
    taken(other.take_over(form, seen))
    age(claim, 31)
    locked(other.take_over(form, seen))
    assert not claim.exists()


def test_a_claim_of_a_run_of_this_machine_that_was_killed_stands_in_nobodys_way(
    form: Path, locker: Callable[..., Locker]
) -> None:
    first, killed, later = locker(), locker(), locker()
    locked(first.take(form))
    locked(killed.take(form.with_name("另一份.json")))
    form.with_name("另一份.json.lock").rename(form.with_name("表.json.lock.new"))  # it died while it took over
    crashed(first)
    crashed(killed)
    locked(later.take(form))
    assert later.look(form) is None
    assert not form.with_name("表.json.lock.new").exists()


def test_taking_over_never_leaves_half_a_claim(
    form: Path, locker: Callable[..., Locker], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = locker("李四", "PC-2", "other")
    locked(locker().take(form))
    age(lock_file(form), FAR)
    seen = taken(other.take(form))

    def killed(_file: int, _data: bytes) -> int:
        raise SystemExit

    monkeypatch.setattr(os, "write", killed)
    with pytest.raises(SystemExit):
        other.take_over(form, seen)
    assert not form.with_name("表.json.lock.new").exists()


# ---- this machine ----------------------------------------------------------------------------------------------------


def test_a_living_run_of_this_machine_is_never_stale(form: Path, locker: Callable[..., Locker]) -> None:
    mine = locker()
    locked(mine.take(form))
    age(lock_file(form), 10 * FAR)  # the clock was put forward, or the window stood still
    assert not taken(locker().take(form)).is_stale


def test_a_crashed_run_of_this_machine_gives_way_at_once(form: Path, locker: Callable[..., Locker]) -> None:
    mine, later = locker(), locker()
    locked(mine.take(form))
    crashed(mine)
    seen = taken(later.look(form))
    assert seen.is_stale
    assert seen.has_crashed
    locked(later.take(form))


def test_another_machine_cannot_see_the_crash_and_waits(form: Path, locker: Callable[..., Locker]) -> None:
    mine = locker()
    locked(mine.take(form))
    crashed(mine)
    assert not taken(locker(host="PC-9").take(form)).is_stale


def test_another_machine_of_the_same_name_is_judged_by_its_beats(form: Path, locker: Callable[..., Locker]) -> None:
    locked(locker(data="one").take(form))
    other = locker(data="two")
    assert not taken(other.take(form)).is_stale
    age(lock_file(form), FAR)
    assert taken(other.take(form)).is_stale


def test_a_run_that_ends_leaves_no_mark(form: Path, locker: Callable[..., Locker], tmp_path: Path) -> None:
    mine = locker()
    held = locked(mine.take(form))
    mine.release(held)
    mine.end()
    assert list((tmp_path / "data" / "running").iterdir()) == []


def test_a_form_left_locked_by_a_crash_long_ago_is_taken_at_once(
    form: Path, locker: Callable[..., Locker], tmp_path: Path
) -> None:
    crashed_run = locker()
    locked(crashed_run.take(form))
    crashed(crashed_run)
    for mark in (tmp_path / "data" / "running").iterdir():
        age(mark, 400 * 24 * 3600)
    age(lock_file(form), 400 * 24 * 3600)
    locker().take(form.with_name("另一份.json"))  # a start in between
    assert locked(locker().take(form)).is_new


def test_of_very_many_marks_the_oldest_go_and_those_of_living_runs_stay(
    form: Path, locker: Callable[..., Locker], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selfeval_gui.storage.lock._MOST_MARKS", 3)
    crashed_run, living = locker(), locker()
    locked(crashed_run.take(form))
    living.take(form)
    crashed(crashed_run)
    folder = tmp_path / "data" / "running"
    for days, run in ((40, living), (30, crashed_run)):
        age(folder / f"{run.me.run}.running", days * 24 * 3600)
    later, latest = folder / "later.running", folder / "latest.running"
    for mark, days in ((later, 20), (latest, 10)):
        mark.touch()
        age(mark, days * 24 * 3600)
    locker().take(form)
    left = {mark.name for mark in folder.iterdir()}
    assert f"{living.me.run}.running" in left
    assert f"{crashed_run.me.run}.running" not in left
    assert {later.name, latest.name} <= left


# ---- broken locks and clocks -----------------------------------------------------------------------------------------

BROKEN = {
    "empty": b"",
    "zeros": bytes(200),
    "half": b'{"user": "a", "host": "b", "pid": 1, "ru',
    "a list": b"[]",
    "a number for a name": b'{"user": 1, "host": "b", "pid": 1, "run": "r", "since": "2026-01-01T00:00:00+00:00", "beat": 0}',
    "no time": b'{"user": "a", "host": "b", "pid": 1, "run": "r", "since": "soon", "beat": 0}',
    "a time before all": b'{"user":"a","host":"b","pid":1,"run":"r","since":"0001-01-01T00:00:00+14:00","beat":0}',
    "nested": b"[" * 4000,
    "an endless number": b'{"pid": ' + b"9" * 4000,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_lock_is_stale_once_nobody_can_be_writing_it(
    form: Path, locker: Callable[..., Locker], content: bytes
) -> None:
    lock_file(form).write_bytes(content)
    mine = locker()
    seen = taken(mine.take(form))
    assert (seen.holder, seen.is_stale) == (None, False)
    age(lock_file(form), 11)
    seen = taken(mine.take(form))
    assert seen.is_stale
    locked(mine.take_over(form, seen))
    assert mine.look(form) is None


def test_a_clock_set_back_a_year_makes_nothing_stale(form: Path, locker: Callable[..., Locker]) -> None:
    locked(locker().take(form))
    age(lock_file(form), -365 * 24 * 3600)  # written before the clock was set back
    assert not taken(locker("李四", "PC-2", "other").take(form)).is_stale


def test_a_removed_lock_is_gone_not_lost(form: Path, locker: Callable[..., Locker]) -> None:
    mine = locker()
    held = locked(mine.take(form))
    lock_file(form).unlink()
    assert mine.beat(held) is Beat.GONE
    locked(mine.take(form))
    assert mine.beat(held) is Beat.KEPT


def test_a_folder_that_is_gone_tells_nothing(form: Path, locker: Callable[..., Locker], tmp_path: Path) -> None:
    mine = locker()
    held = locked(mine.take(form))
    away = form.parent.rename(tmp_path / "away")
    assert mine.beat(held) is Beat.UNREACHABLE
    mine.release(held)
    away.rename(form.parent)
    assert mine.beat(held) is Beat.KEPT


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EIO, errno.ENAMETOOLONG])
def test_where_nothing_can_be_written_nothing_is_locked(
    form: Path, locker: Callable[..., Locker], number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise os_error(number)

    other = locker("李四", "PC-2", "other")
    locked(other.take(form))
    monkeypatch.setattr(lock_module, "write_beside", refuse)
    mine = locker()
    taken(mine.take(form))  # what can be read still counts
    lock_file(form).unlink()
    assert mine.take(form) is None


def test_where_no_name_can_be_given_nothing_is_left_behind(
    form: Path, locker: Callable[..., Locker], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise os_error(errno.EIO)

    monkeypatch.setattr(atomic, "move_new", refuse)
    assert locker().take(form) is None
    assert [path.name for path in form.parent.iterdir()] == ["表.json"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_lock_that_may_not_be_read_is_somebodys(form: Path, locker: Callable[..., Locker]) -> None:
    locked(locker("李四", "PC-2", "other").take(form))
    lock_file(form).chmod(0)
    seen = taken(locker().take(form))
    assert (seen.holder, seen.is_stale) == (None, False)


@pytest.mark.parametrize("what", ["folder", "link to nowhere"])
def test_what_stands_in_a_locks_place_and_is_none_locks_nobody_out(
    form: Path, locker: Callable[..., Locker], what: str
) -> None:
    if what == "folder":
        lock_file(form).mkdir()
    else:
        lock_file(form).symlink_to("nowhere")
    assert locker().take(form) is None
    assert not list(form.parent.glob(".selfeval-*"))
