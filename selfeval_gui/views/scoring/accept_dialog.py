"""Ask why a finding may stand as it is, and who says so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.pasted_text import CleanBlock, LinePaste
from selfeval_gui.views.basics.quiet_widgets import PlainLabel

_WIDTH_EMS = 34


class AcceptDialog(QDialog):
    """Reason and name; both are needed.

    Signals
    -------
    agreed(reason, by)
        the user wants the finding accepted.
    """

    agreed = Signal(str, str)

    def __init__(self, line: str, by: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("acceptDialog")
        self.setWindowTitle(_("接受检查结果"))
        finding = PlainLabel(line, self)
        finding.setWordWrap(True)
        self.reason = CleanBlock(self)
        self.reason.setObjectName("acceptReason")
        self.reason.setAccessibleName(_("理由"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(4 * self.fontMetrics().lineSpacing())
        self.by = QLineEdit(by, self)
        LinePaste(self.by)
        self.by.setObjectName("acceptBy")
        self.by.setAccessibleName(_("填写人"))
        fields = QFormLayout()
        fields.addRow(_("理由"), self.reason)
        fields.addRow(_("填写人"), self.by)
        note = PlainLabel(_("这一条仍列在检查结果里，标为已接受，不再计数；理由存在表里，可以撤回。"), self)
        note.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        self._accept = buttons.addButton(_("接受"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._accept.setObjectName("acceptAgree")
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("acceptCancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.addWidget(finding)
        page.addLayout(fields)
        page.addWidget(note)
        page.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * _WIDTH_EMS)
        self.reason.textChanged.connect(self._changed)
        self.by.textChanged.connect(self._changed)
        self._changed()

    def accept(self) -> None:
        """Pass the answer on and close, if it is complete."""
        reason, by = self.reason.toPlainText().strip(), self.by.text().strip()
        if reason and by:
            self.agreed.emit(reason, by)
            super().accept()

    def _changed(self, _text: str = "") -> None:
        self._accept.setEnabled(bool(self.reason.toPlainText().strip() and self.by.text().strip()))
