"""Show where a pasted table goes before anything changes: column by column, and what cannot be taken over."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.commands.insert import planned_runs
from selfeval_gui.commands.paste import Overlay, overlay
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.tree import Tree, walk
from selfeval_gui.exchange.clipboard.paste_plan import CAPTION, LEVEL_COLUMNS, PASTE_FIELDS, Plan, understand
from selfeval_gui.i18n import _
from selfeval_gui.messages import INDICATOR_LABELS, LEVEL_LABELS
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import StillBox

Index = QModelIndex | QPersistentModelIndex

_TOP = QModelIndex()
_LONGEST_SHOWN = 60
_MOST_TOLD = 8
_MOST_NOTES = 4  # lines seen at once
_WIDTH, _HEIGHT = 66, 32  # letters, lines
_LABELS = dict(zip(LEVEL_COLUMNS, LEVEL_LABELS, strict=False)) | INDICATOR_LABELS
_CODES = {
    "error_value": _("第 {row} 行第 {column} 列“{text}”是表格软件的错误值，不粘贴。"),
    "not_number": _("第 {row} 行第 {column} 列“{text}”不是数字，不粘贴。"),
    "too_long": _("第 {row} 行第 {column} 列“{text}”数字太长，不粘贴。"),
}


class _Cells(QAbstractTableModel):
    """The cells of the table under a first row for the choice of columns."""

    def __init__(self, plan: Plan, parent: QObject) -> None:
        super().__init__(parent)
        self._note(plan)

    def _note(self, plan: Plan) -> None:
        self.plan = plan
        self._problems = {(each.row, each.column) for each in plan.problems}
        self._left_out = set(plan.left_out_rows)

    def take(self, plan: Plan) -> None:
        """Show the same cells, understood otherwise."""
        self._note(plan)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else 1 + len(self.plan.cells)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.plan.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return _("第 {number} 列").format(number=section + 1)
        return _("粘贴到") if section == 0 else str(section)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row() - 1, index.column()
        if row < 0:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            text = self.plan.cells[row][column]
            short = " ".join(text[: 2 * _LONGEST_SHOWN].split())
            return short if len(short) <= _LONGEST_SHOWN else short[: _LONGEST_SHOWN - 1] + "…"
        if role == Qt.ItemDataRole.ForegroundRole and not self._is_taken(row, column):
            return theme.color(theme.Tone.QUIET)
        if role == Qt.ItemDataRole.BackgroundRole and self._is_problem(row, column):
            return theme.tint(theme.Tone.WARNING)
        if role == Qt.ItemDataRole.FontRole and not self._is_taken(row, column):
            font = self.parent().font()  # type: ignore[attr-defined]
            font.setStrikeOut(bool(self.plan.cells[row][column].strip()) and row >= self.plan.header_rows)
            return font
        return None

    def _is_problem(self, row: int, column: int) -> bool:
        return (row, column) in self._problems

    def _is_taken(self, row: int, column: int) -> bool:
        outside = row < self.plan.header_rows or row in self._left_out
        return not (outside or self.plan.columns[column] in {None, CAPTION} or self._is_problem(row, column))


class PastePreview(QDialog):
    """Asks how a table is to be pasted.

    Signals
    -------
    agreed(plan, as_rows)
        paste it: as new indicators, or over the cells from the current one on.
    """

    agreed = Signal(object, bool)

    def __init__(
        self, plan: Plan, tree: Tree, current: NodeId | None, outside: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pastePreview")
        self.setWindowTitle(_("粘贴表格"))
        self._plan, self._tree, self._current, self._outside = plan, tree, current, outside
        self._cells = _Cells(plan, self)
        self.table = QTableView(self)
        self.as_rows = QRadioButton(_("作为新指标添加"), self)
        self.over = QRadioButton(_("从当前单元格起，覆盖已有指标"), self)
        self.summary = QuietLabel("", self, wraps=True)
        self.notes = QPlainTextEdit(self)
        buttons = QDialogButtonBox(self)
        self._paste = buttons.addButton(_("粘贴"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("pasteCancel")
        self._name_widgets()
        self._fill_table()
        page = QVBoxLayout(self)
        page.addWidget(self.as_rows)
        page.addWidget(self.over)
        page.addWidget(self.table, 1)
        page.addWidget(self.summary)
        page.addWidget(self.notes)
        page.addWidget(buttons)
        can_cover = current is not None and tree.level(current) == LEVELS
        self.over.setEnabled(can_cover)
        self.as_rows.setChecked(plan.makes_rows or not can_cover)
        self.over.setChecked(not self.as_rows.isChecked())
        self.as_rows.toggled.connect(self._tell)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._tell()

    def accept(self) -> None:
        """Agree and close."""
        if self._paste.isEnabled():
            self.agreed.emit(self._plan, self.as_rows.isChecked())
            super().accept()

    def _name_widgets(self) -> None:
        for name, words, widget in (
            ("pasteTable", _("要粘贴的表格"), self.table),
            ("pasteAsRows", self.as_rows.text(), self.as_rows),
            ("pasteOver", self.over.text(), self.over),
            ("pasteSummary", _("粘贴的结果"), self.summary),
            ("pasteNotes", _("不粘贴的内容"), self.notes),
            ("pasteAccept", _("粘贴"), self._paste),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        em = self.fontMetrics().horizontalAdvance("国")
        self.resize(_WIDTH * em, _HEIGHT * self.fontMetrics().lineSpacing())
        self._paste.setDefault(True)

    def _fill_table(self) -> None:
        self.table.setModel(self._cells)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setWordWrap(False)
        self.table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.4))
        self._boxes: list[StillBox] = []
        for column, name in enumerate(self._plan.columns):
            box = StillBox(self.table)
            box.setObjectName(f"pasteColumn{column + 1}")
            box.setAccessibleName(_("第 {number} 列粘贴到").format(number=column + 1))
            box.addItem(_("不粘贴"), None)
            for field in PASTE_FIELDS:
                box.addItem(_LABELS[field], field)
            box.setCurrentIndex(max(0, box.findData(name)) if name in PASTE_FIELDS else 0)
            box.activated.connect(self._columns_chosen)
            self._boxes.append(box)
            self.table.setIndexWidget(self._cells.index(0, column), box)
            self.table.setColumnWidth(column, box.sizeHint().width())
        if self._boxes:
            self.table.setRowHeight(0, self._boxes[0].sizeHint().height())

    def _columns_chosen(self, _row: int) -> None:
        """Understand the table anew with the columns as they are chosen now."""
        self._plan = understand(self._plan.cells, [box.currentData() for box in self._boxes])
        self._cells.take(self._plan)
        self._tell()

    def _tell(self) -> None:
        """Say what will happen, and what will not."""
        if self.as_rows.isChecked():
            level = self._tree.level
            runs = planned_runs(self._tree, self._plan.rows, self._current)
            depths = [depth for place, run in runs for _node, depth in walk(run, level(place.parent) + 1)]
            parents = sum(depth < LEVELS for depth in depths)
            works, words = bool(runs), _("添加 {count} 个三级指标，新建 {parents} 个一级、二级指标。")
            if not parents:
                words = _("添加 {count} 个三级指标。")
            self.summary.setText(words.format(count=len(self._plan.rows), parents=parents))
        else:
            laid = Overlay([], [], None)
            if self._current is not None:
                laid = overlay(self._tree, self._plan, self._current)
            works, words = bool(laid.changes or laid.extra), _("改写 {count} 个单元格，在后面添加 {rows} 个三级指标。")
            self.summary.setText(words.format(count=len(laid.changes), rows=len(laid.extra)))
        self._paste.setEnabled(works)
        notes = paste_notes(self._plan, self._outside)
        self.notes.setPlainText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        line, around = self.notes.fontMetrics().lineSpacing(), 2 * self.notes.frameWidth() + 12
        self.notes.setFixedHeight(min(len(notes), _MOST_NOTES) * line + around)


def paste_notes(plan: Plan, outside: str = "") -> list[str]:
    """Return a sentence for everything that is not taken over."""
    notes = []
    if plan.dropped_columns:
        numbers = "、".join(str(column + 1) for column in plan.dropped_columns)
        notes.append(_("第 {numbers} 列没有对应的栏目，不粘贴；可以在“粘贴到”一行里改。").format(numbers=numbers))
    if plan.left_out_rows:
        numbers = "、".join(str(row + 1) for row in sorted(plan.left_out_rows)[:_MOST_TOLD])
        notes.append(_("第 {numbers} 行是合计，或在表头以上，不粘贴。").format(numbers=numbers))
    for problem in plan.problems[:_MOST_TOLD]:
        text = problem.text.strip()[:_LONGEST_SHOWN]
        words = _CODES[problem.code]
        notes.append(words.format(row=problem.row + 1, column=problem.column + 1, text=text))
    if len(plan.problems) > _MOST_TOLD:
        notes.append(_("另有 {count} 个单元格不能粘贴。").format(count=len(plan.problems) - _MOST_TOLD))
    if plan.removed_characters:
        notes.append(_("去掉了 {count} 个看不见的控制字符。").format(count=plan.removed_characters))
    if outside.strip():
        short = " ".join(outside.split())[:_LONGEST_SHOWN]
        notes.append(_("表格以外的文字不粘贴：{text}").format(text=short))
    return notes
