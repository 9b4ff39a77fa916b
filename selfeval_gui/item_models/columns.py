"""Columns, their headings, and the item roles shared by the models and the delegates."""

from enum import IntEnum

from PySide6.QtCore import Qt

from selfeval_gui.domain.fields import FUND_COLUMN_LABELS, INDICATOR_FIELDS, INDICATOR_NUMBERS
from selfeval_gui.i18n import _

INDICATOR_FIELD = tuple(INDICATOR_FIELDS)
INDICATOR_HEADINGS = tuple(field.label for field in INDICATOR_FIELDS.values())
NUMBER_COLUMNS = tuple(INDICATOR_FIELD.index(name) for name in INDICATOR_NUMBERS)


class IndicatorColumn(IntEnum):
    """Columns of the indicator tree that one speaks of by name; there is one for each field of an indicator."""

    NAME = INDICATOR_FIELD.index("name")
    TARGET = INDICATOR_FIELD.index("target")
    ACTUAL = INDICATOR_FIELD.index("actual")
    WEIGHT = INDICATOR_FIELD.index("weight")
    SCORE = INDICATOR_FIELD.index("score")
    REASON = INDICATOR_FIELD.index("reason")


FUND_FIELD = tuple(FUND_COLUMN_LABELS)
FUND_HEADINGS = tuple(FUND_COLUMN_LABELS.values())


class ProjectColumn(IntEnum):
    """What the project list says of a form; the list shows all of it in its first column, and sorts by each."""

    NAME = 0
    YEAR = 1
    TOTAL = 2
    GRADE = 3
    RATE = 4
    FINDINGS = 5
    STATE = 6
    UNIT = 7


PROJECT_HEADINGS = (_("项目名称"), _("年度"), _("总分"), _("等级"), _("执行率"), _("检查"), _("状态"), _("实施单位"))


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
    REFUSAL = Qt.ItemDataRole.UserRole + 14  # why letters typed on the cell do nothing, where they do not
    FOLLOWS = Qt.ItemDataRole.UserRole + 15  # whether the line belongs to the one above it


# A change of these alone never changes a row's height: the place of a mark is kept free, sums are short.
LOOK_ROLES = [
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Role.SEVERITY,
    Role.LOOK,
]
# What of a row changes with a number, which takes one line in any column, so that no view lays its rows out again.
NUMBER_ROLES = [*LOOK_ROLES, Qt.ItemDataRole.EditRole]
