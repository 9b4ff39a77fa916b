"""Columns of a table put in another order, taken away or inserted; all other parts of the paper follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from selfeval_gui.exchange.templates.parts import Block, BlockColumn, Slot
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.exchange.templates.template_edit import checked

_NEW_WIDTH = 46.0  # points: four letters of a heading in a line
_NEW = 0  # in the place of the number of a table column
Group = Literal["fund", "indicator"]


class Heading(NamedTuple):
    """A column by its key, with the words above it."""

    key: str
    label: str


def with_columns(
    template: Template, group: Group, columns: Sequence[Heading], changes: Mapping[str, object]
) -> Template:
    """Return the template with these columns of the amounts or the indicators, from left to right.

    A column that is gone is taken over by its neighbour, a new one widens the table. An indicator column keeps its
    width where it goes; amounts stand above the columns of the indicators, whose widths they share.
    """
    places = template.fund_places if group == "fund" else template.indicator_places
    spans = _spans(places, [column.key for column in columns])
    ordered = [spans.get(column.key) or [_NEW] for column in columns]
    first = places[0].first
    if group == "fund":
        numbers = iter(range(first, template.columns + 1))
        ordered = [[number and next(numbers) for number in span] for span in ordered]
    laid = [*range(1, first), *chain.from_iterable(ordered)]
    starts, begun = list[int](), first
    for span in ordered:
        starts.append(begun)
        begun += len(span)
    made = _relaid(template, laid)
    made |= {f"{group}_columns": {column.key: column.label for column in columns}, f"{group}_starts": tuple(starts)}
    other = "indicator" if group == "fund" else "fund"
    for name in (group, other):
        old = template.fund_places if name == "fund" else template.indicator_places
        if len(laid) == template.columns and made[f"{name}_starts"] == tuple(place.first for place in old):
            del made[f"{name}_starts"]
    return checked(template, made | dict(changes))


def _spans(places: Sequence[BlockColumn], kept: Sequence[str]) -> dict[str, list[int]]:
    """Return the table columns of those that are kept, each with those of its neighbours that are gone."""
    spans, loose, last = dict[str, list[int]](), list[int](), ""
    for place in places:
        numbers = [*range(place.first, place.last + 1)]
        if place.field in kept:
            spans[place.field] = loose + numbers
            loose, last = [], place.field
        elif last:
            spans[last] += numbers
        else:
            loose += numbers
    return spans


def _relaid(template: Template, laid: list[int]) -> dict[str, object]:
    """Return the parts of the paper on other table columns, `laid` from left to right by their numbers till now.

    What ended with a column still ends there in the count; what follows a new one takes it in.
    """
    ends, count = {0: 0}, 0
    for place, number in enumerate(laid, 1):
        if number != _NEW:
            count += 1
            ends[count] = place
    ends[template.columns] = len(laid)

    def row(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        return tuple(
            slot.model_copy(update={"label_to": ends[slot.label_to], "value_to": ends[slot.value_to]}) for slot in slots
        )

    def block(each: Block) -> Block:
        headings = tuple(x.model_copy(update={"to": ends[x.to]}) for x in each.headings)
        return each.model_copy(update={"rows": tuple(map(row, each.rows)), "headings": headings})

    widths = tuple(template.column_widths[number - 1] if number != _NEW else _NEW_WIDTH for number in laid)
    funds = template.fund_places if template.fund_columns else []
    return {
        "column_widths": widths,
        "head": tuple(map(row, template.head)),
        "tail": tuple(map(row, template.tail)),
        "blocks": tuple(map(block, template.blocks)),
        "goal_split": None if template.goal_split is None else ends[template.goal_split],
        "fund_starts": tuple(ends[place.first - 1] + 1 for place in funds),
        "indicator_starts": tuple(ends[place.first - 1] + 1 for place in template.indicator_places),
    }
