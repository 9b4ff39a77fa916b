"""The command `check`: each form by itself and all of them across, as text or as one JSON document."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from selfeval_gui.cli.reading import Named, Outcome, put_out, rate_of, read_all, sentence, totals_on
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.scoring import Basis
from selfeval_gui.domain.tree import Tree
from selfeval_gui.i18n import _
from selfeval_gui.messages import SEVERITY_LABELS, answer_sentence, finding_place, finding_sentence
from selfeval_gui.rules.finding import Answer, Finding, Severity
from selfeval_gui.rules.name_list import BadNameList, read_names
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.project_list import missing_projects
from selfeval_gui.rules.rule_set import RuleSet, presets
from selfeval_gui.rules.together import RuleSetOf, check_together
from selfeval_gui.storage import store
from selfeval_gui.storage.errors import StorageError

Read = Mapping[str, Named]  # by a key that keeps the order of the files

_FOUND = ("code", "severity", "where", "message", "expected", "actual")
_CHECKED = ("project_name", "year", "rule_set", "weight_total", "score_total", "grade", "totals", "execution_rate")


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Check every form of the paths and print what was found."""

    def judged_by(form: Form) -> RuleSet:
        return presets()[options.rule_set] if options.rule_set else rule_set_of(form)

    read = {f"{place:09}": named for place, named in enumerate(read_all(options.paths, outcome))}
    forms = {key: named.form for key, named in read.items() if named.form is not None}
    found = check_together(forms, judged_by)
    rows = [_checked(named, judged_by, found.get(key, []), read) for key, named in read.items()]
    missing: list[Finding] = []
    if options.expect:
        missing = _missing(options.expect, [form.project_name for form in forms.values()], outcome)
        rows += _listed(options.expect, missing)
        rows.sort(key=lambda row: str(row["file"]))
    if options.report:
        _write_report(options, read, found, missing, outcome)
    if any(finding["severity"] == Severity.ERROR for row in rows for finding in row["findings"]):
        outcome.found_errors()
    if options.json:
        put_out(to_json(rows, indent=2).decode("utf-8"))
        return
    for row in rows:
        if row["unreadable"] is None:
            put_out(f"{row['file']}\t{row['score_total'] or '—'}\t{row['grade'] or '—'}")
        for finding in row["findings"]:
            label = SEVERITY_LABELS[Severity(finding["severity"])]
            note = answer_sentence(Answer(**finding["accepted"])) if "accepted" in finding else ""
            put_out(f"  {label}\t{' / '.join(finding['where'])}：{finding['message']}{note}")


def _missing(path: Path, there: list[str], outcome: Outcome) -> list[Finding]:
    """Return a finding for each project of the list that has no form."""
    try:
        return missing_projects(read_names(store.read(path)[0], path.suffix), there)
    except (StorageError, BadNameList) as error:
        broken = _("这个文件里读不出项目名单。")
        outcome.complain(str(path), sentence(error) if isinstance(error, StorageError) else broken)
        return []


def _listed(path: Path, missing: list[Finding]) -> list[dict[str, Any]]:
    """Return a row for the list of projects, none where every project has a form."""
    found = [_finding(each, Tree([]), {}) for each in missing]
    return [_unchecked(path.name, None) | {"findings": found}] if found else []


def _write_report(
    options: argparse.Namespace,
    read: Read,
    found: Mapping[str, list[Finding]],
    missing: list[Finding],
    outcome: Outcome,
) -> None:
    """Write the findings as a workbook to hand over."""
    from selfeval_gui.exchange.reports.findings_book import Judged, render_findings  # brings openpyxl

    if options.report.suffix.lower() != ".xlsx":
        outcome.complain(str(options.report), _("检查结果写成 Excel 文件，请给一个以 .xlsx 结尾的文件名。"))
        return
    judged = {
        key: Judged(named.form.project_name.strip() or named.file, named.form, found.get(key, []))
        for key, named in read.items()
        if named.form is not None
    }
    unreadable = {named.file: named.unreadable for named in read.values() if named.unreadable is not None}
    try:
        store.write_export(options.report, render_findings(judged, missing, unreadable), overwrite=options.force)
    except StorageError as error:
        outcome.complain(str(options.report), sentence(error))


def _unchecked(file: str, unreadable: str | None) -> dict[str, Any]:
    return {"file": file, **dict.fromkeys(_CHECKED), "unreadable": unreadable, "findings": []}


def _checked(named: Named, judged_by: RuleSetOf, findings: list[Finding], read: Read) -> dict[str, Any]:
    form = named.form
    if form is None:
        return _unchecked(named.file, named.unreadable)
    rule_set = judged_by(form)
    tree = Tree(form.indicators)
    on_each_basis = {str(basis): totals_on(form, basis, rule_set) for basis in Basis}
    own = on_each_basis[rule_set.total_basis]
    head = (form.project_name, form.year, rule_set.id)
    values = (*head, own["weight"], own["score"], own["grade"], on_each_basis, rate_of(form))
    shown = [_finding(finding, tree, read) for finding in findings]
    return {**_unchecked(named.file, None), **dict(zip(_CHECKED, values, strict=True)), "findings": shown}


def _finding(finding: Finding, tree: Tree, read: Read) -> dict[str, Any]:
    place, sentence = finding_place(finding, tree), finding_sentence(finding)
    values = (finding.code, finding.severity, place, sentence, finding.expected, finding.actual)
    answered = {} if finding.answer is None else {"accepted": finding.answer._asdict()}
    return {**dict(zip(_FOUND, values, strict=True)), "others": [read[key].file for key in finding.others], **answered}
