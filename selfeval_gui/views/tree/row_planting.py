"""Puts pasted rows into the tree: few at once, many made ready beforehand, with a box that says so and stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.slices import Slices
from selfeval_gui.commands.insert import insert_by_and_by, insert_planned
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.views.tree.paste_reader import PasteBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selfeval_gui.exchange.pasting.paste_plan import PlanRow

_AT_ONCE = 300  # rows; to make and judge them takes less than one notices


class RowPlanter(QObject):
    """Pastes the rows of one table at a time, as one step: nothing changes before it, and nothing if it is stopped."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._box: PasteBox | None = None
        self._slices: Slices | None = None

    @property
    def is_busy(self) -> bool:
        """Whether rows are being made ready."""
        return self._slices is not None

    def plant(self, model: IndicatorModel, rows: Sequence[PlanRow], current: NodeId | None) -> None:
        """Paste rows where they belong, seen from a row; many of them later than this returns."""
        if len(rows) <= _AT_ONCE:
            insert_planned(model, rows, current)
            return
        self._slices = Slices(insert_by_and_by(model, rows, current), self)
        self._slices.done.connect(self._end)
        words = _("正在准备粘贴 {count} 个指标，还没有改动自评表。").format(count=len(rows))
        self._box = PasteBox("pastePlanting", words, self._owner.window())  # at once: the form stays as it is meanwhile
        self._box.rejected.connect(self.stop)
        self._box.open()
        self._slices.start()

    def stop(self) -> None:
        """Give up what is not in the tree yet."""
        if self._slices is not None:
            self._slices.stop()

    def _end(self) -> None:
        if self._slices is not None:
            self._slices.deleteLater()
            self._slices = None
        if self._box is not None:
            self._box.hide()
            self._box.deleteLater()
            self._box = None
