"""How high a row is and how a heading looks: the same in every list, tree and table."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)

from selfeval_gui.views.basics.pasted_text import LinePaste

_LINE_EMS = 1.33  # Chinese needs air between the lines, more than most fonts ask for
_PAD_SHARE = 0.14  # of the line, above and below


def line_height(metrics: QFontMetrics) -> int:
    """Return how far the lines of a cell stand from each other."""
    return max(metrics.lineSpacing(), round(metrics.horizontalAdvance("国") * _LINE_EMS))


def padding(metrics: QFontMetrics) -> int:
    """Return the air above the first line of a row, and below its last."""
    return max(2, round(line_height(metrics) * _PAD_SHARE))


def row_height(metrics: QFontMetrics, lines: int = 1) -> int:
    """Return the height of a row with so many lines, the line between it and the next one included."""
    return lines * line_height(metrics) + 2 * padding(metrics) + 1


class RowDelegate(QStyledItemDelegate):
    """Gives a row the height that all rows have; one with more lines, or with something in it, may be higher.

    What is typed in is called as its column is.
    """

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(heading or ""))
        editor.setObjectName("cellEditor")
        if isinstance(editor, QLineEdit):
            LinePaste(editor)
        return editor

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        given: Any = option  # PySide's stubs leave out the fields of style options
        return super().sizeHint(option, index).expandedTo(QSize(0, row_height(given.fontMetrics)))


def lay_rows(view: QAbstractItemView, least: int = 0) -> None:
    """Give a view rows as high as all others and headings that look like all others; `least` is for boxes in rows."""
    metrics = view.fontMetrics()
    height = max(least, row_height(metrics))
    view.setIconSize(QSize(metrics.height(), metrics.height()))  # the style's own would make rows with signs higher
    if type(view.itemDelegate()) is QStyledItemDelegate:
        view.setItemDelegate(RowDelegate(view))
    if isinstance(view, QTableView):
        view.verticalHeader().setMinimumSectionSize(height)
        view.verticalHeader().setDefaultSectionSize(height)
        _lay_heading(view.horizontalHeader())
        view.verticalHeader().setHighlightSections(False)
    elif isinstance(view, QTreeView):
        _lay_heading(view.header())


def _lay_heading(header: QHeaderView) -> None:
    """Let headings stand above their texts, at the left unless the model says otherwise, never bold by a choice."""
    header.setMinimumHeight(row_height(header.fontMetrics()))
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)


def heading_height(header: QHeaderView) -> int:
    """Return how high the headings are once they are shown."""
    return max(header.minimumHeight(), header.sizeHint().height())
