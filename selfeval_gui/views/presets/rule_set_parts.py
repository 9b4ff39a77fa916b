"""Everything that can be edited in a rule set, in the groups and the order in which people look for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.views.presets.check_words import CHECK_WORDS
from selfeval_gui.views.presets.rule_set_fields import (
    ChoiceField,
    Field,
    FlagsField,
    RowsField,
    SeverityField,
    TextField,
    WordsField,
)

Path = tuple[str, ...]  # of a value in the document


class ValueCell(NamedTuple):
    """One value: where it stands in the document, what it is called, its editor, and what its number counts."""

    path: Path
    label: str
    make: Callable[[], Field]
    unit: str = ""

    @property
    def name(self) -> str:
        """The name of its editor."""
        return f"severity.{self.path[1]}" if self.path[0] == "severities" else f"ruleSet.{'.'.join(self.path)}"


class RulePart(NamedTuple):
    """What stands together: a setting, or a check with its severity and from where on it speaks."""

    title: str
    sentence: str
    cells: tuple[ValueCell, ...]


class PartGroup(NamedTuple):
    """Parts about one subject."""

    title: str
    parts: tuple[RulePart, ...]


def _number() -> TextField:
    return TextField(is_number=True)


def _whole() -> TextField:
    return TextField(is_integer=True)


def _cell(place: str, label: str, make: Callable[[], Field] = _number, unit: str = "") -> ValueCell:
    return ValueCell(tuple(place.split(".")), label, make, unit)


def _setting(
    place: str, label: str, make: Callable[[], Field] = _number, unit: str = "", sentence: str = ""
) -> RulePart:
    return RulePart(label, sentence, (_cell(place, label, make, unit),))


def _check(code: str, *cells: ValueCell) -> RulePart:
    severity = ValueCell(("severities", code), _("程度"), SeverityField)
    return RulePart(FINDING_KINDS[code], CHECK_WORDS[code], (severity, *cells))


def groups() -> tuple[PartGroup, ...]:
    """Return the groups; each call makes the editors anew."""
    return (
        _of_itself(),
        _of_weights(),
        _of_scores(),
        _of_reasons(),
        _of_money(),
        _of_texts(),
        _of_forms(),
        _of_proof(),
        _of_deductions(),
    )


def _of_itself() -> PartGroup:
    return PartGroup(_("名称"), (_setting("name", _("名称"), TextField), _setting("source", _("依据"), TextField)))


def _of_weights() -> PartGroup:
    basis = {"indicators_only": _("指标合计为总分，执行率另计"), "with_execution": _("执行率计入总分")}
    caps = (_("执行率低于 %"), _("总分最高"))
    return PartGroup(
        _("分值与总分"),
        (
            _setting("total", _("总分"), unit=_("分")),
            _setting("total_basis", _("总分口径"), lambda: ChoiceField(basis)),
            _setting("level_weights", _("一级指标分值"), lambda: RowsField((_("一级指标"), _("分值")), ())),
            _setting("execution_weight", _("执行率分值"), unit=_("分")),
            _setting("scoring.caps", _("总分封顶"), lambda: RowsField(caps, ("rate_below", "highest"))),
            _setting("scoring.decimals", _("小数位数"), _whole, _("位")),
            _setting("grades", _("等级"), lambda: RowsField((_("等级"), _("从")), ("name", "lowest"), ("name",))),
            *map(_check, ("weight.total", "weight.level", "weight.invalid", "total.mismatch")),
        ),
    )


def _of_scores() -> PartGroup:
    ratio = {"ratio": _("完成值/指标值 × 分值"), "all_or_nothing": _("未达到为 0 分")}
    equal = {"as_positive": _("同正向"), "all_or_nothing": _("不相等为 0 分")}
    negative = {"target_by_actual": _("指标值/完成值 × 分值"), "less_excess": _("按超出的比例扣分")}
    steps = (_("满意度从 %"), _("得分值的 %"))
    over = "scoring.over_achievement"
    return PartGroup(
        _("得分与事实"),
        (
            _setting("scoring.quantities.positive", _("正向指标（≥）"), lambda: ChoiceField(ratio)),
            _setting("scoring.quantities.equal", _("等于指标（=）"), lambda: ChoiceField(equal)),
            _setting("scoring.quantities.negative", _("反向指标（≤）"), lambda: ChoiceField(negative)),
            _setting("scoring.bands.met_from", _("达成从 %"), unit="%"),
            _setting("scoring.bands.partial_from", _("部分达成从 %"), unit="%"),
            _setting("scoring.degree_words.partial", _("部分达成的用语"), WordsField),
            _setting("scoring.degree_words.unmet", _("未达成的用语"), WordsField),
            _setting(
                "scoring.satisfaction_steps", _("满意度分档"), lambda: RowsField(steps, ("satisfaction_from", "share"))
            ),
            _setting(f"{over}.deduct_from", _("超额几倍扣分"), unit=_("倍")),
            _setting(f"{over}.points", _("超额扣几分"), unit=_("分")),
            *map(_check, ("score.missing", "score.invalid", "score.over_weight")),
            _check("score.formula", _cell("limits.formula_off", _("相差多于"), unit=_("分"))),
            *map(_check, ("met.deducted", "band.degree_word")),
            _check("over_achieved", _cell(f"{over}.reason_from", _("超额几倍应说明"), unit=_("倍"))),
            *map(_check, ("date.late", "date.order", "actual.condition", "target.unclear")),
            *map(_check, ("monitor.forecast", "column.word")),
            _check(
                "target.over_full",
                _cell("words.whole", _("最多是 100% 的词"), WordsField),
                _cell("words.beyond", _("会超过的词"), WordsField),
            ),
            _check(
                "cost.sign",
                _cell("words.cost", _("成本的词"), WordsField),
                _cell("words.saving", _("越多越好的词"), WordsField),
            ),
            _check(
                "quantity.money",
                _cell("words.money", _("资金的词"), WordsField),
                _cell("words.paying", _("其后支付的词"), WordsField),
                _cell("words.paid", _("单独就算的词"), WordsField),
            ),
            _check(
                "benefit.hollow",
                _cell("words.effect", _("空泛的词"), WordsField),
                _cell("words.well", _("指标值里空泛的词"), WordsField),
            ),
            _check("satisfaction.no_survey"),
        ),
    )


def _of_reasons() -> PartGroup:
    due = {"lost_points": _("扣分"), "over_achieved": _("超额完成")}
    return PartGroup(
        _("原因说明"),
        (
            _setting("compulsory_reasons", _("必须说明原因"), lambda: FlagsField(due)),
            _check("reason.missing"),
            *map(_check, ("reason.unmet", "monitor.impossible")),
            _check("reason.empty_phrase", _cell("empty_reasons", _("等于没写的原因"), WordsField)),
            _check(
                "reason.contradicts",
                _cell("contradicting_words.words", _("与满分矛盾的用语"), WordsField),
                _cell("contradicting_words.but_not", _("不算矛盾的用语"), WordsField),
            ),
            _check(
                "reason.vague",
                _cell("limits.fact_letters", _("除去套话少于"), unit=_("个字")),
                _cell("words.any_row", _("套话的词"), WordsField),
                _cell("words.time", _("算作时限的词"), WordsField),
            ),
        ),
    )


def _of_money() -> PartGroup:
    method = {"rate": _("执行率 × 分值"), "steps": _("按执行率分档"), "by_hand": _("自行填写")}
    steps, score = (_("执行率从 %"), _("得分")), "scoring.execution_score"
    return PartGroup(
        _("资金"),
        (
            _setting(f"{score}.method", _("执行率得分"), lambda: ChoiceField(method)),
            _setting(f"{score}.steps", _("执行率分档"), lambda: RowsField(steps, ("rate_from", "score"))),
            *map(_check, ("execution.score", "execution.no_budget", "execution.over_budget")),
            _check(
                "execution.gap",
                _cell("execution_gap.rate_below", _("执行率低于"), unit="%"),
                _cell("execution_gap.points", _("而得分率高出"), unit=_("个百分点")),
            ),
            *map(_check, ("funds.parts", "rate.mismatch")),
            _check("monitor.rate", _cell("limits.months_behind", _("落后多于"), unit=_("个百分点"))),
            _check(
                "amounts.scale",
                _cell("limits.scale_from", _("相差从"), unit=_("倍")),
                _cell("limits.scale_to", _("到"), unit=_("倍")),
                _cell("limits.scale_forms", _("与本单位的表比，至少"), unit=_("份")),
            ),
        ),
    )


def _of_texts() -> PartGroup:
    return PartGroup(
        _("文字"),
        (
            _check("cell.required"),
            _check("text.placeholder", _cell("words.left_over", _("留着的提示文字"), WordsField)),
            _check(
                "row.empty",
                _cell("words.not_meant", _("写明不评的话"), WordsField),
                _cell("words.part", _("明细行开头的词"), WordsField),
            ),
            *map(_check, ("indicator.double", "goal.copied", "year.mismatch", "numbers.differ")),
        ),
    )


def _of_forms() -> PartGroup:
    return PartGroup(
        _("跨表"),
        (
            _check("across.twice"),
            _check("across.copied", _cell("limits.copied_letters", _("除去名称和数，至少"), unit=_("个字"))),
            _check(
                "across.reason",
                _cell("limits.reasons_alike", _("相同的字至少"), unit="%"),
                _cell("limits.reason_letters", _("除去名称和数，至少"), unit=_("个字")),
            ),
            _check("across.scores", _cell("limits.scores_apart", _("相差至少"), unit=_("个百分点"))),
            _check("across.target"),
            _check(
                "across.name_words",
                _cell("limits.name_words", _("一个名称里至少"), unit=_("个词")),
                _cell("words.people_and_things", _("人和物的词"), WordsField),
            ),
            _check("across.unit"),
            _check("across.all_full", _cell("limits.all_full", _("一个单位至少"), unit=_("个项目"))),
            _check("across.missing"),
            _check("list.extra", _cell("limits.names_alike", _("名称相同的字至少"), unit="%")),
            *map(_check, ("list.unit", "list.budget")),
        ),
    )


def _of_proof() -> PartGroup:
    survey = _("问卷里有几档回答时，怎样合成满意度。")
    return PartGroup(
        _("佐证材料"),
        (
            _check("evidence.missing"),
            _check("evidence.shared", _cell("evidence.rows_a_file", _("一份材料最多证明"), unit=_("行"))),
            *map(_check, ("evidence.old", "evidence.changed")),
            _setting("evidence.mostly_counts", _("“基本满意”算作"), unit="%", sentence=survey),
            _setting("evidence.decimals", _("满意度的小数"), _whole, _("位")),
        ),
    )


def _of_deductions() -> PartGroup:
    columns, keys = (_("规则"), _("扣分值的 %"), _("意见的话")), ("rule", "percent", "words")
    said, title = _("复核时可以选用：按规则扣分值的百分之几，意见怎样写。"), _("审核扣分")
    rows = _setting("deductions", title, lambda: RowsField(columns, keys, ("rule", "words")), sentence=said)
    return PartGroup(title, (rows,))
