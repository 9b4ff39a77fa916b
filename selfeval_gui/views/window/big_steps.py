"""A bar names the form and offers 撤销 after a step that changes many rows; the next step takes it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from selfeval_gui.domain.tree import walk
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.message_bar import MessageBar
from selfeval_gui.views.form.current_form import CurrentForm

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session

_MANY = 2  # rows: one more, less or rewritten is what one sees oneself


class BigSteps(QObject):
    """Follows the rows of the form that is shown."""

    def __init__(self, current: CurrentForm, undo: QAction, window: QWidget) -> None:
        super().__init__(window)
        self._current, self._undo = current, undo
        self._window = window
        self._session: Session | None = None
        self._index = self._rows = 0
        current.changed.connect(self._switched)

    def _switched(self) -> None:
        if self._session is not self._current.session:
            if self._session is not None:
                self._session.refreshed.disconnect(self._stepped)
                self._session.destroyed.disconnect(self._forget)
            self._session = self._current.session
            if self._session is not None:
                self._session.refreshed.connect(self._stepped)
                self._session.destroyed.connect(self._forget)
        self._note()

    def _forget(self) -> None:
        self._session = None

    def _note(self) -> None:
        if self._session is not None:
            self._index = self._session.stack.index()
            self._rows = sum(1 for _each in walk(self._session.form.indicators))

    def _stepped(self) -> None:
        from selfeval_gui.commands.paste import rows_rewritten
        from selfeval_gui.commands.replace import ReplaceForm

        session, index, rows = self._session, self._index, self._rows
        bar = self._window.findChild(MessageBar, "messageBar")
        if session is None or not isinstance(bar, MessageBar):
            return
        self._note()
        step = session.stack.command(self._index - 1)
        if self._index > index and (
            abs(self._rows - rows) >= _MANY or rows_rewritten(step) >= _MANY or isinstance(step, ReplaceForm)
        ):
            name = session.form.project_name.strip() or session.path.name
            text = _("“{name}”：{step}。").format(name=name, step=session.stack.undoText())
            bar.say(text, None, self._undo)
        else:
            bar.withdraw(self._undo)  # it would take another step back now
