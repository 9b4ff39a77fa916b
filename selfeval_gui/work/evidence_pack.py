"""Evidence packed for those who check it: numbered copies in a folder of their own, with the list of all of it.

The folder is made under another name and gets its own when all is in it: whatever fails, nothing half packed stays;
what a killed program left goes with the next pack beside it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache, partial
from pathlib import Path, PurePosixPath
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.numbers import format_plain, round_half_up
from selfeval_gui.domain.tree import rows_with_parents
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import SaveFailed, unreadable_form
from selfeval_gui.storage.evidence_files import Known, Room, copy_in_pieces, place_of
from selfeval_gui.storage.in_making import folder_in_making
from selfeval_gui.storage.places import is_there
from selfeval_gui.storage.store import write_export
from selfeval_gui.storage.workspace import safe_file_name, safe_suffix
from selfeval_gui.work.progress import Progress
from selfeval_gui.work.side_by_side import side_by_side

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence, Form, Indicator

LIST_NAME = _("佐证材料清单.xlsx")
_PLACE = re.compile(r"\{(序号|二级指标|三级指标|件号|材料名称)\}")
_MEGABYTE = Decimal(1024 * 1024)
_A_FILE = 64 * 1024  # bytes that could be copied while a file is made, whatever it holds
_GLANCE_S = 0.05  # between two looks at whether the work is to stop
_Outcome = tuple[str, Known | None]  # what is to be said of a file, and what its copy holds
_LONGEST_LEVEL = 12  # letters of a level's name in a file name, so that something is left for the document's


class Packing(NamedTuple):
    """How copies are named and what the receiving system takes: letters of a name, bytes of a file, None for any."""

    pattern: str
    longest_name: int
    largest_file: int | None


class Copy(NamedTuple):
    """An entry with a file, and the name its copy gets."""

    row: Indicator
    entry: Evidence
    source: Path
    name: str


class Copied(NamedTuple):
    """A file that is in the pack: its row and entry, the name it got, and what it holds."""

    row: str
    entry: str
    name: str
    known: Known


class PackedFiles(NamedTuple):
    """What came of it: the folder, the files that are in it, and sentences about those that are not, or differ."""

    folder: Path
    files: list[Copied]
    problems: list[str]

    @property
    def copied(self) -> int:
        """Return how many files are in it, its list left out."""
        return len(self.files)


@cache
def default_packing() -> Packing:
    """Return the way that the program brings along."""
    return Packing(**json.loads((forms_dir() / "packing.json").read_bytes()))


def planned_copies(form: Form, folder: Path, packing: Packing) -> list[Copy]:
    """Return the copies in the order of the paper; each name is one that Windows takes, and there once."""
    taken = {LIST_NAME.casefold()}
    copies, parts = [], _PLACE.split(packing.pattern)
    for number, (_top, second, row) in enumerate(rows_with_parents(form.indicators), 1):
        with_file = (entry for entry in row.evidence if entry.path)
        for piece, entry in enumerate(with_file, 1):
            path = PurePosixPath(entry.path)
            suffix = safe_suffix(path.suffix)
            stem = _stem(parts, number, piece, (second.name, row.name, entry.name or path.stem))
            room = max(8, packing.longest_name - len(suffix))
            stem = stem[:room].rstrip()
            name = safe_file_name(stem, (), suffix)
            if name.casefold() in taken:  # seldom: numbers tell them apart, and looking through all takes long
                name = safe_file_name(stem, taken, suffix)
            taken.add(name.casefold())
            copies.append(Copy(row, entry, place_of(entry.path, folder), name))
    return copies


def _stem(parts: Sequence[str], number: int, piece: int, names: tuple[str, str, str]) -> str:
    second, third, document = (name.strip() for name in names)
    values = {
        "序号": f"{number:02}",
        "二级指标": second[:_LONGEST_LEVEL],
        "三级指标": third[:_LONGEST_LEVEL],
        "件号": f"{piece:02}",
        "材料名称": document,
    }
    return "".join([values[part] if place % 2 else part for place, part in enumerate(parts)])


def pack(form: Form, folder: Path, target: Path, progress: Progress, packing: Packing | None = None) -> PackedFiles:
    """Copy the evidence of a form in `folder` into the new folder `target`, with its list.

    Raises
    ------
    SaveFailed
        if the target is there already, or the system refuses to write; Cancelled as the progress raises it. Nothing
        stays of the try, and the originals are as they were.
    """
    packing = packing or default_packing()
    if is_there(target):
        raise SaveFailed("save.folder_taken")
    with folder_in_making(target.parent) as made:
        packed = _fill(form, folder, made.path, progress, packing)
        made.finish(target)
    return packed._replace(folder=target)


def pack_in(parent: Path, name: str, form: Form, folder: Path, progress: Progress) -> PackedFiles:
    """Pack into a new folder in `parent`, of this name as far as Windows takes it, numbered where it is taken."""
    return pack(form, folder, parent / safe_file_name(name, _names_in(parent), ""), progress)


def _names_in(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names, not paths
    except OSError:  # whoever makes something there hears of it
        return []


def _fill(form: Form, folder: Path, made: Path, progress: Progress, packing: Packing) -> PackedFiles:
    from selfeval_gui.exchange.layout.evidence_sheet import ToldFile
    from selfeval_gui.exchange.reports.evidence_book import render_evidence_list

    copies, packed = planned_copies(form, folder, packing), PackedFiles(made, [], [])
    told = {(copy.row.id, copy.entry.id): ToldFile(copy.name) for copy in copies}
    ready = list[bytes]()
    reached, room = _Reached(copies, progress), Room()

    def write_list(look: Callable[[], None]) -> _Outcome:
        ready.append(render_evidence_list([(form, {**told})], look))
        return "", None

    def copy_one(copy: Copy, look: Callable[[], None]) -> _Outcome:
        def copied(count: int) -> None:
            reached.add(count)
            look()

        return _copy_one(copy, made, packing, copied, room)

    # The list is made beside the copying as if all goes well, and anew where it does not.
    works: list[Callable[[Callable[[], None]], _Outcome]] = [write_list, *(partial(copy_one, copy) for copy in copies)]
    outcomes = side_by_side(lambda work, look: work(look), works, reached.tell)[1:]
    for copy, (wrong, known) in zip(copies, outcomes, strict=True):
        told[copy.row.id, copy.entry.id] = ToldFile("" if known is None else copy.name, wrong)
        packed.problems.extend([f"{copy.name}：{wrong}"] if wrong else [])
        if known is not None:
            packed.files.append(Copied(copy.row.id, copy.entry.id, copy.name, known))
    as_said = render_evidence_list([(form, told)]) if packed.problems else ready[0]
    write_export(made / LIST_NAME, as_said, overwrite=False)
    return packed


class _Reached:
    """How far the copying is, in per cent: a file counts for its bytes, so that a large one is seen to go on."""

    def __init__(self, copies: Sequence[Copy], progress: Progress) -> None:
        self._whole = sum((copy.entry.size or 0) + _A_FILE for copy in copies)
        self._progress = progress
        self._bytes, self._lock = 0, Lock()
        self._told, self._at = -1, 0.0

    def add(self, count: int) -> None:
        """Count bytes that were copied."""
        with self._lock:
            self._bytes += count

    def tell(self, done: int, total: int, item: object) -> None:
        """Pass on how far it is when so many files are done; the whole only when all are, whatever they hold by now."""
        share = 100 * (self._bytes + done * _A_FILE) // self._whole if self._whole else 100
        share, now = 100 if done == total else min(share, 99), monotonic()
        if share != self._told or now - self._at > _GLANCE_S:  # thousands of small files would be thousands of words
            self._told, self._at = share, now
            self._progress(share, 100, item)


def _copy_one(copy: Copy, made: Path, packing: Packing, look: Callable[[int], None], room: Room) -> _Outcome:
    """Return what is to be said of a file, and what its copy holds; None where it is not packed."""
    try:
        most = packing.largest_file
        if most is not None and (size := copy.source.stat().st_size) > most:
            words = {"size": _megabytes(size), "most": _megabytes(most)}
            return _("文件有 {size} MB，超过接收系统的 {most} MB，没有收进来。").format(**words), None
        known = copy_in_pieces(copy.source, made / copy.name, look, room)
    except OSError as error:
        return _("没有收进来：{why}").format(why=storage_sentence(unreadable_form(error))), None
    except ValueError:
        return _("没有收进来：{why}").format(why=_("文件名里有系统不认的字符。")), None
    if copy.entry.sha256 and known.sha256 != copy.entry.sha256:
        return _("文件和登记时的不一样了，收进来的是现在的内容，请核对。"), known
    return "", known


def _megabytes(size: int) -> str:
    return format_plain(round_half_up(Decimal(size) / _MEGABYTE, 1))
