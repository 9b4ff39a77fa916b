"""登记册 as the user meets it: the register is read, shown, typed in, written; each in a worker."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.action_table import REVIEW_LANE
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.work.across_reading import LIST_KINDS

if TYPE_CHECKING:
    from selfeval_gui.domain.review.register import Register
    from selfeval_gui.views.review.register_dialog import RegisterDialog
    from selfeval_gui.work.review.registering import ListRead


class RegisterFlow(QObject):
    """One dialog at a time.

    Signals
    -------
    registered()
        the register is another one now.
    """

    registered = Signal()

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._tasks, self._notifier = desk.place, desk.tasks, desk.notifier
        self._window = window
        self._dialog: RegisterDialog | None = None
        desk.actions.connect({"Register": self.show})

    def show(self, _checked: bool = False) -> None:
        """Read the register and show it; an empty one where there is none."""
        root = self._place.root
        if root is not None and self._dialog is None and REVIEW_LANE not in self._tasks.lanes:
            from selfeval_gui.work.review.registering import register_of

            work = partial(register_of, root)
            self._tasks.run(work, partial(self._show, root), lane=REVIEW_LANE, only_reads=True)

    def _show(self, root: Path, seen: Register | None) -> None:
        from selfeval_gui.domain.review.register import Register
        from selfeval_gui.domain.tree import new_id
        from selfeval_gui.views.review.register_dialog import RegisterDialog

        shown = Register(id=new_id()) if seen is None else seen.model_copy(deep=True)
        self._dialog = RegisterDialog(shown, self._window)
        self._dialog.list_wanted.connect(self._choose_list)
        self._dialog.agreed.connect(partial(self._write, root, seen))
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    def _closed(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _choose_list(self) -> None:
        chosen = self._notifier.choose_source(_("选择名单"), self._place.start_folder(), LIST_KINDS)
        if chosen is not None and REVIEW_LANE not in self._tasks.lanes:
            self._tasks.run(
                partial(_read_list, chosen), partial(self._take_list, chosen), lane=REVIEW_LANE, only_reads=True
            )

    def _take_list(self, chosen: Path, read: ListRead | str) -> None:
        if isinstance(read, str):
            self._notifier.error(_("“{name}”：{why}").format(name=chosen.name, why=read))
        elif self._dialog is not None:
            self._dialog.take_list(read.register, read.notes)

    def _write(self, root: Path, seen: Register | None, register: Register) -> None:
        if REVIEW_LANE not in self._tasks.lanes:
            from selfeval_gui.work.review.registering import put_register

            self._tasks.run(partial(put_register, root, register, seen), self._written, lane=REVIEW_LANE)

    def _written(self, register: Register) -> None:
        if self._dialog is not None:
            self._dialog.done(0)
        text = _("已登记 {units} 个单位、{projects} 个项目。")
        self._notifier.info(text.format(units=len(register.units), projects=len(register.projects)))
        self.registered.emit()


def _read_list(path: Path) -> ListRead | str:
    """Return the list, or the sentence that says why it cannot be read."""
    from selfeval_gui.work.review.registering import ListRefused, read_list

    try:
        return read_list(path)
    except ListRefused as refused:
        return str(refused)
