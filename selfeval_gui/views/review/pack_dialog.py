"""Which unit's forms are to be packed: the unit, its forms, and what the checks say of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.pick_table import PickTable
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import StillBox

if TYPE_CHECKING:
    from selfeval_gui.item_models.project_row import ProjectRow

_SIZE_EMS = (44, 24)


class PackDialog(QDialog):
    """The unit with the most forms is chosen at first.

    Signals
    -------
    wanted(units, with_evidence)
        the forms of these units are to be packed, with what proves them or without: the names, with their rows.
    """

    wanted = Signal(object, bool)

    def __init__(
        self, units: Mapping[str, Sequence[ProjectRow]], unanswered: Mapping[str, int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("packDialog")
        self.setWindowTitle(_("传出"))
        self._units, self._unanswered = units, unanswered
        self.unit = StillBox(self)
        for unit, rows in units.items():
            self.unit.addItem(_("{unit}（{count} 份）").format(unit=unit, count=len(rows)), [unit])
        if len(units) > 1:  # a department hands all of them on
            text = _("全部 {units} 个单位（{count} 份），每个单位一包")
            count = sum(len(rows) for rows in units.values())
            self.unit.addItem(text.format(units=len(units), count=count), list(units))
        self.table = PickTable((_("项目"), _("检查结果"), _("未答复的意见")), self)
        self.evidence = QCheckBox(_("附上佐证材料：编号复制进包里，带清单，原件不动"), self)
        buttons = QDialogButtonBox(self)
        self._accept = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        for name, words, widget in (
            *(("packUnit", _("单位"), self.unit), ("packForms", _("要传出的自评表"), self.table)),
            ("packEvidence", self.evidence.text(), self.evidence),
            *(("packAccept", _("传出"), self._accept), ("packCancel", _("取消"), cancel)),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self._accept.setDefault(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(_("单位"), self.unit)
        page = QVBoxLayout(self)
        page.addLayout(form)
        page.addWidget(self.table, 1)
        page.addWidget(self.evidence)
        words = _("包里有各份自评表、清单和 PDF；第几次由程序数，原来的表不动。")
        page.addWidget(QuietLabel(words, self, wraps=True))
        page.addWidget(buttons)
        self.unit.currentIndexChanged.connect(self._show)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.unit.setCurrentIndex(max(range(len(units)), key=[len(rows) for rows in units.values()].__getitem__))
        self._show()
        em = self.fontMetrics().horizontalAdvance("字")
        resize_on_screen(self, _SIZE_EMS[0] * em, _SIZE_EMS[1] * em)

    def accept(self) -> None:
        """Say what is wanted and close."""
        wanted = {unit: list(self._units[unit]) for unit in self.unit.currentData()}
        super().accept()
        self.wanted.emit(wanted, self.evidence.isChecked())

    def _show(self, _place: int = 0) -> None:
        rows = [row for unit in self.unit.currentData() for row in self._units[unit]]
        self.table.setRowCount(0)
        for row in rows:
            count = self._unanswered.get(row.summary.form_id, 0)
            cells = (row.summary.project_name.strip() or row.path.name, row.findings, str(count) if count else "")
            self.table.add_row(cells, str(row.path))
        for column in (1, 2):
            self.table.resizeColumnToContents(column)
        self._accept.setText(_("传出 {count} 份…").format(count=len(rows)))
        self._accept.setAccessibleName(self._accept.text())
