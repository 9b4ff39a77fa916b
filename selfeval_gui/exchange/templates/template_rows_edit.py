"""What an office adds to a copy of a template or takes away: rows and columns of amounts, own columns, rows of text.

Each part is a list of lines, one a row or column, in the order of the paper. A line that takes the place of another one
stands for the same field, so that forms keep what they hold of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from selfeval_gui.domain.fields import EXTRA, OWN, OWN_AMOUNT
from selfeval_gui.exchange.templates.parts import Block, OwnColumn, Slot
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.exchange.templates.template_edit import checked, fields_of

Thing = TypeVar("Thing")

KINDS = {"文字": "text", "数字": "number", "单选": "choice", "多选": "ticks"}
PLACES = {"资金上方": "funds", "目标上方": "goals", "指标上方": "indicators", "总分上方": "total", "表下": ""}
_PARTS, _WORDS = re.compile(r"[；;\t]+"), re.compile(r"[、，,]+")
_NEW_WIDTH = 46.0  # points: four letters of a heading in a line


class NotALine(ValueError):
    """A line that says no row or column; its text is the line."""


def fund_rows(template: Template) -> list[str]:
    """Return the words of the rows of amounts, the total first."""
    return [*template.fund_rows.values()]


def with_fund_rows(template: Template, labels: Sequence[str]) -> Template:
    """Return the template with these rows of amounts; the first one stays the total."""
    return checked(template, {"fund_rows": _keyed(labels, template.fund_rows, EXTRA)})


def fund_columns(template: Template) -> list[str]:
    """Return the headings of the columns of amounts that only this template has."""
    return [label for key, label in template.fund_columns.items() if key.startswith(OWN_AMOUNT)]


def with_fund_columns(template: Template, labels: Sequence[str]) -> Template:
    """Return the template with these columns of amounts beside the common ones; a new one stands at the right."""
    before = {key: label for key, label in template.fund_columns.items() if key.startswith(OWN_AMOUNT)}
    starts = [place.first for place in template.fund_places] if template.fund_columns else []
    columns, starts, wider = _placed(
        template, template.fund_columns, starts, before, _keyed(labels, before, OWN_AMOUNT)
    )
    return _grown(template, wider, {"fund_columns": columns} | _starts(template, "fund_starts", starts))


def own_columns(template: Template) -> list[str]:
    """Return a line such as "备注；文字" for each own column that has one cell, its words to choose from behind it."""
    kinds = {kind: word for word, kind in KINDS.items()}
    lines = []
    for key, label in _plain(template).items():
        column = template.own_columns[key.removeprefix(OWN)]
        lines.append("；".join([label, kinds[column.kind], *(["、".join(column.words)] if column.words else [])]))
    return lines


def with_own_columns(template: Template, lines: Sequence[str]) -> Template:
    """Return the template with these columns of the indicators; a new one stands at the right.

    Raises
    ------
    NotALine
        for a kind that there is not, or words where none belong or where they lack.
    """
    read = [_column(line) for line in lines]
    before = _plain(template)
    keyed = _keyed([label for label, _column in read], before, OWN)
    if len(keyed) != len(read):
        raise NotALine("；".join(label for label, _column in read))
    starts = [place.first for place in template.indicator_places]
    columns, starts, wider = _placed(template, template.indicator_columns, starts, before, keyed)
    own = {name: column for name, column in template.own_columns.items() if OWN + name not in before}
    for key, (_label, column) in zip(keyed, read, strict=True):
        old = template.own_columns.get(key.removeprefix(OWN))
        kept = column if old is None else old.model_copy(update={"kind": column.kind, "words": column.words})
        own[key.removeprefix(OWN)] = kept
    in_order = {name: own[name] for name in template.own_columns if name in own} | own
    changes = {"indicator_columns": columns, "own_columns": in_order} | _starts(template, "indicator_starts", starts)
    return _grown(template, wider, changes)


def text_rows(template: Template) -> list[str]:
    """Return a line "存在问题；指标上方" for each row of one text of the template's own, those below the table last."""
    places = {place: word for word, place in PLACES.items()}
    return [
        *(f"{block.caption}；{places[block.above]}" for block in template.blocks if _is_text(block)),
        *(f"{row[0].label}；{places['']}" for row in template.tail if _is_row(row)),
    ]


def with_text_rows(template: Template, lines: Sequence[str]) -> Template:
    """Return the template with these rows of text beside its other blocks.

    Raises
    ------
    NotALine
        for a place that there is not.
    """
    read = [_text_row(line) for line in lines]
    old = {block.rows[0][0].field: block.caption for block in template.blocks if _is_text(block)}
    old |= {row[0].field: row[0].label for row in template.tail if _is_row(row)}
    keyed = _keyed([label for label, _place in read], old, EXTRA)
    if len(keyed) != len(read):
        raise NotALine("；".join(label for label, _place in read))
    blocks: list[Block] = []
    tail: list[tuple[Slot, ...]] = []
    before = {block.rows[0][0].field: block.rows for block in template.blocks if _is_text(block)}
    rows = {row[0].field: row for row in template.tail if _is_row(row)}
    for (field, label), (_label, place) in zip(keyed.items(), read, strict=True):
        words = template.options.get(field, ())
        if place:
            slot = Slot(field=field, label="", label_to=1, value_to=template.columns, words=words)
            blocks.append(
                Block.model_validate({"above": place, "caption": label, "rows": before.get(field, ((slot,),))})
            )
        else:
            slot = Slot(field=field, label=label, label_to=1, value_to=template.columns, words=words)
            tail.append(tuple(each.model_copy(update={"label": label}) for each in rows.get(field, (slot,))))
    made_blocks = _in_places([*template.blocks], blocks, _is_text)
    made_tail = _in_places([*template.tail], tail, _is_row)
    return checked(template, {"blocks": tuple(made_blocks), "tail": tuple(made_tail)})


