"""The tables of the register to type in: units and projects, each row a copy of what the register holds of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.fields import FieldKind
from selfeval_gui.domain.numbers import NotANumber, format_typed, parse_amount
from selfeval_gui.domain.typed_fields import parse_field
from selfeval_gui.domain.words import MONEY_UNITS, bare_name
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.rows import lay_rows

if TYPE_CHECKING:
    from selfeval_gui.domain.review.register import Project, Unit

_APART = re.compile(r"[、，,；;\n]+")
_BETWEEN = "、"
_EXEMPT = _("免报")
_UNIT = {"code": _("编码"), "name": _("单位"), "others": _("其他写法"), "contact": _("联系人"), "phone": _("电话")}
_PROJECT = {
    **{"code": _("编码"), "name": _("项目名称"), "unit": _("单位"), "budget": _("批复预算")},
    **{"budget_unit": _("金额单位"), "exempt": _("免报理由")},
}

_WIDTHS = {"unit": 12, "others": 14, "exempt": 9, "budget_unit": 5, "phone": 9}  # letters


class BadCell(Exception):
    """A cell holds what the register cannot; its text is the sentence."""

    def __init__(self, table: RowsTable, row: int, column: int, sentence: str) -> None:
        super().__init__(sentence)
        self.table, self.row, self.column = table, row, column


class RowsTable(QWidget):
    """Rows to type in, to add and to remove; `name` begins the object names.

    Signals
    -------
    counted(rows)
        there are so many rows now.
    """

    counted = Signal(int)

    def __init__(self, name: str, words: str, headings: dict[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = list(headings)
        self.table = QTableWidget(0, len(headings), self)
        self.table.setObjectName(f"{name}Table")
        self.table.setAccessibleName(words)
        self.table.setHorizontalHeaderLabels(list(headings.values()))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        lay_rows(self.table)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(self._columns.index("name"), QHeaderView.ResizeMode.Stretch)
        tools = QHBoxLayout()
        for button_name, text, work in (
            (f"{name}Add", _("增加一行"), self._add_clicked),
            (f"{name}Remove", _("删除选中的行"), self._remove_clicked),
        ):
            button = QPushButton(text, self)
            button.setObjectName(button_name)
            button.setAutoDefault(False)
            button.clicked.connect(work)
            tools.addWidget(button)
        tools.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 4, 0, 0)
        page.addWidget(self.table, 1)
        page.addLayout(tools)

    def put(self, values: Sequence[Any]) -> None:
        """Show these and no others."""
        self.table.setRowCount(0)
        self.table.setRowCount(len(values))
        for row, value in enumerate(values):
            self._fill(row, value)
        self._fit()
        self.counted.emit(len(values))

    def _fit(self) -> None:
        em = self.table.fontMetrics().horizontalAdvance("字")
        for column, name in enumerate(self._columns):
            self.table.setColumnWidth(column, em * _WIDTHS.get(name, 7))

    def _fill(self, row: int, value: Any) -> None:
        for column, name in enumerate(self._columns):
            item = QTableWidgetItem("" if value is None else self._shown(value, name))
            if column == 0:
                item.setData(Qt.ItemDataRole.UserRole, value)
            self.table.setItem(row, column, item)

    def _shown(self, value: Any, name: str) -> str:
        return str(getattr(value, name))

    def _held(self, row: int) -> Any:
        """Return what the register held of a row; None for one that was added here."""
        item = self.table.item(row, 0)
        return None if item is None else item.data(Qt.ItemDataRole.UserRole)

    def _texts(self, row: int) -> dict[str, str]:
        found = {}
        for column, name in enumerate(self._columns):
            item = self.table.item(row, column)
            found[name] = str(parse_field(FieldKind.TEXT, "" if item is None else item.text().strip()))
        return found

    def _bad(self, row: int, name: str, sentence: str) -> BadCell:
        return BadCell(self, row, self._columns.index(name), sentence)

    def go_to(self, row: int, column: int) -> None:
        """Let the user type into a cell."""
        self.table.setCurrentCell(row, column)
        self.table.setFocus()

    def _add_clicked(self, _checked: bool = False) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        self._fill(row, None)
        self.counted.emit(row + 1)
        self.go_to(row, self._columns.index("name"))
        self.table.edit(self.table.currentIndex())

    def _remove_clicked(self, _checked: bool = False) -> None:
        for row in sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True):
            self.table.removeRow(row)
        self.counted.emit(self.table.rowCount())


class UnitsTable(RowsTable):
    """The units with all spellings of their names."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("registerUnits", _("单位"), _UNIT, parent)

    def _shown(self, value: Any, name: str) -> str:
        return _BETWEEN.join(value.others) if name == "others" else super()._shown(value, name)

    def units(self) -> list[Unit]:
        """Return the units that are typed; BadCell for one without a name, or one that stands there twice."""
        from selfeval_gui.domain.review.register import Unit, spellings

        found, seen = [], set[str]()
        for row in range(self.table.rowCount()):
            texts = self._texts(row)
            if not any(texts.values()):
                continue
            name = texts["name"]
            if not name:
                raise self._bad(row, "name", _("单位第 {row} 行没有名称，请填上或删去这一行。").format(row=row + 1))
            if bare_name(name) in seen:
                text = _("单位“{name}”有两行，请合成一行，别的写法填在“其他写法”里。")
                raise self._bad(row, "name", text.format(name=name))
            seen.add(bare_name(name))
            typed, held = _APART.split(texts["others"]), self._held(row) or Unit(name=name)
            others = spellings(name, typed, [each for each in held.others if each in typed])
            found.append(held.model_copy(update={**texts, "others": others}))
        return found


