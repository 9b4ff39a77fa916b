"""Cells that a printer broke into several lines, in text that keeps the places of letters on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class LinePiece(NamedTuple):
    """What stands between two gaps of a line, and its first letter and the one behind it, counted in the line."""

    left: int
    right: int
    text: str


def join_broken_cells(lines: list[list[LinePiece]]) -> None:
    """Join pieces that stand alone in their lines, one below the other.

    They are one cell that is higher than the others of its row: the row stands between the pieces or right below them.
    """
    here = 0
    while here < len(lines):
        column = _column_from(lines, here)
        if len(column) > 1:
            text = "".join(lines[number][0].text for number in column)
            joined = lines[here][0]._replace(text=text)
            row = _row_of(lines, column)
            for number in column:
                lines[number] = []
            lines[row] = sorted([*lines[row], joined])
        here = column[-1] + 1 if column else here + 1


def _column_from(lines: Sequence[list[LinePiece]], here: int) -> list[int]:
    """Return the lines whose only pieces stand below each other from here on; one other row at most is passed."""
    if len(lines[here]) != 1:
        return []
    column, passed = [here], False
    for number in range(here + 1, len(lines)):
        pieces = lines[number]
        if len(pieces) == 1 and _share(pieces[0], lines[here][0]):
            column.append(number)
        elif len(pieces) > 1 and not passed and not any(_share(piece, lines[here][0]) for piece in pieces):
            passed = True
        else:
            break
    return column


def _row_of(lines: Sequence[list[LinePiece]], column: Sequence[int]) -> int:
    """Return the line between the pieces, else the one below them if it has room for the cell, else their first."""
    between = [number for number in range(column[0], column[-1]) if number not in column]
    below = column[-1] + 1
    if between:
        return between[0]
    has_room = (
        below < len(lines) and lines[below] and not any(_share(each, lines[column[0]][0]) for each in lines[below])
    )
    return below if has_room else column[0]


def _share(one: LinePiece, other: LinePiece) -> bool:
    return one.left < other.right and other.left < one.right
