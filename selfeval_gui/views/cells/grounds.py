"""The grounds and lines of cells, mixed from the palette so that they suit light and dark alike."""

from PySide6.QtGui import QColor, QPalette

from selfeval_gui.views.basics import theme

_LINE, _SHARP_LINE = 0.14, 0.5
_COMPUTED = 0.05
_SELECTED = 0.22


def grid_line(palette: QPalette) -> QColor:
    """Return the colour of the lines between cells."""
    return _over_base(palette, QPalette.ColorRole.Text, _LINE if not theme.is_high_contrast() else _SHARP_LINE)


def computed_ground(palette: QPalette) -> QColor:
    """Return the ground of cells that cannot be typed in."""
    return _over_base(palette, QPalette.ColorRole.Text, _COMPUTED)


def selected_ground(palette: QPalette) -> QColor:
    """Return the ground of a selected cell; light enough for the text and the sign to keep their colours."""
    return _over_base(palette, QPalette.ColorRole.Highlight, _SELECTED)


def _over_base(palette: QPalette, role: QPalette.ColorRole, share: float) -> QColor:
    over, under = palette.color(role), palette.color(QPalette.ColorRole.Base)
    return QColor.fromRgbF(
        over.redF() * share + under.redF() * (1 - share),
        over.greenF() * share + under.greenF() * (1 - share),
        over.blueF() * share + under.blueF() * (1 - share),
    )
