"""Plain text of the clipboard as a grid of cells, and the way back: tabs between cells, as spreadsheets write it."""

import re
from collections.abc import Sequence

# A cell in quotes holds tabs or line ends; two quotes stand for one. Possessive: no second try from the same place.
_QUOTED = re.compile(r'"(?:[^"]|"")*+"(?=[\t\r\n]|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_MOST_FAILURES = 100  # quotes that close nothing; each may have been looked for to the end of the text


def cells_of_text(text: str) -> list[list[str]]:
    """Return rows of equal length. Quotes round a cell are taken off only where they hold a tab or a line end."""
    text = text.replace("\0", "")
    rows: list[list[str]] = [[]]
    position, failures = 0, 0
    while True:
        cell = None
        if failures < _MOST_FAILURES and text.startswith('"', position):
            found = _QUOTED.match(text, position)
            failures += found is None
            if found is not None and re.search(r"[\t\r\n]", found[0]):
                cell, position = _LINE_END.sub("\n", found[0][1:-1]).replace('""', '"'), found.end()
        if cell is None:
            plain = _PLAIN.match(text, position)
            cell = plain[0] if plain else ""
            position += len(cell)
        rows[-1].append(cell)
        if text.startswith("\t", position):
            position += 1
            continue
        line_end = _LINE_END.match(text, position)
        if line_end is None or line_end.end() == len(text):
            break
        rows.append([])
        position = line_end.end()
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def text_of_cells(rows: Sequence[Sequence[str]]) -> str:
    """Return the cells as spreadsheets read them: those with a line end or a tab stand in quotes."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in rows)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(r"[\t\r\n]", text) else text
