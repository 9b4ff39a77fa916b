"""By what the project list is sorted: a button beside the search field, and the same entries in the menu 视图."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup

from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import PROJECT_HEADINGS, ProjectColumn
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.item_models.project_order import BY_PATH

_C = ProjectColumn
_OFFERED = (_C.NAME, _C.UNIT, _C.YEAR, _C.TOTAL, _C.GRADE, _C.RATE, _C.FINDINGS, _C.STATE)
_WORST_FIRST = {_C.FINDINGS}
_MINUS = "-"


class ListOrder(QObject):
    """The choices, exclusive; the direction is one more. `text` is what the settings remember."""

    def __init__(self, model: ProjectModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        group = QActionGroup(self)
        self._by_column = {BY_PATH: self._action("actionSortFiles", _("按文件"))}
        for column in _OFFERED:
            words = _("按{heading}").format(heading=PROJECT_HEADINGS[column])
            self._by_column[column] = self._action(f"actionSort{column.name.title()}", words)
        for action in self._by_column.values():
            group.addAction(action)
        self._down = self._action("actionSortDescending", _("从大到小"))
        separator = QAction(self)
        separator.setSeparator(True)
        self.actions = [*self._by_column.values(), separator, self._down]
        group.triggered.connect(self._chosen)
        self._down.triggered.connect(self._sort)
        self.reset()

    @property
    def text(self) -> str:
        """The order as text; "" for the order of the files."""
        column = self._column()
        if column == BY_PATH:
            return ""
        return (_MINUS if self._down.isChecked() else "") + ProjectColumn(column).name.lower()

    def restore(self, text: str) -> None:
        """Sort as `text` was once; by the files where it says nothing known."""
        names = {column.name.lower(): column for column in _OFFERED}
        self._by_column[names.get(text.removeprefix(_MINUS), BY_PATH)].setChecked(True)
        self._down.setChecked(text.startswith(_MINUS))
        self._sort()

    def reset(self) -> None:
        """Sort in the order of the files."""
        self.restore("")

    def _action(self, name: str, words: str) -> QAction:
        action = QAction(words, self, checkable=True)
        action.setObjectName(name)
        return action

    def _chosen(self, action: QAction) -> None:
        """Sort by another column; findings begin with the worst, all else with the least."""
        self._down.setChecked(any(action is self._by_column[column] for column in _WORST_FIRST))
        self._sort()

    def _column(self) -> int:
        return next(column for column, action in self._by_column.items() if action.isChecked())

    def _sort(self, _checked: bool = False) -> None:
        column = self._column()
        self._down.setEnabled(column != BY_PATH)
        way = Qt.SortOrder.DescendingOrder if self._down.isChecked() else Qt.SortOrder.AscendingOrder
        self._model.sort(column, way)
