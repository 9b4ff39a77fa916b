"""意见 beside the form: what reviewers want of it, what the unit says to it; remarks are written here, and settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.review.answer_columns import CHOICES
from selfeval_gui.domain.review.entries import RemarkKind
from selfeval_gui.i18n import _
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.pasted_text import CleanBlock, LinePaste
from selfeval_gui.views.basics.pick_table import PickTable, PickWords
from selfeval_gui.views.basics.push_button import push_button, say_on
from selfeval_gui.views.basics.quiet_widgets import CutLabel, PlainLabel, StillBox
from selfeval_gui.views.basics.row_opener import RowOpener
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.views.review.remark_words import SCOPES, about, standing_of_line

if TYPE_CHECKING:
    from selfeval_gui.work.review.one_form import RemarkLine

KINDS = get_args(RemarkKind)
_TEXT_LINES = 3


class WrittenText(CleanBlock):
    """Some lines of text; Ctrl+Enter is done with them.

    Signals
    -------
    finished()
        the user pressed Ctrl+Enter.
    """

    finished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setMaximumHeight(self.fontMetrics().lineSpacing() * (_TEXT_LINES + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class RemarksPane(QWidget):
    """Asks; a flow does.

    Signals
    -------
    remark_wanted(scope, kind, text, suggested)
        a remark is to be written on the cell, the row or the form at hand.
    findings_wanted()
        findings are to be chosen that become remarks.
    settle_wanted(remark), answer_wanted(remark, how, text)
        settle a remark or open it again; answer it for the unit.
    suggestion_wanted(remark)
        what the remark suggests is to be put into its cell.
    place_wanted(node, field)
        go to the cell of a remark.
    """

    remark_wanted = Signal(str, str, str, str)
    findings_wanted = Signal()
    settle_wanted = Signal(object)
    answer_wanted = Signal(object, str, str)
    suggestion_wanted = Signal(object)
    place_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("remarksPane")
        self.setAccessibleName(_("意见"))
        self._lines: list[RemarkLine] = []
        self._is_unseen = False  # the remark that is chosen, for nobody has gone to it
        self.state = CutLabel("", self)
        self.list = PickTable((_("意见"), _("性质"), _("状态")), self)
        self.words = PickWords(self)
        self.settle = push_button(self, "remarkSettle", _("了结"), self._settle, "Q")
        self.place = CutLabel("", self)
        self.scope, self.kind = StillBox(self), StillBox(self)
        self.text, self.suggested = WrittenText(self), QLineEdit(self)
        self.write = push_button(self, "remarkWrite", _("写下意见"), self._write, "X")
        self.how, self.said = StillBox(self), QLineEdit(self)
        self.answer = push_button(self, "remarkAnswer", _("答复"), self._answer, "Y")
        self.take = push_button(self, "remarkTake", _("采用应为"), self._take, "Z")
        self.findings = push_button(self, "remarkFindings", _("检查结果变成意见…"), self._want_findings, "J")
        self.tabs = QTabWidget(self)
        self._lay_out()
        self.list.selectionModel().currentRowChanged.connect(self._show_current)
        RowOpener(self.list).opened.connect(self._go)
        self.text.finished.connect(self._write)
        self.said.returnPressed.connect(self._answer)
        self.show_remarks("", [], may_write=False)

    # ---- showing -------------------------------------------------------------------------------------------------

    def show_remarks(self, state: str, lines: Sequence[RemarkLine], *, may_write: bool) -> None:
        """Show the remarks on a form; the one that was chosen stays chosen."""
        chosen, is_unseen = self.current(), self._is_unseen
        self._lines = list(lines)
        self.state.setText(state)
        self.list.setRowCount(0)
        for line in lines:
            remark = line.remark
            self.list.add_row((f"{line.number}. {remark.text}", remark.kind, standing_of_line(line)), remark.text)
            item = self.list.item(self.list.rowCount() - 1, 2)
            if item is not None:
                sign, tone = ("hint", Tone.HINT) if line.is_open else ("ok", Tone.GOOD)
                item.setIcon(theme.icon(sign, tone))
        for widget in (self.write, self.findings):  # not the text: it takes the keyboard before all is read
            widget.setEnabled(may_write)
        row = next((at for at, line in enumerate(lines) if chosen and line.remark.id == chosen.remark.id), 0)
        is_same = any(chosen and line.remark.id == chosen.remark.id for line in lines)
        if lines:
            self.list.setCurrentCell(row, 0)
        self._is_unseen = is_unseen or not is_same
        self._show_current()

    def show_place(self, words: str) -> None:
        """Say which cell a remark would be about."""
        self.place.setText(words)

    def current(self) -> RemarkLine | None:
        """Return the remark that is chosen."""
        row = self.list.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def begin_to_write(self) -> None:
        """Let the user type a remark."""
        self.tabs.setCurrentIndex(0)
        self.text.setFocus()

    def take_frame(self, scope: str, kind: str, text: str) -> None:
        """Put words in the field for a remark, below what is typed there, and let the user change them."""
        self.begin_to_write()
        self.scope.setCurrentIndex(self.scope.findData(scope))
        self.kind.setCurrentText(kind)
        self.text.appendPlainText(text)
        self.text.moveCursor(QTextCursor.MoveOperation.End)

    def next_open(self) -> bool:
        """Go to the next open remark below the one somebody was at; False where there is none."""
        later = self._lines[self.list.currentRow() + (not self._is_unseen) :]
        line = next((each for each in later if each.is_open), None)
        if line is not None:
            self._choose(line)
        return line is not None

    def first_open(self) -> None:
        """Go to the first open remark, if there is one."""
        line = next((each for each in self._lines if each.is_open), None)
        if line is not None:
            self._choose(line)

    def clear_written(self) -> None:
        """Forget what was typed: it is written down."""
        self.text.clear()
        self.suggested.clear()

    def _choose(self, line: RemarkLine) -> None:
        self.list.setCurrentCell(self._lines.index(line), 0)
        self._go()

    def _show_current(self, *what: Any) -> None:
        line = self.current()
        self._is_unseen = self._is_unseen and not what
        self.words.setPlainText("" if line is None else about(line))
        say_on(self.settle, _("了结") if line is None or line.is_open else _("重开"))
        for widget in (self.settle, self.how, self.said, self.answer):
            widget.setEnabled(line is not None)
        has_value = line is not None and bool(line.remark.suggested and line.remark.field)
        self.take.setEnabled(has_value and self.write.isEnabled())

    # ---- asking --------------------------------------------------------------------------------------------------

    def _go(self) -> None:
        line, self._is_unseen = self.current(), False
        if line is not None and line.remark.field:
            self.place_wanted.emit(line.remark.node or "", line.remark.field)

    def _settle(self, _checked: bool = False) -> None:
        line = self.current()
        if line is not None:
            self.settle_wanted.emit(line)

    def _take(self, _checked: bool = False) -> None:
        line = self.current()
        if line is not None:
            self.suggestion_wanted.emit(line)

    def _write(self, _checked: bool = False) -> None:
        text = self.text.toPlainText().strip()
        if text and self.write.isEnabled():
            suggested = self.suggested.text().strip()
            self.remark_wanted.emit(self.scope.currentData(), self.kind.currentText(), text, suggested)

    def _answer(self, _checked: bool = False) -> None:
        line = self.current()
        if line is not None:
            self.answer_wanted.emit(line, self.how.currentText(), self.said.text().strip())
            self.said.clear()

    def _want_findings(self, _checked: bool = False) -> None:
        self.findings_wanted.emit()

    # ---- putting together ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for key, words in SCOPES.items():
            self.scope.addItem(words, key)
        self.kind.addItems(list(KINDS))
        self.how.addItems(list(CHOICES))
        self.suggested.setPlaceholderText(_("应为（可以不填）"))
        self.said.setPlaceholderText(_("说明"))
        self.text.setPlaceholderText(_("意见；写完按 Ctrl+Enter"))
        for field in (self.suggested, self.said):
            LinePaste(field)
        for name, words, widget in (
            *(("remarksState", "", self.state), ("remarksPlace", "", self.place)),
            *(("remarksList", _("意见"), self.list), ("remarksWords", _("意见和答复"), self.words)),
            *(("remarkScope", _("针对"), self.scope), ("remarkKind", _("性质"), self.kind)),
            *(("remarkText", _("意见内容"), self.text), ("remarkSuggested", _("应为"), self.suggested)),
            *(("remarkHow", _("怎样答复"), self.how), ("remarkSaid", _("答复说明"), self.said)),
            ("remarksTabs", _("意见和评审"), self.tabs),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self.place.name_by(_("光标所在"))
        em = self.fontMetrics().horizontalAdvance("字")
        self.list.setColumnWidth(1, em * 4)
        self.list.setColumnWidth(2, em * 6)
        self.list.setWordWrap(False)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setChildrenCollapsible(False)
        for view in (self.list, self.words):  # of the 512 points that a small screen has at 150 %
            view.setMinimumHeight(self.fontMetrics().lineSpacing() * _TEXT_LINES)
            parts.addWidget(view)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        doing, reply = QHBoxLayout(), QHBoxLayout()
        doing.addWidget(self.settle)
        doing.addWidget(self.take)
        doing.addStretch(1)
        for each in (self.how, self.said, self.answer):
            reply.addWidget(each, 1 if each is self.said else 0)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.state)
        column.addWidget(parts, 1)
        column.addLayout(doing)
        column.addLayout(reply)
        column.addWidget(self._composing())
        self.tabs.addTab(page, _("意见"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.tabs)

    def _composing(self) -> QWidget:
        box = QGroupBox(_("写一条意见"), self)
        grid = QGridLayout(box)
        grid.addWidget(PlainLabel(_("光标所在："), box), 0, 0)
        grid.addWidget(self.place, 0, 1, 1, 2)
        grid.addWidget(self.scope, 1, 0)
        grid.addWidget(self.kind, 1, 1)
        grid.addWidget(self.suggested, 1, 2)
        grid.addWidget(self.text, 2, 0, 1, 3)
        line = QHBoxLayout()
        line.addWidget(self.write)
        line.addWidget(self.findings)
        line.addStretch(1)
        grid.addLayout(line, 3, 0, 1, 3)
        grid.setColumnStretch(2, 1)
        return box
