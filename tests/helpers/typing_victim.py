"""A program that is killed while someone types: ROUNDS come as lines on standard input, each made by a fork.

A line is JSON: the workspace, the data folder, how often recovery is written, a seed. The child opens the real window
on the first form, restores what was left, then types, goes to other cells, saves. It prints "TIME COUNT" after each
letter of the cell it types into.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableWidget

from selfeval_gui.app.notifier import Choice, Offer
from selfeval_gui.app.settings import Settings
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.workspace import find_forms
from selfeval_gui.views.form.form_page import FormPage
from selfeval_gui.views.main_window import MainWindow

STROKE_MS = 15
LETTER = "x"


class Answers:
    """Gives up what is older, and never gives anything else up."""

    def info(self, text: str, offer: Offer | None = None) -> None:
        pass

    def warn(self, text: str, offer: Offer | None = None) -> None:
        pass

    def error(self, text: str, details: str = "") -> None:
        print("ERROR", text, details, flush=True)

    def ask(self, text: str, choices: Sequence[Choice], details: str = "") -> str:
        return "discard" if choices[0].key == "discard" else choices[-1].key

    def ask_text(self, title: str, label: str, text: str) -> str | None:
        return None

    def choose_folder(self, title: str, start: Path) -> Path | None:
        return None

    def choose_target(self, title: str, start: Path, suffix: str) -> Path | None:
        return None


class Typist(QObject):
    """Hands on the window."""

    def __init__(self, window: MainWindow, path: Path, dice: random.Random) -> None:
        super().__init__(window)
        self._window, self._path, self._dice = window, path, dice
        self._timer = QTimer(self, interval=STROKE_MS)
        self._timer.timeout.connect(self._act)
        self._timer.start()

    def _act(self) -> None:
        window = self._window
        if window.folder.is_listing or not window.recovery.has_looked or window.recovery.is_looking:
            return
        table = window.findChild(QTableWidget, "recoveryList")
        if table is not None:
            self._restore(table)
        elif window.current.session is None:
            window.current.show(self._path)
        else:
            self._type(window.pages.form_page())

    def _restore(self, table: QTableWidget) -> None:
        name = "recoveryDiscard" if self._window.current.session is not None else "recoveryRestore"
        button = self._window.findChild(QPushButton, name)
        assert isinstance(button, QPushButton)
        button.click()

    def _type(self, page: FormPage) -> None:
        chance = self._dice.random()
        session = self._window.current.session
        assert session is not None
        leaf = NodeId(next(level_three(session.form.indicators)).id)
        if page.pending() is None:
            page.go_to(leaf, "reason")
            page.tree.edit(page.tree.currentIndex())
        editor = QApplication.focusWidget() or page
        QTest.keyClicks(editor, LETTER)
        if chance < 0.05:
            page.commit_editors()
        elif chance < 0.10:
            self._window.saving.save()
        pending = page.pending()
        text = pending[2] if pending is not None else session.tree.node(leaf).reason
        print(f"{time.monotonic():.4f} {text.count(LETTER)}", flush=True)


def play(order: dict[str, Any]) -> None:
    application = QApplication(["victim"])
    settings = Settings(Path(order["data"]) / "settings.json")
    window = MainWindow(Path(order["workspace"]), notifier=Answers(), settings=settings)
    window.recovery.autosave.set_interval(order["interval_ms"])
    window.show()
    Typist(window, next(find_forms(Path(order["workspace"]))), random.Random(order["seed"]))
    application.exec()


def main() -> None:
    """Fork one child for each line; the modules are loaded already. Print its number first."""
    FormPage.__doc__  # noqa: B018 - loaded with the others
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            play(json.loads(line))
            os._exit(1)
        print(f"CHILD {child}", flush=True)
        os.waitpid(child, 0)
        print("\nDEAD", flush=True)  # the child may have died within a line


if __name__ == "__main__":
    main()
