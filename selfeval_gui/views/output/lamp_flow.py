"""The lamp 可上传 on the form's page: looked at a moment after each change, where the user uploads forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from selfeval_gui.app.settings import UPLOAD_LAMP
from selfeval_gui.work.uploading import OwnDestinations, reasons_of

if TYPE_CHECKING:
    from selfeval_gui.app.settings import Settings
    from selfeval_gui.domain.destination import Destination
    from selfeval_gui.views.desk.desk import Desk
    from selfeval_gui.views.form.form_page import FormPage

OFF = "off"
_PAUSE_MS = 300  # after the last change: nobody looks at the lamp while typing


class LampFlow(QObject):
    """Keeps which system the lamp speaks of, and lets it speak."""

    def __init__(self, desk: Desk, own: OwnDestinations, parent: QObject) -> None:
        super().__init__(parent)
        self._current, self._own = desk.current, own
        self._settings: Settings = desk.settings
        self._action = desk.actions["Upload"]
        self._page: FormPage | None = None
        self._destination: Destination | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._look)

    def take_page(self, page: FormPage) -> None:
        """Let the lamp of the page, which is made later than the window, follow its form."""
        self._page = page
        page.totals.lamp.follow(self._action)
        page.totals.lamp.place_wanted.connect(self._current.go_to)
        page.refreshed.connect(self._soon.start)
        self._take_destination()

    @property
    def chosen(self) -> str:
        """The id of the system that the lamp speaks of, "" where none has been chosen yet or the lamp is off."""
        return self._settings.get(UPLOAD_LAMP).removeprefix(OFF)

    @property
    def is_off(self) -> bool:
        """Whether the user has switched the lamp off."""
        return self._settings.get(UPLOAD_LAMP) == OFF

    def choose(self, destination: str) -> None:
        """Let the lamp speak of another system; `OFF` hides it."""
        self._settings.set(UPLOAD_LAMP, destination)
        self._take_destination()

    def _take_destination(self) -> None:
        self._destination = self._own.known().get(self.chosen) if self.chosen else None
        self._soon.start()

    def _look(self) -> None:
        if self._page is None:
            return
        session, lamp = self._current.session, self._page.totals.lamp
        if session is None or self._destination is None:
            lamp.hide()
        else:
            lamp.show_reasons(self._destination.name, reasons_of(session.form, self._destination))
