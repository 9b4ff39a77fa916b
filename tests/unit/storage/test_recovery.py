"""Recovery files: what is written is found after the run is over, and only then; nothing broken stops a start."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from selfeval_gui.storage import recovery
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.errors import SaveFailed, UnreadableFolder
from selfeval_gui.storage.fingerprint import fingerprint
from selfeval_gui.storage.recovery import BROKEN, Pending, ProgramRun, Record, find_left_over, has_left_over
from selfeval_gui.work.left_over import look_for_left_over
from tests.helpers.storage_faults import failing, os_error, small_writes
from tests.helpers.storage_forms import small_form

DATA = encode(small_form())
NOW = datetime(2021, 3, 1, 9, 30, 15, 120, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "数据" / "recovery"


def record(path: Path = Path("/工作 文件夹/表.json"), **other: object) -> Record:
    made = Record(path, "f0000001", fingerprint(b"old"), NOW, Pending("n3", "score", "9。\ud83d"), DATA)
    return replace(made, **other)


def ended_run(root: Path, *records: Record) -> ProgramRun:
    run = ProgramRun(root)
    for each in records:
        run.write(each)
    run.end(keep=True)
    return run


def test_what_was_written_is_found_once_the_run_is_over(root: Path) -> None:
    run = ProgramRun(root)
    run.write(record())
    assert find_left_over(root).records == []
    run.end(keep=True)
    assert has_left_over(root)
    (found,) = find_left_over(root).records
    assert replace(found, file=None) == record()


def test_a_later_record_of_the_same_form_takes_the_place_of_the_first(root: Path) -> None:
    ended_run(root, record(), record(pending=None), record(path=Path("/b.json")), record(form_id="other"))
    assert len(find_left_over(root).records) == 3


def test_a_run_that_ends_well_leaves_nothing(root: Path) -> None:
    run = ProgramRun(root)
    run.end()
    assert not root.exists()
    run.write(record())
    run.end()
    assert list(root.iterdir()) == []
    assert not has_left_over(root)


def test_dropping_removes_one(root: Path) -> None:
    other = record(path=Path("/b.json"))
    run = ProgramRun(root)
    run.write(record())
    run.write(other)
    run.drop(record().key)
    run.drop(record().key)
    run.end(keep=True)
    assert [found.path for found in find_left_over(root).records] == [other.path]


def test_two_starts_do_not_find_the_same(root: Path) -> None:
    ended_run(root, record())
    first = find_left_over(root)
    assert find_left_over(root).records == []
    first.release()
    assert len(find_left_over(root).records) == 1


def test_the_newest_comes_first(root: Path) -> None:
    for day in (3, 9, 5):
        ended_run(root, record(path=Path(f"/{day}.json"), written=NOW.replace(day=day)))
    assert [found.written.day for found in find_left_over(root).records] == [9, 5, 3]


def test_discarding_the_last_record_removes_its_folder(root: Path) -> None:
    ended_run(root, record(), record(path=Path("/b.json")))
    found = find_left_over(root)
    found.discard(found.records[0])
    assert len(found.records) == 1
    assert has_left_over(root)
    found.discard(found.records[0])
    assert not has_left_over(root)
    found.release()


def test_what_the_file_holds_already_is_no_loss(root: Path, tmp_path: Path) -> None:
    saved = tmp_path / "表.json"
    saved.write_bytes(DATA)
    ended_run(root, record(path=saved, pending=None))
    assert find_left_over(root).records == []
    assert not has_left_over(root)
    ended_run(root, record(path=saved))
    assert len(find_left_over(root).records) == 1, "the editor's text is in no file"


def test_the_same_content_is_found_once(root: Path) -> None:
    for day in (3, 9):
        ended_run(root, record(written=NOW.replace(day=day)))
    ended_run(root, record(pending=None))
    found = find_left_over(root)
    assert [(each.written.day, each.pending) for each in found.records] == [(9, record().pending), (1, None)]
    found.release()


BREAKAGES = {
    "empty": b"",
    "zeros": bytes(2000),
    "no head": DATA,
    "not JSON": b"{\n" + DATA,
    "another version": b'x\n{"recovery": 2}\n',
    "a key is missing": b"x\n{}\n",
    "another checksum": b'x\n{"recovery": 1}\n',
    "a list": b"x\n[]\n",
    "too deep": b"x\n" + b"[" * 100_000,
}


@pytest.mark.parametrize("content", BREAKAGES.values(), ids=BREAKAGES)
def test_a_broken_file_is_moved_aside_and_named(root: Path, content: bytes) -> None:
    run = ended_run(root, record(), record(path=Path("/b.json")))
    (run.folder / f"{record().key}.recovery").write_bytes(content)
    found = find_left_over(root)
    assert [each.path for each in found.records] == [Path("/b.json")]
    (aside,) = found.broken
    assert aside.parent == root / BROKEN
    assert aside.read_bytes() == content
    found.release()
    assert find_left_over(root).broken == []


def test_every_cut_and_every_changed_byte_is_seen(root: Path) -> None:
    run = ended_run(root, record())
    (path,) = run.folder.glob("*.recovery")
    whole = path.read_bytes()
    for place in range(0, len(whole), 97):
        for content in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
            run.folder.mkdir(exist_ok=True)
            path.write_bytes(content)
            found = find_left_over(root)
            found.release()
            assert found.records == []
            assert len(found.broken) == 1


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
def test_a_failure_keeps_the_record_before(root: Path, call: str, number: int) -> None:
    run = ProgramRun(root)
    run.write(record())
    run._calls = failing(call, os_error(number))  # noqa: SLF001
    with pytest.raises(SaveFailed):
        run.write(record(pending=None))
    run.end(keep=True)
    assert [found.pending for found in find_left_over(root).records] == [record().pending]


@pytest.mark.parametrize("after", range(0, 30, 3))
def test_a_full_disk_at_any_byte_keeps_the_record_before(root: Path, after: int) -> None:
    run = ProgramRun(root)
    run.write(record())
    run._calls = small_writes(100, os_error(errno.ENOSPC), after=after)  # noqa: SLF001
    with pytest.raises(SaveFailed):
        run.write(record(pending=None, data=DATA * 2))
    run.end(keep=True)
    assert [found.data for found in find_left_over(root).records] == [DATA]


def test_a_data_folder_that_refuses_is_a_named_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SaveFailed):
        ProgramRun(tmp_path / "file" / "recovery").write(record())


def test_a_folder_that_is_not_there_holds_nothing(root: Path) -> None:
    assert not recovery.has_left_over(root)


def test_a_data_folder_that_became_read_only_still_gives_back_what_it_holds(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended_run(root, record())
    living = ProgramRun(root)
    living.write(record(form_id="other"))
    opened = os.open

    def read_only(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise os_error(errno.EROFS)
        return opened(path, flags, mode)

    def refused(_path: Path, **_named: object) -> None:
        raise os_error(errno.EROFS)

    monkeypatch.setattr(os, "open", read_only)
    monkeypatch.setattr(Path, "unlink", refused)
    found = find_left_over(root)
    assert [replace(each, file=None) for each in found.records] == [record()]
    found.release()


def test_a_saved_record_that_cannot_be_removed_does_not_hide_the_others(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "已保存.json"
    saved.write_bytes(DATA)
    ended_run(root, record(path=saved, pending=None), record())

    def refused(_path: Path, **_named: object) -> None:
        raise os_error(errno.EROFS)

    monkeypatch.setattr(Path, "unlink", refused)
    assert [each.path for each in find_left_over(root).records] == [record().path]


def test_a_folder_that_cannot_be_listed_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended_run(root, record())

    def refused(_path: Path) -> None:
        raise os_error(errno.EACCES)

    monkeypatch.setattr(Path, "iterdir", refused)
    assert has_left_over(root)
    with pytest.raises(UnreadableFolder):
        find_left_over(root)


# ---- renamed just before the end -----------------------------------------------------------------------------------


def renamed(tmp_path: Path, name: str = "新名.json", data: bytes = DATA) -> tuple[Path, Path]:
    """Return the path a form had, and the one it has now."""
    old, new = tmp_path / "表.json", tmp_path / name
    new.write_bytes(data)
    return old, new


def changed_form() -> bytes:
    return encode(small_form().model_copy(update={"notes": "没保存的"}))


@pytest.mark.parametrize("is_saved_since", [False, True])
def test_what_was_not_saved_belongs_to_the_renamed_file(root: Path, tmp_path: Path, is_saved_since: bool) -> None:
    saved = encode(small_form().model_copy(update={"notes": "后来保存的"})) if is_saved_since else DATA
    old, new = renamed(tmp_path, data=saved)
    ended_run(root, record(path=old, fingerprint=fingerprint(DATA), data=changed_form(), pending=None))
    (found,) = find_left_over(root).records
    assert found.path == new


def test_records_under_both_names_are_one(root: Path, tmp_path: Path) -> None:
    old, new = renamed(tmp_path)
    same = {"fingerprint": fingerprint(DATA), "data": changed_form(), "pending": None}
    ended_run(root, record(path=old, **same), record(path=new, **same))
    assert [each.path for each in find_left_over(root).records] == [new]


def test_a_file_that_is_another_project_or_one_of_two_is_not_taken_for_the_renamed_one(
    root: Path, tmp_path: Path
) -> None:
    old, new = renamed(tmp_path, data=encode(small_form().model_copy(update={"project_name": "另一个项目"})))
    ended_run(root, record(path=old, fingerprint=fingerprint(DATA), data=changed_form()))
    assert [each.path for each in find_left_over(root).records] == [old]
    new.write_bytes(DATA)
    new.with_name("副本.json").write_bytes(DATA)
    ended_run(root, record(path=old, fingerprint=fingerprint(DATA), data=changed_form()))
    assert {each.path for each in find_left_over(root).records} == {old}


# ---- made up -------------------------------------------------------------------------------------------------------

MADE_UP = {
    "path": ["表.json", "", "/a\0b", "/a\ud83d", 5, None, ["/a"], {}],
    "fingerprint": [5, [], {}],
    "written": ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "gestern", 5, None],
    "pending": [[1, 2, 3], ["a"], ["a", "b", "c", "d"], "abc", {"node": 1}, 7],
    "recovery": [2, "1", None],
}


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in MADE_UP.items() for value in values])
def test_one_made_up_record_hides_no_other(root: Path, key: str, value: object) -> None:
    run = ended_run(root, record())
    (file,) = run.folder.iterdir()
    head, data = file.read_bytes().partition(b"\n")[2].split(b"\n", 1)
    content = json.dumps({**json.loads(head), key: value}).encode() + b"\n" + data
    file.with_name("0" * 32 + ".recovery").write_bytes(fingerprint(content).encode() + b"\n" + content)
    found = look_for_left_over(root)
    assert [each.record.path for each in found.forms] == [record().path]
    assert len(found.left_over.broken) == 1
