"""分摊: how the weights still missing are spread over the chosen rows, shown row by row before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.numbers import format_plain, format_typed
from selfeval_gui.domain.weight_shares import STEPS, NoProportion, even_shares, shares_in_proportion
from selfeval_gui.i18n import _
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.quiet_widgets import PlainLabel, StillBox
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.views.basics.tree_rows import top_rows

if TYPE_CHECKING:
    from selfeval_gui.domain.ids import NodeId

_HEADINGS = (_("指标"), _("原分值"), _("增减"), _("新分值"))
_NUMBERS = (1, 2, 3)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SIZE_EMS = (38, 28)


class WeightGoal(NamedTuple):
    """A sum the weights can be brought to, in words, and what is left to it."""

    words: str
    left: Decimal


class WeightRow(NamedTuple):
    """A row that takes part."""

    node: NodeId
    name: str
    weight: Decimal | None


class DistributeDialog(QDialog):
    """Shows what each row would get; nothing is changed here.

    Signals
    -------
    agreed(weights)
        the user wants these weights, by node.
    """

    agreed = Signal(object)

    def __init__(self, rows: Sequence[WeightRow], goals: Sequence[WeightGoal], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("distributeDialog")
        self.setWindowTitle(_("分摊分值"))
        self._rows, self._goals = rows, goals
        self._weights: dict[NodeId, Decimal] = {}
        self.goal, self.step = StillBox(self), StillBox(self)
        self.evenly = QRadioButton(_("平均"), self)
        self.by_weight = QRadioButton(_("按原分值的比例"), self)
        self.table = QTreeWidget(self)
        lay_rows(self.table)
        self._sign, self._words = PlainLabel(parent=self), PlainLabel(parent=self)
        buttons = QDialogButtonBox(self)
        self._accept = buttons.addButton(_("分摊"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._accept.setDefault(True)
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("distributeCancel")
        self._name_widgets()
        self._fill()
        self._lay_out(buttons)
        self.goal.currentIndexChanged.connect(self._goal_changed)
        self.step.currentIndexChanged.connect(self._show_shares)
        self._ways = QButtonGroup(self)
        for way in (self.evenly, self.by_weight):
            self._ways.addButton(way)
        self._ways.buttonClicked.connect(self._show_shares)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._goal_changed()

    def accept(self) -> None:
        """Pass the weights on and close, if there are any."""
        if self._weights:
            self.agreed.emit(self._weights)
            super().accept()

    # ---- what is shown -------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        for goal in self._goals:
            self.goal.addItem(goal.words)
        for step in STEPS:
            self.step.addItem(format_plain(step))
        for row in self._rows:
            name = row.name.strip() or _("（未填名称）")
            item = QTreeWidgetItem(self.table, [name, format_typed(row.weight), "", ""])
            item.setToolTip(0, plain_tooltip(name) or "")
            for column in _NUMBERS:
                item.setTextAlignment(column, _RIGHT)
        (self.by_weight if all(row.weight for row in self._rows) else self.evenly).setChecked(True)

    def _goal_changed(self, _place: int = 0) -> None:
        """Take the widest step that goes into what is left."""
        left = self._goals[self.goal.currentIndex()].left
        self.step.setCurrentIndex(next((place for place, step in enumerate(STEPS) if left % step == 0), 0))
        self._show_shares()

    def _show_shares(self, *_chosen: object) -> None:
        """Work out the shares and show them, or say why there are none."""
        left, step = self._goals[self.goal.currentIndex()].left, STEPS[self.step.currentIndex()]
        try:
            if self.evenly.isChecked():
                shares = even_shares(len(self._rows), left, step)
            else:
                shares = shares_in_proportion([row.weight for row in self._rows], left, step)
        except NoProportion:
            self._refuse(_("选中的行还没有分值，没有比例可依。请改为平均，或者先填分值。"))
            return
        weights = {row.node: (row.weight or Decimal(0)) + share for row, share in zip(self._rows, shares, strict=True)}
        for item, weight, share in zip(top_rows(self.table), weights.values(), shares, strict=True):
            item.setText(2, f"{'+' if share > 0 else ''}{format_plain(share)}")
            item.setText(3, format_plain(weight))
        low = next((row for row in self._rows if weights[row.node] <= 0), None)
        if low is not None:
            words = _("“{name}”的分值会变成 {weight}，不能这样分摊。请多选几行、换一种方式或步长。")
            self._refuse(words.format(name=low.name.strip(), weight=format_plain(weights[low.node])), keep=True)
            return
        self._weights = weights
        self._say(self._result(shares, step), theme.Tone.GOOD)

    def _result(self, shares: Sequence[Decimal], step: Decimal) -> str:
        total = format_plain(abs(sum(shares, Decimal(0))))
        words = _("选中的 {count} 行共加 {total}。") if sum(shares) > 0 else _("选中的 {count} 行共减 {total}。")
        text = words.format(count=len(shares), total=total)
        odd = next((place for place, share in enumerate(shares) if share % step), None)
        if odd is not None:
            text += _("不够一个步长的 {rest} 归“{name}”。").format(
                rest=format_plain(abs(shares[odd]) % step), name=self._rows[odd].name.strip()
            )
        return text

    def _refuse(self, why: str, *, keep: bool = False) -> None:
        self._weights = {}
        for item in [] if keep else top_rows(self.table):
            for column in (2, 3):
                item.setText(column, "")
        self._say(why, theme.Tone.WARNING)

    def _say(self, words: str, tone: theme.Tone) -> None:
        side = self.fontMetrics().height()
        icon = theme.icon("ok" if tone is theme.Tone.GOOD else "warning", tone)
        self._sign.setPixmap(icon.pixmap(side, side))
        self._words.tell_news(words)
        self._accept.setEnabled(bool(self._weights))

    # ---- building ------------------------------------------------------------------------------------------------

    def _name_widgets(self) -> None:
        for name, words, widget in (
            ("distributeGoal", _("补足到"), self.goal),
            ("distributeStep", _("步长"), self.step),
            ("distributeEvenly", self.evenly.text(), self.evenly),
            ("distributeByWeight", self.by_weight.text(), self.by_weight),
            ("distributeTable", _("各行分摊后的分值"), self.table),
            ("distributeAccept", _("分摊"), self._accept),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self._words.setObjectName("distributeWords")

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        ways = QHBoxLayout()
        ways.addWidget(self.evenly)
        ways.addWidget(self.by_weight)
        ways.addStretch(1)
        form = QFormLayout()
        form.addRow(_("补足到"), self.goal)
        form.addRow(_("方式"), ways)
        form.addRow(_("步长"), self.step)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self.table.setHeaderLabels(list(_HEADINGS))
        self.table.setRootIsDecorated(False)
        self.table.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in _NUMBERS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
            self.table.headerItem().setTextAlignment(column, _RIGHT)
        self._words.setWordWrap(True)
        said = QHBoxLayout()
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._words, 1)
        page = QVBoxLayout(self)
        page.addLayout(form)
        page.addWidget(self.table, 1)
        page.addLayout(said)
        page.addWidget(buttons)
        em = self.fontMetrics().horizontalAdvance("字")
        resize_on_screen(self, em * _SIZE_EMS[0], em * _SIZE_EMS[1])
