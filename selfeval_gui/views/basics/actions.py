"""Actions made from their table, and enabled by what is there. What they do is connected where it is done.

Slots of `triggered` take the bool it brings as their first argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.action_table import SPECS, ActionSpec, Need

_ONLY_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Actions:
    """The window's actions. Each part notes what it knows to be there; what is enabled follows from the table."""

    def __init__(self, window: QWidget) -> None:
        self.by_name = build_actions(window)
        self._there = Need.NOTHING
        self._lanes: set[str] = set()
        self._enable()

    def __getitem__(self, name: str) -> QAction:
        """Return an action by its name without the word before it that all have."""
        return self.by_name[f"action{name}"]

    def connect(self, slots: Mapping[str, Callable[..., object]]) -> None:
        """Connect actions, by their short names."""
        for name, slot in slots.items():
            self[name].triggered.connect(slot)

    def note(self, facts: Mapping[Need, bool]) -> None:
        """Take note of what is there now and what is not."""
        for need, is_there in facts.items():
            self._there = self._there | need if is_there else self._there & ~need
        self._enable()

    def note_lanes(self, lanes: set[str]) -> None:
        """Take note of the lanes in which tasks run."""
        self._lanes = lanes
        self._enable()

    def _enable(self) -> None:
        for spec in SPECS:
            self.by_name[spec.name].setEnabled(spec.needs in self._there and spec.lane not in self._lanes)


def build_actions(owner: QObject, specs: Iterable[ActionSpec] = SPECS) -> dict[str, QAction]:
    """Return the actions by name, children of `owner`; they do nothing yet."""
    actions = {}
    for spec in specs:
        action = QAction(spec.text, owner)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        if spec.only_here:
            action.setShortcutContext(_ONLY_HERE)
        action.setCheckable(spec.is_switch)
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        set_tip(action, spec.tip)
        actions[spec.name] = action
    return actions


def set_tip(action: QAction, tip: str) -> None:
    """Set the action's tooltip, with its key."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(_("{tip}（{key}）").format(tip=tip, key=key) if key else tip)
