"""区域汇总: which project forms go into the region's, what it is called, and how indicators of one name are taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from selfeval_gui.domain.numbers import NumberTooLong
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.on_screen import fit_on_screen
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import StillBox
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.views.basics.ticked_forms import TickedForms

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.region import Names, SameRows, Way
    from selfeval_gui.storage.summary import Summary

_WAYS = {"sum": _("相加"), "mean": _("平均"), "worst": _("取完成最差的")}


class RegionDialog(QDialog):
    """Asks; the form is complete when it is handed on.

    Signals
    -------
    form_made(form)
        the user agreed; the form is in no file yet.
    """

    form_made = Signal(object)

    def __init__(self, offered: Sequence[Summary], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("regionDialog")
        self.setWindowTitle(_("区域汇总：几份项目表合成一份转移支付区域表"))
        self._forms: dict[Path, Form] = {}
        self._same: list[SameRows] = []
        self._chosen: dict[Names, Way] = {}
        self.forms = TickedForms(offered, "region", _("要汇总的自评表"), self)
        self.name = QLineEdit(self)
        LinePaste(self.name)
        self.rows = QListWidget(self)
        lay_rows(self.rows)
        self.way = StillBox(self)
        self.told = QuietLabel(_("正在读取各份表…"), self, wraps=True)
        buttons = QDialogButtonBox(self)
        self._make = buttons.addButton(_("新建"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("regionCancel")
        for widget, name, words in (
            (self.name, "regionName", _("转移支付名称")),
            (self.rows, "regionRows", _("同名指标")),
            (self.way, "regionWay", _("这个指标怎么汇总")),
            (self._make, "regionMake", _("新建")),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self.told.setObjectName("regionTold")
        self._lay_out(buttons)
        self.forms.changed.connect(self._forms_changed)
        self.name.textChanged.connect(self._update)
        self.rows.currentRowChanged.connect(self._row_changed)
        self.way.currentIndexChanged.connect(self._way_changed)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._update()
        fit_on_screen(self)

    def show_forms(self, forms: Mapping[Path, Form]) -> None:
        """Show what the forms hold, now that they are read."""
        self._forms = dict(forms)
        self._forms_changed()

    def accept(self) -> None:
        """Make the form and close; where a sum is too long for a form, say so and stay."""
        from selfeval_gui.work.region import region_of

        forms = self._ticked()
        if not forms or not self.name.text().strip():
            return
        try:
            made = region_of(forms, self._chosen, self.name.text())
        except NumberTooLong:
            self.told.tell_news(_("金额加起来超过 15 位数字或 6 位小数，没有汇总。请核对各份表的金额和单位。"))
            return
        self.form_made.emit(made)
        super().accept()

    def _ticked(self) -> list[Form]:
        return [self._forms[path] for path in self.forms.paths if path in self._forms]

    def _forms_changed(self) -> None:
        from selfeval_gui.domain.region import same_rows  # brings the models

        self._same = same_rows(self._ticked()) if self._forms else []
        place = max(self.rows.currentRow(), 0)
        self.rows.blockSignals(True)
        self.rows.clear()
        self.rows.addItems([self._words(same) for same in self._same])
        self.rows.setCurrentRow(min(place, self.rows.count() - 1))
        self.rows.blockSignals(False)
        self._row_changed(self.rows.currentRow())
        self._update()

    def _way_of(self, same: SameRows) -> Way:
        way = self._chosen.get(same.names, same.ways[0])
        return way if way in same.ways else same.ways[0]

    def _words(self, same: SameRows) -> str:
        words = _("{name}　{count} 个项目　{way}")
        told = words.format(name=same.shown[2], count=len(same.rows), way=_WAYS[self._way_of(same)])
        blank = _("　{count} 份没有完成值，不算在内").format(count=same.without)
        return told + blank if same.without else told

    def _row_changed(self, place: int) -> None:
        self.way.blockSignals(True)
        self.way.clear()
        if 0 <= place < len(self._same):
            same = self._same[place]
            for way in same.ways:
                self.way.addItem(_WAYS[way], way)
            self.way.setCurrentIndex(same.ways.index(self._way_of(same)))
        self.way.setEnabled(self.way.count() > 1)
        self.way.blockSignals(False)

    def _way_changed(self, place: int) -> None:
        row = self.rows.currentRow()
        if place >= 0 and 0 <= row < len(self._same):
            same = self._same[row]
            self._chosen[same.names] = same.ways[place]
            self.rows.item(row).setText(self._words(same))

    def _update(self, _text: str = "") -> None:
        self._make.setEnabled(bool(self._ticked()) and bool(self.name.text().strip()))
        if self._forms:
            self.told.setText(
                _(
                    "金额按各份表的单位换算后相加。同名指标可以相加、平均，或取完成最差的那个项目；原因按项目列出，请核对。"
                )
                + self._blanks()
            )

    def _blanks(self) -> str:
        count = sum(same.without > 0 for same in self._same)
        return _("{count} 个指标有的表没有完成值，见各行末尾。").format(count=count) if count else ""

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(_("转移支付名称"), self.name)
        form.addRow(_("同名指标"), self.rows)
        form.addRow(_("这个指标怎么汇总"), self.way)
        page = QVBoxLayout(self)
        page.addWidget(self.forms, 1)
        page.addLayout(form, 1)
        page.addWidget(self.told)
        page.addWidget(buttons)
