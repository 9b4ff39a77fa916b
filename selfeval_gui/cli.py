"""The command line: list, check, export. Thin: it reads, asks the layers below, prints. It never imports widgets."""

import argparse
import gc
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.scoring import Basis, execution_rate, grade, totals
from selfeval_gui.domain.tree import Tree
from selfeval_gui.exchange.template import template_for
from selfeval_gui.i18n import _
from selfeval_gui.messages import (
    SEVERITY_LABELS,
    export_note_sentence,
    finding_place,
    finding_sentence,
    storage_sentence,
)
from selfeval_gui.rules.check import check
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.name_list import BadNameList, read_names
from selfeval_gui.rules.project_list import missing_projects
from selfeval_gui.rules.rule_set import RuleSet, presets, rule_set_for
from selfeval_gui.rules.together import RuleSetOf, check_together
from selfeval_gui.storage import store, workspace
from selfeval_gui.storage.errors import StorageError

DONE, FOUND_ERRORS, NOT_DONE = 0, 1, 2


@dataclass
class Outcome:
    """The exit code so far: 2 wins over 1 wins over 0."""

    code: int = field(default=DONE)

    def found_errors(self) -> None:
        """Note that a form has errors."""
        self.code = max(self.code, FOUND_ERRORS)

    def complain(self, file: str, sentence: str) -> None:
        """Say what could not be read or written; the others go on."""
        self.code = NOT_DONE
        self.tell(file, sentence)

    def tell(self, file: str, sentence: str) -> None:
        """Say something about a file on standard error, in one line."""
        if sys.stderr is not None:
            print(f"{file}：{sentence}", file=sys.stderr)


