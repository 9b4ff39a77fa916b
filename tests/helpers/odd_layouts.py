"""Forms as no template lays them out: columns, rows, words and numbers where offices put them, drawn by chance.

Every text that is no printed word is unlike any other on its paper, so that it can be told where it went.
"""

from __future__ import annotations

from enum import Enum
from random import Random
from typing import NamedTuple

from selfeval_gui.exchange.readers.grid import Aside, Grid, Source, SourceCell, put_aside
from selfeval_gui.exchange.templates.labels import aliases

_PLACES = "东岭 石桥 清泉 白塔 南湾 松山 竹溪 柳河 沙洲 云台".split()
_THINGS = "水闸 校舍 码头 路灯 粮仓 林场 渡口 礼堂 苗圃 机房".split()
_UNITS_OF_MONEY = ("（万元）", "（元）", "（千元）", "（百万元）", "（亿元）", "")
_LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "成本指标": ("经济成本指标",),
    "效益指标": ("社会效益指标", "生态效益指标"),
    "满意度指标": ("服务对象满意度指标",),
}
_SIGNS = ("≥", "≤", "=", "定性", "定量指标", "不少于")
_UNITS = ("个", "项", "次", "%", "万元", "/")
_TITLES = ("项目支出绩效自评表", "2023年度项目绩效自评表", "财政支出绩效评价自评表", "部门整体绩效自评情况表")


class Role(Enum):
    """What a cell is: a word that every reader knows, a word of this paper alone, or what somebody entered."""

    PRINTED = "printed"
    OWN_WORD = "own word"
    VALUE = "value"


