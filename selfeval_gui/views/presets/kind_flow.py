"""A library of kinds as the user meets it: seen, chosen for the form at hand, copied, edited, deleted, handed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from selfeval_gui.app.notifier import Choice, Notifier
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.views.form.current_form import CurrentForm

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.views.presets.kind_editor import KindEditor
    from selfeval_gui.views.presets.library_dialog import LibraryDialog
    from selfeval_gui.work.kind_store import FormKind, KindStore


class KindFlow(QObject):
    """The dialog of one sort of kinds, and what it asks for.

    Signals
    -------
    own_changed()
        the user's own kinds are others now.
    """

    own_changed = Signal()

    def __init__(
        self, noun: str, own: KindStore[Any], current: CurrentForm, notifier: Notifier, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._noun = noun
        self._own = own
        self._current = current
        self._notifier = notifier
        self._window = window
        self._dialog: LibraryDialog | None = None

    # ---- what each sort of kinds knows ---------------------------------------------------------------------------

    def make_dialog(self) -> LibraryDialog:
        """Return the dialog that lists them."""
        raise NotImplementedError

    def make_editor(self, kind: Any) -> KindEditor:
        """Return the dialog that edits one."""
        raise NotImplementedError

    def used_by(self, session: Session) -> FormKind:
        """Return the kind that a form is of."""
        raise NotImplementedError

    def can_change(self, kind_id: str, own: dict[str, Any]) -> bool:
        """Tell whether the user may edit a kind, given those that are kept."""
        return kind_id in own

    def choose(self, session: Session, kind: Any) -> None:
        """Make a form be of this kind."""
        raise NotImplementedError

    def why_bad(self, name: str, error: ValueError) -> str:
        """Return the sentence for a file that holds no usable kind."""
        raise NotImplementedError

    # ---- the dialog ----------------------------------------------------------------------------------------------

    def show(self, _checked: bool = False) -> None:
        """Show all kinds, the form's own chosen."""
        if not self._current.commit():
            return
        self._dialog = self.make_dialog()
        self._dialog.wanted.connect(self._do)
        self._dialog.finished.connect(self._dialog.deleteLater)
        session = self._current.session
        self._show_all("" if session is None else self.used_by(session).id)
        self._dialog.open()

    def _show_all(self, chosen: str) -> None:
        from selfeval_gui.views.presets.library_dialog import ListedKind

        session, own = self._current.session, self._own.all()
        used = None if session is None else self.used_by(session)
        carried = {} if used is None else {used.id: used}
        known = {**carried, **self._own.presets(), **own}.values()
        listed = [ListedKind(each, self.can_change(each.id, own)) for each in known]
        if self._dialog is not None:
            self._dialog.show_kinds(listed, chosen, has_form=session is not None)

    def _do(self, what: str, kind: Any) -> None:
        asked: dict[str, Callable[[Any], None]] = {
            "use": self._use,
            "copy": self._copy,
            "edit": self._edit,
            "delete": self._delete,
            "export": self._export,
        }
        if what == "import":
            self._import()
        elif kind is not None:
            asked[what](kind)

    def _use(self, kind: Any) -> None:
        if self._current.session is not None:
            self.choose(self._current.session, kind)
            self._notifier.info(_("当前表改用{noun}“{name}”。").format(noun=self._noun, name=kind.name))

    def _copy(self, kind: Any) -> None:
        title, question = _("复制{noun}").format(noun=self._noun), _("新{noun}的名称").format(noun=self._noun)
        name = self._notifier.ask_text(title, question, _("{name}（副本）").format(name=kind.name))
        if name is not None and name.strip():
            self._keep(self._own.copy_of(kind, name.strip()))

    def _edit(self, kind: Any) -> None:
        dialog = self.make_editor(kind)
        dialog.edited.connect(self._keep)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _delete(self, kind: Any) -> None:
        choices = [Choice("delete", _("删除"), is_final=True), Choice("cancel", _("取消"))]
        question = _("删除{noun}“{name}”？用过它的表里各有一份，不受影响。")
        if self._notifier.ask(question.format(noun=self._noun, name=kind.name), choices) != "delete":
            return
        try:
            self._own.remove(kind)
        except OSError as error:
            self._notifier.error(_("没有删除：{reason}").format(reason=error.strerror or error))
        self._changed("")

    def _keep(self, kind: Any) -> None:
        try:
            self._own.keep(kind)
        except StorageError as error:
            self._tell(error)
        else:
            self._changed(kind.id)

    def _export(self, kind: Any) -> None:
        start = Path.home() / safe_file_name(kind.name, ())
        target = self._notifier.choose_target(_("导出{noun}").format(noun=self._noun), start, ".json")
        if target is None:
            return
        try:
            self._own.hand_over(kind, target)
        except StorageError as error:
            self._tell(error)
        else:
            self._notifier.info(_("已导出：{target}").format(target=target))

    def _import(self) -> None:
        title = _("导入{noun}").format(noun=self._noun)
        source = self._notifier.choose_source(title, Path.home(), (".json",))
        if source is None:
            return
        try:
            found = self._own.take_in(source)
        except ValueError as error:
            self._notifier.error(self.why_bad(source.name, error))
        except StorageError as error:
            self._tell(error)
        else:
            self._changed(found.id)
            self._notifier.info(_("已导入{noun}“{name}”。").format(noun=self._noun, name=found.name))

    def _tell(self, error: StorageError) -> None:
        self._notifier.error(storage_sentence(error))

    def _changed(self, chosen: str) -> None:
        self.own_changed.emit()
        self._show_all(chosen)
