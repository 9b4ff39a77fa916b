"""Looks at files in their folders, side by side: a share that hangs holds up no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject

from selfeval_gui.app.tasks import Background
from selfeval_gui.app.worker import PATIENCE_S, end_workers, has_ended
from selfeval_gui.work.progress import Progress


class LookTarget(Protocol):
    """What is to be looked at, and where."""

    @property
    def path(self) -> Path:
        """The file."""


Look = TypeVar("Look", bound=LookTarget)
Result = TypeVar("Result")


class ByFolder(QObject):
    """Work on files, one piece at a time in each folder: a share that hangs holds up no other."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lanes: dict[Path, Background] = {}

    @property
    def is_busy(self) -> bool:
        """Whether work runs in some folder."""
        return bool(self._lanes)

    def begin(
        self, looks: Sequence[Look], work: Callable[[list[Look]], Result], done: Callable[[Result], None]
    ) -> None:
        """Run `work` on what is to be looked at in each folder where no work runs; `done` follows for each."""
        by_folder: dict[Path, list[Look]] = {}
        for look in looks:
            by_folder.setdefault(look.path.parent, []).append(look)
        for folder, here in by_folder.items():
            if folder not in self._lanes:
                lane = self._lanes[folder] = Background(self, once=True)
                lane.begin(partial(_look, work, here), partial(self._answer, folder, done))

    def end(self) -> None:
        """Wait for the end of all work for a limited time, before the program goes."""
        end_workers(self, 0 if has_ended(self) else PATIENCE_S)

    def _answer(self, folder: Path, done: Callable[[Result], None], result: Result) -> None:
        del self._lanes[folder]
        done(result)


def _look(work: Callable[[list[Look]], Result], looks: list[Look], _report: Progress) -> Result:
    return work(looks)
