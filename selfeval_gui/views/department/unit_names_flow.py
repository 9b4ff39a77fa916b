"""同一个单位, 同一个项目 as the user meets them: read with the page, said anew in a dialog, taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from selfeval_gui.app.department import Department
from selfeval_gui.app.notifier import Offer
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.views.basics.action_table import REVIEW_LANE
from selfeval_gui.views.desk.desk import Desk

if TYPE_CHECKING:
    from selfeval_gui.domain.review.register import Register, RegisterNames
    from selfeval_gui.views.department.department_page import DepartmentPage
    from selfeval_gui.views.department.project_names_dialog import ProjectNamesDialog
    from selfeval_gui.views.department.unit_names_dialog import UnitNamesDialog
    from selfeval_gui.work.review.unit_names import Said


_LANE = "unit names"


class UnitNamesFlow(QObject):
    """One dialog at a time."""

    def __init__(self, desk: Desk, department: Department, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._tasks, self._notifier = desk.place, desk.tasks, desk.notifier
        self._department = department
        self._names: RegisterNames | None = None
        self._page: DepartmentPage | None = None
        self._dialog: UnitNamesDialog | None = None
        self._projects: ProjectNamesDialog | None = None

    def take_page(self, page: DepartmentPage) -> None:
        """Follow what is asked for on the page."""
        self._page = page
        page.units_action.triggered.connect(self._show)
        page.projects_action.triggered.connect(self._show_projects)

    def recall(self) -> None:
        """Read what the register says of names; the page may be there before."""
        root = self._place.root
        if root is not None and _LANE not in self._tasks.lanes:
            self._tasks.run(partial(_read, root), self._know, lane=_LANE, failed=self._failed, only_reads=True)

    def _failed(self, error: StorageError) -> None:
        why = storage_sentence(error)
        self._notifier.warn(_("登记册读不了，不知道哪些名称是同一个单位、同一个项目：{why}").format(why=why))

    def _know(self, names: RegisterNames) -> None:
        self._names = names
        self._department.know_units(names)
        self._fill()

    def _show(self, _checked: bool = False) -> None:
        from selfeval_gui.views.department.unit_names_dialog import UnitNamesDialog

        self._dialog = UnitNamesDialog(self._page)
        self._dialog.said.connect(self._say)
        self._dialog.finished.connect(self._closed)
        self._fill()
        self._dialog.open()

    def _show_projects(self, _checked: bool = False) -> None:
        from selfeval_gui.views.department.project_names_dialog import ProjectNamesDialog

        self._projects = ProjectNamesDialog(self._page)
        self._projects.said.connect(self._say_of_projects)
        self._projects.finished.connect(self._closed)
        self._fill()
        self._projects.open()

    def _fill(self) -> None:
        """Show the names there are; those of the row that is chosen on the page are chosen."""
        from selfeval_gui.app.names_in_use import names_beside_list, project_names, unit_names

        if self._page is None or (self._dialog is None and self._projects is None):
            return
        from selfeval_gui.domain.review.register import RegisterNames

        shared, names = self._page.current_shared, self._names or RegisterNames(None)
        if self._dialog is not None:
            chosen = shared.what if shared is not None and shared.code == "across.unit" else ()
            self._dialog.show_names(unit_names(self._department), names, chosen)
        if self._projects is not None:
            of_list = [] if shared is None else names_beside_list(self._department, shared)
            self._projects.show_names(project_names(self._department), names, of_list)

    def _closed(self, _result: int) -> None:
        for dialog in (self._dialog, self._projects):
            if dialog is not None:
                dialog.deleteLater()
        self._dialog = self._projects = None

    def _say(self, names: list[str], are_one: bool) -> None:
        told = _("已记下：“{names}”是同一个单位。") if are_one else _("已记下：“{names}”不是同一个单位。")
        self._write(partial(_write, names, are_one), names, told)

    def _say_of_projects(self, unit: str, names: list[str], are_one: bool) -> None:
        told = _("已记下：“{names}”是同一个项目。") if are_one else _("已记下：“{names}”不再算同一个项目。")
        self._write(partial(_write_of_projects, unit, names, are_one), names, told)

    def _write(self, work: Callable[[Path], Said], names: list[str], told: str) -> None:
        root = self._place.root
        if root is not None and REVIEW_LANE not in self._tasks.lanes:
            self._tasks.run(partial(work, root), partial(self._said, root, names, told), lane=REVIEW_LANE)

    def _said(self, root: Path, names: list[str], told: str, said: Said) -> None:
        self._take(said.after)
        offer = Offer(_("撤销"), partial(self._take_back, root, said))
        self._notifier.info(told.format(names=_("”“").join(names)), offer)

    def _take_back(self, root: Path, said: Said) -> None:
        if REVIEW_LANE not in self._tasks.lanes:
            self._tasks.run(partial(_undo, root, said), self._take, lane=REVIEW_LANE)

    def _take(self, register: Register) -> None:
        from selfeval_gui.domain.review.register import RegisterNames

        self._know(RegisterNames(register))


def _read(root: Path) -> RegisterNames:
    from selfeval_gui.work.review.unit_names import unit_names_of

    return unit_names_of(root)


def _write(names: list[str], are_one: bool, root: Path) -> Said:
    from selfeval_gui.work.review.unit_names import say

    return say(root, names, are_one=are_one)


def _write_of_projects(unit: str, names: list[str], are_one: bool, root: Path) -> Said:
    from selfeval_gui.work.review.unit_names import say_of_projects

    return say_of_projects(root, unit, names, are_one=are_one)


def _undo(root: Path, said: Said) -> Register:
    from selfeval_gui.work.review.unit_names import take_back

    return take_back(root, said)
