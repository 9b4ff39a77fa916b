"""单位名称: the names of units as the forms write them; two or more are said to be one unit's, or several units'."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.department.names_dialog import NamesDialog, NamesWords

if TYPE_CHECKING:
    from selfeval_gui.domain.review.register import RegisterNames

_WORDS = NamesWords(
    title=_("单位名称"),
    headings=(_("单位名称"), _("份数"), _("已说明")),
    listed=_("自评表里的单位名称"),
    told=_("选两个以上的名称（Ctrl 点，或 Shift+方向键），说明是不是同一个单位。说明记在登记册里，表不改动。"),
    same=_("是同一个单位"),
    other=("Apart", _("不是同一个单位")),
)


class UnitNamesDialog(NamesDialog):
    """Asks; a flow does.

    Signals
    -------
    said(names, are_one)
        the names that are chosen are one unit's, or each is another's.
    """

    said = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("unitNames", _WORDS, (4, 18), (46, 26), parent)

    def show_names(self, counts: Mapping[str, int], names: RegisterNames, chosen: Collection[str]) -> None:
        """List the names, those chosen that forms are known to share."""
        self.list_rows(((name, str(count), _standing(name, names)), name in chosen) for name, count in counts.items())

    def names(self) -> list[str]:
        """Return the names that are chosen, from above."""
        return [self.text(row, 0) for row in self.chosen_rows()]

    def say(self, are_one: bool) -> None:
        self.said.emit(self.names(), are_one)


def _standing(name: str, names: RegisterNames) -> str:
    if names.stands_apart(name):
        return _("是单独的一个单位")
    unit = names.of(name)
    if names.is_spelling(name) and unit != name:
        return _("就是“{unit}”").format(unit=unit)
    return ""
