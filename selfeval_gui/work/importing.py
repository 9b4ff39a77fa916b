"""Files of other programs on their way into the workspace.

In the window all of them are read first, compared with what is there and with each other, and kept once a person has
agreed; what is there is brought up to date by an undoable command. `import_by_command` is the other way, which asks
nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from selfeval_gui.domain.differences import differences
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import new_id
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.exchange.reading_process.pool import read_all
from selfeval_gui.exchange.reading_process.reading import Reading, Shelf
from selfeval_gui.exchange.recognize.kinds import TABLES
from selfeval_gui.exchange.recognize.no_form import why_no_form
from selfeval_gui.exchange.recognize.result import FoundForm, ReaderRemark, Recognized
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import clipboard_sentence, source_sentence
from selfeval_gui.messages import storage_sentence
from selfeval_gui.repair_messages import layouts_sentence
from selfeval_gui.storage import store, workspace
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.errors import StorageError, UnreadableForm
from selfeval_gui.storage.taking_in import Existing, KnownForms
from selfeval_gui.work.collector import keep_out_of_collections
from selfeval_gui.work.given_files import HERE, GivenFiles
from selfeval_gui.work.incoming import Incoming, Outside, ReadIn
from selfeval_gui.work.own_layouts import OwnLayouts, Remembered, followed
from selfeval_gui.work.progress import Progress
from selfeval_gui.work.same_project import find_known, mark_copies

Request = dict[str, Any]


class FileRead(NamedTuple):
    """One file: what was read in it, and a sentence where it holds no form or was not read.

    The name begins at the path given, and so does the folder in which its forms are kept.
    """

    path: Path
    name: str
    reading: Reading
    trouble: str = ""
    folder: PurePosixPath = HERE


class WrittenIn(NamedTuple):
    """New files, and forms that could not be written."""

    paths: list[Path]
    failed: list[tuple[str, StorageError]]


def read_each(paths: Iterable[Path], progress: Progress) -> Generator[FileRead, None, None]:
    """Read files, folders and archives with all that is in them, in turn; one bad file does not stop the others."""
    with TemporaryDirectory(prefix="selfeval-") as room:
        given = list(GivenFiles(Path(room), lambda: progress(0, 0, None)).below([*paths]))
        files = [file for file in given if not file.trouble]

        def wait(done: int) -> None:
            progress(done, len(files), files[done].path)

        with closing(read_all([file.path for file in files], _read, wait)) as outcomes:
            for file in given:
                if file.trouble:
                    yield FileRead(file.path, file.name, Reading(Source([]), Recognized()), file.trouble, file.folder)
                else:
                    _path, outcome = next(outcomes)
                    yield _file_read(file.path, file.name, outcome.result)._replace(folder=file.folder)
        progress(len(files), len(files), None)


def _read(path: Path, reader: ReaderProcess, heard: Callable[[int, int], None]) -> Reading:
    if path.suffix.lower() == ".json":
        data, info = store.read(path)
        date = store.time_of(info).isoformat(timespec="seconds")
        return Reading(Source([]), Recognized([FoundForm(decode(data))]), date)
    return reader.read(path, heard)


def _file_read(
    path: Path, name: str, read: Callable[[], Reading], say: Callable[..., str] = source_sentence
) -> FileRead:
    try:
        reading = read()
        if not reading.found.forms:
            why = why_no_form(reading.source, reading.found)
            return FileRead(path, name, reading, say(why.code, **why.args))
    except UnreadableSource as error:
        trouble = say(error.code, **error.args_for_text)
    except StorageError as error:
        trouble = storage_sentence(error)
    else:
        return FileRead(path, name, reading)
    return FileRead(path, name, Reading(Source([]), Recognized()), trouble)


def read_files(paths: Iterable[Path], folder: Path, progress: Progress) -> ReadIn:
    """Read files, and folders with all that is in them; one bad file does not stop the others.

    What was read is kept out of collections: a full one would stop the window for 60 ms.

    Raises
    ------
    UnreadableFolder
        if the workspace cannot be listed.
    """
    known, result = KnownForms.of(folder), ReadIn([], [], [])
    remembered = _remembered(result)
    with closing(read_each(paths, progress)) as files:
        for file in files:
            _take(result, file, folder, known, remembered)
    _tell_ids_apart(result.incoming)
    mark_copies(result.incoming)
    keep_out_of_collections()
    return result


def read_pasted(request: Request, folder: Path, progress: Progress) -> ReadIn:
    """Read a table from the clipboard; `request` is {"html": …} or {"text": …}.

    Raises
    ------
    UnreadableFolder
        if the workspace cannot be listed.
    """
    known, result, path = KnownForms.of(folder), ReadIn([], [], []), Path(_("剪贴板"))
    remembered = _remembered(result)

    def heard(_part: int, _parts: int) -> None:
        progress(0, 1, path)

    with ReaderProcess() as reader:
        file = _file_read(path, path.name, lambda: reader.ask(request, heard), clipboard_sentence)
        _take(result, file, folder, known, remembered)
    return result


def _remembered(result: ReadIn) -> Remembered:
    result.trouble.extend((path, layouts_sentence(path.name)) for path in OwnLayouts().unread())
    return Remembered.here()


def _take(result: ReadIn, file: FileRead, folder: Path, known: KnownForms, remembered: Remembered) -> None:
    path, found = file.path, file.reading.found
    result.trouble.extend([(path, file.trouble)] if file.trouble else [])
    shelf = Shelf(file.reading.line)
    for number, each in enumerate(found.forms):
        item = Incoming.of(path, file.reading, each, file.folder)
        item.put_on(shelf, number)
        item.within = "" if path.as_posix().endswith(file.name) else file.name
        mended = followed(file.reading.source, each, remembered)
        if mended is not None:
            item.take(mended)
        item.existing = find_known(item, folder, known)
        if item.existing is not None:
            _compare(item, item.existing)
        else:
            doubt_typed_over(item, known)
        result.incoming.append(item)
    if found.outside or found.omitted:
        tables = tuple((each.kind, " ".join(each.text.split())) for each in found.omitted if each.kind in TABLES)
        size = len(found.outside) + len(found.omitted) - len(tables)
        result.outside.append(Outside(path, size, shelf, tables))


def _compare(item: Incoming, existing: Path) -> None:
    try:
        item.old = store.load(existing).form
    except UnreadableForm:
        item.existing = None
        return
    if not item.is_typed_over:
        has_news = bool(differences(item.old, item.updated(item.old)))
        item.choice = Existing.UPDATE if has_news else Existing.SKIP


def doubt_typed_over(item: Incoming, known: KnownForms) -> None:
    """Doubt a form that has the id of one in the workspace and is of another project: it is new, unless told so."""
    item.existing = known.typed_over(item.form)
    if item.existing is not None:
        item.is_typed_over, item.form.id = True, new_id()
        item.found.doubts.insert(0, ReaderRemark("form.typed_over", text=item.existing.name))
        _compare(item, item.existing)


def _tell_ids_apart(incoming: list[Incoming]) -> None:
    """Give a form another id where the same import has that id already: two of one file, or one typed over."""
    ids: set[str] = set()
    for item in incoming:
        if item.form.id in ids:
            item.form.id = new_id()
        ids.add(item.form.id)


def write_new(items: list[Incoming], folder: Path, progress: Progress) -> WrittenIn:
    """Write forms as new files; one failure does not stop the others: what the system refuses is in the result.

    Raises
    ------
    Cancelled
        if `progress` says so; the files written until then are whole and stay.
    """
    written, names = WrittenIn([], []), workspace.FolderNames()
    for done, item in enumerate(items):
        progress(done, len(items), item.path)
        item.add_notes(item.form)
        try:
            written.paths.append(create_beside(item.form, folder / item.folder, item.existing, names))
        except StorageError as error:
            written.failed.append((item.form.project_name or item.path.name, error))
    return written


def create_beside(form: Form, folder: Path, existing: Path | None, names: workspace.FolderNames) -> Path:
    """Write a new file; a form gets an id of its own where `existing` is a form with the same one.

    The folder is made where it is not there: units hand in a folder each.
    """
    if existing is not None:
        form.id = new_id()
    workspace.make_folder(folder)
    return workspace.create(folder, form, names).path
