"""单位名称: the names of units as the forms write them; two or more are said to be one unit's, or several units'."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.pick_table import PickTable
from selfeval_gui.views.basics.push_button import push_button
from selfeval_gui.views.basics.quiet_label import QuietLabel

if TYPE_CHECKING:
    from selfeval_gui.domain.review.register import UnitNames

_SIZE_EMS = (46, 26)


class UnitNamesDialog(QDialog):
    """Asks; a flow does.

    Signals
    -------
    said(names, are_one)
        the names that are chosen are one unit's, or each is another's.
    """

    said = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unitNamesDialog")
        self.setWindowTitle(_("单位名称"))
        self.table = PickTable((_("单位名称"), _("份数"), _("已说明")), self)
        self.table.setObjectName("unitNamesTable")
        self.table.setAccessibleName(_("自评表里的单位名称"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        told = _("选两个以上的名称（Ctrl 点，或 Shift+方向键），说明是不是同一个单位。说明记在登记册里，表不改动。")
        hint = QuietLabel(told, self, wraps=True)
        self.same = push_button(self, "unitNamesSame", _("是同一个单位"), self._say_same)
        self.apart = push_button(self, "unitNamesApart", _("不是同一个单位"), self._say_apart)
        close = push_button(self, "unitNamesClose", _("关闭"), self.reject)
        row = QHBoxLayout()
        for button in (self.same, self.apart):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        page = QVBoxLayout(self)
        page.addWidget(hint)
        page.addWidget(self.table, 1)
        page.addLayout(row)
        self.table.itemSelectionChanged.connect(self._chosen)
        em = self.fontMetrics().horizontalAdvance("字")
        self.table.setColumnWidth(1, em * 4)
        self.table.setColumnWidth(2, em * 18)
        self.resize(em * _SIZE_EMS[0], em * _SIZE_EMS[1])
        self._chosen()

    def show_names(self, counts: Mapping[str, int], names: UnitNames, chosen: Collection[str]) -> None:
        """List the names, those chosen that forms are known to share."""
        self.table.setRowCount(0)
        for name, count in counts.items():
            self.table.add_row((name, str(count), _standing(name, names)))
        self.table.clearSelection()
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        for row in range(self.table.rowCount()):
            if self._name(row) in chosen:
                self.table.selectRow(row)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setFocus()

    def names(self) -> list[str]:
        """Return the names that are chosen, from above."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [self._name(row) for row in sorted(rows)]

    def _name(self, row: int) -> str:
        item = self.table.item(row, 0)
        return "" if item is None else str(item.data(Qt.ItemDataRole.DisplayRole))

    def _chosen(self) -> None:
        for button in (self.same, self.apart):
            button.setEnabled(len(self.names()) > 1)

    def _say_same(self, _checked: bool = False) -> None:
        self.said.emit(self.names(), True)

    def _say_apart(self, _checked: bool = False) -> None:
        self.said.emit(self.names(), False)


def _standing(name: str, names: UnitNames) -> str:
    if names.stands_apart(name):
        return _("是单独的一个单位")
    unit = names.of(name)
    if names.is_spelling(name) and unit != name:
        return _("就是“{unit}”").format(unit=unit)
    return ""
