"""The command `export`: a document for each form, or one for all of them."""

import argparse
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self

from selfeval_gui.cli.reading import Outcome, put_out, read_all, sentence
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.documents.export_notes import grouped
from selfeval_gui.exchange.documents.formats import OFFICE_FORMATS, Format, Rendered
from selfeval_gui.exchange.layout.booklet import Entry
from selfeval_gui.exchange.templates.template import Template, presets, template_of
from selfeval_gui.i18n import _
from selfeval_gui.rules.check import check
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage import store, workspace
from selfeval_gui.storage.errors import StorageError

TemplatesOfOnesOwn = Callable[[], Mapping[str, Template]]

_PDF = "pdf"
_MOST_WAITING = 4  # documents held in memory until the disk has taken them


class _Chosen(NamedTuple):
    """A form to export, and what its file is called in messages."""

    file: str
    form: Form


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    parser.add_argument("--to", choices=[*OFFICE_FORMATS, _PDF], required=True, help=_("导出格式"))
    parser.add_argument("--out", metavar="OUT", type=Path, required=True, help=_("目标文件或文件夹"))
    parser.add_argument("--booklet", action="store_true", help=_("所有表合成一个文件（合订本）"))
    parser.add_argument("--template", metavar="ID", help=_("按此表样输出，不管表中写的表样；自建的表样也可写名称"))
    parser.add_argument("--draft", action="store_true", help=_("印上“草稿”"))
    parser.add_argument("--strict", action="store_true", help=_("有错误的表不导出"))
    parser.add_argument("--force", action="store_true", help=_("覆盖已有的文件"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Write the forms of the paths and print the files that were written."""
    template = None
    if options.template is not None:
        template = _template(options.template, options.own_templates, outcome)
        if template is None:
            return
    kind = _format(options.to)
    chosen = [_Chosen(named.file, named.form) for named in read_all(options.paths, outcome) if named.form is not None]
    is_file = options.out.suffix.lower() == kind.suffix
    if is_file and len(chosen) > 1 and not options.booklet:
        text = _("有 {count} 份表，请给一个文件夹，或加 --booklet 合成一个文件。")
        outcome.complain(str(options.out), text.format(count=len(chosen)))
        return
    if options.strict:
        chosen = list(_without_errors(chosen, outcome))
    if options.booklet:
        target = options.out if is_file else options.out / f"{_('绩效自评表合订本')}{kind.suffix}"
        if chosen and _may_write(target, options, outcome):
            entries = (_entry(each.form, template, options) for each in chosen)
            with _Writer(options, outcome) as writer:
                writer.put(target, kind.render_booklet(entries, _nothing))
        return
    taken: set[str] = set()
    with _Writer(options, outcome) as writer:
        for each in chosen:
            name = workspace.safe_file_name(each.form.project_name, taken, kind.suffix)
            taken.add(name)
            target = options.out if is_file else options.out / name
            if _may_write(target, options, outcome):
                writer.put(target, kind.render(_entry(each.form, template, options)))


def _format(name: str) -> Format:
    if name != _PDF:
        return OFFICE_FORMATS[name]
    from selfeval_gui.paper.pdf_format import PDF  # brings Qt, which the other formats do without

    return PDF


def _without_errors(chosen: Iterable[_Chosen], outcome: Outcome) -> Iterable[_Chosen]:
    for each in chosen:
        if any(found.severity is Severity.ERROR for found in check(each.form, rule_set_of(each.form))):
            outcome.found_errors()
            outcome.tell(each.file, _("有错误，没有导出。"))
        else:
            yield each


def _template(wanted: str, own_templates: TemplatesOfOnesOwn, outcome: Outcome) -> Template | None:
    """Return the template of that id, or the user's own of that name; without one say which there are."""
    known = presets()
    if wanted not in known:
        known = {**known, **own_templates()}
    found = known.get(wanted) or next((each for each in known.values() if each.name == wanted), None)
    if found is None:
        there = "、".join(f"{each.id}（{each.name}）" for each in known.values())
        outcome.complain(wanted, _("没有这种表样，什么也没有导出。可用的有：{there}").format(there=there))
    return found


def _entry(form: Form, template: Template | None, options: argparse.Namespace) -> Entry:
    return Entry(form, template or template_of(form), rule_set_of(form), options.draft)


def _may_write(target: Path, options: argparse.Namespace, outcome: Outcome) -> bool:
    """Tell, before the work, whether the target may be written."""
    if options.force or not target.exists():
        return True
    outcome.complain(str(target), _("文件已经存在，没有覆盖；要覆盖请加 --force。"))
    return False


class _Writer:
    """Writes files while the next form is being drawn: half of a save is waiting for the disk. Told in order."""

    def __init__(self, options: argparse.Namespace, outcome: Outcome) -> None:
        self._options = options
        self._outcome = outcome
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._waiting: deque[tuple[Path, list[str], Future[None]]] = deque()
        self._notes: list[tuple[str, str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        while self._waiting:
            self._tell()
        self._thread.shutdown()
        for files, note in grouped(self._notes):
            self._outcome.tell(files, note)

    def put(self, target: Path, rendered: Rendered) -> None:
        """Have a document written, and say so once it is."""
        write = partial(store.write_export, overwrite=self._options.force)
        self._waiting.append((target, rendered.notes, self._thread.submit(write, target, rendered.data)))
        if len(self._waiting) > _MOST_WAITING:
            self._tell()

    def _tell(self) -> None:
        target, notes, written = self._waiting.popleft()
        try:
            written.result()
        except StorageError as error:
            self._outcome.complain(str(target), sentence(error))
            return
        put_out(str(target))
        self._notes.extend((str(target), note) for note in notes)


def _nothing() -> None:
    """Nobody follows the progress of a command."""
