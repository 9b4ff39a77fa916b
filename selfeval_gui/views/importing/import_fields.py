"""The result of an import, each value to be typed over."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from selfeval_gui.domain.fields import FieldKind, FieldRef
from selfeval_gui.i18n import _
from selfeval_gui.item_models.import_field_model import ImportFieldModel
from selfeval_gui.item_models.typed_text import read_typed
from selfeval_gui.views.basics.fate_delegate import FateDelegate
from selfeval_gui.views.basics.paired_table import PairedTable
from selfeval_gui.views.basics.rows import row_height
from selfeval_gui.views.cells.cell_editors import CellEditor, LineCellEditor, TextCellEditor

Index = QModelIndex | QPersistentModelIndex
_MOST_LINES = 3  # of a text, while it is not edited
_MOST_LETTERS = 200  # are measured
_MARGIN = 6  # pixels that the style keeps free beside a text
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
        self.setWordWrap(True)
        self.verticalHeader().setMaximumSectionSize(row_height(self.fontMetrics(), _MOST_LINES))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        letter = self.fontMetrics().horizontalAdvance("国")
        self.setColumnWidth(0, letter * 15)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().sectionResized.connect(self._heighten_later)
        self._heights = QTimer(self, interval=0, singleShot=True)
        self._heights.timeout.connect(self._heighten)
        self.field_model.modelReset.connect(self._heights.start)
        self.field_model.dataChanged.connect(self._heighten_later)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)

    def current_ref(self) -> FieldRef | None:
        """Return the field that the user is at."""
        return self.field_model.thing_at(self.currentIndex())

    def _heighten_later(self, *_args: object) -> None:
        self._heights.start()

    def _heighten(self) -> None:
        """Let names and short texts that are wider than their column have more lines, as many as can be seen."""
        metrics, usual = self.fontMetrics(), row_height(self.fontMetrics())
        widths = [self.columnWidth(column) - 2 * _MARGIN for column in (0, 1)]
        for row in range(self.field_model.rowCount()):
            texts = (self.field_model.index(row, column).data() or "" for column in (0, 1))
            fits = all(metrics.horizontalAdvance(t[:_MOST_LETTERS]) <= w for t, w in zip(texts, widths, strict=True))
            if not fits:
                self.resizeRowToContents(row)
            elif self.rowHeight(row) != usual:
                self.setRowHeight(row, usual)
