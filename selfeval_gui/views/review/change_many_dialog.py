"""Which forms get another rule set, or another spelling of their unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.storage.summary import Summary
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.ticked_forms import TickedForms


class ChangeManyDialog(QDialog):
    """All are ticked at first; `field` holds what they get.

    Signals
    -------
    wanted(paths)
        these forms are to be changed; one at least.
    """

    wanted = Signal(object)

    def __init__(self, offered: Sequence[Summary], title: str, label: str, field: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("changeManyDialog")
        self.setWindowTitle(title)
        self.field = field
        self.forms = TickedForms(offered, "changeMany", _("要改的自评表"), self)
        buttons = QDialogButtonBox(self)
        self._accept = buttons.addButton(_("改好并保存"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        for name, words, widget in (
            *(("changeManyField", label, field), ("changeManyAccept", self._accept.text(), self._accept)),
            ("changeManyCancel", cancel.text(), cancel),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self._accept.setDefault(True)
        form = QFormLayout()
        form.addRow(label, field)
        page = QVBoxLayout(self)
        page.addWidget(self.forms, 1)
        page.addLayout(form)
        words = _("每份表马上保存，原来的一版留在“历史版本”里；别人打开着的不动，会说明。")
        page.addWidget(QuietLabel(words, self, wraps=True))
        page.addWidget(buttons)
        self.forms.changed.connect(self._permit)
        if isinstance(field, QLineEdit):
            field.textChanged.connect(self._permit)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

    def accept(self) -> None:
        """Say which are wanted and close; there must be a form."""
        if self._is_complete():
            super().accept()
            self.wanted.emit(self.forms.paths)

    def _is_complete(self) -> bool:
        has_value = not isinstance(self.field, QLineEdit) or bool(self.field.text().strip())
        return has_value and bool(self.forms.ticked)

    def _permit(self, _what: object = None) -> None:
        self._accept.setEnabled(self._is_complete())
