from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.exchange.layout.row_heights import row_heights, split_tall_rows
from selfeval_gui.exchange.layout.sheet import Cell, Sheet, Style
from selfeval_gui.exchange.templates.parts import FontSpec
from selfeval_gui.exchange.templates.template import presets

TEMPLATE = presets()["mof-2020"].model_copy(update={"line_height": 1.5, "column_widths": (34.0, 44.0, 54.0)})
# 10.5 points × 1.5 = 15.75 for a line of the body, 4 for the padding, rounded up to steps of 0.75.
LOWEST, ONE_LINE, FOUR_LINES = 18.75, 20.25, 67.5


def cell(row: int, last_row: int, value: str | Decimal | None, *, column: int = 1, last_column: int = 1) -> Cell:
    style = Style.NUMBER if isinstance(value, Decimal) else Style.TEXT
    return Cell(row, column, last_row, last_column, value, style, "General", None)


def lines_as_written(text: str, _font: FontSpec, _width: float) -> int:
    return text.count("\n") + 1


@pytest.mark.parametrize(
    ("cells", "heights"),
    [
        ([], (LOWEST, LOWEST)),
        ([cell(1, 1, None), cell(2, 2, Decimal("1.25"))], (ONE_LINE, ONE_LINE)),
        ([cell(1, 1, "a\nb"), cell(1, 1, "a\nb\nc\nd", column=2)], (FOUR_LINES, LOWEST)),
        # Four lines over two rows need 67; the 29.5 that two rows of 18.75 lack are shared: 33.5 each.
        ([cell(1, 2, "a\nb\nc\nd")], (33.75, 33.75)),
        # The row of two lines gives what it has: 67 − 35.5 − 18.75 = 12.75 is missing, 6.375 for each row.
        ([cell(1, 2, "a\nb\nc\nd"), cell(1, 1, "a\nb", column=2)], (42.0, 25.5)),
        # Enough already: nothing is added.
        ([cell(1, 2, "a\nb\nc\nd"), cell(1, 1, "a\nb\nc\nd", column=2)], (FOUR_LINES, LOWEST)),
    ],
)
def test_row_heights(cells: list[Cell], heights: tuple[float, ...]) -> None:
    assert row_heights(cells, 2, TEMPLATE, lines_as_written) == heights


def test_text_is_measured_in_its_font_within_the_columns_it_covers() -> None:
    asked = []

    def measure(text: str, font: FontSpec, width: float) -> int:
        asked.append((text, font.name, font.size, width))
        return 1

    title = cell(1, 1, "标题", last_column=3)._replace(style=Style.TITLE)
    heights = row_heights([title, cell(2, 2, "文字", column=2, last_column=3)], 2, TEMPLATE, measure)
    assert asked == [("标题", "黑体", 16, 128.0), ("文字", "宋体", 10.5, 94.0)]
    assert heights == (28.5, ONE_LINE)  # 16 × 1.5 + 4 = 28


def sheet(cells: list[Cell], heights: tuple[float, ...], title_row: int = 1) -> Sheet:
    return Sheet(tuple(cells), heights, TEMPLATE.column_widths, (title_row, title_row), TEMPLATE.fonts, TEMPLATE.page)


def test_rows_within_the_limit_stay() -> None:
    before = sheet([cell(1, 1, "a"), cell(2, 2, "b")], (400.5, 20.25))
    assert split_tall_rows(before, 400.5) == before


def test_a_row_above_the_limit_becomes_several() -> None:
    ref = FieldRef(None, "expected_goal")
    before = sheet(
        [
            cell(1, 1, "above"),
            cell(2, 2, "long", column=2, last_column=3)._replace(field=ref),
            cell(2, 3, "label"),
            cell(3, 3, "below", column=2, last_column=3),
        ],
        (20.25, 1000.0, 30.0),
        title_row=3,
    )
    after = split_tall_rows(before, 400.0)
    assert after.row_heights == (20.25, 333.75, 333.75, 333.75, 30.0)  # 1000 ÷ 3, up to the next 0.75
    assert [each[:4] for each in after.cells] == [(1, 1, 1, 1), (2, 2, 4, 3), (2, 1, 5, 1), (5, 2, 5, 3)]
    assert after.title_rows == (5, 5)
    assert [each.field for each in after.cells] == [None, ref, None, None]
    assert after.merges == [(2, 2, 4, 3), (2, 1, 5, 1), (5, 2, 5, 3)]