@dataclass(frozen=True)
class Named:
    """A form, or why it could not be read, under its name relative to the path that was given."""

    file: str
    form: Form | None
    unreadable: str | None = None


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    options = _parser().parse_args(arguments)
    outcome = Outcome()
    gc.disable()  # thousands of forms, all of them still needed, take long to look through for garbage
    try:
        options.run(options, outcome)
    finally:
        gc.enable()
    return outcome.code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="selfeval", description=_("绩效自评表：列出、检查、导出"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    listing = commands.add_parser("list", help=_("列出工作文件夹中的自评表"))
    listing.add_argument("paths", metavar="WORKSPACE", nargs=1, type=Path)
    listing.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
    listing.set_defaults(run=_list)

    checking = commands.add_parser("check", help=_("检查自评表"))
    checking.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    checking.add_argument("--rule-set", choices=presets(), help=_("按此口径检查，不管表中写的口径"))
    checking.add_argument("--expect", metavar="FILE", type=Path, help=_("应有自评表的项目名单（xlsx、csv 或每行一个）"))
    checking.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
    checking.set_defaults(run=_check)

    exporting = commands.add_parser("export", help=_("导出自评表"))
    exporting.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    exporting.add_argument("--to", choices=["xlsx"], required=True, help=_("导出格式"))
    exporting.add_argument("--out", metavar="OUT", type=Path, required=True, help=_("目标文件或文件夹"))
    exporting.add_argument("--strict", action="store_true", help=_("有错误的表不导出"))
    exporting.add_argument("--force", action="store_true", help=_("覆盖已有的文件"))
    exporting.set_defaults(run=_export)
    return parser


# ---- reading -----------------------------------------------------------------------------------------------------


def _read_all(paths: Iterable[Path], outcome: Outcome) -> list[Named]:
    """Read every form of the paths, sorted by name; what cannot be read is complained about and kept as such."""
    return sorted((named for path in paths for named in _read(path, outcome)), key=lambda named: named.file)


def _read(path: Path, outcome: Outcome) -> Iterator[Named]:
    try:
        found = list(workspace.find_forms(path)) if path.is_dir() else [path]
    except StorageError as error:
        outcome.complain(str(path), _sentence(error))
        return
    for file in found:
        name = path.name if file == path else file.relative_to(path).as_posix()
        # A system that does not read its file names as UTF-8 gives bytes in disguise, which cannot be printed.
        shown = os.fsencode(name).decode("utf-8", "replace")
        try:
            yield Named(shown, store.load(file).form)
        except StorageError as error:
            outcome.complain(shown, _sentence(error))
            yield Named(shown, None, _sentence(error))


def _sentence(error: StorageError) -> str:
    return storage_sentence(error.code, **error.args_for_text)


# ---- list --------------------------------------------------------------------------------------------------------

_LISTED = (
    *("project_name", "year", "department", "implementing_unit", "score_total", "grade", "execution_rate"),
    *("errors", "warnings", "hints"),
)


def _list(options: argparse.Namespace, outcome: Outcome) -> None:
    rows = [_listed(named) for named in _read_all(options.paths, outcome)]
    if options.json:
        _print(to_json(rows, indent=2).decode("utf-8"))
        return
    for row in rows:
        if row["unreadable"] is None:
            total, name = row["score_total"] or "—", row["grade"] or "—"
            counts = f"{row['errors']}/{row['warnings']}/{row['hints']}"
            _print(f"{row['file']}\t{row['year'] or ''}\t{total}\t{name}\t{counts}")


def _listed(named: Named) -> dict[str, Any]:
    form = named.form
    if form is None:
        return {"file": named.file, **dict.fromkeys(_LISTED), "unreadable": named.unreadable}
    rule_set = rule_set_for(form.rule_set)
    sums = _totals(form, rule_set.total_basis, rule_set)
    severities = [finding.severity for finding in check(form, rule_set)]
    values = (
        *(form.project_name, form.year, form.department, form.implementing_unit),
        *(sums["score"], sums["grade"], _rate(form)),
        *map(severities.count, Severity),
    )
    return {"file": named.file, **dict(zip(_LISTED, values, strict=True)), "unreadable": None}


# ---- check -------------------------------------------------------------------------------------------------------

Read = Mapping[str, Named]  # by a key that keeps the order of the files

_FOUND = ("code", "severity", "where", "message", "expected", "actual")
_CHECKED = ("project_name", "year", "rule_set", "weight_total", "score_total", "grade", "totals", "execution_rate")


def _check(options: argparse.Namespace, outcome: Outcome) -> None:
    def rule_set_of(form: Form) -> RuleSet:
        return presets()[options.rule_set] if options.rule_set else rule_set_for(form.rule_set)

    read = {f"{place:09}": named for place, named in enumerate(_read_all(options.paths, outcome))}
    forms = {key: named.form for key, named in read.items() if named.form is not None}
    found = check_together(forms, rule_set_of)
    rows = [_checked(named, rule_set_of, found.get(key, []), read) for key, named in read.items()]
    if options.expect:
        rows += _missing(options.expect, [form.project_name for form in forms.values()], outcome)
        rows.sort(key=lambda row: str(row["file"]))
    if any(finding["severity"] == Severity.ERROR for row in rows for finding in row["findings"]):
        outcome.found_errors()
    if options.json:
        _print(to_json(rows, indent=2).decode("utf-8"))
        return
    for row in rows:
        if row["unreadable"] is None:
            _print(f"{row['file']}\t{row['score_total'] or '—'}\t{row['grade'] or '—'}")
        for finding in row["findings"]:
            label = SEVERITY_LABELS[Severity(finding["severity"])]
            _print(f"  {label}\t{' / '.join(finding['where'])}：{finding['message']}")


def _missing(path: Path, there: list[str], outcome: Outcome) -> list[dict[str, Any]]:
    """Return a row for the list of projects, with a finding for each that has no form."""
    try:
        missing = missing_projects(read_names(store.read(path)[0], path.suffix), there)
    except (StorageError, BadNameList) as error:
        broken = _("这个文件里读不出项目名单。")
        outcome.complain(str(path), _sentence(error) if isinstance(error, StorageError) else broken)
        return []
    found = [_finding(each, Tree([]), {}) for each in missing]
    return [_unchecked(path.name, None) | {"findings": found}] if found else []


def _unchecked(file: str, unreadable: str | None) -> dict[str, Any]:
    return {"file": file, **dict.fromkeys(_CHECKED), "unreadable": unreadable, "findings": []}


def _checked(named: Named, rule_set_of: RuleSetOf, findings: list[Finding], read: Read) -> dict[str, Any]:
    form = named.form
    if form is None:
        return _unchecked(named.file, named.unreadable)
    rule_set = rule_set_of(form)
    tree = Tree(form.indicators)
    on_each_basis = {str(basis): _totals(form, basis, rule_set) for basis in Basis}
    own = on_each_basis[rule_set.total_basis]
    head = (form.project_name, form.year, rule_set.id)
    values = (*head, own["weight"], own["score"], own["grade"], on_each_basis, _rate(form))
    shown = [_finding(finding, tree, read) for finding in findings]
    return {**_unchecked(named.file, None), **dict(zip(_CHECKED, values, strict=True)), "findings": shown}


def _totals(form: Form, basis: Basis, rule_set: RuleSet) -> dict[str, str | None]:
    sums = totals(form, basis, rule_set.scoring.execution_score)
    name = grade(sums, rule_set.grade_scale)
    return {"weight": _digits(sums.weight), "score": _digits(sums.score), "grade": name}


def _finding(finding: Finding, tree: Tree, read: Read) -> dict[str, Any]:
    place, sentence = finding_place(finding, tree), finding_sentence(finding)
    values = (finding.code, finding.severity, place, sentence, finding.expected, finding.actual)
    return {**dict(zip(_FOUND, values, strict=True)), "others": [read[key].file for key in finding.others]}


# ---- export ------------------------------------------------------------------------------------------------------


def _export(options: argparse.Namespace, outcome: Outcome) -> None:
    forms = [(named.file, named.form) for named in _read_all(options.paths, outcome) if named.form is not None]
    is_file = options.out.suffix.lower() == f".{options.to}"
    if is_file and len(forms) > 1:
        outcome.complain(str(options.out), _("有 {count} 份表，请给一个文件夹。").format(count=len(forms)))
        return
    taken: set[str] = set()
    for file, form in forms:
        name = workspace.safe_file_name(form.project_name, taken, f".{options.to}")
        taken.add(name)
        _export_one(file, form, options.out if is_file else options.out / name, options, outcome)


def _export_one(name: str, form: Form, target: Path, options: argparse.Namespace, outcome: Outcome) -> None:
    from selfeval_gui.exchange.xlsx_writer import render_xlsx

    rule_set = rule_set_for(form.rule_set)
    if options.strict and any(each.severity is Severity.ERROR for each in check(form, rule_set)):
        outcome.found_errors()
        outcome.tell(name, _("有错误，没有导出。"))
        return
    data, report = render_xlsx(form, template_for(form.template), rule_set)
    try:
        store.write_export(target, data, overwrite=options.force)
    except StorageError as error:
        outcome.complain(str(target), _sentence(error))
        return
    _print(str(target))
    for note in report.notes:
        outcome.tell(str(target), export_note_sentence(note.place, note.removed, note.cut))


# ---- printing ----------------------------------------------------------------------------------------------------


def _rate(form: Form) -> str | None:
    rate = execution_rate(form.funds.total)
    return None if rate is None else str(rate)


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else format_plain(number)


def _print(text: str) -> None:
    if sys.stdout is not None:
        print(text)
