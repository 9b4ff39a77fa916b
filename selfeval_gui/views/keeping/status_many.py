"""草稿 or 定稿 for several forms at once: one question where errors are left, and a step of its own in every form.

A form that is not open is opened to be marked and stays open, changed and unsaved: no file is written here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Choice
from selfeval_gui.app.slices import Slices
from selfeval_gui.i18n import _
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.views.basics.left_alone import refused_words, unread_words
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.keeping.status_flow import DRAFT, FIELD, FINAL, count_errors


class StatusMany(QObject):
    """Marks forms, one at a step; the window lives between two of them."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._forms, self._current, self._projects = desk.forms, desk.current, desk.projects
        self._meant = desk.meant
        self._notifier, self._window = desk.notifier, window
        self._slices: Slices | None = None
        self._faulty: list[Path] = []
        self._marked = 0
        self._refused: list[str] = []  # forms that others have open
        self._unread: list[str] = []
        desk.actions.connect({"FinalMany": self._ask})

    def _ask(self, _checked: bool = False) -> None:
        """Ask which forms, and what they become."""
        from selfeval_gui.views.keeping.status_dialog import StatusDialog

        offered = [row.summary for row in self._meant.rows_or_word()]
        if offered and self._slices is None and self._current.commit():
            dialog = StatusDialog(offered, self._window)
            dialog.wanted.connect(self._begin)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _begin(self, paths: list[Path], is_final: bool) -> None:
        self._marked, self._faulty, self._refused, self._unread = 0, [], [], []
        if is_final:
            self._run(self._look(paths), partial(self._looked, paths))
        else:
            self._run(self._mark(paths, DRAFT), self._tell)

    def _look(self, paths: list[Path]) -> Iterator[object]:
        """Find the forms with errors; those that the list has counted are not opened for it."""
        for path in paths:
            row = self._projects.row_of(path)
            counts = None if row is None else row.counts
            try:
                errors = count_errors(self._forms.open(path)) if counts is None else counts.errors
            except UnreadableForm:
                errors = 0  # said when it is to be marked
            if errors:
                self._faulty.append(path)
            yield None

    def _looked(self, paths: list[Path]) -> None:
        if self._faulty:
            text = _(
                "{count} 份表还有错误，例如“{name}”，仍然定稿吗？\n\n定稿只是一个标记，内容不变，随时可以改回草稿。"
            )
            choices = [Choice("final", _("全部定稿")), Choice("skip", _("跳过这些")), Choice("cancel", _("取消"))]
            names = [self._name_of(path) for path in self._faulty]
            answer = self._notifier.ask(text.format(count=len(names), name=names[0]), choices, "\n".join(names))
            if answer == "cancel":
                return
            if answer == "skip":
                paths = [path for path in paths if path not in self._faulty]
        self._run(self._mark(paths, FINAL), self._tell)

    def _mark(self, paths: list[Path], status: str) -> Iterator[object]:
        from selfeval_gui.commands.edit import put_into_field

        for path in paths:
            try:
                session = self._forms.open(path)
            except UnreadableForm:
                self._unread.append(path.name)
            else:
                if session.form.status != status and session.is_read_only:
                    self._refused.append(self._name_of(path))
                elif session.form.status != status:
                    put_into_field(session, FIELD, status)
                    self._marked += 1
            yield None

    def _tell(self) -> None:
        said = _("没有要改的：这些表已经是这样。")
        if self._marked:
            said = _("标明了 {count} 份表，保存以后才写进文件；每份表可以各自撤销。").format(count=self._marked)
        elif self._refused or self._unread:
            said = ""
        said += refused_words(self._refused) + unread_words(self._unread, _("没有改"))
        (self._notifier.warn if self._refused or self._unread else self._notifier.info)(said)

    def _name_of(self, path: Path) -> str:
        row = self._projects.row_of(path)
        return path.name if row is None else row.summary.project_name.strip() or path.name

    def _run(self, steps: Iterator[object], then: object) -> None:
        self._slices = Slices(steps, self)
        self._slices.done.connect(self._ended)
        self._slices.done.connect(then)
        self._slices.done.connect(self._slices.deleteLater)
        self._slices.start()

    def _ended(self) -> None:
        self._slices = None
