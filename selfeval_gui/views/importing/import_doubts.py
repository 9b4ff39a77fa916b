"""What somebody should look at before a form is kept, the worst of it with a way to the place it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from selfeval_gui.domain.differences import differences, takes_away
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.readers.grid import place_of
from selfeval_gui.exchange.reading_process.reading import Reading
from selfeval_gui.exchange.recognize.result import DELETED, Omitted, ReaderRemark
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import doubt_sentence, kept_label, place_words, unmapped_reason
from selfeval_gui.storage.taking_in import Existing
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.difference_text import difference_lines
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.views.importing.import_files import Thing
from selfeval_gui.work.incoming import Incoming

_PLACE = Qt.ItemDataRole.UserRole  # an item's place in the list of remarks
_LONGEST_SHOWN = 60
_AT_ONCE = 200  # a sheet may hold as many cells without a place as it has cells: the rest is listed as one gets there


class _Line(NamedTuple):
    """One row of the list; with a remark, one that has a place to go to."""

    text: str
    icon: str
    tone: Tone
    remark: ReaderRemark | None = None


class DoubtList(QListWidget):
    """Lists them for one form.

    Signals
    -------
    chosen(remark)
        the user went to a remark that has a place.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        lay_rows(self)
        self.setObjectName("importDoubts")
        self.setAccessibleName(_("需要核对的地方"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionRectVisible(False)
        self.setWordWrap(True)
        self._remarks: list[ReaderRemark | None] = []
        self._thing: Thing | None = None
        self._doubts = 0  # how many of the remarks come first as doubts
        self._coming: Iterator[_Line] = iter(())
        self.currentItemChanged.connect(self._gone_to)
        self.itemClicked.connect(self._gone_to)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_thing(self, thing: Thing | None, reading: Reading | None = None) -> None:
        """Say what is to be looked at; without the reading of its file, that this is still to come."""
        row, is_again = self.currentRow(), thing is self._thing
        self._thing = thing
        self.blockSignals(True)
        self._fill(thing, reading)
        if is_again and row >= 0:
            self._list_up_to(row)
            self.setCurrentRow(min(row, self.count() - 1))
        self.blockSignals(False)

    def current_remark(self) -> ReaderRemark | None:
        """Return what the user is at, if it is a remark that has a place."""
        row = self.currentRow()
        return self._remarks[row] if row in range(len(self._remarks)) else None

    def go(self, is_doubt: bool, step: int) -> bool:
        """Go to the next doubt or cell without a place, or back for a step of -1; False where there is none."""
        row = self.currentRow() + step
        while row >= 0 and self._list_up_to(row):
            if self._remarks[row] is not None and (row < self._doubts) == is_doubt:
                self.setCurrentRow(row)
                return True
            row += step
        return False

    def show_where(self) -> None:
        """Tell once more where the user is: another remark may have moved up to that row."""
        self._gone_to(self.currentItem())

    def go_round(self, is_doubt: bool) -> bool:
        """Go to the first of them above where the user is; False where there is none."""
        rows = range(min(self.currentRow(), len(self._remarks)))
        first = next((row for row in rows if self._remarks[row] is not None and (row < self._doubts) == is_doubt), None)
        if first is not None:
            self.setCurrentRow(first)
        return first is not None

    def _list_up_to(self, row: int) -> bool:
        """Make sure that a row is listed; False where there are not so many."""
        while row >= self.count() and self._list_more():
            pass
        return row < self.count()

    def _list_more(self) -> bool:
        """List some of the lines that are still to come; False where there are none."""
        lines = list(islice(self._coming, _AT_ONCE))
        for line in lines:
            item = QListWidgetItem(theme.icon(line.icon, line.tone), line.text)
            item.setData(_PLACE, len(self._remarks))
            if line.tone is Tone.GONE:
                item.setForeground(theme.color(Tone.GONE))
            self._remarks.append(line.remark)
            self.addItem(item)
        return bool(lines)

    def _scrolled(self, value: int) -> None:
        if value == self.verticalScrollBar().maximum():
            self._list_more()

    def _fill(self, thing: Thing | None, reading: Reading | None) -> None:
        self.clear()
        self._remarks, self._doubts = [], 0
        self._coming = iter(())
        if isinstance(thing, str):
            self._coming = iter([_Line(thing, "error", Tone.ERROR)])
        elif thing is not None and reading is None:
            self._coming = iter([_Line(_("正在展开原文件的内容…"), "hint", Tone.HINT)])
        elif isinstance(thing, Incoming) and reading is not None:
            self._doubts = len(thing.opened(reading).doubts)
            self._coming = _lines_of(thing, reading)
        elif reading is not None:
            self._coming = _outside(reading)
        self._list_more()

    def _gone_to(self, item: QListWidgetItem | None) -> None:
        remark = None if item is None else self._remarks[item.data(_PLACE)]
        if remark is not None:
            self.chosen.emit(remark)


def _outside(reading: Reading) -> Iterator[_Line]:
    """Say that these cells belong to no form, and what those are that stand beside the text or were omitted."""
    source, found = reading.source, reading.found
    if found.outside:
        yield _Line(unmapped_reason("outside"), "hint", Tone.HINT)
    aside = [(source.grids[cell.grid].aside, cell) for cell in found.outside]
    noted = [Omitted(kind, cell) for kind, cell in aside if kind is not None]
    for each in (*noted, *found.omitted):
        place, short = place_words(place_of(source, each.cell)), " ".join(each.text.split())[:_LONGEST_SHOWN]
        yield _Line(_("{place}  {kind}：{text}").format(place=place, kind=each.kind, text=short), "hint", Tone.HINT)


def _lines_of(item: Incoming, reading: Reading) -> Iterator[_Line]:
    """Give the doubts of a form, then what has no place in it, then what an update changes."""
    source, found = reading.source, item.opened(reading)
    is_calm = True
    for doubt in found.doubts:
        is_calm = False
        place = f"{place_words(place_of(source, doubt.cell))}  " if doubt.cell is not None else ""
        yield _Line(place + doubt_sentence(doubt.code, doubt.text), "warning", Tone.WARNING, doubt)
    for remark in sorted(found.unmapped, key=_is_deleted):
        if _is_deleted(remark):
            is_calm = False
            yield _Line(_("删去了：{text}").format(text=" ".join(remark.text.split())), "hint", Tone.HINT)
        elif remark.cell is not None:
            is_calm = False
            place, why = place_words(place_of(source, remark.cell)), unmapped_reason(remark.code)
            short = " ".join(remark.text.split())[:_LONGEST_SHOWN]
            text = _("{place}  未归位：{text}（{why}）").format(place=place, text=short, why=why)
            yield _Line(text, "error", Tone.ERROR, remark)
    if item.old is not None and item.choice is Existing.UPDATE:
        for line in _changed_by_update(item, item.old):
            is_calm = False
            yield line
    if is_calm:
        yield _Line(_("每个单元格都有去处，没有需要核对的地方。"), "ok", Tone.GOOD)


def _changed_by_update(item: Incoming, old: Form) -> Iterator[_Line]:
    """Say what an update takes away, then what else it changes, then what it leaves for want of a place."""
    new = item.updated(old)
    found = sorted(differences(old, new), key=lambda each: not takes_away(each, old))
    for each, line in zip(found, difference_lines(found, old, new), strict=True):
        if takes_away(each, old):
            yield _Line(_("更新会删去：{line}").format(line=line), "minus", Tone.GONE)
        else:
            yield _Line(_("更新：{line}").format(line=line), "hint", Tone.HINT)
    names = list(dict.fromkeys(kept_label(ref, old) for ref in item.kept(old)))
    if names:
        text = _("来件上没有位置，更新时保持不变：{names}").format(names="、".join(names))
        yield _Line(text, "hint", Tone.HINT)


def _is_deleted(remark: ReaderRemark) -> bool:
    return remark.code == DELETED
