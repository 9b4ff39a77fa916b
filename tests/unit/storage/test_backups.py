"""Former versions: each save keeps one, the rule thins them out, no failure costs an older one."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from selfeval_gui.storage import exclusive_rename, store
from selfeval_gui.storage.backups import LAST, Backups, Version, kept_versions
from selfeval_gui.storage.errors import SaveFailed, UnreadableForm
from selfeval_gui.storage.renaming import rename_with_versions
from tests.helpers.storage_faults import failing, os_error, small_writes
from tests.helpers.storage_forms import small_form

NOON = datetime(2021, 3, 31, 12, tzinfo=UTC)


class Desk:
    def __init__(self, folder: Path) -> None:
        self.root = folder / "versions"
        self.backups = Backups(self.root)
        self.path = folder / "表.json"
        self.moment = NOON

    def save(self, content: str) -> None:
        """Keep the present file, then write another, a minute later."""
        self.backups.keep(self.path, "id")
        self.path.write_text(content, encoding="utf-8")
        os.utime(self.path, (self.moment.timestamp(), self.moment.timestamp()))
        self.moment += timedelta(minutes=1)

    def contents(self) -> list[str]:
        return [version.path.read_text(encoding="utf-8") for version in self.backups.versions(self.path, "id")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_new_file_has_no_versions(desk: Desk) -> None:
    desk.save("1")
    assert desk.contents() == []
    assert not desk.root.exists()


def test_each_save_keeps_what_was_there(desk: Desk) -> None:
    for content in "123":
        desk.save(content)
    assert desk.contents() == ["2", "1"]
    assert [version.saved for version in desk.backups.versions(desk.path, "id")] == [
        NOON + timedelta(minutes=1),
        NOON,
    ]


def test_the_same_content_is_kept_once(desk: Desk) -> None:
    for content in "1112":
        desk.save(content)
    assert desk.contents() == ["1"]


def test_forms_do_not_share_versions(desk: Desk) -> None:
    desk.save("1")
    desk.save("2")
    assert desk.backups.versions(desk.path, "other") == []
    assert desk.backups.versions(desk.path.with_name("b.json"), "id") == []


def test_versions_follow_a_renamed_file(desk: Desk) -> None:
    desk.save("1")
    desk.save("2")
    desk.backups.follow(desk.path, desk.path.with_name("b.json"), "id")
    assert desk.contents() == []
    assert len(desk.backups.versions(desk.path.with_name("b.json"), "id")) == 1
    desk.backups.follow(desk.path, desk.path.with_name("c.json"), "id")


class Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("is_renamed", [True, False], ids=["after", "before"])
def test_versions_are_found_although_the_program_ended_within_a_rename(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_renamed: bool
) -> None:
    path, backups = tmp_path / "表.json", Backups(tmp_path / "versions")
    store.save(small_form(), path, None)
    backups.keep(path, small_form().id)
    (version,) = [each.path.read_bytes() for each in backups.versions(path, small_form().id)]

    def end(*_arguments: object) -> None:
        raise Killed

    owner, name = (backups, "follow") if is_renamed else (exclusive_rename, "rename_new")
    with monkeypatch.context() as at_the_end, pytest.raises(Killed):
        at_the_end.setattr(owner, name, end)
        rename_with_versions(backups, path, small_form().id, "新名称")
    now = tmp_path / ("新名称.json" if is_renamed else "表.json")
    assert now.exists()
    at_the_next_start = Backups(tmp_path / "versions")
    assert [each.path.read_bytes() for each in at_the_next_start.versions(now, small_form().id)] == [version]
    assert rename_with_versions(at_the_next_start, now, small_form().id, "又改").name == "又改.json"
    assert len(at_the_next_start.versions(tmp_path / "又改.json", small_form().id)) == 1


def test_a_copy_does_not_take_the_versions_of_a_form_that_is_still_there(tmp_path: Path) -> None:
    path, copy, backups = tmp_path / "表.json", tmp_path / "新名称.json", Backups(tmp_path / "versions")
    store.save(small_form(), path, None)
    backups.keep(path, small_form().id)
    backups.foretell(path, copy, small_form().id)  # and the program ended before the rename
    copy.write_bytes(path.read_bytes())
    assert backups.versions(copy, small_form().id) == []
    assert len(backups.versions(path, small_form().id)) == 1


def test_a_clock_set_back_a_year_costs_nothing(desk: Desk) -> None:
    for content in ("1", "2"):
        desk.save(content)
    desk.moment -= timedelta(days=365)
    for content in ("3", "4"):
        desk.save(content)
    assert desk.contents() == ["3", "2", "1"]


def test_other_files_in_the_folder_are_left_alone(desk: Desk) -> None:
    desk.save("1")
    desk.save("2")
    folder = desk.backups.folder_of(desk.path, "id")
    for name in ("notes.txt", "000001-99999999T999999999999Z.json", ".selfeval-0123456789abcdef.tmp"):
        (folder / name).write_text("", encoding="utf-8")
    assert desk.contents() == ["1"]
    desk.save("3")
    assert (folder / "notes.txt").exists()


# ---- which are kept --------------------------------------------------------------------------------------------------


def made(*ages: timedelta) -> list[Version]:
    """Versions of these ages, the latest first."""
    return [Version(len(ages) - place, NOON - age, Path(str(place))) for place, age in enumerate(ages)]


def test_the_last_twenty_are_kept_however_close() -> None:
    versions = made(*(timedelta(seconds=number) for number in range(LAST)))
    assert kept_versions(reversed(versions)) == versions


def test_before_them_one_a_day_for_thirty_days_then_one_a_month() -> None:
    hours = made(*(timedelta(hours=6 * number) for number in range(4 * 400)))
    kept = kept_versions(hours)
    assert kept[:LAST] == hours[:LAST]
    rest = kept[LAST:]
    border = NOON - timedelta(days=30)
    days = [version.saved.date() for version in rest if version.saved >= border]
    months = [version.saved.strftime("%Y-%m") for version in rest if version.saved < border]
    assert len(days) == len(set(days)) == 26  # the last five days stand among the twenty
    assert len(months) == len(set(months)) == 14
    assert kept_versions(kept) == kept


def test_a_form_that_rested_for_a_year_loses_nothing(desk: Desk) -> None:
    for content in "12345":
        desk.save(content)
    desk.moment += timedelta(days=365)
    desk.save("6")
    desk.save("7")
    assert desk.contents() == ["6", "5", "4", "3", "2", "1"]


# ---- failures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "link"])
def test_a_failure_keeps_every_older_version(desk: Desk, call: str, number: int) -> None:
    for content in "123":
        desk.save(content)
    before = desk.contents()
    desk.backups = Backups(desk.root, calls=failing(call, os_error(number)))
    with pytest.raises(SaveFailed):
        desk.backups.keep(desk.path, "id")
    assert desk.contents() == before
    assert desk.path.read_text(encoding="utf-8") == "3"


def test_a_full_disk_leaves_no_half_version(desk: Desk) -> None:
    desk.save("a" * 1000)
    desk.backups = Backups(desk.root, calls=small_writes(100, os_error(errno.ENOSPC), after=5))
    with pytest.raises(SaveFailed):
        desk.backups.keep(desk.path, "id")
    assert list(desk.backups.folder_of(desk.path, "id").iterdir()) == []


def test_a_version_that_cannot_be_removed_does_no_harm(desk: Desk) -> None:
    def save_many(calls: Callable[[], Backups]) -> None:
        for number in range(LAST + 5):
            desk.backups = calls()
            desk.save(str(number))

    save_many(lambda: Backups(desk.root, calls=failing("unlink", os_error(errno.EACCES), after=1)))
    assert desk.contents()[0] == str(LAST + 3)


def test_an_unreadable_file_is_a_named_error(desk: Desk) -> None:
    desk.path.mkdir()
    with pytest.raises(UnreadableForm):
        desk.backups.keep(desk.path, "id")


def test_a_data_folder_that_refuses_is_a_named_error(desk: Desk) -> None:
    desk.save("1")
    desk.root.write_bytes(b"in the way")
    with pytest.raises(SaveFailed):
        desk.backups.keep(desk.path, "id")
