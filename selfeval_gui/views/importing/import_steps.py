"""The steps of a person's repairs in the import preview, a history for each form."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoGroup, QUndoStack

from selfeval_gui.exchange.reading_process.reading import Reading
from selfeval_gui.exchange.recognize.account import NotRepaired
from selfeval_gui.exchange.recognize.layout_choices import LayoutChoice
from selfeval_gui.exchange.recognize.repairs import Repairs
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.repair_messages import repair_sentence
from selfeval_gui.work.incoming import Incoming


class ImportSteps(QObject):
    """Does, undoes and redoes them for the form shown.

    Signals
    -------
    changed(is_anew)
        the form shown is another; `is_anew` unless only what the field table itself wrote has changed.
    refused(sentence)
        why something was not done.
    """

    changed = Signal(bool)
    refused = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.group = QUndoGroup(self)
        self._stacks: dict[int, QUndoStack] = {}
        self._none = QUndoStack(self.group)
        self._item: Incoming | None = None
        self._reading: Reading | None = None
        self._kept: FoundForm | None = None  # as it was after the last step

    def show(self, item: Incoming | None, reading: Reading | None) -> None:
        """Work on this form from now on; None for none, or while its cells are to come."""
        self._item, self._reading = item, reading
        self._kept = None
        if item is None or reading is None:
            self.group.setActiveStack(self._none)
            return
        stack = self._stacks.get(id(item))
        if stack is None:
            stack = self._stacks[id(item)] = QUndoStack(self.group)
        self.group.setActiveStack(stack)
        self._kept = item.opened(reading).copied()

    @property
    def found(self) -> FoundForm | None:
        """The form shown, with its cells."""
        return None if self._item is None or self._reading is None else self._item.opened(self._reading)

    @property
    def as_read(self) -> FoundForm | None:
        """The form shown, before a person changed anything."""
        if self._item is None or self._reading is None or not self._reading.found.forms:
            return None
        return self._reading.found.forms[self._item.number]

    def choices(self) -> list[LayoutChoice]:
        """Return what can be remembered of the steps that are done and not undone."""
        stack = self.group.activeStack()
        steps = [stack.command(place) for place in range(stack.index())]
        return [choice for step in steps if isinstance(step, _Step) for choice in step.choices]

    @property
    def reading(self) -> Reading | None:
        """Its file."""
        return self._reading

    @property
    def is_anything_done(self) -> bool:
        """Whether a form is other than it was read."""
        return any(not stack.isClean() for stack in self._stacks.values())

    def repair(
        self, words: str, change: Callable[[Repairs], None], choices: Callable[[], Iterable[LayoutChoice]] = tuple
    ) -> bool:
        """Do something as one step, and tell whether it was done; `choices` returns what can be remembered of it."""
        if self._item is None or self._reading is None or self._kept is None:
            return False
        new = self._kept.copied()
        try:
            change(Repairs(self._reading.source, new))
        except NotRepaired as error:
            self.refused.emit(repair_sentence(error.code, error.text))
            return False
        step = _Step(self, self._item, (self._kept, new), words)
        step.choices = list(choices())
        self._push(step)
        return True

    def note(self, words: str, change: Callable[[Repairs], None] | None = None) -> None:
        """Keep as a step what was just written into the form itself, and what follows from it for the account."""
        found = self.found
        if self._item is None or self._reading is None or self._kept is None or found is None:
            return
        new = found.copied()
        if change is not None:
            change(Repairs(self._reading.source, new))
        found.doubts, found.typed, found.called = list(new.doubts), set(new.typed), set(new.called)
        self._item.take(found)
        step = _Step(self, self._item, (self._kept, new), words)
        step.is_done = True
        self._push(step)
        self._kept = new
        self.changed.emit(False)

    def put(self, item: Incoming, found: FoundForm) -> None:
        """Let a form be as it was before or after a step."""
        item.take(found.copied())
        if item is self._item:
            self._kept = found
            self.changed.emit(True)

    def _push(self, step: _Step) -> None:
        stack = self.group.activeStack()
        if stack is not None:
            stack.push(step)


class _Step(QUndoCommand):
    """Holds the form before and after; the first time it may be done already."""

    def __init__(self, steps: ImportSteps, item: Incoming, change: tuple[FoundForm, FoundForm], words: str) -> None:
        super().__init__(words)
        self._steps, self._item = steps, item
        self._before, self._after = change
        self.choices: list[LayoutChoice] = []
        self.is_done = False  # by what wrote into the form itself

    def redo(self) -> None:
        """Put what stood after it."""
        if self.is_done:
            self.is_done = False
        else:
            self._steps.put(self._item, self._after)

    def undo(self) -> None:
        """Put what stood before it."""
        self._steps.put(self._item, self._before)


def answer_basis(repairs: Repairs) -> None:
    """Take the doubt about the rule set for answered: one was chosen."""
    for remark in [each for each in repairs.found.doubts if each.code == "basis.unknown"]:
        repairs.looked_at(remark)
