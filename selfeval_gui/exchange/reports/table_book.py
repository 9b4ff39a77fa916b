"""Plain tables as an Excel workbook, through openpyxl: one heading row that stays, a page wide, every text in full.

Import this module only where a workbook is written. A text stays a text, whatever it begins with.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from selfeval_gui.exchange.cell_text import SheetNames
from selfeval_gui.exchange.layout.text_width import count_lines
from selfeval_gui.exchange.reports.workbook_looks import (
    FONT,
    PADDING,
    Look,
    body_look,
    fill,
    heading_look,
    held,
    new_workbook,
    note_look,
    row_height,
    set_up_print,
    set_widths,
    title_look,
)

_TITLE_HEIGHT = 27.0

Value = str | int | Decimal | None


class Column(NamedTuple):
    """A column: its heading, its width in points, whether its cells stand in the middle."""

    heading: str
    width: float
    is_centred: bool = False


class Table(NamedTuple):
    """One sheet: what stands above the table, its columns, and rows of as many values; bold rows are sums."""

    name: str
    title: str
    notes: Sequence[str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    bold_rows: frozenset[int] = frozenset()


def render_tables(tables: Sequence[Table], title: str) -> bytes:
    """Return the workbook with a sheet for each table."""
    workbook = new_workbook(title, write_only=True)
    names = SheetNames()
    for table in tables:
        _write(workbook.create_sheet(names.next(table.name)), table)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _write(sheet: Any, table: Table) -> None:  # noqa: ANN401 - the published types of a write-only sheet lack most of it
    above = [table.title, *table.notes]
    heading, last_column = len(above) + 1, get_column_letter(len(table.columns))
    rows = list(table.rows)
    set_widths(sheet, [column.width for column in table.columns])
    set_up_print(sheet, heading, "landscape")
    sheet.freeze_panes = f"A{heading + 1}"
    sheet.auto_filter.ref = f"A{heading}:{last_column}{heading + max(1, len(rows))}"
    room = sum(column.width for column in table.columns)
    for number, text in enumerate(above, 1):
        sheet.merged_cells.add(f"A{number}:{last_column}{number}")
        sheet.row_dimensions[number].height = _TITLE_HEIGHT if number == 1 else _height([(text, room)])
        sheet.append([_cell(sheet, text, title_look() if number == 1 else note_look())])
    sheet.row_dimensions[heading].height = _height([(column.heading, column.width) for column in table.columns])
    sheet.append([_cell(sheet, column.heading, heading_look()) for column in table.columns])
    for place, row in enumerate(rows):
        cells = list(zip(row, table.columns, strict=True))
        sheet.row_dimensions[heading + 1 + place].height = _height([(value, column.width) for value, column in cells])
        bold = place in table.bold_rows
        sheet.append(
            [
                _cell(sheet, value, body_look("center" if column.is_centred else "left", bold=bold))
                for value, column in cells
            ]
        )


def _height(cells: Iterable[tuple[Value, float]]) -> float:
    """Return how high a row is that shows these values in columns of these widths."""
    lines = (count_lines(value, FONT, width - PADDING) if isinstance(value, str) else 1 for value, width in cells)
    return held(row_height(max(lines)))


def _cell(sheet: Any, value: Value, look: Look) -> Any:  # noqa: ANN401 - see above
    return fill(WriteOnlyCell(sheet), value, look)
