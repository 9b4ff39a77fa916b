"""The exported workbooks printed by LibreOffice: nothing cut, one page wide, every row as high as its text."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from io import BytesIO
from itertools import accumulate
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.row_heights import HIGHEST_ROW
from selfeval_gui.exchange.layout.sheet import Cell, Sheet
from selfeval_gui.exchange.templates.template import framework, presets
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.xlsx_forms import long_form, sample_forms, wide_form
from tests.helpers.xlsx_printing import PrintedPage, Word, missing_tools, print_workbooks

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}"),
]

TEMPLATE = presets()["mof-2020"]
RULE_SET = rule_set_for("shanghai-2020")


def forms() -> dict[str, Form]:
    extra = [long_form(), wide_form(60), Form(id="empty"), Form(id="new", indicators=framework(TEMPLATE))]
    return {form.id: form for form in [*sample_forms(), *extra]}


FORMS = forms()
NAMES = list(FORMS)
SAMPLES = NAMES[:14]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[PrintedPage]]:
    """Print every form as it is exported."""
    workbooks = {name: render_xlsx(form, TEMPLATE, RULE_SET)[0] for name, form in FORMS.items()}
    return print_workbooks(workbooks, tmp_path_factory.mktemp("excel") / "as exported")


@pytest.fixture(scope="module")
def printed_as_designed(
    printed: dict[str, list[PrintedPage]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[PrintedPage]]:
    """Print the samples with columns as wide as in Excel, whatever digits the font has that stands in for SimSun here."""
    workbooks = {name: _narrowed(FORMS[name], 1 / _grid(name, printed[name]).stretched) for name in SAMPLES}
    return print_workbooks(workbooks, tmp_path_factory.mktemp("excel") / "as designed")


def _narrowed(form: Form, factor: float) -> bytes:
    workbook = load_workbook(BytesIO(render_xlsx(form, TEMPLATE, RULE_SET)[0]))
    for column in workbook.worksheets[0].column_dimensions.values():
        column.width *= factor
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


class Grid(NamedTuple):
    """Where the columns stand on the paper, how much the page is scaled, how much wider columns are than designed."""

    edges: list[float]
    scale: float
    stretched: float


def _sheet(name: str) -> Sheet:
    return lay_out(FORMS[name], TEMPLATE, RULE_SET)


def _grid(name: str, pages: list[PrintedPage]) -> Grid:
    """Find the grid by the middles of four headings of the first page."""
    sheet = _sheet(name)
    x = list(accumulate(sheet.column_widths, initial=0))
    y = list(accumulate(sheet.row_heights, initial=0))
    middles = {word.text: word.middle for word in reversed(pages[0].words)}
    across = (middles["执行率"][0] - middles["年初预算数"][0]) / ((x[7] + x[8]) / 2 - (x[3] + x[4]) / 2)
    start = middles["年初预算数"][0] - across * (x[3] + x[4]) / 2
    down = (middles["预期目标"][1] - middles["项目名称"][1]) / ((y[9] + y[10]) / 2 - (y[2] + y[3]) / 2)
    return Grid([start + across * edge for edge in x], down, across / down)


def _within(words: list[Word], grid: Grid, cell: Cell) -> list[Word]:
    """Give the words that stand in the columns of the cell."""
    left, right = grid.edges[cell.column - 1], grid.edges[cell.last_column]
    return [word for word in words if left < word.middle[0] < right]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _shown(cell: Cell) -> str:
    """Give what the cell shows, without blanks."""
    if isinstance(cell.value, Decimal):
        places = len(cell.number_format.partition(".")[2].rstrip("%"))
        return f"{cell.value:.{places}%}" if cell.number_format.endswith("%") else f"{cell.value:.{places}f}"
    return _squeezed(cell.value or "")


def _block(words: list[Word], text: str) -> list[Word] | None:
    """Give the words that make up the text, one after the other."""
    joined = "".join(_squeezed(word.text) for word in words)
    start = joined.find(text)
    if start < 0:
        return None
    ends = list(accumulate(len(_squeezed(word.text)) for word in words))
    return [word for word, end in zip(words, ends, strict=True) if start < end < start + len(text)] + [
        next(word for word, end in zip(words, ends, strict=True) if end >= start + len(text))
    ]


def _faults(name: str, pages: list[PrintedPage]) -> list[str]:
    """Say which cells are not on one page as a whole, in their columns, within their rows."""
    sheet, grid = _sheet(name), _grid(name, pages)
    found = []
    for cell in sheet.cells:
        text = _shown(cell)
        room = sum(sheet.row_heights[cell.row - 1 : cell.last_row])
        if not text or room > HIGHEST_ROW:
            continue
        blocks = [block for page in pages if (block := _block(_within(page.words, grid, cell), text))]
        if not blocks:
            found.append(f"R{cell.row}C{cell.column} is not there: {text}")
        elif all(block[-1].bottom - block[0].top > room * grid.scale for block in blocks):
            found.append(f"R{cell.row}C{cell.column} is higher than its row: {text}")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_character_is_on_the_paper(printed: dict[str, list[PrintedPage]], name: str) -> None:
    there = Counter(_squeezed("".join(word.text for page in printed[name] for word in page.words)))
    wanted = Counter("".join(_shown(cell) for cell in _sheet(name).cells))
    assert not wanted - there


@pytest.mark.parametrize("name", NAMES)
def test_every_text_stands_whole_in_its_cell(printed: dict[str, list[PrintedPage]], name: str) -> None:
    assert _faults(name, printed[name]) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_and_in_columns_as_wide_as_in_excel(printed_as_designed: dict[str, list[PrintedPage]], name: str) -> None:
    assert _grid(name, printed_as_designed[name]).stretched == pytest.approx(1, abs=0.03)
    assert _faults(name, printed_as_designed[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_one_page_wide(printed: dict[str, list[PrintedPage]], name: str) -> None:
    pages, grid = printed[name], _grid(name, printed[name])
    assert {(round(page.width), round(page.height)) for page in pages} == {(595, 842)}
    assert 0 < grid.edges[0] < grid.edges[-1] < 595
    headings = [cell for cell in _sheet(name).cells if cell.row == 12 and cell.column > 1]
    assert len(headings) == 8
    complete = [all(_block(_within(page.words, grid, cell), _shown(cell)) for cell in headings) for page in pages]
    assert complete == sorted(complete), "a page that goes on without the headings"
    assert complete[-1]


@pytest.mark.parametrize(("name", "most"), [("s01", 1), ("s13", 1), ("s02", 2), ("new", 1), ("empty", 1)])
def test_number_of_pages(printed: dict[str, list[PrintedPage]], name: str, most: int) -> None:
    assert len(printed[name]) <= most
