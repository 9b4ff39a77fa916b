"""Every sentence for a finding or a storage error, in Chinese, and the form's own words for each of its fields.

Sentences are whole and go through gettext with named places, so that an English catalogue can follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from selfeval_gui.domain.cells import cell_field
from selfeval_gui.domain.fields import ATTACHED, FORM_FIELDS, FUND_ROW_LABELS, INDICATOR_FIELDS, field_of
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.tree import Tree
from selfeval_gui.finding_kinds import FINDING_PARTS, FINDING_WORDS, USUAL_PARTS
from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import REMARK, Answer, Cause, Finding, Severity
from selfeval_gui.rules.own_words import COLUMN, NAMED
from selfeval_gui.rules.shape import Stage

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.ids import NodeId
    from selfeval_gui.rules.weights_left import GradeStanding

# ---- words of the form -------------------------------------------------------------------------------------------

INDICATOR_LABELS = {name: field.label for name, field in INDICATOR_FIELDS.items()}
NO_GRADE = _("没有等级")
SEVERITY_LABELS = {Severity.ERROR: _("错误"), Severity.WARNING: _("警告"), Severity.HINT: _("提示")}
WEIGHING_LABELS = {**SEVERITY_LABELS, Severity.OFF: _("不检查")}  # what a rule set may say of a kind of finding


def field_place(field: str) -> list[str]:
    """Return where a field of the form stands, in the form's own words: ["项目资金", "年度资金总额", "得分"]."""
    return list(field_of(f"printed.{field.replace('.', '_')}" if field.startswith("total.") else field).place)


def node_place(tree: Tree, node: NodeId, field: str) -> list[str]:
    """Return where a cell of the indicator tree stands: the names of its levels, then the column's label."""
    return [*(_named(step.name) for step in tree.path(node)), column_label(field)]


def names_of_rows(form: Form) -> dict[NodeId, list[str]]:
    """Return the names of each row of the indicator tree behind those of the levels above it, as `node_place` does."""
    found: dict[str, list[str]] = {}
    for top in form.indicators:
        found[top.id] = above = [_named(top.name)]
        for second in top.children:
            found[second.id] = higher = [*above, _named(second.name)]
            found |= {row.id: [*higher, _named(row.name)] for row in second.children}
    return cast("dict[NodeId, list[str]]", found)


def column_label(field: str) -> str:
    """Return what the column of a field of the indicators is usually called."""
    return ATTACHED.get(field) or cell_field(field).label


def _named(name: str) -> str:
    return name.strip() or _("（未填名称）")


def finding_place(finding: Finding, tree: Tree) -> list[str]:
    """Return a finding's place as a list of words, as the form's own paper has them.

    `tree` is the tree of the form it was found in.
    """
    place = field_place(finding.field) if finding.node is None else node_place(tree, finding.node, finding.field)
    return [*place[:-1], finding.args.get(COLUMN) or place[-1]]


def _label(field: str) -> str:
    return INDICATOR_LABELS.get(field) or field_place(field)[-1]


def standing_words(standing: GradeStanding) -> str:
    """Return the grade, or what keeps a form from having one: 还差 85, 多出 10; "" where only the score is missing."""
    if standing.left:
        words = _("还差 {number}") if standing.left > 0 else _("多出 {number}")
        return words.format(number=format_plain(abs(standing.left)))
    return standing.grade or ""


# ---- findings ----------------------------------------------------------------------------------------------------

STAGES = {Stage.PLAN: _("申报"), Stage.MONITOR: _("监控"), Stage.RESULT: _("自评")}
_BLANK = _("空白")
_SHORTER = {"target": _("指标值")}  # than the label, within a sentence
_PARTS_APART = {"here", "there"}
_TOLD_APART = FINDING_PARTS.keys() | _PARTS_APART
_COLUMNS = {place: _SHORTER.get(field) or _label(field) for field, place in NAMED.items()}
# By code, what a sentence says where its finding says nothing else.
_STARTING = {
    code: {"total": FUND_ROW_LABELS["total"], "but": "", **_COLUMNS, **USUAL_PARTS.get(code, {})}
    for code in FINDING_WORDS
}


