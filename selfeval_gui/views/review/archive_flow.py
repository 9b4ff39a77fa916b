"""The archive of a year as the user meets it: which year and where to; and opening one as a workspace of its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Choice
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.action_table import REVIEW_LANE
from selfeval_gui.views.basics.documents import documents
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.output.asking import export_folder, remember_folder, tell_written
from selfeval_gui.views.review.at_rest import FormsAtRest
from selfeval_gui.work.review.moments import present

if TYPE_CHECKING:
    from selfeval_gui.domain.review.package import ArchiveList
    from selfeval_gui.work.progress import Progress
    from selfeval_gui.work.review.archiving import Archived

_MOST_YEARS = 6  # that a question offers


class ArchiveFlow(QObject):
    """One archive at a time."""

    def __init__(self, desk: Desk, at_rest: FormsAtRest, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._tasks, self._notifier = desk.place, desk.tasks, desk.notifier
        self._settings, self._probe, self._at_rest = desk.settings, desk.forms.probe, at_rest
        desk.actions.connect({"ArchiveYear": self._begin, "OpenArchive": self._open})

    # ---- writing one ---------------------------------------------------------------------------------------------

    def _begin(self, _checked: bool = False) -> None:
        root = self._place.root
        if root is not None and REVIEW_LANE not in self._tasks.lanes and self._at_rest.are_saved(_("归档")):
            self._tasks.run_long(
                partial(_years, root),
                partial(self._ask, root),
                told=_("正在读各份表 {done} / {total}"),
                lane=REVIEW_LANE,
                only_reads=True,
            )

    def _ask(self, root: Path, years: dict[int, int]) -> None:
        if not years:
            self._notifier.warn(_("没有填了年度的自评表，没有可以归档的。"))
            return
        text = _("{year} 年度（{count} 份）")
        latest = list(years.items())[:_MOST_YEARS]
        choices = [Choice(str(year), text.format(year=year, count=count)) for year, count in latest]
        question = _("归档哪一年？登记册、这一年的自评表和佐证材料、意见和收件放进一个压缩包，工作文件夹不变。")
        chosen = self._notifier.ask(question, [*choices, Choice("cancel", _("取消"))])
        if chosen == "cancel":
            return
        name = _("绩效自评{year}年度归档.zip").format(year=chosen)
        start = export_folder(self._settings, self._probe, self._place.start_folder()) / name
        target = self._notifier.choose_target(_("归档到哪里？"), start, start.suffix)
        if target is not None:
            remember_folder(self._settings, target.parent)
            self._tasks.run_long(
                partial(_archive, root, int(chosen), target),
                partial(self._written, target),
                told=_("正在归档 {done} / {total}"),
                lane=REVIEW_LANE,
                stopped=self._stopped,
            )

    def _written(self, target: Path, archived: Archived) -> None:
        text = _("已写出：{target}，归档了 {count} 份自评表。").format(target=target, count=archived.forms)
        tell_written(self._notifier, text, archived.notes, target.parent)

    def _stopped(self) -> None:
        self._notifier.info(_("已停止，没有写出文件。"))

    # ---- opening one ---------------------------------------------------------------------------------------------

    def _open(self, _checked: bool = False) -> None:
        if REVIEW_LANE in self._tasks.lanes:
            return
        start = export_folder(self._settings, self._probe, documents())
        archive = self._notifier.choose_source(_("选择年度归档"), start, (".zip",))
        if archive is None:
            return
        folder = self._notifier.choose_folder(_("解开到哪个文件夹里？会新建一个和归档同名的文件夹。"), archive.parent)
        if folder is not None:
            target = folder / archive.stem
            self._tasks.run_long(
                partial(_open, archive, target),
                partial(self._opened, target),
                told=_("正在解开归档 {done} / {total}"),
                lane=REVIEW_LANE,
                stopped=self._stopped,
            )

    def _opened(self, target: Path, listed: ArchiveList) -> None:
        self._place.open(target)
        words = {"year": listed.year, "day": listed.at[:10], "by": listed.by or _("未署名"), "count": listed.forms}
        text = _("打开了 {year} 年度的归档（{by}，{day}，{count} 份），放在“{name}”里；归档文件本身没有动。")
        self._notifier.info(text.format(**words, name=target.name))


def _years(root: Path, progress: Progress) -> dict[int, int]:
    from selfeval_gui.work.review.archiving import years_of_forms  # brings the models

    return years_of_forms(root, progress)


def _archive(root: Path, year: int, target: Path, progress: Progress) -> Archived:
    from selfeval_gui.storage.lock_file import user_name
    from selfeval_gui.work.review.archiving import archive_year

    return archive_year(root, year, target, user_name(), present(), progress)


def _open(archive: Path, target: Path, progress: Progress) -> ArchiveList:
    from selfeval_gui.work.review.archiving import open_archive

    return open_archive(archive, target, progress)
