"""Ruled tables of PDF files as cells, page by page, with the lines of text around them.

A scanned page has no characters and is said to have none. Within a cell, the paper's lines are joined again: where the
next word would still have fitted on the line, a paragraph ended. So did one where an item of a list begins, unless a
blank printed over its first letter says that the line above goes on.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import MAX_FILLED, Aside, Grid, Source, SourceCell, clean_text, put_aside
from selfeval_gui.exchange.readers.pdf_breaks import LineBlock, join_pages
from selfeval_gui.exchange.readers.pdf_letters import Hand, letters_of
from selfeval_gui.exchange.readers.pdf_marks import shown_letters, without_struck
from selfeval_gui.exchange.readers.pdf_notes import notes_of
from selfeval_gui.exchange.readers.pdf_pages import pages_with_forms
from selfeval_gui.exchange.templates.labels import WIDE, begins_item

_MOST_CHARACTERS = 20_000
_SAME_EDGE = 3.0  # points
_OVER = 0.2  # of a letter's width, at least, a blank stands over it that says that the line above goes on
_PAGE_NUMBER = re.compile(r"[-—–·第\s]*\d{1,4}[-—–·页\s]*(?:[，,]?\s*[/共]\s*\d{1,4}\s*页?)?")
_QUOTES = "“”‘’"  # no line ends before or behind one
_UNIT = rf"[（《【〔]*(?:[^\s{WIDE}]+|.)[，。；：、！？）》】〕%]*"
_FIRST_WORD = re.compile(rf"{_UNIT}(?:(?:(?=[{_QUOTES}])|(?<=[{_QUOTES}])){_UNIT})*", re.DOTALL)
_LATIN = re.compile(r"[A-Za-z0-9]")

Box = tuple[float, float, float, float]
Characters = list[dict[str, Any]]


class _TextLine(NamedTuple):
    """A line of text within a cell; places in points."""

    text: str
    left: float
    right: float
    size: float
    characters: Characters
    goes_on: bool = False


def read_pdf(data: bytes, report: Callable[[int, int], None] = lambda _done, _total: None) -> Source:
    """Read the pages that speak of a form; `report(done, total)` is called after each.

    Raises
    ------
    UnreadableSource
        for a password, a damaged file, pages without characters (a scan), or too many pages.
    """
    pages, data = pages_with_forms(data)
    read, asides = _read_pages(data, pages, report)
    join_pages(read)
    grids = [
        Grid(f"page {number + 1}", list(_source_cells(place, blocks)))
        for place, (number, blocks) in enumerate(zip(pages, read, strict=True))
    ]
    for kind, number, text in asides:
        put_aside(grids, kind, f"page {number + 1}", text)
    return Source(grids, is_wrapped=True)


Asides = list[tuple[Aside, int, str]]  # kind, number of the page, text


def _read_pages(
    data: bytes, pages: list[int], report: Callable[[int, int], None]
) -> tuple[list[list[LineBlock]], Asides]:
    """Return the blocks of each page, and what stands beside them."""
    import pdfplumber  # needs half a second
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    read: list[list[LineBlock]] = []
    asides: Asides = []
    hands: set[Hand] = set()
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for done, number in enumerate(pages, 1):
                page = document.pages[number]
                if len(page.chars) > _MOST_CHARACTERS:
                    raise UnreadableSource("source.range")
                letters, watermarks = letters_of(page, hands)
                letters, struck = without_struck(page, letters)
                asides += ((Aside.STRUCK, number, text) for text in struck)
                asides += ((Aside.WATERMARK, number, text) for text in watermarks)
                asides += ((kind, number, text) for kind, text in notes_of(page))
                blocks, margins = _without_margins(_blocks(page, letters))
                asides += ((Aside.HEADER, number, text) for text in margins)
                read.append(blocks)
                page.close()
                report(done, len(pages))
    except (MalformedPDFException, PdfminerException, PSException):
        raise UnreadableSource("source.damaged") from None
    return read, asides


def _without_margins(blocks: list[LineBlock]) -> tuple[list[LineBlock], list[str]]:
    """Return the blocks without the page's number, which stands above or below all of them, and that number."""
    ends = {0, len(blocks) - 1}
    numbers = {
        place
        for place, block in enumerate(blocks)
        if place in ends and not block.is_table and _PAGE_NUMBER.fullmatch(block.cells[0][4])
    }
    kept = [block for place, block in enumerate(blocks) if place not in numbers]
    return kept, [blocks[place].cells[0][4] for place in sorted(numbers)]


def _blocks(page: Any, characters: Characters) -> list[LineBlock]:  # noqa: ANN401
    """Return the tables and the lines of text of a page, from top to bottom."""
    tables = [(table.bbox, table.cells) for table in page.find_tables(_closed(page))]
    inside: set[int] = set()
    blocks: list[tuple[float, LineBlock]] = []
    for box, boxes in tables:
        cells, used = _table(boxes, characters)
        inside |= used
        blocks.append((box[1], LineBlock(cells, is_table=True)))
    outside = [character for number, character in enumerate(characters) if number not in inside]
    for top, line in _lines(outside):
        text = _clean(line.text)
        if text:
            blocks.append((top, LineBlock([(0, 0, 0, 0, text)])))
    return [block for _top, block in sorted(blocks, key=lambda each: each[0])]


