"""Pages for when there is no form to show. Each says what to do next and has the buttons for it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.panes import Part
from selfeval_gui.views.basics.quiet_label import QuietLabel

_COLUMN = 46  # characters a line of the page holds
_BUTTON = 13  # characters wide


class Invitation(QWidget):
    """A heading, a sentence, and one line for each thing to do: its button and what it is good for."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._buttons: list[QPushButton] = []
        self._heading = QLabel(self, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._heading.setObjectName(f"{name}Heading")
        self._heading.setFont(theme.heading_font(self.font()))
        self._text = QLabel(self, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._text.setObjectName(f"{name}Text")
        self._text.setMinimumWidth(1)  # a long path must not widen the window
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        letter = self.fontMetrics().horizontalAdvance("字")
        middle = QWidget(self)
        middle.setMaximumWidth(letter * _COLUMN)
        self._column = QVBoxLayout(middle)
        self._column.setSpacing(self.fontMetrics().height() // 2)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._text)
        self._column.addSpacing(self.fontMetrics().height())
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 4)
        across.addStretch(1)
        page = QVBoxLayout(self)
        page.addStretch(2)
        page.addLayout(across)
        page.addStretch(3)

    def say(self, heading: str, text: str) -> None:
        """Set heading and sentence; both are plain text."""
        self._heading.setText(heading)
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def parts(self) -> list[Part]:
        """Return the page for F6: its first button."""
        return [Part(self, button.setFocus) for button in self._buttons[:1]]

    def offer(self, offers: Sequence[tuple[QAction, str, str]]) -> None:
        """Add a line for each (action, words on the button, what it is good for); the first is the one to take."""
        letter = self.fontMetrics().horizontalAdvance("字")
        for row, (action, words, purpose) in enumerate(offers):
            button = QPushButton(words, self)
            button.setObjectName(f"{self.objectName()}{action.objectName().removeprefix('action')}")
            button.setIcon(action.icon())
            button.setIconSize(QSize(letter * 3 // 2, letter * 3 // 2))
            button.setMinimumSize(letter * _BUTTON, round(self.fontMetrics().height() * 2.2))
            button.setAutoDefault(True)
            button.setDefault(row == 0)
            button.clicked.connect(action.trigger)
            self._buttons.append(button)
            line = QHBoxLayout()
            line.addWidget(button)
            line.addSpacing(letter)
            line.addWidget(QuietLabel(purpose, self, wraps=True), 1)
            self._column.addLayout(line)