class OddCell(NamedTuple):
    """A cell, and the pieces of its text that were entered."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str
    role: Role
    pieces: tuple[str, ...]


class OddLayout:
    """Draws one layout; `cells` is the paper."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.cells: list[OddCell] = []
        self.asides: list[tuple[Aside, str]] = []
        self._row = 0
        self._count = 0
        self._money = random.choice(_UNITS_OF_MONEY)
        self._known = aliases()
        self._is_merged = random.random() < 0.5
        for part in (self._top, self._head, self._funds, self._goals, self._indicators, self._tail):
            self._stray()
            part()
        self._stray()
        kinds = random.sample([*Aside], random.randint(0, 4))
        self.asides += ((kind, random.choice([self._odd(), "项目名称", "产出指标"])) for kind in kinds)

    # ---- words and numbers ---------------------------------------------------------------------------------------

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _word(self, ending: str = "") -> str:
        self._count += 1
        return f"{self._random.choice(_PLACES)}{self._random.choice(_THINGS)}{chr(0x5200 + self._count)}{ending}"

    def _number(self) -> str:
        digits = self._random.randint(1, 6)
        return str(self._random.randint(10 ** (digits - 1), 10**digits - 1))

    def _odd(self) -> str:
        """Return something that somebody wrote where nothing belongs."""
        number = self._number()
        return self._random.choice([number, number, f"{number}元", f"{number[:2]}年", self._word(), self._word("。")])

    def _one_of(self, section: str, name: str) -> str:
        return str(self._random.choice(self._known[section][name]))

    def _put(
        self, column: int, text: str, role: Role, *, wide: int = 1, high: int = 1, pieces: tuple[str, ...] = ()
    ) -> None:
        if text:
            given = pieces or ((text,) if role is not Role.PRINTED else ())
            place = (self._row, column, self._row + high - 1, column + wide - 1)
            self.cells.append(OddCell(*place, text, role, given))

    def _stray(self) -> None:
        """Put a row between two parts, or none: a number, a word and a number, a sentence."""
        for _ in range(self._random.choice([0, 0, 1, 2])):
            first = self._random.randint(0, 4)
            for column in range(first, first + self._random.randint(1, 3)):
                text = self._odd()
                self._put(column, text, Role.VALUE if column > first or text[0].isdigit() else Role.OWN_WORD)
            self._row += 1

    # ---- the parts of a form -------------------------------------------------------------------------------------

    def _top(self) -> None:
        self._put(0, self._random.choice(_TITLES), Role.PRINTED, wide=8)
        self._row += 1
        if self._chance(0.5):
            self._put(0, self._random.choice(["（2023年度）", "2023年", "（20__年度）", "单位：万元"]), Role.PRINTED)
            self._row += 1
        if self._chance(0.3):
            unit, person = self._word("局"), self._word("员")
            text = f"部门：{unit}  联系人：{person}"
            self._put(0, text, Role.VALUE, pieces=(unit, person))
            self._row += 1

    def _head(self) -> None:
        names = ["project_name", *self._random.sample(["department", "implementing_unit"], 2)]
        labels = [(self._one_of("head", name), Role.PRINTED) for name in names]
        labels += [
            (label, Role.PRINTED) for label in self._random.sample(self._known["extra"], self._random.randint(0, 4))
        ]
        if self._chance(0.5):
            labels.append((self._word("号"), Role.OWN_WORD))
        column = 0
        for number, (label, role) in enumerate(labels):
            value = self._random.choice([self._word("院"), self._word("站"), self._number()]) if number > 2 else ""
            self._put(
                column, label + self._random.choice(["", "："]), role, pieces=(label,) * (role is not Role.PRINTED)
            )
            self._put(column + 1, value or self._word("处"), Role.VALUE, wide=2)
            if self._chance(0.1):
                self._put(column + 3, self._odd(), Role.VALUE)
            column = 4 if column == 0 and self._chance(0.5) else 0
            self._row += column == 0
        self._row += 1

    def _funds(self) -> None:
        caption = self._random.choice(["项目资金", "预算执行情况", "资金情况"])
        weight = self._random.choice(["", "", "（20分）"]) if not self._money else ""
        self._put(0, caption + self._money + weight, Role.PRINTED)
        fields = [name for name in self._known["fund_columns"] if name not in {"budget", "other"} and self._chance(0.7)]
        fields = list(dict.fromkeys(["annual_budget", "executed", *fields]))
        self._random.shuffle(fields)
        columns: list[str] = []
        for name in fields:
            if self._chance(0.15):
                columns.append("")
            columns.append(name)
        for place, name in enumerate(columns, 2):
            label = self._one_of("fund_columns", name) if name else self._word("数")
            self._put(place, label, Role.PRINTED if name else Role.OWN_WORD)
        if self._chance(0.2):
            self._put(len(columns) + 2 + self._random.randint(0, 1), self._odd(), Role.VALUE)
        self._row += 1
        rows = [("total", self._random.choice([self._one_of("fund_rows", "total"), "经费合计"]), Role.PRINTED)]
        parts = [name for name in self._known["fund_rows"] if name != "total"]
        for name in self._random.sample(parts, self._random.randint(0, 4)):
            rows.append((name, self._random.choice(["", "其中："]) + self._one_of("fund_rows", name), Role.PRINTED))
        if self._chance(0.3):
            rows.append(("own", self._word("补助"), Role.OWN_WORD))
        for row, label, role in rows:
            self._put(1, label, role)
            for place, name in enumerate(columns, 2):
                if self._chance(0.75):
                    self._put(place, self._fund_value(name, row), Role.VALUE)
            if self._chance(0.1):
                self._put(len(columns) + 3, self._odd(), Role.VALUE)
            self._row += 1

    def _fund_value(self, name: str, row: str) -> str:
        if name == "execution_rate":
            return f"{self._random.randint(1, 100)}%"
        if name in {"extra.资金偏差原因", "method"}:
            return self._word("。")
        if not name:
            return self._odd()
        number = self._number()
        return number if row == "total" or self._chance(0.9) else f"{number}元"

    def _goals(self) -> None:
        goal, outcome = self._one_of("goals", "expected_goal"), self._one_of("goals", "actual_outcome")
        extra = [self._word(ending) for ending in ("目标", "情况", "权重") if self._chance(0.2)]
        heads = [(goal, Role.PRINTED), (outcome, Role.PRINTED), *((word, Role.OWN_WORD) for word in extra)]
        self._put(0, "年度总体目标", Role.PRINTED, high=2)
        for place, (head, role) in enumerate(heads):
            self._put(1 + 2 * place, head, role, wide=2)
        self._row += 1
        for place in range(len(heads)):
            text = self._random.choice([self._word("已经完工。"), self._word("已经完工。"), self._odd()])
            self._put(1 + 2 * place, text, Role.VALUE, wide=2)
        self._row += 1

    # ---- 绩效指标 ------------------------------------------------------------------------------------------------

    def _indicators(self) -> None:
        fields = ["level_1", "level_2", "name", "target"]
        fields += [name for name in ("actual", "weight", "score", "reason") if self._chance(0.85)]
        for name in self._random.sample([*self._known["more_columns"], "", ""], self._random.randint(0, 4)):
            fields.insert(self._random.randint(3, len(fields)), name)
        if self._chance(0.3):
            place = self._random.randint(3, len(fields) - 1)
            fields[place:] = self._random.sample(fields[place:], len(fields) - place)
        left = self._random.choice([[], ["caption"], ["caption"], ["serial"]])
        columns = [*left, *fields]
        for place, name in enumerate(columns):
            self._heading(place, name)
        if self._chance(0.15):
            self._put(len(columns) + 1, self._odd(), Role.VALUE)
        self._row += 1
        serial = 0
        for one, below in _LEVELS.items():
            if self._chance(0.25):
                continue
            for two in self._random.sample(below, self._random.randint(1, len(below))):
                for number in range(self._random.randint(1, 3)):
                    serial += 1
                    self._indicator(columns, one, two, serial, is_first=number == 0)
        if self._chance(0.7):
            self._put(0, self._random.choice(["总分", "合计"]), Role.PRINTED)
            for place, name in enumerate(columns):
                if name in {"weight", "score"} and place:
                    self._put(place, self._number(), Role.VALUE)
            self._row += 1

    def _heading(self, place: int, name: str) -> None:
        if name in self._known["indicator_columns"]:
            self._put(place, self._one_of("indicator_columns", name), Role.PRINTED)
        elif name == "serial":
            self._put(place, "序号", Role.PRINTED)
        elif name in self._known["more_columns"]:
            self._put(place, self._one_of("more_columns", name), Role.PRINTED)
        else:
            self._put(place, self._word("栏"), Role.OWN_WORD)

    def _indicator(self, columns: list[str], one: str, two: str, serial: int, *, is_first: bool) -> None:
        for place, name in enumerate(columns):
            if name == "level_1" and (is_first or not self._is_merged):
                self._put(place, one, Role.PRINTED)
            elif name == "level_2" and (is_first or not self._is_merged):
                self._put(place, two, Role.PRINTED)
            elif name == "serial":
                self._put(place, str(serial), Role.PRINTED)
            elif name == "name":
                self._put(place, self._word("率"), Role.VALUE)
            elif name not in {"level_1", "level_2", "caption"} and self._chance(0.85):
                value = self._indicator_value(name)
                is_word = name == "target.sign" or value == "/"
                self._put(place, value, Role.PRINTED if is_word else Role.VALUE)
        if self._chance(0.06):
            self._put(len(columns) + self._random.randint(0, 1), self._odd(), Role.VALUE)
        self._row += 1

    def _indicator_value(self, name: str) -> str:
        if name in {"weight", "score"}:
            return self._number()[:3] if self._chance(0.95) else self._word()
        if name == "target.sign":
            return self._random.choice(_SIGNS)
        if name == "target.unit":
            return self._random.choice(_UNITS)
        if name == "score_share":
            return f"{self._random.randint(1, 9999) / 100:.3f}"  # unlike what the row's own score gives
        if name in {"target", "actual", "adjusted_target"}:
            return self._random.choice([self._number(), f"{self._number()}%", f"≥{self._number()}", self._word()])
        return self._odd()

    def _tail(self) -> None:
        if self._chance(0.4):
            self._put(0, self._random.choice(self._known["notes"]), Role.PRINTED)
            self._put(1, self._random.choice([self._word("。"), self._number()]), Role.VALUE)
            self._row += 1
        if self._chance(0.4):
            person, phone = self._word("员"), self._number()
            self._put(0, f"填表人：{person}  联系电话：{phone}", Role.VALUE, pieces=(person, phone))
            self._row += 1


