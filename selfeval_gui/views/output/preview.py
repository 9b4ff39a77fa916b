"""打印预览 beside the form: the pages as they will print, followed while the form is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QToolButton, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.page_bar import PageBar
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.two_parts import TwoParts, beside
from selfeval_gui.views.output.preview_view import PreviewView
from selfeval_gui.views.output.preview_worker import PreviewWorker

if TYPE_CHECKING:
    from collections.abc import Callable

    from selfeval_gui.app.session import Session
    from selfeval_gui.paper.preview import PreviewPages
    from selfeval_gui.storage.recovery import Pending

_SETTLE_MS = 120  # after the last step, so that fast typing is drawn once
_LOOK_MS = 250  # how often it is looked for what an open cell editor holds
_NOTHING = _("在左边的列表里选一份自评表，这里就是它打印出来的样子。")


class Preview(QWidget):
    """Shows one session's form; hidden it does nothing.

    Signals
    -------
    field_wanted(node, field)
        the user clicked on a cell; node is "" for a field of the form.
    print_wanted(is_draft)
        the user wants what is shown on paper.
    drawn()
        everything in sight is up to date.
    """

    field_wanted = Signal(str, str)
    print_wanted = Signal(bool)
    drawn = Signal()

    def __init__(self, pending: Callable[[Session], Pending | None], parent: QWidget | None = None) -> None:
        """`pending` tells what is typed and not in the form yet; it is shown, too."""
        super().__init__(parent)
        self.setObjectName("preview")
        self._pending = pending
        self._typed: Pending | None = None
        self._session: Session | None = None
        self._is_stale = True
        self._is_waiting = False  # for an answer; then what has changed meanwhile is asked for
        self._is_broken = False  # this form cannot be drawn; it is tried again once it has changed
        self.worker = PreviewWorker(self)
        self.worker.answered.connect(self._answered)
        self.worker.failed.connect(self._failed)
        self.view = PreviewView(self)
        self.view.field_wanted.connect(self.field_wanted)
        self.view.images_wanted.connect(self._want_images)
        self.view.page_changed.connect(self._show_page)
        self.view.zoom_changed.connect(self._show_zoom)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_for_typing)
        self._problem = QuietLabel("", self, wraps=True)
        self._problem.setObjectName("previewProblem")
        self._problem.hide()
        self._paper = QuietLabel("", self, wraps=True)
        self._paper.setObjectName("previewPaper")
        self._paper.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._build_bar())
        column.addWidget(self._paper)
        column.addWidget(self._problem)
        column.addWidget(self.view, 1)
        self._say(_NOTHING)
        self._show_page()

    def _build_bar(self) -> TwoParts:
        self._bar = PageBar("preview", self)
        self._draft = QCheckBox(_("草稿字样"), self)
        self._draft.setObjectName("previewDraft")
        self._draft.setToolTip(_("在每一页上斜印“草稿”两个字"))
        self._print = QToolButton(self, autoRaise=True)
        self._print.setObjectName("previewPrint")
        self._print.setIcon(theme.icon("print"))
        self._print.setToolTip(_("打印…"))
        self._print.setAccessibleName(_("打印…"))
        self._bar.page_stepped.connect(self._step_page)
        self._bar.zoom_stepped.connect(self.view.zoom_by)
        self._bar.zoom_chosen.connect(self.view.set_zoom)
        self._draft.toggled.connect(self.refresh)
        self._print.clicked.connect(self._want_print)
        return TwoParts(self._bar, beside(self, self._draft, self._print), self)

    # ---- which form ----------------------------------------------------------------------------------------------

    def show_session(self, session: Session | None) -> None:
        """Show another form, or none."""
        if session is self._session:
            return
        if self._session is not None:
            self._session.refreshed.disconnect(self.refresh)
            self._session.replaced.disconnect(self.refresh)
        self._session = session
        self.view.clear()
        self._say(_NOTHING if session is None else "")
        if session is None:
            self._paper.hide()
        if session is not None:
            session.refreshed.connect(self.refresh)
            session.replaced.connect(self.refresh)
            self._is_stale, self._is_broken = True, False
            self._settle.start(0)

    def refresh(self, _checked: bool = False) -> None:
        """Draw the form again, once it has been left alone for a moment."""
        self._is_stale, self._is_broken = True, False
        if self.isVisible():
            self._settle.start(_SETTLE_MS)

    @property
    def is_busy(self) -> bool:
        """Whether what is shown is about to change."""
        return self._settle.isActive() or self._is_waiting

    def stop(self) -> None:
        """End the thread before the program goes."""
        self._settle.stop()
        self._look.stop()
        self.worker.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle.start(0)
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settle.stop()
        self._look.stop()

    def _look_for_typing(self) -> None:
        if self._session is not None and self._pending(self._session) != self._typed:
            self.refresh()

    # ---- asking and showing --------------------------------------------------------------------------------------

    def _ask(self) -> None:
        if self._session is None or self._is_waiting or self._is_broken or not self.isVisible():
            return
        data, typed = None, self._typed
        if self._is_stale:
            typed = self._typed = self._pending(self._session)
            try:
                data = self._session.frozen()[0]
            except SaveFailed as error:
                self._say(storage_sentence(error))
                return
            self._is_stale = False
        self._say("")
        self._tell_paper(self._session)
        wanted = self.view.visible_pages() if data is not None else self.view.missing_pages()
        from selfeval_gui.paper.preview import Request

        self._is_waiting = True
        self.worker.ask(Request(data, self._draft.isChecked(), self.view.image_scale(), wanted or (0,), typed))

    def _want_images(self) -> None:
        if not self.is_busy:
            self._settle.start(0)

    def _answered(self, answer: PreviewPages) -> None:
        self._is_waiting = False
        if self._session is None:
            return
        self.view.take(answer)
        if self._is_stale or self.view.missing_pages():
            if not self._settle.isActive():
                self._settle.start(0)
        else:
            self.drawn.emit()

    def _failed(self, _error: Exception) -> None:
        self._is_waiting, self._is_stale, self._is_broken = False, True, True
        self._say(_("这份表画不出来，预览停在上一次的样子。"))

    def _tell_paper(self, session: Session) -> None:
        """Say that an office's own file looks otherwise than what is drawn here."""
        from selfeval_gui.exchange.templates.template import template_of
        from selfeval_gui.work.own_paper import drawn_otherwise

        told = drawn_otherwise(template_of(session.form))
        self._paper.tell_news(told)
        self._paper.setVisible(bool(told))

    def _say(self, problem: str) -> None:
        self._problem.tell_news(problem, is_urgent=True)
        self._problem.setVisible(bool(problem))

    # ---- the bar -------------------------------------------------------------------------------------------------

    def _show_page(self) -> None:
        waiting = _("没有自评表") if self._session is None else _("正在排版…")
        self._bar.show_page(self.view.front_page, self.view.page_count, waiting)
        self._print.setEnabled(self.view.page_count > 0)

    def _show_zoom(self) -> None:
        self._bar.show_zoom(self.view.strip.zoom)

    def _step_page(self, step: int) -> None:
        self.view.go_to_page(self.view.front_page + step)

    def _want_print(self) -> None:
        self.print_wanted.emit(self._draft.isChecked())
