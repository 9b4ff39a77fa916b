"""The list of projects that should have a form: chosen once for a workspace, read off the window's thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.department import Department
from selfeval_gui.app.settings import PROJECT_LIST, PROJECT_LIST_FOR
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.views.basics.action_table import Need
from selfeval_gui.views.desk.desk import Desk

if TYPE_CHECKING:
    from selfeval_gui.domain.wanted import Wanted

_LANE = "name list"


class NameListFlow(QObject):
    """Remembers the file, not the projects: it is read again each time the page is opened.

    Signals
    -------
    named(name)
        the forms are compared with another list, "" for none.
    """

    named = Signal(str)

    def __init__(self, desk: Desk, department: Department, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._notifier, self._settings = desk.place, desk.notifier, desk.settings
        self._tasks, self._actions = desk.tasks, desk.actions
        self._department = department
        desk.actions.connect({"ForgetProjectList": self._forget_list})
        self._tell("")

    def recall(self) -> None:
        """Read the list that belongs to the workspace, if there is one."""
        remembered = self._settings.get(PROJECT_LIST)
        if remembered and self._settings.get(PROJECT_LIST_FOR) == str(self._place.root):
            self._read(Path(remembered))

    def choose(self) -> None:
        """Let the user choose a list."""
        from selfeval_gui.work.across_reading import LIST_KINDS

        chosen = self._notifier.choose_source(_("选择项目名单"), self._place.start_folder(), LIST_KINDS)
        if chosen is not None:
            self._read(chosen)

    def clear(self) -> None:
        """Show no list, as another workspace has none yet."""
        self._tell("")

    def _forget_list(self, _checked: bool = False) -> None:
        self._settings.set(PROJECT_LIST, "")
        self._settings.set(PROJECT_LIST_FOR, "")
        self._tell("")
        self._department.expect([])

    def _tell(self, name: str) -> None:
        self._actions.note({Need.NAME_LIST: bool(name)})
        self.named.emit(name)

    def _read(self, path: Path) -> None:
        from selfeval_gui.work.across_reading import read_project_list

        if _LANE not in self._tasks.lanes:
            work = partial(read_project_list, path)
            self._tasks.run(
                work, partial(self._came, path), lane=_LANE, failed=partial(self._failed, path), only_reads=True
            )

    def _came(self, path: Path, projects: list[Wanted] | None) -> None:
        if not projects:
            self._notifier.error(
                _(
                    "“{name}”里读不出项目名单。名单是有“项目名称”一栏的 xlsx、xls、csv 文件"
                    "（还可以有单位、预算、年度），或每行一个名称的文本文件。"
                ).format(name=path.name)
            )
            return
        self._settings.set(PROJECT_LIST, str(path))
        self._settings.set(PROJECT_LIST_FOR, str(self._place.root))
        self._tell(path.name)
        self._department.expect(projects)

    def _failed(self, path: Path, error: StorageError) -> None:
        why = storage_sentence(error)
        self._notifier.warn(_("项目名单“{name}”读不了：{why}").format(name=path.name, why=why))
