"""Recovery files are written while one types, and go once the form is saved or given up."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.app import autosave as module
from selfeval_gui.app.autosave import Autosave
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.session import Session
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.domain.form import Evidence, Form
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage import codec
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.fingerprint import fingerprint_of_file
from selfeval_gui.storage.recovery import Pending, Record, find_left_over
from tests.helpers.storage_faults import failing, os_error

SOON_MS = 10


class Desk:
    """Open forms with recovery, and an editor that is thought of."""

    def __init__(self, qapp: QApplication, root: Path) -> None:
        self.root = root
        self.forms = OpenForms(qapp)
        self.autosave = Autosave(self.forms, root, self.forms, interval_ms=SOON_MS)
        self.autosave.watch_editor(self.pending_of)
        self.autosave.failed.connect(self.heard)
        self.pending: Pending | None = None
        self.errors: list[StorageError] = []

    def pending_of(self, _session: Session) -> Pending | None:
        return self.pending

    def heard(self, error: StorageError) -> None:
        self.errors.append(error)

    def files(self) -> list[Path]:
        return sorted(self.root.rglob("*.recovery"))

    def crash(self) -> list[Record]:
        """End without cleaning up and return what a start finds."""
        self.autosave._run.end(keep=True)  # noqa: SLF001
        found = find_left_over(self.root)
        found.release()
        return found.records


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qapp, tmp_path / "recovery")
    yield desk
    desk.forms.stop()
    desk.autosave.stop()


@pytest.fixture
def path(samples: Path) -> Path:
    return min(samples.glob("*.json"))


def wait_for_files(qtbot: QtBot, desk: Desk, count: int) -> None:
    qtbot.waitUntil(lambda: len(desk.files()) == count)


def notes(records: list[Record]) -> list[str]:
    return [decode(record.data).notes for record in records]


def test_a_change_is_written(qtbot: QtBot, desk: Desk, path: Path) -> None:
    session = desk.forms.open(path)
    before = path.read_bytes()
    type_into_field(session, "notes", "一")
    wait_for_files(qtbot, desk, 1)
    (record,) = desk.crash()
    assert notes([record]) == ["一"]
    assert (record.path, record.fingerprint) == (path, session.fingerprint)
    assert path.read_bytes() == before


def test_the_latest_letter_of_a_burst_is_written(qtbot: QtBot, desk: Desk, path: Path) -> None:
    session = desk.forms.open(path)
    for text in ("一", "一二", "一二三"):
        type_into_field(session, "notes", text, burst=1)
        desk.autosave.flush()
    assert notes(desk.crash()) == ["一二三"]


def test_text_of_an_open_editor_is_written_though_the_form_is_unchanged(qtbot: QtBot, desk: Desk, path: Path) -> None:
    session = desk.forms.open(path)
    desk.pending = Pending("s01", "score", "9。5")
    wait_for_files(qtbot, desk, 1)
    assert session.is_clean
    assert [record.pending for record in desk.crash()] == [desk.pending]


def test_nothing_is_written_for_a_form_that_is_only_looked_at(qtbot: QtBot, desk: Desk, path: Path) -> None:
    desk.forms.open(path)
    desk.autosave.flush()
    assert not desk.root.exists()


def test_a_save_drops_the_file(qtbot: QtBot, desk: Desk, path: Path) -> None:
    session = desk.forms.open(path)
    type_into_field(session, "notes", "一")
    wait_for_files(qtbot, desk, 1)
    desk.forms.save(session)
    wait_for_files(qtbot, desk, 0)
    assert session.is_clean


def test_a_save_that_was_overtaken_keeps_the_file(qtbot: QtBot, desk: Desk, path: Path) -> None:
    session = desk.forms.open(path)
    type_into_field(session, "notes", "一")
    desk.forms.save(session)
    type_into_field(session, "notes", "二")
    qtbot.waitUntil(lambda: not desk.forms.is_busy)
    desk.autosave.flush()
    assert notes(desk.crash()) == ["二"]


def test_undoing_everything_and_closing_drop_the_file(qtbot: QtBot, desk: Desk, path: Path) -> None:
    session = desk.forms.open(path)
    type_into_field(session, "notes", "一")
    desk.autosave.flush()
    session.stack.undo()
    wait_for_files(qtbot, desk, 0)
    session.stack.redo()
    wait_for_files(qtbot, desk, 1)
    desk.forms.close(session)
    wait_for_files(qtbot, desk, 0)


def test_closing_while_the_file_is_written_leaves_none(qtbot: QtBot, desk: Desk, path: Path) -> None:
    session = desk.forms.open(path)
    type_into_field(session, "notes", "一")
    desk.autosave._look()  # noqa: SLF001 the second is not up yet
    assert desk.autosave.is_busy
    desk.forms.close(session)
    desk.autosave.flush()
    wait_for_files(qtbot, desk, 0)


def test_a_renamed_form_leaves_one_file(qtbot: QtBot, desk: Desk, path: Path) -> None:
    session = desk.forms.open(path)
    type_into_field(session, "notes", "一")
    wait_for_files(qtbot, desk, 1)
    (old,) = desk.files()
    with qtbot.waitSignal(desk.forms.renamed):
        desk.forms.rename(session, "别名")
    qtbot.waitUntil(lambda: desk.files() not in ([], [old]) and len(desk.files()) == 1)
    assert [record.path.name for record in desk.crash()] == ["别名.json"]


def test_a_failure_is_said_once_until_it_works_again(
    qtbot: QtBot, desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = desk.forms.open(path)
    run = desk.autosave._run  # noqa: SLF001
    calls = run._calls  # noqa: SLF001
    run._calls = failing("fsync", os_error(errno.ENOSPC))  # noqa: SLF001
    for text in ("一", "二"):
        type_into_field(session, "notes", text)
        assert not desk.autosave.flush()
    assert [error.code for error in desk.errors] == ["save.disk_full"]
    run._calls = calls  # noqa: SLF001
    assert desk.autosave.flush()
    assert notes(desk.crash()) == ["二"]


def test_a_failure_of_another_form_for_another_reason_or_long_after_is_said_again(
    qtbot: QtBot, desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = path.with_name("另一份.json")
    other.write_bytes(path.read_bytes().replace(b'"id": "', b'"id": "x', 1))
    first = desk.forms.open(path)
    run = desk.autosave._run  # noqa: SLF001
    run._calls = failing("fsync", os_error(errno.ENOSPC))  # noqa: SLF001
    type_into_field(first, "notes", "一")
    assert not desk.autosave.flush()
    second = desk.forms.open(other)
    type_into_field(second, "notes", "一")
    assert not desk.autosave.flush()
    assert len(desk.errors) == 2
    run._calls = failing("fsync", os_error(errno.EROFS))  # noqa: SLF001
    assert not desk.autosave.flush()
    assert [error.code for error in desk.errors] == ["save.disk_full"] * 2 + [desk.errors[-1].code]
    assert desk.errors[-1].code != "save.disk_full"
    assert not desk.autosave.flush()
    assert len(desk.errors) == 3
    monkeypatch.setattr("selfeval_gui.app.autosave._SAY_AGAIN_S", -1.0)
    assert not desk.autosave.flush()
    assert len(desk.errors) == 4


def test_stop_removes_and_keep_leaves(qapp: QApplication, desk: Desk, path: Path) -> None:
    session = desk.forms.open(path)
    type_into_field(session, "notes", "一")
    desk.autosave.flush()
    desk.autosave.stop()
    assert desk.files() == []
    type_into_field(session, "notes", "二")
    desk.autosave.stop(keep=True)
    assert notes(desk.crash()) == ["二"]


def test_the_promise_of_three_seconds() -> None:
    assert module.INTERVAL_MS <= 1000


def test_a_form_that_is_closed_and_opened_again_keeps_its_new_file(qtbot: QtBot, desk: Desk, path: Path) -> None:
    type_into_field(desk.forms.open(path), "notes", "一")
    desk.autosave._look()  # noqa: SLF001 the second is not up yet
    assert desk.autosave.is_busy
    desk.forms.close(desk.forms.sessions[0])
    type_into_field(desk.forms.open(path), "notes", "二")
    assert desk.autosave.flush()
    qtbot.waitUntil(lambda: not desk.autosave.is_busy)  # it has heard of the first
    assert desk.autosave.flush()
    assert notes(desk.crash()) == ["二"]


def test_a_form_that_was_saved_in_between_is_not_taken_for_one_that_others_changed(
    qtbot: QtBot, desk: Desk, path: Path
) -> None:
    session = desk.forms.open(path)
    type_into_field(session, "notes", "一")
    desk.forms.save(session)
    type_into_field(session, "notes", "二")
    assert desk.autosave.flush()
    qtbot.waitUntil(lambda: not desk.forms.is_busy)
    assert desk.autosave.flush()
    (record,) = desk.crash()
    assert record.fingerprint == fingerprint_of_file(path)


def test_a_folder_that_was_swept_away_is_made_anew_with_all_it_held(qtbot: QtBot, desk: Desk, samples: Path) -> None:
    first, second = (desk.forms.open(path) for path in sorted(samples.glob("*.json"))[:2])
    type_into_field(first, "notes", "一")
    type_into_field(second, "notes", "二")
    assert desk.autosave.flush()
    shutil.rmtree(desk.root)
    assert desk.autosave.flush()
    assert sorted(notes(desk.crash())) == ["一", "二"]


def test_a_form_with_thousands_of_documents_is_written_by_the_worker(
    qtbot: QtBot, desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it was when it was looked at, whatever is typed while the worker writes it."""
    session = desk.forms.open(path)
    row = next(level_three(session.form.indicators))
    row.evidence = [Evidence(id=f"e{number}", name=f"{number}", path=f"{number}.pdf") for number in range(2_000)]
    by, may_write, write = list[threading.Thread](), threading.Event(), codec.freeze

    def written(form: Form) -> bytes:
        by.append(threading.current_thread())
        assert may_write.wait(10)
        return write(form)

    monkeypatch.setattr(codec, "freeze", written)
    type_into_field(session, "notes", "一")
    qtbot.waitUntil(lambda: len(by) == 1)
    type_into_field(session, "notes", "二")
    row.evidence = row.evidence[:1]
    desk.autosave._timer.stop()  # noqa: SLF001
    may_write.set()
    wait_for_files(qtbot, desk, 1)
    (record,) = desk.crash()
    assert by[0] is not threading.main_thread()
    form = decode(record.data)
    assert (form.notes, len(next(level_three(form.indicators)).evidence)) == ("一", 2_000)
