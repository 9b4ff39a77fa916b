"""The result of an import, field by field; every value can be typed over before it is kept."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from selfeval_gui.domain.amounts import kind_in
from selfeval_gui.domain.cells import cell_field
from selfeval_gui.domain.fields import (
    EXTRA,
    FORM_FIELDS,
    INDICATOR_FIELDS,
    FieldKind,
    FieldRef,
    Value,
    get_field,
    set_field,
    show_field,
)
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.tree import walk
from selfeval_gui.domain.words import LEVEL_LABELS, MONEY_UNITS
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import imported_field_label
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.fates import Fate
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.item_models.typed_text import read_typed

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_INDENT = "　"
_LEFT_OUT = {"rule_set", "status"}


class ImportFieldModel(QAbstractTableModel):
    """Two columns: where, and what. Rows of level 1 and 2 are headings that can be renamed.

    Signals
    -------
    refused(sentence)
        why what was typed cannot stand there; the old value stays.
    edited(ref)
        a value was typed over.
    """

    refused = Signal(str)
    edited = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form: Form | None = None
        self._nodes: dict[NodeId, tuple[Indicator, int]] = {}
        self._rows: list[FieldRef] = []
        self._doubted: set[FieldRef] = set()

    def show_form(self, found: FoundForm | None) -> None:
        """Show the fields of a form; None shows nothing."""
        self.beginResetModel()
        self._form = None if found is None else found.form
        self._doubted = set() if found is None else {each.ref for each in found.doubts if each.ref is not None}
        self._nodes, self._rows = {}, []
        if found is not None:
            self._collect(found.form)
        self.endResetModel()

    def show_doubts(self, found: FoundForm) -> None:
        """Show which fields of the same form are in doubt by now."""
        self._doubted = {each.ref for each in found.doubts if each.ref is not None}
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 1))

    def _collect(self, form: Form) -> None:
        for name in FORM_FIELDS:
            value = get_field(form, name)
            is_head = not name.startswith(("funds.parts", "printed", "notes")) and name not in _LEFT_OUT
            if is_head or (value not in {None, ""} and name not in _LEFT_OUT):
                self._rows.append(FieldRef(None, name))
        self._rows += [FieldRef(None, EXTRA + name) for name in form.extra]
        for node, level in walk(form.indicators):
            key = NodeId(node.id)
            self._nodes[key] = (node, level)
            names = INDICATOR_FIELDS if level == LEVELS else ("name",)
            self._rows += [FieldRef(key, name) for name in names]

    def thing_at(self, index: Index) -> FieldRef | None:
        """Return the field of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, ref: FieldRef) -> QModelIndex:
        """Return the value cell of a field; an invalid index if it is not shown."""
        return self.index(self._rows.index(ref), 1) if ref in self._rows else QModelIndex()

    # ---- Qt ------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return (_("栏目"), _("内容（可以改）"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if index.column() == 1 else Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        ref = self.thing_at(index)
        if ref is None:
            return None
        text = self._label(ref) if index.column() == 0 else self._text(ref)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return text if role == Qt.ItemDataRole.EditRole or index.column() == 0 else " ".join(text.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            doubt = "，" + _("要核对") if index.column() == 1 and ref in self._doubted else ""
            return (text.strip() or _("空白")) + doubt
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and index.column() == 1:
            name = "" if ref.node is None or ref.name == "name" else "，" + self._nodes[ref.node][0].name
            return self._label(ref).strip() + name
        if role == Role.FATE and index.column() == 0:
            return None if ref.name == "name" else Fate.LABEL
        return Fate.DOUBTED if role == Role.FATE and ref in self._doubted else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        ref = self.thing_at(index)
        if ref is None or role != Qt.ItemDataRole.EditRole or str(value) == self._text(ref):
            return False
        new, problem, _note = read_typed(self.kind_of(ref), str(value))
        if problem:
            self.refused.emit(problem)
            return False
        if ref.name == "funds.unit" and new not in MONEY_UNITS:
            self.refused.emit(_("金额单位只能是“万元”或“元”。"))
            return False
        self._write(ref, new)
        self._doubted.discard(ref)
        self.dataChanged.emit(index, index)
        self.edited.emit(ref)
        return True

    def kind_of(self, ref: FieldRef | None) -> FieldKind:
        """Return what a field of the form or of an indicator holds; a text where there is none."""
        if ref is None or self._form is None:
            return FieldKind.TEXT
        return cell_field(ref.name).kind if ref.node is not None else kind_in(self._form, ref.name)

    def _write(self, ref: FieldRef, value: Value) -> None:
        if self._form is None:
            return
        set_field(self._form if ref.node is None else self._nodes[ref.node][0], ref.name, value)

    def _label(self, ref: FieldRef) -> str:
        if ref.node is None:
            words = imported_field_label(ref.name)
            return words.partition(" / ")[2] if ref.name.startswith(("funds.", "printed.exec")) else words
        level = self._nodes[ref.node][1]
        if ref.name == "name":
            return _INDENT * (level - 1) + LEVEL_LABELS[level - 1]
        return _INDENT * 3 + imported_field_label(ref.name)

    def _text(self, ref: FieldRef) -> str:
        if self._form is None:
            return ""
        part = self._form if ref.node is None else self._nodes[ref.node][0]
        return show_field(get_field(part, ref.name))
