"""F6 goes from part to part of the form page, as between the panes of other programs, and unfolds what it comes to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.action_table import ActionSpec
from selfeval_gui.views.basics.actions import build_actions

SPECS = (
    ActionSpec("actionNextPart", _("下一部分"), _("到自评表的下一部分"), ("F6",)),
    ActionSpec("actionPreviousPart", _("上一部分"), _("到自评表的上一部分"), ("Shift+F6",)),
)


@dataclass(frozen=True)
class Part:
    """A part of the page: what holds it, and how to go to its first field."""

    holder: QWidget
    enter: Callable[[], None]


class PageParts(QObject):
    """The parts of one page in the order of the paper."""

    def __init__(self, page: QWidget, parts: Sequence[Part]) -> None:
        super().__init__(page)
        self._page, self._parts = page, parts
        self.by_name = build_actions(page, SPECS)
        page.addActions(list(self.by_name.values()))
        self.by_name["actionNextPart"].triggered.connect(self._next)
        self.by_name["actionPreviousPart"].triggered.connect(self._previous)

    def _next(self, _checked: bool = False) -> None:
        self._go(1)

    def _previous(self, _checked: bool = False) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        """Go on from the part that has the focus; from elsewhere to the first or to the last one."""
        if not self._page.isEnabled() or not self._page.isVisible():
            return
        focus = QApplication.focusWidget()
        here = next((place for place, part in enumerate(self._parts) if _is_inside(focus, part.holder)), None)
        there = (0 if step > 0 else -1) if here is None else (here + step) % len(self._parts)
        self._parts[there].enter()


def _is_inside(widget: QWidget | None, holder: QWidget) -> bool:
    return widget is not None and (widget is holder or holder.isAncestorOf(widget))
