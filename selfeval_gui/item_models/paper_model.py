"""The form as it will be printed, as a Qt model: rows and columns of the paper, cells that know their fields.

It shows and announces; a change is a command as everywhere. A place that a cell covers besides its first one is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from selfeval_gui.app.session import Session
from selfeval_gui.domain.amounts import kind_in
from selfeval_gui.domain.fields import INDICATOR_FIELDS, FieldRef, get_field, show_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.words import LEVEL_LABELS
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import Cell, shown
from selfeval_gui.exchange.templates.template import template_of
from selfeval_gui.i18n import _
from selfeval_gui.item_models.cell_look import CellLook
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.item_models.marks import plain_tooltip, sentences, spoken, worst
from selfeval_gui.item_models.paper_plan import NOWHERE, PaperPlan
from selfeval_gui.messages import INDICATOR_LABELS, field_place, node_place
from selfeval_gui.paper.metrics import Typesetter
from selfeval_gui.paper.pages import paginate

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator
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
    laid_out()
        `plan` is another one.
    """

    edit_requested = Signal(int, int, str)
    laid_out = Signal()

    def __init__(self, session: Session, indicators: IndicatorModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self.indicators = session, indicators
        self._setters: dict[float, Typesetter] = {}
        self._is_stale = False
        self.is_watched = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.settle)
        self.plan = self._lay_out()
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
        before, after = self.plan, self._lay_out()
        if after.shape == before.shape:
            self.plan = after
        else:
            self.layoutAboutToBeChanged.emit()
            old = self.persistentIndexList()
            numbers = [before.at(index.row(), index.column()) for index in old]
            self.plan = after
            new = [self.index_at(NOWHERE if each == NOWHERE else before.same_place(each, after)) for each in numbers]
            self.changePersistentIndexList(old, new)
            self.layoutChanged.emit()
        self.laid_out.emit()

    def _lay_out(self) -> PaperPlan:
        template = template_of(self.session.form)
        setter = self._setters.setdefault(template.line_height, Typesetter(template.line_height))
        sheet = lay_out(self.session.form, template, self.session.rule_set, setter.count_lines)
        return PaperPlan(sheet, paginate(sheet, setter))

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
        ref = self.ref_at(index)
        if ref is None:
            return ()
        also = FieldRef(None, ref.name.replace("printed.total_", "total."))
        marks = self.session.marks
        return marks.get(ref, ()) + (marks.get(also, ()) if also.name != ref.name else ())

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
        return (INDICATOR_FIELDS[ref.name].kind if is_of_node else kind_in(self.session.form, ref.name)).value

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
        parts = [f"{field_place(ref.name)[-1] if ref.node is None else INDICATOR_LABELS[ref.name]} {value}"]
        if cell.computed is not None:
            parts.append(_COMPUTED)
        return "，".join(part for part in parts if part)
