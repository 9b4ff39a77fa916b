"""What was read, a line each: files that could not be read, forms with a box to tick, what belongs to no form."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.work.incoming import Incoming, Outside, ReadIn

_PLACE = Qt.ItemDataRole.UserRole  # an item's place in the list of what it stands for
_BATCH = 25  # lines laid out before the window answers again; a screen has room for about as many
Thing = str | Incoming | Outside  # why a file was not read, a form, or cells that belong to none


class FileList(QListWidget):
    """Ticking a form makes it wanted.

    Signals
    -------
    chosen(thing)
        another line is current.
    wanted_changed()
        a form was ticked, or is not any more.
    """

    chosen = Signal(object)
    wanted_changed = Signal()

    def __init__(self, read: ReadIn, parent: QWidget) -> None:
        super().__init__(parent)
        lay_rows(self)
        self.setObjectName("importFiles")
        self.setAccessibleName(_("找到的自评表"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self._is_beyond = False  # whether the current line has no place yet, as lines are laid out in batches
        self.verticalScrollBar().rangeChanged.connect(self._laid_out)
        self._things: list[Thing] = []
        for path, sentence in read.trouble:
            item = QListWidgetItem(theme.icon("error", Tone.ERROR), _("{name}（没有读取）").format(name=path.name))
            item.setToolTip(sentence)
            self._add(item, sentence)
        names = Counter(incoming.form.project_name for incoming in read.incoming)
        for incoming in read.incoming:
            name = incoming.form.project_name or incoming.path.name
            item = QListWidgetItem(name if names[name] < 2 else f"{name}（{incoming.path.name}）")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if incoming.is_wanted else Qt.CheckState.Unchecked)
            item.setIcon(_icon(incoming))
            item.setToolTip(incoming.place)
            self._add(item, incoming)
        for outside in read.outside:
            self._add_outside(outside)
        self.currentItemChanged.connect(self._current_changed)
        self.itemChanged.connect(self._ticked)

    def _add_outside(self, outside: Outside) -> None:
        """List each table that is no form, and the rest together: none of them can be ticked."""
        icon = theme.icon("hint", Tone.HINT)
        for kind, text in outside.tables:
            item = QListWidgetItem(icon, _("{kind}（不导入）：{text}").format(kind=kind, text=text))
            item.setToolTip(str(outside.path))
            self._add(item, outside)
        if outside.size:
            words = _("{name} 的其他内容（{count} 处）").format(name=outside.path.name, count=outside.size)
            self._add(QListWidgetItem(icon, words), outside)

    def name_current(self, incoming: Incoming) -> None:
        """Show the name of the current form as it is now."""
        self.currentItem().setText(incoming.form.project_name or incoming.path.name)

    def show_state(self) -> None:
        """Show whether there is still something to look at in the current form."""
        item = self.currentItem()
        thing = self._things[item.data(_PLACE)]
        if isinstance(thing, Incoming):
            item.setIcon(_icon(thing))

    def go_on(self) -> bool:
        """Go to the next form in which there is something to look at, from the end to the first; False for none."""
        rows = [*range(self.currentRow() + 1, self.count()), *range(self.currentRow())]
        for row in rows:
            thing = self._things[self.item(row).data(_PLACE)]
            if isinstance(thing, Incoming) and _needs_look(thing):
                self.setCurrentRow(row)
                return True
        return False

    def let_go(self) -> None:
        """Hold nothing any more; there is nothing to choose then."""
        self.blockSignals(True)
        self.clear()
        self._things = []

    def _add(self, item: QListWidgetItem, thing: Thing) -> None:
        item.setData(_PLACE, len(self._things))
        self._things.append(thing)
        self.addItem(item)

    def _laid_out(self, _least: int, _most: int) -> None:
        if self._is_beyond and not self.visualItemRect(self.currentItem()).isEmpty():
            self._is_beyond = False
            self.scrollToItem(self.currentItem())

    def _current_changed(self, item: QListWidgetItem | None) -> None:
        self._is_beyond = item is not None and self.visualItemRect(item).isEmpty()
        self.chosen.emit(None if item is None else self._things[item.data(_PLACE)])

    def _ticked(self, item: QListWidgetItem) -> None:
        thing = self._things[item.data(_PLACE)]
        if isinstance(thing, Incoming):
            thing.is_wanted = item.checkState() is Qt.CheckState.Checked
            self.wanted_changed.emit()


def _needs_look(incoming: Incoming) -> bool:
    return bool(incoming.found.doubts or incoming.unmapped)


def _icon(incoming: Incoming) -> QIcon:
    return theme.icon("warning", Tone.WARNING) if _needs_look(incoming) else theme.icon("ok", Tone.GOOD)
