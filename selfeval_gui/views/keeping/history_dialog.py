"""历史版本: when each was saved, its total, and what going back to it would change."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from selfeval_gui.domain.numbers import format_typed
from selfeval_gui.domain.update_from import key_of, may_be_one
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.difference_text import difference_lines
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.pick_table import PickTable, PickWords
from selfeval_gui.work.history import Former, History

_HEADINGS = (_("保存时间"), _("总得分"), _("与现在不同"))
_WIDTH, _ROWS = 46, 8  # letters, rows shown without scrolling


class HistoryDialog(QDialog):
    """Lists the versions; the chosen one is compared with the form as it is in the window.

    Signals
    -------
    restore_wanted(former), copy_wanted(former)
        into the window as an undoable change, into a file of its own.
    """

    restore_wanted = Signal(object)
    copy_wanted = Signal(object)

    def __init__(self, name: str, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyDialog")
        self.setWindowTitle(_("历史版本：{name}").format(name=name))
        self._history = history
        words = QLabel(_words(history), self)
        words.setObjectName("historyWords")
        words.setWordWrap(True)
        self.table = PickTable(_HEADINGS, self)
        self.table.setObjectName("historyList")
        self.table.setAccessibleName(_("历史版本"))
        self.changes = PickWords(self)
        self.changes.setObjectName("historyChanges")
        self.changes.setAccessibleName(_("恢复后的变化"))
        self._restore = self._button("historyRestore", _("恢复到窗口"), _("作为一步改动放进窗口，可以撤销"))
        self._copy = self._button("historyCopy", _("打开为副本"), _("把这个版本写成旁边的另一个文件并打开"))
        self._close = self._button("historyClose", _("关闭"), _("什么也不改"))
        self._fill()
        self._lay_out(words)
        self._restore.clicked.connect(self._want_restore)
        self._copy.clicked.connect(self._want_copy)
        self._close.clicked.connect(self.reject)
        self.table.currentCellChanged.connect(self._show_changes)
        for button in (self._restore, self._copy):
            button.setEnabled(bool(history.versions))
        if history.versions:
            self.table.setCurrentCell(0, 0)

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setToolTip(tip)
        return button

    def _fill(self) -> None:
        for former in self._history.versions:
            count = _("{count} 处").format(count=len(former.changes))
            if not may_be_one(key_of(former.form), key_of(self._history.present)):
                name, year = former.form.project_name.strip(), former.form.year
                count = _("{count} 处；另一个项目：{name}（{year}）").format(
                    count=len(former.changes), name=name, year=year or "—"
                )
            self.table.add_row((_shown(former.saved), format_typed(former.total), count))
        self.table.resizeColumnsToContents()

    def _lay_out(self, words: QLabel) -> None:
        line = self.fontMetrics().height()
        self.table.setMinimumHeight(round(_ROWS * line * 1.6))
        self.changes.setMinimumHeight(_ROWS * line)
        buttons = QHBoxLayout()
        buttons.addWidget(self._restore)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        page = QVBoxLayout(self)
        page.addWidget(words)
        page.addWidget(self.table, 1)
        page.addWidget(self.changes, 1)
        page.addLayout(buttons)
        resize_on_screen(self, _WIDTH * self.fontMetrics().horizontalAdvance("字"), self.sizeHint().height())

    def _chosen(self) -> Former | None:
        row = self.table.currentRow()
        return self._history.versions[row] if 0 <= row < len(self._history.versions) else None

    def _show_changes(self, _row: int = 0, _column: int = 0, _old_row: int = 0, _old_column: int = 0) -> None:
        former = self._chosen()
        lines = [] if former is None else difference_lines(former.changes, self._history.present, former.form)
        self.changes.tell("\n".join(lines))

    def _want_restore(self) -> None:
        self._ask_for(self.restore_wanted)

    def _want_copy(self) -> None:
        self._ask_for(self.copy_wanted)

    def _ask_for(self, signal: SignalInstance) -> None:
        former = self._chosen()
        if former is not None:
            signal.emit(former)
            self.accept()


def _words(history: History) -> str:
    words = _("每次保存都留下保存前的版本。选一个，下面列出恢复后会变的地方。")
    if not history.versions:
        words = _("还没有与现在不同的历史版本：每次保存都会留下保存前的版本。")
    if history.unreadable:
        words += _("另有 {count} 个版本已损坏，读不出来。").format(count=history.unreadable)
    return words


def _shown(time: datetime) -> str:
    return time.astimezone().strftime("%Y-%m-%d %H:%M:%S")
