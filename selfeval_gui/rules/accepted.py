"""Findings that somebody has answered for: they stay listed, with who and why, and count no more. Errors cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.rules.finding import Answer, Finding, Severity, place_of

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

Cell = tuple[NodeId | None, str]
_Key = tuple[tuple[object, ...], bool]  # what tells a finding from the others, and whether it is open

_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


def mark_accepted(findings: list[Finding], form: Form) -> list[Finding]:
    """Return the findings, those that the form holds an answer for with it."""
    if not form.accepted:
        return findings
    answers = {(each.code, each.node, each.field): Answer(each.by, each.reason) for each in form.accepted}
    return [each._replace(answer=_answer(each, answers)) for each in findings]


def heaviest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the errors, then the warnings, then the hints, each kind in the order of the paper.

    What follows from another finding stands below it, and lends it its weight.
    """
    given = list(findings)
    groups = led(given)
    if len(groups) == len(given):
        return _by_severity(given)
    ordered: list[Finding] = []
    for lead, below in sorted(groups, key=_group_weighs):
        ordered.append(lead)
        if below:
            ordered += _by_severity(below)
    return ordered


def led(findings: Sequence[Finding]) -> list[tuple[Finding, list[Finding]]]:
    """Return each finding that leads, in the order given, with those that stand under it.

    What is still open does not stand under what somebody has accepted, nor the other way round.
    """
    below: dict[_Key, list[Finding]] = {
        (each.under, each.answer is None): [] for each in findings if each.under is not None
    }
    if not below:
        return [(each, []) for each in findings]
    # Few of thousands lead others: their places are compared as plain tuples, without a step of Python for each.
    named = {place for place, _is_open in below}
    is_named = map(named.__contains__, map(place_of, findings))
    leading = {_key(each) for each in compress(findings, is_named) if each.under is None}
    leaders: list[Finding] = []
    for each in findings:
        if each.under is not None and (key := (each.under, each.answer is None)) in leading:
            below[key].append(each)
        else:
            leaders.append(each)
    return [(lead, below.pop(_key(lead), []) if place_of(lead) in named else []) for lead in leaders]


def _key(finding: Finding) -> _Key:
    return place_of(finding), finding.answer is None


def _group_weighs(group: tuple[Finding, list[Finding]]) -> int:
    lead, below = group
    return min(map(_weighs, (lead, *below))) if below else _RANKS[lead.severity]


def _by_severity(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for severity in Severity for finding in findings if finding.severity is severity]


def _weighs(finding: Finding) -> int:
    return _RANKS[finding.severity]


def still_open(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that nobody has answered for."""
    return [finding for finding in findings if finding.answer is None]


def by_cell(findings: Iterable[Finding]) -> dict[Cell, tuple[Finding, ...]]:
    """Group the findings that nobody has answered for by the cell they stand in, in their own order."""
    cells: dict[Cell, tuple[Finding, ...]] = {}
    for finding in findings:
        if finding.answer is None:
            cell = finding.node, finding.field
            cells[cell] = (*cells[cell], finding) if cell in cells else (finding,)
    return cells


def can_accept(finding: Finding) -> bool:
    """Tell whether a person may answer for the finding instead of repairing it."""
    return finding.severity is not Severity.ERROR and finding.answer is None


def _answer(finding: Finding, answers: dict[tuple[str, str | None, str], Answer]) -> Answer | None:
    if finding.severity is Severity.ERROR:
        return None
    return answers.get((finding.code, finding.node, finding.field))
