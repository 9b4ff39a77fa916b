"""The menu bar, the tool bar and the menus beside a row: where the actions stand."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.action_table import MENUS
from selfeval_gui.views.basics.menu_letters import MenuLetters
from selfeval_gui.views.basics.tool_bar import YieldingToolBar

_ROW = (
    *(
        "actionSave",
        "actionFinal",
        "actionFinalMany",
        "actionRename",
        "actionDuplicate",
        "actionCarryForward",
        "actionDelete",
        "actionShowInFolder",
        "",
    ),
    *("actionExportExcel", "actionExportWord"),
)

_INDICATORS = (
    *("actionAddSibling", "actionAddAbove", "actionAddChild", "actionEditCell", "actionRemove", ""),
    *("actionMoveUp", "actionMoveDown", "actionMoveOut", "actionMoveIn", "actionMoveTo", ""),
    *("actionCut", "actionCopy", "actionPaste", "actionFillDown", "actionFillRight", ""),
    *("actionFillScores", "actionFillEmptyScores", "actionDistribute", "actionGiveWeight", "", "actionWriteReason"),
)
_BAR_INDICATORS = ("actionAddSibling", "actionAddChild", "actionRemove", "actionMoveUp", "actionMoveDown")
_BAR_SCORES = ("actionFillScores", "actionDistribute")
_AFTER_INDICATORS = "actionExportExcel"
_BAR = (
    *("actionNew", "actionOpenWorkspace", "actionImport", ""),
    *("actionSave", "actionUndo", "actionRedo", "", _AFTER_INDICATORS),
)
_BAR_OUTPUT = ("actionPreview", "actionPrint", "actionOverview")
# In the order in which they give way to their icons: those that everybody knows from elsewhere first.
_WITH_TEXT = {
    **{"actionSave": _("保存"), "actionNew": _("新建"), "actionImport": _("导入")},
    **{"actionExportExcel": _("导出 Excel"), "actionPreview": _("预览")},
    **{"actionDistribute": _("分摊"), "actionFillScores": _("填入得分")},
}
# Ways to look at the same form: their short names say more than pictures.
_AS_WORDS = {"actionWayTree", "actionWayPaper", "actionWayBeside"}


def fill_menu_bar(window: QMainWindow, actions: Mapping[str, QAction], order_actions: Sequence[QAction]) -> None:
    """Build the menus of the window."""
    for spec in MENUS:
        menu = window.menuBar().addMenu(spec.title)
        menu.setObjectName(spec.name)
        menu.setToolTipsVisible(False)
        if spec.name == "menuView":
            order = menu.addMenu(_("项目列表的顺序"))
            order.setObjectName("menuOrder")
            order.addActions(order_actions)
        _add(menu, actions, ["" if entry is None else entry.name for entry in spec.entries])
    MenuLetters(window.menuBar())


def tool_bar(window: QMainWindow, actions: Mapping[str, QAction]) -> YieldingToolBar:
    """Return the tool bar with what is used all the time; with words where an icon says too little."""
    bar = YieldingToolBar(_("工具栏"), window)
    bar.setObjectName("mainToolBar")
    bar.setMovable(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    side = round(bar.fontMetrics().height() * 1.25)
    bar.setIconSize(QSize(side, side))
    _add(bar, actions, (*_BAR, *_BAR_OUTPUT))
    _name_buttons(bar)
    return bar


def place_page_actions(
    window: QMainWindow, bar: YieldingToolBar, actions: Mapping[str, QAction], ways: Mapping[str, QAction]
) -> None:
    """Put the actions of the indicators into their menu, the ways into 视图, the most used on the tool bar."""
    view = window.findChild(QMenu, "menuView")
    if isinstance(view, QMenu):
        first = view.actions()[0]
        view.insertActions(first, list(ways.values()))
        view.insertSeparator(first)
    bar.addSeparator()
    bar.addActions([action for action in ways.values() if action.isCheckable()])
    menu = window.findChild(QMenu, "menuIndicators")
    if isinstance(menu, QMenu):
        fill_indicator_menu(menu, actions)
    exports = next(action for action in bar.actions() if action.objectName() == _AFTER_INDICATORS)
    for group in (_BAR_INDICATORS, _BAR_SCORES):
        bar.insertActions(exports, [actions[name] for name in group])
        bar.insertSeparator(exports)
    _name_buttons(bar)


def fill_indicator_menu(menu: QMenu, actions: Mapping[str, QAction]) -> None:
    """Put the actions of the indicator tree into a menu of the window or of the tree."""
    _add(menu, actions, _INDICATORS)


def _name_buttons(bar: YieldingToolBar) -> None:
    worded = {}
    for action in bar.actions():
        button = bar.widgetForAction(action)
        if isinstance(button, QToolButton):
            button.setAccessibleName(action.text())
            button.setObjectName(f"tool{action.objectName().removeprefix('action')}")
            if action.objectName() in _WITH_TEXT:
                action.setIconText(_WITH_TEXT[action.objectName()])
                worded[action.objectName()] = button
            elif action.objectName() in _AS_WORDS:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    bar.show_words([worded[name] for name in _WITH_TEXT if name in worded])


def row_menu(window: QMainWindow, actions: Mapping[str, QAction]) -> QMenu:
    """Return the context menu of a row of the project list."""
    menu = QMenu(window)
    menu.setObjectName("menuProject")
    _add(menu, actions, _ROW)
    return menu


def _add(target: QMenu | QToolBar, actions: Mapping[str, QAction], names: Sequence[str]) -> None:
    for name in names:
        if name:
            target.addAction(actions[name])
        else:
            target.addSeparator()
