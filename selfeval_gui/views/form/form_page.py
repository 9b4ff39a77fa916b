"""The page of one form: header, foldable groups, indicator tree, findings. It assembles; every change is a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from selfeval_gui.app.session import Session
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.i18n import _
from selfeval_gui.item_models.document import Document
from selfeval_gui.views.basics.in_sight import bring_into_sight
from selfeval_gui.views.basics.panes import Part
from selfeval_gui.views.form.detail_pane import DetailPane
from selfeval_gui.views.form.field_binding import FieldBinding
from selfeval_gui.views.form.findings_panel import FindingsPanel
from selfeval_gui.views.form.form_ways import FormWays
from selfeval_gui.views.form.fund_table import FundGroup
from selfeval_gui.views.form.goals import Goals, Notes
from selfeval_gui.views.form.head_fields import HeadFields
from selfeval_gui.views.form.quick_fixes import QuickFixes
from selfeval_gui.views.form.row_at_hand import RowAtHand
from selfeval_gui.views.form.rule_set_box import RuleSetBox
from selfeval_gui.views.form.section_lines import FIRST_FIELDS, section_of, summaries_of
from selfeval_gui.views.form.sections import Section
from selfeval_gui.views.form.template_box import TemplateBox
from selfeval_gui.views.form.totals_bar import TotalsBar
from selfeval_gui.views.form.tree_room import TreeRoom
from selfeval_gui.views.form.upper_area import UpperArea
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from selfeval_gui.views.tree.tree_actions import TreeActions

_TOTALS = {"total.weight": "weight", "total.score": "score"}


class FormPage(QWidget):
    """Shows one document; None shows an empty page, for a window that has something better to say then.

    Signals
    -------
    said(sentence)
        why something the user wanted could not be done.
    refreshed()
        the page shows another form, or what the last step changed.
    """

    said = Signal(str)
    refreshed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formPage")
        self.setAccessibleName(_("自评表"))
        self._document: Document | None = None
        self._leads = True  # whether the page goes to the cell a step has changed
        self.totals = TotalsBar(self)
        self._head, self._funds, self._goals, self._notes = HeadFields(), FundGroup(), Goals(), Notes()
        self._fixed = {
            binding.field: binding for group in (self._head, self._goals, self._notes) for binding in group.bindings
        }
        self._sections = {
            section.key: section
            for section in (
                Section("info", _("项目信息"), self._head),
                Section("funds", _("项目资金"), self._funds),
                Section("goals", _("年度总体目标"), self._goals),
                Section("notes", _("备注"), self._notes),
            )
        }
        self._upper = UpperArea([*self._sections.values()], self)
        self.tree = IndicatorTree(self)
        self.tree_actions = TreeActions(self.tree)
        self.tree_actions.clipboard.said.connect(self.said)
        self._funds.table.clipboard.said.connect(self.said)
        self.detail = DetailPane(self.tree, self)
        self._fixes = QuickFixes(self)
        self.findings = FindingsPanel(self._fixes.find, self)
        self._lower = QSplitter(Qt.Orientation.Vertical, self)
        self.ways = FormWays(self.tree, [self._upper, self.detail], self._funds.table, self)
        self.ways.fields = self._field_widgets
        self.ways.said.connect(self.said)
        self.ways.place_wanted.connect(self.go_to)
        for part in (self.ways, self.detail, self.findings):
            self._lower.addWidget(part)
        self._lower.setStretchFactor(0, 1)
        self._lower.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 2, 6, 0)
        layout.setSpacing(3)
        layout.addWidget(self.totals)
        layout.addWidget(self._upper)
        layout.addWidget(self._lower, 1)
        self._room = TreeRoom(self.tree, [*self._sections.values()], self._lower, self.totals, self)
        self.detail.has_room = self._room.leaves_enough
        self.detail.need_changed.connect(self._room.pass_on)
        self._row = RowAtHand(self.tree, self.tree_actions, self.detail, self.findings, self)
        self.ways.gone_on.connect(self._row.settle)
        self.findings.room_wanted.connect(self._room.make_room)
        self.findings.place_wanted.connect(self.go_to)
        self.findings.adoption_wanted.connect(self._fixes.adopt)
        self.findings.fix_wanted.connect(self._fixes.apply)
        self.tree_actions.by_name["actionGiveWeight"].triggered.connect(self._fixes.give_weight)
        for key, section in self._sections.items():
            section.enter_field = partial(self.go_to, "", FIRST_FIELDS[key])
        self._boxes = {"rule_set": self.rule_set_box, "template": self._head.template, "funds.unit": self._funds.unit}
        self._head.template.changed.connect(self._goals.extra.refresh)
        self.setEnabled(False)

    def parts(self) -> list[Part]:
        """Return the parts of the page in the order of the paper."""
        if on_paper := self.ways.paper_parts():
            return [*on_paper, Part(self.findings, self.findings.list.setFocus)]
        return [
            *(section.part() for section in self._sections.values()),
            *(Part(self.tree, self.tree.arrive), Part(self.detail, self.detail.enter)),
            Part(self.findings, self.findings.list.setFocus),
        ]

    @property
    def _bindings(self) -> dict[str, FieldBinding]:
        """The text fields of the page by the field of the form; those of the template's own come and go."""
        return {**self._fixed, **self._head.extra.bindings, **self._goals.extra.bindings}

    @property
    def rule_set_box(self) -> RuleSetBox:
        """The box 口径 in the header."""
        return self.totals.rule_set

    @property
    def template_box(self) -> TemplateBox:
        """The box 表样 in the group 项目信息."""
        return self._head.template

    # ---- the document -------------------------------------------------------------------------------------------

    @property
    def document(self) -> Document | None:
        """The document shown."""
        return self._document

    def show_document(self, document: Document | None) -> None:
        """Show another form, or none. An open editor is committed; ask `commit_editors` first whether it can be."""
        if document is self._document:
            return
        self.commit_editors()
        before, self._document = self._document, document  # the views let go of the old one's models below
        if before is not None:
            before.session.refreshed.disconnect(self._refresh)
            before.session.touched.disconnect(self._follow)
            before.session.read_only_changed.disconnect(self._permit)
            before.session.tell_blanks()
        session = None if document is None else document.session
        for binding in self._fixed.values():
            binding.show_session(session)
        self._head.show_session(session)
        self._goals.extra.show_session(session)
        self.totals.rule_set.show_session(session)
        self._funds.show_document(session, None if document is None else document.funds)
        self.tree.show_model(None if document is None else document.indicators)
        self.ways.show_document(document)
        self.findings.show_model(None if document is None else document.findings)
        if session is not None:
            session.refreshed.connect(self._refresh)
            session.touched.connect(self._follow)
            session.read_only_changed.connect(self._permit)
        self.setEnabled(document is not None)
        self._permit()
        self._refresh()

    def _permit(self) -> None:
        """Offer changes only where the form may be changed here; text can be read and copied all the same."""
        may_change = self._document is not None and not self._document.session.is_read_only
        for box in (self.totals.rule_set, self._funds.unit):
            box.setEnabled(may_change)
        self.detail.show_current()
        self.tree_actions.update()

    def commit_editors(self) -> bool:
        """Put everything typed into the form: what is being composed, the open cell editor, the text fields.

        False where a text cannot be kept; its editor stays open, has the focus and says why.
        """
        if self._document is None:
            return True
        if not self.tree.commit_editor() or not self.detail.commit():
            return False
        if not self._funds.table.commit_editor():
            self._show_section("funds")
            return self._funds.table.commit_editor()
        refused = next((binding for binding in self._bindings.values() if not binding.commit()), None)
        if refused is not None:
            self.go_to("", refused.field)
        return refused is None

    def pending(self) -> tuple[str, str, str] | None:
        """Return node, field and text of what is typed but not in the form yet, for the recovery file."""
        cells = (self.ways.pending, self._funds.table.pending)
        fields = (binding.pending for binding in self._bindings.values())
        return next((waiting for ask in (*cells, *fields) if (waiting := ask()) is not None), None)

    # ---- places -------------------------------------------------------------------------------------------------

    def go_to(self, node: str, field: str) -> None:
        """Lead to a cell: unfold its group, bring it into sight, give it the focus. `node` is "" for a form's field."""
        if self.ways.go_to(node, field):
            return
        if field not in {"status", "rule_set", "template"}:  # which both ways have above them
            self.ways.show_tree()
        if node or field in _TOTALS or field.startswith("printed.total"):
            self._go_to_indicator(node, field)
            return
        if (key := section_of(field)) is not None:
            self._show_section(key)
        if field in self._bindings:
            self._focus(self._bindings[field].widget)
        elif field in self._boxes:
            self._focus(self._boxes[field])
        elif key == "funds":
            self._focus(self._funds.table)  # first, as in the tree
            self._funds.table.go_to(field)

    def _field_widgets(self) -> dict[str, QWidget]:
        return {field: binding.widget for field, binding in self._bindings.items()}

    def _show_section(self, key: str) -> None:
        self._sections[key].set_folded(False)
        self._upper.settle()

    def _go_to_indicator(self, node: str, field: str) -> None:
        """Go to a cell of the tree; the row 总分 stands at the top of the page, and its first summand in the tree."""
        model = self.tree.indicator_model()
        if model is None:
            return
        if not node:
            field = _TOTALS.get(field, field.removeprefix("printed.total_"))
            node = model.node_at(model.index(0, 0)) or ""
        if node and model.index_of(NodeId(node)).isValid():
            self.tree.setFocus()  # first: a screen reader hears where the current cell goes only from there on
            self._room.work_in_tree()
            self.tree.go_to(NodeId(node), field)

    def _focus(self, widget: QWidget) -> None:
        widget.setFocus()
        bring_into_sight(widget)

    def fold_state(self) -> str:
        """Return which groups are folded, for the settings."""
        return ",".join(key for key, section in self._foldable().items() if section.is_left_folded)

    def set_fold_state(self, state: str) -> None:
        """Fold the groups named in what `fold_state` returned once, and unfold the others."""
        folded = state.split(",")
        for key, section in self._foldable().items():
            section.set_folded(key in folded)

    def _foldable(self) -> dict[str, Section]:
        return {**self._sections, self.detail.key: self.detail}

    # ---- after each step ----------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Show totals, summaries and marks as they are now."""
        session: Session | None = None if self._document is None else self._document.session
        self.totals.show_totals(session)
        self._row.take_step(session)
        for binding in self._bindings.values():
            binding.show_marks({} if session is None else session.marks)
        for key, summary in summaries_of(session).items():
            self._sections[key].button.set_summary(*summary)
        self.refreshed.emit()

    def _follow(self, node: str, field: str) -> None:
        """Lead to what an undo or another command changed, not to what the user is typing right here."""
        is_here = self.ways.is_writing or self._funds.table.is_writing or self.detail.is_at(node, field)
        if not is_here and self._leads and self.isVisible():
            self.go_to(node, field)
        if not self.ways.is_going_on:  # else of the row it leads to
            self._row.settle()

    @contextmanager
    def staying(self) -> Iterator[None]:
        """Stay at the current place while the form is changed elsewhere."""
        self._leads = False
        try:
            yield
        finally:
            self._leads = True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._document is not None:
            self._refresh()  # tints and signs are mixed from the palette
            self.findings.refresh()
