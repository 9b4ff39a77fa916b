"""Forms that come into a workspace: a new file, the one that is there brought up to date, or nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.storage import store
from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.lock import Locker
from selfeval_gui.storage.taking_in import Existing, KnownForms
from selfeval_gui.storage.workspace import create, find_forms
from selfeval_gui.work.import_by_command import keep
from selfeval_gui.work.incoming import Incoming


def form(
    form_id: str = "aaaaaaaa", year: int | None = 2023, name: str = "甲项目", unit: str = "乙局", notes: str = ""
) -> Form:
    return Form(id=form_id, year=year, project_name=name, implementing_unit=unit, notes=notes)


@pytest.fixture
def nobody(tmp_path: Path) -> Locker:
    """Locks of a run in whose way nobody is."""
    return Locker(tmp_path / "run")


def incoming(new: Form) -> Incoming:
    return Incoming(Path("来.xlsx"), FoundForm(new))


@pytest.mark.parametrize(
    ("new", "is_known"),
    [
        (form(), True),
        (form(name="别的"), False),  # the id is that of a form here, which people type over
        (form(year=2022), False),
        (form(unit="丙局"), False),
        (form(year=None, name="", unit=""), True),  # what is blank says nothing else
        (form(name="〔甲〕项目"), False),
        (form("bbbbbbbb"), True),
        (form("bbbbbbbb", name="甲 项目"), True),
        (form("bbbbbbbb", year=2022), False),
        (form("bbbbbbbb", unit="丙局"), False),
        (form("bbbbbbbb", name="别的"), False),
    ],
)
@pytest.mark.parametrize("existing", Existing)
def test_what_is_done_with_a_form(
    tmp_path: Path, nobody: Locker, new: Form, is_known: bool, existing: Existing
) -> None:
    new = new.model_copy(deep=True, update={"notes": "新"})
    folder, backups = tmp_path / "forms", Backups(tmp_path / "kept")
    folder.mkdir()
    there = create(folder, form(notes="旧")).path
    before = there.read_bytes()
    taken = keep(incoming(new), folder, existing, KnownForms.of(folder), backups, nobody)
    files = len(list(find_forms(folder)))
    if not is_known or existing is Existing.NEW:
        assert (taken.path in {None, there}, taken.is_update, files) == (False, False, 2)
    elif existing is Existing.SKIP:
        assert (taken.path, taken.is_update, files) == (None, False, 1)
    else:
        assert (taken.path, taken.is_update, files) == (there, True, 1)
        assert (store.load(there).form.notes, store.load(there).form.id) == ("新", "aaaaaaaa")
        assert [each.path.read_bytes() for each in backups.versions(there, "aaaaaaaa")] == [before]
        return
    assert there.read_bytes() == before
    assert backups.versions(there, "aaaaaaaa") == []


def test_a_form_saved_beside_another_gets_an_id_of_its_own(tmp_path: Path, nobody: Locker) -> None:
    create(tmp_path, form())
    taken = keep(incoming(form()), tmp_path, Existing.NEW, KnownForms.of(tmp_path), Backups(tmp_path / "k"), nobody)
    assert taken.path is not None
    assert store.load(taken.path).form.id != "aaaaaaaa"


def test_what_came_in_is_known_to_the_next(tmp_path: Path, nobody: Locker) -> None:
    known, backups = KnownForms.of(tmp_path), Backups(tmp_path / "k")
    for number, is_update in enumerate((False, True)):
        taken = keep(incoming(form(f"{number}aaaaaaa")), tmp_path, Existing.UPDATE, known, backups, nobody)
        assert taken.is_update == is_update


def test_forms_without_a_name_are_never_the_same_project(tmp_path: Path) -> None:
    create(tmp_path, form(name=""))
    assert KnownForms.of(tmp_path).find(form("bbbbbbbb", name="")) is None


def test_a_file_that_cannot_be_read_is_not_there(tmp_path: Path) -> None:
    broken = create(tmp_path, form()).path
    broken.write_bytes(broken.read_bytes()[:-40])
    assert KnownForms.of(tmp_path).find(form()) is None
