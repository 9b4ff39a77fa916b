"""A share that has gone away: whoever asks it waits until it is connected again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from selfeval_gui.storage import folder_probe


class Share:
    """Stands for the system's look at a file; it answers once it is connected."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.connected = Event()
        self.asked: list[Path] = []
        self._waiting: list[Event] = []
        monkeypatch.setattr(folder_probe, "_ask", self._ask)
        monkeypatch.setattr(folder_probe, "PATIENCE_S", 0.01)

    def connect(self) -> None:
        """Be there again, and answer what was asked; from now on there is all the time for an answer."""
        self.connected.set()
        for answered in [*self._waiting]:  # a probe whose last question is still open asks no other
            assert answered.wait(30)
        self._monkeypatch.setattr(folder_probe, "PATIENCE_S", 30)

    def _ask(self, path: Path, answered: Event) -> None:
        self._waiting.append(answered)
        self.asked.append(path)
        self.connected.wait()
        answered.set()


@contextmanager
def silent_share(monkeypatch: pytest.MonkeyPatch) -> Iterator[Share]:
    """Let every file lie on such a share until it is connected, or to the end."""
    share = Share(monkeypatch)
    try:
        yield share
    finally:
        share.connected.set()