def finding_sentence(finding: Finding) -> str:
    """Return what is wrong, what is expected and what is there, as one Chinese sentence without the place."""
    if finding.code == REMARK:
        return _("意见（{kind}）：{text}").format(**finding.args)
    code, _severity, node, field, expected, actual, args, *_rest = finding  # thousands are made one after another
    is_there, is_due = _BLANK if actual is None else actual, _BLANK if expected is None else expected
    words = {**_STARTING[code], "actual": is_there, "expected": is_due, **args, "score": actual or ""}
    if not _TOLD_APART.isdisjoint(words):
        for name in _PARTS_APART & words.keys():
            words[name] = _("写“{text}”").format(text=words[name]) if words[name] else _("没有写")
        for name in FINDING_PARTS.keys() & words.keys():
            words[name] = FINDING_PARTS[name][words[name]].format(**words)
        if "band" in words and words["share"] == words["high"]:
            words["but"] = _("，{high}% 不算在内").format(**words)
    if code == "cell.required":
        words["label"] = args.get(COLUMN) or (INDICATOR_LABELS[field] if node else field_place(field)[-1])
    return FINDING_WORDS[code].sentence.format(**words)


def cause_sentence(cause: Cause) -> str:
    """Return what kind of finding leads to this one."""
    return _("由“{kind}”引起。").format(kind=FINDING_WORDS[cause.code].kind)


def answer_sentence(answer: Answer) -> str:
    """Return who accepted a finding and why."""
    return _("已接受（{by}：{reason}）").format(by=answer.by or _("未署名"), reason=answer.reason)


def finding_line(finding: Finding, form: Form) -> str:
    """Return place and sentence as one line: "项目资金 / 年度资金总额 / 得分：…"."""
    return " / ".join(finding_place(finding, Tree(form.indicators))) + "：" + finding_sentence(finding)


# ---- files -------------------------------------------------------------------------------------------------------

