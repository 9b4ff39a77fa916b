"""The menu of the fields that cells of a source can be given to."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from selfeval_gui.domain.fields import (
    FORM_FIELDS,
    FUND_AMOUNTS,
    FUND_COLUMN_LABELS,
    FUND_ROW_LABELS,
    INDICATOR_FIELDS,
)
from selfeval_gui.i18n import _


class Target(NamedTuple):
    """A field of the form, or one of the row that each cell stands in."""

    name: str
    by_row: bool = False


def target_menu(parent: QWidget, slot: Callable[[bool], None]) -> QMenu:
    """Return the menu; the data of an action that triggers the slot is its `Target`."""
    menu = QMenu(_("归到栏目"), parent)
    menu.setObjectName("importGiveMenu")
    rows = menu.addMenu(_("指标的各行"))
    for name, field in INDICATOR_FIELDS.items():
        _add(rows, field.label, Target(name, by_row=True), slot)
    money = menu.addMenu(_("资金的各行"))
    for name in FUND_AMOUNTS:
        _add(money, FUND_COLUMN_LABELS[name], Target(name, by_row=True), slot)
    menu.addSeparator()
    for name, field in FORM_FIELDS.items():
        if field.group in {"info", "goals"}:
            _add(menu, field.label, Target(name), slot)
    for row, label in FUND_ROW_LABELS.items():
        below = menu.addMenu(label)
        for name, field in FORM_FIELDS.items():
            if name.startswith(f"funds.{row}."):
                _add(below, field.label, Target(name), slot)
    return menu


def _add(menu: QMenu, text: str, target: Target, slot: Callable[[bool], None]) -> None:
    action = QAction(text, menu)
    action.setObjectName(f"importGive.{target.name}")
    action.setData(target)
    action.triggered.connect(slot)
    menu.addAction(action)
