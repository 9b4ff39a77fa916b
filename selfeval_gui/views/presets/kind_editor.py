"""Edit a kind (口径, 表样) of one's own; what does not hold is refused with a sentence, and the dialog stays."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.quiet_widgets import SignedLabel
from selfeval_gui.views.basics.steady_area import SteadyArea


class KindEditor(QDialog):
    """Fields one below the other, 保存 and 取消. A subclass adds the fields, then calls `lay_out`.

    Signals
    -------
    edited(kind)
        the user agreed and the kind is sound.
    """

    edited = Signal(object)

    def __init__(self, stem: str, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(f"edit{stem[0].upper()}{stem[1:]}Dialog")
        self.setWindowTitle(title)
        self._stem = stem
        self.area = SteadyArea(self)
        self.area.setWidgetResizable(True)
        self.inside = QWidget(self)
        self.rows = QFormLayout(self.inside)

    def lay_out(self, middle: QWidget, size: tuple[int, int], *notices: QWidget) -> None:
        """Put the sentence and the buttons below the middle; the size is in 字."""
        self.area.setWidget(self.inside)  # after the rows, so that it is measured with them
        self.problem = SignedLabel(theme.severity_icon(Severity.ERROR), self)
        self.problem.text.setObjectName(f"{self._stem}Problem")
        self.problem.hide()
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("保存"), QDialogButtonBox.ButtonRole.AcceptRole).setObjectName(f"{self._stem}Save")
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName(f"{self._stem}Cancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.addWidget(middle, 1)
        for widget in (self.problem, *notices, buttons):
            page.addWidget(widget)
        em = self.fontMetrics().horizontalAdvance("字")
        resize_on_screen(self, em * size[0], em * size[1])

    def made(self) -> object | None:
        """Return the kind as the dialog says; None, after `say`, where that is none."""
        raise NotImplementedError

    def say(self, problem: str) -> None:
        """Say what does not hold; "" takes the sentence away."""
        self.problem.tell(problem)

    def accept(self) -> None:
        """Pass the kind on and close; stay where there is none."""
        kind = self.made()
        if kind is not None:
            self.edited.emit(kind)
            super().accept()
