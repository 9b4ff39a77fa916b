"""审核台 as the user meets it: the page comes and goes, is drawn by a worker, and forms are accepted from it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Choice
from selfeval_gui.i18n import _
from selfeval_gui.storage.lock_file import user_name
from selfeval_gui.views.basics.action_table import REVIEW_LANE
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.form.pages import Pages
from selfeval_gui.views.review.at_rest import FormsAtRest
from selfeval_gui.work.review.moments import present

if TYPE_CHECKING:
    from datetime import date

    from selfeval_gui.views.review.desk_page import DeskPage
    from selfeval_gui.work.progress import Progress
    from selfeval_gui.work.review.accepting import Decided, SeenForm
    from selfeval_gui.work.review.desk_rows import DeskRow, DrawnDesk

_DRAWING = "review desk"  # lane


class DeskFlow(QObject):
    """Shows the page above the form; while it is in sight it follows the folder."""

    def __init__(self, desk: Desk, at_rest: FormsAtRest, pages: Pages, projects: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._current, self._tasks, self._notifier = desk.place, desk.current, desk.tasks, desk.notifier
        self._at_rest, self._pages, self._projects = at_rest, pages, projects
        self._actions = desk.actions
        self._page: DeskPage | None = None
        self._drawn: DrawnDesk | None = None
        self._is_stale = False  # while it is being drawn
        self._action = desk.actions["ReviewDesk"]
        self._action.setCheckable(True)
        desk.actions.connect({"ReviewDesk": self._toggle, "SearchProjects": self._leave_to_see})
        desk.place.opened.connect(self.leave)
        desk.place.folder.listed.connect(self._folder_changed)
        desk.place.folder.vanished.connect(self._folder_changed)
        desk.current.changed.connect(self._current_changed)
        pages.covered.connect(self._cover_changed)
        desk.meant.follow(self.meant_paths)

    # ---- coming and going ----------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the page, unless an open editor holds what cannot be kept."""
        self._action.setChecked(False)
        if self._place.root is None or not self._current.commit():
            return
        page = self._made_page()
        self._pages.cover(page)
        self._projects.hide()
        self._action.setChecked(True)
        self.look()
        page.table.setFocus()

    def leave(self) -> None:
        """Go back to the form."""
        if self._page is not None and self._pages.is_covered_by(self._page):
            self._pages.uncover()
            self._projects.setVisible(self._place.root is not None)
            if self._current.session is not None:
                self._pages.form_page().ways.arrive()

    def _made_page(self) -> DeskPage:
        if self._page is None:
            from selfeval_gui.views.review.desk_page import DeskPage

            self._page = DeskPage(self._actions.by_name, self._pages)
            self._page.opened.connect(self._open)
            self._page.accept_wanted.connect(self._ask_to_accept)
            self._page.withdraw_wanted.connect(self._withdraw)
            self._page.look_wanted.connect(self.look)
            self._page.home_wanted.connect(self.leave)
        return self._page

    def _toggle(self, _checked: bool = False) -> None:
        if self._page is not None and self._pages.is_covered_by(self._page):
            self.leave()
        else:
            self.show()

    def _leave_to_see(self, _checked: bool = False) -> None:
        self.leave()

    def _cover_changed(self, page: object) -> None:
        self._action.setChecked(page is not None and page is self._page)

    def _current_changed(self) -> None:
        """Make way for a form that somebody has put before the user."""
        if self._current.path is not None and REVIEW_LANE not in self._tasks.lanes:
            self.leave()

    def _open(self, path: Path) -> None:
        if self._current.path == path:
            self.leave()
        else:
            self._current.show(path)
            self.leave()

    def meant_paths(self) -> set[Path] | None:
        """Return the files of the forms that are chosen or shown on the page; None, which means all, without it."""
        if self._page is None or not self._pages.is_covered_by(self._page):
            return None
        return {row.path for row in self._page.wanted() if row.path is not None}

    def meant_missing(self) -> set[tuple[str, str]] | None:
        """Return units and projects without a form that are chosen or shown; None, for all, without the page."""
        if self._page is None or not self._pages.is_covered_by(self._page):
            return None
        return {(row.unit, row.project_name) for row in self._page.wanted() if row.path is None}

    # ---- drawing -------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Draw the page anew where it is in sight, now or once the present drawing is done."""
        root = self._place.root
        if self._page is None or root is None or not self._pages.is_covered_by(self._page):
            return
        self._is_stale = _DRAWING in self._tasks.lanes
        if not self._is_stale:
            self._tasks.run_long(
                partial(_draw, root, present().date()),
                partial(self._show, root),
                told=_("正在看各份表 {done} / {total}"),
                lane=_DRAWING,
                stopped=self._stopped,
                only_reads=True,
            )

    def _folder_changed(self, found: list[object]) -> None:
        if found:
            self.look()

    def _show(self, root: Path, found: tuple[DrawnDesk, list[frozenset[str]]]) -> None:
        if self._page is None or root != self._place.root:
            return
        drawn, chips = found
        self._drawn = drawn
        self._page.show_desk(drawn, chips)
        if drawn.unreadable:
            self._notifier.warn("\n".join(drawn.unreadable))
        if self._is_stale:
            self.look()

    def _stopped(self) -> None:
        self._notifier.info(_("已停止，审核台没有更新；点“刷新”再看一次。"))

    # ---- deciding ------------------------------------------------------------------------------------------------

    def _ask_to_accept(self) -> None:
        from selfeval_gui.item_models.desk_chips import is_clean, may_be_accepted

        page = self._page
        if page is None or not self._at_rest.are_saved(_("通过")):
            return
        rows = [row for row in page.wanted() if may_be_accepted(row)]
        doubtful = [row for row in rows if not is_clean(row)]
        if doubtful:
            clean = [row for row in rows if is_clean(row)]
            text = _("{count} 份还有错误、没有了结的意见，或者退回、通过之后又改过，例如“{name}”。")
            choices = [Choice("all", _("全部通过 {count} 份").format(count=len(rows)))]
            if clean:
                choices.insert(0, Choice("clean", _("只通过其余 {count} 份").format(count=len(clean))))
            details = "\n".join(_line(row) for row in doubtful)
            words = text.format(count=len(doubtful), name=doubtful[0].project_name)
            answer = self._notifier.ask(words, [*choices, Choice("cancel", _("取消"))], details)
            rows = {"all": rows, "clean": clean}.get(answer, [])
        self._decide(rows, is_accepted=True)

    def _withdraw(self) -> None:
        from selfeval_gui.item_models.desk_chips import CHIPS

        if self._page is not None:
            self._decide([row for row in self._page.wanted() if CHIPS["accepted"][1](row)], is_accepted=False)

    def _decide(self, rows: Sequence[DeskRow], *, is_accepted: bool) -> None:
        from selfeval_gui.work.review.accepting import SeenForm

        root = self._place.root
        seen = [SeenForm(row.path, row.hash, row.review) for row in rows if row.path is not None]
        if root is None or not seen or REVIEW_LANE in self._tasks.lanes:
            return
        self._tasks.run_long(
            partial(_decide, root, seen, is_accepted),
            partial(self._decided, is_accepted),
            told=_("正在写审核意见 {done} / {total}"),
            total=len(seen),
            lane=REVIEW_LANE,
            stopped=self.look,
        )

    def _decided(self, is_accepted: bool, decided: Decided) -> None:
        self.look()
        text = _("通过了 {count} 份。") if is_accepted else _("{count} 份改回审核中。")
        said = text.format(count=len(decided.done))
        if decided.refused:
            self._notifier.warn("\n".join([said, *(why for _path, why in decided.refused)]))
        else:
            self._notifier.info(said)


def _draw(root: Path, today: date, progress: Progress) -> tuple[DrawnDesk, list[frozenset[str]]]:
    """Draw the desk and tell the chips of each row: of thousands the window itself would be away too long for it."""
    from selfeval_gui.item_models.desk_chips import chips_of
    from selfeval_gui.work.review.desk_rows import draw_desk

    drawn = draw_desk(root, today, progress)
    return drawn, [chips_of(row) for row in drawn.rows]


def _line(row: DeskRow) -> str:
    text = _("{unit}：{name}（{state}，{errors} 个错误，{remarks} 条意见没有了结）")
    errors = 0 if row.counts is None else row.counts.errors
    words = {"unit": row.unit, "name": row.project_name, "state": row.state.value}
    return text.format(**words, errors=errors, remarks=row.open_remarks)


def _decide(root: Path, seen: list[SeenForm], is_accepted: bool, progress: Progress) -> Decided:
    from selfeval_gui.domain.review.entries import Person, What  # this and the next bring the models
    from selfeval_gui.work.review.accepting import decide_many

    what: What = "通过" if is_accepted else "审核中"
    return decide_many(root, seen, what, Person(name=user_name()), present(), progress)
