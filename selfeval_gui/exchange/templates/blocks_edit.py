"""Blocks of text that an office adds to a copy of a template: a row of one text, or several fields below one caption.

Each is a line: "存在问题；指标上方", "资金管理；目标上方；分配、拨付；情况说明、改进措施": the fields, each in
a row of its own or beside another with ＋, and the headings where each has several texts. A line that takes the place
of another one stands for the same block, so that forms keep what they hold of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeVar

from selfeval_gui.domain.fields import EXTRA, amount_of
from selfeval_gui.exchange.templates.edit_lines import NotALine, keyed, parts_of, words_in
from selfeval_gui.exchange.templates.parts import Block, BlockHeading, Slot
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.exchange.templates.template_edit import checked, fields_of

Thing = TypeVar("Thing")

PLACES = {"资金上方": "funds", "目标上方": "goals", "指标上方": "indicators", "总分上方": "total", "表下": ""}
_BESIDE = re.compile(r"[＋+]")
_LABEL_SHARE = 0.35  # of the width of a field, in a block of several
_LABEL_BEFORE_TEXTS = 0.25  # of the width, where several texts follow


class _Said(NamedTuple):
    """What a line says: `rows` of labels and the headings of their `texts`, both blank for a row of one text."""

    caption: str
    place: str
    rows: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]


def text_rows(template: Template) -> list[str]:
    """Return a line for each block of texts of the template's own, those below the table last."""
    places = {place: word for word, place in PLACES.items()}
    return [
        *(
            f"{block.caption}；{places[block.above]}{_fields_in(block)}"
            for block in template.blocks
            if _is_listed(block)
        ),
        *(f"{row[0].label}；{places['']}" for row in template.tail if _is_row(row)),
    ]


def with_text_rows(template: Template, lines: Sequence[str]) -> Template:
    """Return the template with these blocks of text beside its others.

    Raises
    ------
    NotALine
        for a place that there is not, names that are there twice, and more fields than the table has room for.
    """
    read = [_said(line) for line in lines]
    blocks = {block.rows[0][0].field: block for block in template.blocks if _is_listed(block)}
    rows = {row[0].field: row for row in template.tail if _is_row(row)}
    old = {field: block.caption for field, block in blocks.items()}
    old |= {field: row[0].label for field, row in rows.items()}
    now = keyed(lines, [each.caption for each in read], old, EXTRA)
    made, tail, taken = list[Block](), list[tuple[Slot, ...]](), list[str]()
    for field, line, each in zip(now, lines, read, strict=True):
        if each.place:
            made.append(_block(template, line, each, field, blocks.get(field)))
        else:
            words = template.options.get(field, ())
            slot = Slot(field=field, label=each.caption, label_to=1, value_to=template.columns, words=words)
            tail.append(tuple(x.model_copy(update={"label": each.caption}) for x in rows.get(field, (slot,))))
        fields = [slot.field for row in (made[-1].rows if each.place else tail[-1:]) for slot in row]
        if len({*fields, *taken}) < len(fields) + len(taken):
            raise NotALine(line)
        taken += fields
    made_blocks = _in_places([*template.blocks], made, _is_listed)
    made_tail = _in_places([*template.tail], tail, _is_row)
    return checked(template, {"blocks": tuple(made_blocks), "tail": tuple(made_tail)})


def words_in_lines(template: Template) -> set[str]:
    """Return the places of the words that stand in these lines."""
    found = {f"slots.{row[0].field}" for row in template.tail if _is_row(row)}
    for number, block in enumerate(template.blocks, 1):
        if _is_listed(block):
            found.add(f"blocks.{number}")
            found |= {f"blocks.{number}.{heading.to}" for heading in block.headings if heading.label}
            found |= {f"slots.{slot.field}" for row in block.rows for slot in row if slot.label}
    return found


# ---- lines ---------------------------------------------------------------------------------------------------------


def _said(line: str) -> _Said:
    caption, *rest = parts_of(line)
    place = rest[0] if rest else "表下"
    if not caption or len(rest) > 3 or place not in PLACES:
        raise NotALine(line)
    rows = tuple(tuple(x.strip() for x in _BESIDE.split(row)) for row in words_in(rest[1])) if len(rest) > 1 else ()
    texts = words_in(rest[2]) if len(rest) > 2 else ()
    labels = [label for row in rows for label in row]
    is_right = all(labels) and all(texts) and len({*labels}) == len(labels) and len({*texts}) == len(texts)
    if not is_right or (rows and not PLACES[place]) or (texts and len(labels) > len(rows)):
        raise NotALine(line)
    return _Said(caption, PLACES[place], rows, texts)


def _fields_in(block: Block) -> str:
    """Return the parts of a line behind the place of a block."""
    if _is_text(block):
        return ""
    rows = "、".join("＋".join(slot.label for slot in row if slot.label) for row in block.rows)
    texts = "、".join(heading.label for heading in block.headings[1:])
    return f"；{rows}；{texts}" if texts else f"；{rows}"


