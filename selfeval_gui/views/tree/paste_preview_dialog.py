"""Show where a pasted table goes before anything changes: column by column, and what cannot be taken over."""

from __future__ import annotations

from PySide6.QtCore import Signal
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
from selfeval_gui.domain.fields import OWN
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.tree import Tree, walk
from selfeval_gui.domain.words import LEVEL_LABELS
from selfeval_gui.exchange.pasting.paste_plan import PASTE_FIELDS, PastePlan, is_taken, understand
from selfeval_gui.exchange.recognize.split_cells import SPLIT_COLUMNS
from selfeval_gui.exchange.templates.parts import LEVELS as LEVEL_COLUMNS
from selfeval_gui.i18n import _
from selfeval_gui.item_models.paste_table import PasteTable
from selfeval_gui.messages import INDICATOR_LABELS
from selfeval_gui.views.basics.fate_delegate import FateDelegate
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import StillBox
from selfeval_gui.views.basics.rows import lay_rows

_LONGEST_SHOWN = 60
_MOST_TOLD = 8
_MOST_NOTES = 4  # lines seen at once
_WIDTH, _HEIGHT = 66, 32  # letters, lines
_LABELS = dict(zip(LEVEL_COLUMNS, LEVEL_LABELS, strict=False)) | INDICATOR_LABELS | SPLIT_COLUMNS
_CODES = {
    "error_value": _("第 {row} 行第 {column} 列“{text}”是表格软件的错误值，不粘贴。"),
    "not_number": _("第 {row} 行第 {column} 列“{text}”不是数字，不粘贴。"),
    "too_long": _("第 {row} 行第 {column} 列“{text}”数字太长，不粘贴。"),
}


class PastePreview(QDialog):
    """Asks how a table is to be pasted.

    Signals
    -------
    agreed(plan, as_rows)
        paste it: as new indicators, or over the cells from the current one on.
    """

    agreed = Signal(object, bool)

    def __init__(
        self, plan: PastePlan, tree: Tree, current: NodeId | None, outside: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pastePreview")
        self.setWindowTitle(_("粘贴表格"))
        self._plan, self._tree, self._current, self._outside = plan, tree, current, outside
        self._cells = PasteTable(plan, self)
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
            ("pasteNotes", _("不粘贴的内容"), self.notes),
            ("pasteAccept", _("粘贴"), self._paste),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self.summary.setObjectName("pasteSummary")
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        em = self.fontMetrics().horizontalAdvance("国")
        resize_on_screen(self, _WIDTH * em, _HEIGHT * self.fontMetrics().lineSpacing())
        self._paste.setDefault(True)

    def _fill_table(self) -> None:
        self.table.setModel(self._cells)
        self.table.setItemDelegate(FateDelegate(self.table))
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setWordWrap(False)
        lay_rows(self.table)
        self._boxes: list[StillBox] = []
        for column, name in enumerate(self._plan.columns):
            box = StillBox(self.table)
            box.setObjectName(f"pasteColumn{column + 1}")
            box.setAccessibleName(_("第 {number} 列粘贴到").format(number=column + 1))
            box.addItem(_("不粘贴"), None)
            for field in PASTE_FIELDS:
                box.addItem(_LABELS[field], field)
            for own in dict.fromkeys(each for each in self._plan.columns if each is not None and each.startswith(OWN)):
                box.addItem(own.removeprefix(OWN), own)
            box.setCurrentIndex(max(0, box.findData(name)) if name is not None and is_taken(name) else 0)
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
            self.summary.tell_news(words.format(count=len(self._plan.rows), parents=parents))
        else:
            laid = Overlay([], [], None)
            if self._current is not None:
                laid = overlay(self._tree, self._plan, self._current)
            works, words = bool(laid.changes or laid.extra), _("改写 {count} 个单元格，在后面添加 {rows} 个三级指标。")
            self.summary.tell_news(words.format(count=len(laid.changes), rows=len(laid.extra)))
        self._paste.setEnabled(works)
        notes = paste_notes(self._plan, self._outside)
        self.notes.setPlainText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        line, around = self.notes.fontMetrics().lineSpacing(), 2 * self.notes.frameWidth() + 12
        self.notes.setFixedHeight(min(len(notes), _MOST_NOTES) * line + around)


def paste_notes(plan: PastePlan, outside: str = "") -> list[str]:
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
