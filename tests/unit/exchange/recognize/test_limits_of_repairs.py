"""Repairs at their limits: two cells for one number, a cell that two fields share, the words that name a cell."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.readers.grid import Source, SourceCell
from selfeval_gui.exchange.recognize.account import NotRepaired
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.repairs import Repairs
from selfeval_gui.exchange.recognize.row_repairs import name_beside
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, Spans, left, sheet

UNIT = FieldRef(None, "implementing_unit")


def repairs_of(*lines: str, spans: Spans | None = None) -> Repairs:
    source = Source([sheet(0, TITLE, *lines, spans=spans)], is_workbook=True)
    (found,) = recognize(source).forms
    return Repairs(source, found)


def cell_of(repairs: Repairs, text: str) -> SourceCell:
    return next(cell for cell in repairs.source.grids[0].cells if cell.text == text)


def test_a_number_is_taken_from_one_cell() -> None:
    repairs = repairs_of(NAME, f"{HEADINGS}|等次", f"{ROW}||31|32")
    (row,) = level_three(repairs.found.form.indicators)
    score = FieldRef(NodeId(row.id), "score")
    with pytest.raises(NotRepaired) as refused:
        repairs.give([cell_of(repairs, "31"), cell_of(repairs, "32")], score)
    assert refused.value.code == "number.one_cell"
    repairs.give([cell_of(repairs, "31")], score)
    assert row.score == 31


SHARED = "主管部门：教育局　实施单位：一中"


def test_of_a_cell_that_two_fields_share_the_piece_that_gives_way_is_kept() -> None:
    repairs = repairs_of("项目名称|改造工程", SHARED, HEADINGS, f"{ROW}||二中")
    repairs.give([cell_of(repairs, "二中")], UNIT)
    form = repairs.found.form
    assert (form.department, form.implementing_unit) == ("教育局", "二中")
    assert "一中" in form.extra.values()


def test_the_cell_that_a_field_had_alone_is_listed_when_it_gives_way() -> None:
    repairs = repairs_of("项目名称|改造工程", "主管部门：教育局", "实施单位：一中", HEADINGS, f"{ROW}||二中")
    repairs.give([cell_of(repairs, "二中")], UNIT)
    assert (repairs.found.form.implementing_unit, left(repairs.found)) == ("二中", ["实施单位：一中"])
    assert repairs.found.form.extra == {}


@pytest.mark.parametrize(("line", "out"), [(SHARED, ["一中"]), ("实施单位：一中", ["实施单位：一中"])])
def test_what_an_emptied_field_had_is_listed_once(line: str, out: list[str]) -> None:
    repairs = repairs_of("项目名称|改造工程", line, HEADINGS, ROW)
    repairs.empty(UNIT)
    assert (repairs.found.form.implementing_unit, left(repairs.found)) == ("", out)


@pytest.mark.parametrize(
    ("row", "column", "last_row", "last_column", "expected"),
    [
        (6, 2, 6, 2, "甲"),  # beside it
        (6, 2, 7, 2, "甲"),
        (5, 2, 6, 2, "甲"),
        (7, 2, 7, 2, None),
        (6, 4, 6, 4, None),  # at the right
        (5, 3, 5, 3, "甲"),  # above it
        (5, 2, 5, 3, "甲"),
        (5, 3, 5, 4, "甲"),
        (5, 4, 5, 4, None),
        (7, 3, 7, 3, None),  # below it
    ],
)
def test_the_name_of_a_cell_stands_at_its_left_or_above_it(
    row: int, column: int, last_row: int, last_column: int, expected: str | None
) -> None:
    name, value = SourceCell(0, row, column, last_row, last_column, "甲"), SourceCell(0, 6, 3, 6, 3, "7")
    repairs = repairs_of(NAME, HEADINGS, ROW)
    grid = repairs.source.grids[0]
    free = [cell for cell in grid.cells if cell.row < 1]
    repairs.source.grids[0] = grid._replace(cells=[*free[1:], name, value])
    found = name_beside(repairs, value)
    assert (None if found is None else found.text) == expected


@pytest.mark.parametrize(("length", "is_name"), [(40, True), (41, False)])
def test_the_name_of_a_cell_has_forty_characters_at_most(length: int, is_name: bool) -> None:
    repairs = repairs_of(NAME, HEADINGS, ROW)
    name, value = SourceCell(0, 6, 0, 6, 0, "宽" * length), SourceCell(0, 6, 3, 6, 3, "7")
    repairs.source.grids[0] = repairs.source.grids[0]._replace(cells=[name, value])
    assert (name_beside(repairs, value) is not None) == is_name
