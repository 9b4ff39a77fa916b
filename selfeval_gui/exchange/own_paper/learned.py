"""What is learned of an office's own file: the paper, and what a person has to decide before it is kept."""

from collections import Counter
from collections.abc import Callable
from typing import Literal

from selfeval_gui.exchange.cell_text import column_letters
from selfeval_gui.exchange.templates.paper import CLEARED, At, Data, Paper

PARAGRAPH = "paragraph"  # the name of a table that is none


class ShownPlace(Data):
    """A place in words for people: the cell, and the heading or label it stands below or beside."""

    field: str
    place: str
    heading: str = ""


class ShownCell(Data):
    """A cell of the file, blank or not, with the area it covers."""

    at: At
    last_row: int
    last_column: int
    text: str = ""

    @property
    def column(self) -> int:
        """Its first column, from 0."""
        return self.at[2]


class ShownTable(Data):
    """A sheet, table or paragraph of the file; `name` is what places in it begin with."""

    grid: int
    name: str
    cells: tuple[ShownCell, ...]


class LeftText(Data):
    """A text that filling leaves where it is: a cell, or a part of the package (`part`) with several of them.

    `needs_decision` where it may be last year's: digits, a name.
    """

    place: str
    text: str
    needs_decision: bool
    at: At | None = None
    part: str = ""


class Conflict(Data):
    """Why the file cannot be filled as it was understood; `code` has a sentence."""

    code: Literal["end", "twice", "disagree", "subtotal", "trial"]
    place: str
    text: str = ""


class Learned(Data):
    """All of it. `template` and `rule_set` are those of the form that was recognized, `no_place` fields.

    `forms` are the names of all forms of the file, this one has the `number`. `by_hand` are the fields that a person
    placed: there the recognizer has been overruled.
    """

    paper: Paper
    title: str
    template: str
    rule_set: str
    places: tuple[ShownPlace, ...]
    no_place: tuple[str, ...]
    leftovers: tuple[LeftText, ...]
    conflicts: tuple[Conflict, ...]
    is_workbook: bool = True
    tables: tuple[ShownTable, ...] = ()
    forms: tuple[str, ...] = ()
    number: int = 0
    by_hand: tuple[str, ...] = ()

    def cell_at(self, at: At) -> ShownCell | None:
        """Return the cell that covers a place."""
        grid, row, column = at
        cells = (each for table in self.tables if table.grid == grid for each in table.cells)
        return next(
            (x for x in cells if x.at[1] <= row <= x.last_row and x.at[2] <= column <= x.last_column),
            None,
        )

    def place(self, at: At) -> str:
        """Return a place as `grid.place_of` names it."""
        grid, row, column = at
        name = next((table.name for table in self.tables if table.grid == grid), "")
        if self.is_workbook:
            return f"{name}!{column_letters(column)}{row + 1}"
        return f"{name} {row + 1}" if name == PARAGRAPH else f"{name} R{row + 1}C{column + 1}"


def twice_placed(paper: Paper, place: Callable[[At], str]) -> tuple[Conflict, ...]:
    """Return a conflict for each place of a field that has several; the year may stand in the title, too."""
    counts = Counter(each.field for each in paper.places)
    return tuple(
        Conflict(code="twice", place=place(each.at), text=each.field)
        for each in paper.places
        if counts[each.field] > 1 and each.field not in {CLEARED, "year"}
    )
