"""Guards around every test: a private home, no modal call, nothing left running or on the screen.

Qt is looked at only where it has been imported already, so a test without Qt does not pay for it.
"""

from __future__ import annotations

import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from pytestqt.qtbot import QtBot

LONGEST_WAIT_MS = 50_000
GRACE_MS = 5_000  # a worker may need a moment to leave after its last signal

MODAL_CALLS = {
    "QDialog": ("exec", "exec_"),
    "QMenu": ("exec", "exec_"),
    "QMessageBox": ("about", "aboutQt", "critical", "information", "question", "warning"),
    "QFileDialog": (
        *("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"),
        *("getExistingDirectoryUrl", "getOpenFileUrl", "getOpenFileUrls", "getSaveFileUrl"),
    ),
    "QInputDialog": ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    "QColorDialog": ("getColor",),
    "QFontDialog": ("getFont",),
}


class UnexpectedModalCallError(AssertionError):
    """The program asked the user something that the test did not expect."""


def use_private_home(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Point every way to the user's folders, of Python and of Qt, below one empty folder."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name, place in {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
    }.items():
        monkeypatch.setenv(name, str(home / place))
    runtime = home / "runtime"
    runtime.mkdir(parents=True, mode=0o700)  # Qt warns about one that others can read
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    if "PySide6.QtCore" in sys.modules:
        move_qt_settings(home)


def move_qt_settings(home: Path) -> None:
    """Move QSettings, which remembers its folders from its first use on, and the folders Windows itself names."""
    from PySide6.QtCore import QSettings, QStandardPaths

    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(home / ".config"))
    if sys.platform == "win32":
        QStandardPaths.setTestModeEnabled(True)


def forbid_modal_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Make each call that waits for the user fail; return the list that will name the calls made."""
    from PySide6 import QtGui, QtWidgets

    calls: list[str] = []

    def forbidden(name: str) -> Callable[..., NoReturn]:
        def refuse(*_args: object, **_named: object) -> NoReturn:
            calls.append(name)
            raise UnexpectedModalCallError(f"{name} waits for the user")

        return refuse

    for owner, names in MODAL_CALLS.items():
        for name in names:
            monkeypatch.setattr(getattr(QtWidgets, owner), name, forbidden(f"{owner}.{name}"))
    monkeypatch.setattr(QtGui.QDrag, "exec", forbidden("QDrag.exec"))
    return calls


def wait_patiently(bot: QtBot) -> None:
    """Let a wait take as long as a busy machine needs; it ends, as before, when what it waits for happens."""

    def patient(wait: Callable[..., Any]) -> Callable[..., Any]:
        def waited(*what: object, timeout: int = 0, **how: object) -> object:
            return wait(*what, timeout=max(timeout, LONGEST_WAIT_MS), **how)

        return waited

    for name in ("waitUntil", "waitSignal", "waitSignals", "waitExposed"):
        setattr(bot, name, patient(getattr(bot, name)))


class ThreadWatch:
    """Knows the threads that began during a test, Python's and Qt's, and says which still run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.before = set(threading.enumerate())
        self.qt_workers: weakref.WeakSet[Any] = weakref.WeakSet()
        if "PySide6.QtCore" in sys.modules:
            from PySide6.QtCore import QThread, QThreadPool

            for owner, name in ((QThread, "start"), (QThreadPool, "start"), (QThreadPool, "tryStart")):
                self._note_calls(monkeypatch, owner, name)

    def _note_calls(self, monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> None:
        original = getattr(owner, name)

        def noted(worker: object, *args: object) -> object:
            self.qt_workers.add(worker)
            return original(worker, *args)

        monkeypatch.setattr(owner, name, noted)

    def still_running(self) -> list[str]:
        """Wait a moment for each thread, then describe those that do not end."""
        return [*self._qt_threads(), *self._python_threads()]

    def _qt_threads(self) -> list[str]:
        if "PySide6.QtCore" not in sys.modules:
            return []
        import shiboken6
        from PySide6.QtCore import QThreadPool

        running = []
        for worker in filter(shiboken6.isValid, [QThreadPool.globalInstance(), *self.qt_workers]):
            wait = worker.waitForDone if isinstance(worker, QThreadPool) else worker.wait
            if not wait(GRACE_MS):
                running.append(f"{type(worker).__name__} {worker.objectName()!r} is running")
        return running

    def _python_threads(self) -> list[str]:
        running = []
        for thread in set(threading.enumerate()) - self.before:
            if thread.name.startswith("Dummy-"):
                continue  # Python's view of a Qt thread; it stays listed after that thread has ended
            thread.join(GRACE_MS / 1000)
            if thread.is_alive():
                running.append(f"Python thread {thread.name!r} is running")
        return running


def clear_screen() -> list[str]:
    """Run deferred deletions, then take down every window that is still shown and describe it."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return []
    delete_later_now()
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    found = [f"{type(widget).__name__} {widget.objectName()!r} is still shown" for widget in shown]
    for widget in shown:
        widget.hide()
        widget.deleteLater()
    delete_later_now()
    return found


def delete_later_now() -> None:
    """Carry out every deleteLater, so that no object lives on into the next test."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
