"""Columns, their headings, and the item roles shared by the models and the delegates."""

from enum import IntEnum

from PySide6.QtCore import Qt

from selfeval_gui.domain.fields import FUND_AMOUNTS
from selfeval_gui.i18n import _
from selfeval_gui.messages import FUND_COLUMN_LABELS, INDICATOR_LABELS


class IndicatorColumn(IntEnum):
    """Columns of the indicator tree."""

    NAME = 0
    TARGET = 1
    ACTUAL = 2
    WEIGHT = 3
    SCORE = 4
    REASON = 5


INDICATOR_FIELD = tuple(INDICATOR_LABELS)
INDICATOR_HEADINGS = tuple(INDICATOR_LABELS.values())
NUMBER_COLUMNS = (IndicatorColumn.WEIGHT, IndicatorColumn.SCORE)

FUND_FIELD = (*FUND_AMOUNTS, "weight", "rate", "score")
FUND_HEADINGS = tuple(FUND_COLUMN_LABELS[field] for field in FUND_FIELD)


class ProjectColumn(IntEnum):
    """Columns of the project list."""

    NAME = 0
    YEAR = 1
    TOTAL = 2
    GRADE = 3
    RATE = 4
    FINDINGS = 5
    STATE = 6


PROJECT_HEADINGS = (_("项目名称"), _("年度"), _("总分"), _("等级"), _("执行率"), _("检查"), _("状态"))


class Role(IntEnum):
    """Item roles beyond Qt's own."""

    NODE = Qt.ItemDataRole.UserRole + 1
    FIELD = Qt.ItemDataRole.UserRole + 2
    SEVERITY = Qt.ItemDataRole.UserRole + 3
    KIND = Qt.ItemDataRole.UserRole + 4
    COMPUTED = Qt.ItemDataRole.UserRole + 5
    PATH = Qt.ItemDataRole.UserRole + 6
    SORT = Qt.ItemDataRole.UserRole + 7
    COUNTS = Qt.ItemDataRole.UserRole + 8
    LOOK = Qt.ItemDataRole.UserRole + 9
    ACCEPTED = Qt.ItemDataRole.UserRole + 10
    ENTRIES = Qt.ItemDataRole.UserRole + 11
    BAR = Qt.ItemDataRole.UserRole + 12
    FATE = Qt.ItemDataRole.UserRole + 13


# A change of these alone never changes a row's height: the place of a mark is kept free, sums are short.
LOOK_ROLES = [
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Role.SEVERITY,
    Role.LOOK,
]
