"""Excel files from forms, for a worker: a plan first, so that every question is asked before anything is written."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from selfeval_gui.messages import export_note_sentence
from selfeval_gui.rules.finding import Severity
from selfeval_gui.storage.errors import StorageError, UnreadableForm
from selfeval_gui.storage.store import read, write_export
from selfeval_gui.storage.workspace import safe_file_name

XLSX = ".xlsx"
Report = Callable[[int, int, object], None]


class Source(NamedTuple):
    """A form to export: its file, and its bytes where it is open and may differ from the file."""

    path: Path
    data: bytes | None = None


class Planned(NamedTuple):
    """A form, and the file it is going to be exported to."""

    source: Source
    target: Path
    has_errors: bool
    target_exists: bool


class Plan(NamedTuple):
    """What an export of several forms is going to do; `unreadable` are files that cannot be exported."""

    planned: list[Planned]
    unreadable: list[Path]


class Written(NamedTuple):
    """What an export did. `notes` are sentences about texts that a workbook could not hold."""

    targets: list[Path]
    failed: list[tuple[Planned, StorageError]]
    notes: list[str]


def plan_export(sources: list[Source], folder: Path, report: Report) -> Plan:
    """Read and check every form and name its target, each file name once."""
    from selfeval_gui.rules.check import check  # these bring the models, which the window starts without
    from selfeval_gui.rules.of_form import rule_set_of
    from selfeval_gui.storage.codec import decode

    planned, unreadable = [], []
    taken: set[str] = set()
    for done, source in enumerate(sources, 1):
        try:
            form = decode(_bytes_of(source))
        except UnreadableForm:
            unreadable.append(source.path)
        else:
            name = safe_file_name(form.project_name, taken, XLSX)
            taken.add(name)
            findings = check(form, rule_set_of(form))
            has_errors = any(finding.severity is Severity.ERROR for finding in findings)
            planned.append(Planned(source, folder / name, has_errors, (folder / name).exists()))
        report(done, len(sources), None)
    return Plan(planned, unreadable)


def write_planned(planned: Iterable[Planned], report: Report) -> Written:
    """Write the planned files over what is there, as the user agreed to; one failure does not stop the others."""
    every = list(planned)
    written = Written([], [], [])
    for done, each in enumerate(every, 1):
        try:
            notes = export_form(_bytes_of(each.source), each.target)
        except StorageError as error:
            written.failed.append((each, error))
        else:
            written.targets.append(each.target)
            written.notes.extend(f"{each.target.name}：{note}" for note in notes)
        report(done, len(every), None)
    return written


def export_form(data: bytes, target: Path) -> list[str]:
    """Write the form of these bytes as a workbook and return sentences about what it could not hold.

    Raises
    ------
    SaveFailed
        if the system refuses, as it does while Excel has the file open.
    """
    # openpyxl is loaded with the first export, not with the window.
    from selfeval_gui.exchange.template import template_of
    from selfeval_gui.exchange.xlsx_writer import render_xlsx
    from selfeval_gui.rules.of_form import rule_set_of
    from selfeval_gui.storage.codec import decode

    form = decode(data)
    workbook, report = render_xlsx(form, template_of(form), rule_set_of(form))
    write_export(target, workbook, overwrite=True)
    return [export_note_sentence(note.place, note.removed, note.cut) for note in report.notes]


def _bytes_of(source: Source) -> bytes:
    return read(source.path)[0] if source.data is None else source.data
