"""The form as it will be printed, as a Qt model: rows and columns of the paper, cells that know their fields.

It shows and announces; a change is a command as everywhere. A place that a cell covers besides its first one is empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from selfeval_gui.app.session import Session
from selfeval_gui.domain.amounts import kind_in
from selfeval_gui.domain.cells import cell_field
from selfeval_gui.domain.fields import FieldRef, get_field, show_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.words import LEVEL_LABELS
from selfeval_gui.exchange.layout.earlier import Earlier
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import Cell, Sheet, shown
from selfeval_gui.exchange.templates.template import template_of
from selfeval_gui.i18n import _
from selfeval_gui.item_models.cell_look import CellLook
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.item_models.marks import plain_tooltip, sentences, spoken, worst
from selfeval_gui.item_models.paper_plan import NOWHERE, Fresh, PaperPlan, first_moved
from selfeval_gui.messages import field_place, node_place
from selfeval_gui.paper.metrics import Typesetter
from selfeval_gui.paper.pagination import Pagination

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator
    from selfeval_gui.paper.pages import PaperPage
    from selfeval_gui.rules.finding import Finding

Index = QModelIndex | QPersistentModelIndex

_TOP = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_LONG = 2_500  # cells; a longer form is laid out once it has been left alone for a moment
_SETTLE_MS = 200
_COMPUTED = _("算出来的")


class PaperModel(QAbstractTableModel):
    """One form's paper; `plan` is its present layout. It follows the form only while it is watched.

    Signals
    -------
    edit_requested(row, column, text)
        a screen reader or a script wrote `text` into a cell.
    laid_out(fresh)
        `plan` is another one; what has to be drawn anew, None for all of it.
    """

    edit_requested = Signal(int, int, str)
    laid_out = Signal(object)

    def __init__(self, session: Session, indicators: IndicatorModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self.indicators = session, indicators
        self._pagination, self._earlier = _pagination_for(session.form), Earlier()
        self._marks = session.marks
        self._is_stale = False
        self._shown_in: tuple[object, Mapping[FieldRef, Sequence[int]]] = None, {}  # the cells of each field, of a plan
        self.is_watched = False
        self.left_at: FieldRef | None = None  # the cell that was at hand when another form was shown
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.settle)
        self.plan = PaperPlan(*self._lay_out())
        session.refreshed.connect(self._follow)

    # ---- the layout ----------------------------------------------------------------------------------------------

    def watch(self, is_watched: bool) -> None:
        """Follow the form from now on, or leave it."""
        self.is_watched = is_watched
        if is_watched:
            self.settle()

    def settle(self) -> None:
        """Be up to date now."""
        if not self._is_stale:
            return
        self._settle.stop()
        self._is_stale = False
        before, marks, self._marks = self.plan, self._marks, self.session.marks
        sheet, pages = self._lay_out()
        changed = self._pagination.changed
        if changed is None:
            self._take_other_cells(PaperPlan(sheet, pages))
            self.laid_out.emit(None)
            return
        self.plan = before.with_texts(sheet, pages, is_moved=self._pagination.is_moved)
        marked = {FieldRef(*ref) for ref in self._marks.keys() | marks.keys() if self._marks.get(ref) != marks.get(ref)}
        cells = [sheet.cells[number] for number in changed]
        fresh = self._showing(marked).union(self.plan.at(cell.row - 1, cell.column - 1) for cell in cells) - {NOWHERE}
        moved = first_moved(before.pages, pages) if self._pagination.is_moved else None
        self.laid_out.emit(Fresh(fresh, moved))

    def _take_other_cells(self, plan: PaperPlan) -> None:
        """Show a plan of other cells; an index goes to where its field stands now."""
        before = self.plan
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        numbers = [before.at(index.row(), index.column()) for index in old]
        self.plan = plan
        new = [self.index_at(NOWHERE if each == NOWHERE else before.same_place(each, plan)) for each in numbers]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _lay_out(self) -> tuple[Sheet, list[PaperPage]]:
        form = self.session.form
        template = template_of(form)
        if template.line_height != self._pagination.typesetter.line_height:
            self._pagination, self._earlier = _pagination_for(form), Earlier()
        sheet = lay_out(form, template, self.session.rule_set, self._pagination.typesetter.count_lines, self._earlier)
        return sheet, self._pagination.take(sheet)

    def _follow(self) -> None:
        self._is_stale = True
        if self.is_watched and len(self.plan.sheet.cells) > _LONG:
            self._settle.start()
        elif self.is_watched:
            self.settle()

    # ---- places --------------------------------------------------------------------------------------------------

    def index_at(self, number: int) -> QModelIndex:
        """Return the index of a cell by its number in the plan."""
        if number == NOWHERE:
            return QModelIndex()
        return self.index(*self.plan.areas[number][:2])

    def index_of(self, node: str, field: str) -> QModelIndex:
        """Return the index of the cell that shows a field; `node` is "" for a field of the form."""
        name = f"printed.{field.replace('.', '_')}" if field.startswith("total.") else field
        return self.index_at(self.plan.find(FieldRef(NodeId(node) if node else None, name)))

    def number_at(self, index: Index) -> int:
        """Return the number of the cell over the place of an index."""
        return self.plan.at(index.row(), index.column()) if index.isValid() else NOWHERE

    def ref_at(self, index: Index) -> FieldRef | None:
        """Return the field a cell shows, while the form has it."""
        cell = self._cell(index)
        ref = None if cell is None else cell.field
        return ref if ref is None or ref.node is None or ref.node in self.session.tree else None

    def opening_at(self, index: Index) -> FieldRef | None:
        """Return what a blank cell would be: the parent of a new indicator, and the field."""
        cell = self._cell(index)
        ref = None if cell is None or cell.field is not None else cell.opening
        return ref if ref is None or ref.node is None or ref.node in self.session.tree else None

    def is_computed(self, index: Index) -> bool:
        """Tell whether a cell shows what the program works out."""
        cell = self._cell(index)
        return cell is not None and cell.computed is not None

    def found_at(self, index: Index) -> tuple[Finding, ...]:
        """Return the findings of a cell."""
        number = self.number_at(index)
        return () if number == NOWHERE else self.found_in(number)

    def found_in(self, number: int) -> tuple[Finding, ...]:
        """Return the findings of a cell by its number in the plan."""
        ref = self.plan.cell(number).field
        if ref is None:
            return ()
        marks, total = self.session.marks, _total_of(ref)
        return marks.get(ref, ()) + (() if total is None else marks.get(total, ()))

    def _showing(self, refs: set[FieldRef]) -> set[int]:
        """Return the cells with the findings of some fields."""
        if refs and self._shown_in[0] is not self.plan.areas:  # which plans of the same cells share
            shown_in: dict[FieldRef, list[int]] = {}
            for number in self.plan.areas:
                ref = self.plan.cell(number).field
                for name in () if ref is None else {ref, _total_of(ref) or ref}:
                    shown_in.setdefault(name, []).append(number)
            self._shown_in = self.plan.areas, shown_in
        return {number for ref in refs for number in self._shown_in[1].get(ref, ())}

    def _cell(self, index: Index) -> Cell | None:
        number = self.number_at(index)
        if number == NOWHERE or self.plan.areas[number][:2] != (index.row(), index.column()):
            return None
        return self.plan.cell(number)

    # ---- what Qt asks --------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self.plan.rows

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self.plan.columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self._cell(index)
        if cell is None:
            return Qt.ItemFlag.NoItemFlags
        is_typed = cell.computed is None and (self.ref_at(index) or self.opening_at(index)) is not None
        return _FLAGS | Qt.ItemFlag.ItemIsEditable if is_typed and not self.session.is_read_only else _FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self._cell(index)
        if cell is None:
            return None
        ref = self.ref_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(cell)
        if role == Qt.ItemDataRole.EditRole:
            return self._edited(cell, ref)
        if role == Role.NODE:
            return "" if ref is None else ref.node or ""
        if role == Role.FIELD:
            return "" if ref is None else ref.name
        if role == Role.KIND:
            named = ref or self.opening_at(index)
            return None if named is None else self._kind(named, is_new=ref is None)
        if role == Role.COMPUTED:
            return cell.computed is not None
        if role == Role.REFUSAL:  # of the name of a level, as in the tree
            return None if ref is None or ref.node is None else self.indicators.index_of(ref.node, ref.name).data(role)
        if role == Role.SEVERITY:
            return worst(self.found_at(index))
        if role == Role.LOOK:  # asked for by the tooltip; the paper is drawn as it is printed
            marked = worst(self.found_at(index))
            return None if marked is None else CellLook(shown(cell), False, marked, cell.computed is not None, False)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(sentences(self.found_at(index)))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._place(ref)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self._spoken(cell, index), self.found_at(index))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for an edit, for those who know no other way; False, since the command that follows announces it."""
        if role == Qt.ItemDataRole.EditRole and self.ref_at(index) is not None and not self.is_computed(index):
            self.edit_requested.emit(index.row(), index.column(), str(value))
        return False

    def _edited(self, cell: Cell, ref: FieldRef | None) -> str:
        if cell.computed is not None:
            return shown(cell)
        if ref is None:
            return ""
        part: Form | Indicator = self.session.form if ref.node is None else self.session.tree.node(ref.node)
        return show_field(get_field(part, ref.name))

    def _kind(self, ref: FieldRef, *, is_new: bool) -> str:
        is_of_node = is_new or ref.node is not None
        return (cell_field(ref.name).kind if is_of_node else kind_in(self.session.form, ref.name)).value

    def _place(self, ref: FieldRef | None) -> str:
        """Return where a field stands, in the words of the form."""
        if ref is None:
            return ""
        return " / ".join(
            field_place(ref.name) if ref.node is None else node_place(self.session.tree, ref.node, ref.name)
        )

    def _spoken(self, cell: Cell, index: Index) -> str:
        """Return name and value of a cell in words."""
        ref, opening = self.ref_at(index), self.opening_at(index)
        if opening is not None:
            level = LEVEL_LABELS[0 if opening.node is None else self.session.tree.level(opening.node)]
            return _("空行，在这里输入{level}").format(level=level)
        if ref is None:
            return shown(cell)
        value = self._edited(cell, ref) or shown(cell) or _("空白")
        parts = [f"{field_place(ref.name)[-1] if ref.node is None else cell_field(ref.name).label} {value}"]
        if cell.computed is not None:
            parts.append(_COMPUTED)
        return "，".join(part for part in parts if part)


def _total_of(ref: FieldRef) -> FieldRef | None:
    """Return the name under which rules speak of a total that the paper prints; None for every other field."""
    name = ref.name.replace("printed.total_", "total.")
    return FieldRef(None, name) if name != ref.name else None


def _pagination_for(form: Form) -> Pagination:
    return Pagination(Typesetter(template_of(form).line_height))
