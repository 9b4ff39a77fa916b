"""Before forms are exchanged: all of them are saved, and none is open here that somebody else is to write."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from selfeval_gui.app.notifier import Offer
from selfeval_gui.i18n import _
from selfeval_gui.views.desk.desk import Desk


class FormsAtRest(QObject):
    """Sees to it that files hold what the window shows, and that the window shows what files hold afterwards."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._forms, self._current, self._notifier = desk.forms, desk.current, desk.notifier
        self._folder, self._save_all = desk.place.folder, desk.actions["SaveAll"]
        self._was_shown: Path | None = None

    def are_saved(self, doing: str) -> bool:
        """Tell whether every form is saved; where one is not, say that first."""
        if not self._current.commit():
            return False
        count = len(self._forms.changed)
        if count:
            text = _("{count} 份自评表的改动还没有保存，先保存再{doing}；什么也没有动。")
            offer = Offer(_("全部保存"), self._save_all.trigger)
            self._notifier.warn(text.format(count=count, doing=doing), offer)
        return not count and not self._forms.is_busy

    def put_away(self) -> None:
        """Close the forms that are open here, and take note of the one that was shown."""
        self._was_shown = self._current.path
        self._current.leave()
        for session in self._forms.sessions:
            if session.is_clean and not self._forms.is_writing(session):
                self._forms.close(session)

    def take_up(self) -> None:
        """Show what the files hold now, and the form that was shown."""
        self._folder.look_soon()
        shown, self._was_shown = self._was_shown, None
        if shown is not None and self._forms.probe.is_file(shown) and self._current.path is None:
            self._current.show(shown)
