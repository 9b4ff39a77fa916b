"""Which cell of the form somebody was at before they went to write about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from selfeval_gui.domain.cells import is_cell
from selfeval_gui.domain.fields import FORM_FIELDS, FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import Tree
from selfeval_gui.item_models.columns import Role

if TYPE_CHECKING:
    from selfeval_gui.views.form.form_page import FormPage


class PlaceAtHand(QObject):
    """Follows the keyboard through the form page.

    Signals
    -------
    changed()
        `ref` may be another cell now.
    """

    changed = Signal()

    def __init__(self, page: FormPage, parent: QObject) -> None:
        super().__init__(parent)
        self.page = page
        self._widget: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)
        page.tree.choice_changed.connect(self.changed)

    @property
    def ref(self) -> FieldRef | None:
        """The cell; None where the keyboard was at none, or the form has none."""
        widget = self._widget or self.page.tree
        if self.page.detail.isAncestorOf(widget) and self.page.detail.cell is not None:
            return FieldRef(*self.page.detail.cell)  # what stands below the tree belongs to its current cell
        step: QWidget | None = widget
        while step is not None and step is not self.page:
            if isinstance(step, QAbstractItemView):
                index = step.currentIndex()
                node, field = index.data(Role.NODE), index.data(Role.FIELD)
                return FieldRef(NodeId(node) if node else None, field) if field else None
            field = next((name for name, each in self.page.ways.fields().items() if each is step), None)
            if field is not None:
                return FieldRef(None, field)
            step = step.parentWidget()
        return None

    def ref_in(self, tree: Tree, scope: str) -> FieldRef | None:
        """Return the cell of a form that a remark of "cell" or "row" is about; None for the form as a whole."""
        ref = None if scope == "form" else self.ref
        if ref is None or (ref.node is not None and ref.node not in tree):
            return None
        if ref.node is None:
            return ref if ref.name in FORM_FIELDS else None
        return FieldRef(ref.node, "name" if scope == "row" or not is_cell(ref.name) else ref.name)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.page.isAncestorOf(new):
            if self._widget is not None:
                self._widget.destroyed.disconnect(self._forget)
            self._widget = new
            new.destroyed.connect(self._forget)
        self.changed.emit()

    def _forget(self, _gone: QObject) -> None:
        self._widget = None
