"""退回 as the user meets it: which units, with which remarks, where to; a worker writes the packages."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.lock_file import user_name
from selfeval_gui.views.basics.action_table import REVIEW_LANE
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.output.asking import export_folder, remember_folder, tell_written
from selfeval_gui.views.review.at_rest import FormsAtRest
from selfeval_gui.views.review.desk_flow import DeskFlow
from selfeval_gui.work.review.moments import present

if TYPE_CHECKING:
    from selfeval_gui.work.progress import Progress
    from selfeval_gui.work.review.returning import ReturnedUnit, UnitWaiting


class ReturnFlow(QObject):
    """One lot at a time.

    Signals
    -------
    returned()
        forms may be returned now, and have remarks more.
    """

    returned = Signal()

    def __init__(self, desk: Desk, at_rest: FormsAtRest, page: DeskFlow, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._tasks, self._notifier = desk.place, desk.tasks, desk.notifier
        self._settings, self._probe, self._at_rest, self._window = desk.settings, desk.forms.probe, at_rest, window
        self._page = page
        desk.actions.connect({"ReturnForms": self.begin})

    def begin(self, _checked: bool = False) -> None:
        """Look which units have something to get back, then ask."""
        root = self._place.root
        if root is not None and REVIEW_LANE not in self._tasks.lanes and self._at_rest.are_saved(_("退回")):
            only = self._page.meant_paths()
            self._tasks.run_long(
                partial(_waiting, root, only),
                partial(self._ask, root, only),
                told=_("正在读各份表 {done} / {total}"),
                lane=REVIEW_LANE,
                only_reads=True,
            )

    def _ask(self, root: Path, only: set[Path] | None, waiting: list[UnitWaiting]) -> None:
        from selfeval_gui.views.review.return_dialog import ReturnDialog

        if not waiting:
            nothing = _("没有可以退回的自评表：都已通过，或者还没有收到。")
            not_here = _(
                "审核台里选中的、显示的没有可以退回的自评表：都已通过，或者还没有收到。要退回别的，请先换一个筛选。"
            )
            self._notifier.warn(nothing if only is None else not_here)
            return
        dialog = ReturnDialog(waiting, self._window, is_limited=only is not None)
        dialog.wanted.connect(partial(self._choose_folder, root, only))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_folder(self, root: Path, only: set[Path] | None, units: list[str], findings: str | None) -> None:
        start = export_folder(self._settings, self._probe, root)
        out = self._notifier.choose_folder(_("退回的包放到哪个文件夹？"), start)
        if out is None:
            return
        if out.is_relative_to(root):
            self._notifier.warn(
                _("退回的包不能放在工作文件夹里，里面的表会被当成收到的。请选别的文件夹；什么也没有写。")
            )
            return
        remember_folder(self._settings, out)
        self._tasks.run_long(
            partial(_return, root, only, units, out, findings),
            self._written,
            told=_("正在写退回的包 {done} / {total}"),
            lane=REVIEW_LANE,
            stopped=self._stopped,
            failed=self._failed,
        )

    def _written(self, returned: list[ReturnedUnit]) -> None:
        self.returned.emit()
        if not returned:
            self._notifier.warn(_("没有可以退回的自评表：都已通过，或者还没有收到。"))
            return
        words = {"count": len(returned), "remarks": sum(each.remarks for each in returned)}
        text = _("已写出 {count} 个单位的退回包，共 {remarks} 条意见。").format(**words)
        tell_written(self._notifier, text, [], returned[0].package.parent)

    def _stopped(self) -> None:
        self.returned.emit()
        self._notifier.warn(_("退回已停止：已经写好的包是完整的，其余单位没有写。"))

    def _failed(self, error: StorageError) -> None:
        self.returned.emit()
        self._tasks.tell(error)


def _waiting(root: Path, only: set[Path] | None, progress: Progress) -> list[UnitWaiting]:
    from selfeval_gui.work.review.desk import look_at
    from selfeval_gui.work.review.returning import units_waiting

    return units_waiting(look_at(root, present().date(), progress), only)


def _return(
    root: Path, only: set[Path] | None, units: list[str], out: Path, findings: str | None, progress: Progress
) -> list[ReturnedUnit]:
    from selfeval_gui.domain.review.entries import Person  # this and the next bring the models
    from selfeval_gui.work.review.returning import return_forms

    return return_forms(root, units, out, findings, Person(name=user_name()), present(), progress, only)
