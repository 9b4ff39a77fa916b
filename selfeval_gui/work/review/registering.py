"""The register of a workspace, taken from a list that somebody keeps in a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.i18n import _
from selfeval_gui.import_messages import source_sentence
from selfeval_gui.messages import storage_sentence
from selfeval_gui.review_messages import list_sentence
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.review.reviews import change_register
from selfeval_gui.storage.store import read

if TYPE_CHECKING:
    from selfeval_gui.domain.review.register import Project, Register


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
    from selfeval_gui.exchange.recognize.register_list import read_register_list

    read_list = read_register_list(_rows_of(list_file))
    new = read_list.register
    if new is None or not (new.projects or new.units):
        raise ListRefused(_("没有找到名单：表头要有“单位”“项目名称”等栏目。什么也没有登记。"))
    removed: list[Project] = []

    def change(old: Register | None) -> Register:
        now, gone = renewed(old, new)
        removed[:] = gone
        return now

    register = change_register(workspace, change)
    return Registered(
        register, removed, [list_sentence(doubt.code, doubt.row, doubt.text) for doubt in read_list.doubts]
    )


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