def _source_cells(grid: int, blocks: list[LineBlock]) -> Iterator[SourceCell]:
    row = 0
    for block in blocks:
        for first, column, last, last_column, text in block.cells:
            if text:
                yield SourceCell(grid, row + first, column, row + last, last_column, text)
        row += 1 + max((last for _, _, last, _, _ in block.cells), default=0)


def _closed(page: Any) -> dict[str, Any]:  # noqa: ANN401
    """Close the table at both ends of its upright lines: a page break leaves merged cells open there."""
    upright = page.vertical_edges
    if not upright:
        return {}
    ends = [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)]
    return {"explicit_horizontal_lines": ends}


def _table(boxes: Sequence[Box], characters: Characters) -> tuple[list[tuple[int, int, int, int, str]], set[int]]:
    """Return the cells, blank ones too, and which characters they hold."""
    if len(boxes) > MAX_FILLED:
        raise UnreadableSource("source.range")
    columns = _edges([box[0] for box in boxes] + [box[2] for box in boxes])
    rows = _edges([box[1] for box in boxes] + [box[3] for box in boxes])
    used: set[int] = set()
    found = []
    contents = [_within(box, characters) for box in boxes]
    lines = [[line for _, line in _lines([characters[number] for number in content])] for content in contents]
    padding = min(
        (line.left - box[0] for box, each in zip(boxes, lines, strict=True) for line in each if line.left > box[0]),
        default=0.0,
    )
    for box, content, each in zip(boxes, contents, lines, strict=True):
        used.update(content)
        text = _clean(_joined(each, box[2] - box[0] - 2 * min(padding, 6.0)))
        place = (_edge(rows, box[1]), _edge(columns, box[0]), _edge(rows, box[3]) - 1, _edge(columns, box[2]) - 1)
        found.append((*place, text))
    return sorted(found), used


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME_EDGE:
            edges.append(value)
    return edges


def _edge(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - value))


def _within(box: Box, characters: Characters) -> list[int]:
    left, top, right, bottom = box
    return [
        number
        for number, each in enumerate(characters)
        if left <= (each["x0"] + each["x1"]) / 2 < right and top <= (each["top"] + each["bottom"]) / 2 < bottom
    ]


def _lines(characters: Characters) -> list[tuple[float, _TextLine]]:
    """Group characters to lines by the heights of their middles, from top to bottom."""
    groups: list[Characters] = []
    middle = 0.0
    for each in sorted(characters, key=lambda each: (each["top"] + each["bottom"]) / 2):
        here = (each["top"] + each["bottom"]) / 2
        if groups and abs(here - middle) <= max(each["size"], 4.0) * 0.5:
            groups[-1].append(each)
        else:
            groups.append([each])
            middle = here
    return [(min(each["top"] for each in group), _line(group)) for group in groups]


def _line(group: Characters) -> _TextLine:
    group = sorted(group, key=lambda each: each["x0"])
    words: list[str] = []
    before: dict[str, Any] | None = None
    for each, shown in zip(group, shown_letters(group), strict=True):
        gap = 0.0 if before is None else each["x0"] - before["x1"]
        if before is not None and gap > 0.3 * each["size"] and not (before["text"] + each["text"]).isspace():
            words.append(" ")
        words.append(shown)
        before = each
    solid = [each for each in group if not each["text"].isspace()] or group
    goes_on = group[0]["text"].isspace() and group[0]["x1"] > solid[0]["x0"] + _OVER * solid[0]["width"]
    text = "".join(words).lstrip() if goes_on else "".join(words)
    return _TextLine(text, solid[0]["x0"], solid[-1]["x1"], solid[0]["size"], solid, goes_on)


def _joined(lines: Sequence[_TextLine], width: float) -> str:
    """Join the lines of a cell; `width` is what a line could take."""
    text = ""
    for number, line in enumerate(lines):
        piece = line.text
        if number:
            above = lines[number - 1]
            free = width - (above.right - above.left)
            is_item = begins_item(text, piece) and not line.goes_on
            if is_item or free > _first_word_width(line) + 1.2 * line.size:
                text = text.rstrip() + "\n"
            elif _LATIN.match(text[-1:]) and _LATIN.match(piece[:1]) and not _is_number_cut(text, piece, free):
                text += " "
        text += piece
    return text


def _first_word_width(line: _TextLine) -> float:
    found = _FIRST_WORD.match("".join(each["text"] for each in line.characters))
    length = len(found[0]) if found else 1
    return float(line.characters[min(length, len(line.characters)) - 1]["x1"] - line.left)


def _is_number_cut(text: str, piece: str, free: float) -> bool:
    """Tell a long number or word that filled the cell's width from two words."""
    return free < 4.0 and text[-1:].isdigit() and piece[:1].isdigit()


def _clean(text: str) -> str:
    return clean_text(text.replace("\xa0", " ").replace("\t", " "))
