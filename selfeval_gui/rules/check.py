"""The one way to judge a form: run every check and return the findings in the order of the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, INDICATOR_FIELDS
from selfeval_gui.domain.tree import walk
from selfeval_gui.rules import amounts, quantities, reasons, scores, texts, weights
from selfeval_gui.rules.accepted import mark_accepted
from selfeval_gui.rules.facts import Cells, Facts, LevelRow, facts_of, row_of
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.rule_set import RuleSet

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_FORM_CHECKS = (
    texts.required_cells,
    texts.form_placeholders,
    amounts.execution_row,
    amounts.printed_rate,
    amounts.execution_gap,
    amounts.parts_make_total,
    weights.execution_weight_valid,
    weights.weights_make_total,
    scores.execution_score_valid,
    scores.printed_totals,
)
_LEVEL_CHECKS = (texts.name_given, texts.name_placeholder, weights.weight_valid, weights.level_makes_set_weight)
_ROW_CHECKS = (
    texts.row_cells_given,
    texts.row_placeholders,
    quantities.values_clear,
    weights.weight_valid,
    scores.score_stands_up,
    reasons.reason_fits,
)
_REMEMBERED_ROWS = 8192

_FORM_ORDER = {field: 2 * row for row, field in enumerate(FORM_FIELDS)}  # between two there is room for extra ones
_CELL_ORDER = {field: column for column, field in enumerate(INDICATOR_FIELDS)}
_LAST_OF_HEAD = [field.name for field in FORM_FIELDS.values() if field.group == "info"][-1]
_FIRST_ROW = 2 * len(FORM_FIELDS)


def check(form: Form, rule_set: RuleSet) -> list[Finding]:
    """Return every finding, by place on the paper (head, funds, goals, indicators, 总分), then by code."""
    return check_facts(facts_of(form, rule_set.scoring.execution_score), rule_set)


def check_facts(facts: Facts, rule_set: RuleSet) -> list[Finding]:
    """Return every finding as `check` does, for one who needs the facts, too."""
    of_form = [finding for run in _FORM_CHECKS for finding in run(facts, rule_set)]
    judge = _row_judge(rule_set)
    found = sorted((finding for finding in of_form if not _in_total_row(finding)), key=_head_place)
    for row in facts.rows:
        found += judge(row)
    found += sorted(finding for finding in of_form if _in_total_row(finding))
    return mark_accepted(found, facts.form)


def in_order(findings: Iterable[Finding], form: Form) -> list[Finding]:
    """Return findings of several sources in the order that `check` gives."""
    rows = {node.id: _FIRST_ROW + row for row, (node, _) in enumerate(walk(form.indicators))}

    def place(finding: Finding) -> tuple[int, int, str]:
        if finding.node is not None:
            return (rows[finding.node], *_cell_place(finding))
        if _in_total_row(finding):
            return _FIRST_ROW + len(rows), 0, finding.code
        return _form_place(finding.field), 0, finding.code

    return sorted(findings, key=place)


@lru_cache(maxsize=16)
def _row_judge(rule_set: RuleSet) -> Callable[[Cells | LevelRow], tuple[Finding, ...]]:
    """Return the function that judges one row. It remembers: an edit changes one row among hundreds."""

    @lru_cache(maxsize=_REMEMBERED_ROWS)
    def judge(row: Cells | LevelRow) -> tuple[Finding, ...]:
        if isinstance(row, LevelRow):
            found = [finding for run in _LEVEL_CHECKS for finding in run(row, rule_set)]
        else:
            named = row_of(row)
            found = [finding for run in _ROW_CHECKS for finding in run(named, rule_set)]
        return tuple(sorted(found, key=_cell_place)) if len(found) > 1 else tuple(found)

    return judge


def _in_total_row(finding: Finding) -> bool:
    return finding.field.startswith(("total.", "printed.total_"))


def _form_place(field: str) -> int:
    """Return where a field stands in a form; those that templates add follow the head."""
    return _FORM_ORDER[_LAST_OF_HEAD] + 1 if field.startswith(EXTRA) else _FORM_ORDER[field]


def _head_place(finding: Finding) -> tuple[int, str]:
    return _form_place(finding.field), finding.code


def _cell_place(finding: Finding) -> tuple[int, str]:
    return _CELL_ORDER[finding.field], finding.code
