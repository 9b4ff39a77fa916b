"""A quiet line above the page for what the user should know but need not answer."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.announcing import announce
from selfeval_gui.views.basics.theme import Tone


class _Said(NamedTuple):
    text: str
    severity: Severity | None


class MessageBar(QFrame):
    """Shows the last message, below one that offers an action as long as that is open; hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setAutoFillBackground(True)
        self._tone = Tone.HINT
        self._offered: _Said | None = None  # the message that goes with the button
        self._plain: _Said | None = None  # the last one without
        self._sign = QLabel(self)
        self._text = QLabel(self, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._text.setObjectName("messageText")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setMinimumWidth(1)  # a long path must not widen the window
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._act = QToolButton(self, toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._act.setObjectName("messageAction")
        close = QToolButton(self, autoRaise=True)
        close.setToolTip(_("关闭这条消息"))
        close.setObjectName("messageClose")
        close.setAccessibleName(_("关闭这条消息"))
        close.setIcon(theme.icon("close"))
        close.clicked.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 4, 6, 4)
        for widget in (self._sign, self._text, self._act, close):
            line.addWidget(widget, 1 if widget is self._text else 0)
        self.hide()

    @property
    def text(self) -> str:
        """The message, "" when none is shown."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, severity: Severity | None, action: QAction | None = None) -> None:
        """Show a message in place of the last; None is a plain notice.

        One with an action stays above those without that come after it: what can still be done is not swept away.
        """
        said = _Said(text, severity)
        if action is not None:
            self._offered, self._plain = said, None
            self._put_on(action)
        else:
            self._offered, self._plain = None if self.isHidden() else self._offered, said
        self._show_all()
        announce(self, text, is_urgent=severity is not None)

    def withdraw(self, action: QAction) -> None:
        """Take an offer away with its message, and the bar with it where nothing else was said."""
        if self._offered is not None and self._act.defaultAction() is action:
            self._offered = None
            self._show_all()

    def _put_on(self, action: QAction) -> None:
        for old in self._act.actions():
            self._act.removeAction(old)
        self._act.setDefaultAction(action)
        self._act.setAccessibleName(action.text())

    def _show_all(self) -> None:
        shown = [each for each in (self._offered, self._plain) if each is not None]
        self._act.setVisible(self._offered is not None)
        if shown:
            severities = [each.severity for each in shown if each.severity is not None]
            heaviest = min(severities, key=list(Severity).index, default=None)
            self._tone = Tone.GOOD if heaviest is None else theme.SEVERITY_TONES[heaviest]
            self._text.setText("\n".join(each.text for each in shown))
            self._dress()
        self.setVisible(bool(shown))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        """Take the colours of the palette, which may have changed from light to dark."""
        name = {Tone.ERROR: "error", Tone.WARNING: "warning", Tone.HINT: "hint"}.get(self._tone, "ok")
        side = self.fontMetrics().height() + 2
        self._sign.setPixmap(theme.icon(name, self._tone).pixmap(side, side))
        palette, ground = QPalette(), theme.tint(self._tone)
        if self.palette().color(QPalette.ColorRole.Window) != ground:  # setting it is a change of the palette again
            palette.setColor(QPalette.ColorRole.Window, ground)
            self.setPalette(palette)
