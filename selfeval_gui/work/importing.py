"""Files of other programs on their way into the workspace, for a worker: read first, kept only once a person agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from selfeval_gui.domain.differences import differences
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import new_id
from selfeval_gui.domain.update_from import merged, project_key
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.folder_files import files_below
from selfeval_gui.exchange.readers.grid import Source, SourceCell, place_of
from selfeval_gui.exchange.reading_process.client import ReaderProcess, Reading
from selfeval_gui.exchange.reading_process.pool import read_all
from selfeval_gui.exchange.recognize.result import Found, Recognized, Remark
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import place_words, source_sentence
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage import store, workspace
from selfeval_gui.storage.errors import StorageError, UnreadableForm
from selfeval_gui.storage.taking_in import Existing, KnownForms
from selfeval_gui.work.collector import keep_out_of_collections

Report = Callable[[int, int, object], None]
Request = dict[str, Any]


@dataclass
class Incoming:
    """One form found in a file, and what is to become of it.

    `existing` is the file of the same project in the workspace, `old` what it holds.
    """

    path: Path
    source: Source
    found: Found
    existing: Path | None = None
    old: Form | None = None
    choice: Existing = Existing.NEW
    is_wanted: bool = True
    keeps_unmapped: bool = False

    @property
    def form(self) -> Form:
        """The form as it is kept: as read, and as edited since."""
        return self.found.form

    def updated(self, now: Form) -> Form:
        """Return the workspace's form with what the file says; `now` is that form as it stands at the moment."""
        form = merged(now, self.form, targets_only=self.found.sets_targets_only)
        if self.keeps_unmapped:
            form.notes = _joined(form.notes, self.unmapped_text())
        return form

    def unmapped_text(self) -> str:
        """Return the cells without a field as lines for the notes."""
        cells = [remark.cell for remark in self.found.unmapped if remark.cell is not None]
        lines = [f"{place_words(place_of(self.source, cell))}：{' '.join(cell.text.split())}" for cell in cells]
        return "\n".join([_("导入时未归位的内容（{file}）：").format(file=self.path.name), *lines]) if lines else ""


class Outside(NamedTuple):
    """Cells of a file that belong to none of its forms."""

    path: Path
    source: Source
    cells: list[SourceCell]


class ReadIn(NamedTuple):
    """Everything that was read; `trouble` gives the files that were not, each with the reason."""

    incoming: list[Incoming]
    outside: list[Outside]
    trouble: list[tuple[Path, str]]


class WrittenIn(NamedTuple):
    """New files, and forms that could not be written."""

    paths: list[Path]
    failed: list[tuple[str, StorageError]]


def read_files(paths: Iterable[Path], folder: Path, report: Report) -> ReadIn:
    """Read files, and folders with all that is in them; one bad file does not stop the others.

    What was read is kept out of collections: a full one would stop the window for 60 ms.

    Raises
    ------
    StorageError
        if the workspace cannot be listed.
    """
    known = KnownForms.of(folder)
    files: list[Path] = []

    def look() -> None:
        report(0, 0, None)

    for path in paths:
        files += files_below(path, look) if path.is_dir() else [path]
    result = ReadIn([], [], [])

    def wait(done: int) -> None:
        report(done, len(files), files[done])

    with closing(read_all(files, _read, wait)) as outcomes:
        for path, outcome in outcomes:
            try:
                _take(result, path, outcome.result(), known)
            except UnreadableSource as error:
                result.trouble.append((path, source_sentence(error.code, **error.args_for_text)))
            except StorageError as error:
                result.trouble.append((path, storage_sentence(error.code, **error.args_for_text)))
    _mark_repeated(result.incoming)
    keep_out_of_collections()
    report(len(files), len(files), None)
    return result


def _mark_repeated(incoming: list[Incoming]) -> None:
    """Doubt forms of which the same import has one already, and leave those out that say nothing new."""
    first: dict[object, Incoming] = {}
    for item in incoming:
        form = item.form
        before = first.setdefault(project_key(form.year, form.project_name, form.implementing_unit), item)
        if before is item or not form.project_name:
            continue
        item.is_wanted = bool(differences(before.form, merged(before.form, form)))
        code = "form.again_differs" if item.is_wanted else "form.again"
        item.found.doubts.insert(0, Remark(code, text=before.path.name))
        if form.id == before.form.id:
            form.id = new_id()


def read_pasted(request: Request, folder: Path, report: Report) -> ReadIn:
    """Read a table from the clipboard; `request` is {"html": …} or {"text": …}."""
    known = KnownForms.of(folder)
    result, path = ReadIn([], [], []), Path(_("剪贴板"))

    def heard(_part: int, _parts: int) -> None:
        report(0, 1, path)

    with ReaderProcess() as reader:
        try:
            _take(result, path, reader.ask(request, heard), known)
        except UnreadableSource as error:
            result.trouble.append((path, source_sentence(error.code, **error.args_for_text)))
    return result


def write_new(items: list[Incoming], folder: Path, report: Report) -> WrittenIn:
    """Write forms as new files; one failure does not stop the others."""
    written = WrittenIn([], [])
    for done, item in enumerate(items):
        report(done, len(items), item.path)
        form = item.form
        if item.existing is not None:
            form.id = new_id()
        if item.keeps_unmapped:
            form.notes = _joined(form.notes, item.unmapped_text())
        try:
            written.paths.append(workspace.create(folder, form).path)
        except StorageError as error:
            written.failed.append((form.project_name or item.path.name, error))
    return written


def _read(path: Path, reader: ReaderProcess, heard: Callable[[int, int], None]) -> Reading:
    if path.suffix.lower() == ".json":
        return Reading(Source([]), Recognized([Found(store.load(path).form)]))
    return reader.read(path, heard)


def _take(result: ReadIn, path: Path, reading: Reading, known: KnownForms) -> None:
    if not reading.found.forms:
        raise UnreadableSource("source.no_form")
    for found in reading.found.forms:
        item = Incoming(path, reading.source, found, known.find(found.form))
        if item.existing is not None:
            _compare(item, item.existing)
        result.incoming.append(item)
    if reading.found.outside:
        result.outside.append(Outside(path, reading.source, reading.found.outside))


def _compare(item: Incoming, existing: Path) -> None:
    try:
        item.old = store.load(existing).form
    except UnreadableForm:
        item.existing = None
        return
    has_news = bool(differences(item.old, item.updated(item.old)))
    item.choice = Existing.UPDATE if has_news else Existing.SKIP


def _joined(notes: str, more: str) -> str:
    return "\n".join(filter(None, [notes, more]))
