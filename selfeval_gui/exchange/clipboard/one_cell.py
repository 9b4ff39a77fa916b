"""The clipboard as one cell or as a table, whichever program filled it: the one place that knows their habits.

Excel and WPS put a line end behind the last cell, quotes round a cell of several lines, and #### for a number that its
column is too narrow for; browsers and Qt offer the source of a page as its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from selfeval_gui.exchange.clipboard.html_in import ClipTable, read_html
from selfeval_gui.exchange.clipboard.tabbed_text import cells_of_text

LONGEST_READ = 100_000  # characters of a cell that are looked at for what stands around it
_PAGE = re.compile(r"\s*<(?:!doctype|html|meta|table)\b", re.IGNORECASE)
_TOO_NARROW = re.compile(r"#{2,}")
_LINE_END = re.compile(r"\r\n|\r")
_LINE_ENDS = re.compile(r"(?:(?<![ \t])[ \t]+)?[\r\n\v\f\x85\u2028\u2029]+[ \t]*")  # looks at each blank once


def one_text(html: str, text: str) -> str:
    """Return what one cell or a text says, for a field that takes it as it is; "" where there are no words."""
    if len(html) > LONGEST_READ or len(text) > LONGEST_READ:
        return "" if _PAGE.match(text) else _LINE_END.sub("\n", text).removesuffix("\n")
    cells = _cells_of_page(html, text) if not text.strip() or _PAGE.match(text) else cells_of_text(text)
    if len(cells) == len(cells[0]) == 1:
        only = cells[0][0]
        table = read_html(html) if html and _TOO_NARROW.fullmatch(only.strip()) else None
        return table.rows[0][0] if table is not None and table.rows[0] else only
    if not text.strip() or _PAGE.match(text):
        return "\n".join("\t".join(row) for row in cells)
    return _LINE_END.sub("\n", text).removesuffix("\n")


def one_line(html: str, text: str) -> str:
    """Return what one cell or a text says, for a field of one line: its line ends are blanks."""
    return _LINE_ENDS.sub(" ", one_text(html, text)).strip("\r\n")


def table_of(html: str, text: str, tick: Callable[[], object] = lambda: None) -> ClipTable | None:
    """Return the table of the HTML; numbers it shows as #### are those of the plain text beside it."""
    table = read_html(html, tick) if html else None
    if table is None or not any(_TOO_NARROW.fullmatch(cell) for row in table.rows for cell in row):
        return table
    plain = cells_of_text(text)
    if [len(row) for row in plain] != [len(row) for row in table.rows]:
        return table
    rows = [
        [other if _TOO_NARROW.fullmatch(cell) else cell for cell, other in zip(row, others, strict=True)]
        for row, others in zip(table.rows, plain, strict=True)
    ]
    return table._replace(rows=rows)


def _cells_of_page(html: str, text: str) -> list[list[str]]:
    """Return the words of a page, one cell where it holds no table."""
    from selfeval_gui.exchange.clipboard.html_tables import parse_html, shown_text, words_of

    source = html or text
    table = read_html(source)
    if table is not None:
        return table.rows
    try:
        root = parse_html(source) if source.strip() else None
    except ValueError:
        root = None
    return [["" if root is None else shown_text("".join(words_of(root)))]]