class ProjectsTable(RowsTable):
    """The projects with the budgets that were approved."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("registerProjects", _("项目"), _PROJECT, parent)

    def _shown(self, value: Any, name: str) -> str:
        if name == "budget":
            return format_typed(value.budget)
        if name == "exempt":
            return "" if value.exempt is None else value.exempt.reason or _EXEMPT
        return super()._shown(value, name)

    def projects(self, by: str) -> list[Project]:
        """Return the projects that are typed, what is exempt now by a person's name; BadCell for what cannot be."""
        from selfeval_gui.domain.review.register import Exemption, Project

        found, seen = [], set[tuple[str, str]]()
        for row in range(self.table.rowCount()):
            texts = self._texts(row)
            if not any(texts[name] for name in texts if name != "budget_unit"):
                continue
            name, key = texts["name"], (bare_name(texts["unit"]), bare_name(texts["name"]))
            if not name:
                raise self._bad(row, "name", _("项目第 {row} 行没有名称，请填上或删去这一行。").format(row=row + 1))
            if key in seen:
                text = _("“{unit}”的项目“{name}”有两行，请删去多余的一行。")
                raise self._bad(row, "name", text.format(name=name, unit=texts["unit"] or _("未写单位")))
            seen.add(key)
            money = texts["budget_unit"] or MONEY_UNITS[0]
            if money not in MONEY_UNITS:
                text = _("“{name}”的金额单位“{unit}”不是“万元”或“元”，请改正。")
                raise self._bad(row, "budget_unit", text.format(name=name, unit=money))
            try:
                budget = parse_amount(texts["budget"], money).number
            except NotANumber:
                text = _("“{name}”的批复预算“{budget}”不是一个数，请改正。")
                raise self._bad(row, "budget", text.format(name=name, budget=texts["budget"])) from None
            held, reason = self._held(row) or Project(name=name), texts["exempt"]
            exempt = held.exempt if reason else None
            if reason and (exempt is None or reason not in {exempt.reason, _EXEMPT}):
                exempt = Exemption(by=by, reason="" if reason == _EXEMPT else reason)
            values = {**texts, "budget": budget, "budget_unit": money, "exempt": exempt}
            found.append(held.model_copy(update=values))
        return found
