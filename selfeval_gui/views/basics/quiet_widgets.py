"""Small widgets in their quiet form: a box the wheel does not turn, labels that show text from files as it is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from selfeval_gui.views.basics.announcing import announce
from selfeval_gui.views.basics.tips import set_text_tip


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
        self._caption = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def name_by(self, caption: str) -> None:
        """Let a screen reader say this caption before the text; a name by itself would keep the text from it."""
        self._caption = caption
        self.setText(self.text())

    def setText(self, text: str) -> None:
        super().setText(text)
        if self._caption:
            self.setAccessibleName(f"{self._caption} {text}" if text else "")

    def tell_news(self, text: str, *, is_urgent: bool = False) -> None:
        """Show what has just come about, and have it read out if it is news."""
        is_news = text not in ("", self.text())
        self.setText(text)
        if is_news:
            announce(self, text, is_urgent=is_urgent)


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

    def tell(self, sentence: str) -> None:
        """Show the sentence and have it read out; hide for an empty one."""
        self.text.tell_news(sentence, is_urgent=True)
        self.setVisible(bool(sentence))


class CutLabel(PlainLabel):
    """One line of plain text, cut with … where `cut` says; the tooltip shows all of it then."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(text, parent)
        self._cut = cut
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("国") * 4, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        text = " ".join(self.text().split())
        shown = self.fontMetrics().elidedText(text, self._cut, self.width())
        set_text_tip(self, self.text() if shown != text else "")
        painter = QPainter(self)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
