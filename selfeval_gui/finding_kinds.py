"""What each kind of finding is called where findings are counted and not told: in the summary and its charts."""

from collections.abc import Mapping
from types import MappingProxyType

from selfeval_gui.i18n import _

FINDING_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "weight.total": _("分值合计不对"),
        "weight.level": _("各级分值合计不对"),
        "weight.invalid": _("分值不可用"),
        "score.over_weight": _("得分高于分值"),
        "score.invalid": _("得分不可用"),
        "total.mismatch": _("原表合计与计算不符"),
        "rate.mismatch": _("原表执行率与计算不符"),
        "score.missing": _("没有填写得分"),
        "execution.score": _("执行率得分与口径不符"),
        "execution.no_budget": _("没有全年预算数"),
        "execution.over_budget": _("执行数超过预算数"),
        "execution.gap": _("执行率低而得分高"),
        "funds.parts": _("各项资金合计不对"),
        "reason.missing": _("扣分没有写原因"),
        "reason.empty_phrase": _("原因没有说明情况"),
        "reason.contradicts": _("满分却写了不足"),
        "met.deducted": _("达到指标值却扣分"),
        "band.degree_word": _("得分与定性用语不符"),
        "over_achieved": _("大幅超额没有说明"),
        "cell.required": _("必填的栏目空着"),
        "text.placeholder": _("留有表样提示文字"),
        "across.scores": _("相同完成情况得分悬殊"),
        "across.reason": _("多份表原因雷同"),
        "across.target": _("指标值像是照抄"),
        "across.missing": _("名单上的项目没有表"),
        "target.unclear": _("指标值看不明白"),
    }
)
