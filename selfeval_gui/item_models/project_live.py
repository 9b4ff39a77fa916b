"""Follows one open form for the project list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session


class SessionWatch(QObject):
    """Says that a form changed, and which.

    Signals
    -------
    changed(session)
        a step of its undo stack was done or undone, or it was saved.
    """

    changed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        session.refreshed.connect(self._tell)
        session.clean_changed.connect(self._tell)

    def stop(self) -> None:
        """Follow it no more."""
        self._session.refreshed.disconnect(self._tell)
        self._session.clean_changed.disconnect(self._tell)
        self.deleteLater()

    def _tell(self, _clean: bool = True) -> None:
        self.changed.emit(self._session)
