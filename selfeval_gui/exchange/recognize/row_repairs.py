"""Columns given to fields, each cell to its own row; what the numbers of cells are: shares, per cent, 元, 万元."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum

from selfeval_gui.domain.fields import (
    EXTRA,
    FUND_AMOUNTS,
    FUND_ROWS,
    FieldKind,
    FieldRef,
    Value,
    amount_of,
)
from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import (
    NotANumber,
    NumberTooLong,
    format_plain,
    format_typed,
    money_behind,
    multiply,
    parse_amount,
    parse_plain,
    parse_typed,
)
from selfeval_gui.domain.tree import Place, new_id
from selfeval_gui.domain.words import MONEY_UNITS, number_text
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.account import NotRepaired
from selfeval_gui.exchange.recognize.repairs import Repairs, level_three_of
from selfeval_gui.exchange.templates.labels import LONGEST_LABEL

_HUNDRED = Decimal(100)
_LEAST_HEADINGS = 3  # words of the form in a row of headings
_BARE_TARGET = re.compile(r"([≥≤＞＜>=<＝=]*)\s*([\d,，.．]+)")
_FUND_ROW = re.compile(r"funds\.(.+)\.[a-z_]+")


class Means(Enum):
    """What the bare numbers of cells are."""

    SHARES = "shares"  # 0.95 is 95%
    PER_CENT = "per cent"  # 95 is 95%
    YUAN = "元"
    WAN_YUAN = "万元"


def give_rows(repairs: Repairs, cells: Sequence[SourceCell], name: str) -> list[SourceCell]:
    """Give each cell that stands in a row to that field of it; the column's heading is then a printed word.

    A name between rows makes it a row. Other cells above and below stay where they are; those given are returned.
    """
    rows = {cell.key: _row_of(repairs, cell, name) for cell in cells}
    firsts = [cell.row for cell in cells if rows[cell.key] is not None]
    given = []
    for cell in cells:
        ref = rows[cell.key]
        is_free = cell.key not in repairs.found.mapped
        if ref is None and is_free and firsts and cell.row < min(firsts):
            if _is_heading(repairs, cell):
                repairs.call_printed([cell])
            continue
        if ref is None and is_free and name == "name":
            ref = _new_row(repairs, cell)
        if ref is not None:
            repairs.give([cell], ref)
            given.append(cell)
    if not given:
        raise NotRepaired("row.none", cells[0].text if cells else "")
    return given


def _is_heading(repairs: Repairs, cell: SourceCell) -> bool:
    """Tell whether a word stands among the headings of columns."""
    beside = [key for key in repairs.found.labels if key[0] == cell.grid and cell.row <= key[1] <= cell.last_row]
    return len(beside) >= _LEAST_HEADINGS and not any(letter.isdigit() for letter in cell.text)


def _row_of(repairs: Repairs, cell: SourceCell, name: str) -> FieldRef | None:
    """Return the field of the row that a cell stands in; None where no cell beside it is of a row."""
    beside = [
        ref
        for key, refs in repairs.found.mapped.items()
        if key[0] == cell.grid and cell.row <= key[1] <= cell.last_row
        for ref in refs
    ]
    if name in FUND_AMOUNTS:
        own = {found[1] for ref in beside if ref.node is None and (found := _FUND_ROW.fullmatch(ref.name))}
        extra = {
            ref.name.rpartition(".")[0]
            for ref in beside
            if ref.node is None and ref.name.startswith(EXTRA) and amount_of(ref.name)
        }
        names = [f"funds.{row}.{name}" for row in own if row in FUND_ROWS] + [f"{row}.{name}" for row in extra]
        if len(names) > 1:
            raise NotRepaired("row.several", cell.text)
        return FieldRef(None, names[0]) if names else None
    nodes = level_three_of(repairs.tree, beside)
    if len(nodes) > 1:
        raise NotRepaired("row.several", cell.text)
    return FieldRef(nodes[0], name) if nodes else None


def _new_row(repairs: Repairs, cell: SourceCell) -> FieldRef | None:
    """Make a row of what stands between two rows, behind the one above it; None where there is no row at all."""
    rows = [
        (key[1], node)
        for key, refs in repairs.found.mapped.items()
        if key[0] == cell.grid
        for node in level_three_of(repairs.tree, refs)
    ]
    if not rows:
        return None
    above = [each for each in rows if each[0] < cell.row]
    neighbour: NodeId = max(above)[1] if above else min(rows)[1]
    place = repairs.tree.place(neighbour)
    row = Indicator(id=new_id())
    repairs.tree.insert(row, Place(place.parent, place.row + bool(above)))
    return FieldRef(NodeId(row.id), "name")


def name_beside(repairs: Repairs, cell: SourceCell) -> SourceCell | None:
    """Return the words at the left of a cell, or above it where there are none, that went into no field."""
    free = [
        each
        for each in repairs.source.grids[cell.grid].cells
        if each.key not in repairs.found.mapped and len(each.text) <= LONGEST_LABEL and each.key != cell.key
    ]
    left = [each for each in free if each.row <= cell.row <= each.last_row and each.column < cell.column]
    above = [each for each in free if each.column <= cell.column <= each.last_column and each.row < cell.row]
    return max(left, key=_column) if left else max(above, key=_row) if above else None


def _column(cell: SourceCell) -> int:
    return cell.column


def _row(cell: SourceCell) -> int:
    return cell.row


# ---- what numbers are --------------------------------------------------------------------------------------------


def read_as(repairs: Repairs, cells: Sequence[SourceCell], means: Means) -> list[SourceCell]:
    """Take the bare numbers of cells for what they are, exactly, and return these; one that says its unit stays."""
    changed = []
    for cell in cells:
        refs = repairs.found.mapped.get(cell.key, ())
        if len(refs) != 1 or refs[0] in repairs.found.typed or len(repairs.cells_of(refs[0])) > 1:
            continue
        try:
            value = _VALUES[means](repairs, cell, refs[0])
        except NumberTooLong:
            raise NotRepaired("number.too_long", cell.text) from None
        except NotANumber:
            continue
        if value is not None:
            repairs.set_value(refs[0], [cell], value)
            changed.append(cell)
    if not changed:
        raise NotRepaired("number.none_bare")
    return changed


def _as_share(repairs: Repairs, cell: SourceCell, ref: FieldRef) -> Value:
    kind = repairs.kind_of(ref)
    if kind in {FieldKind.WEIGHT, FieldKind.SCORE, FieldKind.NUMBER}:
        number = parse_plain(number_text(cell.text))
        return parse_plain(format_plain(multiply(number, _HUNDRED)))
    if kind is not FieldKind.TEXT:
        return None
    sign, number = _bare(cell)
    return f"{sign}{format_plain(multiply(number, _HUNDRED))}%"


def _as_per_cent(repairs: Repairs, cell: SourceCell, ref: FieldRef) -> Value:
    if repairs.kind_of(ref) is not FieldKind.TEXT:
        return None
    sign, number = _bare(cell)
    return f"{sign}{format_typed(number)}%"


def _as_money(unit: str) -> Callable[[Repairs, SourceCell, FieldRef], Value]:
    def read(repairs: Repairs, cell: SourceCell, ref: FieldRef) -> Value:
        if money_behind(cell.text):
            return None
        own = repairs.found.form.funds.unit
        if repairs.kind_of(ref).value in MONEY_UNITS:
            return parse_amount(f"{cell.text}{unit}", own).number
        if repairs.kind_of(ref) is not FieldKind.TEXT:
            return None
        if ref.node is None and amount_of(ref.name):
            number = parse_amount(f"{cell.text}{unit}", own).number
            return None if number is None else format_typed(number)
        sign, bare = _bare(cell)
        return f"{sign}{format_typed(bare)}{unit}"

    return read


def _bare(cell: SourceCell) -> tuple[str, Decimal]:
    """Return sign and number of a text that is nothing else; NotANumber for any other."""
    found = _BARE_TARGET.fullmatch(cell.text.strip())
    number = parse_typed(found[2]) if found is not None else None
    if found is None or number is None:
        raise NotANumber(cell.text)
    return found[1], number


_VALUES: dict[Means, Callable[[Repairs, SourceCell, FieldRef], Value]] = {
    Means.SHARES: _as_share,
    Means.PER_CENT: _as_per_cent,
    Means.YUAN: _as_money("元"),
    Means.WAN_YUAN: _as_money("万元"),
}
