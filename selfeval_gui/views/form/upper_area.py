"""The groups above the indicator tree: all of them while there is room, scrolling when the tree needs it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QVBoxLayout, QWidget

from selfeval_gui.views.basics.in_sight import bring_into_sight
from selfeval_gui.views.basics.steady_area import SteadyArea
from selfeval_gui.views.form.sections import Section


class UpperArea(SteadyArea):
    """Holds the groups: as high as they are while there is room, scrolling when the tree needs it."""

    def __init__(self, sections: list[Section], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("upperArea")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for section in sections:
            layout.addWidget(section)
        self.setWidget(inside)
        self._inside = inside
        self._laid_out = QTimer(self)  # of no length: fires when all that follows from a change has come
        self._laid_out.setSingleShot(True)
        self._laid_out.timeout.connect(self._keep_in_sight)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), 8 * self.fontMetrics().height()))

    def settle(self) -> None:
        """Lay out now, so that a widget that has just been unfolded can be scrolled to."""
        for widget in (self.widget(), self.parentWidget()):
            layout = None if widget is None else widget.layout()
            if layout is not None:
                layout.activate()

    def _keep_in_sight(self) -> None:
        """Show the place one types at, whatever unfolded above it and however little room the tree leaves."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            bring_into_sight(focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid_out.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._laid_out.start()
            if event.type() == QEvent.Type.LayoutRequest:
                self.updateGeometry()
        return super().eventFilter(watched, event)
