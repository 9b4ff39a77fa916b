"""How a score came about and what is wrong with a rule set, in Chinese sentences: the part of `messages` about 口径."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.i18n import _
from selfeval_gui.messages import BANDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selfeval_gui.domain.suggestions import Suggestion
    from selfeval_gui.rules.what_if import WhatIf

_STEPS = {
    "same": _("与指标值相同，得满分 {score}"),
    "met": _("{kind}：完成 {actual}，达到 {target}，得满分 {score}"),
    "nothing": _("{kind}：完成 {actual}，没有达到 {target}，得 {score}"),
    "ratio": _("{kind}：{actual}/{target} × {weight} = {score}"),
    "target_by_actual": _("{kind}：{target}/{actual} × {weight} = {score}"),
    "less_excess": _("{kind}：(1 − ({actual} − {target})/{target}) × {weight} = {score}"),
    "twice_the_target": _("{kind}：完成 {actual}，达到 {target} 的 2 倍，得 {score}"),
    "satisfaction": _("满意度 {actual}%：得分值的 {share}%，{share}% × {weight} = {score}"),
    "over_deducted": _("达到指标值的 {limit} 倍，扣 {points} 分：{before} → {score}"),
    "band": _("定性 {band}：{from}–{to}% → {low}–{high}"),
    "none.blank": _("指标值、实际完成值或分值没有填写，算不出得分"),
    "none.target_unclear": _("指标值读不出要求，算不出得分"),
    "none.actual_unclear": _("实际完成值无法与指标值比较，算不出得分"),
    "none.words_differ": _("实际完成值不是指标值的程度用语，由填表人判断"),
    "none.weight_too_small": _("分值太小，分不出档次"),
}
_KINDS = {"positive": _("正向"), "equal": _("等于"), "negative": _("反向")}
_RULE_SET_FAULTS = {
    "not_json": _("不是口径，或不符合 JSON 格式"),
    "double_key": _("“{key}”写了两次"),
    "newer_version": _("格式版本是 {version}，请用新版本的程序"),
    "missing_key": _("缺少“{key}”"),
    "unknown_key": _("不认识“{key}”"),
    "bad_value": _("“{key}”不能是“{value}”"),
    "not_a_number": _("“{key}”应为加引号的数字，不能是“{value}”"),
    "bands_overlap": _("档次重叠：部分达成从 {partial}% 起，应低于达成的 {met}%"),
    "word_in_two_bands": _("“{word}”既属于部分达成又属于未达成"),
    "weights_above_total": _("各级分值合计 {weights}，超过指标总分 {room}"),
    "not_falling": _("应从高到低排列，{value} 不能排在 {before} 之后"),
    "above_limit": _("{value} 超过了 {limit}"),
    "steps_without_method": _("执行率分档与得分方法不一致"),
}


def step_sentence(code: str, args: Mapping[str, str]) -> str:
    """Return one step of how a score came about: "正向：46/50 × 10 = 9.20"."""
    words = {**args, "kind": _KINDS.get(args.get("kind", ""), ""), "band": BANDS.get(args.get("band", ""), "")}
    return _STEPS[code].format(**words)


def rule_set_sentence(code: str, line: int | None, **args: str) -> str:
    """Return why a file is refused as a rule set, with the line that is wrong."""
    fault = _RULE_SET_FAULTS[code].format(**args)
    return (_("第 {line} 行：{fault}。") if line else _("{fault}。")).format(line=line, fault=fault)


def suggestion_sentence(suggestion: Suggestion) -> str:
    """Return how a rule set comes to a score, or why it does not, all steps in one line."""
    return "；".join(step_sentence(step.code, step.args) for step in suggestion.steps)


def suggestion_line(suggestion: Suggestion, rule_set: str) -> str:
    """Return the sentence with the name of the rule set that says so."""
    return _("{steps}。口径：{rule_set}。").format(rule_set=rule_set, steps=suggestion_sentence(suggestion))


# ---- what-if -----------------------------------------------------------------------------------------------------


def what_if_notes(under: WhatIf, now: WhatIf | None) -> list[str]:
    """Return what is to be known of a form under a rule set: scaling, cap, grade, rows; `now` is its own rule set's."""
    if under.total is None:
        return [_("没有分值或得分，算不出总分")]
    notes = []
    if under.scaled is not None:
        old, new = map(format_plain, under.scaled)
        notes.append(_("分值由 {old} 折算为 {new}").format(old=old, new=new))
    if under.cap is not None:
        limit, highest = format_plain(under.cap.rate_below), format_plain(under.cap.highest)
        words = {"total": format_plain(under.total), "limit": limit, "highest": highest}
        notes.append(_("执行率低于 {limit}%，总分最高 {highest}（本为 {total}）").format(**words))
    if now is not None and now.grade is not None and under.grade != now.grade:
        notes.append(_("等级 {old} → {new}").format(old=now.grade, new=under.grade))
    if under.rows:
        notes.append(_("{count} 行给分不同").format(count=len(under.rows)))
    return notes
