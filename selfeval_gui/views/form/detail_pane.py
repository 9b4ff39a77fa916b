"""详情: the long text of the current cell at full width, typed in like any field, and the evidence of its row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from selfeval_gui.app.session import Session
from selfeval_gui.commands.edit import put_into_cell
from selfeval_gui.domain.cells import cell_field, is_cell
from selfeval_gui.domain.evidence import uses
from selfeval_gui.domain.fields import FieldKind, Value, get_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.form.evidence_list import EvidenceList
from selfeval_gui.views.form.sections import Section
from selfeval_gui.views.form.text_binding import TextBinding
from selfeval_gui.views.form.text_fields import BlockField
from selfeval_gui.views.tree.indicator_tree import IndicatorTree

_LINES = 2
_REST_MS, _LONG_REST_MS = 200, 1200  # after the last step of the current cell
_NO_LIMIT = 16_777_215  # QWIDGETSIZE_MAX, which PySide leaves out
_REASON = "reason"
_LONGEST = 20_000  # characters; Qt lays a text out whole, and a million take seconds
_TOO_LONG = _("这段文字超过 {most} 字，这里不显示。")
_EMPTY = _("在指标表里选一行，这里显示它的长文本，可以直接修改。")


class CellBinding(TextBinding):
    """Binds the pane's text to a cell of the tree."""

    def __init__(self, widget: BlockField) -> None:
        super().__init__(widget, FieldKind.TEXT)
        self._model: IndicatorModel | None = None
        self.cell: tuple[NodeId, str] | None = None

    def show_cell(self, model: IndicatorModel | None, cell: tuple[NodeId, str] | None) -> None:
        """Stand for another cell, or for none; what is being composed goes into the one before."""
        if self.is_writing or (model is self._model and cell == self.cell):
            return  # a text on its way into the form goes to the cell it was typed for
        if self._holds():
            self.commit()
        self._model, self.cell = model, cell
        self._burst += 1
        self._reset()

    def follow(self) -> None:
        """Show what the form holds now."""
        self._form_changed()

    def mirror(self, text: str) -> None:
        """Show what the cell's own editor holds, which is not in the form yet."""
        self._busy = True
        self.widget.show_content(text)
        self._busy = False

    def end_mirror(self) -> None:
        """Show what the form holds, after the cell's editor has closed."""
        self._reset()

    def _holds(self) -> bool:
        return self._model is not None and self.cell is not None and self.cell[0] in self._model.session.tree

    def _session_bound(self) -> Session | None:
        return self._model.session if self._model is not None and self._holds() else None

    def _form_text(self) -> str:
        if self._model is None or self.cell is None or not self._holds():
            return ""
        node, field = self.cell
        return str(get_field(self._model.session.tree.node(node), field))

    def _write(self, value: Value, burst: int) -> None:
        if self._model is not None and self.cell is not None:
            put_into_cell(self._model, *self.cell, value, burst)


