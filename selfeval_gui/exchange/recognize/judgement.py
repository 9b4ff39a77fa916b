"""What a form read from cells is: its template, its rule set, the basis of its total; and what does not add up."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from selfeval_gui.domain.fields import FUND_AMOUNTS, FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.numbers import decimal_places, round_half_up
from selfeval_gui.domain.scoring import Basis, Totals, exact_rate, totals
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.templates.labels import bare_level, plain
from selfeval_gui.exchange.templates.template import DEFAULT_TEMPLATE
from selfeval_gui.exchange.templates.template import presets as templates
from selfeval_gui.rules.rule_set import presets as rule_sets

_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d{2})\s*年", re.ASCII)
_HUNDRED = Decimal(100)


def judge(ledger: Ledger, cells: list[SourceCell]) -> None:
    """Name template, rule set and basis, and note what a person should look at."""
    form, found = ledger.form, ledger.found
    words = {plain(cell.text) for cell in cells}
    form.template = _template(words, form)
    sums = {basis: totals(form, basis) for basis in Basis}
    found.basis = _basis(ledger, sums)
    form.rule_set = _rule_set(form, found.basis)
    _doubt_head(ledger)
    if not found.sets_targets_only:
        _doubt_totals(ledger, sums)
        _doubt_rate(ledger)


def _template(words: set[str], form: Form) -> str:
    """Return the template most of whose own words stand on the paper; of two with the same words, by its levels."""
    levels = {bare_level(node.name) for node in form.indicators}

    def share(template: _TemplateWords) -> tuple[float, int, bool]:
        own = template.headings
        return len(own & words) / len(own), -len(levels ^ template.levels), template.id == DEFAULT_TEMPLATE

    return max(_template_words(), key=share).id


class _TemplateWords(NamedTuple):
    """What a template prints, as labels and levels are compared."""

    id: str
    headings: frozenset[str]
    levels: frozenset[str]


@cache
def _template_words() -> list[_TemplateWords]:
    return [
        _TemplateWords(
            template.id,
            frozenset(map(plain, (*template.fund_columns.values(), *template.indicator_columns.values()))),
            frozenset(map(bare_level, template.framework)),
        )
        for template in templates().values()
    ]


def _basis(ledger: Ledger, sums: dict[Basis, Totals]) -> Basis | None:
    """Return the basis on which the printed total, or one that was computed, or 100, is the sum of the weights."""
    printed = ledger.form.printed.total_weight
    wanted = [printed] if printed else [ledger.computed_weight, _HUNDRED]
    return next((basis for each in wanted if each for basis, total in sums.items() if total.weight == each), None)


def _rule_set(form: Form, basis: Basis | None) -> str:
    """Return the rule set of the template where the basis fits, else the first that has the basis and the levels."""
    default = rule_sets().get(templates()[form.template].rule_set) if form.template in templates() else None
    if basis is None:
        return default.id if default is not None else form.rule_set
    names = {bare_level(node.name) for node in form.indicators}
    fitting = [each for each in rule_sets().values() if each.total_basis is basis and each.id != "regional-demo"]
    by_levels = [each for each in fitting if {bare_level(level) for level in each.level_weights} == names]
    if by_levels:
        return by_levels[0].id
    if default is not None and default in fitting:
        return default.id
    return fitting[0].id if fitting else form.rule_set


# ---- doubts ------------------------------------------------------------------------------------------------------


def _doubt_head(ledger: Ledger) -> None:
    form = ledger.form
    if form.year is None:
        year = _YEAR_IN_NAME.search(form.project_name)
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


def _doubt_totals(ledger: Ledger, sums: dict[Basis, Totals]) -> None:
    form, found = ledger.form, ledger.found
    if found.basis is None and form.indicators and not ledger.leaves_total_open:
        ledger.doubt("basis.unknown", ref=FieldRef(None, "rule_set"))
    for name in ("weight", "score"):
        printed = getattr(form.printed, f"total_{name}")
        computed = [getattr(total, name) for total in sums.values()]
        if printed is not None and printed not in computed:
            ref = FieldRef(None, f"printed.total_{name}")
            ledger.doubt("total.mismatch", ledger.cell_of(ref), ref, f"{printed} ≠ {computed[0]}")


def _doubt_rate(ledger: Ledger) -> None:
    form = ledger.form
    printed, real = form.printed.execution_rate, exact_rate(form.funds.total)
    if printed is None or real is None:
        return
    ref = FieldRef(None, "printed.execution_rate")
    shown = round_half_up(real, decimal_places(printed))
    if shown != printed:
        ledger.doubt("rate.mismatch", ledger.cell_of(ref), ref, f"{printed} ≠ {shown}")
