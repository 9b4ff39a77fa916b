"""Documents from forms: a plan first, so that every question is asked before anything is written.

The window asks about errors and about files that are there, a command is told beforehand: `Errors` and `overwrite`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.exchange.documents.export_notes import grouped
from selfeval_gui.exchange.documents.file_names import DEFAULT_PATTERN, file_stem
from selfeval_gui.exchange.documents.formats import XLSX, Format, Rendered
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.shape import shape_of
from selfeval_gui.storage.errors import SaveFailed, StorageError, UnreadableForm
from selfeval_gui.storage.places import is_there
from selfeval_gui.storage.store import write_export
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.work.own_paper import rendered_on_paper
from selfeval_gui.work.own_templates import template_fault
from selfeval_gui.work.progress import Cancelled
from selfeval_gui.work.reading import FormSource, form_of, name_of, read_each

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.exchange.layout.booklet import BookletEntry
    from selfeval_gui.exchange.templates.template import Template
    from selfeval_gui.work.progress import Progress

# What a writer raises at what it cannot draw. The readers let nothing through to it; should they, the others go on.
_DRAWING_ERRORS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Errors(Enum):
    """What errors of a form mean for its export: said in the plan, reason to leave it out, or not looked for."""

    TOLD = "told"
    LEFT_OUT = "left out"
    IGNORED = "ignored"


class ExportWay(NamedTuple):
    """How forms leave: in which format and template (None for each form's own), under names of which pattern."""

    format: Format = XLSX
    template: Template | None = None
    pattern: str = DEFAULT_PATTERN


EXCEL = ExportWay()


class Planned(NamedTuple):
    """A form, and the file it is going to be exported to."""

    source: FormSource
    target: Path
    has_errors: bool
    target_exists: bool
    is_draft: bool = False


class ExportPlan(NamedTuple):
    """What an export of several forms is going to do, and which it leaves out: unreadable files, forms with errors."""

    planned: list[Planned]
    unreadable: list[Path]
    faulty: list[FormSource]


class Made(NamedTuple):
    """What came of one planned file: sentences about what it could not hold, or why it is not there."""

    planned: Planned
    notes: list[str]
    error: StorageError | None = None


class Written(NamedTuple):
    """What an export did: whole files only. `left` were not begun; `notes` say what a document could not hold."""

    targets: list[Path]
    failed: list[tuple[Planned, StorageError]]
    notes: list[str]
    left: list[Planned]


def plan_export(
    sources: list[FormSource],
    folder: Path,
    progress: Progress,
    way: ExportWay = EXCEL,
    *,
    errors: Errors = Errors.TOLD,
    target: Path | None = None,
) -> ExportPlan:
    """Read every form, check it, and name its target, each file name once; `target` is the one file of a single form.

    A form with errors that is left out takes no name.
    """
    plan = ExportPlan([], [], [])
    taken: set[str] = set()
    for source, form in read_each(sources, progress):
        if isinstance(form, UnreadableForm):
            plan.unreadable.append(source.path)
            continue
        has_errors = errors is not Errors.IGNORED and _has_errors(form)
        if has_errors and errors is Errors.LEFT_OUT:
            plan.faulty.append(source)
            continue
        name = safe_file_name(file_stem(form, way.pattern, shape_of(form).stage), taken, way.format.suffix)
        taken.add(name)
        path = target or folder / name
        plan.planned.append(Planned(source, path, has_errors, is_there(path)))
    return plan


def _has_errors(form: Form) -> bool:
    from selfeval_gui.rules.check import check  # these bring the models, which the window starts without
    from selfeval_gui.rules.of_form import rule_set_of

    return any(finding.severity is Severity.ERROR for finding in check(form, rule_set_of(form)))


def write_planned(planned: Iterable[Planned], progress: Progress, way: ExportWay = EXCEL) -> Written:
    """Write the planned files over what is there, as the user agreed to; one failure does not stop the others."""
    every = list(planned)
    written, notes = Written([], [], [], []), list[tuple[str, str]]()
    with closing(write_each(every, way, overwrite=True)) as outcomes:
        for done, made in enumerate(outcomes, 1):
            if made.error is not None:
                written.failed.append((made.planned, made.error))
            else:
                written.targets.append(made.planned.target)
                notes.extend((made.planned.target.name, note) for note in made.notes)
            try:
                progress(done, len(every), None)
            except Cancelled:
                written.left.extend(every[done:])
                break
    written.notes.extend(f"{files}：{note}" for files, note in grouped(notes))
    return written


def write_each(planned: Iterable[Planned], way: ExportWay, *, overwrite: bool) -> Generator[Made, None, None]:
    """Write the planned files and yield what came of each, in order.

    The next one is drawn while the last is being saved: half of a save is waiting for the disk. Where the iterator is
    closed, nothing is begun any more.
    """
    with ThreadPoolExecutor(1, "saving") as disk:
        last: tuple[Planned, Future[list[str]]] | None = None
        for each in planned:
            drawn = _draw(each, way)
            if last is not None:
                yield _made(*last)
            last = each, disk.submit(_save, each.target, drawn, overwrite)
        if last is not None:
            yield _made(*last)


def _draw(planned: Planned, way: ExportWay) -> Rendered | StorageError:
    try:
        return _rendered(planned.source, way, is_draft=planned.is_draft)
    except StorageError as error:
        return error


def _rendered(source: FormSource, way: ExportWay, *, is_draft: bool) -> Rendered:
    entry = entry_of(source, way, is_draft=is_draft)
    with _named([source]):
        if entry.template.paper is not None:
            return rendered_on_paper(entry, entry.template.paper, way.format)
        rendered = way.format.render(entry)
        return Rendered(rendered.data, [*rendered.notes, *_faults_of(entry, way)])


def _faults_of(entry: BookletEntry, way: ExportWay) -> list[str]:
    """Return why a form does not leave in the template that it names."""
    fault = template_fault(entry.form) if way.template is None else ""
    return [fault] if fault else []


@contextmanager
def _named(drawn: list[FormSource]) -> Iterator[None]:
    """Say of which form, the last of those drawn, a writer could make no sense, so that others go on."""
    try:
        yield
    except _DRAWING_ERRORS as error:
        raise SaveFailed("save.not_drawn", form=name_of(drawn[-1]), detail=type(error).__name__) from error


def _save(target: Path, drawn: Rendered | StorageError, overwrite: bool) -> list[str]:
    if isinstance(drawn, StorageError):
        raise drawn
    write_export(target, drawn.data, overwrite=overwrite)
    return drawn.notes


def _made(planned: Planned, saved: Future[list[str]]) -> Made:
    try:
        return Made(planned, saved.result())
    except StorageError as error:
        return Made(planned, [], error)


def write_booklet(
    planned: list[Planned],
    target: Path,
    progress: Progress,
    way: ExportWay,
    *,
    overwrite: bool = True,
    with_evidence: bool = False,
) -> list[str]:
    """Write the forms into one document, and return sentences about what it could not hold.

    `with_evidence` puts behind each form that is proven by something the list of that.

    Raises
    ------
    ChangedOutside, SaveFailed, UnreadableForm
        if the target exists and may not be overwritten, the system refuses, or a form cannot be read any more: nothing
        is written then.
    """
    from selfeval_gui.exchange.layout.evidence_sheet import has_evidence  # brings the models

    drawn, faults = list[FormSource](), list[str]()

    def written() -> None:
        progress(len(drawn), len(planned), None)

    def entries() -> Iterator[BookletEntry]:
        for each in planned:
            drawn.append(each.source)
            entry = entry_of(each.source, way, is_draft=each.is_draft)
            faults.extend(_faults_of(entry, way))
            yield entry
            if with_evidence and has_evidence(entry.form):
                yield entry._replace(is_evidence=True)

    with _named(drawn):
        rendered = way.format.render_booklet(entries(), written)
    write_export(target, rendered.data, overwrite=overwrite)
    return [*rendered.notes, *dict.fromkeys(faults)]


def export_form(source: FormSource, target: Path, way: ExportWay = EXCEL, *, is_draft: bool = False) -> list[str]:
    """Write the form as a document and return sentences about what it could not hold.

    Raises
    ------
    SaveFailed, UnreadableForm
        if the system refuses, as it does while Excel has the file open, or the form cannot be read any more.
    """
    rendered = _rendered(source, way, is_draft=is_draft)
    write_export(target, rendered.data, overwrite=True)
    return rendered.notes


def entry_of(source: FormSource, way: ExportWay, *, is_draft: bool) -> BookletEntry:
    """Return the form with its template and rule set; UnreadableForm if its file holds none."""
    from selfeval_gui.exchange.layout.booklet import BookletEntry
    from selfeval_gui.exchange.templates.template import template_of
    from selfeval_gui.rules.of_form import rule_set_of

    form = form_of(source)
    return BookletEntry(form, way.template or template_of(form), rule_set_of(form), is_draft)
