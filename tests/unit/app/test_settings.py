"""Settings: typed, sparse, written whole; a broken file is moved aside and said once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selfeval_gui.app.settings import ACCEPTED_BY, EXPORT_FORMAT, WORKSPACE, Setting, Settings, impersonal
from selfeval_gui.storage.user_data import data_folder

WIDTH = Setting("width", 300)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "user" / "settings.json"


def test_default_until_something_is_remembered(path: Path) -> None:
    settings = Settings(path)
    assert settings.get(WIDTH) == 300
    settings.set(WIDTH, 420)
    assert settings.get(WIDTH) == 420


def test_remembers_across_starts(path: Path) -> None:
    settings = Settings(path)
    settings.set(WORKSPACE, "/自评表 2020")
    settings.write()
    assert Settings(path).get(WORKSPACE) == "/自评表 2020"


def test_only_what_differs_is_written(path: Path) -> None:
    settings = Settings(path)
    settings.set(WIDTH, 420)
    settings.set(WORKSPACE, "x")
    settings.set(WIDTH, 300)
    settings.write()
    assert json.loads(path.read_text(encoding="utf-8")) == {"workspace": "x"}


def test_nothing_is_written_without_a_change(path: Path) -> None:
    Settings(path).write()
    assert not path.exists()


def test_value_of_a_wrong_type_counts_as_none(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"width": "wide", "workspace": 7}', encoding="utf-8")
    settings = Settings(path)
    assert settings.get(WIDTH) == 300
    assert settings.get(WORKSPACE) == ""


def test_keys_of_another_version_are_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"of_the_future": [1]}', encoding="utf-8")
    settings = Settings(path)
    settings.set(WIDTH, 1)
    settings.write()
    assert json.loads(path.read_text(encoding="utf-8")) == {"of_the_future": [1], "width": 1}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_broken_file_is_moved_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    settings = Settings(path)
    assert settings.get(WIDTH) == 300
    assert settings.moved_aside is not None
    assert settings.moved_aside.read_bytes() == content
    assert not path.exists()
    assert Settings(path).moved_aside is None


def test_a_folder_that_refuses_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "user").write_text("a file where the folder should be", encoding="utf-8")
    settings = Settings(tmp_path / "user" / "settings.json")
    settings.set(WIDTH, 1)
    settings.write_if_possible()
    assert settings.get(WIDTH) == 1


def test_lives_in_the_users_data(private_home: Path) -> None:
    assert data_folder().name == "selfeval_gui"
    assert Settings().path == data_folder() / "settings.json"


def test_a_portable_copy_keeps_them_beside_itself(
    private_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFEVAL_DATA", str(tmp_path / "U 盘" / "data"))
    settings = Settings()
    settings.set(WIDTH, 1)
    settings.write()
    assert settings.path == tmp_path / "U 盘" / "data" / "settings.json"
    assert settings.path.exists()
    assert not [path for path in private_home.rglob("selfeval_gui")]


def test_a_folder_that_refuses_is_named_to_whoever_asks(tmp_path: Path) -> None:
    (tmp_path / "user").write_text("in the way", encoding="utf-8")
    settings = Settings(tmp_path / "user" / "settings.json")
    settings.set(WIDTH, 1)
    assert settings.write_if_possible() is not None
    assert settings.write_if_possible() is not None, "each time"


def test_a_stranger_sees_neither_names_nor_places(path: Path) -> None:
    settings = Settings(path)
    for setting, value in ((WORKSPACE, "/家/王会计"), (ACCEPTED_BY, "王会计"), (EXPORT_FORMAT, ".docx")):
        settings.set(setting, value)
    settings.write()
    assert impersonal(path) == {"workspace": "…", "accepted_by": "…", "export_format": ".docx"}
