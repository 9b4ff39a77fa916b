"""Each system call of a save fails in turn, and a real disk is full: the file is the old or the new one, whole.

Here with all that stands around the writing: the open form, its undo stack, the version kept before, the lock beside it.
"""

from __future__ import annotations

import errno
import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.session import Session
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.storage import atomic
from selfeval_gui.storage.atomic import Calls
from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.lock import Locker
from selfeval_gui.storage.lock_file import lock_file
from selfeval_gui.storage.store import load
from tests.helpers.storage_faults import failing, os_error, small_writes

_TYPED = "改过的备注"


class Desk:
    """One changed form and all that a save does around writing it."""

    def __init__(
        self, qtbot: QtBot, application: QApplication, path: Path, data: Path, *, keeping: Calls | None = None
    ) -> None:
        self.qtbot = qtbot
        self.path, self.old = path, path.read_bytes()
        self.backups = Backups(data / "versions", calls=keeping or Calls())
        self.locker = Locker(data)
        self.forms = OpenForms(application, self.backups, self.locker)
        self.session: Session = self.forms.open(path)
        type_into_field(self.session, "notes", _TYPED)
        self.new = encode(self.session.form)
        self.errors: list[StorageError] = []
        self.not_kept: list[StorageError] = []
        self.forms.save_failed.connect(self._failed)
        self.forms.not_kept.connect(self._not_kept)

    def _failed(self, _session: Session, _request: object, error: StorageError) -> None:
        self.errors.append(error)

    def _not_kept(self, _session: Session, error: StorageError) -> None:
        self.not_kept.append(error)

    def save(self) -> None:
        self.forms.save(self.session)
        self.qtbot.waitUntil(lambda: not self.forms.is_busy)

    def check(self) -> bool:
        """Whether the new file is there; everything else must fit to that."""
        present = self.path.read_bytes()
        assert present in {self.old, self.new}, f"neither: {len(present)} bytes"
        is_new = present == self.new
        assert self.session.is_clean is is_new
        assert bool(self.errors) is not is_new
        assert self.session.form.notes == _TYPED
        for version in self.backups.versions(self.path, self.session.form.id):
            assert version.path.read_bytes() == self.old
        return is_new

    def end(self) -> None:
        """Give the lock free; nothing but the form may be left in its folder."""
        for name in self.path.parent.glob("*.lock"):
            name.unlink()
        self.locker.end()


@pytest.fixture
def path(samples: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "夹"
    folder.mkdir()
    return Path(shutil.copy(sorted(samples.glob("*.json"))[0], folder / "表.json"))


def let_fail(monkeypatch: pytest.MonkeyPatch, folder: Path, calls: Calls) -> None:
    """Let the calls of a save into this folder fail; the program's own files are written as ever."""
    write = atomic.write

    def somewhere(target: Path, data: bytes, expected: str | None, **named: Calls) -> None:
        write(target, data, expected, **({"calls": calls} if target.is_relative_to(folder) else named))

    monkeypatch.setattr(atomic, "write", functools.wraps(write)(somewhere))


NUMBERS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)
SHARING = os_error(errno.EACCES, windows=32)
FATAL = [
    *(
        (f"{call} {errno.errorcode[number]}", failing(call, os_error(number), times=1))
        for call in ("open", "fsync")
        for number in NUMBERS
    ),
    *((f"replace {errno.errorcode[number]}", failing("replace", os_error(number))) for number in NUMBERS),
    *((f"close {errno.errorcode[number]}", failing("close", os_error(number), times=1)) for number in NUMBERS[:2]),
    ("replace sharing violation", failing("replace", SHARING)),
    ("open sharing violation", failing("open", SHARING, times=1)),
]
HARMLESS = [
    *((f"folder fsync {errno.errorcode[number]}", failing("fsync", os_error(number), after=1)) for number in NUMBERS),
    *((f"folder open {errno.errorcode[number]}", failing("open", os_error(number), after=1)) for number in NUMBERS),
    *((f"unlink {errno.errorcode[number]}", failing("unlink", os_error(number))) for number in NUMBERS),
    *((f"chmod {errno.errorcode[number]}", failing("chmod", os_error(number))) for number in NUMBERS),
    ("a scanner for a moment", failing("replace", SHARING, times=5)),
]


