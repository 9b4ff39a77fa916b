"""A window that ends as if the power had gone, and what the next one asks about."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.views.keeping.recovery_dialog import RecoveryDialog
from tests.helpers.desk import Desk


class System:
    """Ends the session, and can be asked to stay."""

    is_asked_to_stay = False

    def cancel(self) -> None:
        self.is_asked_to_stay = True


def crash(desk: Desk) -> None:
    """Leave what the system leaves of a killed process: its files, and nothing held."""
    assert desk.window.recovery.autosave.flush()
    desk.window.recovery.session_ends(System())
    desk.window.recovery.stop()
    desk.window.folder.stop()
    desk.window.forms.stop()
    lose_power(desk)
    desk.window.hide()
    desk.notifier.answers = ["discard"]  # for the end of the test, which closes it


def lose_power(desk: Desk) -> None:
    """Leave the locks where they are, of a run that is over."""
    sharing = desk.window.sharing
    sharing.outside_changes.stop()
    sharing.locks._has_stopped = True  # noqa: SLF001 the process's end is not the program's doing
    mark = desk.window.forms.locker._mark if desk.window.forms.locker else None  # noqa: SLF001
    if mark is not None:
        mark.release()


def type_keys(qtbot: QtBot, text: str) -> None:
    """Type letters to whatever has the focus; the first may open an editor, which gets the rest."""
    for letter in text:
        qtbot.keyClicks(QApplication.focusWidget(), letter)


class Asked:
    """The dialog of a start that found something."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.qtbot.waitUntil(lambda: bool(desk.all(RecoveryDialog)))
        (self.dialog,) = desk.all(RecoveryDialog)

    def table(self) -> list[list[str]]:
        table = self.desk.find("recoveryList", QTableWidget)
        return [
            [item.text() for column in range(table.columnCount()) if (item := table.item(row, column))]
            for row in range(table.rowCount())
        ]

    def changes(self) -> str:
        return self.desk.find("recoveryChanges", QPlainTextEdit).toPlainText()

    def default_button(self) -> str:
        return next(button.text() for button in self.desk.all(QPushButton, self.dialog) if button.isDefault())

    def press(self, name: str) -> None:
        self.desk.find(f"recovery{name}", QPushButton).click()

    def is_over(self) -> bool:
        return not self.desk.all(RecoveryDialog) or not self.dialog.isVisible()


def nothing_is_asked(qtbot: QtBot, desk: Desk) -> bool:
    """Whether a window that had time to look asks nothing."""
    qtbot.waitUntil(lambda: desk.window.recovery.has_looked)
    desk.wait_until_read()
    return not desk.all(RecoveryDialog)
