"""One form beside another: its indicators as they are, the row in question marked, nothing to type into."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Signal, SignalInstance
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from selfeval_gui.domain.fields import FORM_FIELDS, INDICATOR_TEXTS, get_field, show_field
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import IndicatorColumn, Role
from selfeval_gui.messages import field_place, node_place
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import CutLabel, PlainLabel
from selfeval_gui.views.basics.row_opener import RowOpener
from selfeval_gui.views.tree.indicator_tree import IndicatorTree

if TYPE_CHECKING:
    from selfeval_gui.item_models.document import Document
    from selfeval_gui.item_models.indicator_model import IndicatorModel

# Of what the numbers leave; the rest is for the reasons.
_SHARES = {
    IndicatorColumn.NAME: (0.3, 6),
    IndicatorColumn.TARGET: (0.16, 4),
    IndicatorColumn.ACTUAL: (0.18, 4),
}  # and letters of a text at least

Index = QModelIndex | QPersistentModelIndex


class ShownTree(IndicatorTree):
    """The tree to look at.

    Signals
    -------
    opened()
        the user wants to go to the current cell.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        RowOpener(self).opened.connect(self.opened)

    def edit(  # type: ignore[override]
        self, index: Index, trigger: QAbstractItemView.EditTrigger | None = None, event: QEvent | None = None
    ) -> bool:
        """Open no editor; Qt asks for one in several ways."""
        return False

    def clear_selected(self) -> None:
        """Leave the cells as they are."""

    def has_entries(self) -> bool:
        """Show no rows to type into."""
        return False

    def _fit_columns(self) -> None:
        """Share half a window's width among the columns, so that name and score are both in sight."""
        if self.header().count() == 0:
            return
        weight, score = (self._number_width(column) for column in (IndicatorColumn.WEIGHT, IndicatorColumn.SCORE))
        room = self.viewport().width() - weight - score
        for column, (share, letters) in _SHARES.items():
            least = self.cells.painter.number_width("国" * letters)
            if column == IndicatorColumn.NAME:
                least += LEVELS * self.indentation()
            self.setColumnWidth(column, max(round(room * share), least))
        self.setColumnWidth(IndicatorColumn.WEIGHT, weight)
        self.setColumnWidth(IndicatorColumn.SCORE, score)

    def _links(self, model: IndicatorModel) -> tuple[tuple[SignalInstance, Callable[..., None]], ...]:
        """Follow the model, but leave what it asks for to the tree that is typed into."""
        return tuple((signal, slot) for signal, slot in super()._links(model) if slot != self._written)


class ComparedForm(QWidget):
    """A form's name, the place in question in words, and its indicators.

    Signals
    -------
    edit_wanted(node, field)
        the user wants to change something there.
    """

    edit_wanted = Signal(str, str)

    def __init__(self, side: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"compared{side}")
        self._document: Document | None = None
        self._place: tuple[NodeId, str] | None = None
        self.title = CutLabel(parent=self)
        self.title.setObjectName(f"comparedTitle{side}")
        bold = QFont(self.font())
        bold.setBold(True)
        self.title.setFont(bold)
        self._words = QuietLabel("", self, wraps=True)
        self._words.setObjectName(f"comparedPlace{side}")
        self._differing = PlainLabel(parent=self)
        self._differing.setObjectName(f"comparedText{side}")
        self._differing.setWordWrap(True)
        self._edit = QPushButton(_("到表中修改"), self)
        self._edit.setObjectName(f"comparedEdit{side}")
        self._edit.setAccessibleName(_("到表中修改"))
        self._edit.setToolTip(_("打开这份表，光标就在标出的那一格（在标出的行上按回车或双击也可以）"))
        self._edit.setAutoDefault(False)
        self.tree = ShownTree(self)
        self.tree.setObjectName(f"comparedTree{side}")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._words)
        layout.addWidget(self._differing)
        layout.addWidget(self.tree, 1)
        self._edit.clicked.connect(self._edit_clicked)
        self.tree.opened.connect(self._tree_opened)
        self.show_nothing("")

    @property
    def document(self) -> Document | None:
        """The form shown."""
        return self._document

    def show_place(self, document: Document, node: NodeId, field: str) -> None:
        """Show a form with a cell marked; the node must be of this form."""
        session = document.session
        row = session.tree.node(node)
        words = " / ".join(node_place(session.tree, node, field))
        if field == "score" and row.score is not None and row.weight is not None:
            numbers = {"score": format_plain(row.score), "weight": format_plain(row.weight)}
            words = _("{place}：{score}，分值 {weight}").format(place=words, **numbers)
        self._words.setText(words)
        self._show(document)
        self._place = node, field
        self.tree.go_to(node, field)

    @property
    def text(self) -> str:
        """What stands in the cell or field in question, "" for a number or none."""
        if self._document is None or self._place is None:
            return ""
        node, field = self._place
        if not node:
            held = get_field(self._document.session.form, field) if field in FORM_FIELDS else None
            return held.strip() if isinstance(held, str) else ""
        if field not in INDICATOR_TEXTS:
            return ""
        tree = self._document.session.tree
        return show_field(getattr(tree.node(node), field)).strip() if node in tree else ""

    def mark(self, text: str) -> None:
        """Show the text of the cell with its differing letters marked, "" for one that differs in nothing."""
        self._differing.setText(text)
        self._differing.setVisible(bool(text))

    def show_field(self, document: Document, field: str) -> None:
        """Show a form with the name and the value of one of its fields above the indicators."""
        form = document.session.form
        self._show(document)
        self._words.setText(" / ".join(field_place(field)) + "：" + show_field(get_field(form, field)))
        self._place = NodeId(""), field
        self.tree.setCurrentIndex(QModelIndex())  # a cell marked before has nothing to do with it
        self.tree.scrollToTop()

    def _show(self, document: Document) -> None:
        self.title.setText(document.session.form.project_name.strip() or _("（未填项目名称）"))
        self.tree.setAccessibleName(_("{form}的绩效指标，只能查看").format(form=self.title.text()))
        self._edit.setEnabled(True)
        if self.tree.indicator_model() is not document.indicators:
            self.tree.show_model(document.indicators)
        self._document = document  # the last one is let go of once the tree has

    def show_nothing(self, why: str) -> None:
        """Show no form, and say why."""
        self.tree.show_model(None)
        self._document = self._place = None
        self.title.setText("")
        self._words.setText(why)
        self.mark("")
        self._edit.setEnabled(False)

    def _edit_clicked(self, _checked: bool = False) -> None:
        if self._place is not None:
            self.edit_wanted.emit(*self._place)

    def _tree_opened(self) -> None:
        node = self.tree.current_node()
        if node is not None:
            self.edit_wanted.emit(node, str(self.tree.currentIndex().data(Role.FIELD)))
