"""The samples: copied to a folder of the user's choice, over nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.work.samples import FOLDER_NAME, copy_samples
from tests.helpers.samples import sample_files


def test_empty_or_new_folder_takes_them(tmp_path: Path) -> None:
    target = copy_samples(tmp_path / "新")
    assert target == tmp_path / "新"
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {
        path.name: path.read_bytes() for path in sample_files()
    }


def test_used_folder_gets_a_new_one_inside(tmp_path: Path) -> None:
    (tmp_path / "自己的.json").write_text("{}", encoding="utf-8")
    assert copy_samples(tmp_path) == tmp_path / FOLDER_NAME
    assert copy_samples(tmp_path) == tmp_path / f"{FOLDER_NAME} (2)"
    assert (tmp_path / "自己的.json").read_text(encoding="utf-8") == "{}"


def test_refusal_has_a_name(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(SaveFailed):
        copy_samples(tmp_path / "a file")
