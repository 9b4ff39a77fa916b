"""Every sentence about what goes between units and their department: lists, packages, what is not taken in and why."""

from __future__ import annotations

from selfeval_gui.i18n import _

_LISTS = {
    "list.no_money_unit": _("名单没有写明金额单位，预算按{text}记；不对请在表头写明后再登记一次。"),
    "list.no_name": _("第 {row} 行既没有单位也没有项目名称，没有登记：{text}"),
    "list.twice": _("第 {row} 行的项目“{text}”在同一单位下已有一行，没有重复登记。"),
    "list.bad_year": _("第 {row} 行的年度“{text}”看不懂，没有登记年度。"),
    "list.bad_day": _("第 {row} 行的截止日期“{text}”看不懂，没有登记。"),
    "list.bad_budget": _("第 {row} 行的预算“{text}”不是一个金额，预算留空。"),
}


def unit_line(unit: str, counts: tuple[int, int, int, int], missing: int, overdue: int) -> str:
    """Return where a unit stands; the counts are expected, received, accepted, returned."""
    expected, received, accepted, returned = counts
    text = _("{unit} {expected}：收 {received} · 通过 {accepted} · 退回 {returned} · 缺 {missing}")
    words = {"expected": expected, "received": received, "accepted": accepted, "returned": returned}
    line = text.format(unit=unit, missing=missing, **words)
    return line + _(" · 逾期 {overdue}").format(overdue=overdue) if overdue else line


def list_sentence(code: str, row: int, text: str) -> str:
    """Return what is doubtful in a row of a list."""
    return _LISTS[code].format(row=row, text=text)


