"""The workspace in the window: choosing it, and saying when it cannot be read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.folder import Folder
from selfeval_gui.app.notifier import Notifier
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.settings import WORKSPACE, Settings
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.places import whole_path
from selfeval_gui.views.basics.documents import documents
from selfeval_gui.views.form.current_form import CurrentForm


class WorkspaceFlow(QObject):
    """Opens folders.

    Signals
    -------
    opened()
        another folder is the workspace.
    """

    opened = Signal()

    def __init__(
        self,
        folder: Folder,
        forms: OpenForms,
        current: CurrentForm,
        notifier: Notifier,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self._forms = forms
        self._current = current
        self._notifier = notifier
        self._settings = settings
        self.unreadable: StorageError | None = None
        folder.completed.connect(self._completed)
        folder.unreadable.connect(self._unreadable)

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
        self.unreadable = None
        self.folder.open(whole_path(root))
        self._settings.set(WORKSPACE, str(self.folder.root))
        refused = self._settings.write_if_possible()
        self.opened.emit()
        if refused is not None:
            text = _("程序的设置没有写入，下次启动时不会记得这个文件夹；自评表不受影响。原因：{why}")
            self._notifier.warn(text.format(why=storage_sentence(refused)))

    def open_any(self, place: Path) -> None:
        """Open a folder; for a form's file its folder, and the form."""
        is_form = self._forms.probe.is_file(place)
        self.open(place.parent if is_form else place)
        if is_form:
            self._current.show(whole_path(place))

    def choose(self, _checked: bool = False) -> None:
        """Let the user choose the workspace."""
        self.ask_for(_("选择放自评表的文件夹"))

    def ask_for(self, question: str) -> None:
        """Let the user choose the workspace, asked in words that say what it is wanted for."""
        chosen = self._notifier.choose_folder(question, self.start_folder())
        if chosen is not None:
            self.open(chosen)

    def start_folder(self) -> Path:
        """Return where a folder chooser begins: at the workspace, else among the user's documents."""
        return documents() if self.root is None else self.root

    # ---- the folder ----------------------------------------------------------------------------------------------

    def _completed(self) -> None:
        self.unreadable = None

    def _unreadable(self, error: StorageError) -> None:
        if self.unreadable is None or self.unreadable.code != error.code:  # not at each look
            why = storage_sentence(error)
            text = _("{folder}：{why}打开着的表和改动都还在窗口里。文件夹接好之后，回到这个窗口就会重新列出。")
            self._notifier.warn(text.format(folder=self.root, why=why))
        self.unreadable = error
