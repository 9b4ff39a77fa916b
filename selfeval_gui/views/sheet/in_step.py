"""Keeps tree and paper at the same cell: whichever of them one works in, the other goes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QObject

from selfeval_gui.domain.fields import NEW_ROW
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import Role

if TYPE_CHECKING:
    from selfeval_gui.views.sheet.paper_view import PaperView
    from selfeval_gui.views.tree.indicator_tree import IndicatorTree

_SELECT = QItemSelectionModel.SelectionFlag.Select


class InStep(QObject):
    """Two views of the same indicators. What is selected on the paper is so in the tree, whose actions act on it."""

    def __init__(self, tree: IndicatorTree, paper: PaperView) -> None:
        super().__init__(paper)
        self._tree, self._paper = tree, paper
        self._is_busy = False
        self._is_offering = False  # the tree's actions to the keys of the paper
        self.is_behind = False  # the tree went on while the paper was away
        tree.twin, tree.twin_clipboard = paper, paper.clipboard
        tree.cells.beside, paper.cells.beside = paper, tree
        paper.clipboard.rows_wanted.connect(tree.paste_wanted)
        tree.choice_changed.connect(self._follow_tree)
        paper.choice_changed.connect(self.follow_paper)

    def _follow_tree(self) -> None:
        index = self._tree.currentIndex()
        if self._is_busy or self._paper.is_writing or not index.isValid():
            return
        self.is_behind = not self._paper.isVisible()
        if not self.is_behind:
            self.catch_up()
        if self._paper.hasFocus() and index.data(Role.FIELD) == NEW_ROW:  # a row was removed: keys act on what one sees
            self._is_busy = True
            self._tree.go_to(NodeId(index.data(Role.NODE)), "name")
            self._is_busy = False

    def catch_up(self) -> None:
        """Have the paper at the tree's cell, at the name of the row above for a faint row, which it does not show."""
        index, self.is_behind = self._tree.currentIndex(), False
        if not index.isValid():
            return
        self._is_busy = True
        node, field = str(index.data(Role.NODE)), str(index.data(Role.FIELD))
        self._paper.go_to(node, "name" if field == NEW_ROW else field)
        self._is_busy = False

    def follow_paper(self) -> None:
        """Have the tree at what is chosen on the paper."""
        model, ref = self._tree.indicator_model(), self._paper.current_ref()
        self._offer_actions(is_offered=ref is not None and ref.node is not None)
        if self._is_busy or model is None or ref is None or ref.node is None:
            return
        chosen = [each for each in self._paper.chosen_refs() if each.node is not None]
        self._is_busy = True
        if self._tree.currentIndex() != model.index_of(ref.node, ref.name) or len(chosen) != 1:
            self._tree.go_to(ref.node, ref.name)
        if len(chosen) > 1:
            for each in chosen:
                self._tree.selectionModel().select(model.index_of(each.node, each.name), _SELECT)
        self._is_busy = False

    def _offer_actions(self, *, is_offered: bool) -> None:
        """Have the keys of the tree's actions work on the paper, or not: on the head of the form they act elsewhere."""
        if is_offered == self._is_offering:
            return
        self._is_offering = is_offered
        for action in self._tree.actions():
            if is_offered:
                self._paper.addAction(action)
            else:
                self._paper.removeAction(action)
