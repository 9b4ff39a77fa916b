"""What the medium of a returned copy has places for, told by the words printed on it.

A column that is not on the paper says nothing about its cells; one that is there and blank says that they are blank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from selfeval_gui.domain.cells import is_cell
from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, FUND_AMOUNTS, FieldRef, get_field, is_blank
from selfeval_gui.domain.returned_copy import MediumPlaces
from selfeval_gui.domain.tree import walk
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.exchange.templates.labels import meanings
from selfeval_gui.exchange.templates.template_data import amount_field

_COLUMNS = "indicator_columns"
_TELLING = {"level_1", "level_2", "name", "target", "actual"}  # of the headings above the indicators


def held_by(source: Source, found: FoundForm) -> MediumPlaces | None:
    """Return what a form's source has places for; None for our own file, which holds everything."""
    if not source.grids:
        return None
    fields, columns = set[str](), {"name"}
    for refs in found.mapped.values():
        for node, name in refs:
            (fields if node is None else columns).add(name)
    rows, amounts = {"total"}, set[str]()
    for words in _lines(source, found):
        of_funds, of_rows = (_named(words, section) for section in ("fund_columns", _COLUMNS))
        if of_funds & set(FUND_AMOUNTS):
            amounts |= of_funds
        elif of_rows & _TELLING:
            columns |= of_rows
        elif any("notes" in each for each in words):
            fields.add("notes")
        rows |= _named(words, "fund_rows")
        fields |= {*_named(words, "head"), *_named(words, "goals"), *(EXTRA + name for name in _named(words, "extra"))}
    fields |= {_amount(row, amount) for row in rows for amount in amounts}
    return MediumPlaces(frozenset(fields), frozenset(columns), _unread(found))


def _named(words: list[Mapping[str, str]], section: str) -> set[str]:
    return {each[section] for each in words if section in each}


def _amount(row: str, column: str) -> str:
    return column if column.startswith(EXTRA) else amount_field(row, column)


def _lines(source: Source, found: FoundForm) -> list[list[Mapping[str, str]]]:
    """Return what the printed words mean, line by line."""
    lines = defaultdict[tuple[int, int], list[Mapping[str, str]]](list)
    for number in found.grids:
        for cell in source.grids[number].cells:
            if cell.key in found.labels:
                lines[cell.key[:2]].append(meanings(cell.text))
    return list(lines.values())


def _unread(found: FoundForm) -> frozenset[FieldRef]:
    """Return the fields whose cells say something that went nowhere, or is doubted and not filled in."""
    rows = {node.id: node for node, _level in walk(found.form.indicators)}
    unread = set[FieldRef]()
    for remark in (*found.unmapped, *found.doubts):
        ref = remark.ref
        if ref is None or (not is_cell(ref.name) if ref.node else not _is_field(ref.name)):
            continue  # a remark may name a heading that is no field
        part = rows.get(ref.node) if ref.node else found.form
        if part is not None and is_blank(get_field(part, ref.name)):
            unread.add(ref)
    return frozenset(unread)


def _is_field(name: str) -> bool:
    return name in FORM_FIELDS or name.startswith(EXTRA)
