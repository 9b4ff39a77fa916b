"""The headings of 项目资金: which column of amounts each stands over."""

from __future__ import annotations

from selfeval_gui.domain.fields import FUND_AMOUNTS
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column, by_meaning, by_place, heading_above
from selfeval_gui.exchange.templates.labels import is_amount, is_in_words, meanings, plain

_ANY_BUDGET = "budget"
_OF_STATES = "情况"  # 预算安排情况, 资金到位情况 and 资金执行情况 beside each other
_OF_WORDS = {"other", "method"}  # columns of texts
_WHOLE = {"annual_budget": "预算数", "executed": "支出数"}  # what parts of a wide heading are parts of
_ALL_OF_IT = {"金额", "数额", "合计", "小计", "总额"}
_FEWEST_COLUMNS = 2  # with a heading that we know


def fund_columns_of(line: list[SourceCell], fewest: int = _FEWEST_COLUMNS) -> list[Column] | None:
    """Return the columns of a row of fund headings, of which so many are known; None for any other row."""
    if sum("fund_columns" in meanings(cell.text) for cell in line) < fewest and not is_of_states(line):
        return None
    columns, taken = [], set[str]()
    for place, (cell, name) in enumerate(zip(line, _names(line), strict=True)):
        known = meanings(cell.text)
        if name in taken or (not name and place and "captions" not in known and not is_amount(cell.text)):
            name = "other"  # an unknown heading has its own amounts below it, too
        if name:
            taken.add(name)
            columns.append(Column(name, cell.column, cell.last_column))
    if _ANY_BUDGET in taken:
        # A 预算数 alone is what the rate is taken of; beside another it is the one that is missing.
        field = "initial_budget" if "annual_budget" in taken else "annual_budget"
        columns = [
            each._replace(field="other" if field in taken else field) if each.field == _ANY_BUDGET else each
            for each in columns
        ]
        taken.add(field)
    return columns if len(taken & {*FUND_AMOUNTS, "execution_rate"}) >= fewest else None


def _names(line: list[SourceCell]) -> list[str]:
    """Return what each heading stands over; of two in an office's own words that say the same, neither is taken."""
    names = [meanings(cell.text).get("fund_columns", "") for cell in line]
    if is_of_states(line):
        names = [
            name or meanings(f"{_state(cell)}数").get("fund_columns", "")
            for name, cell in zip(names, line, strict=True)
        ]
    own = [is_in_words(cell.text) for cell in line]
    usual = {name for name, is_own in zip(names, own, strict=True) if not is_own}
    return [
        "other" if is_own and (name in usual or names.count(name) > 1) else name
        for name, is_own in zip(names, own, strict=True)
    ]


def is_of_states(line: list[SourceCell]) -> bool:
    """Tell whether a row has nothing but states of the money, over names and amounts in pairs."""
    are_states = [_state(cell) != plain(cell.text) for cell in line]
    return sum(are_states) >= _FEWEST_COLUMNS and all(
        is_state or "fund_columns" in meanings(cell.text) for cell, is_state in zip(line, are_states, strict=True)
    )


def _state(cell: SourceCell) -> str:
    """Return what money a heading speaks of: 资金执行 for 资金执行情况."""
    return plain(cell.text).removesuffix(_OF_STATES)


def without_heading_of_names(columns: list[Column], headings: list[SourceCell], label: SourceCell) -> list[Column]:
    """Return the columns without that below whose heading the names of the rows stand: 年度预算数（万元）."""
    rest = [each for each in headings if each.last_column < label.column or label.last_column < each.column]
    others = fund_columns_of(rest) or columns
    fields = {each.field for each in others}
    return others if {each.field for each in columns} <= fields | {"other"} else columns


def is_left_in_words(cell: SourceCell, columns: list[Column]) -> bool:
    """Tell whether a heading in an office's own words stands over nothing that is taken, as others say the same."""
    above = heading_above(cell, columns)
    return above is not None and above.field == "other" and is_in_words(cell.text)


def amounts_behind(label: SourceCell, line: list[SourceCell]) -> list[SourceCell]:
    """Return the amounts of a row behind its name."""
    return [cell for cell in line if cell.column > label.last_column and is_amount(cell.text)]


def columns_above(cells: list[SourceCell], columns: list[Column], *, is_wrapped: bool) -> list[Column | None]:
    """Return the column of each cell: by its place, unless that makes no sense in a file taken from paper."""
    exact = by_place(cells, columns)
    if exact is not None:
        return [*exact]
    if is_wrapped or "other" not in {each.field for each in columns}:
        return by_meaning(cells, columns)
    return [heading_above(cell, columns) for cell in cells]


def columns_in_two_rows(line: list[SourceCell], columns: list[Column]) -> list[Column] | None:
    """Return the columns where a row parts the wide headings above, 年初 and 调整后 below 预算; None for other rows."""
    above = [heading_above(cell, columns) for cell in line]
    if any(is_amount(cell.text) or wide is None for cell, wide in zip(line, above, strict=True)):
        return None
    fields = [_part_of(cell, wide.field) for cell, wide in zip(line, above, strict=True) if wide is not None]
    names = [field if fields.count(field) == 1 else "other" for field in fields]
    if len({*names} - {"other"}) < _FEWEST_COLUMNS or len(above) == len({*above}):
        return None
    below = [Column(name, cell.column, cell.last_column) for name, cell in zip(names, line, strict=True)]
    return sorted([*below, *(each for each in columns if each not in above)], key=lambda each: each.first)


def _part_of(cell: SourceCell, field: str) -> str:
    """Return what a heading stands over below a wider one."""
    word = _WHOLE.get(field, "")
    if not word:
        return "other"
    if plain(cell.text) in _ALL_OF_IT:
        return field
    found = meanings(f"{plain(cell.text)}{word}").get("fund_columns", "")
    return found if found in FUND_AMOUNTS else "other"


def names_once(label: SourceCell, line: list[SourceCell]) -> tuple[list[SourceCell], list[SourceCell]]:
    """Return the cells of a row that says its name before each of its amounts: these, and the names said again."""
    again = [cell for cell in line if plain(cell.text) == plain(label.text)]
    return [cell for cell in line if cell not in again], again


def is_total_without_name(line: list[SourceCell], columns: list[Column]) -> bool:
    """Tell whether a row gives the amounts of the total without its label: all that has a place is a number."""
    placed = by_place(line, columns, whatever_it_says=True)
    if placed is None:
        return all(is_amount(cell.text.rstrip("%％")) for cell in line)
    rest = [cell for cell, column in zip(line, placed, strict=True) if column.field not in _OF_WORDS]
    return len(rest) >= min(_FEWEST_COLUMNS, len(line)) and all(is_amount(cell.text.rstrip("%％")) for cell in rest)