_STORAGE_SENTENCES = {
    "file.empty": _("文件是空的，里面没有自评表。"),
    "file.only_zeros": _("文件里只有零字节，内容已经丢失，多半是断电或磁盘故障造成的。"),
    "file.cut_short": _("文件不完整，后面的内容被截断了。"),
    "file.not_utf8": _("文件不是 UTF-8 编码的文本，不是本程序保存的自评表。"),
    "file.not_json": _("文件内容不符合 JSON 格式，已损坏或不是自评表。"),
    "file.not_a_form": _("这个 JSON 文件不是自评表。"),
    "file.newer_version": _("文件的格式版本是 {version}，请用新版本的程序打开。"),
    "file.too_large": _("文件超过 32 MB，不会是自评表，没有读取。"),
    "file.too_nested": _("文件的内容嵌套太深，无法读取。"),
    "file.double_key": _("文件里同一处写了两个“{key}”，不知道以哪个为准。"),
    "file.broken_character": _("文件里有残缺的字符，无法原样保存。"),
    "file.bad_value": _("{place}：不能是“{value}”。"),
    "file.value_missing": _("{place}：缺少这一项。"),
    "number.not_number": _("{place}：“{value}”不是数字。"),
    "number.not_finite": _("{place}：“{value}”不是一个确定的数。"),
    "number.too_long": _("{place}：“{value}”超出范围，最多 15 位数字、6 位小数。"),
    "number.not_text": _("{place}：数字 {value} 没有写成文本，应加引号。"),
    "form.too_deep": _("指标超过了三级。"),
    "form.double_id": _("有两个指标的编号都是“{id}”。"),
    "file.no_answer": _("文件所在的文件夹没有应答，可能是共享文件夹或 U 盘断开了。请检查连接，过一会儿再打开。"),
    "file.vanished": _("文件已经不在原来的位置。"),
    "file.no_permission": _("没有读取这个文件的权限。"),
    "file.in_use": _("文件正被另一个程序占用，暂时无法读取。"),
    "file.not_a_file": _("这不是一个普通文件。"),
    "file.read_failed": _("无法读取文件：{reason}。"),
    "folder.no_answer": _("文件夹还没有应答，可能是网络或共享文件夹断开了。"),
    "folder.vanished": _("文件夹已经不在原来的位置。"),
    "folder.no_permission": _("没有打开这个文件夹的权限。"),
    "folder.read_failed": _("无法打开文件夹：{reason}。"),
    "save.disk_full": _("磁盘已满，没有保存。请腾出空间后再试，或另存到别处。"),
    "save.no_permission": _("没有写入这个文件或文件夹的权限，没有保存。请另存到别处。"),
    "save.read_only": _("文件或磁盘是只读的，没有保存。请取消只读后再试，或另存到别处。"),
    "save.in_use": _("文件正被另一个程序（例如 Excel、WPS 或杀毒软件）占用，没有保存。请关闭后再试。"),
    "save.folder_taken": _("那里已有同名的文件夹或文件，没有写入，它也没有改动。请换一个名称。"),
    "save.folder_vanished": _("文件夹已经不在原来的位置，或网络断开，没有保存。请另存到别处。"),
    "save.no_answer": _("那里一直没有应答，可能是网络或共享文件夹断开了，不再等它。做没做完还不知道，请换个位置再试。"),
    "save.narrower": _(
        "已经保存，但系统不让保留原来的文件权限，现在能打开它的人可能比原来少。请让管理员或文件原来的主人重新设置权限。"
    ),
    "save.not_drawn": _("“{form}”照它的表样画不出来（{detail}），没有导出；自评表没有改动。请换一个表样再试。"),
    "save.not_a_file": _("这里不是普通文件，而是设备、管道之类，没有写入，它也没有改动。请另存到别处。"),
    "save.name_too_long": _("文件名或路径太长，没有保存。请换一个短些的名称或位置。"),
    "save.name_refused": _("系统不接受这个文件名，没有保存。请换一个名称。"),
    "save.locked": _("{who}正打开着这份表，没有写入。请另存到别处，或等对方关闭后再试。"),
    "save.no_replace": _("这个文件夹不允许用新文件替换旧文件，没有保存。"),
    "save.not_as_written": _("写进去的内容读回来不一致，已恢复成原来的内容，没有保存。请另存到别处。"),
    "save.damaged": _(
        "写到一半失败，这个文件可能已经损坏。保存前的内容在“历史版本”里，您的改动还在窗口里，请立即另存到别处。"
    ),
    "save.not_faithful": _("这份表的内容无法完整写成文件，没有保存，原文件没有改动。"),
    "save.other": _("没有保存：{reason}。请再试一次，或另存到别处。"),
    "review.not_ours": _("这个文件不是本程序写的“{name}”，没有读取，也没有改动。"),
    "review.newer_version": _("“{name}”的格式版本是 {version}，比这个程序新，没有读取。请用新版本的程序打开。"),
    "review.bad_value": _("“{name}”里的“{key}”不对，没有读取，也没有改动。请从备份恢复，或请写它的人重新保存。"),
    "review.broken": _("“{name}”已损坏或不完整，没有读取，也没有改动。请从备份恢复这个文件。"),
    "review.folder_taken": _(
        "工作文件夹里已有一个您自己的“审核”文件夹，里面的自评表会因此不再列出，所以什么也没有写。请把它改名后再试。"
    ),
    "review.busy": _("“{name}”一直有别人在写，没有保存。请过一会儿再试。"),
    "package.damaged": _("压缩包不完整或已损坏，没有装入。请让对方重新发送。"),
    "package.password": _("压缩包设有密码，没有装入。请让对方去掉密码后重新发送。"),
    "package.bomb": _("压缩包解开后过大，可能不安全，没有装入。请让对方只发自评表。"),
    "package.outside": _("压缩包里的“{file}”指向包外，可能不安全，没有装入。请让对方用本程序重新传出。"),
    "package.twice": _("压缩包里有两个同名文件，没有装入。请让对方重新发送。"),
    "package.file_missing": _("包里缺少清单列出的“{file}”，整包没有装入。请让对方重新传出。"),
    "package.file_changed": _("包里的“{file}”与清单不符，被改动过，整包没有装入。请让对方用本程序重新传出。"),
    "package.file_turned": _("佐证材料“{file}”在装入时变了，这份表没有装入，原来的没有动。请再装入一次。"),
    "archive.damaged": _("这不是本程序写的年度归档，或者不完整、已损坏，没有打开，什么也没有写。请换一份副本再试。"),
    "archive.outside": _("归档里的“{file}”指向外面，可能不安全，没有打开，什么也没有写。请换一份副本再试。"),
    "archive.changed": _("归档里的“{file}”和归档的时候不同，没有打开，什么也没有写。请换一份没有动过的副本。"),
    "archive.too_large": _("归档解开后过大，可能不安全，没有打开，什么也没有写。"),
    "archive.taken": _("“{name}”已经有了，归档没有解开。请换一个文件夹。"),
    "changed.differs": _("文件已被另一个程序修改，没有保存。"),
    "changed.gone": _("文件已被移走或删除，没有保存。"),
    "changed.register": _("登记册刚被别人改过，没有保存，别人的改动还在。请关上重新打开，再改一次。"),
    "changed.exists": _("同名文件已经存在，没有覆盖。"),
}

