"""Everything around judging forms: scores, answers for findings, rule sets, comparisons. It only connects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.settings import Settings
from selfeval_gui.views.basics.status import StatusProgress
from selfeval_gui.views.department.department_flow import DepartmentFlow
from selfeval_gui.views.form.current_form import CurrentForm
from selfeval_gui.views.form.pages import Pages
from selfeval_gui.views.output.reports import Reports
from selfeval_gui.views.presets.rule_set_flow import RuleSetFlow
from selfeval_gui.views.projects.project_list import ProjectList
from selfeval_gui.views.projects.workspace_flow import WorkspaceFlow
from selfeval_gui.views.scoring.what_if_flow import WhatIfFlow
from selfeval_gui.work.own_rule_sets import OwnRuleSets

if TYPE_CHECKING:
    from selfeval_gui.views.form.form_page import FormPage

_NEED_A_FORM = ("WhatIf",)


class Review(QObject):
    """The flows of the menu 检查 and those of the form page."""

    def __init__(
        self,
        place: WorkspaceFlow,
        forms: OpenForms,
        current: CurrentForm,
        pages: Pages,
        projects: ProjectList,
        notifier: Notifier,
        settings: Settings,
        progress: StatusProgress,
        actions: Mapping[str, QAction],
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._current = current
        self._notifier = notifier
        self._settings = settings
        self._actions = actions
        self._own = OwnRuleSets()
        self._page: FormPage | None = None
        self._what_if = WhatIfFlow(self._own, current, pages, notifier, window)
        self._rule_sets = RuleSetFlow(self._own, current, notifier, window)
        self._rule_sets.own_changed.connect(self.refresh_rule_sets)
        self.department = DepartmentFlow(place, forms, current, pages, projects, notifier, settings, actions, window)
        department = self.department.department
        self._reports = Reports(projects.model, current, department, notifier, settings, progress, actions, self)
        for name, slot in (("WhatIf", self._what_if.show), ("RuleSets", self._rule_sets.show)):
            actions[f"action{name}"].triggered.connect(slot)
        current.changed.connect(self._update)
        self._update()

    def take_page(self, page: FormPage) -> None:
        """Connect the form page, which is made later than the window."""
        from selfeval_gui.views.scoring.accept_flow import AcceptFlow
        from selfeval_gui.views.scoring.score_flow import ScoreFlow

        ScoreFlow(page, self._notifier)
        AcceptFlow(page, self._settings)
        self.department.take_page(page)
        self._page = page
        self.refresh_rule_sets()

    def stop(self) -> None:
        """End the work before the program goes."""
        self.department.stop()
        self._reports.stop()

    def refresh_rule_sets(self) -> None:
        """Offer the user's own rule sets as they are now."""
        if self._page is not None:
            self._page.rule_set_box.offer(self._own)

    def _update(self) -> None:
        for name in _NEED_A_FORM:
            self._actions[f"action{name}"].setEnabled(self._current.session is not None)
