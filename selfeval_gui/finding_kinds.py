"""Each kind of finding in words: what it is called where findings are counted, and how one of them is told.

A sentence is whole; `messages` fills in its places.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from selfeval_gui.i18n import _

_DEGREE = _(
    "“{actual}”属于{band}，应得{weight_column}的 {low}%–{high}%（{expected} 分），"
    "现在得 {score}/{weight}，为 {share}%{but}。"
)


class Titled(NamedTuple):
    """The name of a kind of finding, and its sentence."""

    kind: str
    sentence: str


FINDING_WORDS: Mapping[str, Titled] = MappingProxyType(
    {
        "weight.total": Titled(
            _("分值合计不对"), _("{weight_column}合计 {actual}，应为 {expected}，{over}。{reading}")
        ),
        "weight.level": Titled(_("各级分值合计不对"), _("本级{weight_column}合计 {actual}，应为 {expected}，{over}。")),
        "weight.invalid": Titled(_("分值不可用"), _("{weight_column} {actual} 不可用：{fault}。")),
        "score.over_weight": Titled(
            _("得分高于分值"), _("{score_column} {actual} 高于{weight_column} {expected}，最多只能得满分。")
        ),
        "score.invalid": Titled(_("得分不可用"), _("{score_column} {actual} 不可用：{fault}。")),
        "total.mismatch": Titled(_("原表合计与计算不符"), _("原表印的合计是 {actual}，按各行计算应为 {expected}。")),
        "rate.mismatch": Titled(
            _("原表执行率与计算不符"), _("原表印的执行率是 {actual}%，按金额计算应为 {expected}%。")
        ),
        "score.missing": Titled(_("没有填写得分"), _("没有填写{score_column}。")),
        "execution.score": Titled(
            _("执行率得分与口径不符"), _("执行率得分填的是 {actual}，按{method}应为 {expected}。")
        ),
        "execution.no_budget": Titled(_("没有全年预算数"), _("{budget_column}为空或为 0，算不出执行率。")),
        "execution.over_budget": Titled(
            _("执行数超过预算数"), _("{executed_column} {actual} 超过{budget_column} {expected}。")
        ),
        "execution.gap": Titled(
            _("执行率低而得分高"),
            _("执行率只有 {actual}%，不到 {expected}%，指标得分率却有 {share}%，高出 {points} 个百分点以上。"),
        ),
        "funds.parts": Titled(_("各项资金合计不对"), _("各项资金合计 {expected}，与{total} {actual} 不一致。")),
        "reason.missing": Titled(_("扣分没有写原因"), _("扣了 {lost} 分，没有写{reason_column}。")),
        "reason.empty_phrase": Titled(_("原因没有说明情况"), _("扣了 {lost} 分，原因只写了“{reason}”，没有说明情况。")),
        "reason.contradicts": Titled(_("满分却写了不足"), _("得了满分，原因里却写着“{word}”，两者不一致。")),
        "met.deducted": Titled(
            _("达到指标值却扣分"),
            _(
                "{actual_column}{met}（{actual}），却扣了 {lost} 分："
                "{weight_column} {expected}，{score_column} {score}。"
            ),
        ),
        "band.degree_word": Titled(
            _("得分与定性用语不符"),
            _DEGREE,
        ),
        "over_achieved": Titled(
            _("大幅超额没有说明"),
            _("{actual_column}“{actual}”达到{target_column}“{target}”的 {limit} 倍以上，应说明原因。"),
        ),
        "cell.required": Titled(_("必填的栏目空着"), _("“{label}”不能为空。")),
        "text.placeholder": Titled(_("留有表样提示文字"), _("还留着提示文字“{text}”，请填好或删去。")),
        "row.empty": Titled(
            _("整行没有填"), _("这一行还什么都没有填。不用的行请删去，或在{target_column}里写“不适用”。")
        ),
        "score.formula": Titled(
            _("得分与完成情况不符"),
            _("{target_column}“{target}”，实际完成“{actual}”，按口径应得 {expected} 分，现在得 {score} 分。"),
        ),
        "date.late": Titled(
            _("完成时间晚于指标值"),
            _("{target_column}是“{target}”，实际完成在“{actual}”，晚了；应扣分并写明原因，或核对时间。"),
        ),
        "actual.condition": Titled(_("实际完成值写成了要求"), _("“{text}”是要求，不是结果。请写实际达到的数。")),
        "cost.sign": Titled(
            _("成本指标的方向反了"), _("成本越低越好，{target_column}“{text}”却是越高越好，应写成“≤”。")
        ),
        "quantity.money": Titled(
            _("资金支出又算作指标"), _("“{text}”说的是资金支出，预算执行率已经评过一次，不宜再作产出指标。")
        ),
        "indicator.double": Titled(_("指标重复"), _("指标“{text}”在前面已经有了，同一件事不要评两次。")),
        "benefit.hollow": Titled(
            _("效益指标空泛"), _("“{text}”只说有效果，看不出效果是什么、怎样衡量。请写可以核实的内容。")
        ),
        "satisfaction.no_survey": Titled(
            _("满意度没有调查结果"), _("“{text}”不是调查得出的数。请写满意度的百分比，并保留调查材料。")
        ),
        "evidence.missing": Titled(_("没有佐证材料"), "{lack}"),
        "evidence.shared": Titled(
            _("一份材料证明多行"), _("材料“{text}”同时证明 {count} 行，超过 {most} 行。请补充各行自己的材料。")
        ),
        "evidence.old": Titled(
            _("佐证材料早于年度"), _("材料“{text}”的日期文号是“{document}”，早于 {year} 年度，证明不了当年的情况。")
        ),
        "evidence.changed": Titled(_("佐证材料不在或变了"), _("{lack}")),
        "reason.vague": Titled(
            _("原因空泛"), _("原因“{text}”用在哪个项目都行。请写这一项差在哪里、为什么、何时怎样改进。")
        ),
        "goal.copied": Titled(
            _("完成情况照抄目标"), _("{outcome_column}与{goal_column}一字不差，请写实际做了什么、做到什么程度。")
        ),
        "year.mismatch": Titled(_("年份与年度不符"), _("这里写的是 {text} 年，自评表是 {year} 年度，请核对。")),
        "amounts.scale": Titled(
            _("金额相差一万倍"), _("{actual} 与{of} {beside} 相差约一万倍，可能有一个的单位不是{unit}。")
        ),
        "numbers.differ": Titled(
            _("目标与指标值的数不同"), _("{goal_column}里写的是 {goal}，这里的{target_column}是“{text}”，请核对。")
        ),
        "across.scores": Titled(
            _("相同完成情况得分悬殊"),
            _("“{actual}”在这里得 {share}%，在 {count} 份表中从 {low}% 到 {high}%，相差 {spread} 个百分点。"),
        ),
        "across.reason": Titled(_("多份表原因雷同"), "{alike}"),
        "across.target": Titled(
            _("指标值像是照抄"), _("“{word}”不像这个项目的指标值，在“{project}”中才与指标名称相符，可能是照抄来的。")
        ),
        "across.twice": Titled(
            _("同一项目有两份表"), _("同一单位、同一年度的这个项目不止一份表，请只留一份，或核对年度和名称。")
        ),
        "across.copied": Titled(
            _("整份表照抄"), _("目标、指标、指标值和原因与“{project}”的表都一样，只有名称和数不同，请按这个项目写。")
        ),
        "across.all_full": Titled(
            _("一个单位全是满分"), _("这个单位的 {count} 个项目各项指标全是满分，请核对有没有没写出来的偏差。")
        ),
        "across.name_words": Titled(
            _("指标名称像是照抄"),
            _("指标名称里的“{words}”在项目名称、目标和其他指标里都没有，可能是从别的项目抄来的。"),
        ),
        "across.unit": Titled(_("单位名称写法不同"), _("这里写“{text}”，别的表写“{beside}”，同一个单位请用一种写法。")),
        "across.missing": Titled(_("名单上的项目没有表"), _("名单上的项目“{expected}”{of_unit}没有自评表。")),
        "list.extra": Titled(_("不在项目名单上"), "{near}"),
        "list.unit": Titled(
            _("单位与名单不同"), _("名单上这个项目的单位是“{expected}”，这里写的是“{actual}”，请核对。")
        ),
        "list.budget": Titled(
            _("预算与名单不同"), _("名单上批复的预算是 {expected} {money}，这里是 {actual} {money}，请核对。")
        ),
        "monitor.rate": Titled(
            _("执行进度落后"),
            _("到 {month} 月执行率 {actual}%，应在 {expected}% 左右，落后 {points} 个百分点以上，表里没有说明原因。"),
        ),
        "monitor.impossible": Titled(
            _("完不成没有写原因"), _("完成目标可能性选了“{word}”，没有说明原因，请写原因和打算怎么办。")
        ),
        "monitor.forecast": Titled(
            _("预计完不成却说能完成"),
            _("预计完成“{forecast}”，达不到年度指标值“{target}”，完成目标可能性却选了“{word}”，请核对。"),
        ),
        "reason.unmet": Titled(
            _("没有完成没有写原因"),
            _("{target_column}“{target}”，实际完成“{actual}”，没有完成，应写明原因和改进措施。"),
        ),
        "column.word": Titled(_("填的不是可选的内容"), "{takes}"),
        "target.over_full": Titled(
            _("指标值超过 100%"), _("“{name}”最多是 100%，{target_column}“{text}”超过了，请核对。")
        ),
        "date.order": Titled(_("起止日期颠倒"), _("“{first}”写的是“{begins}”，晚于“{last}”的“{ends}”，请核对。")),
        "target.unclear": Titled(_("指标值看不明白"), _("“{text}”{why}")),
    }
)
FINDING_KINDS: Mapping[str, str] = MappingProxyType({code: words.kind for code, words in FINDING_WORDS.items()})

# ---- parts of sentences ------------------------------------------------------------------------------------------

_FAULTS = {
    "negative": _("不能是负数"),
    "weighs_less": _("负数会从合计里倒扣，请填大于 0 的{weight_column}"),
    "weighs_nothing": _("这样的行得多少分都不计，请填大于 0 的{weight_column}"),
    "decimals": _("小数最多 {decimals} 位"),
}

_UNCLEAR = {
    "contradiction": _("自相矛盾，看不出要达到多少。"),
    "no_number": _("缺少数字，看不出要达到多少。"),
    "several_numbers": _("含有几个数，看不出以哪个为准。"),
    "too_long": _("的数字太长，超过 15 位或 6 位小数。"),
    "zero": _("总能达到，如果要求不发生，请写成“=0”或“≤0”。"),
    "not_one_number": _("不是一个确定的数，无法与{target_column}“{target}”比较。"),
    "unit": _("与{target_column}“{target}”的单位不同，无法比较。"),
    "change": _("看不出是增减了多少还是总共多少，无法与{target_column}“{target}”比较。"),
    "opposite": _("与{target_column}“{target}”方向相反，请核对。"),
    "negative": _("是负数，而{target_column}是“{target}”，请核对。"),
}
BANDS = {"met": _("达成"), "partial": _("部分达成"), "unmet": _("未达成")}
_METHODS = {"rate": _("执行率 × 分值"), "steps": _("执行率分档")}
_OVER = {"True": _("多 {difference}"), "False": _("还差 {difference}")}
_MET = {"same": _("与{target_column}相同"), "reached": _("达到了{target_column}“{target}”")}
_LACKS = {
    "proof": _("得了满分，却没有佐证材料。请添加能证明完成情况的材料；纸质的也请登记。"),
    "survey": _("满意度没有发放、回收、有效的份数。请在“检查 → 佐证材料…”里填写调查的份数。"),
    "gone": _("材料“{text}”的文件不在原来的位置，评审时拿不出来。请用“检查 → 重新找材料…”找到它，或重新添加。"),
    "moved": _("材料“{text}”的文件挪了地方，登记的位置上已经没有了。请用“检查 → 重新找材料…”把位置改过来。"),
    "unread": _("材料“{text}”的文件读不了，说不准还是不是登记时的那一份。请检查网络位置和权限。"),
    "changed": _("材料“{text}”的文件和登记时的不一样了。请核对内容，确认后重新添加。"),
}
_READINGS = {
    "": "",
    "unscored": _("换一种总分口径就正好是 {expected}，可以改用口径“{rule_set_name}”。"),
    "with_execution": _(
        "只看指标，{weight_column}正好是 {expected}：执行率计入总分，折算得 {own_score} 分（{own_grade}）；"
        "执行率另计，得 {other_score} 分（{other_grade}）。如果执行率是另计的，请改用口径“{rule_set_name}”。"
    ),
    "indicators_only": _(
        "连同执行率，{weight_column}正好是 {expected}：执行率另计，折算得 {own_score} 分（{own_grade}）；"
        "执行率计入总分，得 {other_score} 分（{other_grade}）。如果执行率是计入的，请改用口径“{rule_set_name}”。"
    ),
}
_BESIDE = {"form": "", "median": _("其他表的中间数")}
FINDING_PARTS: Mapping[str, Mapping[str, str]] = {
    "over": _OVER,
    "of": _BESIDE,
    "reading": _READINGS,
    "alike": {
        "same": _("{count} 份表的原因一字不差。"),
        "nearly": _("{count} 份表的原因雷同；与“{project}”的只差几个字：这里{here}，那里{there}。"),
    },
    "of_unit": {"": "", "named": _("（{unit}）"), "year": _("（{year} 年）"), "in_year": _("（{unit}，{year} 年）")},
    "near": {
        "": _("项目名单上没有这个项目。请核对名称、单位和年度，或请发名单的人补上。"),
        "named": _("名单上写的是“{expected}”，这里写的是“{actual}”，请用同一个名称。"),
    },
    "met": _MET,
    "fault": _FAULTS,
    "method": _METHODS,
    "band": BANDS,
    "why": _UNCLEAR,
    "lack": _LACKS,
    "takes": {
        "number": _("这一栏应填数字，“{text}”不是。"),
        "choice": _("这一栏只选一项：{words}；“{text}”不在其中。"),
        "ticks": _("这一栏从下面选，可以选几项，用“、”隔开：{words}；“{text}”里有不在其中的。"),
    },
}
# What a part says where its finding has no word of its own.
USUAL_PARTS: Mapping[str, Mapping[str, str]] = {
    "execution.score": {"method": "rate"},
    "amounts.scale": {"of": "form"},
    "weight.total": {"reading": ""},
    "across.reason": {"alike": "same"},
}
