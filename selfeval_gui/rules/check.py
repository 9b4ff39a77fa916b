"""The one way to judge a form: run every check and return the findings in the order of the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, INDICATOR_FIELDS
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import in_paper_order
from selfeval_gui.rules import (
    amounts,
    deadlines,
    outlook,
    plans,
    proofs,
    quantities,
    reasons,
    scores,
    texts,
    weights,
    whole_form,
    wording,
)
from selfeval_gui.rules.accepted import mark_accepted
from selfeval_gui.rules.causes import with_causes
from selfeval_gui.rules.empty_rows import is_empty, is_set_aside, row_empty
from selfeval_gui.rules.facts import Cells, Facts, LevelRow, Run, cells_of, facts_of, row_of
from selfeval_gui.rules.finding import Finding, looked_for
from selfeval_gui.rules.own_words import in_words
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.rules.shape import called_in, shape_of

if TYPE_CHECKING:
    from selfeval_gui.domain.evidence import NamedFile
    from selfeval_gui.domain.form import Form, Indicator

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
    whole_form.names_differ,
    whole_form.outcome_is_no_goal,
    whole_form.years_fit,
    whole_form.amounts_of_one_scale,
    whole_form.numbers_agree,
    proofs.rows_are_proven,
    outlook.spending_keeps_up,
    outlook.rows_look_ahead,
    outlook.unmet_has_reason,
    outlook.words_are_known,
    plans.days_in_order,
    plans.targets_are_sound,
)
_LEVEL_CHECKS = (texts.name_given, texts.name_placeholder, weights.weight_valid, weights.level_makes_set_weight)
_ROW_CHECKS = (
    texts.row_cells_given,
    texts.row_placeholders,
    quantities.values_clear,
    weights.weight_valid,
    scores.score_stands_up,
    reasons.reason_fits,
    wording.words_fit,
    deadlines.done_in_time,
    whole_form.years_of_row_fit,
)
_REMEMBERED_ROWS, _REMEMBERED_RUNS = 8192, 1024
_NO_FAULTS: Mapping[NamedFile, str] = MappingProxyType({})

_FORM_ORDER = {field: 2 * row for row, field in enumerate(FORM_FIELDS)}  # between two there is room for extra ones
_CELL_ORDER = {field: column for column, field in enumerate(INDICATOR_FIELDS)}
_LAST_OF_HEAD = [field.name for field in FORM_FIELDS.values() if field.group == "info"][-1]
_FIRST_ROW = 2 * len(FORM_FIELDS)


def check(form: Form, rule_set: RuleSet) -> list[Finding]:
    """Return every finding, by place on the paper (head, funds, goals, indicators, 总分), then by code."""
    return check_facts(facts_of(form, rule_set.scoring.execution_score), rule_set)


def check_facts(facts: Facts, rule_set: RuleSet, faults: Mapping[NamedFile, str] = _NO_FAULTS) -> list[Finding]:
    """Return every finding as `check` does, for one who needs the facts, too; `faults` are those of the files."""
    return mark_accepted(with_causes(found_in(facts, rule_set, faults), facts), facts.form)


def found_in(facts: Facts, rule_set: RuleSet, faults: Mapping[NamedFile, str] = _NO_FAULTS) -> list[Finding]:
    """Return what the checks of one form find, before it is known what leads to what and who has answered for it."""
    checked = (finding for run in _FORM_CHECKS for finding in run(facts, rule_set))
    of_form = looked_for(chain(checked, proofs.files_are_as_they_were(facts.form, faults, rule_set)))
    in_rows: dict[NodeId, list[Finding]] = {}
    for finding in of_form:
        if finding.node is not None:
            in_rows.setdefault(finding.node, []).append(finding)
    in_cells = [finding for finding in of_form if finding.node is None]
    judge_level, judge_row, judge_run = _judges(rule_set)
    paper, year = _paper_of(facts.form), facts.form.year
    found = [*_on(paper, sorted((each for each in in_cells if not _in_total_row(each)), key=_head_place))]
    for top, seconds in facts.branches:
        found += _on(paper, _together(judge_level(top), in_rows.get(top.node)))
        for second, run in seconds:
            found += _on(paper, _together(judge_level(second), in_rows.get(second.node)))
            levels = top.name, second.name
            if in_rows.keys().isdisjoint(run.nodes):
                found += judge_run(run, levels, year, paper)
            else:
                for row in run.cells:
                    found += _on(paper, _together(judge_row(row, levels, year), in_rows.get(row[0])))
    found += _on(paper, sorted(each for each in in_cells if _in_total_row(each)))
    return found


def foresee(indicator: Indicator, levels: tuple[str, str], form: Form, rule_set: RuleSet) -> None:
    """Judge a level-3 row that is about to come below rows of these names, so that the form's check knows of it."""
    _level, judge_row, _run = _judges(rule_set)
    judge_row(cells_of(indicator), levels, form.year)


