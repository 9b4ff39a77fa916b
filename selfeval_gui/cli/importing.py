"""The command `import`: files of other programs into a workspace, with an account of every cell."""

import argparse
from typing import Any

from selfeval_gui.cli.reading import Outcome, printable, put_out, put_out_json, work_in
from selfeval_gui.domain.words import by_numbers
from selfeval_gui.exchange.readers.grid import Aside, Source, place_of
from selfeval_gui.exchange.recognize.result import ReaderRemark
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import doubt_sentence, imported_field_label, place_words
from selfeval_gui.messages import storage_sentence
from selfeval_gui.repair_messages import layouts_sentence
from selfeval_gui.storage.taking_in import Existing, KnownForms
from selfeval_gui.work.import_by_command import KeptForm, import_by_command
from selfeval_gui.work.importing import FileRead
from selfeval_gui.work.own_layouts import OwnLayouts, Remembered

Row = dict[str, Any]

_MOST_LINES = 200  # of cells without a place that are printed of one file; --json has all

_CODES: dict[Aside | None, str] = {Aside.COMMENT: "comment", Aside.TEXT_BOX: "text_box", Aside.FOOTNOTE: "footnote"}


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Import every file and print what became of it."""
    known = work_in(options.into, outcome, lambda: KnownForms.of(options.into))
    if known is None:
        return
    for path in OwnLayouts().unread():
        outcome.tell(path.name, layouts_sentence(path.name))
    rows, existing = [], Existing(options.existing)
    for file, forms in import_by_command(options.paths, options.into, existing, known, Remembered.here()):
        row = _account(file)
        if file.trouble:
            outcome.complain(row["file"], file.trouble)
        for kept in forms:
            if kept.error is not None:
                outcome.complain(row["file"], storage_sentence(kept.error))
            else:
                row["forms"].append(_form(kept, options))
        rows.append(row)
    rows.sort(key=lambda row: by_numbers(str(row["file"])))
    if options.json:
        put_out_json(rows)
    else:
        for row in rows:
            _tell(row)


def _form(kept: KeptForm, options: argparse.Namespace) -> Row:
    form, path = kept.found.form, kept.path
    return {
        "file": None if path is None else printable(path.relative_to(options.into).as_posix()),
        "project_name": form.project_name,
        "existing": "updated" if kept.is_update else "skipped" if path is None else "created",
        "template": form.template,
        "rule_set": form.rule_set,
        "basis": kept.found.basis,
    }


def _account(file: FileRead) -> Row:
    result, source = file.reading.found, file.reading.source
    outside = [
        ReaderRemark(_CODES.get(source.grids[cell.grid].aside, "outside"), cell, None, cell.text)
        for cell in result.outside
    ]
    unmapped = [remark for found in result.forms for remark in found.unmapped] + outside
    return {
        "file": printable(file.name),
        "forms": [],
        "mapped": sum(len(found.mapped) for found in result.forms),
        "omitted": [
            {"kind": each.kind, "place": place_of(source, each.cell), "text": each.text} for each in result.omitted
        ],
        "unmapped": [_remark(remark, source) for remark in unmapped],
        "doubts": [_remark(remark, source) for found in result.forms for remark in found.doubts],
        "unreadable": file.trouble or None,
    }


def _remark(remark: ReaderRemark, source: Source) -> Row:
    return {
        "place": None if remark.cell is None else place_of(source, remark.cell),
        "text": remark.text,
        "code": remark.code,
        "field": None if remark.ref is None else remark.ref.name,
    }


def _tell(row: Row) -> None:
    for form in row["forms"]:
        put_out(f"{row['file']}\t{form['file'] or _('跳过')}\t{form['project_name']}")
    for doubt in row["doubts"]:
        put_out(f"  ? {place_words(doubt['place'] or '')} {doubt_sentence(doubt['code'], doubt['text'])}")
    for each in row["omitted"]:
        put_out(f"  . {place_words(each['place'])} {each['kind']}：{' '.join(each['text'].split())}")
    for remark in row["unmapped"][:_MOST_LINES]:
        field = f"（{imported_field_label(remark['field'])}）" if remark["field"] else ""
        put_out(f"  - {place_words(remark['place'])} {' '.join(remark['text'].split())}{field}")
    more = len(row["unmapped"]) - _MOST_LINES
    if more > 0:
        put_out("  " + _("… 还有 {count} 处没有归位；全部用 --json 列出").format(count=more))