@pytest.mark.parametrize("calls", [calls for _, calls in FATAL], ids=[name for name, _ in FATAL])
def test_a_call_that_must_not_fail(
    qtbot: QtBot, qapp: QApplication, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: Calls
) -> None:
    desk = Desk(qtbot, qapp, path, tmp_path / "data")
    with monkeypatch.context() as patch:
        let_fail(patch, path.parent, calls)
        desk.save()
    assert not desk.check()
    assert len(desk.backups.versions(path, desk.session.form.id)) == 1
    desk.errors.clear()
    desk.save()
    assert desk.check(), "it works once the cause is gone"
    desk.end()
    assert [left.name for left in path.parent.iterdir()] == ["表.json"]


@pytest.mark.parametrize("calls", [calls for _, calls in HARMLESS], ids=[name for name, _ in HARMLESS])
def test_a_call_that_may_fail(
    qtbot: QtBot, qapp: QApplication, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: Calls
) -> None:
    desk = Desk(qtbot, qapp, path, tmp_path / "data")
    let_fail(monkeypatch, path.parent, calls)
    desk.save()
    assert desk.check()
    desk.end()
    assert [left.name for left in path.parent.iterdir()] == ["表.json"]


@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
def test_writing_fails_after_any_number_of_bytes(
    qtbot: QtBot, qapp: QApplication, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    desk = Desk(qtbot, qapp, path, tmp_path / "data")
    size = len(desk.new)
    for written in (0, 1, 17, size // 3, size - 1):
        desk.errors.clear()
        with monkeypatch.context() as patch:
            let_fail(patch, path.parent, small_writes(max(written, 1), os_error(number), after=min(written, 1)))
            desk.save()
        assert not desk.check(), written
        assert not list(path.parent.glob("*.tmp")), written
    desk.end()


KEEPING = [
    *(
        (f"{call} {errno.errorcode[number]}", failing(call, os_error(number)))
        for call in ("open", "write", "fsync", "link")
        for number in NUMBERS
    ),
]


@pytest.mark.parametrize("calls", [calls for _, calls in KEEPING], ids=[name for name, _ in KEEPING])
def test_a_version_that_cannot_be_kept_stops_no_save(
    qtbot: QtBot, qapp: QApplication, path: Path, tmp_path: Path, calls: Calls
) -> None:
    good = Backups(tmp_path / "data" / "versions").keep(path, load(path).form.id)
    assert good is not None
    path.write_bytes(path.read_bytes() + b"\n")  # so that there is something new to keep
    kept = good.path.read_bytes()
    desk = Desk(qtbot, qapp, path, tmp_path / "data", keeping=calls)
    desk.forms.save(desk.session)
    qtbot.waitUntil(lambda: not desk.forms.is_busy)
    assert path.read_bytes() == desk.new
    assert desk.session.is_clean
    assert len(desk.not_kept) == 1
    assert [version.path.read_bytes() for version in desk.backups.versions(path, desk.session.form.id)] == [kept]
    desk.end()


# ---- a real full disk ------------------------------------------------------------------------------------------------

_DISK = 192 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, small and real."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount a small disk")
    place = tmp_path / "磁盘"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Fill the disk but for so many bytes, in whole pages."""
    filler = disk / "filler"
    free = os.statvfs(disk)
    with filler.open("wb") as file:
        file.write(bytes(max(0, free.f_bavail * free.f_frsize - leave)))
    return filler


@pytest.mark.parametrize("pages", range(7))
def test_a_full_disk(qtbot: QtBot, qapp: QApplication, path: Path, tmp_path: Path, disk: Path, pages: int) -> None:
    """A form of two pages meets a disk with room for none to six more; its lock takes one of them."""
    target = Path(shutil.copy(path, disk / "表.json"))
    desk = Desk(qtbot, qapp, target, tmp_path / "data")
    page = os.sysconf("SC_PAGE_SIZE")
    filler = fill(disk, page * pages)
    desk.save()
    is_saved = desk.check()
    assert is_saved == (page * (pages - 1) >= len(desk.new))
    if not is_saved:
        assert [error.code for error in desk.errors] == ["save.disk_full"]
        desk.errors.clear()
        filler.unlink()
        desk.save()
        assert desk.check()
    assert not list(disk.glob("*.tmp"))
    desk.end()


def test_a_full_disk_of_the_programs_own_stops_no_save(
    qtbot: QtBot, qapp: QApplication, path: Path, disk: Path
) -> None:
    filler = fill(disk, 0)
    desk = Desk(qtbot, qapp, path, disk / "data")
    desk.save()
    assert desk.check()
    assert [error.code for error in desk.not_kept] == ["save.disk_full"]
    filler.unlink()
    desk.end()
    assert not lock_file(path).exists()
