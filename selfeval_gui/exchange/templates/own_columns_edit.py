"""Columns of the indicators that an office adds to a copy of a template: of texts, numbers, words to choose or tick.

Each is a line such as "进度；单选；快、慢；每项一栏；在分值后". A line that takes the place of another one stands for
the same column, so that forms keep what they hold of it. "每项一栏" is a column for each word, a heading over them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from selfeval_gui.domain.fields import OWN
from selfeval_gui.exchange.templates.columns_edit import Heading, with_columns
from selfeval_gui.exchange.templates.edit_lines import (
    NotALine,
    behind_of,
    in_order,
    keyed,
    parts_of,
    with_place,
    words_in,
)
from selfeval_gui.exchange.templates.parts import OverHeading, OwnColumn, key_of_word, split_own
from selfeval_gui.exchange.templates.template import Template

KINDS = {"文字": "text", "数字": "number", "单选": "choice", "多选": "ticks"}
_APART = "每项一栏"


class _Said(NamedTuple):
    """What a line says."""

    label: str
    column: OwnColumn
    is_apart: bool
    behind: str


def own_columns(template: Template) -> list[str]:
    """Return a line for each own column, with its place where it is not among the last."""
    kinds = {kind: word for word, kind in KINDS.items()}
    headings, apart = _headings(template), _apart(template)
    lines = []
    for field in own_fields(template):
        column = template.own_columns[field.removeprefix(OWN)]
        parts = [headings[field], kinds[column.kind], *(["、".join(column.words)] if column.words else [])]
        line = "；".join([*parts, *([_APART] if field in apart else [])])
        lines.append(with_place(line, headings, own_fields(template), field))
    return lines


def own_fields(template: Template) -> list[str]:
    """Return the fields of the own columns from left to right."""
    return [key for key in _headings(template) if key.startswith(OWN)]


def with_own_columns(template: Template, lines: Sequence[str]) -> Template:
    """Return the template with these columns of the indicators, each where its line says, a new one else at the right.

    Raises
    ------
    NotALine
        for a kind or place that there is not, words where none belong or where they lack, and a name twice.
    """
    read = [_said(line) for line in lines]
    headings, before = _headings(template), own_fields(template)
    now = keyed(lines, [each.label for each in read], {field: headings[field] for field in before}, OWN)
    order = in_order(lines, headings, before, now, [each.behind for each in read])
    said = dict(zip(now, read, strict=True))
    own = {}
    for field, each in said.items():
        name = field.removeprefix(OWN)
        old = template.own_columns.get(name, OwnColumn())
        own[name] = old.model_copy(update={"kind": each.column.kind, "words": each.column.words})
    known = {name: own[name] for name in template.own_columns if name in own} | own
    columns = [heading for field in order for heading in _columns(template, field, said.get(field))]
    changes = {"own_columns": known, "over_headings": _over(template, [each.key for each in columns], said)}
    return with_columns(template, "indicator", columns, changes)


def _headings(template: Template) -> dict[str, str]:
    """Return the columns from left to right by field, each with its heading; those of one field count once."""
    found = dict[str, str]()
    for key, label in template.indicator_columns.items():
        found.setdefault(split_own(key)[0], label)
    return found | {field: label for field, label in template.own_fields.items() if field in found}


def _apart(template: Template) -> set[str]:
    """Return the fields that have a column for each word."""
    return {field for field, word in map(split_own, template.indicator_columns) if word}


def _columns(template: Template, field: str, said: _Said | None) -> list[Heading]:
    """Return the columns of a field; those of a template's own as its line says."""
    labels = template.indicator_columns
    if said is None:
        return [Heading(key, label) for key, label in labels.items() if split_own(key)[0] == field]
    if not said.is_apart:
        return [Heading(field, said.label)]
    keys = {word: key_of_word(field, word) for word in said.column.words}
    return [Heading(key, labels.get(key, word)) for word, key in keys.items()]


def _over(template: Template, now: list[str], said: Mapping[str, _Said]) -> tuple[OverHeading, ...]:
    """Return the headings over several columns: those there were, as far as their columns stand together, and new ones.

    A new column between two of them stands below their heading, too.
    """
    before, made = [*template.indicator_columns], list[OverHeading]()
    headed = set[str]()
    for each in template.over_headings:
        below = {split_own(key)[0] for key in before[before.index(each.first) : before.index(each.last) + 1]}
        field = split_own(each.first)[0]
        run = _run(now, below, {split_own(key)[0] for key in before}, field)
        own = said.get(field)
        if own is not None and own.is_apart and split_own(each.first)[1]:
            headed.add(field)
            made.append(OverHeading(label=own.label, first=run[0], last=run[-1]))
        elif run and (field not in said or len(run) > 1):
            made.append(each.model_copy(update={"first": run[0], "last": run[-1]}))
    for field, own in said.items():
        if own.is_apart and field not in headed:
            keys = [key for key in now if split_own(key)[0] == field]
            made.append(OverHeading(label=own.label, first=keys[0], last=keys[-1]))
    return tuple(sorted(made, key=lambda each: now.index(each.first)))


def _run(now: list[str], below: set[str], before: set[str], field: str) -> list[str]:
    """Return the columns from the first below a heading as far as they, or new ones, follow each other."""
    fields = [split_own(key)[0] for key in now]
    first = fields.index(field) if field in fields else next((n for n, x in enumerate(fields) if x in below), len(now))
    last = first
    for place in range(first, len(now)):
        if fields[place] in below:
            last = place + 1
        elif fields[place] in before or split_own(now[place])[1]:
            break
    return now[first:last]


def _said(line: str) -> _Said:
    label, *rest = parts_of(line)
    kind = KINDS.get(rest[0] if rest else "文字", "")
    words: tuple[str, ...] = ()
    rest = rest[1:]
    if kind in {"choice", "ticks"} and rest and rest[0] != _APART and not behind_of(rest[0]):
        words, rest = words_in(rest[0]), rest[1:]
    behind = [behind_of(part) for part in rest if part != _APART]
    is_apart = _APART in rest
    is_right = bool(words) is (kind in {"choice", "ticks"}) and all(words) and len({*words}) == len(words)
    if not (label and kind and is_right and all(behind)) or len(behind) > 1 or len(rest) > len(behind) + is_apart:
        raise NotALine(line)
    if (is_apart and not words) or split_own(f"{OWN}{label}")[1]:  # the sign stands between a column and a word of it
        raise NotALine(line)
    return _Said(label, OwnColumn.model_validate({"kind": kind, "words": words}), is_apart, "".join(behind))
