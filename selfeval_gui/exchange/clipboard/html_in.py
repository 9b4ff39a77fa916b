"""The tables of an HTML text, as Excel, WPS, LibreOffice and Word put them into the clipboard, as one grid of texts.

Merged cells give their text to their first cell and leave the others blank; a table inside a cell is text of that cell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

_MOST_COLUMNS = 200


class ClipTable(NamedTuple):
    """Rows of equal length, and what stood outside of every table."""

    rows: list[list[str]]
    outside: str = ""


def read_html(html: str, tick: Callable[[], object] = lambda: None) -> ClipTable | None:
    """Return the tables one below the other; None if there is none, or not all of them can be read.

    `tick` is called at each row and may raise.
    """
    # lxml comes with the first paste, not with the window
    from selfeval_gui.exchange.clipboard.html_tables import CELLS, cells_of, own, parse_html, shown_text, words_of

    tick()
    try:
        root = parse_html(html)
    except ValueError:
        return None
    if root is None:
        return None
    rows: list[list[str]] = []
    for table in own(root, "table"):
        for cells in cells_of(table, _MOST_COLUMNS, hidden_rows=False):
            tick()
            near = [cell for cell in cells if cell.column < _MOST_COLUMNS]
            texts = {cell.column: shown_text("".join(words_of(cell.element))) for cell in near}
            width = min(cells[-1].last_column + 1, _MOST_COLUMNS) if cells else 0
            rows.append([texts.get(column, "") for column in range(width)])
    if not rows:
        return None
    longest = max(map(len, rows))
    outside = shown_text("".join(words_of(root, *CELLS)))
    return ClipTable([row + [""] * (longest - len(row)) for row in rows], outside)
