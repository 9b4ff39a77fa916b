"""Whether rows are proven: full marks without a document, one file for many rows, old documents, changed files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from selfeval_gui.domain.evidence import NamedFile, file_key, named_file
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.tree import level_three
from selfeval_gui.rules.facts import Facts
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.rules.shape import Shape, Stage, shape_of

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator

_SATISFACTION = "满意度"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)|(?<!\d)((?:19|20)\d{2})(?=\d{4}(?!\d))")
_CHANGED = "evidence.changed"
_CODES = ("evidence.missing", "evidence.shared", "evidence.old")


def rows_are_proven(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`evidence.missing`, `evidence.shared`, `evidence.old`, beside the actual value that they are about."""
    if all(rule_set.severity[code] is Severity.OFF for code in _CODES):
        return  # as nearly everywhere: nothing is looked at after each edit
    rows = [
        (row, f"{top.name} {second.name}")
        for top in facts.form.indicators
        for second in top.children
        for row in second.children
    ]
    shared = Counter(key for row, _levels in rows for key in {*map(file_key, row.evidence)} if key)
    shape = shape_of(facts.form)
    for row, levels in rows:
        yield from _missing(row, levels, shape, rule_set)
        yield from _shared(row, shared, rule_set)
        yield from _old(row, facts.form.year, rule_set)


def looks_at_files(rule_set: RuleSet) -> bool:
    """Tell whether a rule set wants to know how the files of evidence stand, which takes reading them."""
    return rule_set.severity[_CHANGED] is not Severity.OFF


def files_are_as_they_were(form: Form, faults: Mapping[NamedFile, str], rule_set: RuleSet) -> Iterator[Finding]:
    """`evidence.changed`: a file is "gone", "moved", "changed" or "unread", as `faults` says."""
    if not faults or not looks_at_files(rule_set):
        return
    for row in level_three(form.indicators):
        for entry in row.evidence:
            fault = faults.get(named_file(entry))
            if fault is not None:
                yield _found(_CHANGED, row, rule_set, text=entry.name, lack=fault)
                break


def _found(code: str, row: Indicator, rule_set: RuleSet, **args: str) -> Finding:
    return Finding(code, rule_set.severity[code], NodeId(row.id), "actual", args=args)


def _missing(row: Indicator, levels: str, shape: Shape, rule_set: RuleSet) -> Iterator[Finding]:
    """Find full marks without any document, and a degree of satisfaction without its sample.

    A form of another stage has neither: people are asked once the year is over.
    """
    if shape.stage is not Stage.RESULT:
        return
    has_full_marks = shape.has_points and row.score is not None and row.score == row.weight and row.score > 0
    has_sample = row.survey is not None and (row.survey.valid or row.survey.returned) is not None
    if has_full_marks and not row.evidence:
        yield _found("evidence.missing", row, rule_set, lack="proof")
    elif _SATISFACTION in f"{levels} {row.name}" and row.actual.strip() and not has_sample:
        yield _found("evidence.missing", row, rule_set, lack="survey")


def _shared(row: Indicator, shared: Counter[str], rule_set: RuleSet) -> Iterator[Finding]:
    most = rule_set.evidence.rows_a_file
    for entry in row.evidence:
        count = shared[file_key(entry)] if file_key(entry) else 0
        if count > most:
            words = {"text": entry.name, "count": str(count), "most": format_plain(most)}
            yield _found("evidence.shared", row, rule_set, **words)
            return


def _old(row: Indicator, year: int | None, rule_set: RuleSet) -> Iterator[Finding]:
    """Find a document whose latest year lies before that of the form."""
    for entry in row.evidence:
        years = [int(found[1] or found[2]) for found in _YEAR.finditer(entry.document)]
        if year is not None and years and max(years) < year:
            words = {"text": entry.name, "document": entry.document.strip(), "year": str(year)}
            yield _found("evidence.old", row, rule_set, **words)
            return
