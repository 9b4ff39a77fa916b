"""Draws cells that are taken in from elsewhere: on the ground of what becomes of them, with a sign where one looks."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QBrush, QFont, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.fates import Fate
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.rows import RowDelegate
from selfeval_gui.views.basics.theme import Tone

_GROUNDS = {
    Fate.MAPPED: Tone.GOOD,
    Fate.OUTSIDE: Tone.QUIET,
    Fate.UNMAPPED: Tone.ERROR,
    Fate.DOUBTED: Tone.WARNING,
    Fate.REFUSED: Tone.WARNING,
}
_SIGNS = {Fate.UNMAPPED: "error", Fate.DOUBTED: "warning"}
_QUIET = {Fate.LABEL, Fate.OUTSIDE, Fate.LEFT_OUT, Fate.REFUSED}
_STRUCK = {Fate.LEFT_OUT, Fate.REFUSED}


class FateDelegate(RowDelegate):
    """Reads `Role.FATE`; a cell without one looks as usual."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        given: Any = option  # PySide's stubs leave out the fields of style options
        fate: Fate | None = index.data(Role.FATE)
        if fate in _GROUNDS:
            given.backgroundBrush = QBrush(theme.tint(_GROUNDS[fate]))
        if fate in _SIGNS:
            given.icon = theme.icon(_SIGNS[fate], _GROUNDS[fate])
            given.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        if fate in _QUIET:
            palette = QPalette(given.palette)
            palette.setColor(QPalette.ColorRole.Text, theme.color(Tone.QUIET))
            given.palette = palette
        if fate in _STRUCK:
            font = QFont(given.font)
            font.setStrikeOut(True)
            given.font = font
