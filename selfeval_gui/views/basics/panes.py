"""F6 goes from pane to pane of the window, as in other programs: the list, the parts of the page, what stands beside.

A group that was folded is open while one is in it, and folded again when one goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from selfeval_gui.views.basics.in_sight import bring_into_sight


@dataclass(frozen=True)
class Part:
    """A pane, or a part of a page: what holds it, how to go to its first field, what to do when one has left it.

    Where one holder has several parts, `is_here` tells whether the cell at hand is in this one.
    """

    holder: QWidget
    enter: Callable[[], None]
    leave: Callable[[], None] | None = None
    is_here: Callable[[], bool] | None = None

    def has(self, focus: QWidget | None) -> bool:
        """Tell whether the keyboard is here."""
        return _is_inside(focus, self.holder) and (self.is_here is None or self.is_here())


class Panes(QObject):
    """The panes of one window, listed anew at each step: pages change, docks come and go."""

    def __init__(self, window: QWidget, list_parts: Callable[[], Iterable[Part]]) -> None:
        super().__init__(window)
        self._list_parts = list_parts
        self._visited: Part | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def go_on(self, _checked: bool = False) -> None:
        """Go to the next pane."""
        self._go(1)

    def go_back(self, _checked: bool = False) -> None:
        """Go to the pane before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        """Go on from the pane that has the focus; from elsewhere to the first or to the last one."""
        parts: Sequence[Part] = [part for part in self._list_parts() if part.holder.isVisible()]
        if not parts:
            return
        focus = QApplication.focusWidget()
        here = next((place for place, part in enumerate(parts) if part.has(focus)), None)
        there = parts[(0 if step > 0 else -1) if here is None else (here + step) % len(parts)]
        there.enter()
        self._visited = there
        if there.has(focus := QApplication.focusWidget()) and focus is not None:
            bring_into_sight(focus)  # on a small screen the page scrolls

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Fold again what was only visited; not under a mouse button, for what is clicked would move away."""
        visited = self._visited
        if visited is None or new is None or _is_inside(new, visited.holder) or QApplication.mouseButtons():
            return
        self._visited = None
        if visited.leave is not None:
            visited.leave()


def _is_inside(widget: QWidget | None, holder: QWidget) -> bool:
    return widget is not None and (widget is holder or holder.isAncestorOf(widget))
