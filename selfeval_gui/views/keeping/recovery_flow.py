"""Recovery in the window: writes while the user types, and asks at a start what shall become of what was found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.autosave import FOLDER_NAME, Autosave
from selfeval_gui.app.notifier import Choice
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage import workspace
from selfeval_gui.storage.errors import StorageError, UnreadableForm
from selfeval_gui.storage.recovery import has_left_over
from selfeval_gui.views.desk.desk import Desk

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.storage.recovery import Pending
    from selfeval_gui.storage.workspace import NewFile
    from selfeval_gui.views.keeping.recovery_dialog import RecoveryDialog
    from selfeval_gui.work.left_over import FoundAtStart, Recoverable

_PATIENCE_MS = 3000  # with a folder that may never be listed: what was typed is looked for all the same
_LOG_OFF_MS = 60_000  # how long after the system announced its end a closing window asks nothing


class _SessionManager(Protocol):
    """What of Qt's session manager is used."""

    def cancel(self) -> None:
        """Ask the system to stay."""


class RecoveryFlow(QObject):
    """Keeps recovery files, lists what earlier runs left, and puts it back."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._forms, self._current, self._notifier, self._tasks = desk.forms, desk.current, desk.notifier, desk.tasks
        self._window = window
        self._root = desk.settings.path.parent / FOLDER_NAME
        self.has_looked = self.is_looking = False
        self._has_stopped = False
        self._copying: Recoverable | None = None
        self._found: FoundAtStart | None = None
        self._dialog: RecoveryDialog | None = None
        self.autosave = Autosave(desk.forms, self._root, self)
        self.autosave.watch_editor(desk.current.pending)
        self.autosave.failed.connect(self._not_written)
        self._log_off = QTimer(self, singleShot=True, interval=_LOG_OFF_MS)
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._late.timeout.connect(self.look)
        self._late.start()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            # Directly: when this returns the system may end the program.
            application.commitDataRequest.connect(self.session_ends, Qt.ConnectionType.DirectConnection)

    @property
    def is_logging_off(self) -> bool:
        """Whether the system is ending the session: closing must ask nothing then."""
        return self._log_off.isActive()

    def session_ends(self, manager: _SessionManager) -> None:
        """Write everything now, without a question: the system waits for nobody.

        Where that fails, what is typed is in no file at all: the system is told to stay, and the user why.
        """
        if self.autosave.flush():
            self._log_off.start()
        else:
            manager.cancel()
            self._notifier.warn(_("没保存的内容写不进恢复文件，已请系统先不要关机或注销。请先保存，或另存到别处。"))

    def stop(self, *, keep: bool = False) -> None:
        """End before the window goes; `keep` what is not saved, as a log-off does."""
        self._has_stopped = True
        self.autosave.stop(keep=keep or self.is_logging_off)
        if self._found is not None:
            self._found.left_over.release()
            self._found = None

    def _not_written(self, error: StorageError) -> None:
        why = storage_sentence(error)
        self._notifier.warn(_("恢复文件写不了，万一断电会丢失没保存的内容，请尽快保存。原因：{why}").format(why=why))

    # ---- what was found ------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Find out in a worker what earlier runs left, and ask about it; once."""
        if self.has_looked or self._has_stopped:
            return
        self.has_looked = True
        if not has_left_over(self._root):
            return
        from selfeval_gui.work.left_over import look_for_left_over

        self.is_looking = True
        self._tasks.run(partial(look_for_left_over, self._root), self._ask, failed=self._not_found, only_reads=True)

    def _not_found(self, error: StorageError) -> None:
        self.is_looking = False
        why = storage_sentence(error)
        text = _("看不了上次有没有没保存的内容：{why}它们还在 {folder} 里，没有动。")
        self._notifier.warn(text.format(why=why, folder=self._root))

    def _ask(self, found: FoundAtStart) -> None:
        self.is_looking = False
        if self._has_stopped:
            found.left_over.release()
            return
        self._found = found
        if found.left_over.broken:
            places = "\n".join(str(path) for path in found.left_over.broken)
            self._notifier.warn(_("有损坏的恢复文件，已移到一边，其余的不受影响：{places}").format(places=places))
        if not found.forms:
            return
        # Loaded with the first recovery, not with the window.
        from selfeval_gui.views.keeping.recovery_dialog import RecoveryDialog

        self._dialog = RecoveryDialog(found.forms, self._window)
        self._dialog.restore_wanted.connect(self._restore)
        self._dialog.copy_wanted.connect(self._copy)
        self._dialog.discard_wanted.connect(self._discard)
        self._dialog.finished.connect(self._decided)
        self._dialog.open()

    def _decided(self, _result: int) -> None:
        """Leave to the next start what is not decided."""
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _done_with(self, form: Recoverable) -> None:
        if self._found is not None:
            self._found.left_over.discard(form.record)
        if self._dialog is not None:
            self._dialog.take_out(form)

    # ---- decisions -----------------------------------------------------------------------------------------------

    def _restore(self, form: Recoverable) -> None:
        """Put the recovered form into the window as a change that is not saved yet."""
        from selfeval_gui.commands.replace import replace_form

        record = form.record
        if not self._current.commit():
            return
        if form.is_of_other_project:
            text = _("“{name}”现在是另一个项目的表，没有恢复到窗口里。请另存为副本。")
            self._notifier.error(text.format(name=record.path.name))
            return
        try:
            session = self._forms.open(record.path)
        except UnreadableForm:
            session = self._forms.adopt(form.form.model_copy(deep=True), record.path, record.fingerprint)
        else:
            if session.is_read_only:
                text = _("别人正打开着“{name}”，不能恢复到窗口里。请另存为副本，或等对方关闭后再恢复。")
                self._notifier.error(text.format(name=record.path.name))
                return
            replace_form(session, form.form, _("恢复没保存的内容"))
            # Saving asks where the file went on after this was written.
            session.fingerprint = record.fingerprint or session.fingerprint
        self._current.show(session.path)
        if record.pending is not None:
            self._type(session, record.pending)
        if self.autosave.flush():  # what was found goes only when it is written again
            self._done_with(form)

    def _type(self, session: Session, pending: Pending) -> None:
        """Put the text that was being typed into its cell; say it where the cell cannot hold it."""
        from selfeval_gui.commands.edit import type_into_cell, type_into_field
        from selfeval_gui.commands.structure import add_child
        from selfeval_gui.domain.fields import NEW_ROW
        from selfeval_gui.domain.ids import NodeId
        from selfeval_gui.views.basics.difference_text import place_line

        document = self._current.document()
        try:
            if not pending.node:
                type_into_field(session, pending.field, pending.text)
            elif document is not None and pending.field == NEW_ROW:
                add_child(document.indicators, NodeId(pending.node), pending.text)
            elif document is not None:
                type_into_cell(document.indicators, NodeId(pending.node), pending.field, pending.text)
        except (ValueError, KeyError):
            place = place_line(pending.node, pending.field, session.form)
            self._notifier.warn(
                _("关闭前正在“{place}”里输入“{text}”，这一格放不下，没有填入。").format(place=place, text=pending.text)
            )

    def _copy(self, form: Recoverable) -> None:
        """Write the recovered form into a new file beside its own."""
        from selfeval_gui.domain.tree import new_id

        if self._copying is not None:
            return
        self._copying = form
        copy = form.form.model_copy(update={"id": new_id()}, deep=True)
        work = partial(workspace.create, form.record.path.parent, copy)
        self._tasks.run(work, self._copied, failed=self._not_copied)

    def _copied(self, placed: NewFile) -> None:
        form, self._copying = self._copying, None
        if form is None:
            return
        is_shown = self._current.show(placed.path) and self._current.session is not None
        if form.record.pending is None:
            self._done_with(form)
        elif is_shown and self._current.session is not None:
            self._type(self._current.session, form.record.pending)
            if self.autosave.flush():  # the text that was being typed is in no file yet
                self._done_with(form)
        self._notifier.info(_("已另存为“{name}”。").format(name=placed.path.name))

    def _not_copied(self, error: StorageError) -> None:
        self._copying = None
        self._tasks.tell(error)

    def _discard(self, form: Recoverable) -> None:
        name = form.form.project_name.strip() or form.record.path.name
        choices = [Choice("discard", _("删除"), is_final=True), Choice("cancel", _("留着"))]
        text = _("删除“{name}”没保存的内容？删除后找不回来。文件本身不动。")
        if self._notifier.ask(text.format(name=name), choices) == "discard":
            self._done_with(form)
