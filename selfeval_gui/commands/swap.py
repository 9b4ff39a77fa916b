"""The plainest command: one state in the place of another."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QUndoCommand


class Swap(QUndoCommand):
    """Writes what is new and, undone, what was old, both as arguments of one function."""

    def __init__(self, name: str, write: Callable[..., None], old: tuple[Any, ...], new: tuple[Any, ...]) -> None:
        super().__init__(name)
        self._write, self._old, self._new = write, old, new

    def redo(self) -> None:
        self._write(*self._new)

    def undo(self) -> None:
        self._write(*self._old)
