"""Texts of an office's own file that no field replaces, each with what a person decides about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableWidgetItem, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.import_messages import paper_field_label, place_words
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.pick_table import PickTable
from selfeval_gui.views.basics.quiet_widgets import PlainLabel, StillBox
from selfeval_gui.views.basics.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selfeval_gui.exchange.own_paper.learned import LeftText

KEEP, CLEAR, EXAMPLE = "keep", "clear", "example"
_NAMES = {KEEP: _("照原样保留"), CLEAR: _("清空")}
_UNDECIDED = _("请决定")
_LONGEST_SHOWN = 40


class LeftOverList(QWidget):
    """A table, and below it the decision for the rows that are chosen there.

    Signals
    -------
    gone_to(at)
        the user went to a text that stands in a cell.
    field_wanted(at, field), end_wanted(at)
        it belongs to a field; its row, and those above, are example rows of the indicators.
    decided()
        something was decided.
    """

    gone_to = Signal(object)
    field_wanted = Signal(object, str)
    end_wanted = Signal(object)
    decided = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: list[LeftText] = []
        self._said: dict[LeftText, str] = {}
        self.title = PlainLabel(parent=self)
        self.table = PickTable((_("文字"), _("位置"), _("怎么办")), self)
        self.table.setObjectName("learnLeftOvers")
        self.table.setAccessibleName(_("不属于任何栏目的文字"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.box = StillBox(self)
        self.box.setObjectName("learnDecision")
        self.box.setAccessibleName(_("选中的文字怎么办"))
        caption = PlainLabel(_("选中的文字"), self)
        caption.setBuddy(self.box)
        row = QHBoxLayout()
        row.addWidget(caption)
        row.addWidget(self.box, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.title)
        page.addWidget(self.table, 1)
        page.addLayout(row)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.box.activated.connect(self._decide)

    @property
    def undecided(self) -> list[LeftText]:
        """Those nobody has said anything of."""
        return [each for each in self._shown if self._decision(each) is None]

    def of(self, decision: str) -> list[LeftText]:
        """Return the texts that were decided so."""
        return [each for each in self._shown if self._decision(each) == decision]

    def show_left(self, leftovers: Sequence[LeftText], free: Sequence[str]) -> None:
        """List the texts, what needs a decision first; `free` are fields that one could belong to."""
        self._shown = sorted(leftovers, key=lambda each: not each.needs_decision)
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for each in self._shown:
            text = " ".join(each.text.split())
            short = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
            self.table.add_row((short, place_words(each.place), ""), tip=text)
        self.table.resizeColumnToContents(1)
        self.table.blockSignals(False)
        self.box.clear()
        self.box.addItem(_UNDECIDED, "")
        for decision, name in _NAMES.items():
            self.box.addItem(name, decision)
        self.box.addItem(_("是示例：指标到这一行为止，填表时逐行重写"), EXAMPLE)
        for field in free:
            self.box.addItem(_("归到：{field}").format(field=paper_field_label(field)), field)
        self._tell()
        self._chosen()

    def forget(self) -> None:
        """Forget what was decided, for another form."""
        self._said = {}

    def _decision(self, left: LeftText) -> str | None:
        return self._said.get(left, None if left.needs_decision else KEEP)

    def _tell(self) -> None:
        for row, each in enumerate(self._shown):
            said = self._decision(each)
            item = QTableWidgetItem(_UNDECIDED if said is None else _NAMES[said])
            if said is None:
                item.setIcon(theme.icon("warning", Tone.WARNING))
                item.setForeground(theme.color(Tone.WARNING))
            self.table.setItem(row, 2, item)
        self.table.resizeColumnToContents(2)
        left, count = len(self.undecided), len(self._shown)
        words = (
            _("不属于栏目的文字 {count} 处，还有 {left} 处要决定")
            if left
            else _("不属于栏目的文字 {count} 处，都已决定")
        )
        self.title.tell_news(words.format(count=count, left=left) if count else _("没有多余的文字"))

    def _rows(self) -> list[int]:
        return sorted({index.row() for index in self.table.selectedIndexes()})

    def _chosen(self) -> None:
        rows = self._rows()
        self.box.setEnabled(bool(rows))
        if rows:
            said = {self._decision(self._shown[row]) or "" for row in rows}
            self.box.setCurrentIndex(self.box.findData(said.pop() if len(said) == 1 else ""))
            at = self._shown[rows[0]].at
            if at is not None:
                self.gone_to.emit(at)

    def _decide(self, _index: int) -> None:
        what, chosen = str(self.box.currentData() or ""), [self._shown[row] for row in self._rows()]
        if what in {"", *_NAMES}:
            for each in chosen:
                self._said.pop(each, None) if not what else self._said.update({each: what})
            self._tell()
            self.decided.emit()
            return
        at = chosen[0].at if chosen else None
        if at is None:
            self._chosen()  # it stands in no cell, so that it can be neither
        elif what == EXAMPLE:
            self.end_wanted.emit(at)
        else:
            self.field_wanted.emit(at, what)
