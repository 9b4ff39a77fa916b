"""封面 as plain data: a title and lines with what the form says, on a page of its own before the form."""

from __future__ import annotations

from selfeval_gui.domain.fields import FieldRef, get_field, show_field
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.layout.row_heights import Measure
from selfeval_gui.exchange.layout.sheet import Sheet, Style
from selfeval_gui.exchange.layout.sheet_builder import SheetBuilder
from selfeval_gui.exchange.layout.text_width import count_lines
from selfeval_gui.exchange.templates.parts import POINTS_PER_MM, YEAR
from selfeval_gui.exchange.templates.template import Template

COVER = "封面"
_MARGIN, _ABOVE, _BETWEEN = 0.2, 0.16, 0.2  # of the page's width beside the words, of its height above and below title
_LINE = 2.2  # times as high as a line of text is a line of the cover
_ASIDE, _WORDS = 1, 2  # columns


def lay_out_cover(form: Form, template: Template, measure: Measure = count_lines) -> Sheet | None:
    """Return the cover of a form in the fonts of its template; None where the template has none."""
    cover = template.cover
    if cover is None:
        return None
    page = template.page
    (wide, high), margins = page.size_mm, page.margins_mm
    width = (wide - margins.left - margins.right) * POINTS_PER_MM
    height = (high - margins.top - margins.bottom) * POINTS_PER_MM
    widths = (width * _MARGIN, width * (1 - 2 * _MARGIN), width * _MARGIN)
    table, least = SheetBuilder(), {}

    def space(share: float) -> None:
        row = table.next_row(is_heading=True)
        least[row] = height * share
        table.put(row, _ASIDE, None, Style.LINE, last_column=len(widths))

    def words(text: str, style: Style, field: FieldRef | None = None) -> None:
        row = table.next_row(is_heading=True)
        least[row] = _LINE * template.fonts.body.size * template.line_height
        table.put(row, _ASIDE, None, Style.LINE)
        table.put(row, _WORDS, text, style, field)
        table.put(row, len(widths), None, Style.LINE)

    space(_ABOVE)
    words(template.said(cover.title.replace(YEAR, _year(form)), form), Style.TITLE)
    space(_BETWEEN)
    for line in cover.lines:
        value = show_field(get_field(form, line.field)) if line.field else ""
        words(f"{line.label}{value}", Style.LINE, FieldRef(None, line.field) if line.field else None)
    sheet = table.as_list(template, widths, page, 1, measure)
    heights = tuple(max(own, least[row]) for row, own in enumerate(sheet.row_heights, 1))
    return sheet._replace(row_heights=heights)


def _year(form: Form) -> str:
    return "    " if form.year is None else str(form.year)
