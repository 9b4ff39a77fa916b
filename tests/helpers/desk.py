"""The real window with a recorder in place of boxes and choosers, and hands that use it as a person does."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.app.session import Session
from selfeval_gui.app.settings import Settings
from selfeval_gui.item_models.columns import ProjectColumn, Role
from selfeval_gui.views.main_window import MainWindow
from tests.helpers.notifier import RecordingNotifier

Thing = TypeVar("Thing", bound=QObject)


class Desk:
    """A shown window; at the end of the test it closes without a question."""

    def __init__(self, qtbot: QtBot, workspace: Path | None = None, settings: Settings | None = None) -> None:
        self.qtbot = qtbot
        self.notifier = RecordingNotifier()
        self.window = MainWindow(workspace, notifier=self.notifier, settings=settings)
        qtbot.addWidget(self.window, before_close_func=_give_up_changes)
        self.window.show()
        if workspace is not None:
            self.wait_until_read()

    # ---- finding things ------------------------------------------------------------------------------------------

    def find(self, name: str, kind: type[Thing]) -> Thing:
        found = cast(Thing | None, self.window.findChild(kind, name))
        assert found is not None, name
        return found

    def all(self, kind: type[Thing], within: QObject | None = None) -> list[Thing]:
        return cast(list[Thing], (within or self.window).findChildren(kind))

    def action(self, name: str) -> QAction:
        return self.find(name, QAction)

    @property
    def projects(self) -> QTableView:
        return self.find("projectList", QTableView)

    @property
    def search(self) -> QLineEdit:
        return self.find("projectSearch", QLineEdit)

    @property
    def session(self) -> Session:
        session = self.window.current.session
        assert session is not None
        return session

    def label(self, name: str) -> str:
        return self.find(name, QLabel).text()

    def index(self, name: str, column: int = ProjectColumn.NAME) -> QModelIndex:
        """Return the cell of the one row whose name or path holds `name`."""
        model = self.projects.model()
        rows = [
            row
            for row in range(model.rowCount())
            if name in f"{model.index(row, 0).data()} {model.index(row, 0).data(Role.PATH).name}"
        ]
        assert len(rows) == 1, (name, rows)
        return model.index(rows[0], column)

    def cell(self, name: str, column: int) -> str:
        return str(self.index(name, column).data())

    def names(self) -> list[str]:
        model = self.projects.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def column(self, column: int) -> list[str]:
        model = self.projects.model()
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    # ---- doing things --------------------------------------------------------------------------------------------

    def trigger(self, name: str) -> None:
        action = self.action(name)
        assert action.isEnabled(), name
        action.trigger()

    def choose(self, name: str) -> None:
        """Click on a row."""
        index = self.index(name)
        self.projects.scrollTo(index)
        place = self.projects.visualRect(index).center()
        self.qtbot.mouseClick(self.projects.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def type_notes(self, text: str) -> None:
        """Type ASCII text into 备注 of the current form and leave the field."""
        page = self.window.pages.form_page()
        page.go_to("", "notes")
        field = self.find("fieldNotes", QWidget)
        self.qtbot.keyClicks(field, text)
        assert page.commit_editors()
        self.qtbot.waitUntil(lambda: not self.session.is_clean)

    def change(self, name: str, text: str = "x") -> Session:
        """Open a form and change it."""
        self.choose(name)
        self.type_notes(text)
        return self.session

    # ---- waiting -------------------------------------------------------------------------------------------------

    def wait_until_read(self) -> None:
        """Wait until the folder is read and its findings are counted."""
        self.qtbot.waitUntil(lambda: not self.window.folder.is_busy, timeout=10_000)

    def wait_until_written(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.forms.is_busy)

    def wait_for_question(self) -> None:
        """Wait for one more question than was asked before."""
        count = len(self.notifier.asked)
        self.qtbot.waitUntil(lambda: len(self.notifier.asked) > count)


def _give_up_changes(window: MainWindow) -> None:
    window.current.commit()  # closing would, and then ask
    for session in window.forms.sessions:
        session.stack.setClean()
