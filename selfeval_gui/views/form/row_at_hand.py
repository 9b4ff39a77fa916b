"""What is said of the tree's current row, and what can be done with it: told once a step, where the step leads."""

from PySide6.QtCore import QObject

from selfeval_gui.app.session import Session
from selfeval_gui.views.form.detail_pane import DetailPane
from selfeval_gui.views.form.findings_panel import FindingsPanel
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from selfeval_gui.views.tree.tree_actions import TreeActions


class RowAtHand(QObject):
    """Keeps actions, 详情 and the line on the score at the current row, after each step and each choice."""

    def __init__(
        self, tree: IndicatorTree, actions: TreeActions, detail: DetailPane, findings: FindingsPanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tree, self._actions, self._detail, self._findings = tree, actions, detail, findings
        self._is_owed = False  # what was told is as it was before the last step
        tree.choice_changed.connect(self._explain)  # to which actions and 详情 listen, too, and were here first

    def take_step(self, session: Session | None) -> None:
        """Tell of the row after a step; where that leads to a cell, `settle` must follow, with the page there."""
        if session is not None and session.is_leading:
            self._is_owed = True
            self._detail.follow()
        else:
            self.tell()

    def settle(self) -> None:
        """Tell what is still to be told: nothing, where another choice was told meanwhile."""
        if self._is_owed:
            self.tell()

    def tell(self) -> None:
        """Tell all of the current row as it is now."""
        self._actions.update()
        self._explain()
        self._detail.show_current()

    def _explain(self) -> None:
        """Say below the tree how the score of the current row comes about."""
        self._is_owed = False
        model, node = self._tree.indicator_model(), self._tree.current_node()
        self._findings.explain("" if model is None or node is None else model.explanation(node))
        self._findings.refresh_fix()
