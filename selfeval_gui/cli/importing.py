"""The command `import`: files of other programs into a workspace, with an account of every cell."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from selfeval_gui.cli.reading import Outcome, put_out, sentence
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.folder_files import files_below
from selfeval_gui.exchange.readers.grid import Source, place_of
from selfeval_gui.exchange.reading_process.client import ReaderProcess, Reading, Report
from selfeval_gui.exchange.reading_process.pool import read_all
from selfeval_gui.exchange.recognize.result import Found, Recognized, Remark
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import doubt_sentence, imported_field_label, place_words, source_sentence
from selfeval_gui.storage import store
from selfeval_gui.storage.backups import FOLDER_NAME, Backups
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.taking_in import Existing, KnownForms, take_in
from selfeval_gui.storage.user_data import data_folder

Row = dict[str, Any]


def add_to(commands: Any) -> None:  # noqa: ANN401
    """Add the command to the parser's commands."""
    importing = commands.add_parser("import", help=_("导入 Excel、Word、PDF、网页、文本中的自评表"))
    importing.add_argument("paths", metavar="FILE", nargs="+", type=Path)
    importing.add_argument("--into", metavar="WORKSPACE", type=Path, required=True, help=_("导入到哪个工作文件夹"))
    existing = _("已有同一年度、项目、单位的表时：new 另存，update 更新，skip 跳过")
    importing.add_argument("--existing", choices=[each.value for each in Existing], default="new", help=existing)
    importing.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
    importing.set_defaults(run=run)


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Import every file and print what became of it."""
    try:
        options.into.mkdir(parents=True, exist_ok=True)
        known = KnownForms.of(options.into)
    except StorageError as error:
        outcome.complain(str(options.into), sentence(error))
        return
    except OSError as error:
        outcome.complain(str(options.into), error.strerror or str(error))
        return
    rows = []
    files = list(_files(options.paths))
    with closing(read_all([path for _, path in files], _read, _nothing_to_stop)) as readings:
        for (name, _), (_, reading) in zip(files, readings, strict=True):
            rows.append(_import_one(name, reading, known, options, outcome))
    rows.sort(key=lambda row: str(row["file"]))
    if options.json:
        put_out(to_json(rows, indent=2).decode("utf-8"))
    else:
        for row in rows:
            _tell(row)


def _files(paths: list[Path]) -> Iterator[tuple[str, Path]]:
    for path in paths:
        if path.is_dir():
            for file in files_below(path):
                yield _shown(file.relative_to(path).as_posix()), file
        else:
            yield _shown(path.name), path


def _shown(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


def _import_one(
    name: str, read: Future[Reading], known: KnownForms, options: argparse.Namespace, outcome: Outcome
) -> Row:
    try:
        reading = read.result()
        if not reading.found.forms:
            raise UnreadableSource("source.no_form")
    except UnreadableSource as error:
        said = source_sentence(error.code, **error.args_for_text)
        outcome.complain(name, said)
        return {**_account(name, Recognized(), Source([])), "unreadable": said}
    except StorageError as error:
        outcome.complain(name, sentence(error))
        return {**_account(name, Recognized(), Source([])), "unreadable": sentence(error)}
    row = _account(name, reading.found, reading.source)
    existing, backups = Existing(options.existing), Backups(data_folder() / FOLDER_NAME)
    for found in reading.found.forms:
        try:
            only_targets = found.sets_targets_only
            taken = take_in(options.into, known, found.form, existing, backups, targets_only=only_targets)
        except StorageError as error:
            outcome.complain(name, sentence(error))
            continue
        row["forms"].append(_form(found, taken.path, options.into, is_update=taken.is_update))
    return row


def _nothing_to_stop(_number: int) -> None:
    return


def _read(path: Path, reader: ReaderProcess, heard: Report) -> Reading:
    if path.suffix.lower() == ".json":
        return Reading(Source([]), Recognized([Found(store.load(path).form)]))
    return reader.read(path, heard)


def _form(found: Found, path: Path | None, folder: Path, *, is_update: bool) -> Row:
    return {
        "file": None if path is None else _shown(path.relative_to(folder).as_posix()),
        "project_name": found.form.project_name,
        "existing": "updated" if is_update else "skipped" if path is None else "created",
        "template": found.form.template,
        "rule_set": found.form.rule_set,
        "basis": found.basis,
    }


def _account(name: str, result: Recognized, source: Source) -> Row:
    outside = [Remark("outside", cell, None, cell.text) for cell in result.outside]
    unmapped = [remark for found in result.forms for remark in found.unmapped] + outside
    return {
        "file": name,
        "forms": [],
        "mapped": sum(len(found.mapped) for found in result.forms),
        "unmapped": [_remark(remark, source) for remark in unmapped],
        "doubts": [_remark(remark, source) for found in result.forms for remark in found.doubts],
        "unreadable": None,
    }


def _remark(remark: Remark, source: Source) -> Row:
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
    for remark in row["unmapped"]:
        field = f"（{imported_field_label(remark['field'])}）" if remark["field"] else ""
        put_out(f"  - {place_words(remark['place'])} {' '.join(remark['text'].split())}{field}")
