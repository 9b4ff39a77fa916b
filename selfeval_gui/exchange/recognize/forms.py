"""Forms from cells, by meaning and not by position: where each form begins and ends, and what kind of form it is.

Numbers are taken as printed and nothing is corrected; what a person should look at is a doubt, what has no field is
listed. `recognize_form` reads one form, `recognize_judgement` names its template and the basis of its total.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter

from selfeval_gui.exchange.readers.grid import NOTED, Aside, Grid, Source, SourceCell
from selfeval_gui.exchange.recognize.headings import header_columns
from selfeval_gui.exchange.recognize.judgement import judge
from selfeval_gui.exchange.recognize.kinds import (
    Kind,
    is_blank,
    is_cover,
    kind_by_title,
    list_kind,
    table_kind,
    top_of_list,
)
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.recognize.one_form import FormReader, Line
from selfeval_gui.exchange.recognize.pieces import is_of_this_year, is_year
from selfeval_gui.exchange.recognize.result import FoundForm, Omitted, ReaderRemark, Recognized
from selfeval_gui.exchange.templates.labels import meanings, names_project, stands_above_titles
from selfeval_gui.exchange.templates.titles import is_title, is_title_again

_SEEN_OF_ROW = 80  # characters of a row that a doubt shows: about a line of the list of doubts
_NUMBERED = re.compile(r"\d+[\s.、]+(.+?)\s*", re.DOTALL)
_ROW = itemgetter(1)  # of a cell
_TITLE_REACH = 8  # rows, the title's own among them, within which a label follows: a year or a unit stands between


def recognize(
    source: Source, found_one: Callable[[], None] = lambda: None, *, keeps_blanks: bool = False
) -> Recognized:
    """Return the forms of a file; `found_one` is called after each.

    A form or a row that nobody has filled in is said and left out, unless it is asked for: an office's own blank paper.
    """
    result = Recognized()
    for run in _runs(source):
        for is_form, lines in _segments(run):
            cells = [cell for line in lines for cell in line]
            kind = _kind(lines)
            if kind is not None:
                result.omitted.append(Omitted(kind, cells[0], tuple(cells[1:])))
            elif is_form:
                _take(_form(lines, source, keeps_blanks=keeps_blanks), cells, result, keeps_blanks=keeps_blanks)
                found_one()
            else:
                result.outside.extend(cells)
    for grid in source.grids:
        if grid.aside is Aside.FORMULA:
            _doubt_formulas(grid, source, result)
        if grid.aside in NOTED:
            result.outside.extend(grid.cells)
        elif grid.aside is not None:
            result.omitted.extend(Omitted(grid.aside, cell) for cell in grid.cells)
    if len(result.forms) == 1 and source.form_id:
        result.forms[0].form.id = source.form_id
    return result


def _kind(lines: list[Line]) -> Kind | None:
    """Return what a stretch of rows is that is no form by its columns or its title."""
    for place in range(min(len(lines), _TITLE_REACH)):
        if (kind := list_kind(lines, place)) is not None:
            return kind
    return Kind.COVER if is_cover(lines) else table_kind(lines)


def _take(found: FoundForm, cells: list[SourceCell], result: Recognized, *, keeps_blanks: bool) -> None:
    """Take a form that was read; one that nobody has filled in is said, and listed what it says beyond."""
    if keeps_blanks or not is_blank(found):
        result.forms.append(found)
        result.omitted.extend(found.omitted)
        return
    beyond = {remark.cell.key for remark in found.unmapped if remark.cell is not None}
    blank = [cell for cell in cells if cell.key not in beyond]
    result.outside.extend(cell for cell in cells if cell.key in beyond)
    if blank:
        result.omitted.append(Omitted(Kind.BLANK, blank[0], tuple(blank[1:])))


def _form(lines: list[Line], source: Source, *, keeps_blanks: bool) -> FoundForm:
    reader = FormReader(
        is_wrapped=source.is_wrapped,
        labelled=_labelled(lines),
        has_year_apart=any(is_of_this_year(cell.text) for line in lines for cell in line),
        keeps_blanks=keeps_blanks,
    )
    for line in lines:
        reader.line(line)
    cells = [cell for line in lines for cell in line]
    reader.end(cells)
    found = reader.ledger.found
    found.grids = tuple(dict.fromkeys(cell.grid for cell in cells))
    judge(reader.ledger, cells)
    if source.is_workbook:
        _doubt_sheets(reader.ledger, lines, source)
    return found


def _doubt_sheets(ledger: Ledger, lines: list[Line], source: Source) -> None:
    """Doubt a sheet that goes on with the one before, what stands in a hidden sheet, and each hidden row."""
    last = lines[0][0].grid if lines else 0
    doubted = set()
    for line in lines:
        cell, grid = line[0], source.grids[line[0].grid]
        if cell.grid != last:
            last = cell.grid
            ledger.doubt("sheet.joined", cell, text=grid.name)
        if grid.is_hidden and cell.grid not in doubted:
            doubted.add(cell.grid)
            ledger.doubt("sheet.hidden", cell, text=grid.name)
        elif cell.row in grid.hidden_rows:
            ledger.doubt("row.hidden", cell, text=" ".join(each.text for each in line)[:_SEEN_OF_ROW])
    _doubt_columns(ledger, lines, source)


def _doubt_formulas(formulas: Grid, source: Source, result: Recognized) -> None:
    """Doubt each form of a sheet with formulas that no program has computed; in our own exports they are sums."""
    for found in result.forms:
        is_of_sheet = any(source.grids[number].name == formulas.name for number in found.grids)
        if is_of_sheet and not source.form_id:
            found.doubts.append(ReaderRemark("formula.no_result", None, None, formulas.cells[0].text))


def _doubt_columns(ledger: Ledger, lines: list[Line], source: Source) -> None:
    """Doubt each hidden column of a sheet that is shown, with what stands in it."""
    hidden: dict[tuple[int, int], Line] = {}
    for cell in (cell for line in lines for cell in line):
        grid = source.grids[cell.grid]
        if (
            grid.hidden_columns
            and not grid.is_hidden
            and {*range(cell.column, cell.last_column + 1)} <= grid.hidden_columns
        ):
            hidden.setdefault((cell.grid, cell.column), []).append(cell)
    for cells in hidden.values():
        ledger.doubt("column.hidden", cells[0], text=" ".join(cell.text for cell in cells)[:_SEEN_OF_ROW])


def _labelled(lines: list[Line]) -> set[str]:
    """Return the head fields that have a label of no other use: with a 实施单位 there, 填报单位 is somebody else."""
    every = [meanings(_label_of(cell)) for line in lines for cell in line]
    return {known["head"] for known in every if "head" in known and "extra" not in known}


def _label_of(cell: SourceCell) -> str:
    return cell.text.partition("：")[0].partition(":")[0]


def _runs(source: Source) -> Iterator[list[Line]]:
    """Yield rows that follow each other: each sheet by itself, the tables of a document one after the other."""
    lines: list[Line] = []
    for grid in source.grids:
        if grid.aside is not None:
            continue
        cells = _without_rows_for_height(grid.cells)
        more = [list(line) for part in _side_by_side(cells) for _, line in groupby(sorted(part), key=_ROW)]
        if source.is_workbook and lines and not _goes_on(lines, more):
            yield lines
            lines = []
        lines += more
    yield lines


def _without_rows_for_height(cells: list[SourceCell]) -> list[SourceCell]:
    """Return cells that end where the last of their rows begins: a tall row of a sheet may be two, merged all along."""
    rows = sorted({cell.row for cell in cells})
    return [
        cell._replace(last_row=rows[bisect_right(rows, cell.last_row) - 1]) if cell.last_row > cell.row else cell
        for cell in cells
    ]


def _goes_on(before: list[Line], lines: list[Line]) -> bool:
    """Tell whether a sheet goes on with the form of the one before: here are the indicators that are missing there."""
    return (
        _has_indicators(lines)
        and not _has_indicators(before)
        and _has_name(before)
        and not _has_name(lines)
        and not any(_has_title(line) for line in lines)
    )


def _has_indicators(lines: list[Line]) -> bool:
    return any(header_columns(line) is not None for line in lines)


def _has_name(lines: list[Line]) -> bool:
    return any(map(_names, lines))


def _names(line: Line) -> bool:
    return any(names_project(cell.text) for cell in line)


def _side_by_side(cells: list[SourceCell]) -> list[list[SourceCell]]:
    """Split cells where forms stand beside each other: at each further 项目名称 of the same row."""
    names = [cell for cell in cells if names_project(cell.text)]
    first = min((cell.row for cell in names), default=0)
    starts = sorted(cell.column for cell in names if cell.row == first)[1:]
    if not starts:
        return [cells]
    bounds = [0, *starts, 1 << 30]
    return [[cell for cell in cells if low <= cell.column < high] for low, high in pairwise(bounds)]


def _segments(lines: list[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Yield stretches of rows, and whether each is a form: it begins with its title, or the name of its project."""
    starts: list[int] = []
    has_name = False
    for number, line in enumerate(lines):
        place = number
        if list_kind(lines, number) is not None:
            top = top_of_list(lines, number)
            starts = [*(start for start in starts if start < top), top]
            has_name = True
            continue
        if _has_title(line) and _is_near_form(lines, place):
            while place and _stands_above(lines[place - 1]):
                place -= 1
            starts.append(place)
            has_name = False
        elif _names(line):
            if has_name or not starts:
                starts.append(place - 1 if place and kind_by_title(lines[place - 1]) is not None else place)
            has_name = True
    if starts and not _has_title(lines[starts[0]]):
        while starts[0] and _begins_head(lines[starts[0] - 1]):
            starts[0] -= 1
    if not starts:
        yield any(header_columns(line) is not None for line in lines), lines
        return
    if starts[0]:
        yield False, lines[: starts[0]]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        behind = end - 1 if _names_next(lines, end) else end
        part = lines[start:behind]
        yield _is_form(part), part
        if behind < end:
            yield False, lines[behind:end]


