"""The one table of the window's actions, in the order of its menus: words, key, icon, and what each of them needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Flag, auto

from selfeval_gui.exchange.documents.formats import OFFICE_FORMATS, Format
from selfeval_gui.i18n import _
from selfeval_gui.paper.pdf_format import PDF

FORMATS = {**OFFICE_FORMATS, "pdf": PDF}  # in which a form leaves
EXPORT_LANE = "export"  # of many forms
REVIEW_LANE = "review"  # what writes 审核, or forms that others sent
_EXPORT_KEYS = {"xlsx": ("Ctrl+E", "excel"), "docx": ("Ctrl+Shift+W", "word"), "pdf": ("", "pdf")}  # and icons


class Need(Flag):
    """What must be there for an action to be of use."""

    NOTHING = 0
    WORKSPACE = auto()
    FORMS = auto()  # in the list
    FILE = auto()  # chosen, whether it could be read or not
    UNREAD_FILE = auto()  # chosen, and it could not be read
    FORM = auto()  # open before the user
    CHANGEABLE = auto()  # such a form, and nobody else has locked it
    STEP_BACK = auto()
    STEP_ON = auto()
    NAME_LIST = auto()  # of projects that should have a form
    UNSAVED = auto()  # a form before the user, or a changed one, shown or not


@dataclass(frozen=True)
class ActionSpec:
    """One action.

    `only_here` keys act in the widgets the action is added to: elsewhere F2 and Del belong to cells. While a task of
    its `lane` runs, the action is off.
    """

    name: str
    text: str
    tip: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: Need = Need.NOTHING
    lane: str = field(default="", kw_only=True)
    only_here: bool = field(default=False, kw_only=True)
    is_switch: bool = field(default=False, kw_only=True)  # on or off, with a tick in its menu


@dataclass(frozen=True)
class MenuSpec:
    """A menu of the menu bar; None among its actions is a line."""

    name: str
    title: str
    entries: tuple[ActionSpec | None, ...] = ()


def export_action(key: str) -> str:
    """Return the name of the action that exports the form at hand in a format of `FORMATS`."""
    return f"actionExport{FORMATS[key].name.capitalize()}"


def _spec(
    name: str,
    text: str,
    tip: str,
    keys: str = "",
    icon: str = "",
    needs: Need = Need.NOTHING,
    *,
    lane: str = "",
    only_here: bool = False,
    is_switch: bool = False,
) -> ActionSpec:
    parts = (f"action{name}", text, tip, tuple(keys.split()), icon, needs)
    return ActionSpec(*parts, lane=lane, only_here=only_here, is_switch=is_switch)


def _export(key: str, kind: Format) -> ActionSpec:
    text = _("导出 {format}…").format(format=kind.name)
    tip = _("把当前自评表导出为 {format} 文件").format(format=kind.name)
    key_sequence, icon = _EXPORT_KEYS.get(key, ("", ""))
    return _spec(export_action(key).removeprefix("action"), text, tip, key_sequence, icon, Need.FORM)


_TAKE_IN_TIP = _("从 Excel、Word、PDF、网页、文本文件里读取自评表；也可以把文件拖到窗口上")
_TAKE_FOLDER_TIP = _("从一个文件夹（包括下级文件夹）的所有 Excel、Word、PDF、网页、文本文件里读取自评表")
_FINAL_TIP = _("标明当前自评表已经定稿，再点一次改回草稿；可以撤销，内容照样能改")
_FINAL_MANY_TIP = _("把列表里的几份自评表一起标明定稿，或改回草稿")
_EXPORT_TIP = _("把列表里的自评表导出为 Excel 或 Word，每份一个文件，或合成一个文件")
_RENAME_TIP = _("给当前自评表的文件换一个名字")
_FIND_TIP = _("在当前自评表或整个工作文件夹里查找、替换文字")
_ACROSS_TIP = _("比较工作文件夹里的各份表：得分悬殊、原因雷同、照抄、缺表")
_LIST_TIP = _("选一份项目名单，看看哪些项目还没有自评表")
_SUMMARY_TIP = _("把列表里的自评表汇总成一个 Excel 文件")
_FINDINGS_TIP = _("把当前自评表的检查结果写成 Excel 文件，留有答复的一栏")
_ALL_FINDINGS_TIP = _("把列表里各份表的检查结果写成一个 Excel 文件")
_SCORE_NOTES_TIP = _("把当前自评表每一行得分怎样得来写成 Excel 文件")
_ALL_NOTES_TIP = _("把列表里各份表每一行得分怎样得来、与口径是否一致写成一个 Excel 文件")
_REPORT_TIP = _("用列表里的数据起草部门的自评报告（Word），要人写的地方有黄底标记")
_EVIDENCE_TIP = _("登记当前三级指标的佐证材料、满意度调查的份数")
_EXPLAIN_TIP = _("光标所在的格或选中的检查结果为什么提示，规定是什么，怎么改")
_FIND_EVIDENCE_TIP = _("佐证材料的文件挪了地方，在一个文件夹里按内容重新找到它们")
_READ_EVIDENCE_TIP = _("读一份佐证材料清单（Excel、Word），按三级指标名称登记到当前自评表；对不上的列出来")
_EVIDENCE_LIST_TIP = _("把当前自评表各行的佐证材料列成 Excel 文件")
_EVIDENCE_WORD_TIP = _("把当前自评表各行的佐证材料列成 Word 文件，供打印")
_PACK_TIP = _("把当前自评表的佐证材料编号复制到一个新文件夹，附上清单；原件不动")
_PARTS_TIP = _("在项目资金里按 Tab 只走年度资金总额一行，方向键和回车照样到分项各行")
_UPLOAD_TIP = _("看列表里哪些表一体化系统收得下、哪里收不下，把收得下的按系统的栏目顺序导出成 Excel")
_FILE = (
    _spec("New", _("新建自评表…"), _("在工作文件夹里新建一份自评表"), "Ctrl+N", "new"),
    _spec("CarryForward", _("结转…"), _("从去年的或任何一份表开始，新建一份"), "Ctrl+Shift+N", "carry", Need.FORMS),
    _spec("OpenWorkspace", _("打开文件夹…"), _("选择放自评表的工作文件夹"), "Ctrl+O", "folder"),
    _spec("OpenSamples", _("打开示例…"), _("把 14 份示例自评表放进一个新的文件夹，随意试用"), "", "samples"),
    None,
    _spec("Import", _("导入…"), _TAKE_IN_TIP, "Ctrl+I", "import"),
    _spec("ImportFolder", _("导入文件夹…"), _TAKE_FOLDER_TIP, icon="folder"),
    _spec("ImportPaste", _("从剪贴板导入…"), _("把复制的整张表读成自评表"), "Ctrl+Shift+V", "paste"),
    None,
    _spec("Save", _("保存"), _("保存当前自评表"), "Ctrl+S", "save", Need.CHANGEABLE),
    _spec("SaveAs", _("另存为…"), _("把当前自评表存成另一个文件，接着编辑那一份"), "Ctrl+Shift+S", "", Need.FORM),
    _spec("SaveAll", _("全部保存"), _("保存所有改过的自评表"), "Ctrl+Alt+S", "save_all", Need.UNSAVED),
    _spec("Final", _("定稿"), _FINAL_TIP, needs=Need.CHANGEABLE, is_switch=True),
    _spec("FinalMany", _("批量定稿…"), _FINAL_MANY_TIP, needs=Need.FORMS),
    _spec("History", _("历史版本…"), _("看看当前自评表以前保存的版本，需要时恢复"), "", "", Need.FORM),
    None,
    _spec("Rename", _("重命名文件…"), _RENAME_TIP, "F2", "rename", Need.CHANGEABLE, only_here=True),
    _spec(
        "Duplicate", _("复制一份"), _("以当前自评表为底，另建一份"), "Ctrl+D", "duplicate", Need.FORM, only_here=True
    ),
    _spec(
        "Delete", _("移到回收站"), _("把当前自评表的文件移到回收站"), "Del", "trash", Need.CHANGEABLE, only_here=True
    ),
    _spec("ShowInFolder", _("打开所在文件夹"), _("在文件管理器里打开当前文件所在的文件夹"), "", "folder", Need.FILE),
    _spec("TryAgain", _("再打开一次"), _("文件修好、别的程序放开或文件夹连上之后，再读一次"), needs=Need.UNREAD_FILE),
    None,
    _spec("Quit", _("退出"), _("关闭程序"), "Ctrl+Q"),
)
_EDIT = (
    _spec("Undo", _("撤销"), _("撤销上一步"), "Ctrl+Z", "undo", Need.CHANGEABLE | Need.STEP_BACK),
    _spec("Redo", _("重做"), _("重做撤销的一步"), "Ctrl+Y Ctrl+Shift+Z", "redo", Need.CHANGEABLE | Need.STEP_ON),
    None,
    _spec("Find", _("查找和替换…"), _FIND_TIP, "Ctrl+F Ctrl+H", "search", Need.FORMS),
    _spec("SearchProjects", _("搜索项目"), _("到项目列表的搜索框"), "Ctrl+K", "search", Need.WORKSPACE),
    None,
    _spec("SkipParts", _("Tab 跳过分项资金行"), _PARTS_TIP, is_switch=True),
)
_CHECK = (
    _spec("Department", _("各表之间"), _ACROSS_TIP, "F9", "across", Need.WORKSPACE),
    _spec("ProjectList", _("项目名单…"), _LIST_TIP, "", "list", Need.WORKSPACE),
    _spec("ForgetProjectList", _("不再对照项目名单"), _("不再与项目名单对照"), "", "close", Need.NAME_LIST),
    None,
    _spec("Check", _("检查"), _("到检查结果；正在填的行里空着的格子也算在内"), "F7", "ok", Need.FORM),
    _spec("Explain", _("怎么改…"), _EXPLAIN_TIP, "Shift+F1", needs=Need.WORKSPACE),
    _spec("Evidence", _("佐证材料…"), _EVIDENCE_TIP, "Ctrl+Shift+M", needs=Need.CHANGEABLE, lane="evidence"),
    _spec("FindEvidence", _("重新找材料…"), _FIND_EVIDENCE_TIP, needs=Need.CHANGEABLE, lane="evidence"),
    _spec("ReadEvidence", _("读入佐证材料清单…"), _READ_EVIDENCE_TIP, needs=Need.CHANGEABLE, lane="evidence"),
    None,
    _spec("WhatIf", _("换口径看看…"), _("这份表在各种口径下的总分和等级"), "", "balance", Need.FORM),
    _spec("CompareRuleSets", _("两种口径比一比…"), _("列表里的表在两种口径下有何不同"), needs=Need.FORMS),
    _spec("RuleSets", _("口径…"), _("查看各种口径，复制、修改、导入、导出自己的口径")),
)
_REGION_TIP = _("把一项转移支付的几份项目表合成一份区域表：金额相加，同名指标相加、平均或取最差")
_OUTPUT = (
    _spec("Preview", _("打印预览"), _("在旁边显示打印出来的样子，随填随变"), "Ctrl+Shift+P", "preview"),
    _spec("Print", _("打印…"), _("打印当前自评表"), "Ctrl+P", "print", Need.FORM),
    None,
    *(_export(key, kind) for key, kind in FORMATS.items()),
    None,
    _spec("ExportAll", _("批量导出…"), _EXPORT_TIP, "Ctrl+Shift+E", "excel_all", Need.FORMS, lane=EXPORT_LANE),
    None,
    _spec("Overview", _("汇总"), _("在旁边显示各单位的等级和检查结果，点横条到那些表"), "Ctrl+Shift+O", "chart"),
    _spec("Summary", _("汇总表…"), _SUMMARY_TIP, "", "table", Need.FORMS, lane="summary"),
    _spec("Report", _("自评报告草稿…"), _REPORT_TIP, needs=Need.FORMS, lane="summary"),
    _spec("RegionSum", _("区域汇总…"), _REGION_TIP, needs=Need.FORMS),
    None,
    _spec("Upload", _("一体化对接…"), _UPLOAD_TIP, needs=Need.FORMS, lane="upload"),
    None,
    _spec("ExportFindings", _("导出检查结果…"), _FINDINGS_TIP, needs=Need.FORM, lane="findings"),
    _spec("ExportAllFindings", _("导出全部检查结果…"), _ALL_FINDINGS_TIP, needs=Need.FORMS, lane="findings"),
    _spec("EvidenceList", _("佐证材料清单…"), _EVIDENCE_LIST_TIP, needs=Need.FORM, lane="findings"),
    _spec("EvidenceListWord", _("佐证材料清单（Word）…"), _EVIDENCE_WORD_TIP, needs=Need.FORM, lane="findings"),
    _spec("PackEvidence", _("佐证材料打包…"), _PACK_TIP, needs=Need.FORM, lane="evidence"),
    None,
    _spec("ScoreNotes", _("导出得分计算说明…"), _SCORE_NOTES_TIP, needs=Need.FORM, lane="findings"),
    _spec("AllScoreNotes", _("导出全部得分计算说明…"), _ALL_NOTES_TIP, needs=Need.FORMS, lane="findings"),
    None,
    _spec("Templates", _("表样…"), _("查看各种表样画成的表，复制、修改、导入、导出自己的表样")),
)
_REGISTER_TIP = _("哪些单位要报哪些项目、什么时候截止：从财政的名单读取，或自己填")
_PACK_FORMS_TIP = _("把一个单位的自评表装成一个包，交给主管部门")
_RECEIVE_TIP = _("读取单位交来的包、Excel、Word、PDF、答复，或部门退回的包，看过之后再装入")
_RECEIVE_FOLDER_TIP = _("把一个文件夹（包括下级文件夹）里各单位交来的都读出来，看过改动之后再装入")
_RECEIVE_FOLDER = (_RECEIVE_FOLDER_TIP, "Ctrl+Shift+R", "folder", Need.WORKSPACE)
_RETURN_TIP = _("给各单位写出退回的包：意见表、带批注的 Excel 和 Word")
_REMARKS_TIP = _("在旁边显示当前自评表的意见、答复和评审")
_NEXT_TIP = _("到下一条没有了结的意见；这份表里没有了，就到下一份表")
_TAKE_TIP = _("把选中的意见写的应为的值填进它说的那一格；可以撤销")
_VERSION_TIP = _("部门退回的这份表和您现在的不同在哪里，逐处选用哪一个；可以撤销")
_DESK_TIP = _("按单位看各份表到了哪一步：谁没交、退回、答复、通过，在这里批量通过")
_SUM_UP_TIP = _("把通过的自评表按年度、单位汇总成一个 Excel 文件；审核台里选了几份就是那几份")
_SUM_ALL_TIP = _("连还没有通过的一起汇总，每份写明状态")
_MATERIALS_TIP = _("把复核、意见、评审写成 Excel 文件：复核表、问题清单、评审意见表")
_DRAW_TIP = _("按百分比和种子随机抽取，或指定要细看的自评表，记在登记册里")
_REMINDER_TIP = _("哪个单位缺哪些表、找谁、逾期几天：写成 Word、Excel，或复制成文字")
_ARCHIVE_TIP = _("把一年的登记册、自评表、意见和收件放进一个压缩包")
_OPEN_ARCHIVE_TIP = _("把以前的年度归档解开成一个新的工作文件夹，归档本身不动")
_RULE_SET_MANY_TIP = _("审核台里选中的或显示的、列表里显示的自评表，改用同一个口径")
_UNIT_MANY_TIP = _("审核台里选中的或显示的、列表里显示的自评表，实施单位改成同一种写法")
_EVIDENCE_REMARKS = (
    ("EvidenceMissing", _("材料缺"), _("写意见：这一行缺佐证材料；文字可以改"), "Alt+1"),
    ("EvidenceMismatch", _("材料不符"), _("写意见：选中的材料与实际完成值不符；文字可以改"), "Alt+2"),
    ("EvidenceOutdated", _("材料过期"), _("写意见：选中的材料不是本年度的；文字可以改"), "Alt+3"),
)
_REVIEW = (
    _spec("ReviewDesk", _("审核台"), _DESK_TIP, "Shift+F9", "across", Need.WORKSPACE),
    None,
    _spec("Remarks", _("意见"), _REMARKS_TIP, "Shift+F3", needs=Need.FORM),
    _spec("Remark", _("写意见"), _("对光标所在的格、行或整份表写一条意见"), "Ctrl+Shift+L", needs=Need.FORM),
    *(_spec(name, text, tip, key, needs=Need.FORM) for name, text, tip, key in _EVIDENCE_REMARKS),
    _spec("NextRemark", _("下一条未了结的意见"), _NEXT_TIP, "F3", needs=Need.FORM),
    _spec("SettleRemark", _("了结或重开意见"), _("了结选中的意见；已经了结的重新打开"), "F12", needs=Need.FORM),
    _spec("TakeSuggestion", _("采用应为的值"), _TAKE_TIP, "Shift+F12", needs=Need.CHANGEABLE),
    _spec("DepartmentVersion", _("部门改过的地方…"), _VERSION_TIP, "Ctrl+F12", needs=Need.CHANGEABLE, lane=REVIEW_LANE),
    _spec("NextForm", _("下一份表"), _("打开列表里的下一份自评表"), "F5", needs=Need.FORM),
    None,
    _spec("Receive", _("装入…"), _RECEIVE_TIP, icon="import", needs=Need.WORKSPACE, lane=REVIEW_LANE),
    _spec("ReceiveFolder", _("装入文件夹…"), *_RECEIVE_FOLDER, lane=REVIEW_LANE),
    _spec("ReturnForms", _("退回…"), _RETURN_TIP, needs=Need.WORKSPACE, lane=REVIEW_LANE),
    None,
    _spec("SumUpAccepted", _("汇总通过的…"), _SUM_UP_TIP, icon="table", needs=Need.WORKSPACE, lane="summary"),
    _spec("SumUpAll", _("连没有通过的一起汇总…"), _SUM_ALL_TIP, needs=Need.WORKSPACE, lane="summary"),
    _spec("ReviewMaterials", _("导出审核材料…"), _MATERIALS_TIP, needs=Need.WORKSPACE, lane="summary"),
    _spec("Reminder", _("催报单…"), _REMINDER_TIP, needs=Need.WORKSPACE, lane="summary"),
    _spec("DrawForms", _("抽评…"), _DRAW_TIP, needs=Need.WORKSPACE, lane=REVIEW_LANE),
    None,
    _spec("PackForms", _("传出…"), _PACK_FORMS_TIP, needs=Need.FORMS, lane=REVIEW_LANE),
    None,
    _spec("RuleSetMany", _("批量改口径…"), _RULE_SET_MANY_TIP, needs=Need.FORMS, lane=REVIEW_LANE),
    _spec("UnitMany", _("批量改实施单位…"), _UNIT_MANY_TIP, needs=Need.FORMS, lane=REVIEW_LANE),
    None,
    _spec("ArchiveYear", _("年度归档…"), _ARCHIVE_TIP, needs=Need.WORKSPACE, lane=REVIEW_LANE),
    _spec("OpenArchive", _("打开年度归档…"), _OPEN_ARCHIVE_TIP, lane=REVIEW_LANE),
    None,
    _spec("Register", _("登记册…"), _REGISTER_TIP, "", "list", Need.WORKSPACE, lane=REVIEW_LANE),
)
_PANE_TIP, _PANE_BACK_TIP = _("到窗口的下一部分：列表、自评表的各组、预览、汇总"), _("到窗口的上一部分")
_VIEW = (
    _spec("NextPart", _("下一部分"), _PANE_TIP, "F6"),
    _spec("PreviousPart", _("上一部分"), _PANE_BACK_TIP, "Shift+F6"),
    None,
    *(
        _spec(name, text, _("光标所在的部分或列，不用鼠标也能改大小"))
        for name, text in (
            *(("Wider", _("加宽这一部分")), ("Narrower", _("减窄这一部分"))),
            *(("Higher", _("加高这一部分")), ("Lower", _("减低这一部分"))),
            *(("WiderColumn", _("加宽这一列")), ("NarrowerColumn", _("减窄这一列"))),
        )
    ),
    None,
    _spec("ResetLayout", _("恢复默认布局"), _("窗口、分栏和列表的顺序恢复成最初的样子")),
)
_HELP = (
    _spec("Manual", _("使用手册"), _("怎样用这个程序，有哪些按键"), "F1", "manual"),
    None,
    _spec("Diagnostics", _("诊断信息…"), _("把版本、设置和日志打包成一个文件，不含自评表的内容")),
    _spec("About", _("关于绩效自评"), _("版本信息")),
)
MENUS = (
    MenuSpec("menuFile", _("文件(&F)"), _FILE),
    MenuSpec("menuEdit", _("编辑(&E)"), _EDIT),
    MenuSpec("menuIndicators", _("指标(&I)")),  # comes with the form page
    MenuSpec("menuCheck", _("检查(&C)"), _CHECK),
    MenuSpec("menuReview", _("审核(&R)"), _REVIEW),
    MenuSpec("menuOutput", _("输出(&O)"), _OUTPUT),
    MenuSpec("menuView", _("视图(&V)"), _VIEW),
    MenuSpec("menuHelp", _("帮助(&H)"), _HELP),
)
SPECS = tuple(spec for menu in MENUS for spec in menu.entries if spec is not None)
