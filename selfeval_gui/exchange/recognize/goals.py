"""年度总体目标: the headings of goal and outcome, known or guessed, and the texts below or beside them."""

from __future__ import annotations

import re

from selfeval_gui.domain.fields import EXTRA, FieldRef, get_field
from selfeval_gui.domain.goals import further_part, goal_part
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column
from selfeval_gui.exchange.recognize.goals_within import CAME_OF_IT, GOAL, OTHER_GOAL, OUTCOME, take_goals_within
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.recognize.pieces import BESIDE_YEAR, OTHER_TERM, is_blank_year, is_year
from selfeval_gui.exchange.recognize.within_cell import take_within
from selfeval_gui.exchange.templates.labels import is_like_caption, meanings, plain
from selfeval_gui.exchange.templates.own_headings import are_goal_headings

Line = list[SourceCell]

_NUMBERED = re.compile(r"\s*(?:\d{1,2}[.、．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]、)")
_SECTION = re.compile(r"[一二三四五六七八九十]{1,2}、[^\s。；，：:]{2,16}(?:指标|情况|资金|任务|目标)")
_SENTENCE = re.compile(r"[。；，,;！：:]\s*\S|[。；！]$")
_INDICATORS = "指标"
_OF_TABLES = ("自评",)  # how captions over a table end, and no goal: 完成年度目标 is what came of one
_DEGREES = ("完成率", "完成程度", "进度")  # of what came of a goal: a number, no text
_HEADINGS = (*OUTCOME, "目标", "说明", "权重", "情况", "概述", "综述", "分值", "得分", "备注", "原因", *_DEGREES)
_MORE_YEARS = (*OTHER_TERM, "实施期")
_YEARS, _WHOLE = ("年度", "当年", "本年"), ("项目总", "总目标", "总体目标", "实施期")
_TASKS = (
    "主要任务",
    "重点任务",
    "重点工作",
    "任务名称",
    "进度计划",
    "实施进度",
    "实施计划",
)  # as captions of lists end
_BEFORE_TASKS = ("", "项目", "年度", "本年", "本年度", "当年", "全年")  # what a caption that stands alone begins with
_OF_OTHER_PARTS = {"indicator_columns", "fund_columns", "fund_rows"}
_CAPTION_AND_TEXT = 2
_LONGEST_HEADING = 16  # characters
_CELLS_OF_OWN_WORDS, _LONGEST_OWN_WORD = 3, 6


