"""传出 as the user meets it: which unit, what is still wrong, where to; a worker writes the package."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Choice
from selfeval_gui.i18n import _
from selfeval_gui.paper.pdf_format import PDF
from selfeval_gui.views.basics.action_table import REVIEW_LANE
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.output.asking import export_folder, remember_folder, tell_written
from selfeval_gui.views.output.open_sources import listed_sources
from selfeval_gui.views.review.at_rest import FormsAtRest
from selfeval_gui.work.review.moments import present

if TYPE_CHECKING:
    from selfeval_gui.domain.review.register import Register
    from selfeval_gui.item_models.project_row import ProjectRow
    from selfeval_gui.work.progress import Progress
    from selfeval_gui.work.reading import FormSource
    from selfeval_gui.work.review.packing import Packed


class PackFlow(QObject):
    """One package at a time."""

    def __init__(self, desk: Desk, at_rest: FormsAtRest, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._projects, self._notifier = desk.place, desk.projects, desk.notifier
        self._settings, self._tasks, self._probe = desk.settings, desk.tasks, desk.forms.probe
        self._at_rest, self._window = at_rest, window
        desk.actions.connect({"PackForms": self.begin})

    def begin(self, _checked: bool = False) -> None:
        """Read the register, for the spellings of units, then ask which unit."""
        root = self._place.root
        if root is not None and REVIEW_LANE not in self._tasks.lanes and self._at_rest.are_saved(_("传出")):
            self._tasks.run(partial(_look, root), partial(self._ask_unit, root), lane=REVIEW_LANE, only_reads=True)

    def _ask_unit(self, root: Path, known: tuple[Register | None, dict[str, int]]) -> None:
        from selfeval_gui.views.review.pack_dialog import PackDialog

        register, unanswered = known
        units = _by_unit(self._projects.rows, register)
        if not units:
            self._notifier.warn(_("没有一份自评表填了实施单位，没有传出。请先填好实施单位。"))
            return
        dialog = PackDialog(units, unanswered, self._window)
        dialog.wanted.connect(partial(self._choose_folder, root, unanswered))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_folder(
        self, root: Path, unanswered: dict[str, int], units: dict[str, list[ProjectRow]], with_evidence: bool
    ) -> None:
        rows = [row for each in units.values() for row in each]
        faulty = [row for row in rows if row.counts is not None and row.counts.errors]
        if faulty and not self._wants_errors(faulty):
            return
        waiting = [row for row in rows if row.summary.form_id in unanswered]
        if waiting and not self._wants_unanswered(waiting, unanswered):
            return
        start = export_folder(self._settings, self._probe, root)
        out = self._notifier.choose_folder(_("包放到哪个文件夹？"), start)
        sources = None if out is None else listed_sources(self._projects, self._notifier)
        if out is None or sources is None:
            return
        remember_folder(self._settings, out)
        self._tasks.run_long(
            partial(_pack, root, _sources_by_unit(sources, units), out, with_evidence),
            self._packed,
            told=_("正在装包 {done} / {total}"),
            total=len(rows),
            lane=REVIEW_LANE,
            stopped=self._stopped if len(units) == 1 else self._stopped_between,
        )

    def _wants_errors(self, faulty: list[ProjectRow]) -> bool:
        names = [row.summary.project_name.strip() or row.path.name for row in faulty]
        text = _("{count} 份自评表还有错误，例如“{name}”。照样传出吗？")
        choices = [Choice("pack", _("照样传出")), Choice("cancel", _("先改好"))]
        return self._notifier.ask(text.format(count=len(names), name=names[0]), choices, "\n".join(names)) == "pack"

    def _wants_unanswered(self, waiting: list[ProjectRow], unanswered: dict[str, int]) -> bool:
        names = [row.summary.project_name.strip() or row.path.name for row in waiting]
        count = sum(unanswered[row.summary.form_id] for row in waiting)
        text = _("还有 {count} 条意见没有答复，例如“{name}”。照样传出吗？").format(count=count, name=names[0])
        choices = [Choice("pack", _("照样传出")), Choice("cancel", _("先答复"))]
        return self._notifier.ask(text, choices, "\n".join(names)) == "pack"

    def _packed(self, packed: list[Packed]) -> None:
        written = [each for each in packed if each.package is not None]
        if not written or written[0].package is None:
            self._notifier.warn(_("这个单位现在没有可以传出的自评表，什么也没有写。"))
            return
        count, first = sum(len(each.forms) for each in written), written[0].package
        if len(written) == 1:
            text = _("已传出第 {round} 次，{count} 份：{name}")
            said = text.format(round=written[0].round, count=count, name=first.name)
        else:
            said = _("已传出 {units} 个单位、{count} 份，每个单位一包。").format(units=len(written), count=count)
        tell_written(self._notifier, said, [note for each in written for note in each.notes], first.parent)

    def _stopped_between(self) -> None:
        self._notifier.info(_("传出已停止；已经写好的包是完整的，也记下了，其余的单位没有传出。"))

    def _stopped(self) -> None:
        self._notifier.info(_("传出已停止，没有写出包。"))


def _sources_by_unit(
    sources: list[FormSource], units: dict[str, list[ProjectRow]]
) -> dict[str, tuple[list[FormSource], int]]:
    """Return what is to be packed of each unit, and how many forms that are."""
    found = {}
    for unit, rows in units.items():
        paths = {row.path for row in rows}
        found[unit] = ([source for source in sources if source.path in paths], len(rows))
    return found


def _pack(
    root: Path,
    units: dict[str, tuple[list[FormSource], int]],
    out: Path,
    with_evidence: bool,
    progress: Progress,
) -> list[Packed]:
    from selfeval_gui.work.review.packing import Packed, pack

    total, before, found = sum(count for _sources, count in units.values()), 0, list[Packed]()
    for unit, (sources, count) in units.items():
        further = partial(_further, progress, before, total)
        found.append(pack(root, sources, unit, out, PDF, present(), further, with_evidence=with_evidence))
        before += count
    return found


def _further(progress: Progress, before: int, total: int, done: int, of: int, item: object) -> None:
    """Say how far the packages of all units are; a mere turn stays one."""
    progress(before + done if of else 0, total if of else 0, item)


def _look(root: Path) -> tuple[Register | None, dict[str, int]]:
    from selfeval_gui.work.review.registering import register_of  # these bring the models
    from selfeval_gui.work.review.unit_answers import unanswered_counts

    return register_of(root), unanswered_counts(root)


def _by_unit(rows: list[ProjectRow], register: Register | None) -> dict[str, list[ProjectRow]]:
    """Return the readable forms by their units' names, those of one unit in all its spellings together."""
    from selfeval_gui.domain.review.register import RegisterNames
    from selfeval_gui.domain.words import bare_name

    names, called = RegisterNames(register), dict[str, str]()
    found: dict[str, list[ProjectRow]] = {}
    for row in rows:
        unit = names.of(row.summary.implementing_unit)
        if not row.reason and unit:
            found.setdefault(called.setdefault(bare_name(unit), unit), []).append(row)
    return found
