"""Colours, fonts and icons, all following the system's palette, light or dark. No colour is named elsewhere."""

from enum import Enum
from functools import cache, lru_cache, partial
from math import ceil
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QImage,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from selfeval_gui.data import resources_dir
from selfeval_gui.rules.finding import Severity

# One list for Windows, Kylin/UOS and plain Linux: the first family that is installed is taken, glyph by glyph.
FONT_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "微软雅黑",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "SimSun",
)
SMALLEST_POINTS = 9.0


class Tone(Enum):
    """What a colour is for."""

    TEXT = "text"
    QUIET = "quiet"
    ACCENT = "accent"
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"
    GOOD = "good"
    GONE = "gone"


_LIGHT = {
    Tone.ERROR: "#c42b1c",
    Tone.WARNING: "#9a5b00",
    Tone.HINT: "#0b63b0",
    Tone.GOOD: "#1b7a37",
    Tone.GONE: "#8a2a8a",
}
_DARK = {
    Tone.ERROR: "#ff9d94",
    Tone.WARNING: "#f3c15f",
    Tone.HINT: "#7cc4ff",
    Tone.GOOD: "#7fd491",
    Tone.GONE: "#e6a3ee",
}
# Paper is white in every scheme.
PAPER, INK, PAPER_QUIET = "#ffffff", "#000000", "#666666"
_PAPER_ACCENT = "#0b63b0"
_QUIET = 0.35  # how far a quiet text goes from the text's colour towards the ground
LEAST_TEXT = 4.5  # contrast of a text and its ground: WCAG 2.1, 1.4.3
_LEAST_QUIET = 5.0  # some to spare: it stands on the ground of computed cells, too
_LEAST_CONTRAST = 3.0  # of a sign and its ground: WCAG 2.1, 1.4.11
_ALMOST_ALL = 20.9  # of the 21 between black and white
_SAMPLE = 16  # pixels
_TINT = 0.12  # how much of a tone a tinted ground takes

SEVERITY_TONES = {Severity.ERROR: Tone.ERROR, Severity.WARNING: Tone.WARNING, Severity.HINT: Tone.HINT}


def is_dark() -> bool:
    """Tell whether the system shows light text on a dark ground."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def color(tone: Tone) -> QColor:
    """Return a colour for text and lines, readable on the palette's grounds."""
    return QColor(_color(tone, QGuiApplication.palette().cacheKey()))


@lru_cache(maxsize=64)
def _color(tone: Tone, _palette: int) -> QColor:
    """Mix the colour once for each palette: every cell and every label asks for it at each picture."""
    palette = QGuiApplication.palette()
    text = palette.color(QPalette.ColorRole.Text)
    if tone is Tone.TEXT:
        return text
    if tone is Tone.QUIET:
        return (
            text
            if is_high_contrast()
            else _readable(between(text, palette.color(QPalette.ColorRole.Base), _QUIET), _LEAST_QUIET)
        )
    if tone is Tone.ACCENT:
        return _readable(palette.color(QPalette.ColorRole.Link))
    return QColor((_DARK if is_dark() else _LIGHT)[tone])


def _readable(wanted: QColor, least: float = LEAST_TEXT) -> QColor:
    """Return the colour, as near to that of text as it must be to be read on the palette's grounds."""
    palette = QGuiApplication.palette()
    grounds = [palette.color(role) for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window)]
    text = palette.color(QPalette.ColorRole.Text)
    nearer = (between(wanted, text, step / 10) for step in range(11))
    return next((each for each in nearer if min(contrast(each, ground) for ground in grounds) >= least), text)


def is_high_contrast() -> bool:
    """Tell whether the system shows a scheme for weak eyes: text as far from its ground as black from white."""
    palette = QGuiApplication.palette()
    grounds = (QPalette.ColorRole.Base, QPalette.ColorRole.Window)
    text = palette.color(QPalette.ColorRole.Text)
    return min(contrast(text, palette.color(ground)) for ground in grounds) > _ALMOST_ALL


def tint(tone: Tone) -> QColor:
    """Return a ground with a touch of the tone, for a marked cell or a message."""
    return between(QGuiApplication.palette().color(QPalette.ColorRole.Base), color(tone), _TINT)


def paper_color(tone: Tone) -> QColor:
    """Return a tone's colour for lines and signs on white paper."""
    return QColor(_LIGHT.get(tone, _PAPER_ACCENT))


