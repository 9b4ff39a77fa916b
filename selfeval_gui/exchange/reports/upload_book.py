"""一体化对接: indicators of forms in the order of a system's columns, as a workbook to upload.

Import this module only where a workbook is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from selfeval_gui.domain.cells import cell_field
from selfeval_gui.domain.destination import OF_ROWS
from selfeval_gui.domain.fields import field_of, get_field
from selfeval_gui.domain.words import LEVEL_LABELS
from selfeval_gui.exchange.cell_text import SheetNames
from selfeval_gui.exchange.documents.xlsx_book import Book
from selfeval_gui.exchange.layout.branches import branches_of
from selfeval_gui.exchange.layout.target_parts import target_parts
from selfeval_gui.exchange.reports.workbook_looks import BODY, FONT, HEADING, TableSheet
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.domain.destination import Destination
    from selfeval_gui.domain.form import Form, Indicator
    from selfeval_gui.exchange.documents.xlsx_book import Value

_LABELS = {
    "level_1": LEVEL_LABELS[0],
    "level_2": LEVEL_LABELS[1],
    "target.sign": _("指标性质"),
    "target.number": _("指标值"),
    "target.unit": _("计量单位"),
}
_WIDTH = 90.0


def render_upload(forms: Sequence[Form], destination: Destination) -> bytes:
    """Return a workbook with one heading row and a row for each indicator, every text as it stands in the form."""
    book = Book(destination.name, FONT)
    sheet = TableSheet(book, SheetNames().next(_("绩效指标")), [_WIDTH] * len(destination.columns))
    headings: list[Value] = [_label(column) for column in destination.columns]
    for row, values in enumerate([headings, *_rows(forms, destination)]):
        for column, value in enumerate(values):
            sheet.put(row, column, value, BODY if row else HEADING)
    return book.finish()


def _rows(forms: Sequence[Form], destination: Destination) -> Iterator[list[Value]]:
    for form in forms:
        for one, two, row in branches_of(form.indicators):
            if row is not None:
                yield [_value(column, form, one, two, row) for column in destination.columns]


def _label(column: str) -> str:
    if column.startswith(OF_ROWS):
        return cell_field(column.removeprefix(OF_ROWS)).label
    return _LABELS.get(column) or field_of(column).label


def _value(column: str, form: Form, one: Indicator | None, two: Indicator | None, row: Indicator) -> Value:
    if column in {"level_1", "level_2"}:
        above = one if column == "level_1" else two
        return (above.name if above is not None else "") or None
    if column.startswith("target."):
        return getattr(target_parts(row.target), column.removeprefix("target.")) or None
    found = get_field(row, column.removeprefix(OF_ROWS)) if column.startswith(OF_ROWS) else get_field(form, column)
    return None if found == "" else found
