"""A sentence right below (or above) the widget it speaks of, like a tooltip that stays."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.announcing import announce

_WIDTH_EMS = 22
_GAP = 2


class HintBubble(QLabel):
    """Shows plain text beside its target, moves with it and leaves with it."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target.parentWidget())
        self._target = target
        self.setObjectName("cellHint")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        # A child of a view's viewport would take the ground of the cells.
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self.setForegroundRole(QPalette.ColorRole.ToolTipText)
        self.setMargin(4)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        target.installEventFilter(self)
        target.destroyed.connect(self.deleteLater)

    def say(self, text: str) -> None:
        """Show the sentence and have it read out, or hide for an empty one."""
        self.setText(text)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.ToolTipBase, theme.tint(theme.Tone.WARNING))
        palette.setColor(QPalette.ColorRole.ToolTipText, theme.color(theme.Tone.TEXT))
        self.setPalette(palette)
        self.setVisible(bool(text))
        if text:
            self._place()
        announce(self._target, text, is_urgent=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the target; nothing is kept from it."""
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize} and self.isVisible():
            self._place()
        elif event.type() == QEvent.Type.Hide:
            self.hide()
        return super().eventFilter(watched, event)

    def _spot(self) -> QRect:
        """Return where the thing is that the sentence speaks of, in the parent's coordinates."""
        return self._target.geometry()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        room = parent.rect()
        width = min(self.fontMetrics().horizontalAdvance("国") * _WIDTH_EMS, room.width())
        self.resize(width, self.heightForWidth(width))
        target = self._spot()
        left = max(0, min(target.left(), room.right() + 1 - width))
        below, above = target.bottom() + 1 + _GAP, target.top() - _GAP - self.height()
        fits_below = below + self.height() <= room.bottom() + 1
        self.move(QPoint(left, below if fits_below or above < 0 else above))
        self.raise_()
