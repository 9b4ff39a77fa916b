"""The panel at the left: search field, project list, a summing line. It asks for a form; the window opens it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.views.projects.list_order import ListOrder
from selfeval_gui.views.projects.project_view import ProjectView

_RECOUNT_MS = 150
_INTO_THE_LIST = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class ProjectList(QWidget):
    """The list of forms.

    Signals
    -------
    chosen(path)
        the user made another row current.
    menu_wanted(position)
        a context menu is asked for, at a place on the screen; the row below it is current.
    """

    chosen = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: ProjectModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("projectPanel")
        self.model = model
        self._open: Path | None = None
        self._ignores_choice = False
        # Before the view and its selection connect: while rows go, a neighbour becomes current that nobody chose.
        model.rowsAboutToBeRemoved.connect(self._ignore_choice)
        self.search = self._search_field()
        self.view = ProjectView(model, self)
        self.view.setAccessibleName(_("项目列表"))
        self.order = ListOrder(model, self)
        self.order_button = self._order_button()
        self._summary = QuietLabel("", self, wraps=True)
        self._summary.setObjectName("projectSummary")
        self._summary.setContentsMargins(8, 4, 8, 4)
        self._summary.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum
        )  # it must not widen the list
        self._back = QTimer(self, singleShot=True, interval=0)
        self._back.timeout.connect(self._show_open)
        self._in_sight = QTimer(self, singleShot=True, interval=0)
        self._in_sight.timeout.connect(self._scroll_to_current)
        self._recount = QTimer(self, singleShot=True, interval=_RECOUNT_MS)
        self._recount.timeout.connect(self._sum_up)
        self._lay_out()
        self._connect()
        self._sum_up()

    # ---- the open form -------------------------------------------------------------------------------------------

    def show_open(self, path: Path | None) -> None:
        """Mark the row of the open form as current, without asking for it again."""
        self._open = path
        self._show_open()

    def go_to_search(self, _checked: bool = False) -> None:
        """Let the user type what to look for."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def go_back(self) -> None:
        """Make the open form's row current again, once the click that left it is done with."""
        self._back.start()

    def _show_open(self) -> None:
        """Make the open form's row current, no row where it is filtered out; nobody has chosen anything by that."""
        index = QModelIndex() if self._open is None else self.model.index_of(self._open)
        self._ignores_choice = True
        if not index.isValid():
            self.view.setCurrentIndex(QModelIndex())
            self.view.clearSelection()
        elif self.view.currentIndex().row() != index.row():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        self._ignores_choice = False

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.view.row_of(current)
        if not self._ignores_choice and row is not None and row.path != self._open:
            self.chosen.emit(row.path)

    def _ignore_choice(self) -> None:
        self._ignores_choice = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._in_sight.start()  # another form was opened while the list was away, and rows get their heights first

    def _scroll_to_current(self) -> None:
        self.view.scrollTo(self.view.currentIndex())

    # ---- menus ---------------------------------------------------------------------------------------------------

    def _row_menu(self, position: QPoint) -> None:
        if self.view.indexAt(position).isValid():
            self.menu_wanted.emit(self.view.viewport().mapToGlobal(position))

    # ---- the line below ------------------------------------------------------------------------------------------

    def _recount_soon(self) -> None:
        if not self._recount.isActive():  # not put off by the next change: a folder may bring one after the other
            self._recount.start()

    def _sum_up(self) -> None:
        tally, shown = self.model.tally(), self.model.rowCount()
        parts = [_("{count} 份").format(count=tally.forms)]
        if shown != tally.forms:
            parts = [_("显示 {shown} 份，共 {count} 份").format(shown=shown, count=tally.forms)]
        told = (
            (tally.unsaved, _("{count} 份未保存")),
            (tally.with_errors, _("{count} 份有错误")),
            (tally.with_warnings, _("{count} 份有警告")),
            (tally.unreadable, _("{count} 份无法读取")),
        )
        parts += [text.format(count=count) for count, text in told if count]
        self._summary.setText(" · ".join(parts))
        self._summary.setToolTip(self._summary.text())

    # ---- putting together ----------------------------------------------------------------------------------------

    def _search_field(self) -> QLineEdit:
        field = QLineEdit(self)
        LinePaste(field)
        field.setObjectName("projectSearch")
        field.setAccessibleName(_("搜索项目"))
        field.setMinimumWidth(1)
        field.setPlaceholderText(_("搜索名称、年度、部门、单位"))
        field.setClearButtonEnabled(True)
        field.addAction(theme.icon("search", Tone.QUIET), QLineEdit.ActionPosition.LeadingPosition)
        return field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go between the search box and the list by the arrows, Enter and Esc."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.modifiers() & _HELD:
            return super().eventFilter(watched, event)
        key, is_list = event.key(), watched is self.view
        if is_list and (key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and self.view.currentIndex().row() == 0)):
            self.go_to_search()
        elif not is_list and key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif not is_list and key in _INTO_THE_LIST and self.model.rowCount():
            self._go_into_list(key)
        else:
            return super().eventFilter(watched, event)
        return True

    def _go_into_list(self, key: int) -> None:
        """Take the keyboard to the first row, to the last one by ↑; Enter opens the only way there is, the first."""
        row = self.model.rowCount() - 1 if key == Qt.Key.Key_Up else 0
        self.view.setFocus()
        self.view.setCurrentIndex(self.model.index(row, 0))

    def _order_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("projectOrder")
        button.setAccessibleName(_("排序"))
        button.setToolTip(_("项目列表按什么排序"))
        button.setIcon(theme.icon("sort"))
        button.setAutoRaise(True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        menu.addActions(self.order.actions)
        button.setMenu(menu)
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(6, 6, 6, 6)
        above.addWidget(self.search, 1)
        above.addWidget(self.order_button)
        column.addLayout(above)
        column.addWidget(self.view, 1)
        column.addWidget(self._summary)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.model.set_search)
        self.search.installEventFilter(self)
        self.view.installEventFilter(self)
        self.view.selectionModel().currentRowChanged.connect(self._current_changed)
        self.view.customContextMenuRequested.connect(self._row_menu)
        self.model.rowsRemoved.connect(self._show_open)
        self.model.rowsInserted.connect(self._show_open)
        self.model.tally_changed.connect(self._recount_soon)
