"""The page 审核台: every form by its unit with where it stands; chips to choose by, buttons that say how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.review.states import State
from selfeval_gui.i18n import _
from selfeval_gui.item_models.desk_chips import CHIPS, STATE_CHIPS, may_be_accepted, may_be_returned
from selfeval_gui.item_models.desk_model import DeskModel
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.chip import Chip
from selfeval_gui.views.basics.panes import Part
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.push_button import push_button, say_on
from selfeval_gui.views.basics.quiet_widgets import CutLabel
from selfeval_gui.views.basics.row_opener import RowOpener
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.views.basics.two_parts import TwoParts, beside
from selfeval_gui.views.review.desk_filters import DeskFilters
from selfeval_gui.views.review.desk_table import DeskTable
from selfeval_gui.work.review.desk_rows import DeskRow, DrawnDesk, all_words

_ON_ROWS = ("actionReturnForms", "actionExportAll", "actionRuleSetMany", "actionUnitMany", "actionSumUpAll")


class DeskPage(QWidget):
    """Shows a `DrawnDesk`.

    Signals
    -------
    opened(path)
        the user wants to see a form.
    accept_wanted(), withdraw_wanted(), look_wanted(), home_wanted()
        what the buttons and keys ask for; `wanted` are the forms that are meant.
    """

    opened = Signal(object)
    accept_wanted = Signal()
    withdraw_wanted = Signal()
    look_wanted = Signal()
    home_wanted = Signal()

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deskPage")
        self.setAccessibleName(_("审核台"))
        self.model = DeskModel(self)
        self.table = DeskTable(self.model, self)
        self._summary = CutLabel("", self)
        self._summary.setObjectName("deskSummary")
        self.search = QLineEdit(self)
        self._chips, self._filters = QButtonGroup(self), DeskFilters(self)
        self._accept = push_button(self, "deskAccept", "", self.accept_wanted, "A")
        self._withdraw = push_button(self, "deskWithdraw", "", self.withdraw_wanted, "W")
        self._sum_up = push_button(self, "deskSummaryBook", "", actions["actionSumUpAccepted"].trigger, "S")
        self._sum_all = push_button(self, "deskSummaryAll", "", actions["actionSumUpAll"].trigger, "L")
        self._draw = push_button(self, "deskDraw", "", actions["actionDrawForms"].trigger, "D")
        self._materials = push_button(self, "deskMaterials", "", actions["actionReviewMaterials"].trigger, "M")
        self._export = push_button(self, "deskExport", "", actions["actionExportAll"].trigger, "4")
        self._remind = push_button(self, "deskReminder", "", actions["actionReminder"].trigger, "N")
        self._return = push_button(self, "deskReturn", "", actions["actionReturnForms"].trigger, "T")
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.addActions([actions[name] for name in _ON_ROWS])
        self._lay_out()
        self._chips.buttonClicked.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self._filters.changed.connect(self._filter)
        self.table.selectionModel().selectionChanged.connect(self._permit)
        RowOpener(self.table).opened.connect(self._open)
        self._permit()

    def parts(self) -> list[Part]:
        """Return the parts of the page for F6."""
        return [Part(self.table, self.table.setFocus)]

    # ---- what is shown -------------------------------------------------------------------------------------------

    def show_desk(self, desk: DrawnDesk, chips: Sequence[frozenset[str]] | None = None) -> None:
        """Show where everything stands now, each row under its chips; what is selected stays selected."""
        chosen = [row.key for row in self.chosen()]
        current = self.model.row_at(self.table.currentIndex())
        self._filters.offer(desk.rows, (each.unit for each in desk.units))  # the first: it shows what its boxes say
        self.model.take(desk.rows, desk.units, chips)
        self._summary.tell_news(all_words(desk.units))
        self._count()
        self._unfold()
        self._select(chosen, None if current is None else current.key)
        self._permit()

    def show_chip(self, key: str) -> None:
        """Show only the rows of a chip."""
        self._chip(key).click()

    def chosen(self) -> list[DeskRow]:
        """Return the forms that are selected, those of a selected unit among them."""
        return self.model.rows_within(self.table.selectionModel().selection())

    def wanted(self) -> list[DeskRow]:
        """Return what an action takes: what is selected, else what is shown."""
        return self.chosen() or self.model.shown

    # ---- asking --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.home_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        row = self.model.row_at(self.table.currentIndex())
        if row is not None and row.path is not None:
            self.opened.emit(row.path)

    def _filter(self, _what: object = None) -> None:
        chosen = [row.key for row in self.chosen()]
        checked = next(chip for chip in self._chips.buttons() if chip.isChecked())
        self.model.show_only(str(checked.property("chip")), self.search.text(), self._filters.wanted())
        self._count()
        self._unfold()
        self._select(chosen, None)
        self._permit()

    def _count(self) -> None:
        for key, count in self.model.counts().items():
            button = self._chip(key)
            button.setText(f"{CHIPS[key][0]} {count}")
            button.setAccessibleName(button.text())

    def _permit(self, *_what: object) -> None:
        """Say on each button how many forms it means."""
        chosen = self.chosen()
        wanted, is_chosen = chosen or self.model.shown, bool(chosen)
        accepted = sum(row.state is State.ACCEPTED for row in wanted)
        here = _("选中的") if is_chosen else _("显示的")
        files = sum(row.path is not None for row in wanted)
        readable = sum(row.path is not None and row.state is not State.UNREADABLE for row in wanted)
        counted = (
            (self._accept, _("通过{here} {count} 份"), sum(map(may_be_accepted, wanted))),
            (self._withdraw, _("撤回通过 {count} 份"), accepted),
            (self._sum_up, _("汇总通过的 {count} 份…"), accepted),
            (self._return, _("退回{here} {count} 份…"), sum(map(may_be_returned, wanted))),
            (self._draw, _("从{here} {count} 份抽评…"), readable),
            (self._sum_all, _("汇总{here} {count} 份…"), files),
            (self._materials, _("审核材料 {count} 份…"), files),
            (self._export, _("导出{here} {count} 份…"), readable),
            (self._remind, _("催报单（缺 {count} 份）…"), sum(row.state is State.MISSING for row in wanted)),
        )
        for button, text, count in counted:
            say_on(button, text.format(here=here, count=count))
            button.setEnabled(bool(count))

    # ---- putting together ----------------------------------------------------------------------------------------

    def _chip(self, key: str) -> QToolButton:
        return next(
            button
            for button in self._chips.buttons()
            if button.property("chip") == key and isinstance(button, QToolButton)
        )

    def _unfold(self) -> None:
        """Show the forms of all units."""
        for place in range(self.model.rowCount()):
            self.table.setFirstColumnSpanned(place, QModelIndex(), True)
        self.table.expandAll()

    def _select(self, keys: list[str], current: str | None) -> None:
        selection = self.table.selectionModel()
        index = self.model.index_of(current) if current is not None else QModelIndex()
        if index.isValid():
            selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)
            self.table.scrollTo(index)
        chosen = self.model.selection_of(frozenset(keys))
        selection.select(chosen, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)

    def _lay_out(self) -> None:
        back = push_button(self, "deskBack", _("返回自评表"), self.home_wanted, "B")
        back.setToolTip(_("回到原来的自评表（Esc）"))
        look = push_button(self, "deskLook", _("刷新"), self.look_wanted, "U")
        self.search.setObjectName("deskSearch")
        self.search.setAccessibleName(_("搜索项目、单位、审核人"))
        self.search.setPlaceholderText(_("搜索项目、单位、审核人"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(theme.icon("search", Tone.QUIET), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * 12)
        LinePaste(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.addWidget(TwoParts(beside(self, back, self._summary), beside(self, self.search, look), self))
        others = self._line_of_chips([key for key in CHIPS if key not in STATE_CHIPS])
        chips = TwoParts(self._line_of_chips(STATE_CHIPS), others, self)
        column.addWidget(TwoParts(chips, self._filters, self))
        column.addWidget(self.table, 1)
        deciding = beside(self, self._accept, self._withdraw, self._return, self._draw)
        handing_on = beside(self, self._sum_up, self._sum_all, self._export, self._materials, self._remind)
        column.addWidget(TwoParts(deciding, handing_on, self))

    def _line_of_chips(self, keys: Sequence[str]) -> QWidget:
        part = QWidget(self)
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for key in keys:
            words = CHIPS[key][0]
            chip = Chip(part)
            chip.setObjectName(f"deskChip{key.title()}")
            chip.setProperty("chip", key)
            chip.setText(words)
            chip.setAccessibleName(words)
            chip.setCheckable(True)
            chip.setChecked(key == "all")
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._chips.addButton(chip)
            line.addWidget(chip)
        line.addStretch(1)
        return part
