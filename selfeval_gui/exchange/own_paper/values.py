"""What a field shows in its place on an office's own paper, and the rows of the indicators. No file format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from selfeval_gui.domain.cells import TICK, cells_of, chosen_words
from selfeval_gui.domain.fields import (
    EXTRA,
    FORM_FIELDS,
    FUND_AMOUNTS,
    INDICATOR_FIELDS,
    INDICATOR_NUMBERS,
    OWN,
    amount_of,
    get_field,
)
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.numbers import NotANumber, divide, format_plain, multiply, parse_amount
from selfeval_gui.domain.scoring import add, execution_score, shown_rate, totals
from selfeval_gui.domain.tree import level_three
from selfeval_gui.domain.words import MONEY_PLACES, bare_level, signs, split_weight
from selfeval_gui.exchange.cell_text import clean_cell_text
from selfeval_gui.exchange.layout.branches import branches_of
from selfeval_gui.exchange.layout.target_parts import BY_WORDS, target_parts
from selfeval_gui.exchange.templates.paper import CLEARED, PRINTED_TOTAL, RATE, Paper, PaperPlace
from selfeval_gui.exchange.templates.parts import LEVELS, split_own
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.rules.shape import shape_of

OF_INDICATORS = "indicator."  # before the name of a column, where fields of the form stand beside it
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Shown(NamedTuple):
    """A text, a number, or a number that is a rate in per cent."""

    value: str | Decimal | None = None
    is_rate: bool = False

    def text(self, *, suffix: str = "", percent: bool = False) -> str:
        """Return it as a text, with what stands behind the number on this paper."""
        if self.value is None or isinstance(self.value, str):
            return clean_cell_text(self.value or "").text
        if self.is_rate:
            return f"{self.value:.2f}" + ("" if percent else "%")
        return format_plain(self.value) + suffix

    def at(self, place: PaperPlace) -> str:
        """Return it as the text that stands in a place."""
        return self.text(suffix=place.suffix, percent=place.percent)


class Values:
    """Gives the values of a form for the places of a paper."""

    def __init__(self, form: Form, paper: Paper, rule_set: RuleSet) -> None:
        self.form, self.paper, self.rule_set = form, paper, rule_set
        self._rule = rule_set.scoring.execution_score
        self.totals = totals(form, rule_set.total_basis, self._rule)
        self.shift = MONEY_PLACES[form.funds.unit] - MONEY_PLACES[paper.unit or form.funds.unit]

    def of(self, field: str) -> Shown:
        """Return what stands in the place of a field."""
        form = self.form
        if field == CLEARED:
            return Shown()
        if field.startswith(PRINTED_TOTAL):
            return Shown(getattr(self.totals, field.removeprefix(PRINTED_TOTAL)))
        if field.endswith(RATE):
            row = get_part(form, field.removesuffix(RATE))
            is_of_initial = row[1] is None and shape_of(form).outlook is not None
            return Shown(shown_rate(row[2], row[0] if is_of_initial else row[1]), is_rate=True)
        if field == "funds.total.score":
            return Shown(execution_score(form.funds.total, self._rule))
        value = get_field(form, field)
        if amount_of(field):
            value = _own_amount(value, form.funds.unit) if isinstance(value, str) else value
            return Shown(in_unit(value, self.shift) if isinstance(value, Decimal) else str(value or ""))
        return Shown(value if isinstance(value, Decimal) else "" if value is None else str(value))


def _own_amount(text: str, unit: str) -> str | Decimal:
    """Return the number of an amount that is kept as a text; the text where it is none, or says another unit."""
    with suppress(NotANumber):
        amount = parse_amount(text, unit)
        if amount.number is not None and amount.written in {"", unit}:
            return amount.number
    return text


def in_unit(amount: Decimal, shift: int) -> Decimal:
    """Return an amount in the unit of the paper, by the places between the two units."""
    power = Decimal(10) ** abs(shift)
    return multiply(amount, power) if shift >= 0 else divide(amount, power)


def get_part(form: Form, row: str) -> tuple[Decimal | None, ...]:
    """Return the amounts of a row of 项目资金, named "funds.total" and the like."""
    amounts = [get_field(form, f"{row}.{amount}") for amount in FUND_AMOUNTS]
    return tuple(each if isinstance(each, Decimal) else None for each in amounts)


class LevelSpan(NamedTuple):
    """The name of a level over the rows it covers, from 0."""

    field: str
    first: int
    last: int
    text: str


class Rows:
    """The rows of the indicators as this paper has them: a value for each field, and the levels beside them."""

    def __init__(self, values: Values) -> None:
        self._block = values.paper.block
        self._fields = {column.field for column in self._block.columns}
        self._branches = list(branches_of(values.form.indicators))
        self.rows = [{} if node is None else self._row(node) for _one, _two, node in self._branches]
        self.levels = [span for number, field in enumerate(LEVELS) for span in self._spans(number, field)]

    def level_at(self, row: int, field: str) -> LevelSpan | None:
        """Return the span of a level that covers a row."""
        return next((each for each in self.levels if each.field == field and each.first <= row <= each.last), None)

    def cell(self, row: int, field: str) -> Shown:
        """Return what stands in a cell."""
        found = self.rows[row].get(field, Shown())
        suffix = self._block.suffixes.get(field, "")
        if suffix and isinstance(found.value, Decimal):
            return Shown(found.text(suffix=suffix))
        choices = self._block.choices.get(field)
        if choices and isinstance(found.value, str):
            return Shown(chosen(found.value, choices))
        return found

    def _row(self, node: Indicator) -> dict[str, Shown]:
        row: dict[str, Shown] = {name: Shown(getattr(node, name)) for name in INDICATOR_NUMBERS}
        parts, target, actual = target_parts(node.target), node.target, node.actual
        has_sign, has_unit = "target.sign" in self._fields, "target.unit" in self._fields
        sign = "" if parts.sign == BY_WORDS else parts.sign
        if has_sign:
            target = parts.number + ("" if has_unit else parts.unit)
        elif has_unit:
            target = sign + parts.number
        if has_unit and parts.unit and re.fullmatch(rf"-?[\d.,]+{re.escape(parts.unit)}", actual):
            actual = actual.removesuffix(parts.unit)
        texts = {"name": node.name, "target": target, "actual": actual, "reason": node.reason}
        row |= {name: Shown(text) for name, text in texts.items()}
        row |= {"target.sign": Shown(parts.sign), "target.unit": Shown(parts.unit)}
        row |= {field: Shown(_own_text(node, field)) for field in self._fields if field.startswith(OWN)}
        return row | {"score_share": Shown(shown_rate(node.score, node.weight))}

    def _spans(self, number: int, field: str) -> list[LevelSpan]:
        spans = []
        numbered = list(enumerate(branch[number] for branch in self._branches))
        for _, group in groupby(numbered, key=lambda each: each[0] if each[1] is None else each[1].id):
            rows = list(group)
            node = rows[0][1]
            text = "" if node is None else self._level_text(field, node)
            spans.append(LevelSpan(field, rows[0][0], rows[-1][0], text))
        return spans

    def _level_text(self, field: str, node: Indicator) -> str:
        """Return the name of a level in the office's own words, a weight in them as it is now."""
        words = self._block.level_texts.get(f"{field}:{bare_level(node.name)}")
        if words is None:
            return node.name
        bare, weight = split_weight(words)
        if not weight:
            return words
        level = 1 + LEVELS.index(field)
        total = node.weight if node.weight is not None else add(x.weight for x in level_three([node], level))
        return bare + _NUMBER.sub(format_plain(total or Decimal(0)), words[len(bare) :], count=1)


