"""项目名称: the names of projects as forms and list write them; two or more are said to be one project's."""

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

_SIZE_EMS = (54, 28)
ProjectAt = tuple[str, str]


class ProjectNamesDialog(QDialog):
    """Asks; a flow does.

    Signals
    -------
    said(unit, names, are_one)
        the names that are chosen are one project's of the unit, or no longer.
    """

    said = Signal(str, object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("projectNamesDialog")
        self.setWindowTitle(_("项目名称"))
        self._counts: Mapping[ProjectAt, int] = {}
        self._names: UnitNames | None = None
        self.table = PickTable((_("项目名称"), _("单位"), _("份数"), _("已说明")), self)
        self.table.setObjectName("projectNamesTable")
        self.table.setAccessibleName(_("自评表和名单里的项目名称"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        told = _(
            "选同一单位两个以上的名称（Ctrl 点，或 Shift+方向键），说明是同一个项目。名单上的名称份数为 0，也可以选。"
            "说明记在登记册里，表不改动。"
        )
        self.same = push_button(self, "projectNamesSame", _("是同一个项目"), self._say_same)
        self.other = push_button(self, "projectNamesOther", _("不再算同一个项目"), self._say_other)
        close = push_button(self, "projectNamesClose", _("关闭"), self.reject)
        row = QHBoxLayout()
        for button in (self.same, self.other):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        page = QVBoxLayout(self)
        page.addWidget(QuietLabel(told, self, wraps=True))
        page.addWidget(self.table, 1)
        page.addLayout(row)
        self.table.itemSelectionChanged.connect(self._chosen)
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in ((1, 14), (2, 4), (3, 12)):
            self.table.setColumnWidth(column, em * width)
        self.resize(em * _SIZE_EMS[0], em * _SIZE_EMS[1])
        self._chosen()

    def show_names(self, counts: Mapping[ProjectAt, int], names: UnitNames, chosen: Collection[ProjectAt]) -> None:
        """List the names, those chosen that are asked about."""
        self._counts, self._names = counts, names
        self.table.setRowCount(0)
        for (unit, name), count in counts.items():
            self.table.add_row((name, unit, str(count), _standing(unit, name, names)))
        self.table.clearSelection()
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        for row in range(self.table.rowCount()):
            if self._at(row) in chosen:
                self.table.selectRow(row)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setFocus()

    def chosen(self) -> list[ProjectAt]:
        """Return unit and name of the rows that are chosen, from above."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [self._at(row) for row in sorted(rows)]

    def unit(self) -> str | None:
        """Return the one unit that the chosen names are of; forms go before a list, which may name departments."""
        chosen = self.chosen()
        of_forms = [unit for unit, name in chosen if unit and self._counts[unit, name]]
        units = of_forms or [unit for unit, _name in chosen if unit]
        if self._names is None or len({self._names.key(unit) for unit in units}) > 1:
            return None
        return units[0] if units else ""

    def _at(self, row: int) -> ProjectAt:
        name, unit = (self.table.item(row, column) for column in (0, 1))
        shown = Qt.ItemDataRole.DisplayRole
        return ("", "") if name is None or unit is None else (str(unit.data(shown)), str(name.data(shown)))

    def _chosen(self) -> None:
        unit, chosen = self.unit(), self.chosen()
        self.same.setEnabled(unit is not None and len(chosen) > 1)
        is_said = self._names is not None and any(len(self._names.project_names(*each)) > 1 for each in chosen)
        self.other.setEnabled(unit is not None and is_said)

    def _say_same(self, _checked: bool = False) -> None:
        self.said.emit(self.unit(), [name for _unit, name in self.chosen()], True)

    def _say_other(self, _checked: bool = False) -> None:
        self.said.emit(self.unit(), [name for _unit, name in self.chosen()], False)


def _standing(unit: str, name: str, names: UnitNames) -> str:
    called, *others = names.project_names(unit, name)
    if not others:
        return ""
    return (
        _("就是“{project}”").format(project=called)
        if called != name
        else _("也叫“{names}”").format(names=_("”“").join(others))
    )