_SYSTEM_REASONS = {
    "EIO": _("磁盘读写出错"),
    "EISDIR": _("这是一个文件夹"),
    "ELOOP": _("链接绕成了圈"),
    "EBUSY": _("设备正忙"),
    "EMFILE": _("打开的文件太多"),
    "ENFILE": _("打开的文件太多"),
    "ENOMEM": _("内存不足"),
    "EINVAL": _("系统不支持这个操作"),
    "ETIMEDOUT": _("连接超时"),
    "ENAMETOOLONG": _("文件名或路径太长"),
    **dict.fromkeys(("ENETDOWN", "ENETUNREACH", "EHOSTUNREACH"), _("网络不通")),
}


class Coded(Protocol):
    """An error that names its case by a code and holds the values of its sentence, as storage errors do."""

    code: str
    args_for_text: dict[str, str]


def storage_sentence(error: Coded) -> str:
    """Return what is wrong with a file, a folder or a save."""
    words = dict(error.args_for_text)
    if "field" in words:
        words["place"] = " / ".join(_stored_place(words["field"], words.get("row", "")))
    if "who" in words:
        words["who"] = words["who"] or _("别人")
    if "reason" in words:
        words["reason"] = _SYSTEM_REASONS.get(words["reason"], words["detail"])
    return _STORAGE_SENTENCES[error.code].format(**words)


def _stored_place(field: str, row: str) -> list[str]:
    """Return a cell of a file in the form's own words; a key that no cell of the form shows stands for itself."""
    if field in FORM_FIELDS:
        return field_place(field)
    return [*filter(None, [row.strip()]), INDICATOR_LABELS.get(field, field)]


# ---- exports -----------------------------------------------------------------------------------------------------


def export_note_sentence(place: str, removed: int, cut: int) -> str:
    """Say what of a text the exported document could not hold; `place` is a cell such as "C5"."""
    parts = []
    if removed:
        parts.append(_("去掉了 {removed} 个不能显示的字符").format(removed=removed))
    if cut:
        parts.append(_("文字太长，末尾 {cut} 个字符放不下").format(cut=cut))
    return _("单元格“{place}”：{what}；自评表本身没有改动。").format(place=place, what="，".join(parts))
