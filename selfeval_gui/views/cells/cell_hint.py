"""Why a cell opens no editor, said beside the cell."""

from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView

from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import Role
from selfeval_gui.views.basics.hint_bubble import HintBubble
from selfeval_gui.views.cells.cell_steps import takes_letters

LONGEST_EDITED = 32_767  # characters, as many as a cell of Excel holds; Qt lays a text out whole at each letter

_COMPUTED = _("这一格是算出来的，或者不用填，不能在这里输入。")
_READ_ONLY = _("这张表现在只能查看，不能修改。")
_TOO_LONG = _("这一格有 {count} 字，太长，不能在这里修改。可以按 Delete 清空，或者复制到别处改好再粘贴。")


class CellHint(HintBubble):
    """Speaks of the current cell of a view."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self.setObjectName("cellRefusal")

    def tell_why(self) -> None:
        """Say why the current cell cannot be typed in."""
        index = self._view.currentIndex()
        if not index.isValid():
            return
        if is_too_long(index):
            self.say(_TOO_LONG.format(count=len(_text(index))))
        elif not takes_letters(index):
            model: Any = self._view.model()
            refusal = index.data(Role.REFUSAL)
            self.say(_READ_ONLY if model.session.is_read_only else refusal or _COMPUTED)

    def leave(self) -> None:
        """Say nothing any more."""
        if self.isVisible():
            self.say("")

    def _spot(self) -> QRect:
        cell = self._view.visualRect(self._view.currentIndex())
        return cell.translated(self._view.viewport().pos())


def is_too_long(index: QModelIndex | QPersistentModelIndex) -> bool:
    """Tell whether an editor of this cell would hold up the window."""
    return len(_text(index)) > LONGEST_EDITED


def _text(index: QModelIndex | QPersistentModelIndex) -> str:
    return cast(str, index.data(Qt.ItemDataRole.EditRole) or "")
