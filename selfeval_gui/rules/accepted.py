"""Findings that somebody has answered for: they stay listed, with who and why, and count no more. Errors cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, count
from operator import not_
from typing import TYPE_CHECKING

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.rules.finding import (
    Answer,
    Cause,
    Finding,
    Severity,
    answer_of,
    code_of,
    of_codes,
    place_of,
    severity_of,
    under_of,
)

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
    leaders, below = _grouped(list(findings))
    ranks = [*map(_RANKS.__getitem__, map(severity_of, leaders))]
    for row, following in below.items():
        ranks[row] = min(ranks[row], *map(_weighs, following))
    order = sorted(range(len(leaders)), key=ranks.__getitem__)
    ordered = [*map(leaders.__getitem__, order)]
    for place, row in reversed([*compress(enumerate(order), map(below.__contains__, order))]):
        ordered[place + 1 : place + 1] = sorted(below[row], key=_weighs)
    return ordered


def led(findings: Sequence[Finding]) -> list[tuple[Finding, list[Finding]]]:
    """Return each finding that leads, in the order given, with those that stand under it.

    What is still open does not stand under what somebody has accepted, nor the other way round.
    """
    leaders, below = _grouped(findings)
    return [(lead, below.get(row, [])) for row, lead in enumerate(leaders)]


def standing_below(findings: Sequence[Finding]) -> frozenset[Cause]:
    """Return what tells those of the findings from all others that stand under another one."""
    _leaders, below = _grouped(findings)
    return frozenset(each.identity for following in below.values() for each in following)


def _grouped(findings: Sequence[Finding]) -> tuple[Sequence[Finding], Mapping[int, list[Finding]]]:
    """Return the findings that lead, and by the rows of some of them what stands under these.

    Few of thousands follow or are followed: the others cost no step of Python each.
    """
    following = [*compress(findings, map(under_of, findings))]
    if not following:
        return findings, {}
    codes = {cause.code for cause in map(under_of, following)}
    leading = {_key(each) for each in of_codes(findings, codes) if each.under is None}
    below: dict[_Key, list[Finding]] = {}
    leads = [True] * len(findings)
    for row in compress(count(), map(under_of, findings)):
        key = findings[row].under or (), findings[row].answer is None
        if key in leading:
            below.setdefault(key, []).append(findings[row])
            leads[row] = False
    leaders = [*compress(findings, leads)]
    of_leaders = compress(count(), map(codes.__contains__, map(code_of, leaders)))
    groups = {row: below.pop(_key(leaders[row]), []) for row in of_leaders}
    return leaders, {row: group for row, group in groups.items() if group}


def _key(finding: Finding) -> _Key:
    return place_of(finding), finding.answer is None


def _weighs(finding: Finding) -> int:
    return _RANKS[finding.severity]


def still_open(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that nobody has answered for."""
    found = list(findings)
    return list(compress(found, map(not_, map(answer_of, found))))


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
