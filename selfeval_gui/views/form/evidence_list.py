"""佐证材料 of the current row in 详情: one line a document, to read, open, take away and drag to another row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableWidget, QTableWidgetItem, QWidget

from selfeval_gui.domain.evidence import EVIDENCE_LABELS, NamedFile, file_key, named_file
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.action_table import ActionSpec
from selfeval_gui.views.basics.actions import build_actions
from selfeval_gui.views.basics.rows import lay_rows, row_height
from selfeval_gui.work.evidence import State

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence, Indicator

DRAGGED_EVIDENCE = "application/x-selfeval-evidence"
_AT_ONCE = 100  # rows that are filled between two turns of the window
_MOST_LINES = 4  # seen at once; more are scrolled
_SHARES = {"name": 10, "document": 8, "pages": 4, "proof": 6, "giver": 6, "path": 14, "note": 6}  # of the width
_STATES = {
    State.PAPER: _("纸质"),
    State.THERE: _("文件在"),
    State.CHANGED: _("文件变了"),
    State.GONE: _("文件不在了"),
    State.MOVED: _("文件挪了地方"),
    State.UNREAD: _("文件读不了"),
}
SPECS = tuple(
    ActionSpec(f"actionEvidence{name}", text, tip, keys, icon, only_here=True)
    for name, text, tip, keys, icon in (
        ("Open", _("打开文件"), _("打开选中的材料"), ("Return", "Enter"), ""),
        ("Move", _("移到另一行…"), _("选一个三级指标，把选中的材料移过去，或者两行共用"), ("Ctrl+M",), "move_to"),
        ("Remove", _("移除"), _("从这一行移除选中的材料，文件不动"), ("Del",), "remove"),
    )
)


class Dragged(NamedTuple):
    """Documents on their way to another row."""

    form: str
    row: NodeId
    entries: list[str]


def file_words(entry: Evidence, state: State | None, uses: Mapping[str, int]) -> str:
    """Return what is said of an entry's file: how it stands, how many rows share it, where it is."""
    if not entry.path:
        return _STATES[State.PAPER]
    count = uses.get(file_key(entry), 0)
    shared = _("{count} 行共用").format(count=count) if count > 1 else ""
    return " · ".join(filter(None, ("" if state is None else _STATES[state], shared, entry.path)))


def dragged_evidence(data: QMimeData) -> Dragged | None:
    """Return the documents that a drag carries; None for any other drag."""
    try:
        packed = json.loads(bytes(data.data(DRAGGED_EVIDENCE).data()) or b"null")
        return None if packed is None else Dragged(*packed)
    except (ValueError, TypeError):
        return None


