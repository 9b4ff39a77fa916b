"""Small widgets in their quiet form: a box the wheel does not turn, labels that show text from files as it is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from selfeval_gui.item_models.marks import plain_tooltip


class StillBox(QComboBox):
    """A box that the wheel never changes: people scroll past it and would not notice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class PlainLabel(QLabel):
    """A label that never takes its text for markup."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class SignedLabel(QWidget):
    """A sign before a sentence."""

    def __init__(self, sign: QIcon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = PlainLabel(parent=self)
        self.text.setWordWrap(True)
        picture = QLabel(self)
        side = self.fontMetrics().height()
        picture.setPixmap(sign.pixmap(side, side))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(picture)
        layout.addWidget(self.text, 1)


class CutLabel(PlainLabel):
    """One line of plain text, cut with … where the room ends; the tooltip shows all of it then."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("国") * 4, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        text = " ".join(self.text().split())
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(plain_tooltip(self.text()) or "" if shown != text else "")
        painter = QPainter(self)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
