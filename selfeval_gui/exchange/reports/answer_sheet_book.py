"""退回意见.xlsx: the remarks on a unit's forms, with room for its answers and for nothing else.

Import this module only where a workbook is written.
"""

from collections.abc import Sequence
from typing import NamedTuple

from selfeval_gui.domain.review.answer_columns import CHOICES, COLUMNS
from selfeval_gui.exchange.documents.xlsx_book import Book
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
from selfeval_gui.i18n import _

_WIDTHS = (36.0, 96.0, 120.0, 96.0, 156.0, 48.0, 72.0, 60.0, 120.0, 60.0)
_ANSWERS = (list(COLUMNS).index("how"), list(COLUMNS).index("said"))
_HEADING = 2
_TITLE_HEIGHT = 27.0


class SheetRemark(NamedTuple):
    """A remark as the sheet shows it, in the order of its columns; the answers stay blank."""

    number: str
    project: str
    place: str
    quoted: str
    text: str
    kind: str
    suggested: str
    how: str
    said: str
    remark: str


def render_answer_sheet(unit: str, lines: Sequence[SheetRemark]) -> bytes:
    """Return the workbook; without a remark it says 无意见."""
    title = _("退回意见：{unit}").format(unit=unit)
    book = Book(title, FONT)
    sheet = TableSheet(book, _("退回意见"), _WIDTHS)
    sheet.put_above(0, title, TITLE, _TITLE_HEIGHT)
    how_to = _("请在“答复”里选一项，需要时在“说明”里写明；改好的表或这个文件交回都可以。不必填的请留空。")
    sheet.put_above(1, how_to if lines else _("无意见"), NOTE, row_height(2))
    labels = list(COLUMNS.values())
    sheet.put_row(_HEADING, [(label, HEADING) for label in labels], row_height(1))
    unlocked = book.book.add_format(
        {"locked": False, "border": 1, "text_wrap": True, "valign": "vcenter", "font_name": FONT.name}
    )
    for row, line in enumerate(lines, _HEADING + 1):
        heights = [count_lines(text, FONT, width - PADDING) for text, width in zip(line, _WIDTHS, strict=True)]
        sheet.put_row(row, [(text, BODY) for text in line], held(row_height(max(heights))))
        for column in _ANSWERS:
            sheet.sheet.write_blank(row, column, None, unlocked)
        sheet.sheet.data_validation(row, _ANSWERS[0], row, _ANSWERS[0], {"validate": "list", "source": list(CHOICES)})
    sheet.set_up(_HEADING, "landscape")
    sheet.sheet.set_column(len(labels) - 1, len(labels) - 1, None, None, {"hidden": True})
    sheet.sheet.protect("", {"format_rows": True, "format_columns": True})
    return book.finish()