def listed_words(template: Template) -> frozenset[str]:
    """Return the places of the words that stand in these lists."""
    blocks = {f"blocks.{number}" for number, block in enumerate(template.blocks, 1) if _is_text(block)}
    tail = {f"slots.{row[0].field}" for row in template.tail if _is_row(row)}
    funds = {f"fund_columns.{key}" for key in template.fund_columns if key.startswith(OWN_AMOUNT)}
    return frozenset(
        {*blocks, *tail, *funds}
        | {f"fund_rows.{key}" for key in template.fund_rows}
        | {f"indicator_columns.{key}" for key in _plain(template)}
    )


def _keyed(labels: Sequence[str], before: dict[str, str], start: str) -> dict[str, str]:
    """Return the labels by field."""
    found = fields_of(labels, [(label, field) for field, label in before.items()], start)
    return {field: label for label, field in found}


def _plain(template: Template) -> dict[str, str]:
    shown = template.indicator_columns.items()
    return {key: label for key, label in shown if key.removeprefix(OWN) in template.own_columns and key.startswith(OWN)}


def _column(line: str) -> tuple[str, OwnColumn]:
    label, *rest = (part.strip() for part in _PARTS.split(line.rstrip("；; \t")))
    kind = KINDS.get(rest[0] if rest else "文字", "")
    words = tuple(word.strip() for word in _WORDS.split(rest[1])) if len(rest) > 1 else ()
    if not label or not kind or len(rest) > 2 or bool(words) is not (kind in {"choice", "ticks"}) or not all(words):
        raise NotALine(line)
    if len({*words}) != len(words):
        raise NotALine(line)
    return label, OwnColumn.model_validate({"kind": kind, "words": words})


def _text_row(line: str) -> tuple[str, str]:
    label, *rest = (part.strip() for part in _PARTS.split(line.rstrip("；; \t")))
    place = rest[0] if rest else "表下"
    if not label or len(rest) > 1 or place not in PLACES:
        raise NotALine(line)
    return label, PLACES[place]


def _is_text(block: Block) -> bool:
    return len(block.rows) == 1 and bool(block.caption) and not block.headings and _is_alone(block.rows[0], "")


def _is_row(row: Sequence[Slot]) -> bool:
    return bool(row[0].label) and _is_alone(row, row[0].label)


def _is_alone(row: Sequence[Slot], label: str) -> bool:
    return len(row) == 1 and row[0].field.startswith(EXTRA) and row[0].label == label


def _placed(
    template: Template, columns: dict[str, str], starts: list[int], before: dict[str, str], now: dict[str, str]
) -> tuple[dict[str, str], list[int], int]:
    """Return columns with their starts, and how many columns the table needs more.

    Those of `now` stand where those of `before` stood; what follows stands at the right, and a column without one left
    is taken over by its neighbour.
    """
    waiting, found, begun = [*now.items()], dict[str, str](), list[int]()
    for (key, label), start in zip(columns.items(), starts, strict=True):
        if key not in before:
            found[key] = label
        elif waiting:
            found.update([waiting.pop(0)])
        else:
            continue
        begun.append(start)
    wider = len(waiting)
    return found | dict(waiting), [*begun, *range(template.columns + 1, template.columns + wider + 1)], wider


def _starts(template: Template, name: str, starts: list[int]) -> dict[str, object]:
    """Return where columns begin; nothing where that is as the template has it."""
    places = template.fund_places if name == "fund_starts" else template.indicator_places
    return {} if starts == [place.first for place in places] else {name: tuple(starts)}


def _grown(template: Template, wider: int, changes: dict[str, object]) -> Template:
    """Return the template with the changes and so many columns more at the right, to which all its rows reach."""
    if not wider:
        return checked(template, changes)
    last = template.columns + wider

    def row(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        return (*slots[:-1], slots[-1].model_copy(update={"value_to": last}))

    funds = template.fund_places if template.fund_columns else []
    stay = {"fund_starts": funds, "indicator_starts": template.indicator_places}
    changes = {name: tuple(place.first for place in places) for name, places in stay.items()} | changes
    blocks = tuple(
        block.model_copy(
            update={
                "rows": tuple(map(row, block.rows)),
                "headings": (*block.headings[:-1], *(x.model_copy(update={"to": last}) for x in block.headings[-1:])),
            }
        )
        for block in template.blocks
    )
    return checked(
        template,
        {
            "head": tuple(map(row, template.head)),
            "tail": tuple(map(row, template.tail)),
            "blocks": blocks,
            "column_widths": (*template.column_widths, *[_NEW_WIDTH] * wider),
        }
        | changes,
    )


def _in_places(before: list[Thing], now: list[Thing], is_listed: Callable[[Thing], bool]) -> list[Thing]:
    """Return what is not listed where it stood, and the new ones where listed ones stood, the rest behind."""
    waiting, found = [*now], list[Thing]()
    for each in before:
        if not is_listed(each):
            found.append(each)
        elif waiting:
            found.append(waiting.pop(0))
    return [*found, *waiting]
