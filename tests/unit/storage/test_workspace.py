"""Finding the forms of a folder, and making, copying and renaming files without overwriting one."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from selfeval_gui.exchange.readers.folder_files import files_below
from selfeval_gui.storage import exclusive_rename, store, workspace
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.errors import SaveFailed, UnreadableFolder, UnreadableForm
from selfeval_gui.storage.fingerprint import fingerprint_of_file
from selfeval_gui.storage.workspace import FolderNames, create, duplicate, find_forms, rename
from selfeval_gui.work.progress import Cancelled
from tests.helpers.storage_faults import os_error
from tests.helpers.storage_forms import small_form

posix = pytest.mark.skipif(os.name == "nt", reason="links of POSIX")


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def found(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_forms(folder)]


# ---- finding ---------------------------------------------------------------------------------------------------------


def test_at_any_depth_in_the_order_of_paths(tmp_path: Path) -> None:
    names = ["02 乙.json", "01 甲.json", "部门/2021/01.json", "部门/00.JSON", "a/z.json", "a.json", "a b/y.json"]
    touch(tmp_path, *names)
    assert found(tmp_path) == sorted(names)
    assert found(tmp_path)[:2] == ["01 甲.json", "02 乙.json"]


def test_a_share_of_thousands_is_in_order_too(tmp_path: Path) -> None:
    names = [f"{number * 7919 % 5003}.json" for number in range(5003)]
    touch(tmp_path, *names, "0/里.json", "9999/里.json")
    assert found(tmp_path) == sorted([*names, "0/里.json", "9999/里.json"])


def test_who_waits_for_the_list_may_stop_before_all_of_a_folder_is_known(tmp_path: Path) -> None:
    looks: list[str] = []

    def stop() -> None:
        looks.append("look")
        if len(looks) == 5:
            raise Cancelled

    touch(tmp_path, *(f"{number:02}.json" for number in range(20)))
    with pytest.raises(Cancelled):
        next(find_forms(tmp_path, stop))
    assert len(looks) == 5


def test_what_is_known_of_a_share_s_files_goes_with_each_of_them(tmp_path: Path) -> None:
    """All of 100,000 at the end of the walk would hold the interpreter, and so the window, for long."""
    touch(tmp_path, *(f"{number:04}.json" for number in range(5001)))
    walk = find_forms(tmp_path)
    next(walk)
    at_first = sys.getallocatedblocks()
    for _ in range(4999):
        next(walk)
    assert at_first - sys.getallocatedblocks() > 4999
    assert [path.name for path in walk] == ["5000.json"]


def test_what_a_changing_folder_names_twice_is_found_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir: Callable[..., Any] = os.scandir

    @contextmanager
    def twice(folder: str | Path) -> Iterator[list[Any]]:
        with scandir(folder) as entries:
            there = list(entries)
        yield [*there, *there]

    touch(tmp_path, "甲.json", "夹/乙.json")
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", twice)
        assert found(tmp_path) == ["夹/乙.json", "甲.json"]


def test_what_is_no_form_file_is_left_out(tmp_path: Path) -> None:
    touch(
        tmp_path,
        *("表.json", "表.json.lock", ".selfeval-0123456789abcdef.tmp", "表.json.bak", "json", "表.xlsx", "._表.json"),
        *(".git/x.json", ".Trash-0/files/x.json", "$RECYCLE.BIN/x.json", "System Volume Information/x.json"),
    )
    (tmp_path / "夹.json").mkdir()
    touch(tmp_path, "夹.json/里.json")
    assert found(tmp_path) == ["夹.json/里.json", "表.json"]


def test_broken_and_empty_files_are_found(tmp_path: Path) -> None:
    touch(tmp_path, "空.json")
    (tmp_path / "坏.json").write_bytes(b"\xff")
    assert found(tmp_path) == ["坏.json", "空.json"]


def test_an_empty_folder(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_a_hidden_folder_may_be_the_workspace_itself(tmp_path: Path) -> None:
    touch(tmp_path, ".表/x.json")
    assert found(tmp_path / ".表") == ["x.json"]


@posix
def test_links_are_followed_once_and_never_in_a_circle(tmp_path: Path) -> None:
    touch(tmp_path, "表/一.json", "别处/二.json")
    (tmp_path / "表" / "圈").symlink_to(tmp_path / "表")
    (tmp_path / "表" / "别处").symlink_to(tmp_path / "别处")
    (tmp_path / "表" / "又别处").symlink_to(tmp_path / "别处")
    (tmp_path / "表" / "断.json").symlink_to(tmp_path / "没有")
    (tmp_path / "表" / "链.json").symlink_to(tmp_path / "表" / "一.json")
    assert found(tmp_path / "表") == ["一.json", "别处/二.json", "链.json"]


@posix
def test_folders_of_a_drive_that_numbers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "甲/1.json", "乙/2.json")
    (tmp_path / "乙" / "圈").symlink_to(tmp_path)
    stat = Path.stat

    def without_number(path: Path, **options: bool) -> os.stat_result:
        info = stat(path, **options)
        return os.stat_result((info.st_mode, 0, *info[2:]))

    monkeypatch.setattr(Path, "stat", without_number)
    assert found(tmp_path) == ["乙/2.json", "甲/1.json"]


def test_a_folder_below_that_cannot_be_listed_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "一.json", "锁/二.json", "部/三.json")
    refuse_to_list(monkeypatch, tmp_path / "锁", errno.EACCES)
    assert found(tmp_path) == ["一.json", "部/三.json"]


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.EACCES, "folder.no_permission"), (errno.ENOENT, "folder.vanished"), (errno.EIO, "folder.read_failed")],
)
def test_a_workspace_that_cannot_be_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    refuse_to_list(monkeypatch, tmp_path, number)
    with pytest.raises(UnreadableFolder) as caught:
        list(find_forms(tmp_path))
    assert caught.value.code == code


def test_a_workspace_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFolder) as caught:
        list(find_forms(tmp_path / "没有"))
    assert caught.value.code == "folder.vanished"


def refuse_to_list(monkeypatch: pytest.MonkeyPatch, folder: Path, number: int) -> None:
    scandir: Callable[..., Any] = os.scandir

    def refuse(path: str | Path | int) -> Any:  # a number is a folder that is open, as what cleans up asks
        if not isinstance(path, int) and Path(path) == folder:
            raise os_error(number)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)


# ---- new, copied and renamed files -----------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_create_names_the_file_after_the_project(tmp_path: Path) -> None:
    path, known = create(tmp_path, small_form())
    assert path == tmp_path / "办公用房维修.json"
    assert known == fingerprint_of_file(path)
    assert store.load(path).form == small_form()


def test_create_finds_free_names(tmp_path: Path) -> None:
    paths = [create(tmp_path, small_form()).path.name for _ in range(3)]
    assert paths == ["办公用房维修.json", "办公用房维修 (2).json", "办公用房维修 (3).json"]


def test_many_new_files_look_into_a_folder_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "办公用房维修.JSON").write_bytes(b"theirs")
    looked: list[str] = []
    list_names, look_through = Path.iterdir, os.scandir

    def names_of(folder: Path) -> Iterator[Path]:
        looked.append("names")
        return list_names(folder)

    def entries_of(folder: str | Path) -> Any:
        looked.append("abandoned")
        return look_through(folder)

    monkeypatch.setattr(Path, "iterdir", names_of)
    monkeypatch.setattr(os, "scandir", entries_of)
    names = FolderNames()
    paths = [create(tmp_path, small_form(), names).path for _ in range(3)]
    assert [path.name for path in paths] == [f"办公用房维修 ({number}).json" for number in (2, 3, 4)]
    assert [store.load(path).form for path in paths] == [small_form()] * 3
    assert looked.count("names") == 1
    assert looked.count("abandoned") < len(paths)  # two where ten minutes end just then


def test_create_gives_way_to_a_file_made_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = tmp_path / "办公用房维修.json"
    listed = workspace._names_in  # noqa: SLF001 - the moment between looking and writing has no other door

    def look_then_others_write(folder: Path) -> set[str]:
        names = listed(folder)
        theirs.write_bytes(b"theirs")
        return names

    monkeypatch.setattr(workspace, "_names_in", look_then_others_write)
    assert create(tmp_path, small_form()).path.name == "办公用房维修 (2).json"
    assert theirs.read_bytes() == b"theirs"


def test_create_in_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(SaveFailed) as caught:
        create(tmp_path / "没有", small_form())
    assert caught.value.code == "save.folder_vanished"


def test_duplicate_differs_by_its_id_alone(tmp_path: Path) -> None:
    path = tmp_path / "01 维修.json"
    path.write_bytes(encode(small_form()))
    copy, known = duplicate(path)
    assert (copy.name, known) == ("01 维修 (2).json", fingerprint_of_file(copy))
    form = store.load(copy).form
    assert len(form.id) == 8 != small_form().id
    form.id = small_form().id
    assert form == small_form()
    assert path.read_bytes() == encode(small_form())


def test_duplicates_of_a_duplicate_count_on(tmp_path: Path) -> None:
    path = create(tmp_path, small_form()).path
    assert duplicate(duplicate(path).path).path.name == "办公用房维修 (3).json"


def test_a_broken_file_is_not_duplicated(tmp_path: Path) -> None:
    (tmp_path / "坏.json").write_bytes(b"{")
    with pytest.raises(UnreadableForm):
        duplicate(tmp_path / "坏.json")
    assert names(tmp_path) == ["坏.json"]


def test_rename(tmp_path: Path) -> None:
    path = create(tmp_path, small_form()).path
    before = path.read_bytes()
    assert rename(path, " 新/名 ") == tmp_path / "新／名.json"
    assert names(tmp_path) == ["新／名.json"]
    assert (tmp_path / "新／名.json").read_bytes() == before


def test_rename_to_its_own_name_and_to_a_taken_one(tmp_path: Path) -> None:
    touch(tmp_path, "甲.json", "乙.json")
    assert rename(tmp_path / "甲.json", "甲") == tmp_path / "甲.json"
    assert rename(tmp_path / "甲.json", "乙") == tmp_path / "乙 (2).json"
    assert names(tmp_path) == ["乙 (2).json", "乙.json"]


def test_rename_changes_upper_and_lower_case(tmp_path: Path) -> None:
    touch(tmp_path, "abc.json")
    assert rename(tmp_path / "abc.json", "ABC").name == "ABC.json"
    assert names(tmp_path) == ["ABC.json"]


def test_rename_that_fails_leaves_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "甲.json")

    def refuse(*_: object) -> None:
        raise os_error(errno.EACCES)

    monkeypatch.setattr(exclusive_rename, "rename_new", refuse)
    with pytest.raises(SaveFailed) as caught:
        rename(tmp_path / "甲.json", "乙")
    assert caught.value.code == "save.no_permission"
    assert names(tmp_path) == ["甲.json"]


@posix
def test_folders_lie_as_deep_as_they_like(tmp_path: Path) -> None:
    """Folders a thousand deep once ended the listing with an error of the interpreter."""
    deep = tmp_path
    for _depth in range(1500):
        deep /= "a"
        deep.mkdir()
    store.save(small_form(), deep / "below.json", None)
    store.save(small_form(), tmp_path / "z.json", None)
    try:
        assert [path.name for path in find_forms(tmp_path)] == ["below.json", "z.json"]
        assert [path.name for path in files_below(tmp_path)] == ["z.json", "below.json"]
    finally:
        while deep != tmp_path:  # what cleans up after tests goes no deeper than the interpreter
            for path in deep.iterdir():
                path.unlink()
            deep.rmdir()
            deep = deep.parent