def _own_text(node: Indicator, column: str) -> str:
    """Return what stands in a column that only some papers have: its text, or a tick for one of its words."""
    field, word = split_own(column)
    text = str(get_field(node, field))
    return (TICK if word in chosen_words(text) else "") if word else text


def chosen(text: str, choices: Sequence[str]) -> str:
    """Return the one of the words of a paper that means the text: ≧ for ≥; the text itself where none does."""
    return next((each for each in choices if _same_sign(each) == _same_sign(text)), text)


def _same_sign(text: str) -> str:
    return signs("".join(text.split()).translate(str.maketrans("≧≦═＝", "≥≤==")))


def unplaced_fields(values: Values) -> list[str]:
    """Return the names of fields that hold something and have no place on the paper."""
    paper, form = values.paper, values.form
    placed = {place.field for place in paper.places}
    columns = {split_own(column.field)[0] for column in paper.block.columns}
    found = [name for name in placeable(form) if name not in placed and get_field(form, name) not in (None, "")]
    if "adjusted_target" in columns:
        columns.add("target")
    leaves = list(level_three(form.indicators))
    found += [name for name in cells_of(leaves) if name not in columns and any(get_field(x, name) for x in leaves)]
    return found


def fields_without_place(paper: Paper) -> tuple[str, ...]:
    """Return the fields that a paper has no place for; those of the indicators as "indicator.weight"."""
    placed = {each.field for each in paper.places}
    columns = {each.field for each in paper.block.columns}
    columns |= {"target"} if any("target" in each for each in columns) else set()
    of_form = [name for name in placeable(Form(id="blank")) if name not in placed and name in FORM_FIELDS]
    of_rows = [name for name in (*LEVELS, *INDICATOR_FIELDS) if name not in columns]
    return (*of_form, *(f"{OF_INDICATORS}{name}" for name in of_rows))


def placeable(form: Form) -> list[str]:
    """Return the names of the fields that stand on a paper, those of this form's own template behind them."""
    heads = ("project_name", "year", "department", "implementing_unit")
    rows = ("total", "parts.appropriation", "parts.carried_over", "parts.other")
    amounts = [f"funds.{row}.{amount}" for row in rows for amount in FUND_AMOUNTS]
    marks = ["funds.total.weight", "funds.total.score", "expected_goal", "actual_outcome", "notes"]
    return [*heads, *amounts, *marks, *(EXTRA + name for name in form.extra)]
