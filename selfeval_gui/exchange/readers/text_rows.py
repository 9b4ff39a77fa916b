"""Where the cells of a plain text end: at tabs, bars, commas, wide gaps, or at every line's end."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from selfeval_gui.exchange.clipboard.tabbed_text import cells_of_text
from selfeval_gui.exchange.readers.broken_cells import LinePiece, join_broken_cells
from selfeval_gui.exchange.readers.listed_cells import rows_of_list
from selfeval_gui.exchange.templates.labels import meanings

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")  # below the headings of a Markdown table
_LINE_MARK = re.compile(r"(?:#{1,6}|>|[-*+])\s+(?=\S)")  # before a line of Markdown: heading, quotation, item
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_GAP = re.compile(r"[ \u00a0\u3000]{2,}")
_SHARE = 0.8  # of the lines of a list with commas that have as many as most
_FEWEST_FIELDS, _FEWEST_LINES = 4, 3
_FEWEST_CUT = 3  # cells in a line that shows where cells end; two may be any two words


class TextRow(NamedTuple):
    """A row of cells and the line of the text, from 0, in which it begins."""

    line: int
    cells: Sequence[str]


def rows_of_text(text: str) -> list[TextRow]:
    """Return the rows of a text by the one kind of mark that its lines plainly share.

    Tabs come first: where there are any, nothing else divides. A text without a plain structure is one cell a line.
    """
    text = text.replace("\0", "")
    if "\t" in text:
        return list(_tabbed(text))
    lines = text.splitlines()
    for rows in (_barred(lines), _separated(text), _listed(lines), _gapped(lines)):
        if rows:
            return rows
    return [TextRow(number, [line]) for number, line in enumerate(lines)]


def _tabbed(text: str) -> Iterator[TextRow]:
    line = 0
    for row in cells_of_text(text):
        yield TextRow(line, row)
        line += 1 + sum(raw.count("\n") for raw in row)


def _barred(lines: Sequence[str]) -> list[TextRow]:
    """Cut at bars, as in Markdown; a bar before the first and behind the last cell of every line is a frame."""
    barred = [line.strip() for line in lines if len(_BAR.findall(line)) >= _FEWEST_CUT - 1]
    if len(barred) < _FEWEST_LINES:
        return []
    is_markdown = any(all(map(_RULE.fullmatch, _bare_cells(line))) for line in barred)
    is_framed = all(line.startswith("|") and line.endswith("|") for line in barred)
    rows = []
    for number, line in enumerate(lines):
        cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(line.strip())]
        if is_framed and len(cells) > _FEWEST_CUT - 1:
            cells = cells[1:-1]
        if is_markdown:
            cells = [_BOLD.sub(r"\2", cell) for cell in (cells if len(cells) > 1 else [_LINE_MARK.sub("", cells[0])])]
        if not all(_RULE.fullmatch(cell) for cell in cells):
            rows.append(TextRow(number, cells))
    return rows


def _bare_cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def _separated(text: str) -> list[TextRow]:
    """Cut at commas or semicolons where nearly every line has equally many, or one is of headings.

    A cell in quotes may hold some.
    """
    for delimiter in ",;":
        if text.count(delimiter) < _FEWEST_LINES * (_FEWEST_FIELDS - 1):
            continue
        rows, begins = [], 0
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            for cells in reader:
                rows.append(TextRow(begins, [cell.replace("\r\n", "\n") for cell in cells]))
                begins = reader.line_num
        except csv.Error:  # a field longer than the module allows: no table of ours
            continue
        filled = [len(row.cells) for row in rows if any(cell.strip() for cell in row.cells)]
        ((width, count),) = Counter(filled).most_common(1) or [(0, 0)]
        is_even = width >= _FEWEST_FIELDS and count >= max(_FEWEST_LINES, _SHARE * len(filled))
        if is_even or any(map(_is_headed, rows)):
            return rows
    return []


def _is_headed(row: TextRow) -> bool:
    """Tell whether all cells of a row are headings that we know: what a hand has cut at them need not be even."""
    words = [cell for cell in row.cells if cell.strip()]
    return len(words) >= _FEWEST_FIELDS and all(map(meanings, words))


def _listed(lines: Sequence[str]) -> list[TextRow]:
    """Return the rows of a table of which each line is a cell; none where the lines are cut by gaps."""
    if any(len(_GAP.split(line.strip())) >= _FEWEST_CUT for line in lines):
        return []
    return [TextRow(line, cells) for line, cells in rows_of_list([line.strip() for line in lines])]


def _gapped(lines: Sequence[str]) -> list[TextRow]:
    """Cut at gaps of two blanks and more, as text laid out by a printer has them."""
    cut = [_pieces(line) for line in lines]
    if sum(len(pieces) >= _FEWEST_CUT for pieces in cut) < _FEWEST_LINES:
        return []
    join_broken_cells(cut)
    return [TextRow(number, [piece.text for piece in pieces]) for number, pieces in enumerate(cut)]


def _pieces(line: str) -> list[LinePiece]:
    found, start = [], len(line) - len(line.lstrip())
    for text in _GAP.split(line.strip()):
        start = line.index(text, start)
        found.append(LinePiece(start, start + len(text), text))
        start += len(text)
    return [piece for piece in found if piece.text]