class EvidenceTable(QTableWidget):
    """Columns of evidence, which share the width there is; what they cut is in the tooltips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(EVIDENCE_LABELS), parent)
        self.setAccessibleName(_("佐证材料"))
        self.setHorizontalHeaderLabels(list(EVIDENCE_LABELS.values()))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        lay_rows(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            for column, name in enumerate(EVIDENCE_LABELS):
                self.setColumnWidth(column, event.size().width() * _SHARES[name] // sum(_SHARES.values()))


class EvidenceList(EvidenceTable):
    """Shows the documents of one row; hidden where there are none.

    Signals
    -------
    states_shown()
        how the files stand may be known by now.
    open_wanted(path), move_wanted(row, entries), remove_wanted(row, entries)
        what is to happen, with a file as the form names it, or with the row and the ids of the documents chosen.
    """

    states_shown = Signal()
    open_wanted = Signal(str)
    move_wanted = Signal(str, list)
    remove_wanted = Signal(str, list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evidenceList")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self._form, self._row = "", NodeId("")
        self._entries: list[Evidence] = []
        self._may_change = False
        self.states: Mapping[NamedFile, State] = {}
        self._uses: Mapping[str, int] = {}
        self._actions = build_actions(self, SPECS)
        self.addActions(list(self._actions.values()))
        self._actions["actionEvidenceOpen"].triggered.connect(self._open)
        self._actions["actionEvidenceMove"].triggered.connect(self._move)
        self._actions["actionEvidenceRemove"].triggered.connect(self._remove)
        self._filled = 0
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._fill_more)
        self.currentCellChanged.connect(self._fill_current)
        self.itemDoubleClicked.connect(self._open)
        self.itemSelectionChanged.connect(self._enable)
        self.hide()

    def show_row(self, form: str, row: Indicator | None, uses: Mapping[str, int], *, may_change: bool) -> None:
        """Show the documents of a row of a form as they are now; of None nothing."""
        entries = [] if row is None else list(row.evidence)
        said = form, "" if row is None else row.id, entries, dict(uses)
        self._may_change = may_change
        if said != (self._form, self._row, self._entries, self._uses):
            self._form, self._row, self._entries, self._uses = form, NodeId(said[1]), entries, said[3]
            self._fill()
        self.setVisible(bool(entries))
        self._enable()

    def show_states(self, states: Mapping[NamedFile, State]) -> None:
        """Say of each document how its file stands."""
        self.states = states
        self._fill()
        self.states_shown.emit()

    def _fill(self) -> None:
        line, column = max(0, self.currentRow()), max(0, self.currentColumn())
        self.setRowCount(0)
        self.setRowCount(len(self._entries))
        self._filled = 0
        self._fill_more()
        if self._entries:
            self.setCurrentCell(min(line, len(self._entries) - 1), column)
        lines = min(len(self._entries), _MOST_LINES)
        height = self.horizontalHeader().minimumHeight() + lines * row_height(self.fontMetrics())
        self.setFixedHeight(height + 2 * self.frameWidth())

    def _fill_more(self) -> None:
        """Fill the next rows, and go on when the window has had its turn; whoever comes to a later one finds it."""
        until = min(self._filled + _AT_ONCE, len(self._entries))
        self._fill_rows(range(self._filled, until))
        self._filled = until
        if until < len(self._entries):
            self._rest.start()

    def _fill_current(self, line: int, *_what: int) -> None:
        if line >= self._filled and self.item(line, 0) is None:
            self._fill_rows(range(line, min(line + 1, len(self._entries))))

    def _fill_rows(self, places: range) -> None:
        for place in places:
            entry = self._entries[place]
            file = file_words(entry, self.states.get(named_file(entry)), self._uses)
            texts = [file if name == "path" else getattr(entry, name) for name in EVIDENCE_LABELS]
            items = [QTableWidgetItem(text) for text in texts]
            for each, item in enumerate(items):
                item.setToolTip(texts[each])
                self.setItem(place, each, item)
            whole = "，".join(filter(None, (text.strip() for text in texts)))
            words = _("材料 {number}，共 {count} 份：{text}")
            said = words.format(number=place + 1, count=len(self._entries), text=whole)
            items[0].setData(Qt.ItemDataRole.AccessibleTextRole, said)

    def chosen(self) -> list[str]:
        """Return the ids of the documents that are selected."""
        lines = {index.row() for index in self.selectedIndexes()}
        return [entry.id for place, entry in enumerate(self._entries) if place in lines]

    def _enable(self) -> None:
        chosen = {*self.chosen()}
        has_file = any(entry.path for entry in self._entries if entry.id in chosen)
        self._actions["actionEvidenceOpen"].setEnabled(has_file)
        for name in ("actionEvidenceMove", "actionEvidenceRemove"):
            self._actions[name].setEnabled(bool(chosen) and self._may_change)

    def _open(self, _what: object = None) -> None:
        entry = self._entries[self.currentRow()] if 0 <= self.currentRow() < len(self._entries) else None
        if entry is not None and entry.path:
            self.open_wanted.emit(entry.path)

    def _move(self, _checked: bool = False) -> None:
        self.move_wanted.emit(self._row, self.chosen())

    def _remove(self, _checked: bool = False) -> None:
        self.remove_wanted.emit(self._row, self.chosen())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setObjectName("menuEvidence")
        menu.addActions(list(self._actions.values()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys of the actions to them; Qt's table would take Enter for itself."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open()
            return
        super().keyPressEvent(event)

    def carried(self) -> QMimeData:
        """Name the documents that are selected, for a row of the same form."""
        data = QMimeData()
        data.setData(DRAGGED_EVIDENCE, json.dumps([self._form, self._row, self.chosen()]).encode())
        return data

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Carry the chosen documents; with Ctrl both rows have them afterwards."""
        if self._may_change and self.chosen():
            drag = QDrag(self)
            drag.setMimeData(self.carried())
            drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)
