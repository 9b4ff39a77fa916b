"""部门改过的地方, at the unit: what the department says otherwise of the form at hand, to be chosen place by place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.action_table import REVIEW_LANE
from selfeval_gui.views.desk.desk import Desk

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.differences import Difference
    from selfeval_gui.domain.form import Form
    from selfeval_gui.work.review.department_version import DepartmentVersion


class VersionFlow(QObject):
    """Reads, offers, and puts in what is chosen."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._current, self._tasks, self._notifier = desk.place, desk.current, desk.tasks, desk.notifier
        self._window = window
        desk.actions.connect({"DepartmentVersion": self._look})

    def _look(self, _checked: bool = False) -> None:
        session, root = self._current.session, self._place.root
        if session is None or root is None or not self._current.commit():
            return
        form = session.form.model_copy(deep=True)
        self._tasks.run(
            partial(_read, root, session.path, form), partial(self._offer, session), lane=REVIEW_LANE, only_reads=True
        )

    def _offer(self, session: Session, version: DepartmentVersion | None) -> None:
        from selfeval_gui.domain.chosen_changes import sides
        from selfeval_gui.domain.review.content import changes
        from selfeval_gui.views.keeping.choose_changes_dialog import ChooseChangesDialog

        if session is not self._current.session:
            return
        found = [] if version is None else changes(session.form, version.form)
        if version is None or not found:
            self._notifier.info(_("部门退回的和您现在的这份表没有不同。"))
            return
        base = version.base
        since = (None, None) if base is None else (changes(base, session.form), changes(base, version.form))
        versions = (session.form, version.form)
        dialog = ChooseChangesDialog(versions, found, sides(found, *since), _("部门"), self._window)
        dialog.agreed.connect(partial(self._take, session, version.form))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, session: Session, theirs: Form, wanted: Sequence[Difference]) -> None:
        from selfeval_gui.commands.replace import replace_form
        from selfeval_gui.domain.chosen_changes import with_changes
        from selfeval_gui.domain.tree import IllegalPlace

        try:
            merged = with_changes(session.form, theirs, wanted)
        except IllegalPlace:
            self._notifier.warn(_("部门增加的一行在您的表里没有位置（上级被移动过），什么也没有动；请自己加这一行。"))
            return
        if replace_form(session, merged, _("采用部门改的 {count} 处").format(count=len(wanted))):
            self._notifier.info(_("采用了部门改的 {count} 处，其余保持您的；可以撤销。").format(count=len(wanted)))
        else:
            self._notifier.warn(_("这份表现在不能改（只读），什么也没有采用。"))


def _read(root: Path, path: Path, form: Form) -> DepartmentVersion | None:
    from selfeval_gui.work.review.department_version import department_version

    return department_version(root, path, form)
