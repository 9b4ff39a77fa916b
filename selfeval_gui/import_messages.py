"""Every sentence about files that are taken in: why one is not read, what is doubted in it, what went nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, FieldRef, field_of
from selfeval_gui.domain.tree import level_three
from selfeval_gui.i18n import _
from selfeval_gui.messages import INDICATOR_LABELS, field_place

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_SOURCES = {
    "source.empty": _("文件是空的，没有内容可导入。"),
    "source.too_large": _("文件超过 64 MB，没有读取。请把自评表单独存成一个文件再导入。"),
    "source.picture": _("这是一张图片，不是表格，没有读取。请向来源单位索取 Excel 或 Word 文件。"),
    "source.rtf": _("这是 RTF 文件，不能直接读取。请用 Word 或 WPS 打开，另存为 .docx 后再导入。"),
    "source.old_word": _("这是旧版 Word 或 WPS 文字文件，不能直接读取。请用 Word 或 WPS 打开，另存为 .docx 后再导入。"),
    "source.xml_workbook": _("这是 XML 格式的表格，不能直接读取。请用 Excel 打开，另存为 .xlsx 后再导入。"),
    "source.password": _("文件设有密码，没有读取。请在原程序中取消密码后再导入。"),
    "source.bomb": _("文件解压后过大，可能不安全，没有读取。请用原程序打开检查，重新保存后再导入。"),
    "source.damaged": _("文件不完整或已损坏，没有读取。请用原程序打开检查，重新保存后再导入。"),
    "source.unknown_kind": _("不是能读取的文件类型。可以导入 Excel、Word（.docx）、.ods、.odt、PDF、网页和文本。"),
    "source.not_text": _("文件内容不是文字，没有读取。请检查文件是否选对。"),
    "source.entities": _("文件里有外部引用或实体定义，可能不安全，没有读取。请用原程序打开，重新保存后再导入。"),
    "source.nested": _("文件里的表格一层套一层，超出了限度，没有读取。请把自评表单独存成一个文件再导入。"),
    "source.range": _("表格的已用区域过大，没有读取。请删除多余的行和列，重新保存后再导入。"),
    "source.scan": _("PDF 里没有文字，可能是扫描件，没有读取。请向来源单位索取 Excel 或 Word 文件。"),
    "source.too_many_pages": _("PDF 有 {count} 页，超过 {most} 页，没有读取。请把自评表所在的页单独存成文件。"),
    "source.too_much_memory": _("读取这个文件要用的内存过多，已停止。请把自评表单独存成一个文件再导入。"),
    "source.too_slow": _("读取这个文件用时过长，已停止。请把自评表单独存成一个文件再导入。"),
    "source.crashed": _("读取这个文件时出了问题，没有读取。请用原程序打开检查，重新保存后再导入。"),
    "source.no_process": _("系统不允许启动读取文件的程序，没有读取。请联系信息部门。"),
    "source.not_a_file": _("找不到这个文件，或它不是文件。"),
    "source.no_access": _("系统不允许读取这个文件。请检查权限，或先关闭正在使用它的程序。"),
    "paper.kind": _("这种文件不能当表样用，没有导入。请另存为 .xlsx 或 .docx 后再导入表样。"),
    "paper.macros": _("文件里有宏，填表时不能保证原样，没有导入。请另存为不含宏的 .xlsx 或 .docx 后再导入表样。"),
    "paper.pivot": _("文件里有数据透视表，填表时不能保证原样，没有导入。请删去后再导入表样。"),
    "paper.links": _("文件引用了别的文件，没有导入。请断开链接、重新保存后再导入表样。"),
    "paper.strict": _("文件存成了“严格”格式，没有导入。请另存为普通的 .xlsx 或 .docx 后再导入表样。"),
    "paper.signed": _("文件有数字签名，填写后签名会失效，没有导入。请去掉签名后再导入表样。"),
    "paper.too_wide": _("表格的列数过多或合并的区域过大，没有导入。请删除多余的列，重新保存后再导入表样。"),
    "paper.shared_formula": _("指标各行及以下有成片填充的公式，移动行时会算错，没有导入。请改成数值后再导入表样。"),
    "paper.no_such_form": _("文件里只有 {count} 份表，没有这个序号的表。请改正 --form 后面的序号。"),
    "paper.no_name": _("没有找到填写项目名称的位置，没有导入。请检查文件里“项目名称”右边是否留有空格。"),
    "paper.no_amounts": _("没有找到填写项目资金的位置，没有导入。请检查“全年预算数”等栏目下面是否留有空格。"),
    "paper.no_block": _("不能确定指标从哪一行到哪一行，没有导入。请检查“一级指标”一行下面是否至少有一行指标。"),
    "source.no_form": _("没有找到自评表。请确认文件里有带“一级指标、指标值、分值”等栏目的表格。"),
    "source.evidence_list": _("这是佐证材料清单，没有导入。请打开它的自评表，用“检查 → 读入佐证材料清单…”。"),
    "source.no_words": _("文件里没有一个字，没有可导入的内容。请检查文件是否选对。"),
    "source.only_others": _("文件里没有填好的自评表，只有{names}，没有导入。请选择各项目填好的自评表再导入。"),
    "source.no_headings": _(
        "找到了“{words}”，但没有找到“{missing}”这样的栏目，认不出哪些行是指标，没有导入。请检查文件是否选对；"
        "如果就是自评表，请在原文件的栏目一行写上缺的栏目名称，保存后再导入。"
    ),
    "source.not_in_columns": _(
        "找到了“{words}”等栏目名称，但它们不在同一行的各个格子里，分不清哪些内容在哪一栏下面，没有导入。"
        "请在原来的程序里把整张表另存为 .xlsx 或 .docx 后再导入，或者复制整张表后用“从剪贴板导入”。"
    ),
}
_ARCHIVES = {
    "package.damaged": _("压缩包不完整或已损坏，没有导入。请让对方重新压缩后再发来。"),
    "package.password": _("压缩包设有密码，没有导入。请解开后选择里面的文件或文件夹再导入。"),
    "package.bomb": _("压缩包解开后过大，可能不安全，没有导入。请让对方只发自评表。"),
    "package.outside": _("压缩包里的“{file}”指向包外，可能不安全，没有导入。请让对方重新压缩后再发来。"),
    "package.twice": _("压缩包里有两个同名文件，没有导入。请让对方重新压缩后再发来。"),
    "package.no_forms": _("压缩包里没有可以读取的文件，没有导入。请检查压缩包是否选对。"),
    "package.too_large": _("压缩包超过 512 MB，没有读取。请解开后分批导入。"),
    "package.nested": _("压缩包里还套着多层压缩包，没有导入。请解开后再导入。"),
}
_CLIPBOARD = {
    "source.nested": _("表格一层套一层，超出了限度，没有读取。请只复制自评表本身。"),
    "source.range": _("表格过大，没有读取。请只复制自评表本身，或存成文件再导入。"),
    "source.too_much_memory": _("读取要用的内存过多，已停止。请分几次复制，或存成文件再导入。"),
    "source.too_slow": _("读取用时过长，已停止。请分几次复制，或存成文件再导入。"),
    "source.crashed": _("内容读不出来，没有读取。请分几次复制，或存成文件再导入。"),
    **{code: _SOURCES[code] for code in ("source.no_process", "source.evidence_list")},
    "source.no_form": _("没有找到自评表。请确认复制的内容里有带“一级指标、指标值、分值”等栏目的表格。"),
    "source.no_words": _("复制的内容里没有一个字，没有可导入的内容。"),
    "source.only_others": _("复制的内容里没有填好的自评表，只有{names}，没有导入。请复制填好的自评表。"),
    "source.no_headings": _(
        "找到了“{words}”，但没有找到“{missing}”这样的栏目，认不出哪些行是指标，没有导入。请连同栏目一行复制整张表。"
    ),
    "source.not_in_columns": _(
        "找到了“{words}”等栏目名称，但它们不在同一行的各个格子里，分不清哪些内容在哪一栏下面，没有导入。"
        "请在 Excel、Word 或网页里选中整张表再复制。"
    ),
}
_DOUBTS = {
    "total.mismatch": _("表上的合计与按行相加的不同：{text}"),
    "subtotal.mismatch": _("表上的小计与上面各行相加的不同，没有填入：{text}"),
    "rate.mismatch": _("表上的执行率与按金额计算的不同：{text}"),
    "number.invalid": _("“{text}”不是数字，没有填入，请核对。"),
    "number.several": _("“{text}”里不止一个数字，没有填入，请核对填哪一个。"),
    "amount.converted": _("金额写有自己的单位，已换算成表上的金额单位填入，请核对：{text}"),
    "number.percent": _("分值或得分按百分数印出，去掉百分号填入（本列以下相同），请核对：{text}"),
    "number.too_long": _("“{text}”位数过多，没有填入，请核对。"),
    "number.error_value": _("“{text}”是公式错误，没有填入，请核对。"),
    "number.rounded": _("表上显示的是四舍五入后的数，按显示的填入：{text}"),
    "number.unformatted": _("“{text}”在文件里没有显示格式，可能是百分数，请核对。"),
    "value.twice": _("同一栏目出现了不同的内容，保留了前一个：{text}"),
    "unit.above": _("表上方写的金额单位与表内不同，金额按表内的单位读：{text}"),
    "target.implausible": _("“{text}”远超百分之百，请核对。"),
    "target.adjusted": _("年初指标值“{text}”后来有调整，填入的是调整后的值。"),
    "level.guessed": _("上级指标没有印在这一行，按通常的归类填为“{text}”，请核对。"),
    "row.shifted": _("这一行的内容没有对准栏目，按内容归位，请核对：{text}"),
    "row.joined": _("这一段没有行首，接在了上一行后面，请核对：{text}"),
    "paragraph.guessed": _("文字里的分段是推测的，请核对：{text}"),
    "sheet.joined": _("工作表“{text}”接在了前一张工作表后面，作为同一份表，请核对。"),
    "sheet.hidden": _("这份表在隐藏的工作表“{text}”里，请核对是否要导入。"),
    "row.hidden": _("这一行在原文件里是隐藏的，请核对是否要保留：{text}"),
    "formula.no_result": _(
        "这些格子里是公式，文件里没有存下算出的数，没有读入：{text}。请用 Excel 或 WPS 打开原文件，"
        "保存后再导入，或对照补填。"
    ),
    "column.hidden": _("这一列在原文件里是隐藏的，请核对是否要保留：{text}"),
    "tick.unclear": _("这一栏应打√或空着，“{text}”没有读入，请核对。"),
    "cell.shared": _("这个单元格跨了几行，内容可能属于几个指标，请核对：{text}"),
    "cell.picture": _("这个单元格里是一张图片，没有文字可填入，请对照原文件补填：{text}"),
    "goal.guessed": _("目标栏的标题“{text}”是按意思推测的，请核对下面的文字归到了哪一栏。"),
    "label.unknown": _("不认识的栏目，按表上的名称保留：{text}"),
    "amount.goal": _("目标里写的金额与资金表里的约差一万倍，表上的金额单位可能写错了，请核对：{text}"),
    "year.guessed": _("表上没有年度，按项目名称填为{text}，请核对。"),
    "year.missing": _("没有找到年度，请补填。"),
    "name.missing": _("没有找到项目名称，请补填。"),
    "unit.guessed": _("表上没有金额单位，按“{text}”填入，请核对。"),
    "basis.unknown": _("分值合计既不是 100，也与表上的合计不同，不能确定口径，请选择。"),
    "form.typed_over": _(
        "这份表由“{text}”改写而来，但年度、项目名称或实施单位不同，按新的表导入。如果就是那一份，请改选“更新已有的表”。"
    ),
    "layout.by_paper": _("照表样“{text}”记住的位置读，与程序自己认出的不同，请核对。"),
    "layout.followed": _("按本机记住的栏目归位，请核对；不要时在“表样…”里忘掉，再导入一次。栏目：{text}"),
    "form.again": _("与同时导入的“{text}”中的表内容相同，没有勾选。"),
    "form.older": _("同时导入的“{text}”中也有这个项目的表，比这一份新，所以没有导入这一份。"),
    "form.newer": _("同时导入的“{text}”中也有这个项目的表，比这一份旧，没有导入，请核对。"),
    "indicators.missing": _("没有找到任何指标，请核对。"),
}
_CONFLICTS = {
    "end": _("第 {place} 行“{text}”不像指标，不能确定指标到哪一行为止；照填会丢掉这一行。"),
    "subtotal": _("第 {place} 行“{text}”夹在指标中间，照填会丢掉这一行。"),
    "twice": _("{place} 与另一处是同一个栏目：{text}"),
    "disagree": _("{place} 里已填的“{text}”与上方的栏目名称对不上，不能确定是哪个栏目。"),
    "trial": _("试填后读回的“{text}”与填入的不同。"),
}
_NOT_PLACED = {
    "no_cell": _("那里没有单元格，没有改动。"),
    "options": _("这一格“{text}”是供人勾选的，填写时不会改动它，不能放栏目。"),
    "printed": _("这一格“{text}”是表上印的字，放在这里会盖掉它，没有改动。请选旁边或下面的空格。"),
    "rows": _("这一格在指标各行里，逐行重写；请改“指标各行”的栏目，或先改指标到哪一行为止。"),
    "other_table": _("这一格不在指标所在的表里，没有改动。"),
    "last_column": _("指标各行至少要有一个栏目，没有改动。"),
    "above_rows": _("这一行在指标第一行的上面，没有改动。"),
    "row_with_place": _("这几行里有别的栏目的位置，指标不能到这一行为止，没有改动。"),
}
_OF_INDICATORS, _RATE, _CELL = "indicator.", ".execution_rate", _("第 {row} 行第 {column} 列")
LEVEL_LABELS = {"level_1": _("一级指标"), "level_2": _("二级指标")}
_PAPER_COLUMNS = {
    **LEVEL_LABELS,
    "target.sign": _("指标性质"),
    "target.number": _("指标值（数）"),
    "target.unit": _("计量单位"),
    "score_share": _("得分系数"),
    "adjusted_target": _("调整后的指标值"),
    "method": _("得分计算方法"),
}
_PLACE = re.compile(r"(line|paragraph|table|page|header|note|comment|change|drawing) (\d+)(?: R(\d+)C(\d+))?")
_PLACES = {
    "line": _("第 {number} 行"),
    "paragraph": _("第 {number} 段"),
    "table": _("第 {number} 个表格"),
    "page": _("第 {number} 页"),
    **{"header": _("第 {number} 处页眉页脚"), "note": _("第 {number} 条脚注")},
    **{"comment": _("第 {number} 条批注"), "change": _("第 {number} 处修订"), "drawing": _("第 {number} 个图形")},
}
_PARTS = {  # of a workbook or document
    r"(xl|word)/(threadedC|c)omments": _("批注"),
    r"xl/drawings/": _("文本框等图形"),
    r"word/header": _("页眉"),
    r"word/footer": _("页脚"),
    r"word/footnotes": _("脚注"),
    r"word/endnotes": _("尾注"),
    r"docProps/": _("文件属性里的作者"),
}
_UNMAPPED = {
    "no_field": _("表中没有对应的栏目"),
    "twice": _("与同一栏目先前的内容不同"),
    "number.invalid": _("不是数字"),
    "number.several": _("不止一个数字"),
    "number.too_long": _("位数过多"),
    "number.error_value": _("公式错误"),
    "year.invalid": _("不是年度"),
    "cell.picture": _("单元格里是图片"),
    "removed": _("预览里移出了栏目"),
    "deleted": _("预览里删去了"),
    "outside": _("不在任何一份表中"),
}


def place_words(place: str) -> str:
    """Return a place of a file in words: "line 12" is 第 12 行; a cell of a workbook is called as in Excel."""
    found = _PLACE.fullmatch(place)
    if found is None:
        return next((words for part, words in _PARTS.items() if re.match(part, place)), place)
    kind, number, row, column = found.groups()
    return _PLACES[kind].format(number=number) + (_CELL.format(row=row, column=column) if row else "")


def source_sentence(code: str, **args: str) -> str:
    """Return why a file was not read, and what to do."""
    return _SOURCES.get(code, _SOURCES["source.crashed"]).format(**args)


def archive_sentence(code: str, **args: str) -> str:
    """Return why an archive was not taken apart, and what to do; nothing where it is a matter of any file."""
    return _ARCHIVES.get(code, "").format(**args)


def clipboard_sentence(code: str, **args: str) -> str:
    """Return why the clipboard was not read, and what to do."""
    return _CLIPBOARD.get(code, _CLIPBOARD["source.crashed"]).format(**args)


def doubt_sentence(code: str, text: str) -> str:
    """Return what a person should look at."""
    return _DOUBTS[code].format(text=short(text))


def conflict_sentence(code: str, place: str, text: str) -> str:
    """Return why an office's own file cannot be filled as it was understood."""
    return _CONFLICTS[code].format(place=place_words(place), text=short(text))


