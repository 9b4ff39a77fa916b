"""Every sentence for a finding or a storage error, in Chinese, and the form's own words for each of its fields.

Sentences are whole and go through gettext with named places, so that an English catalogue can follow.
"""

from gettext import gettext as _

from selfeval_gui.domain.form import Form, NodeId
from selfeval_gui.domain.tree import Tree
from selfeval_gui.rules.finding import Finding, Severity

# ---- words of the form -------------------------------------------------------------------------------------------

INDICATOR_LABELS = {
    "name": _("指标名称"),
    "target": _("年度指标值"),
    "actual": _("实际完成值"),
    "weight": _("分值"),
    "score": _("得分"),
    "reason": _("偏差原因分析及改进措施"),
}
FUND_ROW_LABELS = {
    "total": _("年度资金总额"),
    "parts.appropriation": _("当年财政拨款"),
    "parts.carried_over": _("上年结转资金"),
    "parts.other": _("其他资金"),
}
FUND_COLUMN_LABELS = {
    "initial_budget": _("年初预算数"),
    "annual_budget": _("全年预算数"),
    "executed": _("全年执行数"),
    "weight": _("分值"),
    "rate": _("执行率"),
    "score": _("得分"),
}
LEVEL_LABELS = (_("一级指标"), _("二级指标"), _("三级指标"))
SEVERITY_LABELS = {Severity.ERROR: _("错误"), Severity.WARNING: _("警告"), Severity.HINT: _("提示")}

_FUNDS = _("项目资金")
_GOALS = _("年度总体目标")
_TOTAL_ROW = _("总分")
_HEAD_PLACES: dict[str, tuple[str, ...]] = {
    "project_name": (_("项目名称"),),
    "year": (_("年度"),),
    "department": (_("主管部门"),),
    "implementing_unit": (_("实施单位"),),
    "rule_set": (_("口径"),),
    "status": (_("状态"),),
    "expected_goal": (_GOALS, _("预期目标")),
    "actual_outcome": (_GOALS, _("实际完成情况")),
    "notes": (_("备注"),),
    "funds.unit": (_FUNDS, _("金额单位")),
    "printed.execution_rate": (_FUNDS, FUND_ROW_LABELS["total"], FUND_COLUMN_LABELS["rate"]),
    "total.weight": (_TOTAL_ROW, INDICATOR_LABELS["weight"]),
    "total.score": (_TOTAL_ROW, INDICATOR_LABELS["score"]),
    "printed.total_weight": (_TOTAL_ROW, INDICATOR_LABELS["weight"]),
    "printed.total_score": (_TOTAL_ROW, INDICATOR_LABELS["score"]),
}


def field_place(field: str) -> list[str]:
    """Return where a field of the form stands, in the form's own words: ["项目资金", "年度资金总额", "得分"]."""
    if field in _HEAD_PLACES:
        return list(_HEAD_PLACES[field])
    row, column = field.removeprefix("funds.").rsplit(".", 1)
    return [_FUNDS, FUND_ROW_LABELS[row], FUND_COLUMN_LABELS[column]]


def node_place(tree: Tree, node: NodeId, field: str) -> list[str]:
    """Return where a cell of the indicator tree stands: the names of its levels, then the column's label."""
    names = [step.name.strip() or _("（未填名称）") for step in tree.path(node)]
    return [*names, INDICATOR_LABELS[field]]


def finding_place(finding: Finding, tree: Tree) -> list[str]:
    """Return a finding's place as a list of words; `tree` is the tree of the form it was found in."""
    return field_place(finding.field) if finding.node is None else node_place(tree, finding.node, finding.field)


# ---- findings ----------------------------------------------------------------------------------------------------

_SENTENCES = {
    "weight.total": _("分值合计 {actual}，应为 {expected}，{difference}。"),
    "weight.level": _("本级分值合计 {actual}，应为 {expected}，{difference}。"),
    "weight.invalid": _("分值 {actual} 不可用：{fault}。"),
    "score.invalid": _("得分 {actual} 不可用：{fault}。"),
    "score.over_weight": _("得分 {actual} 高于分值 {expected}，最多只能得满分。"),
    "score.missing": _("没有填写得分。"),
    "total.mismatch": _("原表印的合计是 {actual}，按各行计算应为 {expected}。"),
    "rate.mismatch": _("原表印的执行率是 {actual}%，按金额计算应为 {expected}%。"),
    "cell.required": _("“{label}”不能为空。"),
    "execution.no_budget": _("全年预算数为空或为 0，算不出执行率。"),
    "execution.over_budget": _("全年执行数 {actual} 超过全年预算数 {expected}。"),
    "execution.score": _("执行率得分填的是 {actual}，按执行率 × 分值应为 {expected}。"),
    "funds.parts": _("各项资金合计 {expected}，与年度资金总额 {actual} 不一致。"),
    "reason.missing": _("扣了 {lost} 分，没有写偏差原因分析及改进措施。"),
    "reason.empty_phrase": _("扣了 {lost} 分，原因只写了“{reason}”，没有说明情况。"),
    "met.deducted": _("实际完成值与指标值相同（{actual}），却扣了 {lost} 分：分值 {expected}，得分 {score}。"),
    "band.degree_word": _(
        "“{actual}”属于{band}，应得分值的 {low}%–{high}%（{expected} 分），现在得 {score}/{weight}，为 {share}%。"
    ),
}

_FAULTS = {
    "negative": _("不能是负数"),
    "zero": _("不能是 0"),
    "decimals": _("小数最多 {decimals} 位"),
}


def finding_sentence(finding: Finding) -> str:
    """Return what is wrong, what is expected and what is there, as one Chinese sentence without the place."""
    words = dict(finding.args)
    words.setdefault("actual", _("空白") if finding.actual is None else finding.actual)
    words["expected"] = _("空白") if finding.expected is None else finding.expected
    words["score"] = finding.actual or ""
    if "difference" in words:
        over = words["over"] == str(True)
        words["difference"] = (_("多 {difference}") if over else _("还差 {difference}")).format(**words)
    if "fault" in words:
        words["fault"] = _FAULTS[words["fault"]].format(**words)
    if finding.code == "cell.required":
        words["label"] = INDICATOR_LABELS[finding.field] if finding.node else field_place(finding.field)[-1]
    return _SENTENCES[finding.code].format(**words)


def finding_line(finding: Finding, form: Form) -> str:
    """Return place and sentence as one line: "项目资金 / 年度资金总额 / 得分：…"."""
    return " / ".join(finding_place(finding, Tree(form.indicators))) + "：" + finding_sentence(finding)


# ---- exports -----------------------------------------------------------------------------------------------------


def export_note_sentence(place: str, removed: int, cut: int) -> str:
    """Say what of a text the exported document could not hold; `place` is a cell such as "C5"."""
    parts = []
    if removed:
        parts.append(_("去掉了 {removed} 个不能显示的字符").format(removed=removed))
    if cut:
        parts.append(_("文字太长，末尾 {cut} 个字符放不下").format(cut=cut))
    return _("单元格 {place}：{what}；自评表本身没有改动。").format(place=place, what="，".join(parts))
