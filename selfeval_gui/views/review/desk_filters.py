"""The filters beside the chips of 审核台: year, unit, grade, and what the checks found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.item_models.desk_chips import DeskFilter
from selfeval_gui.views.basics.quiet_widgets import StillBox
from selfeval_gui.work.review.desk_rows import DeskRow

_WIDTHS = (5, 6, 5, 9)  # letters, at least; the list that drops down is as wide as its words


class DeskFilters(QWidget):
    """Offers what the forms have; what is chosen stays chosen while a form has it.

    Signals
    -------
    changed()
        other forms are wanted: `wanted` says which.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years, self._units, self._grades, self._codes = (StillBox(self) for _number in range(4))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        names = (
            (self._years, "deskYear", _("年度")),
            (self._units, "deskUnit", _("单位")),
            (self._grades, "deskGrade", _("等级")),
            (self._codes, "deskCode", _("检查结果")),
        )
        for (box, name, words), width in zip(names, _WIDTHS, strict=True):
            box.setObjectName(name)
            box.setAccessibleName(words)
            box.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(width)
            box.currentIndexChanged.connect(self.changed)
            line.addWidget(box)
        self.offer([])

    def offer(self, rows: Sequence[DeskRow], units: Iterable[str] = ()) -> None:
        """Offer what these forms have, their units in the order of `units`."""
        before = self.wanted()
        years = Counter(row.year for row in rows if row.year is not None)
        by_unit = Counter(row.unit for row in rows)
        named = {unit: by_unit[unit] for unit in (*units, *by_unit) if by_unit[unit]}
        grades = Counter(row.grade for row in rows if row.grade)
        codes = Counter(code for row in rows for code in row.codes)
        _fill(self._years, _("全部年度"), ((str(year), year, count) for year, count in sorted(years.items())))
        _fill(self._units, _("全部单位"), ((unit or _("未写单位"), unit, count) for unit, count in named.items()))
        _fill(self._grades, _("全部等级"), ((grade, grade, count) for grade, count in grades.items()))
        kinds = sorted((-count, FINDING_KINDS.get(code, code), code) for code, count in codes.items())
        _fill(self._codes, _("全部检查结果"), ((label, code, -count) for count, label, code in kinds))
        for box in (self._units, self._codes):
            view = box.view()
            view.setMinimumWidth(view.sizeHintForColumn(0) + view.verticalScrollBar().sizeHint().width())
        if self.wanted() != before:
            self.changed.emit()

    def wanted(self) -> DeskFilter:
        """Return which forms are wanted."""
        boxes = (self._years, self._units, self._grades, self._codes)
        year, unit, grade, code = (box.currentData() for box in boxes)
        return DeskFilter(year, unit, grade or "", code or "")


def _fill(box: StillBox, every: str, entries: Iterable[tuple[str, object, int]]) -> None:
    chosen = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        box.addItem(every, None)
        for words, data, count in entries:
            box.addItem(f"{words}（{count}）", data)
        box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)
