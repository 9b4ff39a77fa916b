"""The table 项目资金: four rows of amounts, weight, execution rate and score. Commands change them, never the model."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from selfeval_gui.app.session import Session
from selfeval_gui.domain.amounts import kind_in
from selfeval_gui.domain.fields import FUND_ROW_LABELS, FUND_ROWS, FieldKind, get_field, show_field
from selfeval_gui.domain.numbers import format_typed
from selfeval_gui.domain.scoring import RATE_PLACES, computed_execution_score, execution_rate
from selfeval_gui.i18n import _
from selfeval_gui.item_models.cell_look import CellLook
from selfeval_gui.item_models.columns import FUND_FIELD, FUND_HEADINGS, Role
from selfeval_gui.item_models.marks import plain_tooltip, sentences, spoken, worst

Index = QModelIndex | QPersistentModelIndex

_TOP = QModelIndex()
_NOT_SCORED = "—"
_COMPUTED = _("算出来的")
_RATE = "printed.execution_rate"  # the computed rate stands in the cell where the paper printed its own


def _field_of(row: str, column: str) -> str:
    """Return the field of a cell; "" where a part would have a rate, which only the total has."""
    if column == "rate":
        return _RATE if row == FUND_ROWS[0] else ""
    return f"funds.{row}.{column}"


_FIELDS = [[_field_of(row, column) for column in FUND_FIELD] for row in FUND_ROWS]
# A person types every amount, and weight and score of the total row.
_TYPED = {
    field
    for number, row in enumerate(_FIELDS)
    for field in row
    if field.startswith("funds.") and (number == 0 or field.rpartition(".")[2] not in {"weight", "score"})
}


class FundModel(QAbstractTableModel):
    """Rows are `FUND_ROWS`, columns `FUND_FIELD`; only the total row has weight, rate and score.

    Signals
    -------
    edit_requested(field, text)
        a screen reader or a script wrote `text` into the cell of a field such as "funds.total.executed".
    """

    edit_requested = Signal(str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._marks = session.marks
        self._shown = self._shown_now()
        session.refreshed.connect(self._refresh)

    def index_of(self, field: str) -> QModelIndex:
        """Return the index of a "funds.…" field or of the printed rate; the invalid index for any other."""
        if field == _RATE:
            return self.index(0, FUND_FIELD.index("rate"))
        row, _dot, column = field.removeprefix("funds.").rpartition(".")
        if row not in FUND_ROWS or column not in FUND_FIELD:
            return QModelIndex()
        return self.index(FUND_ROWS.index(row), FUND_FIELD.index(column))

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(FUND_ROWS)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(FUND_FIELD)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            if orientation is Qt.Orientation.Horizontal:
                return FUND_HEADINGS[section]
            return FUND_ROW_LABELS[FUND_ROWS[section]]
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if _is_typed(index) and not self.session.is_read_only else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        field = _field(index)
        if role == Role.LOOK:
            severity = worst(self._marks.get((None, field), ()))
            computed = not _is_typed(index) or self._shows_computed_score(field)
            return CellLook(self._display(field), True, severity, computed, False)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._display(field)
        if role == Qt.ItemDataRole.EditRole:
            return show_field(get_field(self.session.form, field)) if _is_typed(index) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(sentences(self._marks.get((None, field), ())))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self._display(field), self._marks.get((None, field), ()))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            parts = [FUND_HEADINGS[index.column()], FUND_ROW_LABELS[FUND_ROWS[index.row()]]]
            is_computed = not _is_typed(index) or self._shows_computed_score(field)
            return "，".join([*parts, _COMPUTED] if is_computed and field else parts)
        if role == Role.FIELD:
            return field
        if role == Role.KIND:
            return kind_in(self.session.form, field).value if _is_typed(index) else FieldKind.NUMBER.value
        if role == Role.SEVERITY:
            return worst(self._marks.get((None, field), ()))
        if role == Role.COMPUTED:
            return not _is_typed(index) or self._shows_computed_score(field)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for an edit, for those who know no other way; False, since the command that follows announces it."""
        if role == Qt.ItemDataRole.EditRole and index.isValid() and _is_typed(index):
            self.edit_requested.emit(_field(index), str(value))
        return False

    def _display(self, field: str) -> str:
        if field == _RATE:
            return self._rate()
        if field not in _TYPED:
            return _NOT_SCORED if field else ""
        if self._shows_computed_score(field):
            total = self.session.form.funds.total
            return format_typed(computed_execution_score(total, self.session.rule_set.scoring.execution_score))
        return show_field(get_field(self.session.form, field))

    def _rate(self) -> str:
        """Return the computed rate, and beside it what the paper said where that differs."""
        rate = execution_rate(self.session.form.funds.total)
        shown = "" if rate is None else f"{rate:.{RATE_PLACES}f}%"
        if (None, _RATE) in self._marks:
            printed = format_typed(self.session.form.printed.execution_rate)
            return _("{rate}（原表 {printed}%）").format(rate=shown, printed=printed)
        return shown

    def _shows_computed_score(self, field: str) -> bool:
        return field == "funds.total.score" and self.session.form.funds.total.score is None

    def _refresh(self) -> None:
        """Announce all of it where a step changed any: most steps are in the indicators."""
        self._marks = self.session.marks
        old, self._shown = self._shown, self._shown_now()
        if old != self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(FUND_ROWS) - 1, len(FUND_FIELD) - 1))

    def _shown_now(self) -> list[object]:
        """Return all that the cells show, to tell what a step changed."""
        shown = [(self._display(field), self._marks.get((None, field))) for row in _FIELDS for field in row]
        return [*shown, self._shows_computed_score("funds.total.score"), self.session.is_read_only]


def _is_typed(index: Index) -> bool:
    return _field(index) in _TYPED


def _field(index: Index) -> str:
    return _FIELDS[index.row()][index.column()]
