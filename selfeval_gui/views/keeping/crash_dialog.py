"""Something went wrong that nobody caught: a sentence, the details folded, a button to copy them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from selfeval_gui.i18n import _

_WIDTH, _LINES = 44, 12  # letters, lines of details


class CrashDialog(QDialog):
    """Says what it means for the data, and what to do."""

    def __init__(self, details: str, is_rescued: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crashDialog")
        self.setWindowTitle(_("程序出错"))
        self.words = words = QLabel(_words(is_rescued), self, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        words.setObjectName("crashWords")
        self.details = QPlainTextEdit(details, self)
        self.details.setObjectName("crashDetails")
        self.details.setAccessibleName(_("详细信息"))
        self.details.setReadOnly(True)
        self.details.setMinimumHeight(_LINES * self.fontMetrics().height())
        self.details.hide()
        self._fold = self._button("crashFold", _("详细信息"))
        self._fold.setCheckable(True)
        copy = self._button("crashCopy", _("复制"))
        close = self._button("crashClose", _("继续工作"))
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self._fold)
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        page = QVBoxLayout(self)
        page.addWidget(words)
        page.addLayout(buttons)
        page.addWidget(self.details, 1)
        self._fold.toggled.connect(self._show_details)
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)
        self.setMinimumWidth(_WIDTH * self.fontMetrics().horizontalAdvance("字"))

    def add(self, details: str, is_rescued: bool) -> None:
        """Take in what went wrong while this is read; whether all is rescued counts as of now."""
        self.words.setText(_words(is_rescued))
        if details:
            self.details.appendPlainText("\n" + details)

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        return button

    def _show_details(self, is_shown: bool) -> None:
        """Unfold with room for them; the dialog would grow by what its words need alone."""
        self.details.setVisible(is_shown)
        self.adjustSize()

    def _copy(self, _checked: bool = False) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())


def _words(is_rescued: bool) -> str:
    if is_rescued:
        return _("刚才的操作没有完成，是程序的错误。没保存的内容已写入恢复文件。请先保存，再重新启动程序。")
    return _("刚才的操作没有完成，是程序的错误，而且恢复文件没有写成。请立即保存，再重新启动程序。")
