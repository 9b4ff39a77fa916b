"""怎么改 as the user meets it: about the finding at hand, of the form or of what forms share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.i18n import _
from selfeval_gui.messages import finding_line
from selfeval_gui.views.basics.actions import Actions
from selfeval_gui.views.department.department_flow import DepartmentFlow
from selfeval_gui.views.review.place_at_hand import PlaceAtHand

if TYPE_CHECKING:
    from selfeval_gui.rules.finding import Finding
    from selfeval_gui.views.form.finding_help_dialog import FindingHelpDialog
    from selfeval_gui.views.form.form_page import FormPage


class Explaining(QObject):
    """Shows one window of help; another finding takes its place there."""

    def __init__(self, actions: Actions, department: DepartmentFlow, notifier: Notifier, window: QWidget) -> None:
        super().__init__(window)
        self._notifier, self._department, self._window = notifier, department, window
        self._page: FormPage | None = None
        self._place: PlaceAtHand | None = None
        self._dialog: FindingHelpDialog | None = None
        actions.connect({"Explain": self._show})

    def take_page(self, page: FormPage) -> None:
        """Connect the form page, which is made later than the window."""
        self._page, self._place = page, PlaceAtHand(page, self)
        page.findings.explanation_wanted.connect(self._explain)

    def _show(self, _checked: bool = False) -> None:
        shared = self._department.shared_at_hand
        if shared is not None:
            self._say(shared.code, "")
            return
        finding = self._finding_at_hand()
        if finding is None:
            self._notifier.info(_("这里没有检查结果。有问题的格子或检查结果列表里的一条，才有“怎么改”。"))
        else:
            self._explain(finding)

    def _finding_at_hand(self) -> Finding | None:
        """Return the one chosen in the list, where one is in it; else that of the cell, else of its row, else any.

        The cell may be one of the tree or the paper, an amount, or a field of the head.
        """
        if self._page is None or self._page.document is None or self._place is None:
            return None
        panel, place, shown = self._page.findings, self._place.ref, self._page.document.session.shown
        chosen = panel.current_finding()
        if chosen is not None and place is None:
            return chosen
        node, field = (None, "") if place is None else place
        at_cell = [each for each in shown if (each.node, each.field) == (node, field)]
        at_row = [each for each in shown if each.node == node and node is not None]
        return next(iter((*at_cell, *at_row, *([chosen] if chosen else []), *shown)), None)

    def _explain(self, finding: Finding) -> None:
        if self._page is not None and self._page.document is not None:
            self._say(finding.code, finding_line(finding, self._page.document.session.form))

    def _say(self, code: str, sentence: str) -> None:
        from selfeval_gui.views.form.finding_help_dialog import FindingHelpDialog

        if self._dialog is None:
            self._dialog = FindingHelpDialog(self._window)
            self._dialog.finished.connect(self._closed)
        self._dialog.explain(code, sentence)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _closed(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
