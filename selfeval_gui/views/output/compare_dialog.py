"""Two rule sets over all forms of the list: findings by kind, and the forms that come out otherwise. It asks."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.pick_table import PickTable
from selfeval_gui.views.basics.push_button import push_button
from selfeval_gui.views.basics.quiet_widgets import PlainLabel, StillBox
from selfeval_gui.views.basics.row_opener import RowOpener
from selfeval_gui.work.comparing import Compared, row_of

if TYPE_CHECKING:
    from selfeval_gui.rules.rule_set import RuleSet

_SIZE_EMS = (66, 34)
_FORM_COLUMNS = (_("自评表"), _("总分甲"), _("总分乙"), _("等级甲"), _("等级乙"), _("错误甲"), _("错误乙"))
_KIND_COLUMNS = (_("检查结果"), _("甲"), _("乙"))


class CompareDialog(QDialog):
    """Asks; a flow does.

    Signals
    -------
    compare_wanted(), stop_wanted(), export_wanted()
        compare the two rule sets that are chosen; stop that; write what was found as a workbook.
    form_wanted(path)
        the user wants to see a form.
    """

    compare_wanted = Signal()
    stop_wanted = Signal()
    export_wanted = Signal()
    form_wanted = Signal(object)

    def __init__(self, rule_sets: Iterable[RuleSet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareDialog")
        self.setWindowTitle(_("两种口径比一比"))
        self._paths: list[Path] = []
        self.one, self.two = StillBox(self), StillBox(self)
        for box, name, words in ((self.one, "compareOne", _("口径甲")), (self.two, "compareTwo", _("口径乙"))):
            box.setObjectName(name)
            box.setAccessibleName(words)
            box.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for rule_set in rule_sets:
            for box in (self.one, self.two):
                box.addItem(rule_set.name, rule_set)
        self.two.setCurrentIndex(min(1, self.two.count() - 1))
        self.begin = push_button(self, "compareBegin", _("比较"), self._begin)
        self.halt = push_button(self, "compareStop", _("停止"), self.stop_wanted)
        hint = _(
            "选两种口径，点“比较”：列表里的每份表按两种口径各算一遍，列出总分、等级或有没有错误不同的表，"
            "以及每种检查结果在两种口径下的数目。表不会改动。"
        )
        self.told = PlainLabel(hint, self)
        self.told.setObjectName("compareTold")
        self.told.setWordWrap(True)
        self.forms = self._table(_FORM_COLUMNS, "compareForms", _("结果不同的表"))
        self.kinds = self._table(_KIND_COLUMNS, "compareKinds", _("各种检查结果的数目"))
        self.export = push_button(self, "compareExport", _("导出 Excel…"), self.export_wanted)
        RowOpener(self.forms).opened.connect(self._open_current)
        self._lay_out()
        self.show_busy(is_busy=False)

    def chosen(self) -> tuple[RuleSet, RuleSet]:
        """Return the two rule sets."""
        return self.one.currentData(), self.two.currentData()

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the comparison has come."""
        self.told.setText(_("正在比较，{done} / {total}").format(done=done, total=total))

    def show_busy(self, *, is_busy: bool) -> None:
        """Offer to stop while it is being compared, and to begin else."""
        self.begin.setEnabled(not is_busy)
        self.halt.setEnabled(is_busy)
        self.export.setEnabled(not is_busy and self.kinds.rowCount() + self.forms.rowCount() > 0)

    def tell(self, words: str) -> None:
        """Say what came of it."""
        self.told.tell_news(words)

    def show_compared(self, compared: Compared) -> None:
        """Show what was found."""
        self._paths = [each.path for each in compared.differing]
        for table in (self.forms, self.kinds):
            table.setRowCount(0)
        for each in compared.differing:
            values = row_of(each)
            texts = [format_plain(value) if isinstance(value, Decimal) else str(value) for value in values]
            self.forms.add_row(texts, texts[0])
        for code, one, two in compared.counts:
            self.kinds.add_row((FINDING_KINDS[code], str(one), str(two)))
        if self._paths:
            self.forms.setCurrentCell(0, 0)
            self.forms.setFocus()
        words = _("比较了 {forms} 份表，{count} 份的总分、等级或有没有错误不同。表没有改动。")
        told = words.format(forms=compared.forms, count=len(self._paths))
        self.tell("\n".join((told, *compared.unread)))

    def _begin(self, _checked: bool = False) -> None:
        self.compare_wanted.emit()

    def _open_current(self) -> None:
        row = self.forms.currentRow()
        if 0 <= row < len(self._paths):
            self.form_wanted.emit(self._paths[row])

    def _table(self, headings: tuple[str, ...], name: str, words: str) -> PickTable:
        table = PickTable(headings, self)
        table.setObjectName(name)
        table.setAccessibleName(words)
        em = self.fontMetrics().horizontalAdvance("字")
        for column in range(1, len(headings)):
            table.setColumnWidth(column, em * 5)
        return table

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        for words, box in ((_("口径甲"), self.one), (_("口径乙"), self.two)):
            label = PlainLabel(words, self)
            label.setBuddy(box)
            head.addWidget(label)
            head.addWidget(box, 1)
        for button in (self.begin, self.halt):
            head.addWidget(button)
        tabs = QTabWidget(self)
        tabs.setObjectName("compareTabs")
        tabs.setAccessibleName(_("比较的结果"))
        tabs.addTab(self.forms, _("结果不同的表"))
        tabs.addTab(self.kinds, _("检查结果"))
        foot = QHBoxLayout()
        foot.addWidget(self.export)
        foot.addStretch(1)
        foot.addWidget(push_button(self, "compareClose", _("关闭"), self.reject))
        page = QVBoxLayout(self)
        page.addLayout(head)
        page.addWidget(self.told)
        page.addWidget(tabs, 1)
        page.addLayout(foot)
        em = self.fontMetrics().horizontalAdvance("字")
        resize_on_screen(self, em * _SIZE_EMS[0], em * _SIZE_EMS[1])
