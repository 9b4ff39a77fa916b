"""抽评: so many per cent by a seed, or these forms by hand with a reason; how many that makes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.numbers import NotANumber, format_plain, parse_score
from selfeval_gui.domain.review.drawing import DEFAULT_PERCENT, Drawable, Per, drawn_by_seed
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import PlainLabel, StillBox

_WIDTH_EMS = 34
_GROUPS: tuple[tuple[Per, str], ...] = (
    ("主管部门", _("每个主管部门各抽")),
    ("实施单位", _("每个实施单位各抽")),
    ("全部", _("从全部里抽")),
)
_HUNDRED = Decimal(100)


class DrawWish(NamedTuple):
    """What is wanted: `how` as `Drawing` has it; per cent, group and seed are for a drawing at random alone."""

    how: str
    percent: Decimal
    per: Per
    seed: str
    reason: str


class DrawDialog(QDialog):
    """Shows how many would be drawn, and not which: nobody tries seeds until one suits.

    Signals
    -------
    wanted(wish)
        forms are to be drawn, chosen or no longer chosen.
    """

    wanted = Signal(object)

    def __init__(self, forms: Sequence[Drawable], seed: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drawDialog")
        self.setWindowTitle(_("抽评"))
        self._forms = forms
        count = len(forms)
        texts = {
            "随机": _("从这 {count} 份里随机抽取").format(count=count),
            "指定": _("指定这 {count} 份").format(count=count),
            "取消": _("这 {count} 份不再抽评").format(count=count),
        }
        self._hows = {how: QRadioButton(text, self) for how, text in texts.items()}
        self.percent, self.seed, self.reason = (QLineEdit(text, self) for text in (_shown(DEFAULT_PERCENT), seed, ""))
        self.per = StillBox(self)
        for key, text in _GROUPS:
            self.per.addItem(text, key)
        self.told = PlainLabel("", self)
        self.told.setObjectName("drawTold")
        self.told.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        self._accept = buttons.addButton(_("抽评"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self._accept.setDefault(True)
        names = (
            *(("drawBySeed", texts["随机"], self._hows["随机"]), ("drawByHand", texts["指定"], self._hows["指定"])),
            *(("drawBack", texts["取消"], self._hows["取消"]), ("drawPercent", _("百分比"), self.percent)),
            *(("drawPer", _("怎样分组"), self.per), ("drawSeed", _("种子"), self.seed)),
            *(("drawReason", _("理由"), self.reason), ("drawAccept", self._accept.text(), self._accept)),
            ("drawCancel", cancel.text(), cancel),
        )
        for name, words, widget in names:
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        for line in (self.percent, self.seed, self.reason):
            LinePaste(line)
            line.textChanged.connect(self._permit)
        self.per.currentIndexChanged.connect(self._permit)
        self._hows["随机"].setChecked(True)
        for button in self._hows.values():
            button.toggled.connect(self._permit)
        self._lay_out(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._permit()

    def accept(self) -> None:
        """Say what is wanted and close."""
        wish = self._wish()
        if isinstance(wish, DrawWish):
            super().accept()
            self.wanted.emit(wish)

    def _wish(self) -> DrawWish | str:
        """Return what is typed; the sentence where it cannot be done."""
        how = next(how for how, button in self._hows.items() if button.isChecked())
        per, seed, reason = self.per.currentData(), self.seed.text().strip(), self.reason.text().strip()
        if how != "随机":
            return DrawWish(how, DEFAULT_PERCENT, per, "", reason) if reason else _("请写明理由。")
        try:
            percent = parse_score(self.percent.text())
        except NotANumber:
            percent = None
        if percent is None or not 0 < percent <= _HUNDRED:
            return _("百分比要大于 0，不超过 100。")
        return (
            DrawWish(how, percent, per, seed, "") if seed else _("请填种子：任何数字或文字，同样的种子抽出同样的表。")
        )

    def _permit(self, _what: object = None) -> None:
        is_random = self._hows["随机"].isChecked()
        for widget in (self.percent, self.per, self.seed):
            widget.setEnabled(is_random)
        self.reason.setEnabled(not is_random)
        wish = self._wish()
        if isinstance(wish, str):
            told, is_possible = wish, False
        elif is_random:
            count = len(drawn_by_seed(self._forms, wish.percent, wish.per, wish.seed))
            told = _("抽 {count} 份；一组里不到半份的不抽，抽到哪些在抽了以后才显示。").format(count=count)
            is_possible = count > 0
        else:
            told, is_possible = "", True
        self.told.setText(told)
        self._accept.setEnabled(is_possible)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        page = QVBoxLayout(self)
        page.addWidget(self._hows["随机"])
        random = QFormLayout()
        for words, widget in ((_("百分比"), self.percent), (_("分组"), self.per), (_("种子"), self.seed)):
            random.addRow(words, widget)
        page.addLayout(random)
        page.addWidget(self._hows["指定"])
        page.addWidget(self._hows["取消"])
        by_hand = QFormLayout()
        by_hand.addRow(_("理由"), self.reason)
        page.addLayout(by_hand)
        page.addWidget(self.told)
        words = _("种子、百分比、抽到的表和理由记在登记册里，只增不改；再按同样的种子抽，结果相同。")
        page.addWidget(QuietLabel(words, self, wraps=True))
        page.addWidget(buttons)
        resize_on_screen(self, _WIDTH_EMS * self.fontMetrics().horizontalAdvance("字"), self.sizeHint().height())


def _shown(percent: Decimal) -> str:
    return format_plain(percent)
