"""The command `export`: a document for each form, or one for all of them."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from selfeval_gui.cli.reading import Outcome, put_out, read_all, sentence
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.booklet import Entry
from selfeval_gui.exchange.formats import OFFICE_FORMATS, Format, Rendered
from selfeval_gui.exchange.template import presets, template_of
from selfeval_gui.i18n import _
from selfeval_gui.rules.check import check
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage import store, workspace
from selfeval_gui.storage.errors import StorageError

FORMATS: dict[str, Format] = OFFICE_FORMATS


class _Chosen(NamedTuple):
    """A form to export, and what its file is called in messages."""

    file: str
    form: Form


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    parser.add_argument("--to", choices=FORMATS, required=True, help=_("导出格式"))
    parser.add_argument("--out", metavar="OUT", type=Path, required=True, help=_("目标文件或文件夹"))
    parser.add_argument("--booklet", action="store_true", help=_("所有表合成一个文件（合订本）"))
    parser.add_argument("--template", metavar="ID", choices=presets(), help=_("按此表样输出，不管表中写的表样"))
    parser.add_argument("--draft", action="store_true", help=_("印上“草稿”"))
    parser.add_argument("--strict", action="store_true", help=_("有错误的表不导出"))
    parser.add_argument("--force", action="store_true", help=_("覆盖已有的文件"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Write the forms of the paths and print the files that were written."""
    kind = FORMATS[options.to]
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
            entries = (_entry(each.form, options) for each in chosen)
            _write(target, kind.render_booklet(entries, _nothing), options, outcome)
        return
    taken: set[str] = set()
    for each in chosen:
        name = workspace.safe_file_name(each.form.project_name, taken, kind.suffix)
        taken.add(name)
        target = options.out if is_file else options.out / name
        if _may_write(target, options, outcome):
            _write(target, kind.render(_entry(each.form, options)), options, outcome)


def _without_errors(chosen: Iterable[_Chosen], outcome: Outcome) -> Iterable[_Chosen]:
    for each in chosen:
        if any(found.severity is Severity.ERROR for found in check(each.form, rule_set_of(each.form))):
            outcome.found_errors()
            outcome.tell(each.file, _("有错误，没有导出。"))
        else:
            yield each


def _entry(form: Form, options: argparse.Namespace) -> Entry:
    template = presets()[options.template] if options.template else template_of(form)
    return Entry(form, template, rule_set_of(form), options.draft)


def _may_write(target: Path, options: argparse.Namespace, outcome: Outcome) -> bool:
    """Tell, before the work, whether the target may be written."""
    if options.force or not target.exists():
        return True
    outcome.complain(str(target), _("文件已经存在，没有覆盖；要覆盖请加 --force。"))
    return False


def _write(target: Path, rendered: Rendered, options: argparse.Namespace, outcome: Outcome) -> None:
    try:
        store.write_export(target, rendered.data, overwrite=options.force)
    except StorageError as error:
        outcome.complain(str(target), sentence(error))
        return
    put_out(str(target))
    for note in rendered.notes:
        outcome.tell(str(target), note)


def _nothing() -> None:
    """Nobody follows the progress of a command."""
