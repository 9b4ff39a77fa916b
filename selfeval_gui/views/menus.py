"""The menu bar and the tool bar: where the actions stand."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from selfeval_gui.i18n import _

_FILE = (
    *("actionNew", "actionOpenWorkspace", "actionOpenSamples", ""),
    *("actionSave", "actionSaveAs", "actionSaveAll", ""),
    *("actionRename", "actionDuplicate", "actionDelete", "actionShowInFolder", ""),
    "actionQuit",
)
_EDIT = ("actionUndo", "actionRedo", "", "actionSearchProjects")
_CHECK = ("actionWhatIf", "actionRuleSets")
_OUTPUT = ("actionExportExcel", "actionExportAll")
_VIEW = ("", "actionResetLayout")
_HELP = ("actionAbout",)
_ROW = ("actionSave", "actionRename", "actionDuplicate", "actionDelete", "actionShowInFolder", "", "actionExportExcel")

_AFTER_INDICATORS = "actionExportExcel"
_BAR = ("actionNew", "actionOpenWorkspace", "", "actionSave", "actionUndo", "actionRedo", "", _AFTER_INDICATORS)
_WITH_TEXT = {"actionNew": _("新建"), "actionSave": _("保存"), "actionExportExcel": _("导出 Excel")}


def fill_menu_bar(window: QMainWindow, actions: Mapping[str, QAction], column_actions: Sequence[QAction]) -> None:
    """Build the menus of the window."""
    _add(_menu(window, "menuFile", _("文件(&F)")), actions, _FILE)
    _add(_menu(window, "menuEdit", _("编辑(&E)")), actions, _EDIT)
    _menu(window, "menuIndicators", _("指标(&I)"))
    _add(_menu(window, "menuCheck", _("检查(&C)")), actions, _CHECK)
    _add(_menu(window, "menuOutput", _("输出(&O)")), actions, _OUTPUT)
    view = _menu(window, "menuView", _("视图(&V)"))
    columns = view.addMenu(_("项目列表的列"))
    columns.setObjectName("menuColumns")
    columns.addActions(column_actions)
    _add(view, actions, _VIEW)
    _add(_menu(window, "menuHelp", _("帮助(&H)")), actions, _HELP)


def fill_tool_bar(bar: QToolBar, actions: Mapping[str, QAction]) -> None:
    """Put what is used all the time into the tool bar; text beside the icon only for the main three."""
    bar.setMovable(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    side = round(bar.fontMetrics().height() * 1.25)
    bar.setIconSize(QSize(side, side))
    _add(bar, actions, _BAR)
    _name_buttons(bar)


def place_indicator_actions(
    window: QMainWindow, bar: QToolBar, actions: Sequence[QAction], scores: Sequence[QAction]
) -> None:
    """Put the actions of the indicator tree into their menu, and into the tool bar before the exports."""
    menu = window.findChild(QMenu, "menuIndicators")
    if isinstance(menu, QMenu):
        menu.addActions(actions)
        menu.addSeparator()
        menu.addActions(scores)
    exports = next(action for action in bar.actions() if action.objectName() == _AFTER_INDICATORS)
    bar.insertActions(exports, actions)
    bar.insertSeparator(exports)
    bar.insertAction(exports, scores[0])
    bar.insertSeparator(exports)
    _name_buttons(bar)


def _name_buttons(bar: QToolBar) -> None:
    for action in bar.actions():
        button = bar.widgetForAction(action)
        if isinstance(button, QToolButton):
            button.setAccessibleName(action.text())
            button.setObjectName(f"tool{action.objectName().removeprefix('action')}")
            if action.objectName() in _WITH_TEXT:
                action.setIconText(_WITH_TEXT[action.objectName()])
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)


def row_menu(window: QMainWindow, actions: Mapping[str, QAction]) -> QMenu:
    """Return the context menu of a row of the project list."""
    menu = QMenu(window)
    menu.setObjectName("menuProject")
    _add(menu, actions, _ROW)
    return menu


def _menu(window: QMainWindow, name: str, title: str) -> QMenu:
    menu = window.menuBar().addMenu(title)
    menu.setObjectName(name)
    menu.setToolTipsVisible(False)
    return menu


def _add(target: QMenu | QToolBar, actions: Mapping[str, QAction], names: Sequence[str]) -> None:
    for name in names:
        if name:
            target.addAction(actions[name])
        else:
            target.addSeparator()
