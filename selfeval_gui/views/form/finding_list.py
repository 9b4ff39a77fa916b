"""The findings as a list with their icons."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import Role
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.row_opener import RowOpener
from selfeval_gui.views.basics.rows import RowDelegate, row_height
from selfeval_gui.views.basics.tips import follow_tip

Index = QModelIndex | QPersistentModelIndex


_BELOW = "└ "  # before what follows from the line above; the icon keeps its column


class FindingDelegate(RowDelegate):
    """Puts the severity's icon, or the sign of an accepted finding, before the text of a cell that has one."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        severity = index.data(Role.SEVERITY)
        if severity is not None or index.data(Role.ACCEPTED):
            given: Any = option  # PySide's stubs leave out the fields of style options
            side = given.fontMetrics.height()
            is_open = severity is not None
            name, tone = ("ok", theme.Tone.QUIET)
            if is_open:
                name, tone = Severity(severity).value, theme.SEVERITY_TONES[Severity(severity)]
            selected = bool(given.state & QStyle.StateFlag.State_Selected)
            ink = theme.legible_on(theme.selection_ground(option), tone) if selected else tone
            given.icon = theme.icon(name, ink)
            given.decorationSize = QSize(side, side)
            given.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            if index.data(Role.FOLLOWS):
                given.text = _BELOW + given.text


class FindingList(QListView):
    """The findings; Enter and a double click go to the place.

    Signals
    -------
    chosen()
        another finding became current.
    opened()
        the user wants to go to the current finding's place.
    """

    chosen = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingList")
        self.setAccessibleName(_("检查结果"))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(FindingDelegate(self))
        RowOpener(self).opened.connect(self.opened)

    def sizeHint(self) -> QSize:
        """Ask for three findings; the splitter gives more."""
        return QSize(super().sizeHint().width(), self.height_of(3))

    def height_of(self, rows: int) -> int:
        """Return the height in which so many findings are in sight."""
        return rows * row_height(self.fontMetrics()) + 2 * self.frameWidth()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 2 * self.fontMetrics().height())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()


class ActionButton(QPushButton):
    """A button for an action of the list: same text, tooltip and state; hidden while the action is invisible.

    Where it goes while it has the keyboard, `home` takes that: elsewhere Ctrl+Z would not undo what it did.
    """

    def __init__(self, action: QAction, name: str, home: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._action, self._home = action, home
        self.clicked.connect(self._clicked)
        action.changed.connect(self._follow)
        self._follow()

    def _clicked(self, _checked: bool = False) -> None:
        self._action.trigger()

    def _follow(self) -> None:
        self.setText(self._action.text())
        self.setAccessibleName(self._action.text())
        follow_tip(self, self._action.toolTip())
        if self.hasFocus() and not (self._action.isVisible() and self._action.isEnabled()):
            self._home.setFocus()
        self.setEnabled(self._action.isEnabled())
        self.setVisible(self._action.isVisible())
