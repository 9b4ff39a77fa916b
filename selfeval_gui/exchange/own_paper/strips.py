"""A filled file as strips to draw: the cells of its tables and paragraphs with places in points and looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from selfeval_gui.exchange.cell_text import without_control_characters
from selfeval_gui.exchange.layout.sheet import Style
from selfeval_gui.exchange.templates.paper import At
from selfeval_gui.exchange.templates.parts import FontSpec, Margins, Page

_LARGE = 14.0  # points: from here on words without a box are a title
_SMALLEST, _LARGEST, _WIDEST_MARGIN, _LONGEST_NAME = 5.0, 72.0, 80.0, 31  # what our own paper takes


class EdgeLook(NamedTuple):
    """Whether a cell has a border, where its words stand ("" where the file does not say), and their letters."""

    is_boxed: bool
    align: str
    font: FontSpec

    @property
    def style(self) -> Style:
        """The style of the paper that comes nearest."""
        is_left = self.align not in {"center", "right", "distribute", "centerContinuous"}
        if self.is_boxed:
            return Style.TEXT if is_left else Style.CENTRED
        if is_left:
            return Style.LINE
        return Style.TITLE if self.font.size >= _LARGE else Style.SUBTITLE


class StripCell(NamedTuple):
    """A cell: what names it in the file, its last row there, the edges of its columns, its words and look."""

    at: At
    last_row: int
    first: int
    last: int
    text: str
    look: EdgeLook


class Strip(NamedTuple):
    """A table, or a paragraph as a row of its own, which has no edges.

    `edges` are those of the columns from left to right, `heights` the least heights of the rows by number, all in
    points; rows that are not among them are hidden.
    """

    grid: int
    cells: tuple[StripCell, ...]
    edges: tuple[float, ...]
    heights: dict[int, float]


class Strips(NamedTuple):
    """All strips of a form from top to bottom, and the paper they lie on.

    `grids` is for each table of the filled file the number that it has in the blank, where the two may differ.
    """

    strips: list[Strip]
    page: Page
    grids: dict[int, int]


def font_as_said(name: str, size: float, *, is_bold: bool) -> FontSpec:
    """Return a font as our own paper takes it."""
    points = min(_LARGEST, max(_SMALLEST, size))
    return FontSpec(name=without_control_characters(name)[0][:_LONGEST_NAME] or "宋体", size=points, bold=is_bold)


def page_as_said(margins_mm: Callable[[str], float], *, lies: bool) -> Page:
    """Return a page with the margin that stands for "left", "right", "top" and "bottom"."""
    left, right, top, bottom = (
        min(_WIDEST_MARGIN, max(0.0, margins_mm(side))) for side in ("left", "right", "top", "bottom")
    )
    return Page(
        paper="A4",
        orientation="landscape" if lies else "portrait",
        margins_mm=Margins(left=left, right=right, top=top, bottom=bottom),
    )