class _Paper(NamedTuple):
    """What of a form's paper findings depend on: the cells it lacks, and the unusual names it has for others."""

    lacks: frozenset[str]
    called: tuple[tuple[str, str], ...]


def _paper_of(form: Form) -> _Paper:
    return _Paper(frozenset(shape_of(form).lacks), tuple(called_in(form).items()))


def _on(paper: _Paper, findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings in cells that the paper has, in its words."""
    if not findings or not any(paper):
        return findings
    return in_words([each for each in findings if each.field not in paper.lacks], dict(paper.called))


def _together(of_row: tuple[Finding, ...], of_form: list[Finding] | None) -> Sequence[Finding]:
    """Return what is found in a row, by itself and by looking at all of them; an empty row says no more than that."""
    if of_form is None or any(finding.code == "row.empty" for finding in of_row):
        return of_row
    return sorted((*of_row, *of_form), key=_cell_place)


def in_order(findings: Iterable[Finding], form: Form) -> list[Finding]:
    """Return findings of several sources in the order that `check` gives."""
    rows: dict[str, int] = {}
    for node in in_paper_order(form.indicators):
        rows[node.id] = _FIRST_ROW + len(rows)

    def place(finding: Finding) -> tuple[int, int, str]:
        if finding.node is not None:
            return (rows[finding.node], *_cell_place(finding))
        if _in_total_row(finding):
            return _FIRST_ROW + len(rows), 0, finding.code
        return _form_place(finding.field), 0, finding.code

    return sorted(findings, key=place)


_LevelJudge = Callable[[LevelRow], tuple[Finding, ...]]
_RowJudge = Callable[[Cells, tuple[str, str], int | None], tuple[Finding, ...]]
_RunJudge = Callable[[Run, tuple[str, str], int | None, _Paper], Sequence[Finding]]


@lru_cache(maxsize=16)
def _judges(rule_set: RuleSet) -> tuple[_LevelJudge, _RowJudge, _RunJudge]:
    """Return the functions that judge a row or a run. They remember: an edit changes one row among hundreds."""

    @lru_cache(maxsize=_REMEMBERED_ROWS)
    def judge_level(row: LevelRow) -> tuple[Finding, ...]:
        return _in_cell_order(finding for run in _LEVEL_CHECKS for finding in run(row, rule_set))

    @lru_cache(maxsize=_REMEMBERED_ROWS)
    def judge_row(cells: Cells, levels: tuple[str, str], year: int | None) -> tuple[Finding, ...]:
        row = row_of(cells, levels, year)
        if is_set_aside(row, rule_set):
            return ()
        checks = (row_empty,) if is_empty(row) else _ROW_CHECKS
        return _in_cell_order(finding for run in checks for finding in run(row, rule_set))

    @lru_cache(maxsize=_REMEMBERED_RUNS)
    def judge_run(run: Run, levels: tuple[str, str], year: int | None, paper: _Paper) -> Sequence[Finding]:
        return _on(paper, [each for cells in run.cells for each in judge_row(cells, levels, year)])

    return judge_level, judge_row, judge_run


def _in_cell_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    found = looked_for(findings)
    return tuple(sorted(found, key=_cell_place)) if len(found) > 1 else tuple(found)


def _in_total_row(finding: Finding) -> bool:
    return finding.field.startswith(("total.", "printed.total_"))


def _form_place(field: str) -> int:
    """Return where a field stands in a form; those that templates add follow the head."""
    return _FORM_ORDER[_LAST_OF_HEAD] + 1 if field.startswith(EXTRA) else _FORM_ORDER[field]


def _head_place(finding: Finding) -> tuple[int, str]:
    return _form_place(finding.field), finding.code


def _cell_place(finding: Finding) -> tuple[int, str]:
    return _CELL_ORDER.get(finding.field, len(_CELL_ORDER)), finding.code
