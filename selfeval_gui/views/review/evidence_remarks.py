"""Remarks on evidence with one key each: 缺, 不符, 过期. The words go to the field for remarks, to be changed there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from selfeval_gui.domain.evidence import uses
from selfeval_gui.domain.ids import LEVELS
from selfeval_gui.i18n import _
from selfeval_gui.views.desk.desk import Desk

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Indicator
    from selfeval_gui.views.form.form_page import FormPage
    from selfeval_gui.views.review.evidence_page import EvidencePage
    from selfeval_gui.views.review.remarks_flow import RemarksFlow

_ACTIONS = {"EvidenceMissing": "missing", "EvidenceMismatch": "mismatch", "EvidenceOutdated": "outdated"}


class EvidenceRemarks(QObject):
    """Adds 材料 to the pane of remarks once that is made, and follows the row at hand."""

    def __init__(self, desk: Desk, remarks: RemarksFlow, parent: QObject) -> None:
        super().__init__(parent)
        self._current, self._notifier, self._actions, self._remarks = desk.current, desk.notifier, desk.actions, remarks
        self._page: FormPage | None = None
        self._shown: EvidencePage | None = None
        desk.actions.connect({action: partial(self._write, frame) for action, frame in _ACTIONS.items()})
        desk.actions["Remarks"].toggled.connect(self._make)  # after the dock, which makes the pane
        desk.current.changed.connect(self._show)

    def take_page(self, page: FormPage) -> None:
        """Follow the row that is current on the form page."""
        self._page = page
        page.tree.choice_changed.connect(self._show)
        page.refreshed.connect(self._show)
        page.detail.evidence.states_shown.connect(self._show_states)

    def _make(self, _is_wanted: bool) -> None:
        pane = self._remarks.dock.content
        if pane is None or self._shown is not None:
            return
        from selfeval_gui.views.review.evidence_page import EvidencePage

        self._shown = EvidencePage({name: self._actions[name] for name in _ACTIONS}, pane)
        pane.tabs.insertTab(1, self._shown, _("材料"))
        if self._page is not None:
            self._shown.list.open_wanted.connect(self._page.detail.evidence.open_wanted)
        self._show()

    def _row(self) -> Indicator | None:
        """Return the level-3 row at hand."""
        session = self._current.session
        node = None if self._page is None else self._page.tree.current_node()
        if session is None or node is None or node not in session.tree or session.tree.level(node) != LEVELS:
            return None
        return session.tree.node(node)

    def _show(self, *_what: object) -> None:
        if self._shown is None:
            return
        session, row = self._current.session, self._row()
        counts = uses(session.form) if session is not None and row is not None and row.evidence else {}
        self._shown.show_row(None if session is None else session.form, row, counts)
        self._show_states()

    def _show_states(self) -> None:
        if self._shown is not None and self._page is not None:
            self._shown.list.show_states(self._page.detail.evidence.states)

    def _write(self, frame: str, _checked: bool = False) -> None:
        """Put the words of a frame where remarks are written, about the row at hand."""
        from selfeval_gui.work.review.evidence_words import frame_for

        session, row = self._current.session, self._row()
        if session is None or row is None:
            self._notifier.warn(_("请先在指标表里选一个三级指标，材料的意见写在它上面。"))
            return
        self._actions["Remark"].trigger()
        pane = self._remarks.dock.content
        if pane is not None:
            entry = None if self._shown is None else self._shown.entry()
            words = frame_for(frame, session.form, row, entry)
            pane.take_frame("row", words.kind, words.text)
