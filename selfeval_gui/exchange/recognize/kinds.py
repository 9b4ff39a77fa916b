"""What a table is that is no form: a list of many projects, final accounts, a form that nobody has filled in."""

from __future__ import annotations

from enum import StrEnum

from selfeval_gui.domain.words import MONEY_UNIT
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.headings import header_columns
from selfeval_gui.exchange.recognize.pieces import PAIR, known_label
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.exchange.templates.labels import aliases, meanings, names_project, plain
from selfeval_gui.exchange.templates.titles import is_title
from selfeval_gui.rules.texts import is_placeholder

Line = list[SourceCell]

_FEWEST_COLUMNS = 3  # of a list that says more of its projects than their names
_LONGEST_COVER = 20  # rows
_CELLS_OF_TITLE = 2  # the title and its unit, or the number of the table
_COUNTING = "序号"
_ROWS_OF_TITLE = 4  # title, year and unit stand above the headings of a list, one cell a row


class Kind(StrEnum):
    """What is left out, as people call it."""

    OVERVIEW = "一览表"
    NAMES = "项目名单"
    BLANK = "空白表样"
    ACCOUNTS = "决算表"
    EMPTY_ROW = "表样空行"
    COVER = "封面"


TABLES = frozenset({Kind.OVERVIEW, Kind.NAMES, Kind.BLANK, Kind.ACCOUNTS})

_TITLES = {Kind.ACCOUNTS: "account_titles", Kind.OVERVIEW: "list_titles", Kind.NAMES: "name_titles"}


def list_kind(lines: list[Line], place: int) -> Kind | None:
    """Return what kind of list has its headings in this row: 项目名称 among other headings, and rows below them."""
    line = lines[place]
    column = next((cell for cell in line if names_project(cell.text)), None)
    if column is None or not any(_is_row_below(column, below) for below in lines[place + 1 : place + 3]):
        return None
    are_known = [_is_column_heading(cell) for cell in line]
    known = sum(are_known)
    if are_known == [place % 2 == 0 for place in range(len(line))]:
        return None  # each label has its value beside it
    if len(line) == 2 and plain(line[0].text) == _COUNTING:
        return Kind.NAMES
    after = next((cell for cell in line if cell.column == column.last_column + 1), None)
    is_beside = after is None or _is_column_heading(after) or not meanings(after.text)
    is_list = known * 2 >= len(line) or all(_fills(below, line) for below in lines[place + 1 : place + 3])
    if len(line) < _FEWEST_COLUMNS or not is_list or known < _FEWEST_COLUMNS or not is_beside:
        return None
    return Kind.OVERVIEW if any(_is_of_amounts(cell) for cell in line) else Kind.NAMES


def top_of_list(lines: list[Line], place: int) -> int:
    """Return the row in which a list begins whose headings stand here: that of its title, if there is one."""
    top = place
    while (
        top
        and place - top < _ROWS_OF_TITLE
        and len(lines[top - 1]) == 1
        and lines[top - 1][0].grid == lines[place][0].grid
    ):
        top -= 1
    return top


def table_kind(lines: list[Line]) -> Kind | None:
    """Return what a table without indicators is by its title; None for any other table."""
    if len(lines) < 2 or any(header_columns(line) is not None for line in lines):
        return None
    return next((kind for line in lines[:_ROWS_OF_TITLE] if (kind := kind_by_title(line)) is not None), None)


def is_cover(lines: list[Line]) -> bool:
    """Tell whether rows are the page before a form: a title alone, then lines that name project, unit or date."""
    if not 1 < len(lines) <= _LONGEST_COVER or any(len(line) > 1 for line in lines):
        return False
    title, *texts = [line[0].text for line in lines]
    named = [known_label(pair[1], set()) for text in texts if (pair := PAIR.fullmatch(text.strip())) is not None]
    return is_title(title) and len(named) == len(texts) and all({"head", "extra"} & known.keys() for known in named)


def kind_by_title(line: Line) -> Kind | None:
    """Return what kind of table has this row for its title, maybe with a unit beside it; None for a form's title."""
    if len(line) > _CELLS_OF_TITLE or is_title(line[0].text):
        return None
    word = plain(line[0].text)
    return next((kind for kind, section in _TITLES.items() if word.endswith(tuple(aliases()[section]))), None)


def is_blank(found: FoundForm) -> bool:
    """Tell whether nobody has filled in a form: no project, no amounts, no goals, and in no row more than its name."""
    form = found.form
    if form.project_name or form.implementing_unit or form.expected_goal or form.actual_outcome:
        return False
    amounts = (form.funds.total, form.funds.parts.appropriation, form.funds.parts.carried_over, form.funds.parts.other)
    if any(each is not None for row in amounts for each in (row.initial_budget, row.annual_budget, row.executed)):
        return False
    rows = [row for one in form.indicators for two in one.children for row in two.children]
    return not any(
        _says_something(row.target) or _says_something(row.actual) or row.reason or row.score is not None
        for row in rows
    )


def _says_something(text: str) -> bool:
    return bool(text) and not is_placeholder(text)


def _is_column_heading(cell: SourceCell) -> bool:
    known = meanings(cell.text)
    return bool({"head", "fund_columns", "extra", "indicator_columns", "notes"} & known.keys())


def _is_of_amounts(cell: SourceCell) -> bool:
    known = meanings(cell.text)
    is_money = MONEY_UNIT.made.search(cell.text) is not None
    return is_money or "fund_columns" in known or known.get("indicator_columns") in {"weight", "score"}


def _fills(row: Line, headings: Line) -> bool:
    """Tell whether a row has something below most headings, and none of its cells is a heading."""
    return len(row) * 2 > len(headings) and not any(map(_is_column_heading, row))


def _is_row_below(column: SourceCell, line: Line) -> bool:
    """Tell whether a row gives a project under its heading, more beside it, and no labels."""
    name = next((cell for cell in line if column.column <= cell.column <= column.last_column), None)
    return name is not None and len(line) > 1 and not any(_is_column_heading(cell) for cell in line)
