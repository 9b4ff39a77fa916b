"""What a form read from cells is: its template, its rule set, the basis of its total; and what does not add up."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from selfeval_gui.domain.fields import AMOUNT_FIELDS, FUND_AMOUNTS, OWN, FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.scoring import Basis
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.amounts_said import doubt_amounts_said
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.recognize.result import RowKind
from selfeval_gui.exchange.templates.labels import bare_level, meanings, plain
from selfeval_gui.exchange.templates.template import DEFAULT_TEMPLATE, SPAN, TYPED_SPANS, UNWEIGHED_TEMPLATE, Template
from selfeval_gui.exchange.templates.template import presets as templates
from selfeval_gui.exchange.templates.titles import is_monitoring_title
from selfeval_gui.rules.amounts import printed_rate
from selfeval_gui.rules.facts import facts_of
from selfeval_gui.rules.of_form import detected_basis, likely_basis, nearest_preset, rule_set_of
from selfeval_gui.rules.rule_set import rule_set_for
from selfeval_gui.rules.scores import printed_totals
from selfeval_gui.rules.shape import Shape, Stage, shape_of, shape_of_preset

_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d{2})\s*年", re.ASCII)
_FROM_JANUARY = re.compile(rf"(?<=1)[{''.join(map(re.escape, TYPED_SPANS))}](?=\d+月)")
_REPORT, _LONGEST_TITLE = ("报告", "报告书"), 60  # characters
_HUNDRED = Decimal(100)
Settings = dict[str, str]


def judge(ledger: Ledger, cells: list[SourceCell]) -> None:
    """Name template, rule set and basis, and note what a person should look at."""
    form, found = ledger.form, ledger.found
    texts = {cell.text for cell in cells}
    words = {_FROM_JANUARY.sub(SPAN, word) if "月" in word else word for word in map(plain, texts)}
    stage = _stage(ledger, texts)
    form.template, settings = _template(words, form, _weighs(ledger) or not _gives_results(ledger), stage)
    form.extra.update({name: word for name, word in settings.items() if form.extra.get(name, word) == word})
    found.sets_targets_only &= not _is_own_plan(words)
    _leave_one_budget(ledger)
    _leave_printed_weight(ledger)
    found.basis = _basis(ledger)
    basis = found.basis or likely_basis(form, _HUNDRED)
    form.rule_set = nearest_preset(form, basis, templates()[form.template].rule_set).id
    _doubt_head(ledger)
    doubt_amounts_said(ledger)
    if not found.sets_targets_only:
        _doubt_numbers(ledger)


def _stage(ledger: Ledger, texts: set[str]) -> Stage | None:
    """Return the stage of the year that the title names; a paper that says what came out is of no plan."""
    if any(map(is_monitoring_title, texts)):
        return Stage.MONITOR
    has_outcome = any(_has_column(ledger, field) for field in ("actual", "score")) or ledger.form.actual_outcome
    return Stage.PLAN if ledger.found.sets_targets_only and not has_outcome else None


def _is_own_plan(words: set[str]) -> bool:
    """Tell whether a form that sets targets is one of ours, and so complete: a word of its own stands on it."""
    return any(each.own & words for each in _template_words() if each.stage is Stage.PLAN)


def _template(words: set[str], form: Form, may_weigh: bool, stage: Stage | None) -> tuple[str, Settings]:
    """Return the template most of whose own words stand on the paper, and its settings.

    Of two with the same words it is the one that is named by a word of its own, then by its levels. A paper whose
    title names a stage of the year is of that; one that gives results and has no column for weights is none of
    those that weigh.
    """
    levels = {bare_level(node.name) for node in form.indicators}

    def share(template: _TemplateWords) -> tuple[float, bool, int, bool]:
        printed, is_named = template.headings, bool(template.own)
        as_many = len(printed & words) / len(printed)
        return as_many, is_named, -len(levels ^ template.levels), template.id == DEFAULT_TEMPLATE

    # A few usual headings are part of every paper; one with columns of its own is known by these.
    fitting = [each for each in _template_words() if not each.own or each.own & words]
    if stage is not None:
        fitting = [each for each in _template_words() if each.stage is stage]
    elif not may_weigh:
        fitting = [each for each in fitting if not each.weighs] or [_usual_without_weights()]
    found = max(fitting, key=share)
    return found.id, found.settings


def _leave_one_budget(ledger: Ledger) -> None:
    """Keep an amount that was read as both budgets, since no heading said which, in the one that the paper has."""
    lacks = shape_of(ledger.form).lacks
    for field in AMOUNT_FIELDS:
        initial = field.replace(".annual_budget", ".initial_budget")
        if field != initial and field in lacks and initial not in lacks and ledger.is_of_one_cell(field, initial):
            ledger.take_back(field)


def _leave_printed_weight(ledger: Ledger) -> None:
    """Leave the weight of the execution to paper that has no place for it and prints it in a caption: （20分）."""
    name = "funds.total.weight"
    cell = ledger.cell_of(FieldRef(None, name))
    if name not in shape_of(ledger.form).lacks or cell is None or "captions" not in meanings(cell.text):
        return
    usual = rule_set_for(templates()[ledger.form.template].rule_set).execution_weight
    if ledger.form.funds.total.weight == usual:  # any other is not what the paper will print again
        ledger.take_back(name)


class _TemplateWords(NamedTuple):
    """What a template prints, as labels and levels are compared."""

    id: str
    headings: frozenset[str]
    own: frozenset[str]  # those that no other template has; without one of them on it a paper is none of its kind
    levels: frozenset[str]
    settings: Settings
    weighs: bool
    stage: Stage


@cache
def _template_words() -> list[_TemplateWords]:
    return [
        _TemplateWords(
            template.id,
            frozenset(plain(template.said_with(label, settings)) for label in _column_words(template)),
            frozenset(map(plain, template.known_by or _own_headings(template))),
            frozenset(map(bare_level, template.framework)),
            settings,
            "weight" in template.indicator_columns,
            (shape_of_preset(template.id) or Shape()).stage,
        )
        for template in templates().values()
        for settings in template.choices
    ]


def _usual_without_weights() -> _TemplateWords:
    return next(each for each in _template_words() if each.id == UNWEIGHED_TEMPLATE)


def _own_headings(template: Template) -> list[str]:
    return [label for key, label in template.indicator_columns.items() if key.startswith(OWN)]


def _column_words(template: Template) -> tuple[str, ...]:
    return (*template.fund_columns.values(), *template.indicator_columns.values())


def _basis(ledger: Ledger) -> Basis | None:
    """Return the basis on which the printed total, or one that was computed, or 100, is the sum of the weights."""
    printed = ledger.form.printed.total_weight
    wanted = [printed] if printed else [ledger.computed_weight, _HUNDRED]
    found = (detected_basis(ledger.form, each) for each in wanted if each)
    return next((basis for basis in found if basis is not None), None)


# ---- doubts ------------------------------------------------------------------------------------------------------


def _doubt_head(ledger: Ledger) -> None:
    form = ledger.form
    if form.year is None:
        year = _YEAR_IN_NAME.search(form.project_name) or _year_of_report(ledger)
        if year is not None:
            form.year = int(year[1])
            ledger.doubt("year.guessed", ref=FieldRef(None, "year"), text=year[0])
        else:
            ledger.doubt("year.missing", ref=FieldRef(None, "year"))
    if not form.project_name:
        ledger.doubt("name.missing", ref=FieldRef(None, "project_name"))
    if not form.indicators:
        ledger.doubt("indicators.missing")
    amounts = [getattr(form.funds.total, name) for name in FUND_AMOUNTS]
    unit = FieldRef(None, "funds.unit")
    if any(amount is not None for amount in amounts) and ledger.cell_of(unit) is None:
        ledger.doubt("unit.guessed", ref=unit, text=form.funds.unit)


def _year_of_report(ledger: Ledger) -> re.Match[str] | None:
    """Find the year in the title of a report in which the table of the form stands."""
    texts = (remark.cell.text.strip() for remark in ledger.found.unmapped if remark.cell is not None)
    titles = (text for text in texts if len(text) <= _LONGEST_TITLE and text.endswith(_REPORT))
    return next((found for text in titles if (found := _YEAR_IN_NAME.search(text))), None)


def _has_total(form: Form) -> bool:
    return templates()[form.template].has_total


def _weighs(ledger: Ledger) -> bool:
    """Tell whether the paper has a column of weights: without one, it cannot tell what they are counted with."""
    return _has_column(ledger, "weight")


def _gives_results(ledger: Ledger) -> bool:
    """Tell whether the paper says what came out, and gives no points for it."""
    return _has_column(ledger, "actual") and not _has_column(ledger, "score") and ledger.form.funds.total.weight is None


def _has_column(ledger: Ledger, field: str) -> bool:
    kinds = {RowKind.HEADINGS, RowKind.INDICATOR}
    return any(row.kind in kinds and any(each.field == field for each in row.columns) for row in ledger.found.rows)


def _doubt_numbers(ledger: Ledger) -> None:
    """Doubt what the checks of the form say of the totals and the rate that the paper gives."""
    form = ledger.form
    is_open = ledger.found.basis is None and not ledger.leaves_total_open
    if is_open and form.indicators and _has_total(form) and _weighs(ledger):
        ledger.doubt("basis.unknown", ref=FieldRef(None, "rule_set"))
    rule_set = rule_set_of(form)
    facts = facts_of(form, rule_set.scoring.execution_score)
    for finding in (*printed_totals(facts, rule_set), *printed_rate(facts, rule_set)):
        ref = FieldRef(None, finding.field)
        ledger.doubt(finding.code, ledger.cell_of(ref), ref, f"{finding.actual} ≠ {finding.expected or '—'}")
