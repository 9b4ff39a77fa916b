"""The line above a form that may not simply be edited: why, and what can be done about it. Stays while it holds."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.announcing import announce
from selfeval_gui.views.basics.theme import Tone


class Notice(NamedTuple):
    """What the bar says: an icon, a sentence, and buttons as (key, verb)."""

    icon: str
    tone: Tone
    text: str
    buttons: tuple[tuple[str, str], ...] = ()


class FormBar(QFrame):
    """Shows one notice; hidden without.

    Signals
    -------
    pressed(key)
        one of the notice's buttons.
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formBar")
        self.setAutoFillBackground(True)
        self._notice: Notice | None = None
        self._sign = QLabel(self)
        self._text = QLabel(self, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._text.setObjectName("formBarText")
        self._text.setMinimumWidth(1)  # a long name must not widen the window
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons: list[QPushButton] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(10, 4, 6, 4)
        self._line.addWidget(self._sign)
        self._line.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says, "" while it is hidden."""
        return "" if self._notice is None else self._notice.text

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice in place of the last one; None hides the bar."""
        if notice == self._notice:
            return
        self._notice = notice
        for button in self._buttons:
            button.deleteLater()
        self._buttons.clear()
        self.setVisible(notice is not None)
        if notice is None:
            return
        self._text.setText(notice.text)
        for key, verb in notice.buttons:
            button = QPushButton(verb, self)
            button.setObjectName(f"formBar{key}")
            button.setAccessibleName(verb)
            button.setProperty("key", key)
            button.clicked.connect(self._pressed)
            self._line.addWidget(button)
            self._buttons.append(button)
        self._dress()
        announce(self, notice.text, is_urgent=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _pressed(self, _checked: bool = False) -> None:
        self.pressed.emit(self.sender().property("key"))

    def _dress(self) -> None:
        """Take the colours of the palette, which may have changed from light to dark."""
        if self._notice is None:
            return
        side = self.fontMetrics().height() + 2
        self._sign.setPixmap(theme.icon(self._notice.icon, self._notice.tone).pixmap(side, side))
        palette, ground = QPalette(), theme.tint(self._notice.tone)
        if self.palette().color(QPalette.ColorRole.Window) != ground:  # setting it is a change of the palette again
            palette.setColor(QPalette.ColorRole.Window, ground)
            self.setPalette(palette)
