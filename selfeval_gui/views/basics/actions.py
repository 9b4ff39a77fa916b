"""The window's actions as a table: text, tooltip, key and icon. What they do is connected in the window.

Slots of `triggered` take the bool it brings as their first argument.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics import theme

_ONLY_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


@dataclass(frozen=True)
class ActionSpec:
    """One action. `only_here` keys act in the widgets the action is added to: elsewhere F2 and Del belong to cells."""

    name: str
    text: str
    tip: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    only_here: bool = field(default=False, kw_only=True)


SPECS = (
    ActionSpec("actionNew", _("新建自评表…"), _("在工作文件夹里新建一份自评表"), ("Ctrl+N",), "new"),
    ActionSpec("actionCarryForward", _("结转…"), _("从去年的或任何一份表开始，新建一份"), ("Ctrl+Shift+N",), "carry"),
    ActionSpec("actionOpenWorkspace", _("打开文件夹…"), _("选择放自评表的工作文件夹"), ("Ctrl+O",), "folder"),
    ActionSpec("actionOpenSamples", _("打开示例…"), _("把 14 份示例自评表复制到您选的文件夹，随意试用"), (), "samples"),
    ActionSpec(
        "actionImport",
        _("导入…"),
        _("从 Excel、Word、PDF、网页、文本文件里读取自评表；也可以把文件拖到窗口上"),
        ("Ctrl+I",),
        "import",
    ),
    ActionSpec("actionImportPaste", _("从剪贴板导入…"), _("把复制的整张表读成自评表"), ("Ctrl+Shift+V",), "paste"),
    ActionSpec("actionSave", _("保存"), _("保存当前自评表"), ("Ctrl+S",), "save"),
    ActionSpec("actionSaveAs", _("另存为…"), _("把当前自评表存成另一个文件，接着编辑那一份"), ("Ctrl+Shift+S",)),
    ActionSpec("actionSaveAll", _("全部保存"), _("保存所有改过的自评表"), ("Ctrl+Alt+S",), "save_all"),
    ActionSpec("actionRename", _("重命名文件…"), _("给当前自评表的文件换一个名字"), ("F2",), "rename", only_here=True),
    ActionSpec("actionHistory", _("历史版本…"), _("看看当前自评表以前保存的版本，需要时恢复")),
    ActionSpec(
        "actionDuplicate", _("复制一份"), _("以当前自评表为底，另建一份"), ("Ctrl+D",), "duplicate", only_here=True
    ),
    ActionSpec("actionDelete", _("移到回收站"), _("把当前自评表的文件移到回收站"), ("Del",), "trash", only_here=True),
    ActionSpec("actionShowInFolder", _("打开所在文件夹"), _("在文件管理器里打开当前文件所在的文件夹"), (), "folder"),
    ActionSpec("actionTryAgain", _("再打开一次"), _("文件修好、别的程序放开或文件夹连上之后，再读一次")),
    ActionSpec("actionQuit", _("退出"), _("关闭程序"), ("Ctrl+Q",)),
    ActionSpec("actionUndo", _("撤销"), _("撤销上一步"), ("Ctrl+Z",), "undo"),
    ActionSpec("actionRedo", _("重做"), _("重做撤销的一步"), ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
    ActionSpec(
        "actionFind",
        _("查找和替换…"),
        _("在当前自评表或整个工作文件夹里查找、替换文字"),
        ("Ctrl+F", "Ctrl+H"),
        "search",
    ),
    ActionSpec(
        "actionDepartment",
        _("各表之间"),
        _("比较工作文件夹里的各份表：得分悬殊、原因雷同、照抄、缺表"),
        ("F9",),
        "across",
    ),
    ActionSpec("actionProjectList", _("项目名单…"), _("选一份项目名单，看看哪些项目还没有自评表"), (), "list"),
    ActionSpec("actionForgetProjectList", _("不再对照项目名单"), _("不再与项目名单对照"), (), "close"),
    ActionSpec("actionWhatIf", _("换口径看看…"), _("这份表在各种口径下的总分和等级"), (), "balance"),
    ActionSpec("actionRuleSets", _("口径…"), _("查看各种口径，复制、修改、导入、导出自己的口径")),
    ActionSpec("actionTemplates", _("表样…"), _("查看各种表样画成的表，复制、修改、导入、导出自己的表样")),
    ActionSpec("actionExportExcel", _("导出 Excel…"), _("把当前自评表导出为 Excel 文件"), ("Ctrl+E",), "excel"),
    ActionSpec("actionExportWord", _("导出 Word…"), _("把当前自评表导出为 Word 文件"), ("Ctrl+Shift+W",), "word"),
    ActionSpec(
        "actionExportAll",
        _("批量导出…"),
        _("把列表里的自评表导出为 Excel 或 Word，每份一个文件，或合成一个文件"),
        ("Ctrl+Shift+E",),
        "excel_all",
    ),
    ActionSpec("actionPreview", _("打印预览"), _("在旁边显示打印出来的样子，随填随变"), ("Ctrl+Shift+P",), "preview"),
    ActionSpec("actionPrint", _("打印…"), _("打印当前自评表"), ("Ctrl+P",), "print"),
    ActionSpec("actionExportPdf", _("导出 PDF…"), _("把当前自评表导出为 PDF 文件"), (), "pdf"),
    ActionSpec(
        "actionOverview", _("汇总"), _("在旁边显示各单位的等级和检查结果，点横条到那些表"), ("Ctrl+Shift+O",), "chart"
    ),
    ActionSpec("actionSummary", _("汇总表…"), _("把列表里的自评表汇总成一个 Excel 文件"), (), "table"),
    ActionSpec("actionExportFindings", _("导出检查结果…"), _("把当前自评表的检查结果写成 Excel 文件，留有答复的一栏")),
    ActionSpec("actionExportAllFindings", _("导出全部检查结果…"), _("把列表里各份表的检查结果写成一个 Excel 文件")),
    ActionSpec("actionScoreNotes", _("导出得分计算说明…"), _("把当前自评表每一行得分怎样得来写成 Excel 文件")),
    ActionSpec(
        "actionReport", _("自评报告草稿…"), _("用列表里的数据起草部门的自评报告（Word），要人写的地方有黄底标记")
    ),
    ActionSpec("actionSearchProjects", _("搜索项目"), _("到项目列表的搜索框"), ("Ctrl+K",), "search"),
    ActionSpec("actionResetLayout", _("恢复默认布局"), _("窗口、分栏和列表的列恢复成最初的样子")),
    ActionSpec("actionManual", _("使用手册"), _("怎样用这个程序，有哪些按键"), ("F1",), "manual"),
    ActionSpec("actionDiagnostics", _("诊断信息…"), _("把版本、设置和日志打包成一个文件，不含自评表的内容")),
    ActionSpec("actionAbout", _("关于绩效自评"), _("版本信息")),
)


def build_actions(owner: QWidget, specs: Iterable[ActionSpec] = SPECS) -> dict[str, QAction]:
    """Return the actions by name, children of `owner`; they do nothing yet."""
    actions = {}
    for spec in specs:
        action = QAction(spec.text, owner)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        if spec.only_here:
            action.setShortcutContext(_ONLY_HERE)
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        set_tip(action, spec.tip)
        actions[spec.name] = action
    return actions


def set_tip(action: QAction, tip: str) -> None:
    """Set the action's tooltip, with its key."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(_("{tip}（{key}）").format(tip=tip, key=key) if key else tip)
