"""Documents from forms, for a worker: a plan first, so that every question is asked before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.exchange.documents.export_notes import grouped
from selfeval_gui.exchange.documents.file_names import DEFAULT_PATTERN, file_stem
from selfeval_gui.exchange.documents.formats import XLSX, Format
from selfeval_gui.rules.finding import Severity
from selfeval_gui.storage.errors import StorageError, UnreadableForm
from selfeval_gui.storage.store import read, write_export
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.work.turns import Cancelled

if TYPE_CHECKING:
    from selfeval_gui.exchange.layout.booklet import Entry
    from selfeval_gui.exchange.templates.template import Template

Report = Callable[[int, int, object], None]


class Source(NamedTuple):
    """A form to export: its file, and its bytes where it is open and may differ from the file."""

    path: Path
    data: bytes | None = None


class Way(NamedTuple):
    """How forms leave: in which format and template (None for each form's own), under names of which pattern."""

    format: Format = XLSX
    template: Template | None = None
    pattern: str = DEFAULT_PATTERN


EXCEL = Way()


class Planned(NamedTuple):
    """A form, and the file it is going to be exported to."""

    source: Source
    target: Path
    has_errors: bool
    target_exists: bool
    is_draft: bool = False


class Plan(NamedTuple):
    """What an export of several forms is going to do; `unreadable` are files that cannot be exported."""

    planned: list[Planned]
    unreadable: list[Path]


class Written(NamedTuple):
    """What an export did: whole files only. `left` were not begun; `notes` say what a document could not hold."""

    targets: list[Path]
    failed: list[tuple[Planned, StorageError]]
    notes: list[str]
    left: list[Planned]


def plan_export(sources: list[Source], folder: Path, report: Report, way: Way = EXCEL) -> Plan:
    """Read and check every form and name its target, each file name once."""
    from selfeval_gui.rules.check import check  # these bring the models, which the window starts without
    from selfeval_gui.rules.of_form import rule_set_of
    from selfeval_gui.storage.codec import decode

    planned, unreadable = [], []
    taken: set[str] = set()
    for done, source in enumerate(sources, 1):
        try:
            form = decode(bytes_of(source))
        except UnreadableForm:
            unreadable.append(source.path)
        else:
            name = safe_file_name(file_stem(form, way.pattern), taken, way.format.suffix)
            taken.add(name)
            findings = check(form, rule_set_of(form))
            has_errors = any(finding.severity is Severity.ERROR for finding in findings)
            planned.append(Planned(source, folder / name, has_errors, (folder / name).exists()))
        report(done, len(sources), None)
    return Plan(planned, unreadable)


def write_planned(planned: Iterable[Planned], report: Report, way: Way = EXCEL) -> Written:
    """Write the planned files over what is there, as the user agreed to; one failure does not stop the others."""
    every = list(planned)
    written, notes = Written([], [], [], []), list[tuple[str, str]]()
    for done, each in enumerate(every, 1):
        try:
            found = export_form(bytes_of(each.source), each.target, way, is_draft=each.is_draft)
        except StorageError as error:
            written.failed.append((each, error))
        else:
            written.targets.append(each.target)
            notes.extend((each.target.name, note) for note in found)
        try:
            report(done, len(every), None)
        except Cancelled:
            written.left.extend(every[done:])
            break
    written.notes.extend(f"{files}：{note}" for files, note in grouped(notes))
    return written


def write_booklet(planned: list[Planned], target: Path, report: Report, way: Way) -> list[str]:
    """Write the forms into one document over what is there, and return sentences about what it could not hold.

    Raises
    ------
    SaveFailed, UnreadableForm
        if the system refuses, or a form cannot be read any more: nothing is written then.
    """
    done = 0

    def written() -> None:
        nonlocal done
        done += 1
        report(done, len(planned), None)

    def entries() -> Iterator[Entry]:
        for each in planned:
            yield entry_of(bytes_of(each.source), way, is_draft=each.is_draft)

    rendered = way.format.render_booklet(entries(), written)
    write_export(target, rendered.data, overwrite=True)
    return rendered.notes


def export_form(data: bytes, target: Path, way: Way = EXCEL, *, is_draft: bool = False) -> list[str]:
    """Write the form of these bytes as a document and return sentences about what it could not hold.

    Raises
    ------
    SaveFailed
        if the system refuses, as it does while Excel has the file open.
    """
    rendered = way.format.render(entry_of(data, way, is_draft=is_draft))
    write_export(target, rendered.data, overwrite=True)
    return rendered.notes


def entry_of(data: bytes, way: Way, *, is_draft: bool) -> Entry:
    """Return the form of these bytes with its template and rule set; UnreadableForm if they hold none."""
    from selfeval_gui.exchange.layout.booklet import Entry
    from selfeval_gui.exchange.templates.template import template_of
    from selfeval_gui.rules.of_form import rule_set_of
    from selfeval_gui.storage.codec import decode

    form = decode(data)
    return Entry(form, way.template or template_of(form), rule_set_of(form), is_draft)


def bytes_of(source: Source) -> bytes:
    """Return the form's bytes, of the open form or from its file; UnreadableForm if that cannot be read."""
    return read(source.path)[0] if source.data is None else source.data
