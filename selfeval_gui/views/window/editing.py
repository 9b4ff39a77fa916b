"""What makes editing quick: weights spread, forms carried forward, texts found and replaced. It only connects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from selfeval_gui.app.folder import Folder
from selfeval_gui.app.notifier import Notifier
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.own_texts import OwnTexts
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.views.form.current_form import CurrentForm
from selfeval_gui.views.projects.carry_flow import CarryFlow
from selfeval_gui.views.projects.file_flow import FileFlow
from selfeval_gui.views.search.find_flow import FindFlow

if TYPE_CHECKING:
    from selfeval_gui.views.form.form_page import FormPage

_NEED_FORMS = ("CarryForward", "Find")


class Editing(QObject):
    """The flows of the form page and of the menu 编辑."""

    def __init__(
        self,
        folder: Folder,
        files: FileFlow,
        model: ProjectModel,
        forms: OpenForms,
        current: CurrentForm,
        notifier: Notifier,
        actions: Mapping[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._notifier, self._model, self._actions = notifier, model, actions
        self._page: FormPage | None = None
        self.own_texts = OwnTexts(folder, self)
        self._carry = CarryFlow(files, model, forms, current, window)
        self.finding = FindFlow(folder, forms, current, notifier, window)
        for name, slot in (("CarryForward", self._carry.show), ("Find", self.finding.show)):
            actions[f"action{name}"].triggered.connect(slot)
        model.tally_changed.connect(self._update)
        self._update()

    def take_page(self, page: FormPage, bar: QToolBar) -> None:
        """Connect the form page, which is made later than the window."""
        from selfeval_gui.views.scoring.weight_flow import WeightFlow
        from selfeval_gui.views.tree.completion import Completion

        self._page = page
        Completion(page.tree, self.own_texts)
        WeightFlow(page, bar, self._notifier)

    def stop(self) -> None:
        """End what still runs, before the program goes."""
        self.own_texts.stop()
        self.finding.stop()
        if self._page is not None:
            self._page.tree_actions.clipboard.reader.wait()

    def _update(self) -> None:
        for name in _NEED_FORMS:
            self._actions[f"action{name}"].setEnabled(self._model.count > 0)
