"""The table of the review desk: units in bold, a sign beside the counts of findings, room for the projects' names."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.item_models.desk_model import DeskColumn, DeskModel
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.rows import RowDelegate, lay_rows

Index = QModelIndex | QPersistentModelIndex

_WITH_TEXT = QStyleOptionViewItem.ViewItemFeature.HasDisplay
_WITH_SIGN = _WITH_TEXT | QStyleOptionViewItem.ViewItemFeature.HasDecoration
_WIDTHS = (0, 8, 3, 6, 7, 7, 4, 4, 7, 7, 6)  # letters; the name takes the rest
_LEAST_NAME = 14  # letters; where all together have no room, the table is scrolled


class _DeskDelegate(RowDelegate):
    """Paints units in bold, and a sign beside the counts of findings."""

    def __init__(self, model: DeskModel, view: QTreeView) -> None:
        super().__init__(view)
        self._model = model

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        # Qt's own would ask the model seven times a cell, and the window stands still for as long.
        given: Any = option  # PySide's stubs leave out the fields of style options
        look = self._model.look(index)
        given.index, given.text, given.displayAlignment = index, look.text, look.alignment
        features = _WITH_SIGN if look.severity is not None else _WITH_TEXT
        given.features |= features
        if look.severity is not None:
            given.icon = theme.severity_icon(look.severity)
        if look.is_unit:
            font = QFont(given.font)
            font.setBold(True)
            given.font = font


class DeskTable(QTreeView):
    """Shows a `DeskModel`; whatever the width, a name has room for some words."""

    def __init__(self, model: DeskModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("deskTable")
        self.setAccessibleName(_("各单位的自评表"))
        self.setModel(model)
        self.setItemDelegate(_DeskDelegate(model, self))
        lay_rows(self)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        # It would go and come at each filter, and the page be laid out and painted twice.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._em = self.fontMetrics().horizontalAdvance("字")
        self.setIndentation(self._em)
        self.header().setStretchLastSection(False)
        for column in DeskColumn:
            if column is not DeskColumn.NAME:
                self.setColumnWidth(column, self._em * _WIDTHS[column])

    def resizeEvent(self, event: QResizeEvent) -> None:
        others = sum(self.columnWidth(column) for column in DeskColumn if column is not DeskColumn.NAME)
        self.setColumnWidth(DeskColumn.NAME, max(self._em * _LEAST_NAME, self.viewport().width() - others))
        super().resizeEvent(event)
