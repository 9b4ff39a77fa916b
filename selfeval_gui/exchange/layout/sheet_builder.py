"""Collects the cells of a form laid out: labels, values of fields, numbers with their places."""

from collections.abc import Callable
from decimal import Decimal

from selfeval_gui.domain.fields import EXTRA, FieldRef, get_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import decimal_places
from selfeval_gui.exchange.layout.row_heights import Measure, row_heights
from selfeval_gui.exchange.layout.sheet import GENERAL, Cell, Computed, Sheet, Style
from selfeval_gui.exchange.templates.parts import Page
from selfeval_gui.exchange.templates.template import Template


class SheetBuilder:
    """The cells so far. `last_row` is the last row in use."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.last_row = 0
        self.kept_with_next: set[int] = set()

    def next_row(self, *, is_heading: bool = False) -> int:
        """Begin a row below the others; one that is a heading stays with the row below it."""
        self.last_row += 1
        if is_heading:
            self.kept_with_next.add(self.last_row)
        return self.last_row

    def as_list(
        self, template: Template, widths: tuple[float, ...], page: Page, headings: int, measure: Measure
    ) -> Sheet:
        """Return the sheet of a list in the fonts of a template, whose row of headings stands on each page."""
        paper = template.model_copy(update={"column_widths": widths, "page": page})
        return Sheet(
            cells=tuple(self.cells),
            row_heights=row_heights(self.cells, self.last_row, paper, measure),
            column_widths=widths,
            title_rows=(headings, headings),
            fonts=template.fonts,
            page=page,
            kept_with_next=frozenset(self.kept_with_next),
        )

    def put(
        self,
        row: int,
        column: int,
        value: str | Decimal | None,
        style: Style = Style.LABEL,
        field: FieldRef | None = None,
        *,
        last_row: int | None = None,
        last_column: int | None = None,
        number_format: str = GENERAL,
        computed: Computed | None = None,
        opening: FieldRef | None = None,
    ) -> None:
        """Put a cell over an area."""
        area = (row, column, last_row or row, last_column or column)
        self.cells.append(Cell(*area, value, style, number_format, field, computed, opening))

    def put_field(
        self,
        row: int,
        column: int,
        part: Form | Indicator,
        name: str,
        style: Style = Style.CENTRED,
        *,
        last_row: int | None = None,
        last_column: int | None = None,
    ) -> None:
        """Put what a field holds: text in the style given, a number with the places it was typed with."""
        value = get_field(part, name)
        ref = ref_to(part, name)
        if isinstance(value, str) or name.startswith(EXTRA):
            text = value if isinstance(value, str) else None
            self.put(row, column, text or None, style, ref, last_row=last_row, last_column=last_column)
        else:
            number = value if isinstance(value, Decimal) else None
            self.put_number(row, column, number, ref, decimal_places, last_column=last_column)

    def put_number(
        self,
        row: int,
        column: int,
        value: Decimal | None,
        ref: FieldRef,
        places: Callable[[Decimal], int],
        *,
        last_column: int | None = None,
        computed: Computed | None = None,
    ) -> None:
        """Put a number with its places: those it was typed with, or those a computed one needs."""
        shown = 0 if value is None else places(value)
        code = f"0.{'0' * shown}" if shown else "0"
        self.put(row, column, value, Style.NUMBER, ref, last_column=last_column, number_format=code, computed=computed)


def ref_to(part: Form | Indicator, name: str) -> FieldRef:
    """Return the reference to a field of the form or of an indicator."""
    return FieldRef(NodeId(part.id) if isinstance(part, Indicator) else None, name)
