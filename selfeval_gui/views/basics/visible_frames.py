"""Keeps the frames of controls visible on a dark ground and in schemes for weak eyes.

Fusion draws them a shade darker than the window: on black that is black, and nobody would see a box to tick.
"""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QStyleOptionComplex, QWidget

from selfeval_gui.views.basics import theme

_FUSION = "fusion"
_Primitive = QStyle.PrimitiveElement
_SQUARE = {
    _Primitive.PE_IndicatorCheckBox,
    _Primitive.PE_IndicatorItemViewItemCheck,
    _Primitive.PE_FrameLineEdit,
    _Primitive.PE_PanelButtonCommand,
    _Primitive.PE_Frame,
}
_CORNER = 2.0


class VisibleFrames(QProxyStyle):
    """Fusion with its frames drawn again in a colour that stands out."""

    def __init__(self) -> None:
        super().__init__(_FUSION)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        super().drawPrimitive(element, option, painter, widget)
        given: Any = option  # PySide's stubs leave out the fields of style options
        if element in _SQUARE:
            _frame(painter, given.rect, _CORNER)
        elif element == _Primitive.PE_IndicatorRadioButton:
            side = min(given.rect.width(), given.rect.height())
            _frame(painter, given.rect, side / 2)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        super().drawComplexControl(control, option, painter, widget)
        given: Any = option
        if control == QStyle.ComplexControl.CC_SpinBox:
            _frame(painter, given.rect, _CORNER)
        elif control == QStyle.ComplexControl.CC_ScrollBar:
            slider = self.subControlRect(control, option, QStyle.SubControl.SC_ScrollBarSlider, cast(QWidget, widget))
            _frame(painter, slider.adjusted(1, 1, -1, -1), _CORNER)


class FrameKeeper(QObject):
    """Takes that style where the system's scheme needs it, now and after every change of the scheme."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.look_again()
        scheme = application.styleHints().colorSchemeChanged
        scheme.connect(self.look_again, Qt.ConnectionType.QueuedConnection)

    def look_again(self) -> None:
        """Look at the palette as it is now; a style once taken stays, for light schemes lose nothing by it."""
        style = self._application.style()
        loses_frames = theme.is_dark() or theme.is_high_contrast()
        if loses_frames and style.name().lower() == _FUSION and not isinstance(style, VisibleFrames):
            self._application.setStyle(VisibleFrames())


def _frame(painter: QPainter, place: QRect, corner: float) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(theme.Tone.QUIET), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
    painter.restore()
