"""A form page on the screen and a person's hands on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.document import Document
from selfeval_gui.views.form.form_page import FormPage
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from tests.helpers.documents import nodes_of

Widget = TypeVar("Widget", bound=QWidget)


class Desk:
    """A shown form page with a person's hands on the tree."""

    def __init__(self, qtbot: QtBot, document: Document, width: int = 1050, height: int = 680) -> None:
        self.qtbot, self.document, self.session = qtbot, document, document.session
        self.page = FormPage()
        qtbot.addWidget(self.page)
        self.page.resize(width, height)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.show_document(document)
        self.page.activateWindow()
        self.tree = self.part(IndicatorTree, "indicatorTree")
        self.leaves = nodes_of(document, 3)

    def indicator(self, number: int = 0) -> Indicator:
        return self.session.tree.node(self.leaves[number])

    def go(self, number: int, field: str) -> None:
        self.page.go_to(self.leaves[number], field)
        assert QApplication.focusWidget() is self.tree

    def editors(self) -> list[QWidget]:
        kinds = (QLineEdit, QPlainTextEdit)
        return [each for each in self.tree.viewport().children() if isinstance(each, kinds) and each.isVisible()]

    def editor(self) -> QWidget:
        (only,) = self.editors()
        return only

    def text(self) -> str:
        editor = self.editor()
        return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()  # type: ignore[attr-defined]

    def hint(self) -> str:
        labels: Iterable[QLabel] = self.tree.findChildren(QLabel, "cellHint")
        return "".join(label.text() for label in labels if label.isVisible())

    def keys(self, text: str) -> None:
        """Type letters to whatever has the focus."""
        for letter in text:
            self.qtbot.keyClicks(QApplication.focusWidget(), letter)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), key, modifiers)

    def act(self, name: str) -> None:
        """Choose an entry of the tree's menu; nothing happens if it is off."""
        self.page.tree_actions.by_name[f"action{name}"].trigger()

    def click(self, node: str, field: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click on a cell of the tree."""
        index = self.document.indicators.index_of(NodeId(node), field)
        place = self.tree.visualRect(index).center()
        self.qtbot.mouseClick(self.tree.viewport(), Qt.MouseButton.LeftButton, modifiers, place)

    def current(self) -> tuple[str, str]:
        """Return node and field of the tree's current cell."""
        index = self.tree.currentIndex()
        return str(index.data(Role.NODE)), str(index.data(Role.FIELD))

    def label(self, name: str) -> str:
        """Return what a label of the page says, empty where it is hidden."""
        label = self.part(QLabel, name)
        return label.text() if label.isVisible() else ""

    def part(self, kind: type[Widget], name: str) -> Widget:
        """Return a widget of the page by its name."""
        found = self.page.findChild(kind, name)
        assert isinstance(found, kind), name
        return found
