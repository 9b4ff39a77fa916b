"""Keeps the list of projects in step with the folder and the open forms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from selfeval_gui.app.folder import Folder
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.item_models.project_model import ProjectModel

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session


class ProjectUpkeep(QObject):
    """Puts into the model what is listed, opened, moved or gone."""

    def __init__(self, model: ProjectModel, folder: Folder, forms: OpenForms) -> None:
        super().__init__(model)
        self._model, self._folder, self._forms = model, folder, forms
        folder.opened.connect(model.clear)
        folder.listed.connect(model.put)
        folder.vanished.connect(model.take_out)
        folder.counted.connect(model.put_counts)
        forms.opened.connect(model.attach)
        forms.closed.connect(self._closed)
        forms.moved.connect(self._moved)
        forms.saved.connect(self._saved)

    def _closed(self, session: Session) -> None:
        self._model.detach(session)
        root = self._folder.root
        if root is None or not session.path.is_relative_to(root):
            self._model.take_out([session.path])  # saved elsewhere, or left over from another folder
        elif not session.is_clean:
            self._folder.forget(session.path)

    def _moved(self, session: Session, old_path: Path) -> None:
        self._model.move(session)
        if self._forms.probe.is_file(old_path):  # saved under another name: the old file shows what it holds
            self._folder.forget(old_path)
        else:
            self._model.take_out([old_path])

    def _saved(self, _session: Session) -> None:
        self._folder.look_soon()
