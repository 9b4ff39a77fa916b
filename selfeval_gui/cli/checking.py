"""The command `check`: each form by itself and all of them across, as text or as one JSON document."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from selfeval_gui.cli.reading import Outcome, as_printed, put_out, put_out_json, rate_of, read_all
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.scoring import totals_on_each
from selfeval_gui.domain.wanted import Wanted
from selfeval_gui.domain.words import by_numbers
from selfeval_gui.i18n import _
from selfeval_gui.messages import (
    SEVERITY_LABELS,
    answer_sentence,
    column_label,
    field_place,
    finding_sentence,
    names_of_rows,
    storage_sentence,
)
from selfeval_gui.rules.accepted import led
from selfeval_gui.rules.check_many import RuleSetOf
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.own_words import COLUMN
from selfeval_gui.rules.rule_set import RuleSet, presets
from selfeval_gui.rules.shape import shape_of
from selfeval_gui.rules.weights_left import standing
from selfeval_gui.storage.errors import StorageError, UnreadableForm
from selfeval_gui.work.across_reading import read_project_list
from selfeval_gui.work.checking import Checked, check_sources
from selfeval_gui.work.progress import unheard

_CHECKED = ("project_name", "year", "rule_set", "weight_total", "score_total", "grade", "totals", "execution_rate")


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Check every form of the paths and print what was found."""

    def judged_by(form: Form) -> RuleSet:
        return presets()[options.rule_set] if options.rule_set else rule_set_of(form)

    sources = read_all(options.paths, outcome)
    keyed = [source._replace(key=f"{place:09}") for place, source in enumerate(sources)]  # in the order of the files
    checked = check_sources(keyed, _expected(options, outcome), unheard, judged_by)
    told = [(_row(key, checked, judged_by), checked.findings.get(key, [])) for key in checked.sources]
    if checked.missing:
        found = [_finding(each, {}, checked) for each in checked.missing]
        told.append((_unchecked(options.expect.name, None) | {"findings": found}, checked.missing))
        told.sort(key=lambda each: by_numbers(str(each[0]["file"])))
    rows = [row for row, _findings in told]
    if options.report:
        _write_report(options, checked, outcome)
    if any(finding["severity"] == Severity.ERROR for row in rows for finding in row["findings"]):
        outcome.found_errors()
    if options.json:
        put_out_json(rows)
        return
    for row, findings in told:
        _put_out_as_text(row, findings)


def _put_out_as_text(row: dict[str, Any], findings: list[Finding]) -> None:
    """Print the line of a form and, below it, its findings; what follows from one stands under it, further in."""
    if row["unreadable"] is None:
        put_out(f"{row['file']}\t{row['score_total'] or '—'}\t{row['grade'] or '—'}")
    # By the findings themselves: all projects of a list that have no form are told in one cell.
    lines = {id(each): _line(each, shown) for each, shown in zip(findings, row["findings"], strict=True)}
    for leading, following in led(findings):
        put_out(f"  {lines[id(leading)]}")
        for each in following:
            put_out(f"    {lines[id(each)]}")


def _line(finding: Finding, shown: dict[str, Any]) -> str:
    *where, column = shown["where"]
    place = " / ".join([*where, finding.args.get(COLUMN, column)])
    note = "" if finding.answer is None else answer_sentence(finding.answer)
    return f"{SEVERITY_LABELS[finding.severity]}\t{place}：{shown['message']}{note}"


def _expected(options: argparse.Namespace, outcome: Outcome) -> list[Wanted]:
    """Return the projects of the list given; none, with a complaint, where they cannot be read."""
    if options.expect is None:
        return []
    try:
        projects = read_project_list(options.expect)
        why = _("这个文件里读不出项目名单。") if projects is None else ""
    except UnreadableForm as error:
        projects, why = None, storage_sentence(error)
    if projects is None:
        outcome.complain(str(options.expect), why)
    return projects or []


def _write_report(options: argparse.Namespace, checked: Checked, outcome: Outcome) -> None:
    """Write the findings as a workbook to hand over."""
    from selfeval_gui.work.reporting import write_checked

    if options.report.suffix.lower() != ".xlsx":
        outcome.complain(str(options.report), _("检查结果写成 Excel 文件，请给一个以 .xlsx 结尾的文件名。"))
        return
    try:
        write_checked(checked, options.report, overwrite=options.force)
    except StorageError as error:
        outcome.complain(str(options.report), storage_sentence(error))


def _unchecked(file: str, unreadable: str | None) -> dict[str, Any]:
    return {"file": file, **dict.fromkeys(_CHECKED), "unreadable": unreadable, "findings": []}


def _row(key: str, checked: Checked, judged_by: RuleSetOf) -> dict[str, Any]:
    source = checked.sources[key]
    if isinstance(source.known, UnreadableForm):
        return _unchecked(source.label, storage_sentence(source.known))
    form = checked.forms[key]
    rule_set = judged_by(form)
    names = names_of_rows(form)
    sums = totals_on_each(form, rule_set.scoring.execution_score)
    on_each_basis = {str(basis): as_printed(of_basis, rule_set) for basis, of_basis in sums.items()}
    own = on_each_basis[rule_set.total_basis]
    name = standing(sums[rule_set.total_basis], rule_set, shape_of(form)).grade
    head = (form.project_name, form.year, rule_set.id)
    values = (*head, own["weight"], own["score"], name, on_each_basis, rate_of(form))
    shown = [_finding(finding, names, checked) for finding in checked.findings[key]]
    return {**_unchecked(source.label, None), **dict(zip(_CHECKED, values, strict=True)), "findings": shown}


def _finding(finding: Finding, names: Mapping[NodeId, Sequence[str]], checked: Checked) -> dict[str, Any]:
    """Return a finding as it is printed; its place is named by the usual columns, whatever the form's paper says."""
    node, field = finding.node, finding.field
    told = {
        "code": finding.code,
        "severity": str(finding.severity),
        "where": field_place(field) if node is None else [*names[node], column_label(field)],
        "message": finding_sentence(finding),
        "expected": finding.expected,
        "actual": finding.actual,
        "others": list(map(checked.labels.__getitem__, finding.others)) if finding.others else [],
        "under": None if finding.under is None else finding.under.code,
    }
    return told if finding.answer is None else told | {"accepted": finding.answer._asdict()}
