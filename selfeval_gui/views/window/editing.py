"""What makes editing quick: weights spread, forms carried forward, texts found and replaced. It only connects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.own_texts import OwnTexts
from selfeval_gui.app.settings import SKIP_FUND_PARTS
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.projects.carry_flow import CarryFlow
from selfeval_gui.views.projects.earlier_flow import EarlierFlow
from selfeval_gui.views.projects.file_flow import FileFlow
from selfeval_gui.views.projects.region_flow import RegionFlow
from selfeval_gui.views.search.find_flow import FindFlow
from selfeval_gui.views.window.big_steps import BigSteps

if TYPE_CHECKING:
    from selfeval_gui.views.basics.tool_bar import YieldingToolBar
    from selfeval_gui.views.form.form_page import FormPage
    from selfeval_gui.views.sheet.paper_panel import PaperPanel


class Editing(QObject):
    """The flows of the form page and of the menu 编辑."""

    def __init__(self, desk: Desk, files: FileFlow, window: QWidget) -> None:
        super().__init__(window)
        self._notifier, self._settings = desk.notifier, desk.settings
        self._page: FormPage | None = None
        self.own_texts = OwnTexts(desk.place.folder, self)
        self.finding = FindFlow(desk, window)
        self._skip = desk.actions["SkipParts"]
        self._skip.setChecked(self._settings.get(SKIP_FUND_PARTS))
        desk.actions.connect({"SkipParts": self._skip_chosen})
        BigSteps(desk.current, desk.actions["Undo"], window)
        CarryFlow(desk, files, window)
        RegionFlow(desk, files, window)
        self._earlier = EarlierFlow(desk, window)

    def take_page(self, page: FormPage, bar: YieldingToolBar) -> None:
        """Connect the form page, which is made later than the window."""
        from selfeval_gui.views.scoring.reason_flow import ReasonFlow
        from selfeval_gui.views.scoring.weight_flow import WeightFlow
        from selfeval_gui.views.tree.completion import Completion

        self._page = page
        Completion(page.tree, self.own_texts)
        page.ways.take_parts_action(self._skip)
        page.ways.paper_made.connect(self._take_paper)
        WeightFlow(page, bar, self._notifier)
        self._earlier.take_page(page)
        ReasonFlow(page, self.own_texts, self._notifier)

    def _take_paper(self, panel: PaperPanel) -> None:
        from selfeval_gui.views.tree.completion import Completion

        Completion(panel.view, self.own_texts)

    def _skip_chosen(self, skipped: bool) -> None:
        self._settings.set(SKIP_FUND_PARTS, skipped)

    def stop(self) -> None:
        """End what still runs, before the program goes."""
        self.own_texts.stop()
        self.finding.stop()
        if self._page is not None:
            self._page.tree_actions.clipboard.stop()
