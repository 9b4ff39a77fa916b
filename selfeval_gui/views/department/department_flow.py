"""各表之间 as the user meets it: the page comes and goes, and two forms stand side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from selfeval_gui.app.department import Department
from selfeval_gui.app.settings import ACCEPTED_BY
from selfeval_gui.domain.alike import both_marked
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.i18n import _
from selfeval_gui.rules.shared import OF_LIST
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.views.department.name_list_flow import NameListFlow
from selfeval_gui.views.department.unit_names_flow import UnitNamesFlow
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.form.pages import Pages

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.item_models.document import Document
    from selfeval_gui.rules.shared import Shared, SharingRow
    from selfeval_gui.views.department.compared_form import ComparedForm
    from selfeval_gui.views.department.department_page import DepartmentPage
    from selfeval_gui.views.form.form_page import FormPage

Cell = tuple[str, NodeId, str]  # a form's path, a node, a field


class DepartmentFlow(QObject):
    """Shows the page above the form. The form at the left is the current one: undo, save and export mean it."""

    def __init__(self, desk: Desk, pages: Pages, projects: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._forms, self._current = desk.place, desk.forms, desk.current
        self._settings, self._actions = desk.settings, desk.actions
        self._pages, self._projects = pages, projects
        self.department = Department(desk.place.folder, desk.forms, self)
        self._list = NameListFlow(desk, self.department, self)
        self._units = UnitNamesFlow(desk, self.department, self)
        self._page: DepartmentPage | None = None
        self._pair: tuple[Cell, Cell | None] | None = None
        self._home: Path | None = None  # the form that the user came from
        self._left = ""  # the path of the form at the left, also while it is being loaded again
        self._is_pairing = self._is_seen = False
        self._asked: tuple[Shared, SharingRow] | None = None
        self._action = desk.actions["Department"]
        self._action.setCheckable(True)
        desk.actions.connect(
            {
                "Department": self._toggle,
                "SearchProjects": self._leave_to_see,  # before the window goes to the field
                "ProjectList": self._choose_list,
            }
        )
        desk.place.opened.connect(self._workspace_changed)
        desk.current.changed.connect(self._current_changed)
        desk.forms.closed.connect(self._form_closed)
        pages.covered.connect(self._cover_changed)

    def take_page(self, page: FormPage) -> None:
        """Connect the form page: what changes the tree is to be seen there."""
        for action in page.tree_actions.by_name.values():
            action.triggered.connect(self._leave_to_see)

    def stop(self) -> None:
        """End the work before the program goes, and leave the window as it is to be remembered."""
        self.leave()
        self.department.stop()

    # ---- coming and going ----------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the page, unless an open editor holds what cannot be kept."""
        self._action.setChecked(False)
        if self._place.root is None or not self._current.commit():
            return
        page, self._home = self._made_page(), self._current.path
        self._pages.cover(page)
        self._is_seen = True
        self._projects.hide()
        self._action.setChecked(True)
        self.department.open()
        self._list.recall()
        self._units.recall()
        page.shared_table.setFocus()

    @property
    def shared_at_hand(self) -> Shared | None:
        """What is chosen on the page, while it is shown."""
        return self._page.current_shared if self._page is not None and self._pages.is_covered_by(self._page) else None

    def leave(self) -> None:
        """Go back to the form that stood at the left."""
        if not self._pages.is_covered_by(self._page):
            return
        self._pages.uncover()
        self._projects.setVisible(self._place.root is not None)
        focus = QApplication.focusWidget()
        if self._current.session is not None and (focus is None or not self._pages.form_page().isAncestorOf(focus)):
            self._pages.form_page().ways.arrive()

    def _cover_changed(self, page: object) -> None:
        """Rest where the page is out of sight."""
        if page is not self._page and self._is_seen:
            self._is_seen = False
            self.department.rest()
            self._forget_pair()
            self._action.setChecked(False)

    def _go_home(self) -> None:
        """Go back to the form and cell that the user came from."""
        home = self._home
        self.leave()
        if home is not None and home != self._current.path and self._current.show(home):
            self._pages.form_page().ways.arrive()

    def _made_page(self) -> DepartmentPage:
        if self._page is None:
            from selfeval_gui.views.department.department_page import DepartmentPage

            self._page = DepartmentPage(self.department, self._actions.by_name, self._pages)
            self._page.member_chosen.connect(self._show_pair)
            self._page.edit_wanted.connect(self._edit)
            self._page.back_wanted.connect(self.leave)
            self._page.home_wanted.connect(self._go_home)
            self._page.accept_action.triggered.connect(self._ask_to_accept)
            self._page.withdraw_action.triggered.connect(self._withdraw)
            self._units.take_page(self._page)
            self._list.named.connect(self._page.show_list_name)
            self._page.show_list_name("")
        return self._page

    def _toggle(self, _checked: bool = False) -> None:
        if self._pages.is_covered_by(self._page):
            self.leave()
        else:
            self.show()

    def _leave_to_see(self, _checked: bool = False) -> None:
        self.leave()

    def _workspace_changed(self) -> None:
        self.department.clear()
        self._list.clear()
        self.leave()

    def _current_changed(self) -> None:
        """Make way for a form that somebody else has put before the user."""
        if self._is_pairing or self._current.path is None:
            return
        if str(self._current.path) != self._left:
            self.leave()

    def _form_closed(self, session: Session) -> None:
        """Let go of a form that leaves memory; the next look opens it again."""
        shown = [] if self._page is None else [self._page.left.document, self._page.right.document]
        if any(document is not None and document.session is session for document in shown):
            self._forget_pair()

    def _choose_list(self, _checked: bool = False) -> None:
        if not self._pages.is_covered_by(self._page):
            self.show()
        if self._pages.is_covered_by(self._page):
            self._list.choose()

    # ---- two forms -----------------------------------------------------------------------------------------------

    def _show_pair(self) -> None:
        page, shared, member = self._page, None, None
        if page is not None and self._pages.is_covered_by(page):
            shared, member = page.current_shared, page.current_member
        if page is None or shared is None or member is None:
            self._forget_pair()
            return
        left: Cell = (member.key, member.node, member.field)
        right = _partner(shared, member, page.members.rows)
        page.show_answers()
        if (left, right) == self._pair:
            return
        self._is_pairing, self._left = True, member.key
        self._current.show(Path(member.key))
        self._show_side(page.left, self._current.document(), member.node, member.field)
        if right is None:
            of_list = _("名单上的内容写在上面。")
            page.left.mark("")
            page.right.show_nothing(of_list if shared.code in OF_LIST else _("只说左边这一份表。"))
            self._pair, self._is_pairing = (left, right), False
            return
        document, node = self._open(Path(right[0])), right[1]
        if shared.code == "across.target" and document is not None:
            node = _owner(document, shared.what[0])
        self._show_side(page.right, document, node, member.field)
        texts = page.left.text, page.right.text
        is_marked = all(texts) and texts[0] != texts[1]
        for side, text in zip((page.left, page.right), both_marked(*texts) if is_marked else ("", ""), strict=True):
            side.mark(text)
        self._pair = left, right
        self._is_pairing = False

    def _show_side(self, side: ComparedForm, document: Document | None, node: NodeId, field: str) -> None:
        if document is not None and not node:
            side.show_field(document, field)
        elif document is None or node not in document.session.tree:
            side.show_nothing(_("这份表现在读不了，或者已经改动。"))
        else:
            side.show_place(document, node, field)

    def _open(self, path: Path) -> Document | None:
        try:
            return self._current.document_of(self._forms.open(path))
        except UnreadableForm:
            return None

    def _forget_pair(self) -> None:
        self._pair = None
        if self._page is not None:
            for side in (self._page.left, self._page.right):
                side.show_nothing("")

    def _edit(self, key: str, node: str, field: str) -> None:
        """Go to a cell of a form and leave the page."""
        self._is_pairing = True
        self._current.show(Path(key))
        self._is_pairing = False
        self.leave()
        self._current.go_to(node, field)

    # ---- accepting -----------------------------------------------------------------------------------------------

    def _ask_to_accept(self, _checked: bool = False) -> None:
        from selfeval_gui.messages import finding_line
        from selfeval_gui.rules.accepted import can_accept
        from selfeval_gui.views.scoring.accept_dialog import AcceptDialog

        page, session = self._page, self._current.session
        if page is None or session is None or page.current_shared is None or page.current_member is None:
            return
        self._asked = page.current_shared, page.current_member
        finding = self.department.finding(*self._asked, session.rule_set)
        if finding is None or not can_accept(finding):
            return
        dialog = AcceptDialog(finding_line(finding, session.form), self._settings.get(ACCEPTED_BY), page)
        dialog.agreed.connect(self._accept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _accept(self, reason: str, by: str) -> None:
        """Write the answer, unless the finding has gone meanwhile."""
        from selfeval_gui.commands.accept import accept

        session = self._current.session
        if self._asked is None or session is None or str(session.path) != self._asked[1].key:
            return
        finding = self.department.finding(*self._asked, session.rule_set)
        self._settings.set(ACCEPTED_BY, by)
        if finding is not None:
            accept(session, finding, reason, by)

    def _withdraw(self, _checked: bool = False) -> None:
        from selfeval_gui.commands.accept import withdraw

        page, session = self._page, self._current.session
        if page is None or session is None or page.current_shared is None or page.current_member is None:
            return
        finding = self.department.finding(page.current_shared, page.current_member, session.rule_set)
        if finding is not None:
            withdraw(session, finding)


def _partner(shared: Shared, member: SharingRow, members: list[SharingRow]) -> Cell | None:
    """Return what to hold a row against: the score furthest away, the next form, or the form a word belongs to."""
    if shared.code == "across.target":
        return shared.what[1], NodeId(""), member.field
    others = [each for each in members if each.key != member.key]
    if not others:
        return None
    if shared.code == "across.scores":
        from selfeval_gui.domain.suggestions import ZERO

        found = max((others[0], others[-1]), key=lambda each: abs((each.share or ZERO) - (member.share or ZERO)))
    else:
        found = next((each for each in others if each.key > member.key), others[0])
    return found.key, found.node, found.field


def _owner(document: Document, word: str) -> NodeId:
    """Return the row whose name holds its target, the word."""
    from selfeval_gui.domain.targets import squeeze
    from selfeval_gui.domain.tree import level_three

    rows = level_three(document.session.form.indicators)
    return next(
        (NodeId(row.id) for row in rows if squeeze(row.target) == word and word in squeeze(row.name)), NodeId("")
    )
