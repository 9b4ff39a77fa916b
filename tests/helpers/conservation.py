"""Whether every cell of a source is accounted for by what was made of it, and once only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from selfeval_gui.domain.fields import EXTRA, FieldRef, get_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import NotANumber, parse_amount
from selfeval_gui.domain.words import squeezed
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.result import CellKey, FoundForm, Recognized
from tests.helpers.odd_layouts import OddCell, Role

_SHIFTS = range(-8, 9)  # between 元 and 亿元


def faults(cells: Iterable[tuple[OddCell, SourceCell]], result: Recognized) -> list[str]:
    """Return what is wrong with the account of each cell."""
    return [
        f"{cell.text!r} at row {cell.row} column {cell.column}: {fault}"
        for odd, cell in cells
        for fault in _faults_of(odd, cell, result)
    ]


def _faults_of(odd: OddCell, cell: SourceCell, result: Recognized) -> Iterator[str]:
    places = _places(cell.key, result)
    if len(places) != 1:
        yield f"is in {len(places)} accounts: {places}"
        return
    if places[0] == "label" and odd.role is not Role.PRINTED and not _is_said(odd.pieces[0], cell.key, result):
        yield "was taken for a printed word, and stands nowhere"
    if places[0] == "mapped":
        found = next(each for each in result.forms if cell.key in each.mapped)
        values = [*_values(found, cell.key), *(each.text for each in found.unmapped if each.cell is None)]
        for piece in odd.pieces:
            if not any(_holds(value, piece) for value in values):
                yield f"is said to be in {[ref.name for ref in found.mapped[cell.key]]}, where there is {values}"


def _places(key: CellKey, result: Recognized) -> list[str]:
    found = ["outside" for cell in result.outside if cell.key == key]
    found += ["omitted" for omitted in result.omitted for cell in omitted.cells if cell.key == key]
    for form in result.forms:
        found += ["mapped"] * bool(form.mapped.get(key))
        found += ["label"] * (key in form.labels)
        found += ["unmapped" for remark in form.unmapped if remark.cell is not None and remark.cell.key == key]
    return found


def _is_said(word: str, key: CellKey, result: Recognized) -> bool:
    """Tell whether a word stands in the name of an extra field, of what a listed cell stands under, or in a doubt.

    A person may also have said that it is printed.
    """
    wanted = squeezed(word)
    for found in result.forms:
        if key in found.called:
            return True
        names = [*found.form.extra, *(each.ref.name for each in found.unmapped if each.ref is not None)]
        names += [each.text for each in found.doubts if each.code in {"label.unknown", "goal.guessed"}]
        if any(wanted in squeezed(name) for name in names):
            return True
    return False


def _values(found: FoundForm, key: CellKey) -> Iterator[str | int | Decimal | None]:
    nodes = {NodeId(node.id): node for node in _nodes(found.form.indicators)}
    for ref in found.mapped[key]:
        part: Form | Indicator | None = found.form if ref.node is None else nodes.get(ref.node)
        yield None if part is None else _value(part, ref)


def _nodes(rows: Iterable[Indicator]) -> Iterator[Indicator]:
    for row in rows:
        yield row
        yield from _nodes(row.children)


def _value(part: Form | Indicator, ref: FieldRef) -> str | int | Decimal | None:
    if isinstance(part, Form) and ref.name.startswith(EXTRA):
        return part.extra.get(ref.name.removeprefix(EXTRA))
    return get_field(part, ref.name)


def _holds(value: str | int | Decimal | None, piece: str) -> bool:
    """Tell whether a field holds a piece of text, or its number in one of the units of money."""
    if value is None:
        return False
    if squeezed(piece) in squeezed(str(value)):
        return True
    try:
        number, wanted = parse_amount(str(value), "元").number, parse_amount(piece.rstrip("%％分"), "元").number
    except NotANumber:
        return False
    if number is None or wanted is None:
        return False
    return any(number.scaleb(shift) == wanted for shift in _SHIFTS)
