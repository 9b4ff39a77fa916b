"""The samples: copied to a folder of the user's choice, over nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.storage.store import load
from selfeval_gui.work.samples import FOLDER_NAME, copy_samples
from tests.helpers.samples import sample_files


def test_empty_or_new_folder_takes_them(tmp_path: Path) -> None:
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


def test_used_folder_gets_a_new_one_inside(tmp_path: Path) -> None:
    (tmp_path / "自己的.json").write_text("{}", encoding="utf-8")
    assert copy_samples(tmp_path) == tmp_path / FOLDER_NAME
    assert copy_samples(tmp_path) == tmp_path / f"{FOLDER_NAME} (2)"
    assert (tmp_path / "自己的.json").read_text(encoding="utf-8") == "{}"


def test_refusal_has_a_name(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(SaveFailed):
        copy_samples(tmp_path / "a file")
