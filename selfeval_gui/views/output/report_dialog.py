"""自评报告: by which outline, and whether without names and telephone numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import StillBox
from selfeval_gui.work.summing import ReportWay

if TYPE_CHECKING:
    from selfeval_gui.exchange.reports.outline import ReportOutline

_WIDTH_EMS = 40


class ReportDialog(QDialog):
    """It asks; the file is chosen and written by its flow.

    Signals
    -------
    wanted(way)
        a ReportWay.
    """

    wanted = Signal(object)

    def __init__(self, outlines: Iterable[ReportOutline], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportDialog")
        self.setWindowTitle(_("自评报告草稿"))
        self._sources: list[str] = []
        self.box = StillBox(self)
        self.box.setObjectName("reportOutline")
        self.box.setAccessibleName(_("提纲"))
        for each in outlines:
            self.box.addItem(each.name, each.id)
            self._sources.append(each.source)
        self.source = QuietLabel("", self, wraps=True)
        self.source.setObjectName("reportSource")
        self.public = QCheckBox(_("公开版：隐去人名、电话，不附填报质量检查情况"), self)
        self.public.setObjectName("reportPublic")
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("起草…"), QDialogButtonBox.ButtonRole.AcceptRole).setObjectName("reportAccept")
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("reportCancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page = QFormLayout(self)
        page.addRow(_("提纲"), self.box)
        page.addRow("", self.source)
        page.addRow("", self.public)
        page.addRow(buttons)
        self.box.currentIndexChanged.connect(self._tell)
        self._tell()
        resize_on_screen(self, self.fontMetrics().horizontalAdvance("字") * _WIDTH_EMS, self.sizeHint().height())

    def accept(self) -> None:
        """Close, then say what is wanted: a chooser follows."""
        super().accept()
        self.wanted.emit(ReportWay(str(self.box.currentData()), self.public.isChecked()))

    def _tell(self, _index: int = 0) -> None:
        self.source.setText(self._sources[self.box.currentIndex()])
