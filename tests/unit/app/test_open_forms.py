"""The forms in memory: one session a file, saves by a worker, ids that never stand for two files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.session import Session
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.storage import atomic
from selfeval_gui.storage.errors import ChangedOutside, SaveFailed, StorageError, UnreadableForm
from selfeval_gui.storage.store import load


class Ear:
    """Keeps what the signals say."""

    def __init__(self, forms: OpenForms) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.errors: list[StorageError] = []
        forms.saved.connect(self._saved)
        forms.save_failed.connect(self._failed)
        forms.renewed.connect(self._renewed)

    def _saved(self, session: Session) -> None:
        self.heard.append(("saved", session))

    def _renewed(self, session: Session) -> None:
        self.heard.append(("renewed", session))

    def _failed(self, _session: Session, _request: object, error: StorageError) -> None:
        self.errors.append(error)


@pytest.fixture
def forms(qapp: QApplication) -> OpenForms:
    return OpenForms(qapp)


@pytest.fixture
def files(samples: Path) -> list[Path]:
    return sorted(samples.glob("*.json"))


def settle(qtbot: QtBot, forms: OpenForms) -> None:
    qtbot.waitUntil(lambda: not forms.is_busy)


def notes_in(path: Path) -> str:
    return load(path).form.notes


def test_a_file_is_opened_once(forms: OpenForms, files: list[Path]) -> None:
    session = forms.open(files[0])
    assert forms.open(files[0]) is session
    assert forms.session_at(files[0].parent / "." / files[0].name) is session
    assert forms.sessions == [session]


def test_unreadable_file_is_not_opened(forms: OpenForms, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"{")
    with pytest.raises(UnreadableForm):
        forms.open(tmp_path / "a.json")
    assert forms.sessions == []


def test_save_writes_and_becomes_clean(qtbot: QtBot, forms: OpenForms, files: list[Path]) -> None:
    session = forms.open(files[0])
    type_into_field(session, "notes", "新")
    assert forms.changed == [session]
    with qtbot.waitSignal(forms.saved):
        forms.save(session)
    assert notes_in(files[0]) == "新"
    assert session.is_clean
    settle(qtbot, forms)


def test_an_edit_during_the_save_keeps_the_form_changed(qtbot: QtBot, forms: OpenForms, files: list[Path]) -> None:
    session = forms.open(files[0])
    type_into_field(session, "notes", "一")
    forms.save(session)
    type_into_field(session, "notes", "二")
    settle(qtbot, forms)
    assert notes_in(files[0]) == "一"
    assert not session.is_clean
    session.stack.undo()
    session.stack.undo()
    assert session.form.notes == ""
    assert not session.is_clean, "the file holds 一"


def test_a_letter_that_joins_the_last_step_during_the_save_keeps_the_form_changed(
    qtbot: QtBot, forms: OpenForms, files: list[Path]
) -> None:
    session = forms.open(files[0])
    type_into_field(session, "notes", "一", burst=1)
    forms.save(session)
    type_into_field(session, "notes", "一二", burst=1)
    settle(qtbot, forms)
    assert session.stack.index() == 1
    assert notes_in(files[0]) == "一"
    assert not session.is_clean


def test_an_edit_taken_back_during_the_save_leaves_the_form_clean(
    qtbot: QtBot, forms: OpenForms, files: list[Path]
) -> None:
    session = forms.open(files[0])
    type_into_field(session, "notes", "一")
    forms.save(session)
    type_into_field(session, "notes", "二")
    session.stack.undo()
    settle(qtbot, forms)
    assert session.is_clean


def test_a_second_save_follows_the_first(qtbot: QtBot, forms: OpenForms, files: list[Path]) -> None:
    ear = Ear(forms)
    session = forms.open(files[0])
    type_into_field(session, "notes", "一")
    forms.save(session)
    type_into_field(session, "notes", "二")
    forms.save(session)
    settle(qtbot, forms)
    assert notes_in(files[0]) == "二"
    assert session.is_clean
    assert len(ear.heard) == 2
    assert not ear.errors


def test_save_all(qtbot: QtBot, forms: OpenForms, files: list[Path]) -> None:
    for path in files[:3]:
        type_into_field(forms.open(path), "notes", path.name)
    forms.open(files[3])
    before = files[3].stat().st_mtime_ns
    forms.save_all()
    settle(qtbot, forms)
    assert [notes_in(path) for path in files[:3]] == [path.name for path in files[:3]]
    assert files[3].stat().st_mtime_ns == before


def test_a_failed_save_leaves_file_and_form_as_they_were(
    qtbot: QtBot, forms: OpenForms, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise SaveFailed("save.disk_full")

    ear = Ear(forms)
    session = forms.open(files[0])
    before = files[0].read_bytes()
    type_into_field(session, "notes", "一")
    monkeypatch.setattr(atomic, "write", refuse)
    forms.save(session)
    settle(qtbot, forms)
    assert [error.code for error in ear.errors] == ["save.disk_full"]
    assert files[0].read_bytes() == before
    assert not session.is_clean


def test_change_from_outside_is_not_overwritten(qtbot: QtBot, forms: OpenForms, files: list[Path]) -> None:
    ear = Ear(forms)
    session = forms.open(files[0])
    type_into_field(session, "notes", "一")
    shutil.copyfile(files[1], files[0])
    forms.save(session)
    settle(qtbot, forms)
    assert isinstance(ear.errors[0], ChangedOutside)
    assert files[0].read_bytes() == files[1].read_bytes()
    forms.save(session, overwrite=True)
    settle(qtbot, forms)
    assert notes_in(files[0]) == "一"


def test_save_as_goes_on_with_the_new_file_under_a_new_id(
    qtbot: QtBot, forms: OpenForms, files: list[Path], tmp_path: Path
) -> None:
    session = forms.open(files[0])
    before, old_id = files[0].read_bytes(), session.form.id
    type_into_field(session, "notes", "一")
    forms.save_as(session, tmp_path / "新.json")
    settle(qtbot, forms)
    assert files[0].read_bytes() == before
    assert load(tmp_path / "新.json").form.id == session.form.id != old_id
    assert forms.session_at(tmp_path / "新.json") is session
    assert forms.session_at(files[0]) is None
    assert session.is_clean
    session.stack.undo()
    assert session.form.notes == ""


def test_save_as_that_fails_changes_nothing(qtbot: QtBot, forms: OpenForms, files: list[Path]) -> None:
    ear = Ear(forms)
    session = forms.open(files[0])
    old_id = session.form.id
    forms.save_as(session, files[0].parent / "没有" / "新.json")
    settle(qtbot, forms)
    assert len(ear.errors) == 1
    assert (session.form.id, session.path) == (old_id, files[0])


def test_save_as_and_rename_are_not_forgotten_when_a_save_is_asked_for_after_them(
    qtbot: QtBot, forms: OpenForms, files: list[Path], tmp_path: Path
) -> None:
    session, copy = forms.open(files[0]), tmp_path / "副本.json"
    type_into_field(session, "notes", "一")
    forms.save(session)  # runs while the others are asked for
    forms.save_as(session, copy)
    forms.save(session)
    forms.rename(session, "别名")
    forms.save(session)
    settle(qtbot, forms)
    assert session.path == copy.with_name("别名.json")
    assert notes_in(session.path) == notes_in(files[0]) == "一"
    assert not copy.exists()


def test_a_copy_asked_for_meanwhile_is_made_though_the_save_before_it_fails(
    qtbot: QtBot, forms: OpenForms, files: list[Path], tmp_path: Path
) -> None:
    session, ear = forms.open(files[0]), Ear(forms)
    type_into_field(session, "notes", "一")
    files[0].write_bytes(files[0].read_bytes() + b"\n")  # another program
    forms.save(session)
    forms.save_as(session, tmp_path / "副本.json")
    settle(qtbot, forms)
    assert [error.code for error in ear.errors] == ["changed.differs"]
    assert notes_in(tmp_path / "副本.json") == "一"
    assert session.is_clean


def test_save_as_onto_its_own_file_is_a_save(qtbot: QtBot, forms: OpenForms, files: list[Path]) -> None:
    session = forms.open(files[0])
    old_id = session.form.id
    type_into_field(session, "notes", "一")
    forms.save_as(session, files[0])
    settle(qtbot, forms)
    assert load(files[0]).form.id == old_id
    assert notes_in(files[0]) == "一"


def test_the_second_of_two_files_with_one_id_gets_its_own(qtbot: QtBot, forms: OpenForms, files: list[Path]) -> None:
    copy = Path(shutil.copyfile(files[0], files[0].with_name("复制.json")))
    ear = Ear(forms)
    first, second = forms.open(files[0]), forms.open(copy)
    type_into_field(second, "notes", "一")
    assert second.form.id == first.form.id
    forms.save(second)
    settle(qtbot, forms)
    assert second.form.id != first.form.id
    assert load(copy).form.id == second.form.id
    assert ("renewed", second) in ear.heard


def test_rename_keeps_form_and_history(qtbot: QtBot, forms: OpenForms, files: list[Path]) -> None:
    session = forms.open(files[0])
    type_into_field(session, "notes", "一")
    with qtbot.waitSignal(forms.renamed):
        forms.rename(session, "新名字")
    assert session.path == files[0].with_name("新名字.json")
    assert not files[0].exists()
    assert not session.is_clean
    forms.save(session)
    settle(qtbot, forms)
    assert notes_in(session.path) == "一"


def test_only_the_last_unchanged_forms_stay_in_memory(forms: OpenForms, files: list[Path], tmp_path: Path) -> None:
    changed = forms.open(files[0])
    type_into_field(changed, "notes", "一")
    for number in range(30):
        forms.open(Path(shutil.copyfile(files[1], tmp_path / f"{number}.json")))
    assert changed in forms.sessions
    assert len(forms.sessions) <= 22
    assert forms.sessions[-1].path.name == "29.json"
