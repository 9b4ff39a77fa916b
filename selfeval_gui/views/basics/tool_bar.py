"""A tool bar for narrow windows: words give way to their icons, so that no button has to hide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolBar,
    QToolButton,
    QWidget,
)

_WORDS, _ICON = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly


class YieldingToolBar(QToolBar):
    """Shows words beside icons while all buttons have room; else the words go one by one, in the order given."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self._worded: list[QToolButton] = []

    def show_words(self, buttons: Sequence[QToolButton]) -> None:
        """Show the words of these buttons; the first gives its own up first."""
        self._worded = list(buttons)
        self.fit()

    def fit(self) -> None:
        """Show as many words as there is room for."""
        for button in self._worded:
            button.setToolButtonStyle(_WORDS)
        for button in self._worded:
            if self.sizeHint().width() > self.width():
                button.setToolButtonStyle(_ICON)
        layout = self.layout()
        if layout is not None:
            layout.activate()  # else the old places are seen once

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.fit()


class CutButton(QToolButton):
    """A button of words; where these have too little room it takes `shorter` ones, and at last cuts them with …."""

    shorter: Sequence[str] = ()  # from the longest on

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        option: Any = QStyleOptionToolButton()  # PySide's stubs leave out its fields
        self.initStyleOption(option)
        room = self.width() - (self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text()))
        option.text = self.words_for(room)
        QStylePainter(self).drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)

    def words_for(self, room: int) -> str:
        """Return what is shown in so many pixels."""
        metrics = self.fontMetrics()
        all_words = (self.text(), *self.shorter)
        fits = (words for words in all_words if metrics.horizontalAdvance(words) <= room)
        return next(fits, metrics.elidedText(all_words[-1], Qt.TextElideMode.ElideRight, max(0, room)))


class LastPlace(QWidget):
    """What is left of a bar, for one button at its end: no other moves, whatever that one says."""

    def __init__(self, button: CutButton, usual: str, bar: QToolBar) -> None:
        super().__init__(bar)
        self._usual = usual
        button.setParent(self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Return what the usual words need."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._usual) + metrics.height(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())
