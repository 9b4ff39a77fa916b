"""Load and save by path, and what happens when another program writes in between."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from selfeval_gui.storage import atomic, store
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.errors import ChangedOutside, SaveFailed
from selfeval_gui.storage.fingerprint import fingerprint, fingerprint_of_file
from tests.helpers.storage_faults import failing, os_error
from tests.helpers.storage_forms import small_form


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "办公用房维修.json"
    store.save(small_form(), path, None)
    return path


def test_fingerprint_is_the_sha256(path: Path) -> None:
    data = path.read_bytes()
    assert fingerprint(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert fingerprint(data) == fingerprint_of_file(path) == hashlib.sha256(data).hexdigest()


def test_open_and_save_without_a_change_gives_the_same_bytes(samples: Path) -> None:
    for path in samples.glob("*.json"):
        before = path.read_bytes()
        loaded = store.load(path)
        assert store.save(loaded.form, path, loaded.fingerprint) == loaded.fingerprint
        assert path.read_bytes() == before


def test_load_edit_save_load(path: Path) -> None:
    form, known, _data = store.load(path)
    form.department = "市科学技术协会"
    new = store.save(form, path, known)
    assert store.load(path)[:2] == (form, new)
    assert new != known


def test_saves_one_after_the_other(path: Path) -> None:
    form, known, _data = store.load(path)
    for name in ("甲", "乙", "丙"):
        form.project_name = name
        known = store.save(form, path, known)
    assert store.load(path).form.project_name == "丙"


def test_bytes_encoded_earlier_are_what_is_saved(path: Path) -> None:
    form, known, _data = store.load(path)
    form.project_name = "冻结"
    frozen = encode(form)
    form.project_name = "之后"
    store.save_bytes(frozen, path, known)
    assert store.load(path).form.project_name == "冻结"


def test_changed_outside(path: Path) -> None:
    form, known, _data = store.load(path)
    theirs = path.read_bytes().replace("维修".encode(), "改造".encode())
    path.write_bytes(theirs)
    with pytest.raises(ChangedOutside):
        store.save(form, path, known)
    assert path.read_bytes() == theirs
    store.save(form, path, fingerprint_of_file(path))  # the user said: overwrite
    assert store.load(path).form == form


def test_a_new_form_overwrites_nothing(path: Path) -> None:
    before = path.read_bytes()
    other = small_form()
    other.project_name = "另一份"
    with pytest.raises(ChangedOutside):
        store.save(other, path, None)
    assert path.read_bytes() == before


def test_a_form_that_cannot_be_encoded_touches_nothing(path: Path) -> None:
    form, known, _data = store.load(path)
    before = path.read_bytes()
    form.notes = "\ud83d"
    with pytest.raises(SaveFailed):
        store.save(form, path, known)
    assert path.read_bytes() == before


def test_a_refusal_of_the_system_comes_through(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    form, known, _data = store.load(path)
    calls = failing("write", os_error(errno.ENOSPC))
    monkeypatch.setattr(atomic.write, "__kwdefaults__", {"calls": calls})
    with pytest.raises(SaveFailed) as caught:
        store.save(form, path, known)
    assert caught.value.code == "save.disk_full"
    assert path.read_bytes() == before


@pytest.mark.parametrize(("seconds", "year"), [(-11644473600, 1970), (1_577_880_000, 2020), (10**13, 9999)])
def test_the_time_of_a_file_is_one_the_calendar_knows(seconds: int, year: int) -> None:
    info = os.stat_result((0o100644, 0, 0, 1, 0, 0, 0, 0, seconds, 0))
    assert store.time_of(info).year == year
