"""Plain tables as an Excel workbook: one heading row that stays, a page wide, every text in full.

Import this module only where a workbook is written. A text stays a text, whatever it begins with.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from selfeval_gui.exchange.cell_text import SheetNames
from selfeval_gui.exchange.documents.xlsx_book import Book, CellStyle, Value
from selfeval_gui.exchange.layout.sheet import GENERAL
from selfeval_gui.exchange.layout.text_width import count_lines
from selfeval_gui.exchange.reports.workbook_looks import (
    BODY,
    FONT,
    HEADING,
    NOTE,
    PADDING,
    TITLE,
    TableSheet,
    held,
    row_height,
)

_TITLE_HEIGHT = 27.0


class TableColumn(NamedTuple):
    """A column: its heading, its width in points, whether its cells stand in the middle, how its numbers look."""

    heading: str
    width: float
    is_centred: bool = False
    number_format: str = GENERAL


class Table(NamedTuple):
    """One sheet: what stands above the table, its columns, and rows of as many values; bold rows are sums.

    A table with sums among its rows is not filtered. `links` are the places that texts lead to, by row and column.
    """

    name: str
    title: str
    notes: Sequence[str]
    columns: Sequence[TableColumn]
    rows: Iterable[Sequence[Value]]
    bold_rows: frozenset[int] = frozenset()
    is_filtered: bool = True
    links: Mapping[tuple[int, int], str] = MappingProxyType({})


def render_tables(tables: Sequence[Table], title: str) -> bytes:
    """Return the workbook with a sheet for each table."""
    book, names = Book(title, FONT), SheetNames()
    for table in tables:
        write_table(book, names.next(table.name), table)
    return book.finish()


def first_row(notes: Sequence[str]) -> int:
    """Return the sheet's row, counted from 0, of the first row of a table with these notes."""
    return 2 + len(notes)


def write_table(book: Book, name: str, table: Table) -> None:
    """Add a sheet with a table to a workbook."""
    widths = [column.width for column in table.columns]
    sheet, heading = TableSheet(book, name, widths), first_row(table.notes) - 1
    sheet.put_above(0, table.title, TITLE, _TITLE_HEIGHT)
    for row, note in enumerate(table.notes, 1):
        sheet.put_above(row, note, NOTE, _height([(note, sum(widths))]))
    headings = [column.heading for column in table.columns]
    sheet.put_row(heading, [(text, HEADING) for text in headings], _height(zip(headings, widths, strict=True)))
    looks = [_look(column) for column in table.columns]
    bold_looks = [look._replace(bold=True) for look in looks]
    last_row = heading + 1
    for place, values in enumerate(table.rows):
        last_row = heading + 1 + place
        cells = [*zip(values, bold_looks if place in table.bold_rows else looks, strict=True)]
        sheet.put_row(last_row, cells, _height(zip(values, widths, strict=True)))
        for column, (value, look) in enumerate(cells if table.links else ()):
            if link := table.links.get((place, column)):
                sheet.put(last_row, column, value, look._replace(is_link=True), link)
    sheet.set_up(heading, "landscape", filtered_to=last_row if table.is_filtered else 0)


def _look(column: TableColumn) -> CellStyle:
    across = "center" if column.is_centred else "left" if column.number_format == GENERAL else "right"
    return BODY._replace(across=across, number_format=column.number_format)


def _height(cells: Iterable[tuple[Value, float]]) -> float:
    """Return how high a row is that shows these values in columns of these widths."""
    lines = (count_lines(value, FONT, width - PADDING) for value, width in cells if isinstance(value, str))
    return held(row_height(max(lines, default=1)))
