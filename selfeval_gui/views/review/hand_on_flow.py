"""What the department makes of the forms and hands on, as the user meets it: a file is named, a worker writes it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.output.asking import export_folder, remember_folder, tell_written
from selfeval_gui.views.review.at_rest import FormsAtRest
from selfeval_gui.views.review.desk_flow import DeskFlow
from selfeval_gui.work.review.moments import present

if TYPE_CHECKING:
    from collections.abc import Collection

    from selfeval_gui.work.progress import Progress
    from selfeval_gui.work.review.summing import SummedReview

_SUMMING = "summary"  # lane


class HandOnFlow(QObject):
    """Takes what is chosen or shown on the review desk; all of the workspace where that is not in sight."""

    def __init__(self, desk: Desk, at_rest: FormsAtRest, page: DeskFlow, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._tasks, self._notifier = desk.place, desk.tasks, desk.notifier
        self._settings, self._probe, self._at_rest, self._page = desk.settings, desk.forms.probe, at_rest, page
        desk.actions.connect({"SumUpAccepted": self._sum_up_accepted, "SumUpAll": self._sum_up_all})

    def _sum_up_accepted(self, _checked: bool = False) -> None:
        self._sum_up(is_accepted_only=True)

    def _sum_up_all(self, _checked: bool = False) -> None:
        self._sum_up(is_accepted_only=False)

    def _sum_up(self, *, is_accepted_only: bool) -> None:
        root = self._place.root
        if root is None or _SUMMING in self._tasks.lanes or not self._at_rest.are_saved(_("汇总")):
            return
        title = _("汇总通过的自评表") if is_accepted_only else _("汇总自评表")
        target = self._ask_target(title, _("绩效自评汇总表.xlsx"))
        if target is not None:
            self._tasks.run_long(
                partial(_sum_up, root, self._wanted(), target, is_accepted_only),
                partial(self._summed, target),
                told=_("正在汇总 {done} / {total}"),
                lane=_SUMMING,
                stopped=self._stopped,
            )

    def _summed(self, target: Path, summed: SummedReview) -> None:
        text = _("已写出：{target}，汇总了 {forms} 份。").format(target=target, forms=summed.forms)
        open_points = _("没有计入、需要核对的有 {count} 项，写在“按单位汇总”的下面。").format(count=summed.open_points)
        tell_written(self._notifier, text, [open_points] if summed.open_points else [], target.parent, target)

    def _wanted(self) -> set[Path] | None:
        """Return the files of the forms that are meant, None for all."""
        rows = self._page.meant()
        return None if rows is None else {row.path for row in rows if row.path is not None}

    def _ask_target(self, title: str, name: str) -> Path | None:
        start = export_folder(self._settings, self._probe, self._place.start_folder()) / name
        target = self._notifier.choose_target(title, start, start.suffix)
        if target is not None:
            remember_folder(self._settings, target.parent)
        return target

    def _stopped(self) -> None:
        self._notifier.info(_("已停止，没有写出文件。"))


def _sum_up(
    root: Path, wanted: Collection[Path] | None, target: Path, is_accepted_only: bool, progress: Progress
) -> SummedReview:
    from selfeval_gui.work.review.summing import write_review_summary  # brings the models

    return write_review_summary(root, wanted, target, present().date(), progress, accepted_only=is_accepted_only)
