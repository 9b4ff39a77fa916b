"""A form on an office's own paper as a sheet: what the filled file looks like, drawn by our own paper.

Boxes, widths, heights, the page and the fonts most cells have are those of the file. Pictures, text boxes and colours
are not drawn: the file itself is what counts. A table that has no lines around its amounts, goals or rows gets them, as
the grid on the screen has them: its cells cannot be told apart on paper otherwise.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from selfeval_gui.domain.fields import AMOUNT_FIELDS, FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.layout.row_heights import HIGHEST_ROW, Measure
from selfeval_gui.exchange.layout.sheet import Sheet, Style
from selfeval_gui.exchange.layout.sheet_builder import SheetBuilder
from selfeval_gui.exchange.layout.text_width import count_lines
from selfeval_gui.exchange.own_paper.fill import fill
from selfeval_gui.exchange.own_paper.meanings import Meanings
from selfeval_gui.exchange.own_paper.strips import Strip, StripCell, Strips
from selfeval_gui.exchange.templates.paper import Paper
from selfeval_gui.exchange.templates.parts import POINTS_PER_MM, Fonts, FontSpec
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.rules.rule_set import RuleSet

_NEAR = 2.0  # points: edges of columns that are no further apart are one
_YEAR = FieldRef(None, "year")
_BOXED = frozenset((*AMOUNT_FIELDS, "expected_goal", "actual_outcome"))
_USUAL_TITLE = FontSpec(name="黑体", size=16, bold=True)


def sheet_on_paper(
    form: Form, template: Template, paper: Paper, rule_set: RuleSet, measure: Measure = count_lines
) -> Sheet:
    """Return a form on the paper of its template, each cell with the field it shows."""
    drawn = _strips_of(fill(form, paper, rule_set).data, paper)
    joined = _Joined(drawn, Meanings(form, paper, drawn.grids))
    fonts = _fonts(template, [cell for strip in drawn.strips for cell in strip.cells])
    look = template.model_copy(update={"fonts": fonts})
    widths = tuple(right - left for left, right in zip(joined.edges, joined.edges[1:], strict=False))
    headings = joined.headings
    sheet = joined.table.as_list(look, widths, drawn.page, headings[0], measure)
    heights = tuple(
        max(own, min(least, HIGHEST_ROW)) for own, least in zip(sheet.row_heights, joined.heights, strict=True)
    )
    return sheet._replace(row_heights=heights, title_rows=headings)


def _strips_of(data: bytes, paper: Paper) -> Strips:
    if paper.format == "xlsx":
        from selfeval_gui.exchange.own_paper.strips_xlsx import workbook_strips

        return workbook_strips(data, paper)
    from selfeval_gui.exchange.own_paper.strips_docx import document_strips

    return document_strips(data, paper)


def _fonts(template: Template, cells: Iterable[StripCell]) -> Fonts:
    """Return the font that most words in boxes have, and the one of the largest words without a box."""
    boxed, others = Counter[FontSpec](), list[FontSpec]()
    for cell in cells:
        if cell.text and cell.look.is_boxed:
            boxed[cell.look.font] += len(cell.text)
        elif cell.look.style is Style.TITLE:
            others.append(cell.look.font)
    body = max(boxed, key=lambda font: boxed[font], default=template.fonts.body)
    title = max(others, key=lambda font: font.size, default=_USUAL_TITLE)
    return Fonts(title=title, body=body.model_copy(update={"bold": False}))


class _Joined:
    """All strips below each other on common columns, `edges` from the left; `headings` are those of the indicators."""

    def __init__(self, drawn: Strips, meanings: Meanings) -> None:
        page, self._meanings = drawn.page, meanings
        margins = page.margins_mm
        room = (page.size_mm[0] - margins.left - margins.right) * POINTS_PER_MM
        self.edges = _common([edge for strip in drawn.strips for edge in strip.edges] or [0.0, room])
        self.table, self.heights = SheetBuilder(), list[float]()
        self.headings = (1, 1)
        for strip in drawn.strips:
            self._put(strip)

    def _put(self, strip: Strip) -> None:
        rows = {row: self.table.next_row() for row in sorted(strip.heights)}
        self.heights += [strip.heights[row] for row in sorted(rows)]
        taken, lined = set[tuple[int, int]](), self._without_lines(strip)
        for cell in strip.cells:
            shown = [rows[row] for row in range(cell.at[1], cell.last_row + 1) if row in rows]
            first, last = self._columns(strip, cell)
            places = {(row, column) for row in shown for column in range(first, last + 1)}
            if not places or places & taken:
                continue
            taken |= places
            field, look = self._meanings.field_at(cell.at), cell.look
            style = (look._replace(is_boxed=True) if cell.at[1] in lined else look).style
            self.table.put(shown[0], first, cell.text or None, style, field, last_row=shown[-1], last_column=last)
        for row, number in rows.items():
            self._cover(number, taken, Style.TEXT if row in lined else Style.LINE)
        self._keep(strip, rows)

    def _columns(self, strip: Strip, cell: StripCell) -> tuple[int, int]:
        if not strip.edges:
            return 1, len(self.edges) - 1
        return self._edge(strip.edges[cell.first]) + 1, self._edge(strip.edges[min(cell.last, len(strip.edges) - 1)])

    def _edge(self, at: float) -> int:
        return min(bisect_left(self.edges, at - _NEAR), len(self.edges) - 1)

    def _without_lines(self, strip: Strip) -> range:
        """Return the rows from the first field below the year to the last of a table that lacks lines around some."""
        if not strip.edges:
            return range(0)
        fields = [(cell, self._meanings.field_at(cell.at)) for cell in strip.cells]
        if all(cell.look.is_boxed for cell, field in fields if _stands_in_a_table(field)):
            return range(0)
        rows = [cell.at[1] for cell, field in fields if field not in {None, _YEAR}]
        return range(min(rows, default=0), max(rows, default=-1) + 1)

    def _cover(self, row: int, taken: set[tuple[int, int]], style: Style) -> None:
        """Put blank paper where no cell is."""
        for first, last in _gaps([(row, column) in taken for column in range(1, len(self.edges))]):
            self.table.put(row, first, None, style, last_column=last)

    def _keep(self, strip: Strip, rows: dict[int, int]) -> None:
        """Keep words above a table with it, and remember the headings of the indicators."""
        if not strip.edges:
            self.table.kept_with_next |= {*rows.values()}
        first, last = self._meanings.headings(strip.grid, strip.cells)
        found = [number for row, number in rows.items() if first <= row <= last]
        if found:
            self.headings = found[0], found[-1]
            self.table.kept_with_next |= {*found}


def _stands_in_a_table(field: FieldRef | None) -> bool:
    """Tell what papers have in boxes from what some have on lines of words above and below."""
    return field is not None and (field.node is not None or field.name in _BOXED)


def _common(edges: Iterable[float]) -> list[float]:
    """Return edges from left to right, one for those that are near each other."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found if len(found) > 1 else [*found, found[0] + _NEAR]


def _gaps(taken: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield the first and last number, from 1, of what is not taken."""
    start = None
    for number, is_taken in enumerate([*taken, True], 1):
        if not is_taken and start is None:
            start = number
        elif is_taken and start is not None:
            yield start, number - 1
            start = None
