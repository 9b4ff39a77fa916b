"""The actions on indicators: add, remove, move, fill in scores. Enabled only where they are legal."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from selfeval_gui.commands import structure
from selfeval_gui.commands.fixes import weight_fix
from selfeval_gui.domain.fields import show_field
from selfeval_gui.i18n import _
from selfeval_gui.views import theme
from selfeval_gui.views.actions import set_tip
from selfeval_gui.views.indicator_tree import IndicatorTree

_CTRL_ENTER = ("Ctrl+Return", "Ctrl+Enter")
_GIVE, _GIVE_THIS = _("分值补到这一行"), _("分值补到这一行（改为 {weight}）")
_CTRL_SHIFT_ENTER = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")


class TreeActions(QObject):
    """Acts on the current row of the tree, or on all chosen rows. Keys work while the tree has the focus."""

    def __init__(self, tree: IndicatorTree) -> None:
        super().__init__(tree)
        self._tree = tree
        self.add_sibling = self._action(
            "actionAddSibling", _("添加同级指标"), _("在当前指标后面添加一个同级指标"), _CTRL_ENTER, "add_sibling"
        )
        self.add_child = self._action(
            "actionAddChild", _("添加下级指标"), _("在当前指标下面添加一个下级指标"), _CTRL_SHIFT_ENTER, "add_child"
        )
        self.remove = self._action(
            "actionRemove", _("删除指标"), _("删除选中的指标和它们的下级"), ("Ctrl+Del",), "remove"
        )
        self.move_up = self._action("actionMoveUp", _("上移"), _("把当前指标上移一行"), ("Alt+Up",), "move_up")
        self.move_down = self._action("actionMoveDown", _("下移"), _("把当前指标下移一行"), ("Alt+Down",), "move_down")
        self.fill_scores = self._action(
            "actionFillScores",
            _("填入得分"),
            _("按口径填入选中行的得分，没有选中时填所有空白的得分"),
            ("Ctrl+Shift+F",),
            "fill",
        )
        self.fill_empty_scores = self._action(
            "actionFillEmptyScores", _("填入所有空白得分"), _("按口径填入所有还没有得分的行"), (), "fill"
        )
        self.give_weight = self._action("actionGiveWeight", _GIVE, _("把分值合计的差额加到当前指标上"), (), "balance")
        self.add_sibling.triggered.connect(self._add_sibling)
        self.add_child.triggered.connect(self._add_child)
        self.remove.triggered.connect(self._remove)
        self.move_up.triggered.connect(self._move_up)
        self.move_down.triggered.connect(self._move_down)
        tree.choice_changed.connect(self.update)
        menu = QMenu(tree)
        menu.addActions(self.menu_order())
        menu.addSeparator()
        menu.addActions(self.score_order())
        tree.set_menu(menu)
        self.update()

    def menu_order(self) -> list[QAction]:
        """Return the actions as they stand in menus and tool bars."""
        return [self.add_sibling, self.add_child, self.remove, self.move_up, self.move_down]

    def score_order(self) -> list[QAction]:
        """Return the actions on scores as they stand in menus; what they do is connected by the score flow."""
        return [self.fill_scores, self.fill_empty_scores, self.give_weight]

    def update(self) -> None:
        """Enable what is legal now; to be called after each step of the undo stack too."""
        model, node = self._tree.indicator_model(), self._tree.current_node()
        tree = None if model is None else model.session.tree
        for action in (self.fill_scores, self.fill_empty_scores):
            action.setEnabled(model is not None and model.rowCount() > 0)
        fix = None if model is None else weight_fix(model, node)
        self.give_weight.setEnabled(fix is not None)
        self.give_weight.setText(_GIVE if fix is None else _GIVE_THIS.format(weight=show_field(fix.value)))
        self.add_sibling.setEnabled(node is not None)
        self.add_child.setEnabled(tree is not None and tree.can_have_children(node))
        self.remove.setEnabled(node is not None)
        self.move_up.setEnabled(
            model is not None and node is not None and structure.step_target(model, node, -1) is not None
        )
        self.move_down.setEnabled(
            model is not None and node is not None and structure.step_target(model, node, 1) is not None
        )

    def _action(self, name: str, text: str, tip: str, keys: tuple[str, ...], icon: str) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setIcon(theme.icon(icon))
        action.setShortcuts([QKeySequence(key) for key in keys])
        set_tip(action, tip)
        # In a text field Ctrl+Del deletes a word; these keys belong to the tree.
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._tree.addAction(action)
        return action

    def _add_sibling(self, _checked: bool = False) -> None:
        model, node = self._tree.indicator_model(), self._tree.current_node()
        if model is not None and node is not None and self._tree.commit_editor():
            structure.add_sibling(model, node)

    def _add_child(self, _checked: bool = False) -> None:
        model, node = self._tree.indicator_model(), self._tree.current_node()
        if model is not None and model.session.tree.can_have_children(node) and self._tree.commit_editor():
            structure.add_child(model, node)

    def _remove(self, _checked: bool = False) -> None:
        model, nodes = self._tree.indicator_model(), self._tree.chosen_nodes()
        if model is not None and nodes and self._tree.commit_editor():
            structure.remove(model, nodes)

    def _move_up(self, _checked: bool = False) -> None:
        self._move(-1)

    def _move_down(self, _checked: bool = False) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        model, node = self._tree.indicator_model(), self._tree.current_node()
        if model is not None and node is not None and self._tree.commit_editor():
            structure.move_step(model, node, step)
