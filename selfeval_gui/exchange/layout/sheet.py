"""A form laid out, as plain data that knows no file format: what `layout` makes and every writer draws."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.exchange.cell_text import column_letters
from selfeval_gui.exchange.templates.parts import Fonts, FontSpec, Page

GENERAL = "General"


class Style(StrEnum):
    """What a cell looks like; writers choose the means."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    LABEL = "label"
    TEXT = "text"
    CENTRED = "centred"
    NUMBER = "number"
    LINE = "line"  # words outside the table: 填表人, 报表编号, notes at the foot
    LINK = "link"  # leads to another part of the document


# Cells of the table itself have a border on every side.
BOXED = frozenset({Style.LABEL, Style.TEXT, Style.CENTRED, Style.NUMBER, Style.LINK})
AT_THE_LEFT = frozenset({Style.TEXT, Style.LINE, Style.LINK})


class Computed(StrEnum):
    """How the number of a cell follows from other cells of its sheet."""

    SUM = "sum"  # of the indicators above it, and of the execution row where the rule set counts that
    TOTAL_SCORE = "total_score"  # the sum of scores once more
    RATE = "execution_rate"
    RATE_OF_INITIAL = "rate_of_initial"
    SHARE = "score_share"


BUDGET_OF = {Computed.RATE: "annual_budget", Computed.RATE_OF_INITIAL: "initial_budget"}


class Cell(NamedTuple):
    """A cell with the area it covers, rows and columns from 1; more than one row or column make a merge.

    `opening` stands in a blank cell that would belong to an indicator: its parent, None for the top, and its field.
    """

    row: int
    column: int
    last_row: int
    last_column: int
    value: str | Decimal | None
    style: Style
    number_format: str
    field: FieldRef | None
    computed: Computed | None = None
    opening: FieldRef | None = None


class Sheet(NamedTuple):
    """A form laid out: every place of the sheet is covered by one cell. Heights and widths are in points.

    `title_rows` is the first and the last row that stand again at the top of each following page. No page should end
    with one of `kept_with_next`: headings, and what belongs to the signatures below it. Any other row may be the last
    of a page, and one that is higher than a page may be broken.
    """

    cells: tuple[Cell, ...]
    row_heights: tuple[float, ...]
    column_widths: tuple[float, ...]
    title_rows: tuple[int, int]
    fonts: Fonts
    page: Page
    kept_with_next: frozenset[int] = frozenset()
    within_words: frozenset[str] = frozenset()  # extra fields that stand within printed words: the month of a report

    @property
    def merges(self) -> list[tuple[int, int, int, int]]:
        """The merged areas as (row, column, last row, last column)."""
        return [cell[:4] for cell in self.cells if cell[:2] != cell[2:4]]


def changed_cells(before: Sheet, after: Sheet) -> list[int] | None:
    """Return the numbers of the cells that hold something else now; None where the two are not made of the same cells.

    Rows may have become higher or lower.
    """
    if before._replace(cells=(), row_heights=()) != after._replace(cells=(), row_heights=()):
        return None
    if len(before.cells) != len(after.cells):
        return None
    pairs = enumerate(zip(before.cells, after.cells, strict=True))
    changed = [number for number, (old, new) in pairs if old is not new and old != new]
    is_same = all(_place_and_meaning(before.cells[each]) == _place_and_meaning(after.cells[each]) for each in changed)
    return changed if is_same else None


def _place_and_meaning(cell: Cell) -> tuple[object, ...]:
    return (*cell[:4], cell.field, cell.computed, cell.opening)


def font_of(style: Style, fonts: Fonts) -> FontSpec:
    """Return the font a cell of that style is set in."""
    return fonts.title if style is Style.TITLE else fonts.body


def shown(cell: Cell) -> str:
    """Return the text of a cell as it stands on paper, numbers with their places."""
    if not isinstance(cell.value, Decimal):
        return cell.value or ""
    places = len(cell.number_format.partition(".")[2].rstrip("%"))
    return f"{cell.value:.{places}{'%' if cell.number_format.endswith('%') else 'f'}}"


def address(row: int, column: int) -> str:
    """Return the name of a place in a spreadsheet: "B3"."""
    return f"{column_letters(column - 1)}{row}"
