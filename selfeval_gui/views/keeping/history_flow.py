"""历史版本 in the window: lists them, puts one back as a change or into a file of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage import workspace
from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.errors import SaveFailed, StorageError
from selfeval_gui.views.desk.desk import Desk

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.storage.workspace import NewFile
    from selfeval_gui.work.history import Former, History


class HistoryFlow(QObject):
    """Goes back in time with the current form."""

    def __init__(self, desk: Desk, backups: Backups, window: QWidget) -> None:
        super().__init__(window)
        self._current, self._notifier, self._tasks = desk.current, desk.notifier, desk.tasks
        self._backups = backups
        self._window = window
        self._session: Session | None = None
        self._unkept: dict[str, str] = {}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell_unkept)
        self._forms = desk.forms
        desk.forms.not_kept.connect(self._not_kept)
        desk.forms.settled.connect(self._soon.start)
        desk.actions.connect({"History": self.show})

    def show(self, _checked: bool = False) -> None:
        """List the former versions of the current form."""
        session = self._current.session
        if session is None or not self._current.commit():
            return
        try:
            data, _step = session.frozen()
        except SaveFailed as error:
            self._tasks.tell(error)
            return
        self._session = session
        # Loaded with the first look back, not with the window.
        from selfeval_gui.work.history import read_history

        self._tasks.run(partial(read_history, self._backups, session.path, data), self._list, only_reads=True)

    def _list(self, history: History) -> None:
        if self._session is None or self._session is not self._current.session:
            return  # another form is shown by now
        from selfeval_gui.views.keeping.history_dialog import HistoryDialog

        name = self._session.form.project_name.strip() or self._session.path.name
        dialog = HistoryDialog(name, history, self._window)
        dialog.restore_wanted.connect(self._restore)
        dialog.copy_wanted.connect(self._copy)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _restore(self, former: Former) -> None:
        from selfeval_gui.commands.replace import replace_form

        session = self._current.session
        if session is not None and session is self._session and self._current.commit():
            time = former.saved.astimezone().strftime("%Y-%m-%d %H:%M")
            replace_form(session, former.form, _("恢复 {time} 的版本").format(time=time))

    def _copy(self, former: Former) -> None:
        from selfeval_gui.domain.tree import new_id

        if self._session is None:
            return
        copy = former.form.model_copy(update={"id": new_id()}, deep=True)
        self._tasks.run(partial(workspace.create, self._session.path.parent, copy), self._copied)

    def _copied(self, placed: NewFile) -> None:
        self._current.show(placed.path)
        self._notifier.info(_("历史版本已写成“{name}”。").format(name=placed.path.name))

    def _not_kept(self, session: Session, error: StorageError) -> None:
        """Say that no version was kept, in one sentence for all that are being saved; the saves went well.

        That fewer may read the file is said of each file by itself.
        """
        if error.code == "save.narrower":
            self._notifier.warn(_("“{name}”：{why}").format(name=session.path.name, why=storage_sentence(error)))
            return
        self._unkept[session.path.name] = storage_sentence(error)
        if not self._forms.is_busy:
            self._soon.start()

    def _tell_unkept(self) -> None:
        unkept, self._unkept = self._unkept, {}
        if not unkept:
            return
        text = _("{names}已保存，但保存前的版本没有留下来。原因：{why}")
        names = "、".join(f"“{name}”" for name in unkept)
        self._notifier.warn(text.format(names=names, why="".join(dict.fromkeys(unkept.values()))))
