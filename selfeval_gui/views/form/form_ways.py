"""树 | 表样 | 并排: the two ways to the same form, one of them at a time or beside each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import Role
from selfeval_gui.views.basics.action_table import ActionSpec
from selfeval_gui.views.basics.actions import build_actions
from selfeval_gui.views.basics.panes import Part
from selfeval_gui.views.cells.cell_editing import CellEditing
from selfeval_gui.views.form.fund_table import FundTable
from selfeval_gui.views.form.section_lines import FIRST_FIELDS, section_of
from selfeval_gui.views.sheet.in_step import InStep
from selfeval_gui.views.tree.indicator_tree import IndicatorTree

if TYPE_CHECKING:
    from selfeval_gui.item_models.document import Document
    from selfeval_gui.views.sheet.paper_panel import PaperPanel

TREE, PAPER, BESIDE = "tree", "paper", "beside"
_WIDE = 1500  # pixels, from where both stand beside each other unless the user has chosen otherwise
_SHARES = (11, 9)
_NAMES = {TREE: "actionWayTree", PAPER: "actionWayPaper", BESIDE: "actionWayBeside"}
SPECS = (
    ActionSpec(_NAMES[TREE], _("树"), _("按级填写指标，上面是项目信息、资金和目标"), (), "way_tree"),
    ActionSpec(_NAMES[PAPER], _("表样"), _("在打印出来的样子上填写"), (), "way_paper"),
    ActionSpec(_NAMES[BESIDE], _("并排"), _("树和表样并排，两边是同一格"), ("Shift+F11",), "way_beside"),
    ActionSpec("actionSwitchWay", _("树 / 表样"), _("在树和表样之间切换，停在同一格"), ("F11",)),
)


class FormWays(QSplitter):
    """Holds the tree and, once it is wanted, the paper; `only_tree` are widgets that the paper alone does not need.

    Signals
    -------
    paper_made(panel)
        the paper exists from now on.
    place_wanted(node, field)
        the cell of the paper is to be gone to on the tree's side.
    said(sentence)
        why something the user wanted on the paper could not be done.
    gone_on()
        a key that ended an edit of either has led on.
    """

    paper_made = Signal(object)
    said = Signal(str)
    place_wanted = Signal(str, str)
    gone_on = Signal()

    def __init__(self, tree: IndicatorTree, only_tree: Sequence[QWidget], funds: FundTable, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("formWays")
        self.setChildrenCollapsible(False)
        self._tree, self._only_tree = tree, only_tree
        self.panel: PaperPanel | None = None
        self._in_step: InStep | None = None
        self._funds = funds
        self.fields: Callable[[], Mapping[str, QWidget]] = dict  # those of the form beside the tree
        self._document: Document | None = None
        self._chosen = ""  # by the user; else the width decides
        self._way = TREE
        self._was_paper = False  # where the keyboard was last, while both are shown
        self.addWidget(tree)
        tree.cells.gone_on.connect(self.gone_on)
        self.by_name = build_actions(parent, SPECS)
        group = QActionGroup(self)
        for name in _NAMES.values():
            self.by_name[name].setCheckable(True)
            group.addAction(self.by_name[name])
        self.by_name[_NAMES[TREE]].setChecked(True)
        for name, slot in (("Tree", self._to_tree), ("Paper", self._to_paper), ("Beside", self._to_beside)):
            self.by_name[f"actionWay{name}"].triggered.connect(slot)
        self.by_name["actionSwitchWay"].triggered.connect(self._switch)
        parent.addActions(list(self.by_name.values()))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    # ---- which way -----------------------------------------------------------------------------------------------

    @property
    def way(self) -> str:
        """`TREE`, `PAPER` or `BESIDE`."""
        return self._way

    @property
    def leads_to_paper(self) -> bool:
        """Whether the cell one is led to is that on the paper."""
        return self._way == PAPER or (self._way == BESIDE and self._was_paper)

    def state(self) -> str:
        """Return the user's choice, "" where the width decides, for the settings."""
        return self._chosen

    def set_state(self, state: str) -> None:
        """Show what `state` returned once."""
        self._chosen = state if state in _NAMES else ""
        self._show(self._chosen or self._fitting())

    def show_tree(self) -> None:
        """Have the tree in sight, for a place that is not on the paper."""
        if self._way == PAPER:
            self._show(TREE)

    def _fitting(self) -> str:
        return BESIDE if self.width() >= _WIDE else TREE

    def _to_tree(self, _checked: bool = False) -> None:
        self._choose(TREE)

    def _to_paper(self, _checked: bool = False) -> None:
        self._choose(PAPER)

    def _to_beside(self, _checked: bool = False) -> None:
        self._choose(BESIDE)

    def _switch(self, _checked: bool = False) -> None:
        """Go to the other one: to the other side where both are shown."""
        if self._way != BESIDE:
            self._choose(TREE if self._way == PAPER else PAPER)
        elif self.commit_editor():
            self._enter(self._field_at_hand(), to_paper=not self._was_paper)

    def _choose(self, way: str) -> None:
        if not self.commit_editor():
            self.by_name[_NAMES[self._way]].setChecked(True)
            return
        self._chosen = way
        was_paper, field = self.leads_to_paper, self._field_at_hand()
        self._show(way)
        self._enter(field, to_paper=way == PAPER or (way == BESIDE and was_paper))

    def _show(self, way: str) -> None:
        self._way = way
        self.by_name[_NAMES[way]].setChecked(True)
        if way != TREE and self.panel is None:
            self._make_panel()
        if self.hasFocus() or self.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus()  # a tree that is hidden with the focus would take it for Tab, and go on by a cell
        for widget in (self._tree, *self._only_tree):
            widget.setVisible(way != PAPER)
        if self.panel is not None:
            self.panel.setVisible(way != TREE)
            self.panel.show_document(self._document if way != TREE else None)

    def _make_panel(self) -> None:
        from selfeval_gui.views.sheet.paper_menu import PaperMenu
        from selfeval_gui.views.sheet.paper_panel import PaperPanel  # brings layout and templates

        self.panel = PaperPanel(self)
        self.panel.said.connect(self.said)
        self.panel.view.cells.gone_on.connect(self.gone_on)
        self.addWidget(self.panel)
        self._in_step = InStep(self._tree, self.panel.view)
        PaperMenu(self.panel.view, self._tree, self._switch)
        self.panel.view.path.passes_parts = self._funds.passes_parts
        for place, share in enumerate(_SHARES):
            self.setStretchFactor(place, share)
        self.setSizes([self.width() * share // sum(_SHARES) for share in _SHARES])
        self.paper_made.emit(self.panel)

    def _enter(self, field: str, *, to_paper: bool) -> None:
        """Give the keyboard to one of them, at the cell of the other; `field` is one of the form that was at hand."""
        if self.panel is None or self._in_step is None:
            self._tree.arrive()
        elif to_paper:
            if field:
                self.panel.view.go_to("", field)
            elif self._in_step.is_behind or self.panel.view.current_ref() is None:
                self._in_step.catch_up()
            self.panel.view.setFocus()
        else:
            self._was_paper = False
            if field:
                self.place_wanted.emit("", field)
            else:
                self._tree.arrive()

    def arrive(self) -> None:
        """Give the keyboard to the one that one works in, at its cell."""
        if self.panel is not None and self.leads_to_paper:
            self.panel.view.setFocus()
        else:
            self._tree.arrive()

    def _field_at_hand(self) -> str:
        """Return the field of the form that is at hand where one works, "" for none."""
        if self.panel is not None and self.leads_to_paper:
            ref = self.panel.view.current_ref()
            return ref.name if ref is not None and ref.node is None else ""
        if self._funds.hasFocus():
            return str(self._funds.currentIndex().data(Role.FIELD) or "")
        return next((field for field, widget in self.fields().items() if widget.hasFocus()), "")

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or self.panel is None:
            return
        if now is self.panel or self.panel.isAncestorOf(now):
            self._was_paper = True
        elif (
            now is self._tree or self._tree.isAncestorOf(now) or any(each.isAncestorOf(now) for each in self._only_tree)
        ):
            self._was_paper = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._chosen and self.isVisible() and self._fitting() != self._way and self.commit_editor():
            self._show(self._fitting())

    def take_parts_action(self, action: QAction) -> None:
        """Have an action say whether Tab passes over the rows below 年度资金总额; the table's menu shows it too."""
        self._funds.addAction(action)
        action.toggled.connect(self._pass_parts)
        self._pass_parts(action.isChecked())

    def _pass_parts(self, passed: bool) -> None:
        self._funds.passes_parts = passed
        if self.panel is not None:
            self.panel.view.path.passes_parts = passed

    # ---- for the page --------------------------------------------------------------------------------------------

    def show_document(self, document: Document | None) -> None:
        """Show another form, or none."""
        self._document = document
        if self.panel is not None and self._way != TREE:
            self.panel.show_document(document)

    def commit_editor(self) -> bool:
        """Put the text of an open cell editor of either into the form."""
        return self._tree.commit_editor()

    @property
    def is_writing(self) -> bool:
        """Whether an edit of either is on its way into the form."""
        return any(each.is_writing for each in self._views())

    @property
    def is_going_on(self) -> bool:
        """Whether a key is ending an edit of either and leads on."""
        return any(each.cells.is_going_on for each in self._views())

    def _views(self) -> list[CellEditing]:
        return [self._tree, *([] if self.panel is None else [self.panel.view])]

    def pending(self) -> tuple[str, str, str] | None:
        """Return node, field and text of an open cell editor."""
        return next((waiting for each in self._views() if (waiting := each.pending()) is not None), None)

    def paper_parts(self) -> list[Part]:
        """Return the blocks of the paper for F6, where one works on it; none on the tree's side."""
        if self.panel is None or not self.leads_to_paper:
            return []
        view = self.panel.view
        shown = [key for key, field in FIRST_FIELDS.items() if view.shows(field)]
        return [
            *(
                Part(view, partial(self._enter_field, FIRST_FIELDS[key]), is_here=partial(self._is_at, key))
                for key in shown
            ),
            Part(view, self._enter_indicators, is_here=partial(self._is_at, "")),
        ]

    def _is_at(self, key: str) -> bool:
        ref = None if self.panel is None else self.panel.view.current_ref()
        return (section_of(ref.name) or "" if ref is not None and ref.node is None else "") == key

    def _enter_field(self, field: str) -> None:
        self.go_to("", field)

    def _enter_indicators(self) -> None:
        if self.panel is not None:
            self.panel.view.enter_indicators()
            self.panel.view.setFocus()

    def go_to(self, node: str, field: str) -> bool:
        """Lead to a cell of the paper, where one works on it; False if the tree's side has to lead."""
        if self.panel is None or not self.leads_to_paper or not self.panel.view.go_to(node, field):
            return False
        self.panel.view.setFocus()
        if self._in_step is not None:
            self._in_step.follow_paper()  # a new row may stand where the blank one did that was at hand
        return True
