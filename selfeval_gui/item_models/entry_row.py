"""The faint row under each second-level indicator: what is typed into it becomes a third-level one.

It is no part of the form: it has no id, is never saved, counted, found, copied, moved or removed.
"""

from typing import Any

from PySide6.QtCore import Qt

from selfeval_gui.domain.fields import NEW_ROW, FieldKind
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.i18n import _
from selfeval_gui.item_models.cell_look import CellLook
from selfeval_gui.item_models.columns import IndicatorColumn, Role

_WORDS = _("＋ 在此输入三级指标")
_NAME_FIRST = _("先在左边输入三级指标的名称，这一行才会添加。")
_SPOKEN = _("在“{name}”下添加三级指标：在这里输入名称")

FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


def entry_data(parent: NodeId, name: str, column: int, role: int) -> Any:
    """Return what Qt or a delegate asks of a cell of the faint row under an indicator of this name."""
    is_name = column == IndicatorColumn.NAME
    if role == Role.LOOK:
        return CellLook(_WORDS if is_name else "", False, None, False, False, is_faint=True)
    if role == Qt.ItemDataRole.DisplayRole:
        return _WORDS if is_name else ""
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return _SPOKEN.format(name=name) if is_name else ""
    if role == Role.NODE:
        return parent
    if role == Role.FIELD:
        return NEW_ROW
    if role == Role.KIND:
        return FieldKind.TEXT.value
    if role == Role.REFUSAL:
        return None if is_name else _NAME_FIRST
    return "" if role == Qt.ItemDataRole.EditRole else None
