"""项目资金: the table of amounts, and the unit they are in."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from selfeval_gui.app.session import Session
from selfeval_gui.commands.amounts import convert_amounts, has_amounts, set_unit
from selfeval_gui.commands.edit import clear_fields, put_into_field
from selfeval_gui.domain.fields import AMOUNT_FIELDS, get_field, is_part_of_funds
from selfeval_gui.domain.numbers import NumberTooLong
from selfeval_gui.domain.words import MONEY_UNITS
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import FUND_FIELD, FUND_HEADINGS, Role
from selfeval_gui.item_models.fund_model import FundModel
from selfeval_gui.item_models.typed_text import Typed
from selfeval_gui.views.basics.quiet_widgets import PlainLabel, StillBox
from selfeval_gui.views.basics.rows import heading_height, lay_rows
from selfeval_gui.views.cells.cell_editing import CellEditing
from selfeval_gui.views.cells.cell_steps import CellStep, next_cell
from selfeval_gui.views.cells.field_clipboard import FieldClipboard

Index = QModelIndex | QPersistentModelIndex


class FundTable(CellEditing, QTableView):
    """Shows and edits a FundModel, always as high as its rows."""

    passes_parts = False  # Tab stays with 年度资金总额 and leaves from there; in a row below it goes on along that row

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fundTable")
        self.setAccessibleName(_("项目资金"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._model: FundModel | None = None
        self.begin_cell_editing()
        self.clipboard = FieldClipboard(self, self.clear_selected, self._beside)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._scrolls = False
        self.horizontalHeader().setSectionsClickable(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setSectionsClickable(False)

    def show_model(self, model: FundModel | None) -> None:
        """Show another form's funds, or none."""
        if self._model is not None:
            self._model.edit_requested.disconnect(self._written)
        self._model = model
        self.replace_model(model)
        if model is not None:
            model.edit_requested.connect(self._written)
            self.show_columns()
        self._fit_height()

    def go_to(self, field: str) -> bool:
        """Make the cell of a "funds.…" field current; False for a field without a cell."""
        index = QModelIndex() if self._model is None else self._model.index_of(field)
        if index.isValid():
            self.make_current(index)
        return index.isValid()

    def _beside(self, down: int, right: int) -> QModelIndex:
        here = self.currentIndex()
        return here.sibling(here.row() + down, here.column() + right)

    def cell_width(self, index: Index) -> int:
        return self.columnWidth(index.column())

    def row_beside(self, index: QModelIndex, step: int) -> QModelIndex:
        return index.sibling(index.row() + step, index.column())

    def take_step(self, step: CellStep) -> bool:
        here = self.currentIndex()
        if self.passes_parts and step is CellStep.NEXT and here.isValid() and not _is_part(here):
            there = next_cell(here, step, self.row_beside)
            if _is_part(there):
                return False
        return super().take_step(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come by Tab to 年度资金总额, wherever the current cell was left, if the rows below it are passed over."""
        if self.passes_parts and self._model is not None and _is_part(self.currentIndex()):
            if event.reason() == Qt.FocusReason.TabFocusReason:
                self.make_current(self._model.index_of("funds.total.initial_budget"))
            elif event.reason() == Qt.FocusReason.BacktabFocusReason:
                self.make_current(self._model.index_of("funds.total.score"))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, cut and paste; all else as in every table of cells."""
        model = self._model
        if model is None or self.cells.open_editor is not None:
            super().keyPressEvent(event)
            return
        with self.writing():
            taken = self.clipboard.take_key(event, model.session)
        if not taken:
            super().keyPressEvent(event)

    def clear_selected(self) -> None:
        if self._model is None:
            return
        chosen = [index for index in self.selectedIndexes() if index.flags() & Qt.ItemFlag.ItemIsEditable]
        with self.writing():
            clear_fields(self._model.session, [index.data(Role.FIELD) for index in chosen])

    def put(self, index: Index, typed: Typed) -> None:
        if self._model is not None:
            with self.writing():
                put_into_field(self._model.session, str(index.data(Role.FIELD)), typed.value, note=typed.note)

    def _written(self, field: str, text: str) -> None:
        if self._model is not None:
            self.take_text(self._model.index_of(field), text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        super().dataChanged(first, last, list(roles))
        self._share_width()

    def show_columns(self) -> None:
        """Show the columns that this kind of form has: one without weights and scores has none here.

        An amount that the paper has no place for is shown where the form holds one all the same.
        """
        if self._model is None:
            return
        from selfeval_gui.rules.shape import shape_of  # reads templates, which the window starts without

        form = self._model.session.form
        lacks = shape_of(form).lacks
        lacks |= {"funds.total.rate"} if "funds.total.executed" in lacks else set()
        held = {name.rpartition(".")[2] for name in AMOUNT_FIELDS if get_field(form, name) is not None}
        for column, field in enumerate(FUND_FIELD):
            self.setColumnHidden(column, f"funds.total.{field}" in lacks and field not in held)
        self._share_width()

    def _share_width(self) -> None:
        """Give each column what its longest number takes, and the room left to the amounts and the rate."""
        if self._model is None:
            return
        shown = [not self.isColumnHidden(column) for column in range(len(FUND_FIELD))]
        wanted = [self._width_wanted(column) if shows else 0 for column, shows in enumerate(shown)]
        wide = [column for column, field in enumerate(FUND_FIELD) if field not in {"weight", "score"}]
        spare = self.viewport().width() - sum(wanted)
        for column in wide:
            wanted[column] += max(0, spare) // len(wide)
        if spare > 0:
            wanted[wide[-1]] += spare % len(wide)
        for column, width in enumerate(wanted):
            if shown[column]:
                self.setColumnWidth(column, width)
        self._scrolls = spare < 0
        self._fit_height()

    def _width_wanted(self, column: int) -> int:
        heading = self.fontMetrics().horizontalAdvance(FUND_HEADINGS[column] + "国")
        if self._model is None:
            return heading
        shown = [str(self._model.index(row, column).data()) for row in range(self._model.rowCount())]
        return max(heading, *map(self.cells.painter.number_width, shown))

    def _fit_height(self) -> None:
        row = self.cells.painter.row_height
        lay_rows(self)
        rows = 0 if self._model is None else self._model.rowCount()
        bar = self.horizontalScrollBar().sizeHint().height() if self._scrolls else 0
        self.setFixedHeight(heading_height(self.horizontalHeader()) + rows * row + bar + 2 * self.frameWidth())


def _is_part(index: QModelIndex) -> bool:
    return is_part_of_funds(str(index.data(Role.FIELD) or ""))


class FundGroup(QWidget):
    """The fund table under its unit. A new unit leaves the numbers alone, says so, and offers to convert them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self.unit = StillBox(self)  # before the table: the order of making is the order of Tab
        self.unit.setObjectName("fundUnit")
        self.unit.setAccessibleName(_("金额单位"))
        self.unit.addItems(MONEY_UNITS)
        caption = QLabel(_("金额单位"), self)
        caption.setBuddy(self.unit)
        self._hint = PlainLabel(parent=self)
        self._hint.setObjectName("fundUnitHint")
        self._convert = QPushButton(self)
        self._convert.setObjectName("fundConvert")
        self.table = FundTable(self)
        line = QHBoxLayout()
        line.addWidget(caption)
        line.addWidget(self.unit)
        line.addSpacing(12)
        line.addWidget(self._hint)
        line.addWidget(self._convert)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 2, 2, 6)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.table)
        self._offer(False)
        self.unit.activated.connect(self._unit_chosen)
        self._convert.clicked.connect(self._convert_clicked)

    def show_document(self, session: Session | None, model: FundModel | None) -> None:
        """Show another form's funds, or none."""
        if self._session is not None:
            self._session.field_changed.disconnect(self._field_changed)
        self._session = session
        self.table.show_model(model)
        self._offer(False)
        if session is not None:
            session.field_changed.connect(self._field_changed)
            self._field_changed("funds.unit")

    def _field_changed(self, field: str) -> None:
        """Show the unit; any change of the funds ends the offer to convert them."""
        if self._session is not None and field == "funds.unit":
            self.unit.setCurrentText(self._session.form.funds.unit)
        if field == "template":
            self.table.show_columns()
        if field.startswith("funds."):
            self._offer(False)

    def _unit_chosen(self, _row: int) -> None:
        if self._session is None or self.unit.currentText() == self._session.form.funds.unit:
            return
        set_unit(self._session, self.unit.currentText())
        self._offer(has_amounts(self._session))

    def _offer(self, offered: bool) -> None:
        unit = self.unit.currentText()
        self._hint.tell_news(_("只改了单位，数字没有变。") if offered else "")
        self._convert.setText(_("把金额换算成{unit}").format(unit=unit))
        self._hint.setVisible(offered)
        self._convert.setVisible(offered)

    def _convert_clicked(self, _checked: bool = False) -> None:
        if self._session is None or not self.table.commit_editor():
            return
        try:
            convert_amounts(self._session)
        except NumberTooLong:
            self._hint.tell_news(_("换算后有金额超过 15 位数字或 6 位小数，没有换算。"))
            self._convert.hide()
