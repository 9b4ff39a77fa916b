"""Keeps the selected row of a list visible and its text legible, with the focus or without, and hints in empty fields.

Windows paints such a row with the palette's inactive highlight, which Qt makes the grey of the window's ground: on a
white list nobody would see which project the form beside it belongs to. Qt makes what an empty field
says of itself half as strong as text, which on white is too little.
"""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from selfeval_gui.views.basics import theme

_SHARE = 0.3  # how far the pale selection goes from the list's ground towards the full one
_STEPS = 100
_TOO_NEAR = 32  # a highlight whose channels all differ less from the ground than this, of 255, is not seen

_ACTIVE, _INACTIVE = QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive
_ROLE = QPalette.ColorRole


class VisibleSelection(QObject):
    """Gives the inactive selection a visible ground where the system gives it none, in every scheme to come too."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._is_ours = False
        self.look_again()
        # Queued: the new scheme's colours are there only when the signal has come through.
        scheme = application.styleHints().colorSchemeChanged
        scheme.connect(self.look_again, Qt.ConnectionType.QueuedConnection)

    def look_again(self) -> None:
        """Look at the palette as it is now; a ground that was given once is given for every later palette."""
        palette = self._application.palette()
        ground = palette.color(_ROLE.Base)
        self._is_ours = self._is_ours or _are_near(palette.color(_INACTIVE, _ROLE.Highlight), ground)
        if self._is_ours:
            palette.setColor(_INACTIVE, _ROLE.Highlight, theme.between(ground, palette.color(_ROLE.Highlight), _SHARE))
            palette.setColor(_INACTIVE, _ROLE.HighlightedText, palette.color(_ROLE.Text))
        for group in (_ACTIVE, _INACTIVE):
            full, text = palette.color(group, _ROLE.Highlight), palette.color(group, _ROLE.HighlightedText)
            palette.setColor(group, _ROLE.Highlight, _legible(full, text))
        if theme.contrast(_on(ground, palette.color(_ROLE.PlaceholderText)), ground) < theme.LEAST_TEXT:
            palette.setColor(_ROLE.PlaceholderText, theme.color(theme.Tone.QUIET))
        if palette != self._application.palette():
            self._application.setPalette(palette)


def _are_near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < _TOO_NEAR for a, b in zip(_parts(one), _parts(other), strict=True))


def _on(ground: QColor, color: QColor) -> QColor:
    """Return what is seen of a colour that lets its ground through."""
    return theme.between(ground, color, color.alphaF())


def _legible(ground: QColor, text: QColor) -> QColor:
    """Return the ground, as far from the text's lightness as a text needs; white on Fusion's blue is not there yet."""
    end = QColor("black" if text.lightness() > 127 else "white")
    shares = (step / _STEPS for step in range(_STEPS + 1))
    darker = (theme.between(ground, end, share) for share in shares)
    return next((each for each in darker if theme.contrast(each, text) >= theme.LEAST_TEXT), end)


def _parts(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()
