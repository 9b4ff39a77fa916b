"""Files from outside and documents of other rows, dropped on an indicator of the tree or of the paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QRubberBand

from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.views.basics.dropped_files import local_files

if TYPE_CHECKING:
    from selfeval_gui.item_models.indicator_model import IndicatorModel
    from selfeval_gui.views.form.evidence_list import Dragged

_DRAGS = {QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop}


class DropSpot(NamedTuple):
    """A row under the mouse, and where it is seen."""

    node: NodeId
    place: QRect


class RowDrops(QObject):
    """Watches one view. Rows of the view's own that are dragged are none of its business.

    Signals
    -------
    files_dropped(node, paths)
        files or folders are to prove this row.
    evidence_dropped(dragged, node, both)
        documents of another row are to prove this one, or both of them.
    """

    files_dropped = Signal(str, list)
    evidence_dropped = Signal(object, str, bool)

    def __init__(
        self,
        view: QAbstractItemView,
        model: Callable[[], IndicatorModel | None],
        spot_at: Callable[[QPoint], DropSpot | None],
    ) -> None:
        super().__init__(view)
        self._view, self._model, self._spot_at = view, model, spot_at
        self._mark = QRubberBand(QRubberBand.Shape.Rectangle, view.viewport())
        self._mark.setObjectName("evidenceMark")
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take what proves a row; files that are dropped beside the rows go to the window, which reads them."""
        from selfeval_gui.views.form.evidence_list import dragged_evidence

        if event.type() is QEvent.Type.DragLeave:
            self._mark.hide()
        if not isinstance(event, QDropEvent) or event.type() not in _DRAGS:
            return False
        files, dragged = local_files(event.mimeData()), dragged_evidence(event.mimeData())
        if not files and dragged is None:
            return False
        spot = self._spot(event.position().toPoint(), dragged)
        self._show(None if event.type() is QEvent.Type.Drop else spot)
        if isinstance(event, QDragMoveEvent):
            event.setAccepted(bool(files) or spot is not None or event.type() is QEvent.Type.DragEnter)
            return True
        event.setAccepted(spot is not None)
        if spot is None:
            return not files or QApplication.sendEvent(self._view.window(), event)
        if dragged is not None:
            both = event.dropAction() is Qt.DropAction.CopyAction
            self.evidence_dropped.emit(dragged, spot.node, both)
        else:
            event.setDropAction(Qt.DropAction.CopyAction)  # the files stay where they are
            event.accept()
            self.files_dropped.emit(spot.node, files)
        return True

    def _spot(self, place: QPoint, dragged: Dragged | None) -> DropSpot | None:
        model, spot = self._model(), self._spot_at(place)
        if model is None or spot is None or model.session.is_read_only:
            return None
        if spot.node not in model.session.tree or model.session.tree.level(spot.node) != LEVELS:
            return None
        is_foreign = dragged is not None and (dragged.form != model.session.form.id or dragged.row == spot.node)
        return None if is_foreign else spot

    def _show(self, spot: DropSpot | None) -> None:
        if spot is None:
            self._mark.hide()
        else:
            self._mark.setGeometry(spot.place)
            self._mark.show()
