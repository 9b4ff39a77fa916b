"""The samples: copied to a folder of the user's choice, over nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.storage.store import load
from selfeval_gui.work.samples import FOLDER_NAME, copy_samples
from tests.helpers.samples import sample_files


def test_new_folder_takes_them(tmp_path: Path) -> None:
    target = copy_samples(tmp_path / "新")
    assert target == tmp_path / "新"
    originals = {path.name: path.read_bytes() for path in sample_files()}
    copies = {path.name: path.read_bytes() for path in target.iterdir()}
    assert copies.keys() == originals.keys()
    for name, copy in copies.items():
        there, here = originals[name].splitlines(), copy.splitlines()
        assert [old for old, new in zip(there, here, strict=True) if old != new] == [f'  "id": "s{name[:2]}",'.encode()]


def test_each_copy_has_ids_of_its_own(tmp_path: Path) -> None:
    """People type over samples and send them to each other: what began as one sample is not one form."""
    forms = [
        load(path).form
        for target in (copy_samples(tmp_path / "一"), copy_samples(tmp_path / "二"))
        for path in target.iterdir()
    ]
    assert len({form.id for form in forms}) == 2 * len(sample_files())


def test_a_folder_that_is_there_gets_a_new_one_inside(tmp_path: Path) -> None:
    (tmp_path / "通知.docx").touch()
    assert copy_samples(tmp_path) == tmp_path / FOLDER_NAME
    assert copy_samples(tmp_path) == tmp_path / f"{FOLDER_NAME} (2)"
    (tmp_path / "空").mkdir()
    assert copy_samples(tmp_path / "空") == tmp_path / "空" / FOLDER_NAME


def test_samples_are_never_listed_with_the_users_own_forms(tmp_path: Path) -> None:
    """A workspace lists all folders in it, so that one inside it would mix."""
    mine = tmp_path / "我的"
    (mine / "2021").mkdir(parents=True)
    (mine / "自己的.json").write_text("{}", encoding="utf-8")
    assert copy_samples(mine) == tmp_path / FOLDER_NAME
    assert copy_samples(mine / "2021", mine) == tmp_path / f"{FOLDER_NAME} (2)"
    assert [path.name for path in sorted(mine.rglob("*"))] == ["2021", "自己的.json"]


def test_refusal_has_a_name(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(SaveFailed):
        copy_samples(tmp_path / "a file")
