"""Tables of cells as a reader hands them on, written a row a line with bars between the cells; what they are read as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from selfeval_gui.exchange.readers.grid import Grid, Source, SourceCell
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm, ReaderRemark, Recognized
from tests.helpers.imports import unaccounted

TITLE = "2023年度项目支出绩效自评表"
NAME = "项目名称|改造工程|||实施单位|房管中心"
HEADINGS = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因"
ROW = "产出指标|数量指标|改造小区数|12个|12个|100|100"
Spans = Mapping[tuple[int, int], tuple[int, int]]


def sheet(number: int, *lines: str, spans: Spans | None = None, name: str = "") -> Grid:
    """Return a sheet of rows whose cells stand between bars; `spans` gives the last row and column of some."""
    cells = [
        SourceCell(number, row, column, *(spans or {}).get((row, column), (row, column)), text.strip())
        for row, line in enumerate(lines)
        for column, text in enumerate(line.split("|"))
        if text.strip()
    ]
    return Grid(name or f"Sheet{number + 1}", cells)


def read_all(*grids: Grid, is_workbook: bool = True, is_wrapped: bool = False, form_id: str = "") -> Recognized:
    """Return what is recognized in a file of these sheets; each of its cells is accounted for."""
    source = Source([*grids], is_workbook=is_workbook, is_wrapped=is_wrapped, form_id=form_id)
    result = recognize(source)
    assert unaccounted(source, result) == []
    return result


def read_one(*lines: str, spans: Spans | None = None) -> FoundForm:
    """Return the only form of a sheet."""
    (found,) = read_all(sheet(0, *lines, spans=spans)).forms
    return found


def read_pages(*pages: Iterable[str]) -> FoundForm:
    """Return the only form of a paper's pages, whose line ends and blanks come from the paper."""
    grids = [sheet(number, *lines, name=f"page {number + 1}") for number, lines in enumerate(pages)]
    (found,) = read_all(*grids, is_workbook=False, is_wrapped=True).forms
    return found


def said(remarks: Iterable[ReaderRemark]) -> list[tuple[str, str]]:
    """Return code and text of what went nowhere or is doubted."""
    return [(each.code, each.text) for each in remarks]


def codes(found: FoundForm) -> list[str]:
    """Return the codes of the doubts."""
    return [each.code for each in found.doubts]


def left(found: FoundForm) -> list[str]:
    """Return the texts that went nowhere."""
    return [each.text for each in found.unmapped]
