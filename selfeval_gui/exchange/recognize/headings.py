"""The headings of 绩效指标: one row of them, or two where some stand below a wider one, as 分值 and 得分 below 评分."""

from __future__ import annotations

from collections.abc import Sequence

from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column
from selfeval_gui.exchange.recognize.levels import NUMBERS, TEXTS, WEIGHT
from selfeval_gui.exchange.templates.ends_of_headings import says_by_ending
from selfeval_gui.exchange.templates.labels import is_kind_of_indicators, is_number, plain
from selfeval_gui.exchange.templates.own_headings import headings_with_own
from selfeval_gui.exchange.templates.parts import LEVELS

_FEWEST_HEADINGS = 3  # a form that only sets targets has a level, a name and a target; fewer are no table
_VALUES = {"target", "actual"}
_NUMBER_WORDS = {"数值", "值", "数量", "数字"}  # beside 单位, below 指标值
_NAMES_IN_SHORT = {"指标", "绩效指标"}
_TERMS = 2  # several years and this one, side by side
_FEWEST_BELOW = 2  # below one wider heading stand two at least: 分值 and 得分


def header_columns(line: list[SourceCell]) -> list[Column] | None:
    """Return the columns of a row of indicator headings; None for any other row."""
    headings = headings_with_own([cell.text for cell in line])
    if len(line) - headings.count("other") < _FEWEST_HEADINGS:
        return None
    names = fields_below(headings)
    if LEVELS[1] not in names:
        kinds = [name == "other" and is_kind_of_indicators(cell.text) for name, cell in zip(names, line, strict=True)]
        names = [LEVELS[1] if is_kind else name for name, is_kind in zip(names, kinds, strict=True)]
    if names[0] == "other" and _is_caption_of_indicators(line[0]):
        names[0] = "caption"
    named = [(name, cell) for name, cell in zip(names, line, strict=True) if name != "caption"]
    columns = [Column(name, cell.column, cell.last_column) for name, cell in named]
    taken = {name for name, _cell in named}
    if not taken & {*LEVELS, "name"}:
        columns = _levels_below_caption(line, names) + columns
        taken |= {column.field for column in columns}
    is_known = sum(column.field != "other" for column in columns) * 2 >= len(line)
    if not taken & {*LEVELS, "name"} or len(taken & {*LEVELS, *TEXTS, *NUMBERS}) < _FEWEST_HEADINGS or not is_known:
        return None
    return columns


def _is_caption_of_indicators(cell: SourceCell) -> bool:
    """Tell whether a cell left of the headings is the caption of the rows in other words: 本年度绩效指标."""
    return plain(cell.text).endswith("绩效指标")


def fields_below(headings: Sequence[str]) -> list[str]:
    """Return what stands below each of the columns `heading` gives; a second one of the same name is another.

    Of several weights that right of the names is the indicators' own; one right of a level is the level's.
    """
    own_weight, year_from = _weight_of_names(headings), _start_of_year(headings)
    names: list[str] = []
    for place, name in enumerate(headings):
        if place < year_from and name in headings[year_from:]:
            names.append("other")
        elif name == "weight" and place != own_weight:
            above = headings[place - 1] if place else ""
            names.append(f"{above}{WEIGHT}" if above in LEVELS else "other")
        elif name == "target" and _is_outcome(names, headings):
            names.append("actual")
        elif name in names and name not in {"caption", "other"}:
            names.append("adjusted_target" if name == "target" else "other")
        else:
            names.append(name)
    return names


def _start_of_year(headings: Sequence[str]) -> int:
    """Return where the year's indicators begin beside those of more years, which have names of their own; else 0."""
    names = [place for place, name in enumerate(headings) if name == "name"]
    targets = [place for place, name in enumerate(headings) if name == "target"]
    if len(names) != _TERMS or len(targets) != _TERMS or not names[0] < targets[0] < names[1] < targets[1]:
        return 0
    return targets[0] + 1


def _weight_of_names(headings: Sequence[str]) -> int:
    """Return the place of the column that gives the indicators' weights; -1 where there is none."""
    places = [place for place, name in enumerate(headings) if name == "weight"]
    behind = headings.index("name") if "name" in headings else -1
    return next((place for place in places if place > behind), places[0] if places else -1)


def _is_outcome(before: Sequence[str], headings: Sequence[str]) -> bool:
    """Tell whether a second target says what came of the first: the weights stand between, and nothing else says it."""
    if "actual" in headings or "target" not in before:
        return False
    return "weight" in before[before.index("target") :]


