"""What each cell of the indicator tree shows: its text, its look, its marks. Reads the form, announces nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import compress
from operator import ne
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from selfeval_gui.app.session import Session
from selfeval_gui.domain.cells import cell_field
from selfeval_gui.domain.fields import get_field, show_field
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.numbers import format_typed, round_half_up
from selfeval_gui.domain.scoring import sum_below
from selfeval_gui.domain.suggestions import suggest_row
from selfeval_gui.domain.tree import level_three
from selfeval_gui.domain.words import level_word
from selfeval_gui.explanations import suggestion_line
from selfeval_gui.i18n import _
from selfeval_gui.item_models.cell_look import CellLook
from selfeval_gui.item_models.column_decimals import ColumnDecimals
from selfeval_gui.item_models.columns import INDICATOR_FIELD, NUMBER_COLUMNS, IndicatorColumn, Role
from selfeval_gui.item_models.marks import plain_tooltip, sentences, spoken, worst
from selfeval_gui.item_models.tree_columns import TreeColumns
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.shape import shape_of

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Indicator


_COMPUTED, _NOT_TYPED, _UNNAMED = _("合计，算出来的"), _("不用填"), _("（未填名称）")
_LEVEL_NAME = _("打字、清空、填充都不会改层级的名称。要改名，请按 F2 或双击。")


class IndicatorCells:
    """The cells of one session's tree, by node and column."""

    def __init__(self, session: Session, columns: TreeColumns) -> None:
        self._session = session
        self._columns = columns
        self._tree = session.tree
        self._marks = session.marks
        self._decimals = {INDICATOR_FIELD[column]: ColumnDecimals() for column in NUMBER_COLUMNS}
        self.numbers_came(session.form.indicators, 1)
        self._places = self._finest()
        self._bold = QFont()
        self._bold.setBold(True)

    # ---- what came and went -------------------------------------------------------------------------------------

    def numbers_came(self, rows: list[Indicator], level: int) -> None:
        """Take note of the numbers in and below rows of a level."""
        self._count(rows, level, ColumnDecimals.add)

    def numbers_go(self, rows: list[Indicator], level: int) -> None:
        """Take note that the numbers in and below these rows are about to leave or to change."""
        self._count(rows, level, ColumnDecimals.drop)

    def refresh(self) -> dict[NodeId, set[str]] | None:
        """Take the new findings and decimals; return the rows whose cells look different now, None where all do."""
        old_marks, self._marks = self._marks, self._session.marks
        old_places, self._places = self._places, self._finest()
        if old_places != self._places:
            return None
        were = map(old_marks.get, self._marks)  # few of thousands changed: the others cost no step of Python each
        changed = {
            *compress(self._marks, map(ne, were, self._marks.values())),
            *(old_marks.keys() - self._marks.keys()),
        }
        cells: dict[NodeId, set[str]] = {}
        for node, field in changed:
            if node is not None and node in self._tree:
                cells.setdefault(node, set()).add(field)
        return cells

    def _count(
        self, rows: list[Indicator], level: int, count: Callable[[ColumnDecimals, Decimal | None], None]
    ) -> None:
        for leaf in level_three(rows, level):
            for field, decimals in self._decimals.items():
                count(decimals, getattr(leaf, field))

    def _finest(self) -> dict[str, int]:
        """Return the decimals of the finest number in each number column, so that all rows show equally many."""
        return {field: decimals.finest for field, decimals in self._decimals.items()}

    def sample(self, column: int) -> str:
        """Return a number as wide as any in a number column."""
        return self._decimals[INDICATOR_FIELD[column]].sample

    # ---- one cell -----------------------------------------------------------------------------------------------

    def is_editable(self, node: NodeId, column: int) -> bool:
        """Tell whether a person types this cell: every name, and all of a level-3 row."""
        is_leaf = self._tree.level(node) == LEVELS and column not in self._columns.hidden
        return column == IndicatorColumn.NAME or is_leaf

    def data(self, node: NodeId, column: int, role: int) -> Any:
        """Return what Qt or a delegate asks of a cell."""
        field = self._columns.fields[column]
        if role == Role.LOOK:
            return self.looks(node, (column,))[0]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._display(node, column, field)
        if role == Qt.ItemDataRole.EditRole:
            return show_field(get_field(self._tree.node(node), field))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(node, column, field)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self._display(node, column, field), self._found(node, field))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._whereabouts(node, column)
        if role == Qt.ItemDataRole.FontRole:
            return self._bold if self._is_bold(node, column) else None
        if role == Role.NODE:
            return node
        if role == Role.FIELD:
            return field
        if role == Role.KIND:
            return cell_field(field).kind.value
        if role == Role.SEVERITY:
            return worst(self._found(node, field))
        if role == Role.COMPUTED:
            return not self.is_editable(node, column)
        if role == Role.REFUSAL:
            return _LEVEL_NAME if self._is_level_name(node, column) else None
        return None

    def _is_level_name(self, node: NodeId, column: int) -> bool:
        """Tell whether letters typed here would replace the name of a level of the framework."""
        is_name = column == IndicatorColumn.NAME and self._tree.level(node) < LEVELS
        return is_name and bool(self._tree.node(node).name.strip())

    def _found(self, node: NodeId, field: str) -> tuple[Finding, ...]:
        return self._marks.get((node, field), ())

    def looks(self, node: NodeId, columns: Sequence[int]) -> list[CellLook]:
        """Return how cells of a row look; what is the same for all of them is asked once, for pages are drawn by it."""
        indicator, level = self._tree.node(node), self._tree.level(node)
        fields, hidden, marks, looks = self._columns.fields, self._columns.hidden, self._marks, []
        for column in columns:
            field, is_number, is_name = fields[column], column in NUMBER_COLUMNS, column == IndicatorColumn.NAME
            is_typed = is_name or (level == LEVELS and column not in hidden)
            text = self._text(indicator, level, field, is_number=is_number, is_typed=is_typed)
            found = marks.get((node, field))
            severity = None if found is None else worst(found)
            looks.append(CellLook(text, is_number, severity, not is_typed, level < LEVELS and (is_name or is_number)))
        return looks

    def _display(self, node: NodeId, column: int, field: str) -> str:
        is_number, is_typed = column in NUMBER_COLUMNS, self.is_editable(node, column)
        return self._text(self._tree.node(node), self._tree.level(node), field, is_number=is_number, is_typed=is_typed)

    def _text(self, indicator: Indicator, level: int, field: str, *, is_number: bool, is_typed: bool) -> str:
        if is_number:
            number = getattr(indicator, field) if level == LEVELS else sum_below(indicator, level, field)
            return self._aligned(number, field)
        return str(get_field(indicator, field)) if is_typed else ""

    def _aligned(self, number: Decimal | None, field: str) -> str:
        return "" if number is None else format_typed(round_half_up(number, self._places[field]))

    def _tooltip(self, node: NodeId, column: int, field: str) -> str | None:
        marked = sentences(self._found(node, field))
        text = "" if column in NUMBER_COLUMNS else self._display(node, column, field)
        explained = self.explanation(node) if column == IndicatorColumn.SCORE else ""
        return plain_tooltip("\n\n".join(part for part in (text, marked, explained) if part))

    def _whereabouts(self, node: NodeId, column: int) -> str:
        """Return what a screen reader says after the cell: its column, its row with its level, and that it is a sum."""
        level, name = self._tree.level(node), self._tree.node(node).name.strip()
        parts = [self._columns.headings[column], f"{level_word(level)} {name or _UNNAMED}"]
        if not self.is_editable(node, column):
            parts.append(_COMPUTED if column in NUMBER_COLUMNS else _NOT_TYPED)
        return "，".join(parts)

    def explanation(self, node: NodeId) -> str:
        """Return what the rule set gives a level-3 row and how; "" for another row, and in a kind without scores."""
        if self._tree.level(node) < LEVELS or "score" in shape_of(self._session.form).lacks:
            return ""
        rule_set = self._session.rule_set
        return suggestion_line(suggest_row(self._tree.path(node), rule_set.scoring), rule_set.name)

    def heading(self, column: int, role: int) -> Any:
        """Return the heading of a column, or how it is aligned."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        return self._columns.headings[column] if role == Qt.ItemDataRole.DisplayRole else None

    def _is_bold(self, node: NodeId, column: int) -> bool:
        return self._tree.level(node) < LEVELS and (column == IndicatorColumn.NAME or column in NUMBER_COLUMNS)


def alignment(column: int) -> Qt.AlignmentFlag:
    """Return how the texts and the heading of a column are aligned."""
    if column in NUMBER_COLUMNS:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