class GoalRows:
    """Takes the rows of goals."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._columns: list[Column] = []
        self._other = ""  # the caption in a row of its own of a goal that is not the year's, nothing below it yet
        self._is_below_caption = False  # of a goal of any term, with no headings between

    def begins(self, line: Line) -> bool:
        """Tell whether a row begins the goals: a heading that we know, or a goal and an outcome that we guess."""
        known = [meanings(cell.text) for cell in line]
        if begins_tasks(line):
            return False
        if any("goals" in each for each in known):
            return True
        if any({"head", "fund_rows", "fund_columns"} & each.keys() for each in known):
            return False
        if any(goal_part(each.get("extra", "")) for each in known):
            return False  # a further pair with names of its own, below the caption said again on the next page
        if len(line) == 1 and _is_caption_of_one(line[0]):
            return True
        guessed = {_guess(cell) for cell in line}
        if GOAL in guessed and any(_is_heading(cell) and _is_other_goal(cell) for cell in line):
            return True
        is_caption = "captions" in known[0] or is_like_caption(line[0].text) or _guess(line[0]) == CAME_OF_IT
        is_pair = len(line) == 2 and is_caption and _guess(line[0]) in self._blank_fields()
        return {"expected_goal", "actual_outcome"} <= guessed or (is_pair and not _is_heading(line[1]))

    def _blank_fields(self) -> set[str]:
        """Return what a heading with its text beside it may be of: the goal, and below that what came of it."""
        form = self._ledger.form
        return {GOAL, CAME_OF_IT} if form.expected_goal and not form.actual_outcome else {GOAL}

    def ends(self, line: Line) -> bool:
        """Tell whether a row below the goals is of another part: its caption, or a label of the head.

        Below a bare caption, which may have been left without a text, any label is.
        """
        if len(line) == 1 and _OF_OTHER_PARTS & meanings(line[0].text).keys():
            return True  # a text with one cell a line, whose headings stand in no row of theirs
        others = {"head", "extra"} if self._is_below_caption else {"head"}
        return _begins_section(line) or begins_tasks(line) or any(others & meanings(cell.text).keys() for cell in line)

    def header(self, line: Line) -> None:
        """Take a row with 预期目标 or 实际完成情况; their texts stand below, or beside them."""
        if len(line) == 1 and _is_caption_of_one(line[0]):
            self._caption(line[0])
            return
        if len(line) == _CAPTION_AND_TEXT and take_goals_within(line[1], self._ledger):
            self._ledger.label(line[0])
            return
        other = "" if plain(line[0].text).startswith(_YEARS) else self._other
        self._other, self._is_below_caption = "", False
        headings = [cell for cell in line if _is_heading(cell) and not _is_caption(cell, line)]
        fields = {cell: _known(cell) or _guess(cell) for cell in headings}
        if (goal := _goal_between(line)) is not None:
            headings, fields = [goal, line[-1]], {goal: GOAL, line[-1]: CAME_OF_IT}
        _prefer_year(fields)
        _leave_one_of_each(fields)
        _guess_outcome(fields)
        self._columns = []
        is_printed = are_goal_headings([cell.text for cell in headings])
        name = ""
        for cell in line:
            if cell in fields:
                name = fields[cell] or f"{EXTRA}{cell.text.strip()}"
                if other and fields[cell]:
                    name = f"{EXTRA}{further_part(other, fields[cell])}"
                self._ledger.label(cell)
                if fields[cell] and not _known(cell) and not is_printed:
                    self._ledger.doubt("goal.guessed", cell)
                self._columns.append(Column(name, cell.column, cell.last_column))
            elif name:
                self._take(name, cell)
            elif _is_heading(cell):
                self._ledger.label(cell)
            else:
                self._ledger.unmapped(cell)

    def _caption(self, cell: SourceCell) -> None:
        """Take a caption in a row of its own: the goal stands below, or its headings do."""
        is_of_year = plain(cell.text).removeprefix("项目").startswith(_YEARS)
        self._ledger.label(cell)
        self._other = "" if is_of_year else cell.text.strip(" :：")
        name = f"{EXTRA}{self._other}" if self._other else GOAL
        self._columns, self._is_below_caption = [Column(name, cell.column, cell.last_column)], True

    def texts(self, line: Line) -> None:
        """Take a row below the headings; a numbered heading with a text beside it begins something else."""
        if len(line) == 1 and take_within(line[0], self._ledger):
            return
        cells, self._other = [], ""
        for place, cell in enumerate(line):
            if "captions" in meanings(cell.text):
                self._ledger.label(cell)
            elif is_year(cell.text) or is_blank_year(cell.text):
                self._ledger.unmapped(cell)
            elif place + 1 < len(line) and _is_of_something_else(cell):
                self._ledger.label(cell)
                self._columns = [Column(f"{EXTRA}{plain(cell.text)}", cell.column, line[-1].last_column)]
            else:
                cells.append(cell)
        for place, cell in enumerate(cells):
            if len(cells) == len(self._columns):
                name = self._columns[place].field
                self._doubt_further(name, cell, line)
            else:
                name = min(self._columns, key=lambda each: _gap(cell, each)).field
                self._doubt_alone(name, cell, line)
            self._take(name, cell)

    def _doubt_further(self, name: str, cell: SourceCell, line: Line) -> None:
        """Doubt a second text below a goal, alone in its line: it may be of the part that follows."""
        is_second = not name.startswith(EXTRA) and bool(get_field(self._ledger.form, name))
        if self._ledger.is_wrapped and len(line) == 1 and is_second:
            self._ledger.doubt("row.shifted", cell, FieldRef(None, name))

    def _doubt_alone(self, name: str, cell: SourceCell, line: Line) -> None:
        """Doubt a text alone in its line where headings stand so, too: nothing but their order tells whose it is."""
        is_listed = self._ledger.is_wrapped and len(line) == 1
        if is_listed and len({each.first for each in self._columns}) < len(self._columns):
            self._ledger.doubt("row.shifted", cell, FieldRef(None, name))

    def _take(self, name: str, cell: SourceCell) -> None:
        if self._is_below_caption:
            self._ledger.append(self._ledger.form, name, cell, "\n")
        elif name.startswith(EXTRA):
            self._ledger.set_extra(name.removeprefix(EXTRA), cell)
        else:
            self._ledger.append(self._ledger.form, name, cell, "\n")


def _begins_section(line: Line) -> bool:
    """Tell whether a row below the goals is the caption of another part: 二、绩效指标, or 项目绩效自评 alone."""
    if len(line) != 1:
        return False
    text = line[0].text.strip()
    return _SECTION.fullmatch(text) is not None or (
        is_like_caption(text) and (text.endswith(_OF_TABLES) or _INDICATORS in text)
    )


def _goal_between(line: Line) -> SourceCell | None:
    """Return a heading of the goal in an office's own words, between the caption and 完成情况 at the end: 年初设定."""
    if len(line) != _CELLS_OF_OWN_WORDS or "captions" not in meanings(line[0].text):
        return None
    cell, is_outcome = line[1], CAME_OF_IT in (_known(line[2]), _guess(line[2]))
    is_word = len(plain(cell.text)) <= _LONGEST_OWN_WORD and not any(sign.isdigit() for sign in cell.text)
    return cell if is_outcome and is_word and not _is_heading(cell) and not _SENTENCE.search(cell.text) else None


