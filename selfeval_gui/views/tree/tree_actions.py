"""The actions on indicators: add, remove, move, fill, score. Enabled only where they are legal."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu

from selfeval_gui.commands import structure
from selfeval_gui.commands.fixes import weight_fix
from selfeval_gui.domain.fields import show_field
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.orders import Orders, shifted, stepped
from selfeval_gui.domain.tree import Place, Tree
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.action_table import ActionSpec
from selfeval_gui.views.basics.actions import build_actions
from selfeval_gui.views.basics.menus import fill_indicator_menu
from selfeval_gui.views.cells.field_clipboard import FieldClipboard
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from selfeval_gui.views.tree.tree_clipboard import SPECS as CLIPBOARD_SPECS
from selfeval_gui.views.tree.tree_clipboard import TreeClipboard
from selfeval_gui.views.tree.tree_invitation import TreeInvitation

_GIVE, _GIVE_THIS = _("分值补到这一行"), _("分值补到这一行（改为 {weight}）")

_REASON_TIP = _("按事实、原因、措施、时限写当前三级指标的偏差原因，数从表里来，话从本单位以前写过的里选")

# In a text field Ctrl+Del deletes a word; these keys belong to the tree.
SPECS = (
    *(
        ActionSpec(f"action{name}", text, tip, keys, icon, only_here=True)
        for name, text, tip, keys, icon in (
            (
                *("AddSibling", _("添加同级指标"), _("在当前指标后面添加一个同级指标")),
                *(("Ctrl+Return", "Ctrl+Enter"), "add_sibling"),
            ),
            (
                *("AddChild", _("添加下级指标"), _("在当前指标下面添加一个下级指标")),
                *(("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), "add_child"),
            ),
            ("AddAbove", _("在上面添加同级指标"), _("在当前指标前面添加一个同级指标"), (), "add_sibling"),
            ("EditCell", _("修改这一格"), _("修改当前单元格，光标在文字末尾（F2 或双击也可以）"), (), "rename"),
            ("Remove", _("删除指标"), _("删除选中的指标和它们的下级"), ("Ctrl+Del",), "remove"),
            ("MoveUp", _("上移"), _("把选中的指标上移一行"), ("Alt+Up",), "move_up"),
            ("MoveDown", _("下移"), _("把选中的指标下移一行"), ("Alt+Down",), "move_down"),
            ("MoveOut", _("升一级"), _("把选中的指标升一级，放到原来的上级后面"), ("Alt+Left",), "move_out"),
            ("MoveIn", _("降一级"), _("把选中的指标降一级，放到上一个指标下面"), ("Alt+Right",), "move_in"),
            ("MoveTo", _("移动到…"), _("选一个地方，把选中的指标移过去"), ("Ctrl+M",), "move_to"),
            ("FillDown", _("向下填充"), _("把最上面的内容填到下面选中的单元格"), ("Ctrl+D",), "fill_down"),
            ("FillRight", _("向右填充"), _("把最左边的内容填到右边选中的单元格"), ("Ctrl+R",), "fill_down"),
            (
                *("FillScores", _("填入得分"), _("按口径填入选中行的得分，没有选中时填所有空白的得分")),
                *(("F8",), "fill"),  # Ctrl+Shift+F belongs to input methods: 简体 and 繁体
            ),
            ("FillEmptyScores", _("填入所有空白得分"), _("按口径填入所有还没有得分的行"), (), "fill"),
            (
                *("Distribute", _("分摊…"), _("把还差的分值分摊到选中的行，没有选中时分摊到所有行")),
                *((), "distribute"),
            ),
            ("GiveWeight", _GIVE, _("把分值合计的差额加到当前指标上"), (), "balance"),
        )
    ),
    ActionSpec("actionWriteReason", _("写偏差原因…"), _REASON_TIP, ("Ctrl+J",), "rename"),
)

_Finder = Callable[[Tree, Sequence[NodeId], int], Orders | None]


class TreeActions(QObject):
    """Acts on the current row of the tree, or on all chosen rows. Keys work while the tree has the focus."""

    def __init__(self, tree: IndicatorTree) -> None:
        super().__init__(tree)
        self._tree = tree
        self.clipboard = TreeClipboard(tree)
        tree.paste_wanted.connect(self.clipboard.paste)
        self._invitation = TreeInvitation(tree)
        self.by_name = build_actions(tree, (*SPECS, *CLIPBOARD_SPECS))
        tree.addActions(list(self.by_name.values()))
        for name, slot in (
            ("AddSibling", self._add_sibling),
            ("AddChild", self._add_child),
            ("AddAbove", self._add_above),
            ("EditCell", self._edit_cell),
            ("Remove", self._remove),
            ("MoveUp", self._move_up),
            ("MoveDown", self._move_down),
            ("MoveOut", self._move_out),
            ("MoveIn", self._move_in),
            ("MoveTo", self._move_to),
            ("FillDown", self._fill_down),
            ("FillRight", self._fill_right),
            ("Cut", self._cut),
            ("Copy", self._copy),
            ("Paste", self._paste),
        ):
            self.by_name[f"action{name}"].triggered.connect(slot)
        tree.choice_changed.connect(self.update)
        menu = QMenu(tree)
        menu.setObjectName("menuTree")
        fill_indicator_menu(menu, self.by_name)
        tree.set_menu(menu)
        self.update()

    def update(self) -> None:
        """Enable what is legal now; to be called after each step of the undo stack too."""
        self._enable_legal()
        model = self._tree.indicator_model()
        is_locked = model is not None and model.session.is_read_only
        self._invitation.tell(is_empty=model is not None and not model.rowCount(), may_add=not is_locked)
        if is_locked:
            for name, action in self.by_name.items():
                action.setEnabled(name == "actionCopy" and action.isEnabled())

    def _enable_legal(self) -> None:
        model, node = self._tree.indicator_model(), self._tree.current_node()
        tree = None if model is None else model.session.tree
        nodes = self._topmost()
        entry = self._tree.entry_parent()
        self._enable("AddSibling", node is not None or entry is not None)
        self._enable("AddAbove", node is not None)
        self._enable("AddChild", tree is not None and entry is None and tree.can_have_children(node))
        self._enable("EditCell", bool(self._tree.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable))
        self._enable("Remove", bool(nodes))
        for name, find, step in (
            ("MoveUp", stepped, -1),
            ("MoveDown", stepped, 1),
            ("MoveOut", shifted, -1),
            ("MoveIn", shifted, 1),
        ):
            self._enable(name, tree is not None and bool(nodes) and find(tree, nodes, step) is not None)
        self._enable("MoveTo", tree is not None and len({tree.level(each) for each in nodes}) == 1)
        self._enable("FillDown", node is not None)
        self._enable("FillRight", node is not None)
        self._enable("Cut", bool(nodes))
        self._enable("Copy", bool(nodes))
        self._enable("Paste", model is not None)
        is_row = node is not None and tree is not None and tree.level(node) == LEVELS
        self._enable("WriteReason", is_row and entry is None)
        for name in ("FillScores", "FillEmptyScores", "Distribute"):
            self._enable(name, model is not None and model.rowCount() > 0)
        fix = None if model is None else weight_fix(model, node)
        self._enable("GiveWeight", fix is not None)
        give = self.by_name["actionGiveWeight"]
        give.setText(_GIVE if fix is None else _GIVE_THIS.format(weight=show_field(fix.value)))

    def _enable(self, name: str, enabled: bool) -> None:
        self.by_name[f"action{name}"].setEnabled(enabled)

    def _topmost(self) -> list[NodeId]:
        model, nodes = self._tree.indicator_model(), self._tree.chosen_nodes()
        return nodes if model is None or len(nodes) < 2 else model.session.tree.topmost(set(nodes))

    # ---- add and remove ------------------------------------------------------------------------------------------

    def _add_sibling(self, _checked: bool = False) -> None:
        model, node, entry = self._tree.indicator_model(), self._tree.current_node(), self._tree.entry_parent()
        if model is None or not self._tree.commit_editor():
            return
        if node is not None:
            structure.add_sibling(model, node)
        elif entry is not None:
            structure.add_child(model, entry)

    def _add_above(self, _checked: bool = False) -> None:
        model, node = self._tree.indicator_model(), self._tree.current_node()
        if model is not None and node is not None and self._tree.commit_editor():
            structure.add_sibling(model, node, is_above=True)

    def _add_child(self, _checked: bool = False) -> None:
        model, node = self._tree.indicator_model(), self._tree.current_node()
        may_add = model is not None and model.session.tree.can_have_children(node) and not self._tree.entry_parent()
        if model is not None and may_add and self._tree.commit_editor():
            structure.add_child(model, node)

    def _edit_cell(self, _checked: bool = False) -> None:
        twin = self._tree.twin
        view = twin if twin is not None and twin.hasFocus() else self._tree
        if self._tree.commit_editor():
            view.edit(view.currentIndex(), QAbstractItemView.EditTrigger.EditKeyPressed)

    def _remove(self, _checked: bool = False) -> None:
        model, nodes = self._tree.indicator_model(), self._tree.chosen_nodes()
        if model is not None and nodes and self._tree.commit_editor():
            structure.remove(model, nodes)

    # ---- move ----------------------------------------------------------------------------------------------------

    def _move_up(self, _checked: bool = False) -> None:
        self._move(stepped, -1)

    def _move_down(self, _checked: bool = False) -> None:
        self._move(stepped, 1)

    def _move_out(self, _checked: bool = False) -> None:
        self._move(shifted, -1)

    def _move_in(self, _checked: bool = False) -> None:
        self._move(shifted, 1)

    def _move(self, find: _Finder, step: int) -> None:
        model = self._tree.indicator_model()
        if model is None or not self._tree.commit_editor():
            return
        nodes = self._topmost()
        orders = find(model.session.tree, nodes, step) if nodes else None
        if orders is not None:
            self._tree.rearrange(orders, nodes)

    def _move_to(self, _checked: bool = False) -> None:
        model, nodes = self._tree.indicator_model(), self._topmost()
        if model is None or not nodes or not self._tree.commit_editor():
            return
        from selfeval_gui.views.tree.move_to_dialog import MoveToDialog

        dialog = MoveToDialog(model.session.tree, nodes, self._tree)
        dialog.place_chosen.connect(self._move_to_place)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _move_to_place(self, nodes: list[NodeId], place: Place) -> None:
        self._tree.move_to(nodes, place)

    # ---- fill ----------------------------------------------------------------------------------------------------

    def _fill_down(self, _checked: bool = False) -> None:
        if self._tree.commit_editor():
            self._tree.fill_down()

    def _fill_right(self, _checked: bool = False) -> None:
        if self._tree.commit_editor():
            self._tree.fill_right()

    # ---- clipboard -----------------------------------------------------------------------------------------------

    def _twin(self) -> FieldClipboard | None:
        """Return the clipboard of the other view, where one works in that."""
        twin = self._tree.twin
        return self._tree.twin_clipboard if twin is not None and twin.hasFocus() else None

    def _cut(self, _checked: bool = False) -> None:
        if self._tree.commit_editor():
            (self._twin() or self.clipboard).cut()

    def _copy(self, _checked: bool = False) -> None:
        if self._tree.commit_editor():
            (self._twin() or self.clipboard).copy()

    def _paste(self, _checked: bool = False) -> None:
        model = self._tree.indicator_model()
        if model is None or not self._tree.commit_editor():
            return
        twin = self._twin()
        if twin is None:
            self.clipboard.paste()
        else:
            twin.paste(model.session)