class DetailPane(Section):
    """Follows the tree's current cell: texts show themselves, numbers their row's reason, level rows their name.

    It unfolds by itself where a cell does not show all of its text, and folds again, once the keyboard has come to
    rest there: while one walks over the cells its height stays, and what is opened or folded by hand stays so. As long
    as no row is chosen it has nothing to show, and leaves its room to others.

    Signals
    -------
    need_changed()
        a row was chosen, or none is any more: it needs its room now, or no longer.
    """

    need_changed = Signal()

    def __init__(self, tree: IndicatorTree, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__("detail", _("详情"), content, parent)
        self.setObjectName("detailPane")
        self.button.keeps_summary = True
        self.text = BlockField(_LINES, _LINES, content)
        self.text.setObjectName("detailText")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        self.before = QuietLabel("", content, wraps=True)
        self.before.setObjectName("detailBefore")
        self.before.hide()
        layout.addWidget(self.before)
        self.evidence = EvidenceList(content)
        layout.addWidget(self.evidence)
        self._binding = CellBinding(self.text)
        self._tree = tree
        self._model: IndicatorModel | None = None
        self.cell: tuple[NodeId, str] | None = None  # the one shown, or too long to be
        self.has_room: Callable[[int], bool] = _always  # for so much more height
        self._is_owed = False  # the tree went on while the pane was away
        self._is_by_itself = False  # unfolded, and not by the user
        self._is_shut = False  # by the user, after it had unfolded by itself: it does not do so again
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self.settle)
        self.text.reset_wanted.connect(tree.setFocus)
        self.text.textChanged.connect(self._count)
        tree.choice_changed.connect(self.show_current)
        tree.choice_changed.connect(self._wait)
        tree.cells.typed.connect(self._mirror)
        tree.cells.closed.connect(self._binding.end_mirror)
        self.folded_changed.connect(self._fit)
        self.set_folded(False)
        self.show_current()

    def show_current(self) -> None:
        """Show what belongs to the tree's current cell, with its findings, as they are now."""
        before, self._model = self._model, self._tree.indicator_model()
        model = self._model
        node, column_field = self._tree.current_node(), str(self._tree.currentIndex().data(Role.FIELD))
        cell = None
        if model is not None and node is not None and node in model.session.tree:
            is_text = is_cell(column_field) and cell_field(column_field).kind is FieldKind.TEXT
            field = column_field if is_text else _REASON
            field = field if model.is_editable(node, model.index_of(node, field).column()) else "name"
            cell = (node, field)
        had_cell, self.cell = self.cell is not None, cell
        if had_cell != (cell is not None):
            self._fit()
            self.need_changed.emit()
        self._is_owed = (
            self.isHidden() and model is before
        )  # beside the paper alone nobody reads it, and to set a long text takes long
        if not self._is_owed:
            self._show_cell(model, cell)

    def follow(self) -> None:
        """Let the text be what the form holds of its cell now."""
        if not self.isHidden():
            self._binding.follow()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the tree."""
        super().showEvent(event)
        if self._is_owed:
            self.show_current()

    def _show_cell(self, model: IndicatorModel | None, cell: tuple[NodeId, str] | None) -> None:
        too_long = len(self._text_of(cell)) > _LONGEST
        self._binding.show_cell(model, None if too_long else cell)
        may_change = cell is not None and model is not None and not model.session.is_read_only
        if self.text.isReadOnly() != (too_long or not may_change):
            self.text.setReadOnly(not self.text.isReadOnly())
        self.text.setPlaceholderText(_TOO_LONG.format(most=_LONGEST) if too_long else _EMPTY if cell is None else "")
        self.text.setAccessibleName(_("详情") if cell is None else cell_field(cell[1]).label)
        self._binding.follow()
        self._show_evidence()
        index = None if self._model is None or self.cell is None else self._model.index_of(*self.cell)
        severity = None if index is None else index.data(Role.SEVERITY)
        self.text.mark(None if severity is None else Severity(severity))
        self._count()

    def show_before(self, words: str) -> None:
        """Say what the forms before this one in the project's year say of the current row; "" for nothing."""
        if words != self.before.text():
            self.before.setText(words)
            self.before.setVisible(bool(words))
            self._count()

    def _show_evidence(self) -> None:
        """List what proves the current row."""
        session = None if self._model is None or self.cell is None else self._model.session
        row = None if session is None or self.cell is None else session.tree.node(self.cell[0])
        counts = uses(session.form) if session is not None and row is not None and row.evidence else {}
        form, may_change = ("", False) if session is None else (session.form.id, not session.is_read_only)
        self.evidence.show_row(form, row, counts, may_change=may_change)

    @property
    def is_left_folded(self) -> bool:
        return self.is_folded or self._is_by_itself

    def _wait(self) -> None:
        """Look again once the keyboard rests; longer before folding, for the next cell may be as long."""
        if self.is_folded or self._is_by_itself:
            self._rest.start(_REST_MS if self._tree.cells.painter.is_cut(self._tree.currentIndex()) else _LONG_REST_MS)

    def settle(self) -> None:
        """Unfold for a text that its cell cuts, where the tree keeps its rows; fold again where there is none."""
        is_cut = self._tree.cells.painter.is_cut(self._tree.currentIndex())
        if self._is_by_itself and not is_cut and not self.text.hasFocus():
            self.set_folded(True)
            self._is_shut = False
        elif self._may_unfold() and is_cut:
            self.set_folded(False)
            self._is_by_itself = True

    def _may_unfold(self) -> bool:
        is_wanted = self.is_folded and not self._is_shut and self.isVisible()
        return is_wanted and self.has_room(self.content.sizeHint().height())

    def _toggled(self, unfolded: bool) -> None:
        self._is_shut = not unfolded and self._is_by_itself
        self._is_by_itself = False
        super()._toggled(unfolded)

    def enter(self) -> None:
        """Unfold, as by hand, and take the keyboard."""
        self.set_folded(False)
        self._is_by_itself = False
        self.text.setFocus()

    def _mirror(self) -> None:
        """Show what is being typed in the tree's own editor of the cell shown."""
        waiting = self._tree.pending()
        if waiting is None or self.cell != waiting[:2] or self.text.hasFocus():
            return
        if self.cell == self._binding.cell and len(waiting[2]) <= _LONGEST:
            self._binding.mirror(waiting[2])

    def commit(self) -> bool:
        """Put what is being composed into the form."""
        return self._binding.commit()

    def is_at(self, node: str, field: str) -> bool:
        """Tell whether the user is typing here, in this very cell, so that nothing has to lead there."""
        return self._binding.is_writing or (self.text.hasFocus() and self.cell == (node, field))

    def _text_of(self, cell: tuple[NodeId, str] | None) -> str:
        if cell is None or self._model is None:
            return ""
        return str(get_field(self._model.session.tree.node(cell[0]), cell[1]))

    def _fit(self) -> None:
        """Take no more room than the line of the fold button while folded, or while there is nothing to show."""
        is_idle = self.cell is None
        self.content.setVisible(not self.is_folded and not is_idle)
        self.setMaximumHeight(self.button.sizeHint().height() if self.is_folded or is_idle else _NO_LIMIT)

    def _count(self) -> None:
        if self.cell is None or self._model is None or self.cell[0] not in self._model.session.tree:
            self.button.set_summary([_EMPTY])
            return
        node, field = self.cell
        name = self._model.session.tree.node(node).name.strip()
        text = self.text.content() if self.cell == self._binding.cell else self._text_of(self.cell)
        count = len("".join(text.split()))
        before = self.before.text().replace("\n", "　")
        documents = len(self.evidence.documents.entries)
        proven = _("佐证材料 {count} 份").format(count=documents) if documents else ""
        parts = [_("{count} 字").format(count=count), cell_field(field).label, name, proven, before]
        self.button.set_summary([part for part in parts if part])


def _always(_height: int) -> bool:
    return True
