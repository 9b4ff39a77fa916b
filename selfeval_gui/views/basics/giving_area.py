"""Room that gives way: shows a widget whole where it can, and lets it scroll on a screen that is too small for it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QWidget

from selfeval_gui.views.basics.steady_area import SteadyArea

_LEAST_LINES = 10
_LEAST_WIDTH = 24  # lines' heights


class GivingArea(SteadyArea):
    """Asks for what its widget needs, and is content with little."""

    def __init__(self, inside: QWidget, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self._inside = inside
        self.setWidget(inside)  # which this listens to from here on
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # the area's layout does not hear by itself that its widget needs more or less
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        least = self._inside.minimumSizeHint().boundedTo(QSize(_LEAST_WIDTH * line, _LEAST_LINES * line))
        return least + QSize(self.verticalScrollBar().sizeHint().width(), 0)  # which it has where it is low
