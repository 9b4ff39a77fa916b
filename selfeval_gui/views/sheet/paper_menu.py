"""The menu beside a cell of the paper: the actions of the tree where they fit, undo, and the way to the tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.menus import fill_indicator_menu
from selfeval_gui.views.sheet.paper_view import PaperView
from selfeval_gui.views.tree.indicator_tree import IndicatorTree

_CLIPBOARD = ("actionCut", "actionCopy", "actionPaste")
_HISTORY = ("actionUndo", "actionRedo")


class PaperMenu(QObject):
    """Shows the menu; `lead_to_tree` goes to the cell at hand on the tree's side."""

    def __init__(self, view: PaperView, tree: IndicatorTree, lead_to_tree: Callable[[bool], None]) -> None:
        super().__init__(view)
        self._view, self._tree = view, tree
        self._menu = QMenu(view)
        self._menu.setObjectName("menuPaper")
        self._fields = {name: self._own(name) for name in _CLIPBOARD}
        for name, slot in (("actionCut", self._cut), ("actionCopy", self._copy), ("actionPaste", self._paste)):
            self._fields[name].triggered.connect(slot)
        self._lead = QAction(_("定位到树"), self)
        self._lead.setObjectName("paperLeadToTree")
        self._lead.triggered.connect(lead_to_tree)
        view.menu_wanted.connect(self._show)

    def _own(self, name: str) -> QAction:
        """Return an action of the clipboard for cells that are no indicator's, with the words of the tree's action."""
        action = QAction(self)
        action.setObjectName(name.replace("action", "paper"))
        for each in self._tree.actions():
            if each.objectName() == name:
                action.setText(each.text())
                action.setIcon(each.icon())
        return action

    def _show(self, place: QPoint) -> None:
        model, ref = self._view.paper_model(), self._view.current_ref()
        if model is None or not self._view.currentIndex().isValid():
            return
        menu = self._menu
        menu.clear()
        window = self._view.window()
        for name in _HISTORY:
            menu.addActions(cast(list[QAction], window.findChildren(QAction, name)))
        menu.addSeparator()
        if ref is not None and ref.node is not None:
            fill_indicator_menu(menu, {each.objectName(): each for each in self._tree.actions()})
        else:
            may_change = not model.session.is_read_only
            self._fields["actionCut"].setEnabled(may_change and bool(self._view.chosen_refs()))
            self._fields["actionCopy"].setEnabled(bool(self._view.chosen_refs()))
            self._fields["actionPaste"].setEnabled(may_change)
            menu.addActions(list(self._fields.values()))
        menu.addSeparator()
        self._lead.setEnabled(ref is not None)
        menu.addAction(self._lead)
        menu.popup(place)

    def _cut(self, _checked: bool = False) -> None:
        self._view.clipboard.cut()

    def _copy(self, _checked: bool = False) -> None:
        self._view.clipboard.copy()

    def _paste(self, _checked: bool = False) -> None:
        model = self._view.paper_model()
        if model is not None:
            self._view.clipboard.paste(model.session)
