"""What a person chose for a layout, told by its headings and labels, so that the next file like it can follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from selfeval_gui.domain.fields import FORM_FIELDS, FieldRef
from selfeval_gui.domain.tree import Tree
from selfeval_gui.exchange.readers.grid import Source, SourceCell
from selfeval_gui.exchange.recognize.account import NOTES, NotRepaired
from selfeval_gui.exchange.recognize.closing import bare_word
from selfeval_gui.exchange.recognize.repairs import Repairs, level_three_of
from selfeval_gui.exchange.recognize.result import FoundForm, ReaderRemark
from selfeval_gui.exchange.recognize.row_repairs import Means, give_rows, name_beside, read_as

_LEAST_HEADINGS = 3
NOTED, OWN, PRINTED, AWAY = "notes", "own field", "printed", "away"
BY_ROW, FIELD, NUMBERS = "by row", "field", "numbers"
WAYS = (NOTED, OWN, PRINTED, AWAY, BY_ROW, FIELD, NUMBERS)


class LayoutChoice(NamedTuple):
    """One way of cells: those below a heading, or the one beside a label, and what became of them."""

    way: str
    word: str
    is_column: bool
    target: str = ""


def headings_of(source: Source, found: FoundForm) -> tuple[str, ...]:
    """Return what a layout is known by: the words in its rows of headings; nothing where there are none."""
    return tuple(bare_word(cell.text) for row in _heading_rows(source, found) for cell in row)


def choices_of(
    source: Source, found: FoundForm, cells: Iterable[SourceCell], way: tuple[str, str]
) -> list[LayoutChoice]:
    """Return what is to be remembered of a step; nothing of cells with neither heading nor label."""
    rows, account, chosen = _heading_rows(source, found), Repairs(source, found.copied()), []
    for cell in cells:
        heading = _heading_of(rows, cell)
        label = heading or name_beside(account, cell)
        if label is not None and bare_word(label.text):
            target = label.text if way[0] == OWN else way[1]
            chosen.append(LayoutChoice(way[0], bare_word(label.text), heading is not None, target))
    return list(dict.fromkeys(chosen))


def follow(source: Source, found: FoundForm, choices: Iterable[LayoutChoice], name: str) -> FoundForm | None:
    """Return a form as the choices would have it, which is said as a doubt; None where none of them can be done."""
    now = found
    for choice in choices:
        new = now.copied()
        with suppress(NotRepaired):
            cells = _cells_of(source, found, choice)
            if cells:
                _do(Repairs(source, new), cells, choice)
                now = new
    if now is found:
        return None
    now.doubts.insert(0, ReaderRemark("layout.followed", text=name))
    return now


def _do(repairs: Repairs, cells: Sequence[SourceCell], choice: LayoutChoice) -> None:
    if choice.way == BY_ROW:
        give_rows(repairs, cells, choice.target)
    elif choice.way == NUMBERS:
        read_as(repairs, cells, Means(choice.target))
    elif choice.way == FIELD and choice.target in FORM_FIELDS:
        repairs.give(cells, FieldRef(None, choice.target))
    elif choice.way == NOTED:
        repairs.give(cells, NOTES)
    elif choice.way == OWN:
        repairs.give_extra(cells, choice.target)
    elif choice.way == PRINTED:
        repairs.call_printed(cells)
    elif choice.way == AWAY:
        repairs.take_away(cells)


def _cells_of(source: Source, found: FoundForm, choice: LayoutChoice) -> list[SourceCell]:
    every = [cell for number in found.grids for cell in source.grids[number].cells]
    if not choice.is_column:
        account = Repairs(source, found.copied())
        labels = [cell for cell in every if bare_word(cell.text) == choice.word]
        near = [cell for cell in every if any(_may_name(label, cell) for label in labels)]
        free = [cell for cell in near if cell.key not in found.labels]
        named = [(cell, label) for cell in free if (label := name_beside(account, cell)) is not None]
        its_own = [(cell, label) for cell, label in named if bare_word(label.text) == choice.word]
        beside = [cell for cell, label in its_own if label.row <= cell.row <= label.last_row]
        return beside or [cell for cell, _label in its_own]  # what stands below is named only where nothing is beside
    rows = _heading_rows(source, found)
    headings = [cell for row in rows for cell in row if bare_word(cell.text) == choice.word]
    below = [cell for cell in every if _heading_of(rows, cell) in headings]
    return [*headings, *below] if choice.way == BY_ROW else below


def _heading_of(rows: list[list[SourceCell]], cell: SourceCell) -> SourceCell | None:
    """Return the heading that a cell stands below: of the nearest row of headings above it."""
    above = [row for row in rows if all(each.grid == cell.grid and each.row < cell.row for each in row)]
    nearest = max(above, key=_row, default=[])
    return next((each for each in nearest if each.column <= cell.column <= each.last_column), None)


def _heading_rows(source: Source, found: FoundForm) -> list[list[SourceCell]]:
    """Return the rows of printed words above the first amounts and above the first rows of indicators."""
    tree = Tree(found.form.indicators)
    firsts: dict[bool, tuple[int, int]] = {}
    for key, refs in sorted(found.mapped.items()):
        if level_three_of(tree, refs):
            firsts.setdefault(True, key[:2])
        elif any(ref.name.startswith("funds.") and ref.name != "funds.unit" for ref in refs):
            firsts.setdefault(False, key[:2])
    rows = []
    for is_indicator in (False, True):
        if is_indicator in firsts:
            row = _row_above(source, found, *firsts[is_indicator])
            rows += [row] if row else []
    return rows


def _row_above(source: Source, found: FoundForm, grid: int, before: int) -> list[SourceCell]:
    rows: dict[int, list[SourceCell]] = {}
    for cell in source.grids[grid].cells:
        if cell.row < before:
            rows.setdefault(cell.row, []).append(cell)
    for number in sorted(rows, reverse=True):
        if sum(cell.key in found.labels for cell in rows[number]) >= _LEAST_HEADINGS:
            return rows[number]
    return []


def _may_name(label: SourceCell, cell: SourceCell) -> bool:
    """Tell quickly of most cells that a label does not name them: they share neither row nor column with it."""
    is_in_row = label.row <= cell.row <= label.last_row
    return cell.grid == label.grid and (is_in_row or label.column <= cell.column <= label.last_column)


def _row(row: list[SourceCell]) -> int:
    return max(cell.row for cell in row)
