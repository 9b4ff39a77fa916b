"""The workspace in the window: choosing it, the samples, and what other programs do in it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal

from selfeval_gui.app.folder import Folder
from selfeval_gui.app.jobs import Errand
from selfeval_gui.app.notifier import Notifier
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.settings import WORKSPACE, Settings
from selfeval_gui.i18n import _
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.summary import Summary
from selfeval_gui.views.form.current_form import CurrentForm
from selfeval_gui.work.samples import copy_samples

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session


class WorkspaceFlow(QObject):
    """Opens folders, and keeps the list in step with the folder and the open forms.

    Signals
    -------
    opened()
        another folder is the workspace.
    """

    opened = Signal()

    def __init__(
        self,
        folder: Folder,
        model: ProjectModel,
        forms: OpenForms,
        current: CurrentForm,
        notifier: Notifier,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self._model = model
        self._forms = forms
        self._current = current
        self._notifier = notifier
        self._settings = settings
        self.unreadable: StorageError | None = None
        folder.listed.connect(self._listed)
        folder.vanished.connect(model.take_out)
        folder.counted.connect(model.put_counts)
        folder.completed.connect(self._completed)
        folder.unreadable.connect(self._unreadable)
        forms.opened.connect(model.attach)
        forms.closed.connect(self._closed)
        forms.moved.connect(self._moved)
        forms.saved.connect(self._saved)

    @property
    def root(self) -> Path | None:
        """The workspace, None before one is chosen."""
        return self.folder.root

    # ---- choosing ------------------------------------------------------------------------------------------------

    def open(self, root: Path) -> None:
        """Make a folder the workspace. Changed forms of the last one stay open until they are saved or given up."""
        if not self._current.commit():
            return
        self._current.leave()
        for session in self._forms.sessions:
            if session.is_clean and not self._forms.is_writing(session):
                self._forms.close(session)
        self._model.clear()
        self.unreadable = None
        self.folder.open(root.absolute())
        self._settings.set(WORKSPACE, str(self.folder.root))
        self._settings.write_if_possible()
        self.opened.emit()

    def choose(self, _checked: bool = False) -> None:
        """Let the user choose the workspace."""
        chosen = self._notifier.choose_folder(_("选择放自评表的文件夹"), self.start_folder())
        if chosen is not None:
            self.open(chosen)

    def open_samples(self, _checked: bool = False) -> None:
        """Copy the samples into a folder the user chooses and make it the workspace."""
        chosen = self._notifier.choose_folder(_("把示例复制到哪个文件夹？"), self.start_folder())
        if chosen is None:
            return
        errand = Errand(partial(copy_samples, chosen), self)
        errand.done.connect(self.open)
        errand.failed.connect(self._copy_failed)
        errand.start()

    def start_folder(self) -> Path:
        """Return where a folder chooser begins: at the workspace, else among the user's documents."""
        if self.root is not None:
            return self.root
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def _copy_failed(self, error: StorageError) -> None:
        self._notifier.error(storage_sentence(error))

    # ---- the folder ----------------------------------------------------------------------------------------------

    def _listed(self, summaries: list[Summary]) -> None:
        self._model.put(summaries)

    def _completed(self) -> None:
        self.unreadable = None

    def _unreadable(self, error: StorageError) -> None:
        if self.unreadable is None:  # once, not at each look
            why = storage_sentence(error)
            text = _("{folder}：{why}打开着的表和改动都还在窗口里。文件夹接好之后，回到这个窗口就会重新列出。")
            self._notifier.warn(text.format(folder=self.root, why=why))
        self.unreadable = error

    # ---- open forms ----------------------------------------------------------------------------------------------

    def _closed(self, session: Session) -> None:
        self._model.detach(session)
        if self.root is None or not session.path.is_relative_to(self.root):
            self._model.take_out([session.path])  # saved elsewhere, or left over from another folder
        elif not session.is_clean:
            self.folder.forget(session.path)

    def _moved(self, session: Session, old_path: Path) -> None:
        self._model.move(session)
        if old_path.exists():  # saved under another name: the old file shows what it holds
            self.folder.forget(old_path)
        else:
            self._model.take_out([old_path])

    def _saved(self, _session: Session) -> None:
        self.folder.look_soon()
