"""Whole files: new, the samples, rename, duplicate, to the trash, show in the file manager."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Choice
from selfeval_gui.domain.tree import new_id
from selfeval_gui.i18n import _
from selfeval_gui.storage import workspace
from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.workspace import SUFFIX, NewFile, safe_file_name
from selfeval_gui.views.basics.documents import documents
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.work.samples import copy_samples

if TYPE_CHECKING:
    from pathlib import Path

    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.form import Form


class FileFlow(QObject):
    """Acts on the current form's file, or makes another one."""

    def __init__(self, desk: Desk, backups: Backups, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._projects, self._forms, self._current = desk.place, desk.projects, desk.forms, desk.current
        self._notifier, self._tasks = desk.notifier, desk.tasks
        self._backups, self._window = backups, window
        desk.forms.rename_failed.connect(self._rename_failed)
        desk.actions.connect(
            {
                "New": self.new,
                "OpenSamples": self.open_samples,
                "Rename": self.rename,
                "Duplicate": self.duplicate,
                "Delete": self.delete,
                "ShowInFolder": self.show_in_folder,
            }
        )

    # ---- new and duplicate ---------------------------------------------------------------------------------------

    def new(self, _checked: bool = False) -> None:
        """Ask what the new form is about; without a workspace ask for that first."""
        if not self._current.commit():
            return
        if self._place.root is None:
            self._place.ask_for(_("新建的自评表放在哪个文件夹？"))
        folder = self._place.root
        if folder is None:
            return
        # Loaded with the first new form, not with the window.
        from selfeval_gui.views.projects.new_form_dialog import NewFormDialog

        session = self._current.session
        dialog = NewFormDialog(folder, None if session is None else session.form, self._window)
        dialog.form_made.connect(self.make)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def make(self, form: Form) -> None:
        """Write a new form into the workspace and go to it."""
        if self._place.root is not None:
            self._tasks.run(partial(workspace.create, self._place.root, form), self._begun)

    def duplicate(self, _checked: bool = False) -> None:
        """Make a copy beside the current form's file, with an id of its own, and go to it."""
        session = self._current.session
        if session is None or not self._current.commit():
            return
        if session.is_clean:
            self._tasks.run(partial(workspace.duplicate, session.path), self._placed)
        else:
            copy = session.form.model_copy(update={"id": new_id()}, deep=True)
            self._tasks.run(partial(workspace.create, session.path.parent, copy), self._placed)

    def open_samples(self, _checked: bool = False) -> None:
        """Copy the samples into a folder of their own, where the user says, and make it the workspace."""
        chosen = self._notifier.choose_folder(_("示例放在哪里？会在那里新建一个文件夹"), documents())
        if chosen is not None:
            self._tasks.run(partial(copy_samples, chosen, self._place.root), self._show_samples)

    def _show_samples(self, folder: Path) -> None:
        self._place.open(folder)
        self._notifier.info(_("示例放在新建的文件夹里：{folder}").format(folder=folder))

    def _placed(self, placed: NewFile) -> None:
        self._current.show(placed.path)
        self._place.folder.look_soon()

    def _begun(self, placed: NewFile) -> None:
        """Lead to the first amount of a new form: who and what it is about was asked already."""
        self._placed(placed)
        if self._current.path == placed.path and self._current.session is not None:
            self._current.session.hold_blanks("")
            self._current.go_to("", "expected_goal")  # which opens the goals
            self._current.go_to("", "funds.total.initial_budget")

    # ---- rename --------------------------------------------------------------------------------------------------

    def rename(self, _checked: bool = False) -> None:
        """Give the current form's file another name; the project's name is proposed."""
        session = self._current.session
        if session is None or not self._current.commit():
            return
        proposed = safe_file_name(session.form.project_name, ()).removesuffix(SUFFIX)
        if not session.form.project_name.strip():
            proposed = session.path.stem
        typed = self._notifier.ask_text(_("重命名文件"), _("新的文件名（项目名称不变）："), proposed)
        name = (typed or "").strip().removesuffix(SUFFIX)
        if name and name != session.path.stem:
            self._forms.rename(session, name)

    def _rename_failed(self, _session: Session, error: StorageError) -> None:
        self._tasks.tell(error)

    # ---- trash ---------------------------------------------------------------------------------------------------

    def delete(self, _checked: bool = False) -> None:
        """Move the current form's file to the trash, after asking; its unsaved changes go with it."""
        from selfeval_gui.app.trash import move_to_trash

        session = self._current.session
        if session is None or self._forms.is_writing(session):
            return
        name = session.form.project_name.strip() or session.path.name
        text = _("把“{name}”移到回收站？")
        if not session.is_clean:
            text = _("把“{name}”移到回收站？它还有没保存的改动，会一起丢掉。")
        choices = [Choice("delete", _("移到回收站")), Choice("cancel", _("取消"))]
        path, form_id = session.path, session.form.id
        versions = len(self._backups.versions(path, form_id))
        if versions:
            text += _("它的 {count} 个历史版本留在这台电脑里；“一并删除”把它们也删掉，删除后找不回来。")
            choices.insert(1, Choice("all", _("一并删除"), is_final=True))
        answer = self._notifier.ask(text.format(name=name, count=versions), choices, str(path))
        if answer not in {"delete", "all"}:
            return
        if not move_to_trash(path):
            self._notifier.error(_("“{name}”没有删除：这里的回收站不可用。文件仍在原处。").format(name=path.name))
            return
        self._forms.close(session)
        self._projects.take_out([path])
        self._place.folder.look_soon()
        left = self._backups.remove(path, form_id) if answer == "all" else 0
        if left:
            text = _("“{name}”已移到回收站，但它的 {count} 个历史版本删不掉，还在 {folder} 里。")
            folder = self._backups.folder_of(path, form_id)
            self._notifier.warn(text.format(name=name, count=left, folder=folder))
            return
        text = _("“{name}”和它的历史版本已删除，自评表在回收站里。") if answer == "all" else _("“{name}”已移到回收站。")
        self._notifier.info(text.format(name=name))

    # ---- file manager --------------------------------------------------------------------------------------------

    def show_in_folder(self, _checked: bool = False) -> None:
        """Open the current file's folder in the file manager."""
        if self._current.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._current.path.parent)))
