"""Everything around judging forms: scores, answers for findings, rule sets, comparisons. It only connects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QWidget

from selfeval_gui.views.department.department_flow import DepartmentFlow
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.evidence.evidence_flow import EvidenceFlow
from selfeval_gui.views.form.pages import Pages
from selfeval_gui.views.keeping.status_flow import StatusFlow
from selfeval_gui.views.keeping.status_many import StatusMany
from selfeval_gui.views.output.compare_flow import CompareFlow
from selfeval_gui.views.presets.rule_set_flow import RuleSetFlow
from selfeval_gui.views.review.review_flow import ReviewFlow
from selfeval_gui.views.scoring.what_if_flow import WhatIfFlow
from selfeval_gui.views.window.explaining import Explaining
from selfeval_gui.work.own_rule_sets import OwnRuleSets

if TYPE_CHECKING:
    from selfeval_gui.domain.wanted import Wanted
    from selfeval_gui.views.form.form_page import FormPage


class ReviewMenu(QObject):
    """The flows of the menu 检查 and those of the form page."""

    def __init__(self, desk: Desk, pages: Pages, projects: QWidget, window: QMainWindow) -> None:
        super().__init__(window)
        self._notifier, self._settings = desk.notifier, desk.settings
        self._own = OwnRuleSets()
        self._page: FormPage | None = None
        what_if = WhatIfFlow(self._own, desk.current, pages, desk.notifier, window)
        CompareFlow(self._own, desk, window)
        rule_sets = RuleSetFlow(self._own, desk.current, desk.notifier, window)
        rule_sets.own_changed.connect(self.refresh_rule_sets)
        self._status = StatusFlow(desk, window)
        StatusMany(desk, window)
        self._evidence = EvidenceFlow(desk, window)
        self._between = ReviewFlow(desk, pages, projects, window)
        self.department = DepartmentFlow(desk, pages, projects, window)
        self._explaining = Explaining(desk.actions, self.department, desk.notifier, window)
        desk.actions.connect({"WhatIf": what_if.show, "RuleSets": rule_sets.show, "Check": self._check})

    def take_page(self, page: FormPage) -> None:
        """Connect the form page, which is made later than the window."""
        from selfeval_gui.views.scoring.accept_flow import AcceptFlow
        from selfeval_gui.views.scoring.score_flow import ScoreFlow

        ScoreFlow(page, self._notifier)
        AcceptFlow(page, self._settings)
        self.department.take_page(page)
        self._status.take_page(page)
        self._evidence.take_page(page)
        self._explaining.take_page(page)
        self._between.take_page(page)
        self._page = page
        self.refresh_rule_sets()

    def _check(self, _checked: bool = False) -> None:
        if self._page is not None and self._page.commit_editors():
            self._page.findings.check()

    def expected_projects(self) -> list[Wanted]:
        """Return the projects that should have a form; [] without a list of them."""
        return self.department.department.expected

    def stop(self) -> None:
        """End the work before the program goes."""
        self.department.stop()

    def refresh_rule_sets(self) -> None:
        """Offer the user's own rule sets as they are now."""
        if self._page is not None:
            self._page.rule_set_box.offer(self._own)
