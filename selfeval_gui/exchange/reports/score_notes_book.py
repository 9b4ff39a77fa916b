"""得分计算说明: how every score of a form comes about under its rule set, and the rule set in words, as a workbook.

Import this module only where a workbook is written.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_range

from selfeval_gui.domain.fields import FUND_COLUMN_LABELS
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import format_plain, format_typed
from selfeval_gui.domain.scoring import (
    Basis,
    Totals,
    cap_for,
    computed_execution_score,
    execution_rate,
    execution_score,
    grade,
    totals,
)
from selfeval_gui.domain.suggestions import Suggestion, suggest_all
from selfeval_gui.domain.tree import rows_with_parents
from selfeval_gui.domain.words import LEVEL_LABELS
from selfeval_gui.exchange.documents.xlsx_book import Formula, Value
from selfeval_gui.exchange.documents.xlsx_formulas import sum_formula
from selfeval_gui.exchange.reports.table_book import Table, TableColumn, render_tables
from selfeval_gui.explanations import BASES, execution_sentence, rule_set_words, suggestion_sentence
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.messages import INDICATOR_LABELS, standing_words
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.rules.shape import shape_of
from selfeval_gui.rules.weights_left import GradeStanding, standing

TITLE = _("得分计算说明")
_COLUMNS = (
    TableColumn(LEVEL_LABELS[0], 70),
    TableColumn(LEVEL_LABELS[1], 85),
    TableColumn(LEVEL_LABELS[2], 110),
    TableColumn(INDICATOR_LABELS["target"], 90),
    TableColumn(INDICATOR_LABELS["actual"], 90),
    TableColumn(INDICATOR_LABELS["weight"], 42, is_centred=True),
    TableColumn(INDICATOR_LABELS["score"], 42, is_centred=True),
    TableColumn(_("按口径应得"), 70, is_centred=True),
    TableColumn(_("怎样得来"), 260),
    TableColumn(_("与口径是否一致"), 80, is_centred=True),
)
_WEIGHT, _SCORE = 5, 6  # their columns, from 0
_AGREES, DIFFERS, BY_HAND = _("一致"), _("不一致"), _("由填表人判断")
_RULES = (TableColumn(_("项目"), 130), TableColumn(_("内容"), 640))


def render_score_notes(form: Form, rule_set: RuleSet) -> bytes:
    """Return the workbook: every row with its explanation, the totals on both bases, the rule set in words."""
    rows = [_execution_row(form, rule_set), *_indicator_rows(form, rule_set)]
    notes = [_("项目名称：{name}").format(name=form.project_name), _("口径：{name}").format(name=rule_set.name)]
    cap = cap_for(execution_rate(form.funds.total), rule_set.scoring.caps)
    if cap is not None:
        words = {"limit": format_plain(cap.rate_below), "highest": format_plain(cap.highest)}
        notes.append(_("执行率低于 {limit}%，按口径总分最高 {highest}。").format(**words))
    first = 2 + len(notes)  # below title, notes and headings, rows counted from 0
    bases = (rule_set.total_basis, rule_set.other_basis)
    last = first + len(rows) - 1
    on_each = [totals(form, basis, rule_set.scoring.execution_score) for basis in bases]
    stands = standing(on_each[0], rule_set, shape_of(form))
    own, other = (_grade_words(each, stands, rule_set) for each in on_each)
    said = ((own or standing_words(stands) or None, _("本表口径")), (other, None))
    sums = [_total_row(*each, first, last) for each in zip(bases, on_each, said, strict=True)]
    bold = frozenset(range(len(rows), len(rows) + len(sums)))
    scores = Table(TITLE, TITLE, notes, _COLUMNS, [*rows, *sums], bold)
    rules = Table(_("口径"), rule_set.name, (), _RULES, rule_set_words(rule_set, FINDING_KINDS))
    return render_tables([scores, rules], _("{title} {name}").format(title=TITLE, name=form.project_name))


def _execution_row(form: Form, rule_set: RuleSet) -> Sequence[Value]:
    funds = form.funds.total
    computed = computed_execution_score(funds, rule_set.scoring.execution_score)
    score = execution_score(funds, rule_set.scoring.execution_score)
    return (
        *(FUND_COLUMN_LABELS["rate"], None, None),
        *(_amount("annual_budget", funds.annual_budget), _amount("executed", funds.executed), funds.weight, score),
        *(computed, execution_sentence(funds, rule_set), agreement(score, computed, computed)),
    )


def _indicator_rows(form: Form, rule_set: RuleSet) -> Iterator[Sequence[Value]]:
    suggested = suggest_all(form, rule_set.scoring)
    for top, second, leaf in rows_with_parents(form.indicators):
        given = suggested[NodeId(leaf.id)]
        yield (
            *(top.name, second.name, leaf.name, leaf.target, leaf.actual, leaf.weight, leaf.score),
            *(given_words(given), suggestion_sentence(given), agreement(leaf.score, given.low, given.high)),
        )


def _total_row(basis: Basis, sums: Totals, said: tuple[Value, Value], first: int, last: int) -> Sequence[Value]:
    """Return the sums of the rows from `first`, the execution row, to `last`, and what is said of them."""
    first += basis is Basis.INDICATORS_ONLY
    added = zip((_WEIGHT, _SCORE), (sums.weight, sums.score), strict=True)
    numbers = [_sum(first, last, column, value) for column, value in added]
    return (_("总分"), None, BASES[basis], None, None, *numbers, None, *said)


def _grade_words(sums: Totals, stands: GradeStanding, rule_set: RuleSet) -> str | None:
    """Return the grade of sums on either basis; None where the form has none."""
    return _("等级 {grade}").format(grade=grade(sums, rule_set.grade_scale)) if stands.grade else None


def _sum(first: int, last: int, column: int, value: Decimal | None) -> Value:
    """Return the sum of some rows; without any a blank cell, for the sum of an area turned round would hold itself."""
    return Formula(sum_formula(xl_range(first, column, last, column)), value) if first <= last else value


def given_words(suggestion: Suggestion) -> Value:
    """Return the score that the rule set gives, the band of them as a text, None for nothing."""
    if suggestion.low is None or suggestion.high is None or suggestion.score is not None:
        return suggestion.score
    return f"{format_typed(suggestion.low)}–{format_typed(suggestion.high)}"


def agreement(score: Decimal | None, low: Decimal | None, high: Decimal | None) -> str | None:
    """Return whether a score is what the rule set gives, or nobody but a person can say; None for no score."""
    if score is None:
        return None
    if low is None or high is None:
        return BY_HAND
    return _AGREES if low <= score <= high else DIFFERS


def _amount(column: str, number: Decimal | None) -> str:
    return f"{FUND_COLUMN_LABELS[column]} {'' if number is None else format_plain(number)}".strip()