def _is_listed(block: Block) -> bool:
    """Tell whether a line can say a block."""
    if _is_text(block):
        return True
    if not block.caption or not all(_is_plain(slot) for row in block.rows for slot in row):
        return False
    labels = [slot.label for row in block.rows for slot in row if slot.label]
    if len({*labels}) < len(labels) or any(sign in label for label in labels for sign in "；;、，,＋+\t"):
        return False
    if not block.headings:
        return all(slot.label for row in block.rows for slot in row)
    texts = [heading.label for heading in block.headings[1:]]
    has_one_each = all(len(row) == len(texts) and not any(slot.label for slot in row[1:]) for row in block.rows)
    return has_one_each and not block.headings[0].label and all(texts) and len(labels) == len(block.rows)


def _is_text(block: Block) -> bool:
    return len(block.rows) == 1 and bool(block.caption) and not block.headings and _is_alone(block.rows[0], "")


def _is_row(row: Sequence[Slot]) -> bool:
    return bool(row[0].label) and _is_alone(row, row[0].label)


def _is_alone(row: Sequence[Slot], label: str) -> bool:
    return len(row) == 1 and row[0].field.startswith(EXTRA) and row[0].label == label


def _is_plain(slot: Slot) -> bool:
    return slot.field.startswith(EXTRA) and not amount_of(slot.field)


# ---- blocks --------------------------------------------------------------------------------------------------------


def _block(template: Template, line: str, said: _Said, field: str, old: Block | None) -> Block:
    """Return the block that a line says; what the old one in its place holds keeps its fields."""
    if not said.rows:
        words = template.options.get(field, ())
        slot = Slot(field=field, label="", label_to=1, value_to=template.columns, words=words)
        rows = old.rows if old is not None and _is_text(old) else ((slot,),)
        return Block.model_validate({"above": said.place, "caption": said.caption, "rows": rows})
    if old is not None and _labels(old) == said.rows and tuple(x.label for x in old.headings[1:]) == said.texts:
        return old.model_copy(update={"above": said.place, "caption": said.caption})
    changes = {"above": said.place, "caption": said.caption}
    if said.texts:
        ends = _ends(template, line, [_LABEL_BEFORE_TEXTS, *_shares(said.texts)])
        headings = [BlockHeading(label=label, to=to) for label, to in zip(("", *said.texts), ends, strict=True)]
        return Block.model_validate(changes | {"headings": headings, "rows": [*_rows_of_texts(said, old, ends)]})
    names = dict(_fields(said, old))
    made = []
    for row in said.rows:
        ends = _ends(template, line, [share for _label in row for share in (_LABEL_SHARE, 1 - _LABEL_SHARE)])
        pairs = zip(row, ends[::2], ends[1::2], strict=True)
        made.append(tuple(Slot(field=names[label], label=label, label_to=a, value_to=b) for label, a, b in pairs))
    return Block.model_validate(changes | {"rows": made})


def _labels(block: Block) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(slot.label for slot in row if slot.label) for row in block.rows)


def _shares(texts: Sequence[str]) -> list[float]:
    return [(1 - _LABEL_BEFORE_TEXTS) / len(texts)] * len(texts)


def _fields(said: _Said, old: Block | None) -> Iterator[tuple[str, str]]:
    """Yield each label with its field, in a block where each has one text."""
    is_same = old is not None and not old.headings and not _is_text(old)
    before = [(slot.label, slot.field) for row in old.rows for slot in row] if old is not None and is_same else []
    yield from fields_of([label for row in said.rows for label in row], before, f"{EXTRA}{said.caption}：")


def _rows_of_texts(said: _Said, old: Block | None, ends: Sequence[int]) -> Iterator[tuple[Slot, ...]]:
    """Yield the rows of a block where each has several texts."""
    known = dict[str, dict[str, str]]()
    if old is not None and old.headings:
        words = [heading.label for heading in old.headings[1:]]
        known = {row[0].label: dict(zip(words, (slot.field for slot in row), strict=True)) for row in old.rows}
    for label, stem in fields_of([label for (label,) in said.rows], [(label, label) for label in known], ""):
        fields = [known.get(stem, {}).get(text, f"{EXTRA}{stem}：{text}") for text in said.texts]
        labels = [label, *[""] * (len(fields) - 1)]
        yield tuple(
            Slot(field=field, label=words, label_to=first, value_to=last)
            for field, words, first, last in zip(fields, labels, ends[:-1], ends[1:], strict=True)
        )


def _ends(template: Template, line: str, shares: Sequence[float]) -> list[int]:
    """Return the last table columns of cells with these shares of the width behind the caption."""
    widths = template.column_widths[1:]
    if len(shares) > len(widths):
        raise NotALine(line)
    edges, total = [*accumulate(widths)], sum(widths)
    whole, found, at = sum(shares), list[int](), 0.0
    for number, share in enumerate(shares, 1):
        at += share / whole * total
        free = range(found[-1] if found else 0, len(widths) - (len(shares) - number))
        found.append(1 + min(free, key=lambda place: abs(edges[place] - at)))
    return [each + 1 for each in found]


def _in_places(before: list[Thing], now: list[Thing], is_listed: Callable[[Thing], bool]) -> list[Thing]:
    """Return what is not listed where it stood, and the new ones where listed ones stood, the rest behind."""
    waiting, found = [*now], list[Thing]()
    for each in before:
        if not is_listed(each):
            found.append(each)
        elif waiting:
            found.append(waiting.pop(0))
    return [*found, *waiting]
