"""Choose the row that documents go to: what dragging them there does, by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import rows_with_parents
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.quiet_widgets import PlainLabel
from selfeval_gui.views.basics.rows import lay_rows

_WIDTH, _HEIGHT = 30, 16  # letters, lines


class OtherRowDialog(QDialog):
    """Lists every indicator but the one the documents are at.

    Signals
    -------
    agreed(node, both)
        the documents go to this row; the first one keeps them, too, where `both` says so.
    """

    agreed = Signal(str, bool)

    def __init__(self, form: Form, row: NodeId, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("otherRowDialog")
        self.setWindowTitle(_("佐证材料移到另一行"))
        self._rows = QListWidget(self)
        self._rows.setObjectName("otherRows")
        self._rows.setAccessibleName(_("三级指标"))
        lay_rows(self._rows)
        metrics = self.fontMetrics()
        self._rows.setMinimumSize(_WIDTH * metrics.horizontalAdvance("国"), _HEIGHT * metrics.height())
        for _top, second, each in rows_with_parents(form.indicators):
            if each.id != row:
                item = QListWidgetItem(f"{second.name.strip()} / {each.name.strip()}", self._rows)
                item.setData(Qt.ItemDataRole.UserRole, each.id)
        self._both = QCheckBox(_("原来的行也留着，两行共用"), self)
        self._both.setObjectName("otherRowBoth")
        buttons = QDialogButtonBox(self)
        self._agree = buttons.addButton(_("移过去"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._agree.setObjectName("otherRowAgree")
        self._agree.setDefault(True)
        self._agree.setEnabled(self._rows.count() > 0)
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("otherRowCancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._rows.itemDoubleClicked.connect(self.accept)
        page = QVBoxLayout(self)
        page.addWidget(PlainLabel(_("选中的 {count} 份材料移到：").format(count=count), self))
        page.addWidget(self._rows, 1)
        page.addWidget(self._both)
        page.addWidget(buttons)
        self._rows.setCurrentRow(0)

    def accept(self) -> None:
        """Tell the row and close."""
        if self._rows.currentIndex().isValid():
            self.agreed.emit(self._rows.currentIndex().data(Qt.ItemDataRole.UserRole), self._both.isChecked())
            super().accept()
