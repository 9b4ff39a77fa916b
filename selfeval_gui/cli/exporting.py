"""The command `export`: a document for each form, or one for all of them."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from selfeval_gui.cli.reading import Outcome, put_out, read_all
from selfeval_gui.exchange.documents.export_notes import grouped
from selfeval_gui.exchange.documents.formats import OFFICE_FORMATS, Format
from selfeval_gui.exchange.templates.template import Template, presets
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError, UnreadableForm
from selfeval_gui.storage.places import is_there
from selfeval_gui.work.exporting import Errors, ExportWay, Planned, plan_export, write_booklet, write_each
from selfeval_gui.work.own_templates import OwnTemplates
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.reading import name_of


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Write the forms of the paths and print the files that were written."""
    template = None
    if options.template is not None:
        template = _template(options.template, outcome)
        if template is None or not _fits(template, options, outcome):
            return
    way = ExportWay(_format(options.to), template)
    sources = [each for each in read_all(options.paths, outcome) if not isinstance(each.known, UnreadableForm)]
    target = options.out if options.out.suffix.lower() == way.format.suffix else None
    if target is not None and len(sources) > 1 and not options.booklet:
        text = _("有 {count} 份表，请给一个文件夹，或加 --booklet 合成一个文件。")
        outcome.complain(str(options.out), text.format(count=len(sources)))
        return
    errors = Errors.LEFT_OUT if options.strict else Errors.IGNORED
    plan = plan_export(sources, options.out, unheard, way, errors=errors, target=target)
    for source in plan.faulty:
        outcome.found_errors()
        outcome.tell(name_of(source), _("有错误，没有导出。"))
    planned = [each._replace(is_draft=options.draft) for each in plan.planned]
    if options.booklet:
        whole = target or options.out / f"{_('绩效自评表合订本')}{way.format.suffix}"
        if planned and _may_write(whole, options, outcome, is_there=is_there(whole)):
            _write_booklet(planned, whole, way, options, outcome)
    else:
        planned = [each for each in planned if _may_write(each.target, options, outcome, is_there=each.target_exists)]
        _write(planned, way, options, outcome)


def _format(name: str) -> Format:
    if name in OFFICE_FORMATS:
        return OFFICE_FORMATS[name]
    from selfeval_gui.paper.pdf_format import PDF  # brings Qt, which the other formats do without

    return PDF


def _template(wanted: str, outcome: Outcome) -> Template | None:
    """Return the template of that id, or the user's own of that name; without one say which there are."""
    known = presets()
    if wanted not in known:
        known = OwnTemplates().known()
    found = known.get(wanted) or next((each for each in known.values() if each.name == wanted), None)
    if found is None:
        there = "、".join(f"{each.id}（{each.name}）" for each in known.values())
        outcome.complain(wanted, _("没有这种表样，什么也没有导出。可用的有：{there}").format(there=there))
    return found


def _fits(template: Template, options: argparse.Namespace, outcome: Outcome) -> bool:
    """Tell whether the template can be written so: an office's own file is filled, one file a form, or drawn."""
    if template.paper is None or options.to == "pdf":
        return True
    if template.paper.format != options.to:
        text = _("这张表样是 {format} 文件，只能导出为 {format} 或 pdf（--to {format}），什么也没有导出。")
        outcome.complain(template.id, text.format(format=template.paper.format))
        return False
    if options.booklet:
        outcome.complain(template.id, _("这张表样是单位自己的文件，不能合成合订本，什么也没有导出。"))
    return not options.booklet


def _may_write(target: Path, options: argparse.Namespace, outcome: Outcome, *, is_there: bool) -> bool:
    """Tell, before the work, whether the target may be written."""
    if options.force or not is_there:
        return True
    outcome.complain(str(target), _("文件已经存在，没有覆盖；要覆盖请加 --force。"))
    return False


def _write(planned: Sequence[Planned], way: ExportWay, options: argparse.Namespace, outcome: Outcome) -> None:
    notes: list[tuple[str, str]] = []
    for made in write_each(planned, way, overwrite=options.force):
        target = str(made.planned.target)
        if made.error is not None:
            outcome.complain(target, storage_sentence(made.error))
            continue
        put_out(target)
        notes += ((target, note) for note in made.notes)
    _tell(notes, outcome)


def _write_booklet(
    planned: list[Planned], target: Path, way: ExportWay, options: argparse.Namespace, outcome: Outcome
) -> None:
    try:
        notes = write_booklet(planned, target, unheard, way, overwrite=options.force, with_evidence=options.evidence)
    except StorageError as error:
        outcome.complain(str(target), storage_sentence(error))
        return
    put_out(str(target))
    _tell([(str(target), note) for note in notes], outcome)


def _tell(notes: Sequence[tuple[str, str]], outcome: Outcome) -> None:
    for files, note in grouped(notes):
        outcome.tell(files, note)
