"""Where a user's data lives: where Qt would put it, found without Qt."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from selfeval_gui.storage.user_data import data_folder

PLACE = QStandardPaths.StandardLocation.GenericDataLocation


@pytest.mark.usefixtures("private_home")
def test_it_is_where_qt_says() -> None:
    assert data_folder() == Path(QStandardPaths.writableLocation(PLACE)) / "selfeval_gui"


@pytest.mark.parametrize("named", ["", "relative/place"])
def test_it_is_where_qt_says_for_a_home_without_xdg(
    private_home: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", named)
    assert data_folder() == Path(QStandardPaths.writableLocation(PLACE)) / "selfeval_gui"
    assert data_folder().is_relative_to(private_home)


def test_a_portable_copy_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFEVAL_DATA", str(tmp_path / "data"))
    assert data_folder() == tmp_path / "data"
