"""The line at the bottom: whether the form is saved, where the forms are, how far a long export has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QStatusBar, QToolButton, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.announcing import announce
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.theme import Tone

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session

_LONGEST_PATH = 36  # letters; the whole is in the tooltip
_SAID_MS = 8000


def _nobody_types() -> bool:
    return False


class StatusProgress(QWidget):
    """How far a long piece of work has come, with a button to stop it; hidden otherwise.

    Signals
    -------
    cancelled()
        the user wants the work stopped.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusProgress")
        self._text = QLabel(self, textFormat=Qt.TextFormat.PlainText)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("进度"))
        self._bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 24)
        stop = QToolButton(self)
        stop.setObjectName("progressCancel")
        stop.setText(_("停止"))
        stop.clicked.connect(self.cancelled)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in (self._text, self._bar, stop):
            line.addWidget(widget)
        line.addStretch(1)
        self.hide()

    def show_progress(self, text: str, done: int, total: int) -> None:
        """Show a text and a bar, and have the beginning read out; nothing where there is no text."""
        self._text.setText(text)
        if self.isHidden():
            announce(self, text)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.setVisible(bool(text))

    def clear(self) -> None:
        """Show nothing."""
        self.hide()


class SavedState(QWidget):
    """Whether the current form is saved, or may not be changed here, by icon and words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("savedState")
        self._sign = QLabel(self)
        self._text = QLabel(self, textFormat=Qt.TextFormat.PlainText)
        self._text.setObjectName("savedStateText")
        self._icon = ("saved", Tone.QUIET)
        self._shown: tuple[Session | None, datetime | None] = None, None
        self.is_typing: Callable[[], bool] = _nobody_types
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 0, 4, 0)
        line.addWidget(self._sign)
        line.addWidget(self._text)

    def show_session(self, session: Session | None, saved_at: datetime | None) -> None:
        """Show the state of a form; nothing for None."""
        if session is None:  # emptied, not hidden: what is shown on purpose stays in the way of passing messages
            self._text.clear()
            self._sign.clear()
            self._shown = None, None
            return
        if session.is_read_only:
            self._icon, text = ("lock", Tone.QUIET), _("只读") if session.is_clean else _("只读，未保存")
        elif self.is_typing():
            self._icon, text = ("unsaved", Tone.WARNING), _("正在输入，未保存")
        elif not session.is_clean:
            text = _("定稿后有改动，未保存") if session.is_changed_final else _("未保存")
            self._icon = ("unsaved", Tone.WARNING)
        elif saved_at is None:
            self._icon, text = ("saved", Tone.QUIET), _("已保存")
        else:
            self._icon, text = ("saved", Tone.GOOD), _("已保存 {time}").format(time=saved_at.strftime("%H:%M"))
        before, self._shown = self._shown, (session, saved_at)
        if before[0] is session and before[1] != saved_at:
            announce(self, text)
        self._text.setText(text)
        self._dress()

    def look_again(self) -> None:
        """Show the state of the same form as it is now."""
        self.show_session(*self._shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        side = self.fontMetrics().height()
        self._sign.setPixmap(theme.icon(*self._icon).pixmap(side, side))


class StatusLine(QStatusBar):
    """Saved state, progress and a passing word at the left, the workspace at the right.

    `say` stands beside the saved state; `showMessage` of the base class would hide it while it speaks.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setSizeGripEnabled(False)
        self.saved = SavedState(self)
        self.progress = StatusProgress(self)
        self._folder = QuietLabel("", self)
        self._folder.setObjectName("statusFolder")
        self._folder.setContentsMargins(0, 0, 6, 0)
        self.addWidget(self.saved)
        self.addWidget(self.progress)
        self._said = QuietLabel("", self)
        self._said.setObjectName("statusSaid")
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self._said, 1)
        self._silence = QTimer(self, singleShot=True, interval=_SAID_MS)
        self._silence.timeout.connect(self.fall_silent)
        self.addPermanentWidget(self._folder)
        self._saved_at: dict[Session, datetime] = {}

    @property
    def said(self) -> str:
        """What `say` said last, "" once it has gone."""
        return self._said.text()

    def say(self, text: str) -> None:
        """Say something good to know for a few seconds."""
        self._said.setText(text)
        self._said.setToolTip(text)
        self._silence.start()
        announce(self, text)

    def fall_silent(self) -> None:
        """Take back what `say` said: its time is over, or the form that it was about is no longer shown."""
        self._silence.stop()
        self._said.clear()
        self._said.setToolTip("")

    def note_saved(self, session: Session) -> None:
        """Remember when a form was saved."""
        self._saved_at[session] = datetime.now()

    def forget(self, session: Session) -> None:
        """Forget a form that leaves memory."""
        self._saved_at.pop(session, None)

    def show_session(self, session: Session | None) -> None:
        """Show whether a form is saved, and since when."""
        self.saved.show_session(session, None if session is None else self._saved_at.get(session))

    def note_nothing_to_save(self) -> None:
        """Say that the form is in its file already."""
        self.say(_("没有需要保存的改动"))

    def show_folder(self, folder: Path | None) -> None:
        """Say where the forms of the list are."""
        text = "" if folder is None else str(folder)
        width = self.fontMetrics().horizontalAdvance("文") * _LONGEST_PATH
        self._folder.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, width))
        self._folder.setToolTip(text)
