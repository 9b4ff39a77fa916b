"""Choose where indicators go: every legal place of their level, by keyboard or mouse, as dragging offers them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.orders import placed
from selfeval_gui.domain.tree import Place, Tree
from selfeval_gui.i18n import _
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.rows import lay_rows

_PLACE = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT = 26, 20  # letters, lines


class MoveToDialog(QDialog):
    """Shows the rows down to the level of those that move: one level higher takes them in, their own is passed.

    Signals
    -------
    place_chosen(nodes, place)
        the user agreed; the place's row is counted before the rows are taken out.
    """

    place_chosen = Signal(list, object)

    def __init__(self, tree: Tree, nodes: Sequence[NodeId], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moveToDialog")
        self.setWindowTitle(_("移动到"))
        self._tree, self._nodes = tree, list(nodes)
        self._level = tree.level(nodes[0])
        self.places = QTreeWidget(self)
        lay_rows(self.places)
        self.places.setObjectName("moveToPlaces")
        self.places.setAccessibleName(_("可以移到的地方"))
        self.places.setHeaderHidden(True)
        em = self.fontMetrics().horizontalAdvance("国")
        self.places.setMinimumSize(_WIDTH * em, _HEIGHT * self.fontMetrics().height())
        self._words = QuietLabel("", self, wraps=True)
        self._words.setObjectName("moveToWords")
        buttons = QDialogButtonBox(self)
        self._move = buttons.addButton(_("移动"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._move.setObjectName("moveToAccept")
        self._move.setDefault(True)
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("moveToCancel")
        page = QVBoxLayout(self)
        page.addWidget(QLabel(self._question(), self))
        page.addWidget(self.places, 1)
        page.addWidget(self._words)
        page.addWidget(buttons)
        for row in tree.children(None):
            self._add(row, 1, None)
        self.places.expandAll()
        self.places.currentItemChanged.connect(self._chosen)
        self.places.itemDoubleClicked.connect(self.accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._begin_at_first_place()

    def accept(self) -> None:
        """Tell the place and close."""
        place = self._place()
        if place is not None:
            self.place_chosen.emit(self._nodes, place)
            super().accept()

    def _question(self) -> str:
        if len(self._nodes) == 1:
            return _("把“{name}”移动到：").format(name=_name(self._tree.node(self._nodes[0])))
        return _("把选中的 {count} 个指标移动到：").format(count=len(self._nodes))

    def _add(self, row: Indicator, level: int, above: QTreeWidgetItem | None) -> None:
        """Add a row and those below it; what cannot take the moved rows can be read but not chosen."""
        item = QTreeWidgetItem([_name(row)])
        if above is None:
            self.places.addTopLevelItem(item)
        else:
            above.addChild(item)
        node = NodeId(row.id)
        place = None
        if level == self._level - 1:
            place = Place(node, len(row.children))
        elif level == self._level:
            here = self._tree.place(node)
            place = Place(here.parent, here.row + 1)
        if place is None or placed(self._tree, self._nodes, place) is None:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsSelectable)  # a disabled row would disable those below it
            item.setForeground(0, theme.color(theme.Tone.QUIET))
        else:
            item.setData(0, _PLACE, place)
        for child in row.children if level < self._level else ():
            self._add(child, level + 1, item)

    def _begin_at_first_place(self) -> None:
        walker = QTreeWidgetItemIterator(self.places)
        while (item := walker.value()) is not None:
            if item.data(0, _PLACE) is not None:
                self.places.setCurrentItem(item)
                break
            walker += 1
        self._chosen()

    def _place(self) -> Place | None:
        item: QTreeWidgetItem | None = self.places.currentItem()
        place = None if item is None else item.data(0, _PLACE)
        return place if isinstance(place, Place) else None

    def _chosen(self) -> None:
        """Say in words what the chosen row means."""
        place = self._place()
        self._move.setEnabled(place is not None)
        if place is None:
            self._words.setText(_("不能放在这里。"))
            return
        siblings = self._tree.children(place.parent)
        above = None if place.parent is None else self._tree.node(place.parent)
        beside = siblings[place.row - 1] if place.row else above
        words = _("放在“{name}”后面。")
        chosen = self.places.currentIndex().siblingAtColumn(0)
        if above is not None and chosen.data() == _name(above):
            beside, words = above, _("放进“{name}”，排在最后。")
        self._words.setText(words.format(name="" if beside is None else _name(beside)))


def _name(row: Indicator) -> str:
    return row.name.strip() or _("（未填名称）")