def begins_tasks(line: Line) -> bool:
    """Tell whether a row begins a list of tasks: 年度主要任务 | 任务名称 | 完成情况, or its caption alone."""
    word = plain(line[0].text)
    if len(line) > 1:
        return word.endswith(_TASKS)
    return any(word.removeprefix(before) in _TASKS for before in _BEFORE_TASKS)


def _prefer_year(fields: dict[SourceCell, str]) -> None:
    """Take the year's goal for the expected one where that of the whole project stands beside it."""
    goals = [cell for cell, field in fields.items() if field == "expected_goal"]
    year = next((cell for cell in fields if plain(cell.text).startswith(_YEARS) and _guess(cell) == GOAL), None)
    if year is not None and any(plain(cell.text).startswith(_WHOLE) for cell in goals):
        fields.update(dict.fromkeys(goals, ""))
        fields[year] = GOAL


def _leave_one_of_each(fields: dict[SourceCell, str]) -> None:
    """Let each field have one guessed heading at most, and none where it has one that we know."""
    for name in ("expected_goal", "actual_outcome"):
        same = [cell for cell, field in fields.items() if field == name]
        chosen = next((cell for cell in same if _known(cell)), same[0] if same else None)
        fields.update({cell: "" for cell in same if cell != chosen and not _known(cell)})


def _guess_outcome(fields: dict[SourceCell, str]) -> None:
    """Take the last heading, if it is the one we do not know, for the outcome where that has no other."""
    found = [*fields.items()]
    rest = [cell for cell, field in found if not field and not _is_other_goal(cell) and not _is_degree(cell)]
    if len(rest) == 1 and rest[0] is found[-1][0] and "actual_outcome" not in fields.values() and len(found) > 1:
        fields[rest[0]] = "actual_outcome"


def _is_degree(cell: SourceCell) -> bool:
    return plain(cell.text).endswith(_DEGREES)


def _known(cell: SourceCell) -> str:
    return meanings(cell.text).get("goals", "")


def _guess(cell: SourceCell) -> str:
    """Return the field a heading seems to be of; "" for one of a goal that no form has, and for any other text."""
    word = plain(cell.text)
    if not _is_heading(cell) or _NUMBERED.match(cell.text) or _is_other_goal(cell):
        return ""
    if word.endswith(OUTCOME):
        return "actual_outcome"
    return "expected_goal" if word.endswith("目标") else ""


def _is_heading(cell: SourceCell) -> bool:
    """Tell whether a cell is a heading: a known one, or a short word of their kind and no sentence."""
    text, word = cell.text.strip(), plain(cell.text)
    known = meanings(text)
    if {"goals", "captions"} & known.keys() or known.get("indicator_columns") == "reason":
        return True
    return len(word) <= _LONGEST_HEADING and not _SENTENCE.search(text) and word.endswith(_HEADINGS)


def _is_of_something_else(cell: SourceCell) -> bool:
    """Tell whether a cell below the goals is the heading of another text: a numbered one, 长期目标."""
    return _is_heading(cell) and bool(_NUMBERED.match(cell.text) or _is_other_goal(cell))


def _is_other_goal(cell: SourceCell) -> bool:
    """Tell whether a heading is of a goal that no form has a field for: 长期目标, 项目中期绩效目标, 调整后目标."""
    return plain(cell.text).removeprefix("项目").startswith(OTHER_GOAL)


def _is_caption_of_one(cell: SourceCell) -> bool:
    """Tell whether a cell alone in its row is the caption of a goal below it: that of more years, or of the year."""
    word = plain(cell.text)
    is_goal = word.endswith("目标") and _is_heading(cell) and not _NUMBERED.match(cell.text)
    return is_goal and word.removeprefix("项目").startswith((*_MORE_YEARS, *_YEARS))


def other_term(line: Line, *, has_year_apart: bool) -> str:
    """Return the caption beside headings of indicators of another term than the year's: 长期绩效指标; or a blank."""
    words = (plain(cell.text) for cell in line)
    terms = (*OTHER_TERM, *BESIDE_YEAR) if has_year_apart else OTHER_TERM
    return next((word for word in words if word.startswith(terms) and word.endswith("绩效指标")), "")


def _is_caption(cell: SourceCell, line: Line) -> bool:
    """Tell whether a heading only stands before those of the texts: 年度总体目标, or one with a number of its own."""
    if _NUMBERED.match(cell.text):
        return True
    beside = next((other for other in line if other.column > cell.last_column), None)
    is_before = cell is line[0] and beside is not None and _is_heading(beside)
    is_other_goal = any(GOAL in (_known(other), _guess(other)) for other in line[1:])
    if "captions" in meanings(cell.text):
        is_beside_goal = is_other_goal or cell.last_row > cell.row  # else it is the only heading the goal has
        return not _guess(cell) or (is_before and is_beside_goal)
    return is_before and is_other_goal and not _known(cell) and is_like_caption(cell.text)


def _gap(cell: SourceCell, column: Column) -> int:
    return max(cell.column - column.last, column.first - cell.last_column, 0)
