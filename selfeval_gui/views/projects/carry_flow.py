"""结转 in the window: which forms there are to start from, and the new one in its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.messages import STAGES
from selfeval_gui.rules.shape import Stage
from selfeval_gui.storage.store import load
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.projects.file_flow import FileFlow

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form


class CarryFlow(QObject):
    """Makes a new form from any form of the list."""

    def __init__(self, desk: Desk, files: FileFlow, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._projects, self._forms, self._current = desk.place, desk.projects, desk.forms, desk.current
        self._files, self._window = files, window
        desk.actions.connect({"CarryForward": self.show})

    def show(self, _checked: bool = False) -> None:
        """Ask what the new form starts from; the current form is proposed."""
        folder = self._place.root
        if folder is None or not self._current.commit():
            return
        from selfeval_gui.views.projects.carry_forward_dialog import CarryForwardDialog, CarrySource

        sources = []
        for row in self._projects.rows:
            if row.summary.unreadable is None:
                name, year = row.summary.project_name.strip() or row.path.name, row.summary.year
                words = name if year is None else _("{name}（{year} 年度）").format(name=name, year=year)
                if row.summary.stage is not Stage.RESULT:
                    words = _("{words}{stage}").format(words=words, stage=STAGES[row.summary.stage])
                sources.append(CarrySource(row.path, words))
        if sources:
            dialog = CarryForwardDialog(sources, self._current.path, self._form_of, folder, self._window)
            dialog.form_made.connect(self._files.make)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _form_of(self, path: Path) -> Form:
        """Return the form as it is now, open or in its file; UnreadableForm where it cannot be read."""
        session = self._forms.session_at(path)
        return load(path).form if session is None else session.form
