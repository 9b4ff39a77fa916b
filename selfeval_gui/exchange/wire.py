"""What passes between the program and the process that reads files: a file's cells and forms as plain JSON values."""

from __future__ import annotations

from typing import Any

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.scoring import Basis
from selfeval_gui.exchange.grid import Grid, Source, SourceCell
from selfeval_gui.exchange.recognized import CellKey, Found, Recognized, Remark
from selfeval_gui.exchange.sheet import FieldRef

Json = Any


def pack_source(source: Source) -> Json:
    """Return a source as JSON values."""
    grids = [[grid.name, [tuple(cell)[1:] for cell in grid.cells]] for grid in source.grids]
    return [grids, source.is_workbook, source.is_wrapped, source.form_id]


def unpack_source(packed: Json) -> Source:
    """Return the source again; KeyError, TypeError or ValueError for what is none."""
    grids, is_workbook, is_wrapped, form_id = packed
    return Source(
        [Grid(name, [SourceCell(number, *cell) for cell in cells]) for number, (name, cells) in enumerate(grids)],
        bool(is_workbook),
        bool(is_wrapped),
        str(form_id),
    )


def pack_recognized(result: Recognized) -> Json:
    """Return what was recognized as JSON values; cells by their keys."""
    return [[_pack_found(found) for found in result.forms], [cell.key for cell in result.outside]]


def unpack_recognized(packed: Json, source: Source) -> Recognized:
    """Return it again, with the cells of the source; KeyError, TypeError or ValueError for what is none."""
    cells = {cell.key: cell for grid in source.grids for cell in grid.cells}
    forms, outside = packed
    return Recognized([_unpack_found(found, cells) for found in forms], [cells[_key(key)] for key in outside])


def _pack_found(found: Found) -> Json:
    return [
        found.form.model_dump(mode="json"),
        found.grids,
        list(found.mapped.items()),
        sorted(found.labels),
        [_pack_remark(remark) for remark in found.unmapped],
        [_pack_remark(remark) for remark in found.doubts],
        found.basis,
        found.sets_targets_only,
    ]


def _unpack_found(packed: Json, cells: dict[CellKey, SourceCell]) -> Found:
    form, grids, mapped, labels, unmapped, doubts, basis, sets_targets_only = packed
    return Found(
        Form.model_validate(form),
        tuple(grids),
        {_key(key): tuple(_ref(ref) for ref in refs) for key, refs in mapped},
        {_key(key) for key in labels},
        [_unpack_remark(remark, cells) for remark in unmapped],
        [_unpack_remark(remark, cells) for remark in doubts],
        None if basis is None else Basis(basis),
        bool(sets_targets_only),
    )


def _pack_remark(remark: Remark) -> Json:
    return [remark.code, None if remark.cell is None else remark.cell.key, remark.ref, remark.text]


def _unpack_remark(packed: Json, cells: dict[CellKey, SourceCell]) -> Remark:
    code, key, ref, text = packed
    return Remark(code, None if key is None else cells[_key(key)], None if ref is None else _ref(ref), text)


def _key(packed: Json) -> CellKey:
    grid, row, column = packed
    return grid, row, column


def _ref(packed: Json) -> FieldRef:
    node, name = packed
    return FieldRef(None if node is None else NodeId(node), name)
