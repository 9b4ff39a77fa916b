"""A label in the quiet colour of secondary text, which follows the palette. Its text is plain text."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.quiet_widgets import PlainLabel
from selfeval_gui.views.basics.theme import Tone


class QuietLabel(PlainLabel):
    """Says something that is only read when looked for."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, wraps: bool = False) -> None:
        super().__init__(text, parent)
        self.setWordWrap(wraps)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def setText(self, text: str) -> None:
        super().setText(text)
        if self.isVisible():
            self._claim_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._claim_height()

    def _claim_height(self) -> None:
        """Ask for the lines that the text takes at this width; a window reckons with another one."""
        if self.wordWrap():
            self.setMinimumHeight(0)  # Qt never wants less for a width than what was claimed once
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))

    def _dress(self) -> None:
        palette, quiet = self.palette(), theme.color(Tone.QUIET)
        if palette.color(self.foregroundRole()) != quiet:  # setting it is a change of the palette again
            palette.setColor(self.foregroundRole(), quiet)
            self.setPalette(palette)
