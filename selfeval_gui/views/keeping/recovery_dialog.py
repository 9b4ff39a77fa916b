"""What a crash left, as a list: which form, when, what differs. Nothing is gone before the user says so."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from selfeval_gui.domain.numbers import format_typed
from selfeval_gui.domain.tree import level_three
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.difference_text import difference_lines, place_line, shortened
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.pick_table import PickTable, PickWords
from selfeval_gui.work.left_over import FileState, Recoverable

_STATES = {
    FileState.SAME: _("文件 {time}，此后没有改过"),
    FileState.CHANGED: _("文件 {time} 又改过"),
    FileState.OTHER: _("文件 {time} 改成了另一个项目的表"),
    FileState.GONE: _("文件已不在原处"),
    FileState.UNREADABLE: _("文件读不出来"),
}
_HEADINGS = (_("自评表"), _("最后输入"), _("现在的文件"), _("不同之处"))
_WIDTH, _ROWS = 58, 5  # letters, rows shown without scrolling


class RecoveryDialog(QDialog):
    """Lists the forms, says of the chosen one what differs, and asks what shall become of it.

    Signals
    -------
    restore_wanted(form), copy_wanted(form), discard_wanted(form)
        a Recoverable: into the window as an unsaved change, into a file of its own, away for good.
    """

    restore_wanted = Signal(object)
    copy_wanted = Signal(object)
    discard_wanted = Signal(object)

    def __init__(self, forms: list[Recoverable], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recoveryDialog")
        self.setWindowTitle(_("恢复没保存的内容"))
        self._forms = list(forms)
        self._older = {
            form.record.file
            for row, form in enumerate(forms)
            if any(newer.record.path == form.record.path for newer in forms[:row])
        }
        words = QLabel(_("上次程序没有正常关闭，下列自评表还有没保存的内容。您决定之前，这些内容一直留着。"), self)
        words.setWordWrap(True)
        self.table = PickTable(_HEADINGS, self)
        self.table.setObjectName("recoveryList")
        self.table.setAccessibleName(_("没保存的自评表"))
        self.changes = PickWords(self)
        self.changes.setObjectName("recoveryChanges")
        self.changes.setAccessibleName(_("不同之处"))
        self._restore = self._button("recoveryRestore", _("恢复到窗口"), _("打开这份表，把内容作为一步改动放回去"))
        self._copy = self._button("recoveryCopy", _("另存为副本"), _("把没保存的内容写成旁边的另一个文件"))
        self._discard = self._button("recoveryDiscard", _("删除…"), _("不要这些没保存的内容了"))
        self._later = self._button("recoveryLater", _("以后再说"), _("先留着，下次启动时再问"))
        self._fill()
        self._lay_out(words)
        self._restore.clicked.connect(self._want_restore)
        self._copy.clicked.connect(self._want_copy)
        self._discard.clicked.connect(self._want_discard)
        self._later.clicked.connect(self.reject)
        self.table.currentCellChanged.connect(self._show_changes)
        self.table.setCurrentCell(0, 0)

    def take_out(self, form: Recoverable) -> None:
        """Drop a row that is dealt with; the last one closes the dialog."""
        row = self._forms.index(form)
        del self._forms[row]
        self.table.removeRow(row)
        self._show_changes()  # of the row that is current now; Qt says so while the old one is still there
        if not self._forms:
            self.accept()

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAutoDefault(True)
        return button

    def _fill(self) -> None:
        for form in self._forms:
            self.table.add_row(_texts(form), str(form.record.path))
        self.table.resizeColumnsToContents()

    def _lay_out(self, words: QLabel) -> None:
        letter = self.fontMetrics().horizontalAdvance("字")
        line = self.fontMetrics().height()
        self.table.setMinimumHeight(round((_ROWS + 1) * line * 1.6))
        self.changes.setMinimumHeight(_ROWS * line)
        buttons = QHBoxLayout()
        for button in (self._restore, self._copy, self._discard):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._later)
        page = QVBoxLayout(self)
        for widget in (words, self.table, self.changes):
            page.addWidget(widget, 0 if widget is words else 1)
        page.addLayout(buttons)
        resize_on_screen(self, _WIDTH * letter, self.sizeHint().height())

    def _chosen(self) -> Recoverable | None:
        row = self.table.currentRow()
        return self._forms[row] if 0 <= row < len(self._forms) else None

    def _show_changes(self, _row: int = 0, _column: int = 0, _old_row: int = 0, _old_column: int = 0) -> None:
        form = self._chosen()
        is_older = form is not None and form.record.file in self._older
        lines = [] if form is None else _lines(form)
        if is_older:
            lines.insert(0, _("同一份表还有更新的内容，这一份较早，建议另存为副本。"))
        self.changes.tell("\n".join(lines))
        # What the file or a later recovery holds wins unless the user says otherwise.
        yields = form is not None and (is_older or form.state in {FileState.CHANGED, FileState.OTHER})
        (self._copy if yields else self._restore).setDefault(True)

    def _want_restore(self) -> None:
        self._ask_for(self.restore_wanted)

    def _want_copy(self) -> None:
        self._ask_for(self.copy_wanted)

    def _want_discard(self) -> None:
        self._ask_for(self.discard_wanted)

    def _ask_for(self, signal: SignalInstance) -> None:
        form = self._chosen()
        if form is not None:
            signal.emit(form)


def _texts(form: Recoverable) -> tuple[str, ...]:
    name = form.form.project_name.strip() or form.record.path.name
    state = _STATES[form.state].format(time="" if form.file_time is None else _shown(form.file_time))
    count = len(form.changes) + (form.record.pending is not None)
    what = _("{count} 处").format(count=count) if form.present is not None else _("整份表")
    return name, _shown(form.record.written), state, what


def _lines(form: Recoverable) -> list[str]:
    """Say what differs, the text that was being typed first."""
    lines = []
    if form.record.pending is not None:
        node, field, text = form.record.pending
        place = place_line(node, field, form.form)
        lines.append(_("正在输入 {place}：{text}").format(place=place, text=shortened(text)))
    if form.present is not None:
        lines += difference_lines(form.changes, form.present, form.form)
    else:
        words = _("没有文件可比，恢复的是整份表：{indicators} 个三级指标，总得分 {total}")
        total = format_typed(form.total) if form.total is not None else _("空白")
        lines.append(words.format(indicators=sum(1 for _node in level_three(form.form.indicators)), total=total))
    lines.append(str(form.record.path))
    return lines


def _shown(time: datetime) -> str:
    return time.astimezone().strftime("%Y-%m-%d %H:%M:%S")
