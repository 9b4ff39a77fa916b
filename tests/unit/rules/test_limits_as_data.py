"""Limits and words of checks are data: a rule set that says another one makes the check speak from there on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.wanted import Wanted
from selfeval_gui.rules.across import Across
from selfeval_gui.rules.check import check
from selfeval_gui.rules.check_many import check_many
from selfeval_gui.rules.project_list import compare, head_of
from selfeval_gui.rules.rule_set import RuleSet, presets
from tests.unit.rules.test_judged_by_facts import form_with, measured
from tests.unit.rules.test_whole_forms import form_of

STRICT = presets()["review-strict"]


def with_limits(**values: str) -> RuleSet:
    changed = STRICT.limits._replace(**{name: Decimal(value) for name, value in values.items()})
    return replace(STRICT, limits=changed)


def with_words(**values: tuple[str, ...]) -> RuleSet:
    return replace(STRICT, words=STRICT.words._replace(**values))


def is_found(code: str, rule_set: RuleSet, *forms: Form) -> bool:
    if len(forms) == 1:
        return any(each.code == code for each in check(forms[0], rule_set))
    keyed = {str(place): form for place, form in enumerate(forms)}
    return any(each.code == code for _key, of in check_many(keyed, lambda _form: rule_set) for each in of)


def reasons(*texts: str) -> list[Form]:
    return [form_of(name, reason=text) for name, text in zip(("读书节", "灯会"), texts, strict=True)]


# 90 ÷ 95 × 10 = 9.47; 20 letters of which one differs are 95 % alike; 200 ÷ 0.022 = 9,090.9 times.
_TWENTY = "受极端天气影响户外活动推迟到下半年举办了"
_CASES: list[tuple[str, dict[str, str], dict[str, str], list[Form]]] = [
    ("score.formula", {"formula_off": "0.47"}, {"formula_off": "0.46"}, [form_with(measured("≥95%", "90%", "10", "9", "下雨"))]),
    ("across.all_full", {"all_full": "4"}, {"all_full": "3"}, [form_of(name, lost=0) for name in ("读书节", "灯会", "讲座")]),
    ("across.reason", {"reasons_alike": "96"}, {"reasons_alike": "95"}, reasons(_TWENTY, _TWENTY[:-1] + "的")),
    ("across.copied", {"copied_letters": "9999"}, {"copied_letters": "1"}, [form_of("读书节"), form_of("灯会")]),
    ("across.scores", {"scores_apart": "34"}, {"scores_apart": "33"}, [form_of("读书节"), form_of("灯会")]),
    ("amounts.scale", {"scale_from": "9500"}, {"scale_from": "9090"}, [form_of(f"项目{letter}", budget=budget) for letter, budget in zip("甲乙丙", ("200", "0.022", "200"), strict=True)]),
    ("reason.vague", {"fact_letters": "2"}, {"fact_letters": "3"}, [form_with(measured("10场", "8场", "10", "8", "管理有待加强雨天"))]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "silent", "speaks", "forms"), _CASES, ids=[case[0] for case in _CASES])
def test_a_limit_says_from_where_on(
    code: str, silent: dict[str, str], speaks: dict[str, str], forms: list[Form]
) -> None:
    if code == "across.scores":  # one target and one actual word in both, 30 of 30 beside 20 of 30: 33.3 points apart
        for form, score in zip(forms, ("30", "20"), strict=True):
            row = form.indicators[0].children[0].children[0]
            row.target, row.actual, row.score = "良好", "较好", Decimal(score)
    assert not is_found(code, with_limits(**silent), *forms)
    assert is_found(code, with_limits(**speaks), *forms)


@pytest.mark.parametrize(
    ("code", "words", "row", "levels"),
    [
        ("cost.sign", {"cost": ("造价",)}, {"name": "每公里造价", "target": "≥5万元"}, ("产出指标", "质量指标")),
        ("quantity.money", {"paid": ("兑付率",)}, {"name": "补偿兑付率"}, ("产出指标", "数量指标")),
        ("benefit.hollow", {"effect": ("大幅向好",)}, {"name": "环境大幅向好", "target": "是"}, ("效益指标", "生态效益")),
        ("text.placeholder", {"left_over": ("待填写",)}, {"name": "待填写：名称"}, ("产出指标", "数量指标")),
        ("text.placeholder", {"left_over": ("□□",)}, {"name": "□□□项目"}, ("产出指标", "数量指标")),
        ("benefit.hollow", {"well": ("优良",)}, {"name": "空气", "target": "优良"}, ("效益指标", "生态效益")),
    ],
)  # fmt: skip
def test_a_word_more_is_looked_for_and_by_default_is_not(
    code: str, words: dict[str, tuple[str, ...]], row: dict[str, Any], levels: tuple[str, str]
) -> None:
    form = form_with(row, levels)
    assert not is_found(code, STRICT, form)
    assert is_found(code, with_words(**words), form)


def test_rows_that_are_not_meant_and_words_of_time_are_data() -> None:
    aside = form_with({"name": "含：支路", "weight": None, "target": "3", "actual": "3"})
    assert is_found("score.missing", STRICT, aside)
    assert not is_found("score.missing", with_words(part=("含",)), aside)
    not_meant = form_with({"name": "养护", "weight": None, "target": "本年无", "actual": ""})
    assert is_found("score.missing", STRICT, not_meant)
    assert not is_found("score.missing", with_words(not_meant=("本年无",)), not_meant)
    late = form_with(measured("10场", "8场", "10", "8", "管理有待加强，秋后改进"))
    assert is_found("reason.vague", STRICT, late)
    assert not is_found("reason.vague", with_words(time=("秋后",)), late)


@pytest.mark.parametrize(("alike", "code"), [("80", "list.extra"), ("90", "across.missing")])
def test_how_alike_names_of_the_list_are_is_data(alike: str, code: str) -> None:
    """农村饮水管网改造工程 and …项目: 8 of 10 letters."""
    form = form_of("农村饮水管网改造项目", "水利站")
    heads = {"a": head_of(form, with_limits(names_alike=alike).limits)}
    found = compare([Wanted("农村饮水管网改造工程", "水利站", 2025)], heads)
    assert bool(found.missing) is (code == "across.missing")
    assert [each.args["near"] for each in found.differing["a"]] == ["named" if code == "list.extra" else ""]


@pytest.mark.parametrize("code", ["cost.sign", "quantity.money", "benefit.hollow"])
def test_without_words_nothing_is_found(code: str) -> None:
    none = with_words(**dict.fromkeys(STRICT.words._fields, ()))
    form = form_with({"name": "资金支付率持续提升单价", "target": "≥5"}, ("效益指标", "数量指标"))
    assert not is_found(code, none, form)


def test_the_view_across_forms_follows_the_widest_rule_set_of_those_concerned() -> None:
    index = Across()
    one, two = reasons(_TWENTY, _TWENTY[:-1] + "的")
    index.put("1", one, with_limits(reasons_alike="100"))
    index.put("2", two, with_limits(reasons_alike="100"))
    assert "across.reason" not in {each.code for each in index.shared()}
    index.put("2", two, STRICT)
    assert [(each.code, each.forms) for each in index.shared() if each.code == "across.reason"] == [
        ("across.reason", 2)
    ]