@cache
def paper_tint(tone: Tone) -> QColor:
    """Return white paper with a touch of the tone."""
    return between(QColor(PAPER), paper_color(tone), _TINT)


def legible_on(ground: QColor, tone: Tone) -> QColor:
    """Return the tone's colour if it can be told from the ground, else that of selected text, else black or white."""
    chosen = QGuiApplication.palette().color(QPalette.ColorRole.HighlightedText)
    for wanted in (color(tone), chosen):
        if contrast(wanted, ground) >= _LEAST_CONTRAST:
            return wanted
    return max((QColor("black"), QColor("white")), key=partial(contrast, ground))


def selection_ground(option: QStyleOptionViewItem) -> QColor:
    """Return the ground that the style paints below a selected row; it may have little to do with the palette."""
    given: Any = option  # PySide's stubs leave out the fields of style options
    image = QImage(_SAMPLE, _SAMPLE, QImage.Format.Format_RGB32)
    image.fill(given.palette.color(QPalette.ColorRole.Base))
    copy: Any = QStyleOptionViewItem(option)
    copy.rect = image.rect()
    painter = QPainter(image)
    style = given.widget.style() if given.widget is not None else QApplication.style()
    style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, copy, painter, given.widget)
    painter.end()
    return image.pixelColor(_SAMPLE // 2, _SAMPLE // 2)


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG 2.1 defines it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(shown: QColor) -> float:
    parts = (shown.redF(), shown.greenF(), shown.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def between(start: QColor, end: QColor, share: float) -> QColor:
    """Return the colour that stands at a share of the way from one to the other."""

    def mixed(a: int, b: int) -> int:
        return round(a + (b - a) * share)

    return QColor(mixed(start.red(), end.red()), mixed(start.green(), end.green()), mixed(start.blue(), end.blue()))


# ---- icons -------------------------------------------------------------------------------------------------------


def icon(name: str, tone: Tone | QColor = Tone.TEXT) -> QIcon:
    """Return an icon of `resources/icons`, drawn in the tone's colour of the moment it is painted, or in a colour."""
    _drawing(name)  # a name that is not there is a mistake, to be met here and not while painting
    return QIcon(_LineIcon(name, tone))


def severity_icon(severity: Severity) -> QIcon:
    """Return the icon of a severity; it differs in shape as well as in colour."""
    return icon(severity.value, SEVERITY_TONES[severity])


@cache
def _drawing(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


class _LineIcon(QIconEngine):
    """Draws lines in a colour of the palette, so that one icon serves the light and the dark scheme."""

    def __init__(self, name: str, tone: Tone | QColor) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        # A list shows an icon in each of its rows, and reads the drawing once.
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.topLeft(), self.scaledPixmap(rect.size(), mode, state, scale))

    def _draw(self, painter: QPainter, rect: QRect, mode: QIcon.Mode) -> None:
        ink = self._ink(mode)
        renderer = QSvgRenderer(_drawing(self._name).replace("currentColor", ink.name()).encode("utf-8"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        key = f"selfeval/{self._name}/{self._ink(mode).name()}/{size.width()}x{size.height()}@{scale}"
        pixmap = QPixmap()
        if QPixmapCache.find(key, pixmap):
            return pixmap
        pixmap = QPixmap(ceil(size.width() * scale), ceil(size.height() * scale))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self._draw(painter, QRect(QPoint(0, 0), size), mode)
        painter.end()
        QPixmapCache.insert(key, pixmap)
        return pixmap

    def _ink(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if isinstance(self._tone, QColor):
            return self._tone
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        if mode == QIcon.Mode.Selected:
            return palette.color(QPalette.ColorRole.HighlightedText)
        return color(self._tone)


# ---- fonts -------------------------------------------------------------------------------------------------------


def use_chinese_font(application: QApplication) -> None:
    """Let the program write in a Chinese screen font, in the system's size but never smaller than legible."""
    font = QFont(application.font())
    font.setFamilies([*FONT_FAMILIES, *font.families()])
    if 0 < font.pointSizeF() < SMALLEST_POINTS:
        font.setPointSizeF(SMALLEST_POINTS)
    application.setFont(font)


def heading_font(widget_font: QFont) -> QFont:
    """Return the font of a page's heading."""
    font = QFont(widget_font)
    font.setPointSizeF(font.pointSizeF() * 1.8)
    return font
