"""Copied cells as HTML that spreadsheets and word processors paste as a table, merged cells included."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple


class CopiedCell(NamedTuple):
    """A cell; `down` is over how many rows it is merged, 0 for one that lies under a merged cell."""

    text: str
    is_number: bool = False
    down: int = 1


def write_html(rows: Sequence[Sequence[CopiedCell]]) -> str:
    """Return the table. Texts are marked as text, or Excel would make a date of 1-2 and a formula of =1."""
    lines = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table border="1">\n{lines}\n</table></body></html>'


def merged_down(rows: Sequence[Sequence[CopiedCell]], keys: Sequence[Sequence[str]]) -> list[list[CopiedCell]]:
    """Merge the first cells of rows that have the same keys; `keys` names as many cells of each row."""
    merged = [list(row) for row in rows]
    for column in range(len(keys[0]) if keys else 0):
        start = 0
        for row in range(1, len(rows) + 1):
            if row == len(rows) or keys[row][: column + 1] != keys[start][: column + 1]:
                merged[start][column] = merged[start][column]._replace(down=row - start)
                start = row
            else:
                merged[row][column] = merged[row][column]._replace(down=0)
    return merged


def _cell(cell: CopiedCell) -> str:
    if cell.down == 0:
        return ""
    span = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    kind = ' align="right"' if cell.is_number else " style=\"mso-number-format:'\\@'\""
    text = escape(cell.text).replace("\n", "<br style='mso-data-placement:same-cell'>")
    return f"<td{span}{kind}>{text}</td>"
