"""A file as cells: what every reader makes of it and the recognizer understands. Places as a person would name them."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from selfeval_gui.exchange.cell_text import column_letters, without_control_characters

MAX_CELLS = 2_000_000  # of a sheet's used range
MAX_FILLED = 200_000  # of a table


class SourceCell(NamedTuple):
    """A cell that holds something, and the area it covers; grid, rows and columns from 0.

    `unformatted` marks a number whose printed look the file does not tell (100% may stand there as 1). `exact` is the
    stored number where the one shown is rounded. `is_computed` marks the result of a formula, which nobody has typed.
    """

    grid: int
    row: int
    column: int
    last_row: int
    last_column: int
    text: str
    unformatted: bool = False
    exact: str = ""
    is_computed: bool = False

    @property
    def key(self) -> tuple[int, int, int]:
        """What names the cell in its file."""
        return self[:3]


class Aside(StrEnum):
    """What stands beside the text of a file, as people call it; the recognizer reads none of it."""

    COMMENT = "批注"
    TEXT_BOX = "文本框"
    FOOTNOTE = "脚注"
    DELETED = "已删除的文字"
    STRUCK = "划去的文字"
    HIDDEN = "隐藏的文字"
    HEADER = "页眉页脚"
    WATERMARK = "水印"
    PICTURE = "图片"
    FILE = "嵌入的文件"
    FORMULA = "没有结果的公式"


# What somebody wrote for the reader: offered like any cell without a field. The rest is only said.
NOTED = frozenset({Aside.COMMENT, Aside.TEXT_BOX, Aside.FOOTNOTE})


class Grid(NamedTuple):
    """A table of the file: a sheet, a table of a document or a page, or lines of text (`name` "line").

    A whole sheet may be hidden, or some of its rows and columns: they hold values that nobody sees in Excel. `aside`
    says what one cell is that stands beside the text; `name` is then the place it belongs to.
    """

    name: str
    cells: list[SourceCell]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    aside: Aside | None = None
    hidden_columns: frozenset[int] = frozenset()


class Source(NamedTuple):
    """A file read.

    `is_workbook`: every grid stands for itself, while the tables of a document follow each other and a form may go on
    in the next. `is_wrapped`: the line ends and some of the blanks within a cell come from the paper, not from a
    person. `form_id` is the id that our own exports carry in the document's properties.
    """

    grids: list[Grid]
    is_workbook: bool = False
    is_wrapped: bool = False
    form_id: str = ""


def put_aside(grids: list[Grid], kind: Aside, place: str, text: str) -> None:
    """Add a text that stands beside the others at a place named as by `place_of`."""
    shown = clean_text(text)
    if shown:
        grids.append(Grid(place, [SourceCell(len(grids), 0, 0, 0, 0, shown)], aside=kind))


def cell_name(row: int, column: int) -> str:
    """Return "C7" for a place counted from 0."""
    return f"{column_letters(column)}{row + 1}"


def place_of(source: Source, cell: SourceCell) -> str:
    """Return "Sheet1!C7", "table 2 R3C4", "page 1 R3C4" or "line 12"."""
    name = source.grids[cell.grid].name
    if source.grids[cell.grid].aside is not None:
        return name
    if source.is_workbook:
        return f"{name}!{cell_name(cell.row, cell.column)}"
    if name in LINES:
        return f"{name} {cell.row + 1}"
    return f"{name} R{cell.row + 1}C{cell.column + 1}"


# Radicals that some programs print for the letters they look like; NFKC knows those of Kangxi alone.
_RADICALS = re.compile("[\u2e80-\u2fdf]")
_LETTERS = dict(
    zip(
        "⺠⺟⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "民母西见角贝车长门青韦页风飞食马鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)


def _as_letter(found: re.Match[str]) -> str:
    return _LETTERS.get(found[0]) or unicodedata.normalize("NFKC", found[0])


LINES = ("line", "paragraph")  # grids whose rows are counted through the whole file


def column_number(letters: str) -> int:
    """Return the number of a column by its name: A is 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def clean_text(text: str) -> str:
    """Return the text of a cell as every reader gives it: trimmed, without control characters, radicals as letters."""
    if not text.isascii() and _RADICALS.search(text) is not None:
        text = _RADICALS.sub(_as_letter, text)
    return text.strip() if text.isprintable() else without_control_characters(text)[0].strip()
