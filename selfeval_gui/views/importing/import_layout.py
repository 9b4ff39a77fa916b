"""Where the parts of the import preview stand: files, doubts, source and result, choices, buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.quiet_widgets import PlainLabel

_WIDTH, _HEIGHT = 84, 36  # letters, lines: a window of 1366×768 shows all parts

_SHARE_OF_WINDOW = 0.92  # the more of source and result is seen, the less is scrolled


class Parts(NamedTuple):
    """What is laid out."""

    files: QWidget
    doubts: QWidget
    source: QWidget
    place: QWidget
    fields: QWidget
    totals: QWidget
    choices: QWidget


def lay_out(dialog: QWidget, parts: Parts) -> None:
    """Lay out all but the buttons."""
    letter, line = dialog.fontMetrics().horizontalAdvance("国"), dialog.fontMetrics().lineSpacing()
    told = _("原文件（绿：已归位，黄：要核对，红：未归位，灰：不导入）")
    left = _page(dialog, told, parts.source, parts.place)
    right = _page(dialog, _("导入结果"), parts.fields, parts.totals)
    side_by_side = _split(dialog, Qt.Orientation.Horizontal, (left, letter * 38), (right, letter * 28))
    upright = _split(dialog, Qt.Orientation.Vertical, (parts.doubts, line * 8), (side_by_side, line * 22))
    across = _split(dialog, Qt.Orientation.Horizontal, (parts.files, letter * 16), (upright, letter * 66))
    for splitter in (upright, across):
        splitter.setStretchFactor(1, 1)
    whole = QVBoxLayout(dialog)
    whole.addWidget(across, 1)
    whole.addWidget(parts.choices)
    around = dialog.parentWidget()
    room = dialog.size() if around is None else around.window().size() * _SHARE_OF_WINDOW
    resize_on_screen(dialog, max(_WIDTH * letter, room.width()), max(_HEIGHT * line, room.height()))


def lay_bottom(dialog: QWidget, left: Iterable[QWidget], right: Iterable[QWidget]) -> None:
    """Put a row below everything."""
    bottom = QHBoxLayout()
    for widget in left:
        bottom.addWidget(widget)
    bottom.addStretch(1)
    for widget in right:
        bottom.addWidget(widget)
    whole = dialog.layout()
    if isinstance(whole, QVBoxLayout):
        whole.addLayout(bottom)


def _page(dialog: QWidget, told: str, table: QWidget, below: QWidget) -> QWidget:
    page = QWidget(dialog)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(PlainLabel(told, dialog))
    column.addWidget(table, 1)
    column.addWidget(below)
    return page


def _split(dialog: QWidget, orientation: Qt.Orientation, *parts: tuple[QWidget, int]) -> QSplitter:
    splitter = QSplitter(orientation, dialog)
    for part, _size in parts:
        splitter.addWidget(part)
    splitter.setSizes([size for _part, size in parts])
    splitter.setChildrenCollapsible(False)
    return splitter
