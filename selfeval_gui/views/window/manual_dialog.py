"""The manual, to be read inside the program: chapters at the left, a search above, the keys as its last chapter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextBlock, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.data import resources_dir
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.rows import lay_rows

_SIZE_EMS = (64, 40)
_LIST_EMS = 15
_DEEPEST = 2  # levels of headings that count as chapters, below the title
_PICTURE = re.compile(r"^!\[.*\n", re.MULTILINE)
_BROKEN_LINE = re.compile(r"(?<=[^\x00-\x7f])\n *(?=[^\x00-\x7f])")


def manual_text(keys: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """Return the manual as Markdown, without its pictures, which an installed copy does not carry, with all keys.

    A line break inside a sentence is no blank: between Chinese characters it goes.

    Raises
    ------
    OSError
        if the installed file cannot be read.
    """
    written = (resources_dir() / "manual.md").read_text(encoding="utf-8")
    text = _BROKEN_LINE.sub("", _PICTURE.sub("", written))
    tables = [
        "\n".join(
            (f"\n### {heading}\n", _("| 操作 | 按键 |"), "|---|---|", *(f"| {what} | {key} |" for what, key in rows))
        )
        for heading, rows in keys.items()
    ]
    return "\n".join((text, _("## 按键一览"), *tables))


_BLANKS = r"\s*"  # anywhere between the letters looked for


class ManualDialog(QDialog):
    """A window beside the main one, so that one can read and do at the same time."""

    def __init__(self, keys: Mapping[str, Sequence[tuple[str, str]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("manualDialog")
        self.setWindowTitle(_("使用手册"))
        self.search = QLineEdit(self)
        LinePaste(self.search)
        self.search.setObjectName("manualSearch")
        self.search.setAccessibleName(_("在手册里查找"))
        self.search.setPlaceholderText(_("在手册里查找，按 Enter 到下一处"))
        self.search.setClearButtonEnabled(True)
        self.answer = QuietLabel("", self)
        self.answer.setObjectName("manualAnswer")
        self.chapters = QListWidget(self)
        lay_rows(self.chapters)
        self.chapters.setObjectName("manualChapters")
        self.chapters.setAccessibleName(_("目录"))
        self.chapters.setWordWrap(True)
        self.text = QTextBrowser(self)
        self.text.setObjectName("manualText")
        self.text.setAccessibleName(_("使用手册"))
        self._places: list[int] = []
        self.text.document().setDocumentMargin(self.fontMetrics().height())
        self._fill(keys)
        self._lay_out()
        self.chapters.currentRowChanged.connect(self._go_to)
        self.search.returnPressed.connect(self._find_next)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._begin_search)

    def _lay_out(self) -> None:
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(self.chapters)
        across.addWidget(self.text)
        across.setStretchFactor(1, 1)
        close = QPushButton(_("关闭"), self)
        close.setObjectName("manualClose")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.answer)
        bottom.addStretch()
        bottom.addWidget(close)
        page = QVBoxLayout(self)
        page.addLayout(top)
        page.addWidget(across, 1)
        page.addLayout(bottom)
        em = self.fontMetrics().horizontalAdvance("字")
        resize_on_screen(self, em * _SIZE_EMS[0], em * _SIZE_EMS[1])
        across.setSizes([em * _LIST_EMS, em * (_SIZE_EMS[0] - _LIST_EMS)])

    def _fill(self, keys: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        try:
            self.text.setMarkdown(manual_text(keys))
        except OSError:
            self.text.setPlainText(_("读不到使用手册，安装可能不完整，请重新安装程序；您的自评表不受影响。"))
        block = self.text.document().begin()
        while block.isValid():
            if 1 < block.blockFormat().headingLevel() <= _DEEPEST:
                self.chapters.addItem(block.text())
                self._places.append(block.position())
            block = block.next()

    def _go_to(self, row: int) -> None:
        document = self.text.document()
        block: QTextBlock = document.findBlock(self._places[row])
        cursor = QTextCursor(block)
        self.text.setTextCursor(cursor)
        top = document.documentLayout().blockBoundingRect(block).top()
        self.text.verticalScrollBar().setValue(int(top))

    def _begin_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _find_next(self) -> None:
        letters = "".join(self.search.text().split())
        if not letters:
            return
        words = QRegularExpression(_BLANKS.join(map(QRegularExpression.escape, letters)))
        words.setPatternOptions(QRegularExpression.PatternOption.CaseInsensitiveOption)
        is_found = self.text.find(words)
        if not is_found:  # from the top again
            here = self.text.textCursor()
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            is_found = self.text.find(words)
            if not is_found:
                self.text.setTextCursor(here)
        self.answer.tell_news("" if is_found else _("没有找到"))
