"""佐证材料 of the current row in 详情: one line a document, to read, open, take away and drag to another row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from selfeval_gui.domain.evidence import NamedFile
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.i18n import _
from selfeval_gui.item_models.evidence_model import EVIDENCE_COLUMNS, EvidenceModel
from selfeval_gui.views.basics.action_table import ActionSpec
from selfeval_gui.views.basics.actions import build_actions
from selfeval_gui.views.basics.rows import lay_rows, row_height
from selfeval_gui.work.evidence import Presence

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence, Indicator

DRAGGED_EVIDENCE = "application/x-selfeval-evidence"
_MOST_LINES = 4  # seen at once; more are scrolled
_SHARES = {"name": 10, "document": 8, "pages": 4, "proof": 6, "giver": 6, "path": 14, "note": 6}  # of the width
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


def dragged_evidence(data: QMimeData) -> Dragged | None:
    """Return the documents that a drag carries; None for any other drag."""
    try:
        packed = json.loads(bytes(data.data(DRAGGED_EVIDENCE).data()) or b"null")
        return None if packed is None else Dragged(*packed)
    except (ValueError, TypeError):
        return None


class EvidenceTable(QTableView):
    """Columns of evidence, which share the width there is; what they cut is in the tooltips."""

    def __init__(self, parent: QWidget | None = None, *, may_type: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("佐证材料"))
        self.documents = EvidenceModel(self, may_type=may_type)
        self.setModel(self.documents)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().setStretchLastSection(True)
        # Headings that look whether their column is chosen ask each line, for seconds where there are thousands.
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(self.documents, self.horizontalHeader()))
        self.verticalHeader().hide()
        lay_rows(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            for column, name in enumerate(EVIDENCE_COLUMNS):
                self.setColumnWidth(column, event.size().width() * _SHARES[name] // sum(_SHARES.values()))

    def line(self) -> int:
        """Return where the cursor is; -1 for nowhere."""
        return self.currentIndex().row()

    def go_to_line(self, line: int, column: int = 0) -> None:
        """Put the cursor on a cell."""
        self.setCurrentIndex(self.documents.index(line, column))

    def chosen_lines(self) -> set[int]:
        """Return the lines that are selected, however many these are."""
        return {
            line for part in self.selectionModel().selection().toList() for line in range(part.top(), part.bottom() + 1)
        }


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
        self._may_change = False
        self.states: Mapping[NamedFile, Presence] = {}
        self._uses: Mapping[str, int] = {}
        self._actions = build_actions(self, SPECS)
        self.addActions(list(self._actions.values()))
        self._actions["actionEvidenceOpen"].triggered.connect(self._open)
        self._actions["actionEvidenceMove"].triggered.connect(self._move)
        self._actions["actionEvidenceRemove"].triggered.connect(self._remove)
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(self._enable)
        self.hide()

    def show_row(self, form: str, row: Indicator | None, uses: Mapping[str, int], *, may_change: bool) -> None:
        """Show the documents of a row of a form as they are now; of None nothing."""
        entries = [] if row is None else list(row.evidence)
        said = form, "" if row is None else row.id, entries, dict(uses)
        self._may_change = may_change
        if said != (self._form, self._row, self.documents.entries, self._uses):
            self._form, self._row, self._uses = form, NodeId(said[1]), said[3]
            if entries or self.documents.entries:
                self._fill(entries)
        self.setVisible(bool(entries))
        self._enable()

    def show_states(self, states: Mapping[NamedFile, Presence]) -> None:
        """Say of each document how its file stands."""
        self.states = states
        self.documents.show_states(states)
        self.states_shown.emit()

    def _fill(self, entries: list[Evidence]) -> None:
        line, column = max(0, self.line()), max(0, self.currentIndex().column())
        self.documents.show_entries(entries, self._uses)
        if entries:
            self.go_to_line(min(line, len(entries) - 1), column)
        lines = min(len(entries), _MOST_LINES)
        height = self.horizontalHeader().minimumHeight() + lines * row_height(self.fontMetrics())
        self.setFixedHeight(height + 2 * self.frameWidth())

    def chosen(self) -> list[str]:
        """Return the ids of the documents that are selected."""
        lines = self.chosen_lines()
        return [entry.id for place, entry in enumerate(self.documents.entries) if place in lines]

    def _enable(self, *_what: object) -> None:
        chosen = [self.documents.entries[line] for line in self.chosen_lines()]
        self._actions["actionEvidenceOpen"].setEnabled(any(entry.path for entry in chosen))
        for name in ("actionEvidenceMove", "actionEvidenceRemove"):
            self._actions[name].setEnabled(bool(chosen) and self._may_change)

    def _open(self, _what: object = None) -> None:
        entry = self.documents.entries[self.line()] if self.line() >= 0 else None
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
        if self._may_change and self.chosen_lines():
            drag = QDrag(self)
            drag.setMimeData(self.carried())
            drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)
