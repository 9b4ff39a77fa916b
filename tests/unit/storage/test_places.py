"""A place that cannot be looked at is an answer, not an error: for every error number the system knows."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from selfeval_gui.app.settings import WORKSPACE, Settings
from selfeval_gui.exchange.readers.folder_files import files_below
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage import store
from selfeval_gui.storage.atomic import overwrite
from selfeval_gui.storage.errors import SaveFailed, UnreadableForm
from selfeval_gui.storage.fingerprint import fingerprint, fingerprint_of_file
from selfeval_gui.storage.folder_probe import FolderProbe
from selfeval_gui.storage.places import NotRegular, TooLarge, is_file, is_folder, is_there, read_regular, whole_path
from selfeval_gui.storage.workspace import find_forms
from selfeval_gui.work.own_templates import OwnTemplates
from tests.helpers.storage_forms import small_form

ALL_NUMBERS = sorted(errno.errorcode)
NO_PIPES = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes and devices among its files")


@contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch, number: int, below: Path) -> Iterator[None]:
    """Let the system answer this error to each question about a place."""
    real = os.stat

    def stat(path: object, *args: object, **named: object) -> os.stat_result:
        if isinstance(path, str | os.PathLike) and os.fspath(path).startswith(str(below)):
            raise OSError(number, os.strerror(number), os.fspath(path))
        return real(path, *args, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", stat)
        yield


@pytest.mark.parametrize("number", ALL_NUMBERS, ids=errno.errorcode.get)
def test_every_error_is_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    (tmp_path / "a.json").write_bytes(b"{}")
    probe = FolderProbe()
    with refusing(monkeypatch, number, tmp_path):
        assert not is_folder(tmp_path)
        assert not is_file(tmp_path / "a.json")
        assert not is_there(tmp_path / "a.json")
        assert probe.answers(tmp_path)
        assert not probe.is_folder(tmp_path)
        assert not probe.is_file(tmp_path / "a.json")
        assert list(files_below(tmp_path)) == []
        own = OwnTemplates(tmp_path)
        assert own.known() == own.presets()
        with suppress(SaveFailed):
            store.write_export(tmp_path / "new.xlsx", b"whole", overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] in (["a.json"], ["a.json", "new.xlsx"], ["new.xlsx", "a.json"])


def test_what_stands_there(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"{}")
    assert (is_folder(tmp_path), is_file(tmp_path), is_there(tmp_path)) == (True, False, True)
    here = tmp_path / "a.json"
    assert (is_folder(here), is_file(here), is_there(here)) == (False, True, True)
    for gone in (tmp_path / "none", here / "below", tmp_path / ("长" * 1700), Path("a\0b"), Path("/" + "很长/" * 2500)):
        assert (is_folder(gone), is_file(gone), is_there(gone)) == (False, False, False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")
def test_links_in_a_circle_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "circle.json").symlink_to(tmp_path / "circle.json")
    store.save(small_form(), tmp_path / "c.json", None)
    assert not is_folder(tmp_path / "a" / "below")
    assert [path.name for path in find_forms(tmp_path)] == ["c.json"]
    with pytest.raises(UnreadableForm) as caught:
        store.load(tmp_path / "circle.json")
    assert caught.value.args_for_text["reason"] == "ELOOP"


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names there are always characters")
def test_a_folder_whose_name_is_no_utf_8_is_remembered(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb2\xe2\xca\xd4"))
    folder.mkdir()
    settings = Settings(tmp_path / "settings.json")
    settings.set(WORKSPACE, str(folder))
    settings.write()
    assert Path(Settings(tmp_path / "settings.json").get(WORKSPACE)) == folder
    assert is_folder(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no folder that somebody stands in")
def test_the_folder_one_stands_in_may_be_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert whole_path(Path("a.json")) == Path("a.json")
    monkeypatch.chdir(tmp_path)
    assert whole_path(Path("a.json")) == tmp_path / "a.json"


# ---- pipes, devices, what has no end ---------------------------------------------------------------------------------


@pytest.fixture(params=["pipe", "socket", "device"])
def odd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """Give what is no file, and see that it is still the same in the end."""
    path = tmp_path / "form.json"
    with socket.socket(socket.AF_UNIX) as heard:
        if request.param == "pipe":
            os.mkfifo(path)
        elif request.param == "socket":
            (tmp_path / "s").symlink_to(tmp_path)
            heard.bind(os.path.relpath(path))
        else:
            path.symlink_to("/dev/zero")
        before = path.stat()
        yield path
        after = path.stat()
    assert (after.st_mode, after.st_ino, after.st_rdev) == (before.st_mode, before.st_ino, before.st_rdev)


@NO_PIPES
def test_what_is_no_file_is_neither_read_nor_replaced(odd: Path) -> None:
    assert not is_file(odd)
    assert is_there(odd)
    with pytest.raises(UnreadableForm) as unread:
        store.load(odd)
    assert unread.value.code in {"file.not_a_file", "file.vanished"}
    with pytest.raises(OSError):
        fingerprint_of_file(odd)
    for write in (
        lambda: store.write_export(odd, b"report", overwrite=True),
        lambda: overwrite(odd, b"mine"),
        lambda: store.save(small_form(), odd, fingerprint(b"")),
        lambda: store.save_bytes_directly(b"", odd, fingerprint(b"")),
    ):
        with pytest.raises(SaveFailed) as refused:
            write()
        assert refused.value.code in {"save.not_a_file", "save.not_faithful", "save.folder_vanished"}


@NO_PIPES
def test_a_folder_below_what_is_no_folder_is_said_in_words(odd: Path, tmp_path: Path) -> None:
    with pytest.raises(SaveFailed) as refused:
        store.write_export(odd / "表.xlsx", b"report", overwrite=True)
    assert storage_sentence(refused.value) == "那里已有同名的文件夹或文件，没有写入，它也没有改动。请换一个名称。"
    with pytest.raises(UnreadableForm) as unread:
        store.load(tmp_path / ("长" * 5000))
    assert storage_sentence(unread.value) == "无法读取文件：文件名或路径太长。"


@NO_PIPES
def test_a_file_without_an_end_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(NotRegular):
        read_regular(Path("/dev/zero"), 10)
    (tmp_path / "large").write_bytes(b"x" * 11)
    with pytest.raises(TooLarge):
        read_regular(tmp_path / "large", 10)
    assert read_regular(tmp_path / "large", 11)[0] == b"x" * 11


def test_a_file_as_long_as_it_says_is_read_at_once_and_one_that_grows_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, read, pieces = tmp_path / "a", os.read, [1000]
    path.write_bytes(b"x" * 25)
    asked: list[int] = []

    def counted(file: int, count: int) -> bytes:
        asked.append(count)
        return read(file, min(count, pieces[0]))

    monkeypatch.setattr(os, "read", counted)
    assert read_regular(path, 1000)[0] == b"x" * 25
    assert asked == [26]
    pieces[0] = 10  # 10, 10, 5 and the end
    assert read_regular(path, 1000)[0] == b"x" * 25
    assert len(asked) == 1 + 4


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="a file that says nothing of its size")
def test_a_file_that_says_it_is_empty_is_read_no_further_than_allowed() -> None:
    with pytest.raises(TooLarge):
        read_regular(Path("/proc/self/maps"), 10)


def test_what_comes_in_pieces_is_heard_of_as_it_comes(tmp_path: Path) -> None:
    path, data, heard = tmp_path / "file", bytes(range(256)) * 12_000, [0]
    path.write_bytes(data)

    def hear() -> None:
        heard[0] += 1

    assert read_regular(path, len(data), hear)[0] == data
    assert heard[0] >= 2  # of three megabytes
    with pytest.raises(TooLarge):
        read_regular(path, len(data) - 1, hear)
