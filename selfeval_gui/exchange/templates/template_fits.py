"""Whether the parts of a template go together: columns without gaps, fields that a form has, words that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from selfeval_gui.domain.fields import (
    AMOUNT_FIELDS,
    EXTRA,
    FORM_FIELDS,
    FUND_AMOUNTS,
    FUND_ROWS,
    INDICATOR_FIELDS,
    OWN,
    OWN_AMOUNT,
    amount_of,
)
from selfeval_gui.exchange.templates.parts import (
    BESIDE_LABELS,
    BY_HAND,
    COMPUTED_FUND_COLUMNS,
    COMPUTED_INDICATOR_COLUMNS,
    LEVELS,
    TOTAL_SCORE,
    Block,
    BlockColumn,
    Slot,
    split_own,
)

if TYPE_CHECKING:
    from selfeval_gui.exchange.templates.template_data import TemplateData

_GOALS = tuple(name for name, of in FORM_FIELDS.items() if of.group == "goals")
_HEAD_FIELDS = {TOTAL_SCORE, *(name for name, of in FORM_FIELDS.items() if of.is_searched and of.group != "goals")}
_BLOCK_FIELDS = {*_HEAD_FIELDS, *AMOUNT_FIELDS, *_GOALS}


def faults(template: TemplateData) -> Iterator[str]:
    """Yield what does not go together in a template, in words for the log."""
    widths = template.column_widths
    for name, is_right in (
        ("column_widths", len(widths) > 1),
        ("goal_split", template.goal_split is None or 1 < template.goal_split < len(widths)),
        ("fund_rows", bool(template.fund_rows) is bool(template.fund_columns)),
        *_funds_fit(template),
        ("indicator_starts", _fits(template.indicator_places, template.indicator_columns, widths)),
        ("indicator_starts", template.indicator_places[0].first == BESIDE_LABELS),
        *(("head", _row_fits(row, widths)) for row in template.head),
        *(("tail", _row_fits(row, widths)) for row in template.tail),
        *(("signatures", 0 < len(row) <= len(widths)) for row in template.signatures),
        *(("blocks", _row_fits(row, widths, least=1)) for row in template.block_rows),
        *(("blocks", _headings_fit(block, widths)) for block in template.blocks),
        ("own_columns", _shows_own_columns(template)),
        ("over_headings", _stand_over_columns(template)),
        ("words", all(_is_choice(slot) for slot in chain(*template.head, *template.block_rows, *template.tail))),
        ("in_order", {*chain(*template.in_order)} <= template.extra_fields.keys()),
        ("settings", all(each.default in each.words for each in template.settings.values())),
    ):
        if not is_right:
            yield f"{len(widths)} columns do not go with {name}"
    yield from (f"no such field: {field}" for field in _unknown_fields(template))
    if template.fund_rows and next(iter(template.fund_rows)) != "total":
        yield "the first row of the funds is not their total"


def _is_choice(slot: Slot) -> bool:
    """Tell whether a field that has words is one that holds a text, and the words can be told apart."""
    is_text = slot.field.startswith(EXTRA) and not amount_of(slot.field)
    return not slot.words or (is_text and all(slot.words) and len({*slot.words}) == len(slot.words))


def _funds_fit(template: TemplateData) -> Iterator[tuple[str, bool]]:
    if template.fund_columns:
        yield "fund_starts", _fits(template.fund_places, template.fund_columns, template.column_widths)
        yield "fund_starts", template.fund_places[0].first > BESIDE_LABELS


def _shows_own_columns(template: TemplateData) -> bool:
    """Tell whether each own column stands on the paper, with every word where words are ticked, and no other does."""
    shown = [split_own(key) for key in template.indicator_columns if key.startswith(OWN)]
    known = {OWN + name: frozenset(column.words) for name, column in template.own_columns.items()}
    words = {field: {word for each, word in shown if each == field} for field in known}
    return {field for field, _word in shown} == known.keys() and all(
        found == {""} or (found == known[field] and found) for field, found in words.items()
    )


def _stand_over_columns(template: TemplateData) -> bool:
    """Tell whether the headings over several columns cover columns of the template, one after the other."""
    keys, free = [*template.indicator_columns], 0
    for each in template.over_headings:
        if not {each.first, each.last} <= {*keys} or not free <= keys.index(each.first) <= keys.index(each.last):
            return False
        free = keys.index(each.last) + 1
    return True


def _unknown_fields(template: TemplateData) -> Iterator[str]:
    for known, free_in, slots in (
        (_HEAD_FIELDS, (EXTRA,), chain(*template.head, *template.tail)),
        (_BLOCK_FIELDS, (EXTRA, BY_HAND), chain(*template.block_rows)),
    ):
        yield from (slot.field for slot in slots if slot.field not in known and not slot.field.startswith(free_in))
    on_cover = template.cover.lines if template.cover is not None else ()
    covers = {field for field in _HEAD_FIELDS if field != TOTAL_SCORE} | {"year"}
    yield from (each.field for each in on_cover if each.field not in {"", *covers} and not each.field.startswith(EXTRA))
    for line in chain(template.above, *template.signatures):
        if line.field and not line.field.startswith(EXTRA):
            yield line.field
    for fields, keys in (
        (FUND_ROWS, template.fund_rows),
        ((*FUND_AMOUNTS, "weight", "score", *COMPUTED_FUND_COLUMNS), template.fund_columns),
        ((*LEVELS, *INDICATOR_FIELDS, *COMPUTED_INDICATOR_COLUMNS), template.indicator_columns),
    ):
        free = (BY_HAND, OWN) if keys is template.indicator_columns else (BY_HAND, EXTRA, OWN_AMOUNT)
        yield from (key for key in keys if key not in fields and not key.startswith(free))


def _fits(places: list[BlockColumn], columns: dict[str, str], widths: Sequence[float]) -> bool:
    if len(places) != len(columns) or places[0].first < 1 or places[-1].last != len(widths):
        return False
    return all(place.first <= place.last for place in places)


def _row_fits(row: Sequence[Slot], widths: Sequence[float], least: int = 0) -> bool:
    ends = [least]
    for slot in row:
        ends += [slot.label_to, slot.value_to] if slot.label or slot.label_to != ends[-1] else [slot.value_to]
    return bool(row) and ends[-1] == len(widths) and all(before < end for before, end in pairwise(ends))


def _headings_fit(block: Block, widths: Sequence[float]) -> bool:
    ends = [1, *(heading.to for heading in block.headings)]
    return len(ends) == 1 or (ends[-1] == len(widths) and all(before < end for before, end in pairwise(ends)))
