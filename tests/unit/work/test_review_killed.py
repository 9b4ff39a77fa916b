"""A department's work killed in the middle: a form is as before or as after, and beginning again ends at one place."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from selfeval_gui.domain.review.states import State
from selfeval_gui.storage import atomic
from selfeval_gui.storage.review.places import leaving_folder
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.desk import look_at
from selfeval_gui.work.review.receiving import receive
from tests.helpers.review_kills import FORMS, kill_review, look, look_at_unit, make_pattern, make_returned, states
from tests.helpers.review_worker import NOW, WORK
from tests.helpers.storage_kills import rounds

pytestmark = pytest.mark.slow

KILLS = 4


@pytest.mark.parametrize("work", sorted(WORK))
def test_killed_at_random_moments(private_home: Path, tmp_path: Path, work: str) -> None:
    kill_review(tmp_path, work, rounds(KILLS))


class Killed(BaseException):
    """Nothing of the program goes on behind it."""


@pytest.mark.parametrize("is_written", [False, True], ids=["before", "after"])
def test_a_return_killed_at_each_of_its_writes(
    private_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_written: bool
) -> None:
    write, left = atomic.write, 0

    def counted(*args: object) -> object:
        nonlocal left
        left -= 1
        if left < 0 and not is_written:
            raise Killed
        result = write(*args)
        if left < 0:
            raise Killed
        return result

    for number in range(1000):
        make_pattern(tmp_path / str(number))
        left = number
        with monkeypatch.context() as patch:
            patch.setattr(atomic, "write", counted)
            try:
                WORK["return"](tmp_path / str(number) / "workspace")
            except Killed:
                pass
            else:
                break
        look("return", tmp_path / str(number))
    assert number > 3 * len(FORMS)
    assert set(states(tmp_path / str(number) / "workspace").values()) == {State.RETURNED}
    assert list(leaving_folder(tmp_path / str(number) / "workspace").iterdir()) == []


@pytest.mark.usefixtures("qapp")  # packages hold PDFs, which need the application of the tests
@pytest.mark.parametrize("is_written", [False, True], ids=["before", "after"])
def test_a_unit_killed_at_each_of_its_writes_while_it_takes_in_what_came_back(
    private_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_written: bool
) -> None:
    """A form's remarks are there with the department's version of it or not at all, and its own file is what it was."""
    package = make_returned(tmp_path / "pattern")
    write, left = atomic.write, 0

    def counted(*args: object, **named: object) -> object:
        nonlocal left
        left -= 1
        if left < 0 and not is_written:
            raise Killed
        result = write(*args, **named)
        if left < 0:
            raise Killed
        return result

    for number in range(1000):
        unit = tmp_path / str(number) / "unit"
        shutil.copytree(tmp_path / "pattern" / "unit", unit)
        left = number
        with monkeypatch.context() as patch:
            patch.setattr(atomic, "write", counted)
            try:
                receive([package], unit, NOW, unheard)
            except Killed:
                pass
            else:
                break
        look_at_unit(unit, tmp_path / "pattern" / "unit")
        receive([package], unit, NOW, unheard)
        assert look_at_unit(unit, tmp_path / "pattern" / "unit") == len(FORMS)
    assert number >= 2 * len(FORMS), "each form has a copy and an account to be killed at"
    assert look_at_unit(tmp_path / str(number) / "unit", tmp_path / "pattern" / "unit") == len(FORMS)


def test_a_note_whose_package_is_nowhere_changes_nothing(
    private_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was killed before the package, or that is on a disk that was taken out; the next return makes it good."""
    make_pattern(tmp_path)
    folder = tmp_path / "workspace"
    with monkeypatch.context() as patch:
        patch.setattr("selfeval_gui.work.review.leaving.write_new", _be_killed)
        with pytest.raises(Killed):
            WORK["return"](folder)
    (note,) = leaving_folder(folder).iterdir()
    assert State.RETURNED not in states(folder).values()
    note.with_name("坏.json").write_bytes(b"{")
    assert look_at(folder, date(2021, 3, 1), unheard).unreadable == []
    WORK["return"](folder)
    assert set(states(folder).values()) == {State.RETURNED}
    assert [path.name for path in leaving_folder(folder).iterdir()] == ["坏.json"]


def _be_killed(*_args: object) -> Path:
    raise Killed
