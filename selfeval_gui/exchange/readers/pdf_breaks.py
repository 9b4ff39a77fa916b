"""Tables that a page break cuts: level cells say the same on both sides, and a row cut in two is one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from selfeval_gui.exchange.templates.labels import begins_item, is_heading, is_level

_NUMBER = re.compile(r"-?[\d.,]+%?")

Cell = tuple[int, int, int, int, str]  # row, column, last row, last column, text


class LineBlock(NamedTuple):
    """A table, or a line of text between tables: cells as row, column, last row, last column, text."""

    cells: list[Cell]
    is_table: bool = False


class _Break(NamedTuple):
    """The tables at the foot of one page and at the head of the next, by number, with the rows that meet there."""

    last: int
    first: int
    foot: list[Cell]
    head: list[Cell]
    end: int
    top: int


def join_pages(pages: list[list[LineBlock]]) -> None:
    """Join the tables of pages that follow each other: first the words of levels, then rows that a break cut.

    Rows are joined from the last page on, so that one that goes over several pages comes together.
    """
    for above, below in pairwise(pages):
        _say_levels(above, below)
    for above, below in reversed([*pairwise(pages)]):
        found = _break_of(above, below)
        if found is not None:
            _join_cut_row(found.foot, found.head, found.end, found.top)


def _break_of(above: list[LineBlock], below: list[LineBlock]) -> _Break | None:
    last = next((number for number, block in reversed(list(enumerate(above))) if block.is_table), None)
    first = next((number for number, block in enumerate(below) if block.is_table), None)
    if last is None or first is None:
        return None
    foot, head = above[last].cells, below[first].cells
    end = max((cell[2] for cell in foot), default=0)
    return _Break(last, first, foot, head, end, _below_headings(head, foot))


def _say_levels(above: list[LineBlock], below: list[LineBlock]) -> None:
    """Give level cells that a page break cut the same words on both pages.

    A cell merged over the break shows its words on one of the pages only, and a program that clips them may print them
    a second time, below the table of the one page or above that of the other.
    """
    found = _break_of(above, below)
    if found is None:
        return
    last, first, foot, head, end, top = found
    begun = min((cell[1] for cell in foot if cell[0] == end and cell[4]), default=0)
    at_foot = {cell[1]: cell[4] for cell in foot if cell[2] == end and cell[4]}
    levels = {cell[1] for cell in foot if cell[2] == end and (cell[0] < end or is_level(cell[4]))}
    at_top = {cell[1]: cell[4] for cell in head if cell[0] == top and cell[4]}
    for number, (row, column, down, right, text) in enumerate(foot):
        if down == end and not text and column < begun and column in at_top:
            foot[number] = (row, column, down, right, at_top[column])
    for number, (row, column, down, right, text) in enumerate(head):
        if row <= top <= down and not text and column in levels and column in at_foot:
            head[number] = (row, column, down, right, at_foot[column])
    words = {*at_foot.values(), *at_top.values()}
    while last + 1 < len(above) and _repeats(above[last + 1], words):
        del above[last + 1]
    while first and _repeats(below[first - 1], words):
        del below[first - 1]
        first -= 1


def _below_headings(head: list[Cell], foot: list[Cell]) -> int:
    """Return the row of the second page below its headings: words that we know, or rows as the first page has them."""
    top = min((cell[0] for cell in head if cell[4] and not is_heading(cell[4])), default=0)
    if not any(is_heading(cell[4]) for cell in head if cell[0] == 0):
        return top
    words, before = _words(head), _words(foot)
    again = 0
    for row in before:
        count = 0
        while count in words and words[count] == before.get(row + count):
            count += 1
        again = max(again, count)
    return max(top, again) if again in words else top


def _words(cells: list[Cell]) -> dict[int, list[str]]:
    rows: dict[int, list[str]] = {}
    for row, _column, _down, _right, text in cells:
        if text:
            rows.setdefault(row, []).append(_squeezed(text))
    return rows


def _repeats(block: LineBlock, words: set[str]) -> bool:
    """Tell whether a line of text only says again what stands in these cells."""
    known = {"".join(word.split()) for word in words}
    return not block.is_table and set(block.cells[0][4].split()) <= known


def _join_cut_row(foot: list[Cell], head: list[Cell], end: int, top: int) -> None:
    """Join a row that the break cut where the second page says again what it is about, and no number."""
    above = sorted((number for number, cell in enumerate(foot) if cell[2] == end), key=lambda number: foot[number][1])
    below = sorted((cell for cell in head if cell[0] <= top <= cell[2]), key=lambda cell: cell[1])
    if len(above) != len(below):
        return
    pairs = [(number, cell[4]) for number, cell in zip(above, below, strict=True) if cell[4]]
    same = [number for number, text in pairs if _squeezed(text) == _squeezed(foot[number][4])]
    more = [(number, text) for number, text in pairs if number not in same]
    if not more or any(_NUMBER.fullmatch(text) for _, text in pairs):
        return
    own = [number for number in above if foot[number][0] == end]
    names = [number for number in same if number in own and not is_level(foot[number][4])]
    is_named = bool(names) and foot[names[0]][1] < foot[more[0][0]][1]
    # Goals: the caption beside them stands there again, with no headings above it.
    is_goal = top == 0 and any(is_heading(foot[number][4]) for number in same)
    if not is_named and (not is_goal or any(_NUMBER.fullmatch(foot[number][4]) for number in own)):
        return
    for number, piece in more:
        row, column, down, right, text = foot[number]
        between = "\n" if begins_item(text, piece) else ""
        foot[number] = row, column, down, right, f"{text}{between}{piece}"
    head[:] = [(top + 1, *cell[1:]) if cell[0] == top else cell for cell in head if cell[0] != top or cell[2] > top]


def _squeezed(text: str) -> str:
    return "".join(text.split())
