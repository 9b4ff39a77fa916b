"""The register of a workspace, taken from a list that somebody keeps in a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.i18n import _
from selfeval_gui.import_messages import source_sentence
from selfeval_gui.messages import storage_sentence
from selfeval_gui.review_messages import list_sentence
from selfeval_gui.storage.errors import ChangedOutside, UnreadableForm
from selfeval_gui.storage.review.places import refuse_own_folder
from selfeval_gui.storage.review.reviews import change_register, read_register
from selfeval_gui.storage.store import read

if TYPE_CHECKING:
    from selfeval_gui.domain.review.register import Project, Register


class ListRead(NamedTuple):
    """What a list says, and sentences about what is doubtful in it."""

    register: Register
    notes: list[str]


class Registered(NamedTuple):
    """The register as it stands now, projects that are no longer on it, and sentences about what is doubtful."""

    register: Register
    removed: list[Project]
    notes: list[str]


class ListRefused(Exception):
    """The list cannot be read; its text is the sentence."""


def register_from(workspace: Path, list_file: Path) -> Registered:
    """Read a list and make it the workspace's register; what people had added to the former one stays.

    Raises
    ------
    ListRefused
        if no list can be read from the file.
    UnreadableReview, SaveFailed
        if the register cannot be read or written; in each case it is as it was.
    """
    from selfeval_gui.domain.review.register import renewed  # brings the models, which the window starts without

    new = read_list(list_file)
    removed: list[Project] = []

    def change(old: Register | None) -> Register:
        now, gone = renewed(old, new.register)
        removed[:] = gone
        return now

    return Registered(change_register(workspace, change), removed, new.notes)


def register_of(workspace: Path) -> Register | None:
    """Return the register, None where there is none.

    Raises
    ------
    UnreadableReview, SaveFailed
        if it cannot be read, or the folder 审核 is the user's own.
    """
    refuse_own_folder(workspace)
    return read_register(workspace)


def read_list(list_file: Path) -> ListRead:
    """Return the register that a list makes by itself; ListRefused if none can be read from the file."""
    from selfeval_gui.exchange.recognize.register_list import read_register_list

    read_list = read_register_list(_rows_of(list_file))
    new = read_list.register
    if new is None or not (new.projects or new.units):
        raise ListRefused(_("没有找到名单：表头要有“单位”“项目名称”等栏目。什么也没有登记。"))
    return ListRead(new, [list_sentence(doubt.code, doubt.row, doubt.text) for doubt in read_list.doubts])


def put_register(workspace: Path, register: Register, seen: Register | None) -> Register:
    """Write a register that somebody has typed over the one they had seen.

    Raises
    ------
    ChangedOutside
        if somebody else has written another one meanwhile: it stays.
    UnreadableReview, SaveFailed
        if the register cannot be read or written; it is as it was.
    """

    def change(old: Register | None) -> Register:
        if old != seen:
            raise ChangedOutside("changed.register")
        return register

    return change_register(workspace, change)


def _rows_of(list_file: Path) -> list[list[str]]:
    from selfeval_gui.exchange.readers.file_kind import UnreadableSource
    from selfeval_gui.exchange.reading_process.client import ReaderProcess

    try:
        data, _info = read(list_file)
        with ReaderProcess() as reader:
            return reader.rows(data, list_file.suffix)
    except UnreadableForm as error:
        raise ListRefused(storage_sentence(error)) from error
    except UnreadableSource as error:
        raise ListRefused(source_sentence(error.code, **error.args_for_text)) from error
