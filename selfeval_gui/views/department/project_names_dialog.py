"""项目名称: the names of projects as forms and list write them; two or more are said to be one project's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.names_in_use import ProjectAt
from selfeval_gui.i18n import _
from selfeval_gui.views.department.names_dialog import NamesDialog, NamesWords

if TYPE_CHECKING:
    from selfeval_gui.domain.review.register import RegisterNames

_WORDS = NamesWords(
    title=_("项目名称"),
    headings=(_("项目名称"), _("单位"), _("份数"), _("已说明")),
    listed=_("自评表和名单里的项目名称"),
    told=_(
        "选同一单位两个以上的名称（Ctrl 点，或 Shift+方向键），说明是同一个项目。名单上的名称份数为 0，也可以选。"
        "说明记在登记册里，表不改动。"
    ),
    same=_("是同一个项目"),
    other=("Other", _("不再算同一个项目")),
)


class ProjectNamesDialog(NamesDialog):
    """Asks; a flow does.

    Signals
    -------
    said(unit, names, are_one)
        the names that are chosen are one project's of the unit, or no longer.
    """

    said = Signal(str, object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._counts: Mapping[ProjectAt, int] = {}
        self._names: RegisterNames | None = None
        super().__init__("projectNames", _WORDS, (14, 4, 12), (54, 28), parent)

    def show_names(self, counts: Mapping[ProjectAt, int], names: RegisterNames, chosen: Collection[ProjectAt]) -> None:
        """List the names, those chosen that are asked about."""
        self._counts, self._names = counts, names
        self.list_rows(
            ((name, unit, str(count), _standing(unit, name, names)), (unit, name) in chosen)
            for (unit, name), count in counts.items()
        )

    def chosen(self) -> list[ProjectAt]:
        """Return unit and name of the rows that are chosen, from above."""
        return [(self.text(row, 1), self.text(row, 0)) for row in self.chosen_rows()]

    def unit(self) -> str | None:
        """Return the one unit that the chosen names are of; forms go before a list, which may name departments."""
        chosen = self.chosen()
        of_forms = [unit for unit, name in chosen if unit and self._counts[unit, name]]
        units = of_forms or [unit for unit, _name in chosen if unit]
        if self._names is None or len({self._names.key(unit) for unit in units}) > 1:
            return None
        return units[0] if units else ""

    def permit(self) -> None:
        """Let names of one unit be said to be one project's, and no longer so where it was said."""
        unit, chosen = self.unit(), self.chosen()
        self.same.setEnabled(unit is not None and len(chosen) > 1)
        is_said = self._names is not None and any(len(self._names.project_names(*each)) > 1 for each in chosen)
        self.other.setEnabled(unit is not None and is_said)

    def say(self, are_one: bool) -> None:
        self.said.emit(self.unit(), [name for _unit, name in self.chosen()], are_one)


def _standing(unit: str, name: str, names: RegisterNames) -> str:
    called, *others = names.project_names(unit, name)
    if not others:
        return ""
    return (
        _("就是“{project}”").format(project=called)
        if called != name
        else _("也叫“{names}”").format(names=_("”“").join(others))
    )