def as_source(layout: OddLayout, random: Random) -> Source:
    """Return the paper as a workbook, as tables of a document or as pages of a paper, cut between two rows."""
    kind = random.choice(["workbook", "workbook", "tables", "pages"])
    last = max(cell.last_row for cell in layout.cells)
    cut = last + 1 if kind == "workbook" else random.randint(1, last)
    grids = []
    for number, (low, high) in enumerate(((0, cut), (cut, last + 1))):
        cells = [
            SourceCell(number, c.row - low, c.column, c.last_row - low, c.last_column, c.text)
            for c in layout.cells
            if low <= c.row < high
        ]
        if cells:
            hidden = frozenset(
                row for row in {cell.row for cell in cells} if kind == "workbook" and random.random() < 0.1
            )
            name = f"table {number + 1}" if kind == "tables" else f"page {number + 1}"
            grids.append(Grid(name, cells, hidden_rows=hidden))
    for aside, text in layout.asides:
        put_aside(grids, aside, "Sheet1!B3" if kind == "workbook" else "page 1", text)
    return Source(grids, is_workbook=kind == "workbook", is_wrapped=kind == "pages")


def accounts_of(layout: OddLayout, source: Source) -> list[tuple[OddCell, SourceCell]]:
    """Return each cell of the paper, and each text beside it, with what the reader made of it."""
    beside = [OddCell(0, 0, 0, 0, text, Role.VALUE, (text,)) for _kind, text in layout.asides]
    read = [cell for grid in source.grids for cell in grid.cells]
    return list(zip([*layout.cells, *beside], read, strict=True))
