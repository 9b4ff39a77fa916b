"""Findings that somebody has answered for: they stay listed, with who and why, and count no more. Errors cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
_NOWHERE = -1


def mark_accepted(findings: list[Finding], form: Form) -> list[Finding]:
    """Return the findings, those that the form holds an answer for with it."""
    if not form.accepted:
        return findings
    answers = {(each.code, each.node, each.field): Answer(each.by, each.reason) for each in form.accepted}
    marked = list(findings)
    codes = {each.code for each in form.accepted}
    for row in compress(count(), map(codes.__contains__, map(code_of, findings))):
        if (answer := _answer(findings[row], answers)) is not None:
            marked[row] = findings[row]._replace(answer=answer)
    return marked


def heaviest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the errors, then the warnings, then the hints, each kind in the order of the paper.

    What follows from another finding stands below it, and lends it its weight.
    """
    given = list(findings)
    below, following = _below(given)
    ranks = [*map(_RANKS.__getitem__, map(severity_of, given))]
    for row in following:
        ranks[row] = _NOWHERE
    groups: dict[int, list[Finding]] = {}
    for row in compress(count(), map({place[0] for place, _is_open in below}.__contains__, map(code_of, given))):
        if ranks[row] != _NOWHERE and (group := below.pop(_key(given[row]), [])):
            groups[row] = sorted(group, key=_weighs)
            ranks[row] = min(ranks[row], _weighs(groups[row][0]))
    order = [row for rank in _RANKS.values() for row in compress(count(), map(rank.__eq__, ranks))]
    ordered = [*map(given.__getitem__, order)]
    for place, row in reversed([*compress(enumerate(order), map(groups.__contains__, order))]):
        ordered[place + 1 : place + 1] = groups[row]
    return ordered


def led(findings: Sequence[Finding]) -> list[tuple[Finding, list[Finding]]]:
    """Return each finding that leads, in the order given, with those that stand under it.

    What is still open does not stand under what somebody has accepted, nor the other way round.
    """
    below, following = _below(findings)
    rows = set(following)
    leaders = [each for row, each in enumerate(findings) if row not in rows]
    return [(lead, below.pop(_key(lead), [])) for lead in leaders] if below else [(lead, []) for lead in leaders]


def standing_below(findings: Sequence[Finding]) -> frozenset[Cause]:
    """Return what tells those of the findings from all others that stand under another one."""
    _groups, following = _below(findings)
    return frozenset(findings[row].identity for row in following)


def _below(findings: Sequence[Finding]) -> tuple[dict[_Key, list[Finding]], list[int]]:
    """Return what stands under some of the findings, and the rows of all that do.

    Few of thousands follow or are followed: the others cost no step of Python each.
    """
    rows = [*compress(count(), map(under_of, findings))]
    codes = {under_of(findings[row]).code for row in rows}
    leading = {_key(each) for each in of_codes(findings, codes) if each.under is None} if rows else set()
    below: dict[_Key, list[Finding]] = {}
    following = []
    for row in rows:
        key = findings[row].under or (), findings[row].answer is None
        if key in leading:
            below.setdefault(key, []).append(findings[row])
            following.append(row)
    return below, following


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
