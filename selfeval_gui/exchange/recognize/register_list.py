"""The rows of a bureau's list as a register: which column says what, in whatever order and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from selfeval_gui.domain.days import read_days
from selfeval_gui.domain.fields import FieldKind
from selfeval_gui.domain.numbers import NotANumber, parse_amount
from selfeval_gui.domain.review.register import Exemption, Project, Register, RegisterNames, Task, Unit, spellings
from selfeval_gui.domain.tree import new_id
from selfeval_gui.domain.typed_fields import NotAYear, parse_field
from selfeval_gui.domain.wanted import Wanted
from selfeval_gui.domain.words import (
    MONEY_UNIT,
    MONEY_UNITS,
    MoneyUnit,
    bare_label,
    half_width,
    money_unit_of,
    squeezed,
)

_HEADINGS: dict[str, tuple[str, ...]] = {
    "unit": (
        "单位",
        "单位名称",
        "预算单位",
        "预算单位名称",
        "实施单位",
        "项目实施单位",
        "项目单位",
        "填报单位",
        "承担单位",
    ),
    "unit_code": ("单位编码", "单位代码", "预算单位编码", "预算单位代码", "单位编号"),
    "others": ("其他写法", "别名", "曾用名", "简称", "单位简称", "其他名称", "又名"),
    "contact": ("联系人", "经办人", "填报人", "联系人姓名"),
    "phone": ("联系电话", "电话", "手机", "联系方式", "手机号码"),
    "project": ("项目", "项目名称", "预算项目", "预算项目名称"),
    "project_code": ("项目编码", "项目代码", "项目编号"),
    "budget": (
        *("预算", "预算数", "预算金额", "批复预算", "批复金额", "批复预算数", "核定预算", "年初预算", "年初预算数"),
        *("预算批复数", "金额", "项目预算", "项目金额", "预算总额"),
    ),
    "exempt": ("免报", "是否免报"),
    "reason": ("免报原因", "免报理由"),
    "due": ("截止日期", "截止时间", "报送期限", "报送截止日期", "上报期限", "截止日"),
    "year": ("年度", "预算年度", "年份"),
}
_COLUMN_OF = {bare_label(word): name for name, words in _HEADINGS.items() for word in words}
_FILLED_DOWN = ("unit", "unit_code")  # written once for the projects below
_APART = re.compile(r"[、,，;；/\n]+")
_YES = {"是", "√", "✓", "免", "免报", "y", "yes", "1"}
_SUMS = {"合计", "总计", "小计", "汇总"}


class ListDoubt(NamedTuple):
    """A row of the list that was not wholly understood: its number among the filled rows, a code and its text."""

    row: int
    code: str
    text: str


class RegisterRead(NamedTuple):
    """The register a list makes, None where no heading was found, what is doubtful, and the lines for projects."""

    register: Register | None
    doubts: list[ListDoubt]
    lines: list[Wanted]


def read_register_list(rows: Sequence[Sequence[str]]) -> RegisterRead:
    """Return the register; a row without a project names a unit alone."""
    heading = next((number for number, row in enumerate(rows) if _is_heading(row)), None)
    if heading is None:
        return RegisterRead(None, [], [])
    columns = _columns(rows[heading])
    unit_of_money, is_stated = _money_unit(rows[: heading + 1], rows[heading], columns)
    made = _Made(unit_of_money, is_money_stated=is_stated)
    last: dict[str, str] = {}
    for number, row in enumerate(rows[heading + 1 :], heading + 2):
        values = {name: row[place].strip() if place < len(row) else "" for name, place in columns.items()}
        if squeezed(values.get("unit") or values.get("project", "")) in _SUMS or not any(values.values()):
            continue
        if values.get("unit") and values["unit"] != last.get("unit"):
            last = {}
        for name in _FILLED_DOWN:
            values[name] = last[name] = values.get(name) or last.get(name, "")
        made.take(number, values)
    if "budget" in columns and not is_stated:
        made.doubts.append(ListDoubt(heading + 1, "list.no_money_unit", unit_of_money))
    return RegisterRead(made.register(), made.doubts, made.lines())


def read_wanted(rows: Sequence[Sequence[str]]) -> list[Wanted]:
    """Return the projects of a list; of one that has no heading, or none but for the names, the names alone."""
    lines = read_register_list(rows).lines
    if lines:
        return lines
    for number, row in enumerate(rows):
        place = _columns(row).get("project")
        if place is not None:
            named = [below[place].strip() for below in rows[number + 1 :] if place < len(below)]
            return [Wanted(name) for name in named if name and squeezed(name) not in _SUMS]
    return [Wanted(row[0].strip()) for row in rows if row and row[0].strip()]


def _is_heading(row: Sequence[str]) -> bool:
    found = set(_columns(row))
    return ("project" in found and len(found) > 1) or {"unit", "unit_code"} <= found or {"unit", "contact"} <= found


def _columns(row: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, text in enumerate(row):
        name = _COLUMN_OF.get(bare_label(MONEY_UNIT.made.sub("", text)))
        if name is not None:
            columns.setdefault(name, place)
    return columns


def _money_unit(
    above: Sequence[Sequence[str]], heading: Sequence[str], columns: dict[str, int]
) -> tuple[MoneyUnit, bool]:
    """Return the unit of the budgets, said in their heading or above the table, and whether it is said."""
    said = MONEY_UNIT.made.search(half_width(heading[columns["budget"]])) if "budget" in columns else None
    lines = [money_unit_of(text) for row in above for text in row]
    word = said.group() if said else next(filter(None, lines), None)
    return next((unit for unit in MONEY_UNITS if unit == word), MONEY_UNITS[0]), word is not None


class _Made:
    """The register in the making."""

    def __init__(self, money: MoneyUnit, *, is_money_stated: bool) -> None:
        self._money = money
        self._stated_money = money if is_money_stated else None
        self._lines: list[Wanted] = []
        self._units: dict[str, Unit] = {}
        self._projects: dict[tuple[str, str], Project] = {}
        self._task = Task()
        self.doubts: list[ListDoubt] = []

    def register(self) -> Register:
        return Register(
            id=new_id(), task=self._task, units=[*self._units.values()], projects=[*self._projects.values()]
        )

    def lines(self) -> list[Wanted]:
        """Return every line for a project, with all the spellings of its unit."""
        spelt = {RegisterNames(None).at(unit.name, ""): unit.others for unit in self._units.values()}
        return [line._replace(spellings=spelt.get(RegisterNames(None).at(line.unit, ""), ())) for line in self._lines]

    def take(self, number: int, values: dict[str, str]) -> None:
        unit, project = values["unit"], values.get("project", "")
        if unit:
            self._take_unit(unit, values)
        self._take_task(number, values)
        if not project:
            if not unit:
                self.doubts.append(ListDoubt(number, "list.no_name", " ".join(filter(None, values.values()))))
            return
        key = RegisterNames(None).at(unit, project)
        is_exempt, year = values.get("exempt", "").casefold() in _YES, _year(values.get("year", ""))
        if key in self._projects:
            self.doubts.append(ListDoubt(number, "list.twice", project))
            if year is not None:  # the same project of another year is another line, though the register has it once
                budget = _amount(values.get("budget", ""), self._money)
                self._lines.append(Wanted(project, unit, year, budget, self._stated_money, (), is_exempt))
            return
        self._projects[key] = Project(
            code=values.get("project_code", ""),
            name=project,
            unit=unit,
            budget=self._budget(number, values.get("budget", "")),
            budget_unit=self._money,
            exempt=Exemption(reason=values.get("reason", "")) if is_exempt else None,
        )
        budget = self._projects[key].budget
        self._lines.append(Wanted(project, unit, year, budget, self._stated_money, (), is_exempt))

    def _take_unit(self, name: str, values: dict[str, str]) -> None:
        known = self._units.setdefault(RegisterNames(None).at(name, "")[0], Unit(name=name))
        known.code = known.code or values["unit_code"]
        known.contact = known.contact or values.get("contact", "")
        known.phone = known.phone or values.get("phone", "")
        known.others = spellings(known.name, [*known.others, name, *_APART.split(values.get("others", ""))])

    def _take_task(self, number: int, values: dict[str, str]) -> None:
        if values.get("year"):
            year = _year(values["year"])
            if year is None:
                self.doubts.append(ListDoubt(number, "list.bad_year", values["year"]))
            self._task.year = self._task.year or year
        if values.get("due"):
            span = read_days(values["due"].split(" ")[0], self._task.year)
            if span is None:
                self.doubts.append(ListDoubt(number, "list.bad_day", values["due"]))
            else:
                self._task.due = max(self._task.due or "", span.last.isoformat())

    def _budget(self, number: int, text: str) -> Decimal | None:
        amount = _amount(text, self._money)
        if amount is None and text:
            self.doubts.append(ListDoubt(number, "list.bad_budget", text))
        return amount


def _year(text: str) -> int | None:
    try:
        year = parse_field(FieldKind.YEAR, text) if text else None
    except NotAYear:
        return None
    return year if isinstance(year, int) else None


def _amount(text: str, money: MoneyUnit) -> Decimal | None:
    try:
        return parse_amount(text, money).number
    except NotANumber:
        return None
