"""The lamp 可上传 beside the project's name: whether the chosen system would take the form, and each reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.theme import Tone

if TYPE_CHECKING:
    from selfeval_gui.work.uploading import Reason

_MOST_LISTED = 15


class UploadLamp(QToolButton):
    """A button that opens the list of reasons; hidden where nobody uploads forms.

    Signals
    -------
    place_wanted(node, field)
        the user wants to mend what a reason speaks of.
    """

    place_wanted = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, autoRaise=True, toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setObjectName("uploadLamp")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._reasons: Sequence[Reason] = ()
        self._system = ""
        self._list = QMenu(self)
        self._list.setObjectName("uploadReasons")
        self.setMenu(self._list)
        self._more: QAction | None = None
        self.hide()

    def follow(self, action: QAction) -> None:
        """Let the list end with the way to all forms."""
        self._more = action

    def show_reasons(self, system: str, reasons: Sequence[Reason]) -> None:
        """Show what a system says of the form at hand."""
        if (system, reasons) == (self._system, self._reasons) and not self.isHidden():
            return
        self._system, self._reasons = system, reasons
        count = len(reasons)
        self.setText(_("不可上传，{count} 处").format(count=count) if count else _("可上传"))
        self.setAccessibleName(self.text())
        told = _("“{system}”收这份表。") if not count else _("“{system}”不收这份表，点开看每一处。")
        self.setToolTip(told.format(system=system))
        self.setAccessibleDescription(self.toolTip())
        self._list.clear()
        for reason in reasons[:_MOST_LISTED]:
            line = self._list.addAction(reason.sentence.replace("&", "&&"))
            line.triggered.connect(partial(self._go, reason))
        if count > _MOST_LISTED:
            text = _("还有 {count} 处，见“一体化对接…”").format(count=count - _MOST_LISTED)
            self._list.addAction(text).setEnabled(False)
        if self._more is not None:
            self._list.addSeparator()
            self._list.addAction(self._more)
        self._dress()
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _go(self, reason: Reason, _checked: bool = False) -> None:
        self.place_wanted.emit(reason.node, reason.field)

    def _dress(self) -> None:
        self.setIcon(theme.icon("error", Tone.ERROR) if self._reasons else theme.icon("ok", Tone.GOOD))
