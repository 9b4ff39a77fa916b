"""What makes editing quick: weights spread, forms carried forward, texts found and replaced. It only connects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QToolBar, QWidget

from selfeval_gui.app.notifier import Notifier

if TYPE_CHECKING:
    from selfeval_gui.views.form_page import FormPage


class Editing(QObject):
    """The flows of the form page and of the menu 编辑."""

    def __init__(self, notifier: Notifier, window: QWidget) -> None:
        super().__init__(window)
        self._notifier = notifier

    def take_page(self, page: FormPage, bar: QToolBar) -> None:
        """Connect the form page, which is made later than the window."""
        from selfeval_gui.views.weight_flow import WeightFlow

        WeightFlow(page, bar, self._notifier)
