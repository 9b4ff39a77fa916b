"""How a cell looks that is taken in from elsewhere: ground, sign, quiet and struck text, each by what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.fates import Fate
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.fate_delegate import FateDelegate
from selfeval_gui.views.basics.theme import Tone


@pytest.mark.parametrize(
    ("fate", "ground", "has_sign", "is_quiet", "is_struck"),
    [
        (None, None, False, False, False),
        (Fate.MAPPED, Tone.GOOD, False, False, False),
        (Fate.LABEL, None, False, True, False),
        (Fate.UNMAPPED, Tone.ERROR, True, False, False),
        (Fate.DOUBTED, Tone.WARNING, True, False, False),
        (Fate.LEFT_OUT, None, False, True, True),
        (Fate.REFUSED, Tone.WARNING, False, True, True),
    ],
)
def test_each_fate_has_its_look(
    qtbot: QtBot, fate: Fate | None, ground: Tone | None, has_sign: bool, is_quiet: bool, is_struck: bool
) -> None:
    view, model, item = QTableView(), QStandardItemModel(), QStandardItem("十五")
    qtbot.addWidget(view)
    item.setData(fate, Role.FATE)
    model.setItem(0, 0, item)
    option: Any = QStyleOptionViewItem()
    FateDelegate(view).initStyleOption(option, model.index(0, 0))
    assert option.text == "十五"
    assert option.icon.isNull() is not has_sign
    assert option.font.strikeOut() is is_struck
    assert (option.palette.color(QPalette.ColorRole.Text) == theme.color(Tone.QUIET)) is is_quiet
    assert option.backgroundBrush.color() == (theme.tint(ground) if ground else option.backgroundBrush.color())
    assert (option.backgroundBrush.style().value != 0) is (ground is not None)
