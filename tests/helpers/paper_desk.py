"""A form page with the paper in front, and a person's hands on it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.document import Document
from selfeval_gui.item_models.paper_model import PaperModel
from selfeval_gui.views.sheet.paper_view import PaperView
from tests.helpers.form_desk import Desk


class PaperDesk(Desk):
    """The page shows the paper alone."""

    def __init__(self, qtbot: QtBot, document: Document, width: int = 1050, height: int = 680) -> None:
        super().__init__(qtbot, document, width, height)
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.ways.by_name["actionWayPaper"].trigger()
        self.paper = self.part(PaperView, "paper")
        assert QApplication.focusWidget() is self.paper

    @property
    def model(self) -> PaperModel:
        model = self.paper.paper_model()
        assert model is not None
        return model

    def at(self, node: str, field: str) -> None:
        """Make a cell of the paper current."""
        assert self.paper.go_to(node, field), (node, field)
        self.paper.setFocus()

    def here(self) -> tuple[str, str]:
        """Return node and field of the paper's current cell."""
        index = self.paper.currentIndex()
        return str(index.data(Role.NODE)), str(index.data(Role.FIELD))

    def middle(self, node: str, field: str) -> QPoint:
        return self.paper.visualRect(self.model.index_of(node, field)).center()

    def click_paper(
        self, node: str, field: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.paper.scrollTo(self.model.index_of(node, field))
        place = self.middle(node, field)
        self.qtbot.mouseClick(self.paper.viewport(), Qt.MouseButton.LeftButton, modifiers, place)

    def editors(self) -> list[QWidget]:
        kinds = (QLineEdit, QPlainTextEdit)
        return [each for each in self.paper.viewport().children() if isinstance(each, kinds) and each.isVisible()]

    def hint(self) -> str:
        labels: Iterable[QLabel] = self.paper.findChildren(QLabel)
        names = {"cellHint", "cellRefusal"}
        return "".join(label.text() for label in labels if label.objectName() in names and label.isVisible())

    def is_in_sight(self) -> bool:
        """Tell whether the whole current cell is in the viewport, or its beginning if it is higher."""
        place, room = self.paper.visualRect(self.paper.currentIndex()), self.paper.viewport().rect()
        if place.height() > room.height():
            return 0 <= place.top() < room.height() // 2
        return room.top() <= place.top() and place.bottom() <= room.bottom()
