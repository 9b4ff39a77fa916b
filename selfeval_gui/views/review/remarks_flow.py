"""意见 as the user meets it: what is known of the form at hand is read, shown beside it, and added to; in workers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.action_table import REVIEW_LANE
from selfeval_gui.views.basics.side_dock import SideDock
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.review.known_at_hand import KnownAtHand

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.fields import FieldRef
    from selfeval_gui.domain.review.entries import Remark, Review
    from selfeval_gui.views.form.form_page import FormPage
    from selfeval_gui.views.review.additions import Addition
    from selfeval_gui.views.review.judging_pane import JudgedRow, JudgingPane
    from selfeval_gui.views.review.place_at_hand import PlaceAtHand
    from selfeval_gui.views.review.remarks_pane import RemarksPane
    from selfeval_gui.work.review.one_form import RemarkLine

_COMPARING_LANE = "judged elsewhere"
_MOST_TOLD = 5  # sentences


class RemarksFlow(QObject):
    """Keeps the pane at the form at hand.

    Signals
    -------
    written()
        something more is known of a form.
    """

    written = Signal()

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window)
        self._place, self._current, self._projects = desk.place, desk.current, desk.projects
        self._tasks, self._notifier, self._actions, self._window = desk.tasks, desk.notifier, desk.actions, window
        self._known = KnownAtHand(desk, self)
        self._wants_open = False  # the first open remark of a form that is being read
        self._at_hand: PlaceAtHand | None = None
        self._judging: JudgingPane | None = None
        self.dock: SideDock[RemarksPane] = SideDock(
            window, desk.actions["Remarks"], "remarksDock", _("意见"), self._make_pane
        )
        desk.actions.connect(
            {
                "Remark": self._begin_to_write,
                "NextRemark": self._next_remark,
                "SettleRemark": self._settle_current,
                "TakeSuggestion": self._take_current,
                "NextForm": self._next_form,
            }
        )
        desk.actions["Remarks"].toggled.connect(self.look)  # after the dock, which makes the pane
        self._known.changed.connect(self._show)
        self._known.came.connect(self._came)
        desk.current.changed.connect(self.look)
        desk.place.opened.connect(self.look)

    def take_page(self, page: FormPage) -> None:
        """Follow where in the form the user is."""
        from selfeval_gui.views.review.place_at_hand import PlaceAtHand

        self._at_hand = PlaceAtHand(page, self)
        self._at_hand.changed.connect(self._show_place)

    # ---- showing -------------------------------------------------------------------------------------------------

    def look(self, *_what: object) -> None:
        """Read what is known of the form at hand, where something is or the pane is there to show it."""
        self._known.look(is_wanted=self.dock.content is not None)

    def _came(self, session: Session) -> None:
        if self._judging is not None:
            form = session.form if self._known.may_write else None
            self._judging.show_form(form, self._known.review, session.rule_set)
        if self._wants_open and self.dock.content is not None:
            self._wants_open = False
            self.dock.content.first_open()

    def _show(self, *_what: object) -> None:
        pane, session, review = self.dock.content, self._current.session, self._known.review
        if pane is None:
            return
        if session is None or not self._known.is_read:
            pane.show_remarks(self._known.complaint, [], may_write=False)
            return
        from selfeval_gui.work.review.one_form import remark_lines, standing_line

        lines = remark_lines(review, session.form, session.findings)
        told = standing_line(review, session.form, lines)
        pane.show_remarks(self._known.complaint or told, lines, may_write=self._known.may_write)
        self._show_place()

    def _show_place(self) -> None:
        pane, session = self.dock.content, self._current.session
        if pane is None or session is None:
            return
        from selfeval_gui.domain.review.answer_columns import BETWEEN_PLACES
        from selfeval_gui.work.review.reviewing import place_and_text

        ref = self._ref("cell")
        pane.show_place(_("整份表") if ref is None else BETWEEN_PLACES.join(place_and_text(session.form, ref)[0]))

    def _ref(self, scope: str) -> FieldRef | None:
        session = self._current.session
        return None if self._at_hand is None or session is None else self._at_hand.ref_in(session.tree, scope)

    def _make_pane(self, dock: QWidget) -> RemarksPane:
        from selfeval_gui.views.review.judging_pane import JudgingPane
        from selfeval_gui.views.review.remarks_pane import RemarksPane

        pane = RemarksPane(dock)
        self._judging = JudgingPane(pane)
        pane.tabs.addTab(self._judging, _("评审"))
        pane.remark_wanted.connect(self._write_remark)
        pane.findings_wanted.connect(self._choose_findings)
        pane.settle_wanted.connect(self._settle)
        pane.answer_wanted.connect(self._answer)
        pane.suggestion_wanted.connect(self._take_suggested)
        pane.place_wanted.connect(self._current.go_to)
        self._judging.opinion_wanted.connect(self._write_opinion)
        self._judging.rescoring_wanted.connect(self._write_rescoring)
        return pane

    # ---- keys ----------------------------------------------------------------------------------------------------

    def _begin_to_write(self, _checked: bool = False) -> None:
        if self._current.commit():
            self._shown_pane().begin_to_write()

    def _shown_pane(self) -> RemarksPane:
        self._actions["Remarks"].setChecked(True)
        assert self.dock.content is not None
        if not self._known.is_read:
            self.look()
        return self.dock.content

    def _next_remark(self, _checked: bool = False) -> None:
        """Go to the next open remark of the form, at its end to the first of the next form."""
        if not self._shown_pane().next_open():
            self._wants_open = True
            self._next_form()

    def _settle_current(self, _checked: bool = False) -> None:
        line = self._shown_pane().current()
        if line is not None:
            self._settle(line)

    def _take_current(self, _checked: bool = False) -> None:
        self._shown_pane().take.click()

    def _next_form(self, _checked: bool = False) -> None:
        """Show the form below the present one in the list; the first after the last."""
        paths = [row.path for row in self._projects.rows if not row.reason]
        if paths:
            at = paths.index(self._current.path) + 1 if self._current.path in paths else 0
            self._current.show(paths[at % len(paths)])

    # ---- writing -------------------------------------------------------------------------------------------------

    def _write_remark(self, scope: str, kind: str, text: str, suggested: str) -> None:
        from selfeval_gui.views.review.additions import remark_on

        session = self._current.session
        if session is not None and self._current.commit():
            addition = remark_on(session.form, self._ref(scope), kind, text, suggested)
            self._add(addition, self._shown_pane().clear_written)

    def _choose_findings(self) -> None:
        """Offer the findings that nobody has written a remark on yet."""
        from selfeval_gui.views.review.findings_dialog import FindingsDialog, remarks_to_choose

        session, review = self._current.session, self._known.review
        if session is None or not self._known.may_write:
            return
        found = remarks_to_choose(session, review)
        if not found:
            self._notifier.info(_("没有还没写过意见的检查结果。"))
            return
        dialog = FindingsDialog(found, self._window)
        dialog.agreed.connect(self._write_remarks)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write_remarks(self, remarks: list[Remark]) -> None:
        from selfeval_gui.views.review.additions import remarks_of

        self._add(remarks_of(remarks))

    def _settle(self, line: RemarkLine) -> None:
        from selfeval_gui.views.review.additions import settled

        self._add(settled(line.remark.id, opened_again=not line.is_open))

    def _answer(self, line: RemarkLine, how: str, text: str) -> None:
        from selfeval_gui.views.review.additions import answer_of

        session = self._current.session
        if session is not None:
            self._add(answer_of(session.form.implementing_unit, line.remark.id, how, text))

    def _take_suggested(self, line: RemarkLine) -> None:
        from selfeval_gui.views.review.suggestion import take_suggestion

        if self._at_hand is not None and take_suggestion(self._at_hand.page, line.remark, self._notifier):
            self._current.go_to(line.remark.node or "", line.remark.field)

    def _write_opinion(self, values: dict[str, Any]) -> None:
        from selfeval_gui.views.review.additions import opinion_of

        self._add(opinion_of(values))

    def _write_rescoring(self, judged: list[JudgedRow]) -> None:
        from selfeval_gui.views.review.additions import rescoring_of

        session, root = self._current.session, self._place.root
        if session is not None and root is not None:
            self._add(rescoring_of(session.tree, judged), partial(self._compare, root, session.form.id))

    def _compare(self, root: Path, form_id: str) -> None:
        """Look whether the same case was judged otherwise elsewhere."""
        if _COMPARING_LANE not in self._tasks.lanes:
            work = partial(_judged_elsewhere, root, form_id)
            self._tasks.run(work, self._tell_otherwise, lane=_COMPARING_LANE, only_reads=True)

    def _tell_otherwise(self, sentences: list[str]) -> None:
        if sentences:
            more = [_("……共 {count} 处。").format(count=len(sentences))] if len(sentences) > _MOST_TOLD else []
            self._notifier.warn("\n".join([*sentences[:_MOST_TOLD], *more]))

    def _add(self, add: Addition, then: Callable[[], None] | None = None) -> None:
        session, root = self._current.session, self._place.root
        if session is None or root is None or not self._known.may_write:
            return
        form = session.form.model_copy(deep=True)  # for a worker
        if REVIEW_LANE in self._tasks.lanes:
            self._notifier.warn(_("正在写审核的内容，等它写完再来；您写的还在。"))
            return
        self._tasks.run(partial(add, root, form), partial(self._added, form.id, then), lane=REVIEW_LANE)

    def _added(self, form_id: str, then: Callable[[], None] | None, review: Review) -> None:
        from selfeval_gui.work.review.one_form import KnownOfForm

        if then is not None:
            then()
        self._known.take(form_id, KnownOfForm(review))
        self.written.emit()


def _judged_elsewhere(root: Path, form_id: str) -> list[str]:
    from selfeval_gui.work.review.judged_elsewhere import judged_elsewhere  # brings the models

    return judged_elsewhere(root, form_id)