def unmapped_reason(code: str) -> str:
    """Return why a cell went nowhere."""
    return _UNMAPPED[code]


def imported_field_label(name: str) -> str:
    """Return the form's own word for a field a cell went to."""
    if name in INDICATOR_LABELS:
        return INDICATOR_LABELS[name]
    if name.startswith(EXTRA):
        return field_of(name).place[-1]
    return " / ".join(field_place(name)) if name in FORM_FIELDS else name


def paper_field_label(name: str) -> str:
    """Return the word for a field of an office's own paper; a column of the indicators is said to be one."""
    if name.startswith(_OF_INDICATORS):
        column = name.removeprefix(_OF_INDICATORS)
        label = _PAPER_COLUMNS.get(column) or INDICATOR_LABELS.get(column, column)
        return _("指标各行 / {label}").format(label=label)
    if name.endswith(_RATE):
        return " / ".join((*field_place(f"{name.removesuffix(_RATE)}.executed")[1:-1], _("执行率")))
    return imported_field_label(name).removeprefix(f"{FORM_FIELDS['funds.unit'].place[0]} / ")


def not_placed_sentence(code: str, text: str) -> str:
    """Return why a field was not put where a person wanted it on an office's own paper."""
    return _NOT_PLACED[code].format(text=short(text))


def kept_label(ref: FieldRef, form: Form) -> str:
    """Return a field that a document has no place for; the weight of a level by what it is."""
    is_leaf = ref.node is None or any(row.id == ref.node for row in level_three(form.indicators))
    return imported_field_label(ref.name) if is_leaf else _("一级、二级指标的分值")


def short(text: str) -> str:
    """Return a text of a file as a sentence quotes it: in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
