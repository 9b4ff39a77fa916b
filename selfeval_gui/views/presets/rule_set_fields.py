"""Editors for the parts of a rule set: each reads and writes one value of its document, as the file holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_widgets import StillBox
from selfeval_gui.views.basics.rows import heading_height, lay_rows
from selfeval_gui.views.presets.severity_field import SeverityField

_SPARE_ROWS = 2
_SEPARATORS = re.compile(r"[、，,;；\s]+")


class TextField(QLineEdit):
    """A text or a number; `is_number` makes full-width digits and blanks plain, a blank number is null."""

    def __init__(self, *, is_number: bool = False, is_integer: bool = False) -> None:
        super().__init__()
        LinePaste(self)
        self._is_number, self._is_integer = is_number, is_integer

    def put(self, value: Any) -> None:
        self.setText("" if value is None else str(value))

    def value(self) -> Any:
        text = self.text().strip()
        if not (self._is_number or self._is_integer):
            return text
        plain = _plain_digits(text)
        if self._is_integer and plain.isdecimal():
            return int(plain)
        return plain or None


class ChoiceField(StillBox):
    """One of several words."""

    def __init__(self, choices: dict[str, str]) -> None:
        super().__init__()
        for key, text in choices.items():
            self.addItem(text, key)

    def put(self, value: Any) -> None:
        self.setCurrentIndex(self.findData(value))

    def value(self) -> Any:
        return self.currentData()


class WordsField(QLineEdit):
    """A list of words."""

    def __init__(self) -> None:
        super().__init__()
        LinePaste(self)

    def put(self, value: Any) -> None:
        self.setText("、".join(value))

    def value(self) -> Any:
        return [word for word in _SEPARATORS.split(self.text()) if word]


class FlagsField(QWidget):
    """Which of several words hold."""

    def __init__(self, choices: dict[str, str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._boxes = {key: QCheckBox(text, self) for key, text in choices.items()}
        for box in self._boxes.values():
            row.addWidget(box)
        row.addStretch()

    def put(self, value: Any) -> None:
        for key, box in self._boxes.items():
            box.setChecked(key in value)

    def value(self) -> Any:
        return [key for key, box in self._boxes.items() if box.isChecked()]


class RowsField(QTableWidget):
    """Rows of a few cells; blank rows do not count, and there are always some to write more in.

    With keys each row is an object of the file's list; without, the rows are one object: name and number.
    """

    def __init__(self, headings: Sequence[str], keys: Sequence[str], texts: Sequence[str] = ()) -> None:
        super().__init__(0, len(headings))
        self._keys, self._texts = keys, set(texts)
        self.setHorizontalHeaderLabels(list(headings))
        self.verticalHeader().hide()
        lay_rows(self)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.cellChanged.connect(self._leave_room)

    def put(self, value: Any) -> None:
        rows = (
            [[row[key] for key in self._keys] for row in value] if self._keys else [[*pair] for pair in value.items()]
        )
        self.setRowCount(len(rows) + _SPARE_ROWS)
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(place, column, QTableWidgetItem(text))
        self.setFixedHeight(heading_height(self.horizontalHeader()) + self.rowHeight(0) * min(self.rowCount(), 6) + 4)

    def value(self) -> Any:
        """Return the rows that are not blank."""
        rows = [[self._text(row, column) for column in range(self.columnCount())] for row in range(self.rowCount())]
        filled = [row for row in rows if any(row)]
        if not self._keys:
            return {name: _plain_digits(number) for name, number in filled}
        return [
            {
                key: text if key in self._texts else _plain_digits(text)
                for key, text in zip(self._keys, row, strict=True)
            }
            for row in filled
        ]

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return "" if item is None else item.text().strip()

    def _leave_room(self, row: int, _column: int) -> None:
        if row == self.rowCount() - 1:
            self.insertRow(self.rowCount())


Field = TextField | ChoiceField | WordsField | FlagsField | RowsField | SeverityField


def make_fields() -> list[tuple[str, str, Field]]:
    """Return place in the document, label and editor of everything that can be edited."""
    ratio = {"ratio": _("完成值/指标值 × 分值"), "all_or_nothing": _("未达到为 0 分")}
    score, share = _("得分"), _("得分值的 %")
    return [
        ("name", _("名称"), TextField()),
        ("source", _("依据"), TextField()),
        ("total", _("总分"), _number()),
        (
            "total_basis",
            _("总分口径"),
            ChoiceField({"indicators_only": _("指标合计为总分，执行率另计"), "with_execution": _("执行率计入总分")}),
        ),
        ("level_weights", _("一级指标分值"), RowsField((_("一级指标"), _("分值")), ())),
        ("execution_weight", _("执行率分值"), _number()),
        (
            "scoring.execution_score.method",
            _("执行率得分"),
            ChoiceField({"rate": _("执行率 × 分值"), "steps": _("按执行率分档"), "by_hand": _("自行填写")}),
        ),
        ("scoring.execution_score.steps", _("执行率分档"), RowsField((_("执行率从 %"), score), ("rate_from", "score"))),
        ("scoring.caps", _("总分封顶"), RowsField((_("执行率低于 %"), _("总分最高")), ("rate_below", "highest"))),
        ("scoring.decimals", _("小数位数"), TextField(is_integer=True)),
        ("scoring.quantities.positive", _("正向指标（≥）"), ChoiceField(ratio)),
        (
            "scoring.quantities.equal",
            _("等于指标（=）"),
            ChoiceField({"as_positive": _("同正向"), "all_or_nothing": _("不相等为 0 分")}),
        ),
        (
            "scoring.quantities.negative",
            _("反向指标（≤）"),
            ChoiceField({"target_by_actual": _("指标值/完成值 × 分值"), "less_excess": _("按超出的比例扣分")}),
        ),
        ("scoring.bands.met_from", _("达成从 %"), _number()),
        ("scoring.bands.partial_from", _("部分达成从 %"), _number()),
        ("scoring.degree_words.partial", _("部分达成的用语"), WordsField()),
        ("scoring.degree_words.unmet", _("未达成的用语"), WordsField()),
        (
            "scoring.satisfaction_steps",
            _("满意度分档"),
            RowsField((_("满意度从 %"), share), ("satisfaction_from", "share")),
        ),
        ("scoring.over_achievement.reason_from", _("超额几倍应说明"), _number()),
        ("scoring.over_achievement.deduct_from", _("超额几倍扣分"), _number()),
        ("scoring.over_achievement.points", _("超额扣几分"), _number()),
        ("grades", _("等级"), RowsField((_("等级"), _("从")), ("name", "lowest"), ("name",))),
        (
            "compulsory_reasons",
            _("必须说明原因"),
            FlagsField({"lost_points": _("扣分"), "over_achieved": _("超额完成")}),
        ),
        ("execution_gap.rate_below", _("执行率偏低：低于 %"), _number()),
        ("execution_gap.points", _("而得分率高出几个百分点"), _number()),
        ("empty_reasons", _("等于没写的原因"), WordsField()),
        ("contradicting_words.words", _("与满分矛盾的用语"), WordsField()),
        ("contradicting_words.but_not", _("不算矛盾的用语"), WordsField()),
        ("severities", _("检查结果的程度"), SeverityField()),
    ]


def _number() -> TextField:
    return TextField(is_number=True)


def _plain_digits(text: str) -> str:
    from selfeval_gui.domain.numbers import NotANumber, format_typed, parse_typed

    try:
        number = parse_typed(text)
    except NotANumber:
        return text
    return "" if number is None else format_typed(number)
