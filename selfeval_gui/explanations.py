"""How a score came about and what is wrong with a rule set, in Chinese sentences: the part of `messages` about 口径."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.scoring import computed_execution_score, execution_rate
from selfeval_gui.domain.scoring_rules import HUNDRED
from selfeval_gui.finding_kinds import BANDS
from selfeval_gui.i18n import _
from selfeval_gui.messages import WEIGHING_LABELS
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selfeval_gui.domain.scoring import Basis, ExecutionRow
    from selfeval_gui.domain.shortfall import Fact
    from selfeval_gui.domain.suggestions import Suggestion
    from selfeval_gui.rules.rule_set import RuleSet
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
    "none.direction": _("指标值没有写“≥”或“≤”，看不出高了好还是低了好，由填表人判断"),
    "none.words_differ": _("实际完成值不是指标值的程度用语，由填表人判断"),
    "none.weight_too_small": _("分值太小，分不出档次"),
}
_EXECUTION_STEPS = {
    "rate": _("{rate}% × {weight} = {score}"),
    "steps": _("按执行率分档得 {score}"),
    "full": _("超过 100%，得满分 {score}"),
    "nothing": _("低于 0，得 {score}"),
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
    "scale_is_empty": _("金额相差的倍数应从小到大，{low} 不小于 {high}"),
    "rule_twice": _("审核扣分的规则“{value}”写了两次"),
}

_FACTS = {
    "blank": "",
    "stated": _("指标值 {target}，实际 {actual}"),
    "words": _("指标值“{target}”，实际“{actual}”"),
    "met": _("指标值 {target}，实际 {actual}，已达到指标值"),
    "in_time": _("指标值 {target}，实际 {actual}，没有晚于指标值"),
    "late": _("指标值 {target}，实际 {actual}，晚于指标值"),
    "late_days": _("指标值 {target}，实际 {actual}，晚 {number} 天"),
    "late_months": _("指标值 {target}，实际 {actual}，晚 {number} 个月"),
    "below_points": _("指标值 {target}，实际 {actual}，低 {number} 个百分点"),
    "above_points": _("指标值 {target}，实际 {actual}，高 {number} 个百分点"),
    "below_degrees": _("指标值 {target}，实际 {actual}，低 {number}{unit}"),
    "above_degrees": _("指标值 {target}，实际 {actual}，高 {number}{unit}"),
    "below_count": _("指标值 {target}，实际 {actual}，少 {number} {unit}"),
    "above_count": _("指标值 {target}，实际 {actual}，多 {number} {unit}"),
}


def fact_sentence(fact: Fact) -> str:
    """Return what target and actual value say together, without a full stop; "" where one of them is blank."""
    return _FACTS[fact.code].format(**fact.args).strip()


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


def execution_sentence(funds: ExecutionRow, rule_set: RuleSet) -> str:
    """Return how the execution score comes about: "执行率 53.36/61 = 87.48%；87.48% × 10 = 8.75"."""
    rate, rule = execution_rate(funds), rule_set.scoring.execution_score
    if rate is None or funds.executed is None or funds.annual_budget is None:
        return _("没有填执行数，或全年预算数为空或为 0，算不出执行率")
    executed, budget = format_plain(funds.executed), format_plain(funds.annual_budget)
    parts = [_("执行率 {executed}/{budget} = {rate}%").format(executed=executed, budget=budget, rate=rate)]
    computed = computed_execution_score(funds, rule)
    if rule.method == "by_hand":
        parts.append(_("得分由填表人填写"))
    elif computed is not None:
        code = rule.method if rule.method == "steps" or 0 <= rate <= HUNDRED else "full" if rate > 0 else "nothing"
        weight = format_plain(funds.weight or rule_set.execution_weight)
        parts.append(_EXECUTION_STEPS[code].format(rate=rate, weight=weight, score=computed))
    return "；".join(parts)


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


# ---- a rule set in words -----------------------------------------------------------------------------------------

BASES = {"indicators_only": _("指标合计为总分，执行率另计"), "with_execution": _("执行率计入总分")}
_EXECUTION = {"rate": _("执行率 × 分值"), "steps": _("按执行率分档"), "by_hand": _("自行填写")}
_POSITIVE = {"ratio": _("达到得满分，否则 完成值/指标值 × 分值"), "all_or_nothing": _("达到得满分，否则 0 分")}
_EQUAL = {"as_positive": _("同正向"), "all_or_nothing": _("正好相等得满分，否则 0 分")}
_NEGATIVE = {
    "target_by_actual": _("不超过得满分，否则 指标值/完成值 × 分值"),
    "less_excess": _("不超过得满分，否则按超出的比例扣分，超出一倍为 0 分"),
}
_COMPULSORY = {"lost_points": _("扣分"), "over_achieved": _("超额完成")}


def rule_set_words(rule_set: RuleSet, kinds: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a rule set says, as headings and sentences in the order of its file; `kinds` names the codes."""
    scoring, plain = rule_set.scoring, format_plain
    levels = [f"{name} {plain(weight)}" for name, weight in rule_set.level_weights.items()]
    steps = [f"≥{plain(step.rate_from)}% {plain(step.score)}" for step in scoring.execution_score.steps]
    caps = [f"<{plain(cap.rate_below)}% ≤{plain(cap.highest)}" for cap in scoring.caps]
    satisfied = [f"≥{plain(step.satisfaction_from)}% {plain(step.share)}%" for step in scoring.satisfaction_steps]
    met, partial = plain(scoring.bands.met_from), plain(scoring.bands.partial_from)
    bands = _("达成 {met}–100%，部分达成 {partial}–{met}%，未达成 0–{partial}%（{met}% 属于达成）")
    weighed = [
        f"{kinds[code]}：{WEIGHING_LABELS[severity]}"
        for code, severity in rule_set.severities.items()
        if severity is not DEFAULT_SEVERITIES[code]
    ]
    gap = _("执行率低于 {rate}%，而指标得分率比它高 {points} 个百分点以上时提示")
    words = [
        (_("依据"), rule_set.source),
        (_("总分"), f"{plain(rule_set.total)}，{BASES[rule_set.total_basis]}"),
        (_("一级指标分值"), "，".join(levels) or _("不规定")),
        (_("执行率"), f"{plain(rule_set.execution_weight)}，{_EXECUTION[scoring.execution_score.method]}"),
        (_("执行率分档"), "，".join(steps)),
        (_("总分封顶"), "，".join(caps) or _("没有")),
        (_("小数"), _("最多 {places} 位").format(places=scoring.decimals)),
        (_("正向指标（≥）"), _POSITIVE[scoring.quantities.positive]),
        (_("等于指标（=）"), _EQUAL[scoring.quantities.equal]),
        (_("反向指标（≤）"), _NEGATIVE[scoring.quantities.negative]),
        (_("定性指标"), bands.format(met=met, partial=partial)),
        (_("部分达成的用语"), "、".join(scoring.degree_words.partial)),
        (_("未达成的用语"), "、".join(scoring.degree_words.unmet)),
        (_("满意度分档"), "，".join(satisfied)),
        (_("超额完成"), _over_words(rule_set)),
        (_("等级"), "，".join(f"{step.name} ≥{plain(step.lowest)}" for step in rule_set.grades)),
        (_("必须说明原因"), "、".join(_COMPULSORY[each] for each in rule_set.compulsory_reasons) or _("不要求")),
        (
            _("执行率偏低"),
            gap.format(rate=plain(rule_set.execution_gap.rate_below), points=plain(rule_set.execution_gap.points)),
        ),
        (_("程度另有规定"), "；".join(weighed)),
        (_("审核扣分"), "；".join(f"{each.rule} −{plain(each.percent)}%" for each in rule_set.deductions)),
    ]
    return [(heading, text) for heading, text in words if text]


def _over_words(rule_set: RuleSet) -> str:
    over = rule_set.scoring.over_achievement
    parts = []
    if over.reason_from is not None:
        parts.append(_("达到指标值的 {limit} 倍应说明原因").format(limit=format_plain(over.reason_from)))
    if over.deduct_from is not None:
        words = {"limit": format_plain(over.deduct_from), "points": format_plain(over.points)}
        parts.append(_("达到 {limit} 倍扣 {points} 分").format(**words))
    return "，".join(parts) or _("不限")


def basis_notice(basis: Basis | None, rule_set: RuleSet) -> str:
    """Return on which basis a form's weights make the total, and whether the rule set agrees; "" where on neither."""
    if basis is None:
        return ""
    words = {"basis": BASES[basis], "total": format_plain(rule_set.total), "name": rule_set.name}
    if basis is rule_set.total_basis:
        return _("分值合计 {total}：{basis}，与口径一致").format(**words)
    return _("这份表的分值是“{basis}”，与口径“{name}”不同；可换一种口径，或在“换口径看看”中折算。").format(**words)