def _names_next(lines: list[Line], place: int) -> bool:
    """Tell whether the row above a form is a heading of a booklet, which says a number and the form's project."""
    found = _NUMBERED.fullmatch(lines[place - 1][0].text) if len(lines[place - 1]) == 1 else None
    return found is not None and any(
        cell.text.strip() == found[1] for line in lines[place : place + _TITLE_REACH] for cell in line
    )


def _stands_above(line: Line) -> bool:
    return len(line) == 1 and stands_above_titles(line[0].text)


def _begins_head(line: Line) -> bool:
    """Tell whether a row above 项目名称, in a form without a title, belongs to it: fields, the year."""
    return any({"head", "extra"} & meanings(_label_of(cell)).keys() or is_year(cell.text) for cell in line)


def _has_title(line: Line) -> bool:
    """Tell whether a row is the title of a form, and not that of a form that goes on here."""
    return len(line) <= 2 and any(is_title(cell.text) and not is_title_again(cell.text) for cell in line)


def _is_near_form(lines: list[Line], place: int) -> bool:
    """Tell a title from a mention: within a few rows there is a label of a form, and no second title before it."""
    for line in lines[place + 1 : place + _TITLE_REACH]:
        if _has_title(line):
            return False
        if header_columns(line) is not None or any("head" in meanings(cell.text) for cell in line):
            return True
    return False


def _is_form(lines: list[Line]) -> bool:
    return any(
        header_columns(line) is not None or sum("fund_columns" in meanings(cell.text) for cell in line) >= 3
        for line in lines
    )