def _levels_below_caption(line: list[SourceCell], names: list[str]) -> list[Column]:
    """Return the columns of the levels where one wide 绩效指标 stands over them all; none for a narrow one."""
    if names[0] != "caption" or len(line) < _FEWEST_HEADINGS:
        return []
    first, last = line[0].column, line[1].column - 1
    if first == last and plain(line[0].text) in _NAMES_IN_SHORT and {*names} >= {*_VALUES, "weight"}:
        return [Column("name", first, last)]  # the levels stand in rows of their own
    fields = {2: ("level_1", "name"), 3: (*LEVELS, "name")}.get(last - first + 1, ())
    return [Column(field, place, place) for place, field in enumerate(fields, first)]


def columns_below(line: list[SourceCell], above: list[Column]) -> list[Column] | None:
    """Return all columns where a row gives further headings below wider ones; None for any other row."""
    names = headings_with_own([cell.text for cell in line])
    if len(line) >= _FEWEST_BELOW and all(_is_part_of_unknown(cell, above) for cell in line) and {*names} == {"other"}:
        return with_those_above(
            [Column("other", cell.column, cell.last_column) for cell in line], above, is_known=False
        )
    if {*names} <= {*LEVELS, "name"} and (levels := _levels_below_one(line, names, above)) is not None:
        return levels
    halves = _values_and_units(line, names, above)
    if halves is not None:
        return with_those_above(halves, above)
    if len(line) < _FEWEST_BELOW or any(name in {"other", "caption", *LEVELS} for name in names):
        return None
    below = [Column(name, cell.column, cell.last_column) for name, cell in zip(names, line, strict=True)]
    kept = [each for each in above if not any(each.first <= new.last and new.first <= each.last for new in below)]
    taken = {each.field for each in kept}
    if len(set(names)) < len(names) or taken & set(names):
        return None
    return sorted([*kept, *below], key=lambda each: each.first)


def _levels_below_one(line: list[SourceCell], names: Sequence[str], above: list[Column]) -> list[Column] | None:
    """Return the columns where one wide heading, 评价指标, is parted into levels; the lowest of them has the names."""
    wide = next((each for each in above if each.field in {"name", "other"} and each.first == line[0].column), None)
    if wide is None or len({*names}) < max(_FEWEST_BELOW, len(names)) or line[-1].last_column > _reach(wide, above):
        return None
    fields = [*names[:-1], "name"]
    below = [Column(name, cell.column, cell.last_column) for name, cell in zip(fields, line, strict=True)]
    kept = [each for each in above if each is not wide]
    return None if {each.field for each in kept} & {*fields} else sorted([*kept, *below], key=lambda each: each.first)


def _values_and_units(line: list[SourceCell], names: Sequence[str], above: list[Column]) -> list[Column] | None:
    """Return the columns of a row that parts wide headings of values into number and unit; None for any other row."""
    below: list[Column] = []
    for cell, name in zip(line, names, strict=True):
        wide = next((each for each in above if each.first <= cell.column <= _reach(each, above)), None)
        if wide is None or wide.field not in _VALUES:
            return None
        if name == "target.unit":
            field = f"{wide.field}.unit"
        elif name == "target.sign" and wide.field == "target":
            field = name
        elif name in _VALUES or is_number_word(cell):
            field = wide.field
        else:
            return None
        below.append(Column(field, cell.column, cell.last_column))
    fields = {each.field for each in below}
    return below if len(fields) == len(below) and any(field.endswith(".unit") for field in fields) else None


def said_by_columns(line: Sequence[SourceCell], columns: Sequence[Column]) -> list[SourceCell]:
    """Return the headings whose words nobody knows, of columns that are taken: 年度任务完成值, 数值 below 指标值."""
    taken = {column.first for column in columns if column.field != "other"}
    return [cell for cell in line if cell.column in taken and (is_number_word(cell) or says_by_ending(cell.text))]


def is_number_word(cell: SourceCell) -> bool:
    """Tell whether a heading says that numbers stand below it, their units beside them."""
    return plain(cell.text) in _NUMBER_WORDS


def _reach(column: Column, columns: list[Column]) -> int:
    """Return the last place that a heading stands over: without merges, that before the next one."""
    return min((each.first - 1 for each in columns if each.first > column.first), default=column.last)


def _is_part_of_unknown(cell: SourceCell, above: list[Column]) -> bool:
    """Tell whether a cell stands below a wider heading that nobody knows; without merges, blanks say how wide it is."""
    width = cell.last_column - cell.column
    return not is_number(cell.text) and any(
        each.field == "other"
        and each.first <= cell.column
        and cell.last_column <= (reach := _reach(each, above))
        and width < reach - each.first
        for each in above
    )


def with_those_above(below: list[Column], above: list[Column], *, is_known: bool = True) -> list[Column]:
    """Return the columns of a second row of headings, and those of the first that it says nothing of."""
    taken = {each.field for each in below} if is_known else set()
    kept = [
        each
        for each in above
        if each.field not in taken and not any(each.first <= new.last and new.first <= each.last for new in below)
    ]
    return sorted([*kept, *below], key=lambda each: each.first)
