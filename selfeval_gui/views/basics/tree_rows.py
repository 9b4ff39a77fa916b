"""The rows of a QTreeWidget as a list; newer types of Qt doubt each row that is asked for by its number."""

from __future__ import annotations

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem


def top_rows(table: QTreeWidget) -> list[QTreeWidgetItem]:
    """List the rows that stand in no other row."""
    return rows_below(table.invisibleRootItem())


def rows_below(row: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """List the rows that stand in a row, without those in them."""
    return list(filter(None, map(row.child, range(row.childCount()))))
