"""What the department makes of the forms and hands on, as the user meets it: a file is named, a worker writes it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Choice
from selfeval_gui.i18n import _
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.output.asking import export_folder, remember_folder, tell_written
from selfeval_gui.views.review.at_rest import FormsAtRest
from selfeval_gui.views.review.desk_flow import DeskFlow
from selfeval_gui.work.review.moments import present

if TYPE_CHECKING:
    from collections.abc import Collection

    from selfeval_gui.work.progress import Progress
    from selfeval_gui.work.review.materials import Material, WrittenMaterials
    from selfeval_gui.work.review.summing import SummedReview

_SUMMING = "summary"  # lane


class HandOnFlow(QObject):
    """Takes what is chosen or shown on the review desk; all of the workspace where that is not in sight."""

    def __init__(self, desk: Desk, at_rest: FormsAtRest, page: DeskFlow, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._tasks, self._notifier = desk.place, desk.tasks, desk.notifier
        self._settings, self._probe, self._at_rest, self._page = desk.settings, desk.forms.probe, at_rest, page
        self._window = window
        desk.actions.connect(
            {
                "SumUpAccepted": self._sum_up_accepted,
                "SumUpAll": self._sum_up_all,
                "ReviewMaterials": self._ask_materials,
                "Reminder": self._ask_reminder,
            }
        )

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
                partial(_sum_up, root, self._page.meant_paths(), target, is_accepted_only),
                partial(self._summed, target),
                told=_("正在汇总 {done} / {total}"),
                lane=_SUMMING,
                stopped=self._stopped,
            )

    def _summed(self, target: Path, summed: SummedReview) -> None:
        text = _("已写出：{target}，汇总了 {forms} 份。").format(target=target, forms=summed.forms)
        open_points = _("没有计入、需要核对的有 {count} 项，写在“按单位汇总”的下面。").format(count=summed.open_points)
        tell_written(self._notifier, text, [open_points] if summed.open_points else [], target.parent, target)

    # ---- materials -----------------------------------------------------------------------------------------------

    def _ask_materials(self, _checked: bool = False) -> None:
        from selfeval_gui.views.review.materials_dialog import MaterialsDialog

        root = self._place.root
        if root is None or _SUMMING in self._tasks.lanes or not self._at_rest.are_saved(_("导出")):
            return
        wanted = self._page.meant_paths()
        about = _("整个工作文件夹的自评表") if wanted is None else _("审核台里的 {count} 份").format(count=len(wanted))
        dialog = MaterialsDialog(about, self._window)
        dialog.wanted.connect(partial(self._write_materials, root, wanted))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write_materials(self, root: Path, wanted: set[Path] | None, materials: list[Material]) -> None:
        from selfeval_gui.work.review.materials import material_file

        start = export_folder(self._settings, self._probe, self._place.start_folder())
        out = self._notifier.choose_folder(_("审核材料放到哪个文件夹？"), start)
        if out is None:
            return
        remember_folder(self._settings, out)
        existing = [name for name in map(material_file, materials) if self._probe.is_file(out / name)]
        if existing:
            text = _("{names} 已经存在。覆盖吗？").format(names="、".join(existing))
            choices = [Choice("overwrite", _("覆盖"), is_final=True), Choice("cancel", _("取消"))]
            if self._notifier.ask(text, choices) != "overwrite":
                return
        self._tasks.run_long(
            partial(_write_materials, root, wanted, materials, out),
            partial(self._materials_written, out),
            told=_("正在写审核材料 {done} / {total}"),
            lane=_SUMMING,
            stopped=self._stopped_between,
        )

    def _materials_written(self, out: Path, written: WrittenMaterials) -> None:
        if written.targets:
            names = "、".join(target.name for target in written.targets)
            tell_written(self._notifier, _("已写出：{names}").format(names=names), written.notes, out)
        else:
            self._notifier.warn("\n".join(written.notes))

    def _stopped_between(self) -> None:
        self._notifier.info(_("已停止；已经写好的文件是完整的。"))

    # ---- reminders -----------------------------------------------------------------------------------------------

    def _ask_reminder(self, _checked: bool = False) -> None:
        root = self._place.root
        if root is None or _SUMMING in self._tasks.lanes or not self._at_rest.are_saved(_("催报")):
            return
        choices = [Choice(".docx", _("Word…")), Choice(".xlsx", _("Excel…")), Choice("text", _("复制文字"))]
        kind = self._notifier.ask(_("催报单要什么样的？"), [*choices, Choice("cancel", _("取消"))])
        if kind == "cancel":
            return
        target = None if kind == "text" else self._ask_target(_("写催报单"), _("催报单") + kind)
        if target is not None or kind == "text":
            self._tasks.run_long(
                partial(_remind, root, target, self._page.meant_missing()),
                partial(self._reminded, target),
                told=_("正在看还缺哪些 {done} / {total}"),
                lane=_SUMMING,
                stopped=self._stopped,
            )

    def _reminded(self, target: Path | None, text: str) -> None:
        if not text:
            self._notifier.info(_("没有缺报的，没有写催报单。"))
        elif target is None:
            QGuiApplication.clipboard().setText(text)
            self._notifier.info(_("催报单已复制，可以粘贴到邮件、微信或 Word 里。"))
        else:
            written = _("已写出：{target}").format(target=target)
            tell_written(self._notifier, written, [], target.parent, target)

    # ---- what all of them need -----------------------------------------------------------------------------------

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


def _write_materials(
    root: Path, wanted: set[Path] | None, materials: list[Material], out: Path, progress: Progress
) -> WrittenMaterials:
    from selfeval_gui.work.review.materials import write_materials  # brings the models

    return write_materials(root, wanted, materials, out, present().date(), progress)


def _remind(root: Path, target: Path | None, only: set[tuple[str, str]] | None, progress: Progress) -> str:
    from selfeval_gui.work.review.reminding import remind  # brings the models

    return remind(root, target, present().date(), progress, only)
