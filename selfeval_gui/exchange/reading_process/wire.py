"""What passes between the program and the process that reads files: a file's cells and forms as plain JSON values.

Cells are named by their number in the file, which is a third of their keys.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Any

from pydantic import TypeAdapter

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.scoring import Basis
from selfeval_gui.exchange.pasting.clip_in import PastedTable
from selfeval_gui.exchange.readers.grid import Aside, Grid, Source, SourceCell
from selfeval_gui.exchange.recognize.result import CellKey, FoundForm, Omitted, ReaderRemark, Recognized

Json = Any


def pack_source(source: Source) -> Json:
    """Return a source as JSON values."""
    grids = [
        [
            *(grid.name, [tuple(cell)[1:] for cell in grid.cells]),
            *(grid.is_hidden, list(grid.hidden_rows), grid.aside, list(grid.hidden_columns)),
        ]
        for grid in source.grids
    ]
    return [grids, source.is_workbook, source.is_wrapped, source.form_id]


def unpack_source(packed: Json) -> Source:
    """Return the source again; KeyError, TypeError or ValueError for what is none."""
    grids, is_workbook, is_wrapped, form_id = packed
    return Source(
        [
            Grid(
                name,
                [SourceCell(number, *cell) for cell in cells],
                bool(is_hidden),
                frozenset(hidden_rows),
                None if aside is None else Aside(aside),
                frozenset(hidden_columns),
            )
            for number, (name, cells, is_hidden, hidden_rows, aside, hidden_columns) in enumerate(grids)
        ],
        bool(is_workbook),
        bool(is_wrapped),
        str(form_id),
    )


def pack_pasted(table: PastedTable) -> Json:
    """Return a table of the clipboard as JSON values."""
    return _pasted().dump_python(table, mode="json")


def unpack_pasted(packed: Json) -> PastedTable:
    """Return the table again; ValueError for what is none."""
    return _pasted().validate_python(packed)


@cache
def _pasted() -> TypeAdapter[PastedTable]:
    return TypeAdapter(PastedTable)


def pack_recognized(result: Recognized, source: Source) -> Json:
    """Return what was recognized as JSON values; cells by their numbers."""
    cells = chain.from_iterable(grid.cells for grid in source.grids)
    numbers = {cell[:3]: number for number, cell in enumerate(cells)}
    outside = [numbers[cell.key] for cell in result.outside]
    omitted = [(each.kind, [numbers[cell.key] for cell in each.cells]) for each in result.omitted]
    return [[_pack_found(found, numbers) for found in result.forms], outside, omitted]


def unpack_recognized(packed: Json, source: Source) -> Recognized:
    """Return it again, with the cells of the source; IndexError, TypeError or ValueError for what is none."""
    cells = list(chain.from_iterable(grid.cells for grid in source.grids))
    forms, outside, omitted = packed
    return Recognized(
        [_unpack_found(found, cells) for found in forms],
        [cells[number] for number in outside],
        [
            Omitted(str(kind), cells[first], tuple([cells[number] for number in rest]))
            for kind, (first, *rest) in omitted
        ],
    )


def _unpack_omitted(packed: Json, cells: list[SourceCell]) -> Omitted:
    kind, (first, *rest) = packed
    return Omitted(str(kind), cells[first], tuple([cells[number] for number in rest]))


def _pack_found(found: FoundForm, numbers: dict[CellKey, int]) -> Json:
    return [
        found.form.model_dump(mode="json"),
        found.grids,
        [(numbers[key], refs) for key, refs in found.mapped.items()],
        [numbers[key] for key in found.labels],
        [_pack_remark(remark, numbers) for remark in found.unmapped],
        [_pack_remark(remark, numbers) for remark in found.doubts],
        found.basis,
        found.sets_targets_only,
    ]


def _unpack_found(packed: Json, cells: list[SourceCell]) -> FoundForm:
    form, grids, mapped, labels, unmapped, doubts, basis, sets_targets_only = packed
    return FoundForm(
        Form.model_validate(form),
        tuple(grids),
        {cells[number][:3]: tuple([_ref(ref) for ref in refs]) for number, refs in mapped},
        {cells[number][:3] for number in labels},
        [_unpack_remark(remark, cells) for remark in unmapped],
        [_unpack_remark(remark, cells) for remark in doubts],
        None if basis is None else Basis(basis),
        bool(sets_targets_only),
    )


def _pack_remark(remark: ReaderRemark, numbers: dict[CellKey, int]) -> Json:
    return [remark.code, None if remark.cell is None else numbers[remark.cell.key], remark.ref, remark.text]


def _unpack_remark(packed: Json, cells: list[SourceCell]) -> ReaderRemark:
    code, number, ref, text = packed
    return ReaderRemark(code, None if number is None else cells[number], None if ref is None else _ref(ref), text)


def _ref(packed: Json) -> FieldRef:
    node, name = packed
    return FieldRef(node, name)
