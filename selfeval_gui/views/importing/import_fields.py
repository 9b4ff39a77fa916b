"""The result of an import, each value to be typed over."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from selfeval_gui.domain.fields import FieldKind
from selfeval_gui.i18n import _
from selfeval_gui.item_models.import_field_model import ImportFieldModel
from selfeval_gui.item_models.typed_text import read_typed
from selfeval_gui.views.basics.fate_delegate import FateDelegate
from selfeval_gui.views.cells.cell_editors import CellEditor, LineCellEditor, TextCellEditor
from selfeval_gui.views.importing.paired_table import PairedTable

Index = QModelIndex | QPersistentModelIndex
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Editors(FateDelegate):
    """Texts are edited in as many lines as they have; Enter takes them over, Shift+Enter breaks a line."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        kind = model.kind_of(model.thing_at(index)) if isinstance(model, ImportFieldModel) else FieldKind.TEXT
        return TextCellEditor(parent, kind) if kind is FieldKind.TEXT else LineCellEditor(parent, kind)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEditor) and editor.start is None:
            editor.load(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.flush()
            model.setData(index, editor.content())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        given: Any = option  # PySide's stubs leave out the fields of style options
        view = editor.parentWidget()
        if isinstance(editor, CellEditor) and view is not None:
            editor.place(given.rect, view.rect())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            if isinstance(editor, TextCellEditor) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                editor.break_line()
            elif isinstance(editor, CellEditor) and not editor.preedit:
                problem = read_typed(editor.kind, editor.content()).problem
                editor.hint.say(problem)
                if not problem:
                    self.commitData.emit(editor)
                    self.closeEditor.emit(editor)
            return True
        return super().eventFilter(editor, event)


class FieldView(PairedTable):
    """Shows the result; what is chosen in it is a FieldRef."""

    def __init__(self, parent: QWidget) -> None:
        self.field_model = ImportFieldModel()
        super().__init__(self.field_model, parent)
        self.setObjectName("importFields")
        self.setAccessibleName(_("导入的结果"))
        self.setItemDelegate(_Editors(self))
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        letter = self.fontMetrics().horizontalAdvance("国")
        self.setColumnWidth(0, letter * 15)
        self.horizontalHeader().setStretchLastSection(True)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
