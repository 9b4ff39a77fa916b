"""Ask which forms become final, or drafts again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QRadioButton, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.storage.summary import Summary
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.ticked_forms import TickedForms


class StatusDialog(QDialog):
    """Every form of the list is ticked at first.

    Signals
    -------
    wanted(paths, is_final)
        the user agreed.
    """

    wanted = Signal(object, bool)

    def __init__(self, offered: Sequence[Summary], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusDialog")
        self.setWindowTitle(_("批量定稿"))
        self.forms = TickedForms(offered, "status", _("要标明状态的自评表"), self)
        self.final = QRadioButton(_("标明定稿"), self)
        self.draft = QRadioButton(_("改回草稿"), self)
        self.final.setChecked(True)
        note = QuietLabel(_("没打开的表会打开，标明后不自动保存；每份表可以各自撤销。"), self, wraps=True)
        buttons = QDialogButtonBox(self)
        self._accept = buttons.addButton(_("标明"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        for name, widget in (
            *(("statusFinal", self.final), ("statusDraft", self.draft)),
            *(("statusAccept", self._accept), ("statusCancel", cancel)),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(widget.text())
        self._accept.setDefault(True)
        page = QVBoxLayout(self)
        page.addWidget(self.forms, 1)
        for each in (self.final, self.draft, note, buttons):
            page.addWidget(each)
        self.forms.changed.connect(self._permit)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._permit()

    def accept(self) -> None:
        """Say what is wanted and close; there must be a form."""
        if self.forms.ticked:
            super().accept()
            self.wanted.emit(self.forms.paths, self.final.isChecked())

    def _permit(self) -> None:
        self._accept.setEnabled(bool(self.forms.ticked))
