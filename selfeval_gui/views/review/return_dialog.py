"""Which units get their forms back, and whether what the checks say goes with them as remarks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import StillBox
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.work.review.returning import UnitWaiting

_SIZE_EMS = (40, 28)
_FINDINGS = ((None, _("只退回写好的意见")), ("error", _("先把错误变成意见")), ("warning", _("先把错误和警告变成意见")))


class ReturnDialog(QDialog):
    """Every unit is ticked at first; where it is limited, only what the review desk shows goes back.

    Signals
    -------
    wanted(units, findings)
        these units get packages; findings are "error", "warning" or None, as `return_forms` takes them.
    """

    wanted = Signal(object, object)

    def __init__(
        self, waiting: Sequence[UnitWaiting], parent: QWidget | None = None, *, is_limited: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("returnDialog")
        self.setWindowTitle(_("退回"))
        self._waiting = waiting
        self.list = QListWidget(self)
        lay_rows(self.list)
        for each in waiting:
            values = {"unit": each.unit or _("未写单位"), "forms": each.forms, "remarks": each.remarks}
            text = _("{unit}：{forms} 份，{remarks} 条意见") if each.remarks else _("{unit}：{forms} 份，没有意见")
            item = QListWidgetItem(text.format(**values), self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.findings = StillBox(self)
        for key, text in _FINDINGS:
            self.findings.addItem(text, key)
        buttons = QDialogButtonBox(self)
        self._accept = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        every, remarked = QPushButton(_("全选"), self), QPushButton(_("只选有意见的"), self)
        for name, words, widget in (
            *(("returnUnits", _("退回给哪些单位"), self.list), ("returnFindings", _("检查结果"), self.findings)),
            *(("returnAll", every.text(), every), ("returnRemarked", remarked.text(), remarked)),
            *(("returnAccept", _("退回"), self._accept), ("returnCancel", _("取消"), cancel)),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self._accept.setDefault(True)
        line = QHBoxLayout()
        for button, slot in ((every, self._tick_all), (remarked, self._tick_remarked)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            line.addWidget(button)
        line.addStretch(1)
        form = QFormLayout()
        form.addRow(_("检查结果"), self.findings)
        page = QVBoxLayout(self)
        page.addWidget(self.list, 1)
        page.addLayout(line)
        page.addLayout(form)
        words = _("每个单位一个文件夹和一个压缩包，里面只有它自己的意见。对方不用本程序，在 Excel 或 Word 里也能答复。")
        if is_limited:
            words = _("只退回审核台里选中的或显示的，没有显示的不动。") + words
        page.addWidget(QuietLabel(words, self, wraps=True))
        page.addWidget(buttons)
        self.list.itemChanged.connect(self._permit)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._permit()
        em = self.fontMetrics().horizontalAdvance("字")
        resize_on_screen(self, _SIZE_EMS[0] * em, _SIZE_EMS[1] * em)

    def accept(self) -> None:
        """Say what is wanted and close; there must be a unit."""
        if self._ticked():
            super().accept()
            self.wanted.emit(self._ticked(), self.findings.currentData())

    def _ticked(self) -> list[str]:
        return [
            each.unit
            for row, each in enumerate(self._waiting)
            if self.list.item(row).checkState() is Qt.CheckState.Checked
        ]

    def _tick_all(self, _checked: bool = False) -> None:
        self._tick({each.unit for each in self._waiting})

    def _tick_remarked(self, _checked: bool = False) -> None:
        self._tick({each.unit for each in self._waiting if each.remarks})

    def _tick(self, units: set[str]) -> None:
        for row, each in enumerate(self._waiting):
            state = Qt.CheckState.Checked if each.unit in units else Qt.CheckState.Unchecked
            self.list.item(row).setCheckState(state)

    def _permit(self, _item: QListWidgetItem | None = None) -> None:
        count = len(self._ticked())
        self._accept.setText(_("退回 {count} 个单位…").format(count=count))
        self._accept.setAccessibleName(self._accept.text())
        self._accept.setEnabled(bool(count))
