"""Which of the workbooks about the review are wanted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.work.review.materials import Material

_WIDTH_EMS = 34
_TEXTS = {
    Material.RESCORING: _("复核表：逐行复核过的表，每份一张，前面是复核汇总"),
    Material.ISSUES: _("问题清单：全部意见，位置、原内容、答复和了结没有"),
    Material.OPINIONS: _("评审意见表：内容完整性、论证充分性、结果客观性和评审得分"),
}


class MaterialsDialog(QDialog):
    """All are ticked at first.

    Signals
    -------
    wanted(materials)
        these are to be written; one at least.
    """

    wanted = Signal(object)

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("materialsDialog")
        self.setWindowTitle(_("导出审核材料"))
        page = QVBoxLayout(self)
        page.addWidget(QuietLabel(about, self, wraps=True))
        self._boxes = {}
        for material, text in _TEXTS.items():
            box = QCheckBox(text, self)
            box.setObjectName(f"materials{material.title()}")
            box.setAccessibleName(text)
            box.setChecked(True)
            box.toggled.connect(self._permit)
            page.addWidget(box)
            self._boxes[material] = box
        page.addStretch(1)
        buttons = QDialogButtonBox(self)
        self._accept = buttons.addButton(_("导出…"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        for name, button in (("materialsAccept", self._accept), ("materialsCancel", cancel)):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
        self._accept.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page.addWidget(buttons)
        resize_on_screen(self, _WIDTH_EMS * self.fontMetrics().horizontalAdvance("字"), self.sizeHint().height())

    def accept(self) -> None:
        """Say what is wanted and close."""
        super().accept()
        self.wanted.emit(self._ticked())

    def _ticked(self) -> list[Material]:
        return [material for material, box in self._boxes.items() if box.isChecked()]

    def _permit(self, _checked: bool = False) -> None:
        self._accept.setEnabled(bool(self._ticked()))
