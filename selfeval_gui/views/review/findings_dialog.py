"""Findings of the form at hand that become remarks: which, of which kind, in which words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.review.answer_columns import BETWEEN_PLACES
from selfeval_gui.domain.review.entries import RemarkKind
from selfeval_gui.i18n import _
from selfeval_gui.storage.lock_file import user_name
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import StillBox
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.work.review.moments import present

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.review.entries import Remark, Review

_HEADINGS = (_("位置"), _("性质"), _("意见"))
_PLACE, _KIND, _TEXT = range(3)
_SIZE_EMS = (60, 30)


class _KindDelegate(QStyledItemDelegate):
    """Offers the kinds of a remark."""

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        box = StillBox(parent)
        box.setObjectName("findingKind")
        box.setAccessibleName(_HEADINGS[_KIND])
        box.addItems(list(get_args(RemarkKind)))
        return box


class FindingsDialog(QDialog):
    """Every finding is ticked at first; those of the same text stand together.

    Signals
    -------
    agreed(remarks)
        the remarks as they are to be written.
    """

    agreed = Signal(object)

    def __init__(self, offered: Sequence[Remark], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingsDialog")
        self.setWindowTitle(_("检查结果变成意见"))
        self._offered = sorted(offered, key=lambda each: (get_args(RemarkKind).index(each.kind), each.code or ""))
        self.table = QTableWidget(len(offered), len(_HEADINGS), self)
        self.table.setObjectName("findingsTable")
        self.table.setAccessibleName(_("检查结果"))
        self.table.setHorizontalHeaderLabels(list(_HEADINGS))
        self.table.setItemDelegateForColumn(_KIND, _KindDelegate(self.table))
        self.table.setTabKeyNavigation(False)
        lay_rows(self.table)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        em = self.fontMetrics().horizontalAdvance("字")
        self.table.setColumnWidth(_PLACE, em * 18)
        self.table.setColumnWidth(_KIND, em * 5)
        for row, remark in enumerate(self._offered):
            place = QTableWidgetItem(BETWEEN_PLACES.join(remark.place))
            place.setFlags((place.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsEditable)
            place.setCheckState(Qt.CheckState.Checked)
            for column, item in ((_PLACE, place), (_KIND, QTableWidgetItem(remark.kind))):
                self.table.setItem(row, column, item)
            self.table.setItem(row, _TEXT, QTableWidgetItem(remark.text))
        buttons = QDialogButtonBox(self)
        self._accept = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        for name, words, widget in (("findingsAccept", _("写下"), self._accept), ("findingsCancel", _("取消"), cancel)):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self._accept.setDefault(True)
        page = QVBoxLayout(self)
        page.addWidget(QuietLabel(_("不要的去掉勾；性质和文字双击可以改。已经写过意见的没有列出。"), self, wraps=True))
        page.addWidget(self.table, 1)
        page.addWidget(buttons)
        self.table.itemChanged.connect(self._permit)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._permit()
        resize_on_screen(self, _SIZE_EMS[0] * em, _SIZE_EMS[1] * em)

    def accept(self) -> None:
        """Hand over what is ticked, as it is typed."""
        self.table.setCurrentCell(self.table.currentRow(), _PLACE)  # an open editor is committed
        remarks = []
        for row, remark in enumerate(self._offered):
            text = self._text(row, _TEXT)
            if self._is_ticked(row) and text:
                remarks.append(remark.model_copy(update={"text": text, "kind": self._text(row, _KIND)}))
        super().accept()
        self.agreed.emit(remarks)

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return "" if item is None else item.text().strip()

    def _is_ticked(self, row: int) -> bool:
        item = self.table.item(row, _PLACE)
        return item is not None and item.checkState() is Qt.CheckState.Checked

    def _permit(self, _item: QTableWidgetItem | None = None) -> None:
        count = sum(self._is_ticked(row) for row in range(self.table.rowCount()))
        self._accept.setText(_("写下 {count} 条").format(count=count))
        self._accept.setEnabled(bool(count))


def remarks_to_choose(session: Session, review: Review | None) -> list[Remark]:
    """Return a remark for each finding that nobody has accepted or written of."""
    from selfeval_gui.domain.review.entries import Person
    from selfeval_gui.work.review.one_form import without_remark
    from selfeval_gui.work.review.reviewing import remarks_from

    found = without_remark(session.findings, review)
    return remarks_from(session.form, found, Person(name=user_name()), present())