_REFUSALS = {
    "package.list_broken": _("清单.json 读不了，整包没有装入，工作文件夹没有改动。请让对方用本程序重新传出。"),
    "package.list_newer": _("这个包是更新版本的程序传出的，没有装入。请先升级本程序。"),
    "package.list_changed": _("清单.json 被改动过，整包没有装入，工作文件夹没有改动。请让对方用本程序重新传出。"),
    "package.file_extra": _("包里的“{file}”不在清单上，没有装入；其余照常。"),
    "package.unknown_unit": _(
        "名单上没有单位“{unit}”，可能是别的部门的包，整包没有装入。若是同一单位的另一种写法，请加进名单后再装入。"
    ),
    "package.other_unit": _(
        "包是“{unit}”的，里面的“{project}”却是“{other}”的表，整包没有装入。请让对方核对后重新传出。"
    ),
    "package.other_year": _("“{project}”是 {year} 年度的表，名单要的是 {wanted} 年度，没有装入。"),
    "package.same_round": _(
        "“{unit}”的第 {round} 次已经装入过，这一包内容不同，“{project}”没有装入。请问清以哪个为准。"
    ),
    "package.nested": _("压缩包里还套着多层压缩包，没有装入。请解开后再装入。"),
    "form.new_id": _("“{project}”的内部编号和以前的不同，可能是重新建的；按项目名称当作同一份表。"),
    "form.renamed": _(
        "“{project}”和现有的“{old}”编号相同，可能是改了项目名称、年度或单位；按新的一份装入，原来的一份和它的意见还在，请核对。"
    ),
    "form.split": _("“{project}”和“{old}”编号相同，可能是一份拆成了两份；“{project}”按新的一份装入，请核对。"),
    "form.same_id": _("“{project}”和“{old}”编号相同，可能是一份拆成了两份；两份都装入，请核对。"),
    "form.gone": _("“{unit}”上一次的包里有“{project}”，这一次没有；原来的一份还在，请问清是不是不报了。"),
    "form.two_files": _("这一次里“{project}”有两份不同的文件，都没有装入。请留下要的一份后再装入。"),
    "form.two_here": _("工作文件夹里“{project}”已有两份表，不知道替换哪一份，没有装入。请先删去多余的一份。"),
    "form.older": _("“{project}”比现有的旧，没有装入。"),
    "form.no_names": _("表里没有填项目名称，不知道是哪个项目，没有装入。请补填后再装入。"),
    "form.not_seen": _("“{project}”在您看过之后又改了，没有通过。请看过改动再定。"),
    "form.unknown_unit": _("“{project}”的实施单位“{unit}”不在名单上，已照样装入，请核对。"),
    "returned.broken": _("意见.json 读不了，退回的包没有装入，工作文件夹没有改动。请用部门原来发的包。"),
    "returned.newer": _("这个包是更新版本的程序退回的，没有装入。请先升级本程序。"),
    "returned.changed": _("意见.json 被改动过，退回的包没有装入，工作文件夹没有改动。请用部门原来发的包。"),
    "returned.file_missing": _("退回的包里缺少“{file}”，没有装入，工作文件夹没有改动。请用部门原来发的包。"),
    "returned.file_changed": _(
        "退回的包里的“{file}”和部门发出时不同，没有装入，工作文件夹没有改动。请用部门原来发的包；自己改的表请用“导入”。"
    ),
    "returned.other_unit": _(
        "这个退回的包是“{unit}”的，工作文件夹里是“{here}”的表，没有装入。请打开这个单位的文件夹再装入。"
    ),
    "returned.not_sent": _(
        "这是别的部门退回的包，“{project}”在这里是收来的，没有从这里传出过，没有装入。请把包交给传出它的单位。"
    ),
    "returned.again": _("“{unit}”的第 {round} 次退回已经装入过，没有重复装入。"),
    "returned.same_round": _("“{unit}”的第 {round} 次退回已经装入过，这一包内容不同，没有装入。请问清部门以哪个为准。"),
    "returned.older": _("这是第 {round} 次退回，第 {last} 次已经装入，比现有的旧，没有装入。"),
    "returned.new": _("工作文件夹里没有“{project}”，照退回的一份新加。"),
    "returned.differs": _(
        "部门退回的“{project}”和您现在的表有 {count} 处不同。您的表没有动，部门的一份另存着；"
        "打开这份表，在“审核 → 部门改过的地方…”里逐处选用哪一个。"
    ),
    "returned.own": _("这是从这里退回去的包，里面的表没有改过。"),
    "comments.new": _("{place} 的批注“{text}”不是对哪一条意见的答复，没有装入，请自己看。"),
    "comments.changed": _("{place} 编号 {number} 的批注和发出时的文字不同，没有当作答复：“{text}”。请自己看。"),
    "comments.moved": _("编号 {number} 的批注挪到了 {place}，原来在“{was}”；答复照样记在原来的意见上。"),
    "comments.deleted": _("编号 {number} 的意见“{text}”的批注在交回的文件里删掉了；意见还在。"),
    "answers.other_id": _("第 {row} 行的意见编号被改过，按项目、位置和意见的文字认出是“{text}”，答复照样装入。"),
    "answers.row_gone": _("编号 {number} 的意见“{text}”在交回的表里没有了，意见还在，没有答复。"),
    "answers.unclear": _("第 {row} 行的意见编号被改过，这样的意见有 {count} 条，分不出是哪条，答复“{text}”没有装入。"),
    "answers.unknown": _("第 {row} 行的意见编号在这个工作文件夹里找不到，答复“{text}”没有装入。可能是别处的退回意见。"),
    "answers.unknown_remark": _("答复“{text}”针对的意见不在“{project}”里，没有装入。可能是别的部门的意见。"),
    "answers.other_unit": _("第 {row} 行答复的是“{unit}”的意见，和其余的不是一个单位，没有装入。"),
    "answers.bad_choice": _("第 {row} 行的答复“{text}”不是“已改、不改、已说明”之一，没有装入。"),
}


# What became of a form that came in, by the word that files and commands have for it.
VERDICT_WORDS = {
    "new": _("新"),
    "changed": _("有改动"),
    "same": _("未变"),
    "duplicate": _("重复"),
    "older": _("比现有的旧"),
    "unreadable": _("读不了"),
}


def review_sentence(code: str, **words: object) -> str:
    """Return why something was not taken in, or what to know about what was."""
    return _REFUSALS[code].format(**words)
