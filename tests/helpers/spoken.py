"""What a screen reader says of each control and cell, held against what is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.helpers.listening import Text, interface

Role = Qt.ItemDataRole
CHINESE = re.compile("[\u4e00-\u9fff]")
LETTER = re.compile(r"\(&\w\)")
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
ROWS = 12  # of each view


def controls(root: QWidget) -> Iterator[QWidget]:
    """Yield what can be touched or read; not the parts of which Qt makes a control."""
    for widget in cast(list[QWidget], root.findChildren(QWidget)):
        is_corner = type(widget) is QAbstractButton  # of a table
        inner = is_corner or widget.objectName().startswith("qt_") or isinstance(widget, QHeaderView)
        of_control = isinstance(widget.parentWidget(), QAbstractSpinBox | QLineEdit | QHeaderView)
        in_popup = isinstance(widget.window(), QWidget) and widget.window() is not root.window()
        if widget.isVisible() and not (inner or of_control or in_popup) and isinstance(widget, (*CONTROLS, QLabel)):
            yield widget


def is_labelled(widget: QWidget) -> bool:
    """Tell whether a label beside it names it: what Linux goes by for boxes to choose from."""
    parent = widget.parentWidget()
    labels = [] if parent is None else cast(list[QLabel], parent.findChildren(QLabel))
    return any(label.buddy() is widget for label in labels)


def faults(root: QWidget) -> list[str]:
    """Return the controls below a widget that have no name, or of which less is heard than is seen."""
    found = []
    for widget in controls(root):
        spoken, said = interface(widget).text(Text.Name), interface(widget).text(Text.Description)
        where = f"{type(widget).__name__} {widget.objectName()!r}: {spoken!r}"
        if "white-space" in said or "<p" in said:
            found.append(f"{where} is described by markup")
        if isinstance(widget, QLabel):
            if widget.text() and widget.text() not in spoken:
                found.append(f"{where} keeps its text {widget.text()!r} to itself")
        elif isinstance(widget, QComboBox):
            if not widget.accessibleName() and not is_labelled(widget):
                found.append(f"{where} has no name")
        elif not CHINESE.search(spoken) and not spoken.strip():
            found.append(f"{where} has no name")
        elif isinstance(widget, QAbstractButton) and words_of(widget) not in spoken:
            found.append(f"{where} does not say its words {widget.text()!r}")
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += cell_faults(widget)
    return found


def words_of(button: QAbstractButton) -> str:
    """Return what is seen on a button, without the letter that presses it: 退回 of 退回(&T)…"""
    return LETTER.sub("", button.text()).replace("&", "").removesuffix("…")


def cell_faults(view: QAbstractItemView) -> list[str]:
    """Return the cells of which less is heard than is seen."""
    model, found = view.model(), []
    for row in range(min(ROWS, model.rowCount(view.rootIndex()))):
        for column in range(1 if isinstance(view, QListView) else model.columnCount(view.rootIndex())):
            index: QModelIndex = model.index(row, column, view.rootIndex())
            shown = " ".join(str(index.data(Role.DisplayRole) or "").split()).removesuffix("…")
            heard = " ".join(str(index.data(Role.AccessibleTextRole) or index.data(Role.DisplayRole) or "").split())
            if shown not in heard:
                found.append(f"{view.objectName()} {row},{column}: shows {shown!r}, says {heard!r}")
    return found
