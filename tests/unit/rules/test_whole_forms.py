"""Whole forms beside each other: cases and near misses by hand, and an index that edits keep right."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from selfeval_gui.domain.form import Form, Funds, FundTotal, Indicator
from selfeval_gui.domain.words import MoneyUnit
from selfeval_gui.messages import finding_sentence
from selfeval_gui.rules.across import Across
from selfeval_gui.rules.check_many import check_many
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.rules.shared import OF_WHOLES

MOF = presets()["mof-2020"]
NAMES = ("场次", "覆盖面", "按时完成")


def form_of(project: str, unit: str = "市图书馆", *, year: int = 2025, budget: str = "20", **more: Any) -> Form:
    money: MoneyUnit = more.pop("money", "万元")
    names, lost = more.pop("names", tuple(f"{project}{name}" for name in NAMES)), more.pop("lost", 1)
    reason = more.pop("reason", f"{project}因天气推迟")
    leaves = [
        Indicator(
            id=f"r{place}",
            name=name,
            target=f"{project}所需{place}次",
            actual="1次",
            weight=Decimal(30),
            score=Decimal(30 - lost),
            reason=reason,
        )
        for place, name in enumerate(names)
    ]
    second = Indicator(id="q", name="数量指标", children=leaves)
    funds = Funds(unit=money, total=FundTotal(annual_budget=Decimal(budget), executed=Decimal(budget)))
    goals = {"expected_goal": f"做好{project}全年的各项工作", "actual_outcome": f"{project}按计划做完并有成效"} | more
    return Form(
        id="f",
        year=year,
        project_name=project,
        implementing_unit=unit,
        funds=funds,
        indicators=[Indicator(id="p", name="产出指标", children=[second])],
        **goals,
    )


def found(code: str, *forms: Form) -> dict[str, list[Finding]]:
    """The findings of a code by the form they stand in, "1" being the first; forms without any are left out."""
    keyed = {str(place): form for place, form in enumerate(forms, 1)}
    findings = {key: [each for each in of if each.code == code] for key, of in check_many(keyed, lambda _form: MOF)}
    return {key: of for key, of in findings.items() if of}


# ---- across.twice ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["读书节", "读 书 节", "读书节　"])
def test_one_project_in_two_files(name: str) -> None:
    twice = found("across.twice", form_of("读书节"), form_of("灯会"), form_of(name))
    assert {key: [(each.field, each.others, each.severity.value) for each in of] for key, of in twice.items()} == {
        "1": [("project_name", ("3",), "warning")],
        "3": [("project_name", ("1",), "warning")],
    }


@pytest.mark.parametrize(
    "other",
    [form_of("读书节", year=2024), form_of("读书节", "市博物馆"), form_of("读书节二期"), form_of("", "市图书馆")],
)
def test_the_same_name_elsewhere_is_another_project(other: Form) -> None:
    assert found("across.twice", form_of("读书节"), other, form_of("", "市博物馆")) == {}


# ---- across.copied -----------------------------------------------------------------------------------------------


def copied(project: str, number: str, unit: str = "市图书馆", **more: Any) -> Form:
    """A form that says of its project what others say of theirs."""
    goal = {"expected_goal": f"投入{number}万元，办好{project}{number}场，服务到位"}
    return form_of(project, unit, names=(f"{project}场次", "覆盖面", "按时完成"), **(goal | more))


def test_a_form_that_is_another_but_for_names_and_numbers() -> None:
    forms = copied("读书节", "20"), copied("灯会", "35", "市文化馆"), form_of("庙会")
    two = found("across.copied", *forms)
    assert {key: [(each.field, each.others) for each in of] for key, of in two.items()} == {
        "1": [("expected_goal", ("2",))],
        "2": [("expected_goal", ("1",))],
    }
    assert "“灯会”的表都一样" in finding_sentence(two["1"][0])


@pytest.mark.parametrize(
    "other",
    [
        copied("灯会", "35", reason="灯会因场地维修推迟"),
        copied("灯会", "35", actual_outcome="做完"),
        copied("灯会", "35", year=2024),  # carried forward
        copied("读书节", "20"),  # which is the same project twice
    ],
)
def test_what_differs_in_one_text_is_no_copy(other: Form) -> None:
    assert found("across.copied", copied("读书节", "20"), other) == {}


# ---- across.all_full ---------------------------------------------------------------------------------------------


def test_three_projects_of_a_unit_all_full() -> None:
    full = [form_of(name, lost=0) for name in ("读书节", "灯会", "庙会")]
    all_full = found("across.all_full", *full, form_of("花展", "市公园"))
    assert {key: of[0].others for key, of in all_full.items()} == {"1": ("2", "3"), "2": ("1", "3"), "3": ("1", "2")}
    assert "3 个项目" in finding_sentence(all_full["1"][0])


@pytest.mark.parametrize(
    "third", [form_of("庙会", lost=1), form_of("庙会", "市公园", lost=0), form_of("庙会", year=2024, lost=0)]
)
def test_two_full_ones_and_another(third: Form) -> None:
    assert found("across.all_full", form_of("读书节", lost=0), form_of("灯会", lost=0), third) == {}


# ---- across.name_words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "words"), [("老年人及家属满意度", "老年人、家属"), ("学生、患者受益", "学生、患者")])
def test_a_name_that_speaks_of_others(name: str, words: str) -> None:
    one = form_of("道路养护", names=(name, "养护里程", "按时完成"))
    of = found("across.name_words", one, form_of("灯会"))
    assert [(each.node, each.field) for each in of["1"]] == [("r0", "name")]
    assert f"“{words}”" in finding_sentence(of["1"][0])
    assert found("across.name_words", one) == {}, "one form by itself cannot have it from another"


@pytest.mark.parametrize(
    "form",
    [
        form_of("养老服务", names=("老年人及家属满意度", "服务人次", "按时完成"), expected_goal="服务老年人"),
        form_of("养老服务", names=("老年人及家属满意度", "走访家属次数", "按时完成")),
        form_of("养护", names=("学生满意度", "家属满意度", "按时完成")),  # a word each
    ],
)
def test_words_that_the_form_itself_speaks_of(form: Form) -> None:
    assert found("across.name_words", form, form_of("灯会")) == {}


# ---- across.unit -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", ["市林业局(本级)", "市林业局本级", "市林业局 （本级）"])
def test_a_unit_in_two_spellings(other: str) -> None:
    two = found("across.unit", form_of("种树", "市林业局（本级）"), form_of("护林", other))
    assert {key: (of[0].field, of[0].others) for key, of in two.items()} == {
        "1": ("implementing_unit", ("2",)),
        "2": ("implementing_unit", ("1",)),
    }
    assert f"“{other}”" in finding_sentence(two["1"][0])


@pytest.mark.parametrize("other", ["市林业局（本级） ", "市林业站（本级）", "", "市林业局"])
def test_other_units_and_blanks_at_the_ends(other: str) -> None:
    assert found("across.unit", form_of("种树", "市林业局（本级）"), form_of("护林", other)) == {}


# ---- amounts.scale -----------------------------------------------------------------------------------------------


def scaled(*budgets: str, unit: str = "市图书馆") -> list[Form]:
    return [form_of(f"项目{'甲乙丙丁戊'[place]}", unit, budget=each) for place, each in enumerate(budgets)]


def test_a_budget_in_yuan_among_those_in_ten_thousands() -> None:
    one = found("amounts.scale", *scaled("18", "20", "22", "200000"))
    assert {key: [(each.field, each.actual) for each in of] for key, of in one.items()} == {
        "4": [("funds.total.annual_budget", "200000")]
    }
    assert finding_sentence(one["4"][0]) == "200000 与其他表的中间数 20 相差约一万倍，可能有一个的单位不是万元。"


def test_a_unit_with_few_forms_is_put_beside_all() -> None:
    forms = [*scaled("18", "20", "22"), form_of("灯会", "市文化馆", budget="200000")]
    assert set(found("amounts.scale", *forms)) == {"4"}


@pytest.mark.parametrize(
    "forms",
    [
        scaled("18", "20", "22", "2000"),
        scaled("20", "200000"),  # which of them is wrong?
        [*scaled("18", "20", "22"), form_of("灯会", budget="200000", money="元")],  # 20 万元
        [*scaled("18", "20", "22"), form_of("灯会", budget="200000", year=2024)],
    ],
)
def test_large_projects_are_no_other_scale(forms: list[Form]) -> None:
    assert found("amounts.scale", *forms) == {}


# ---- the index ---------------------------------------------------------------------------------------------------


def test_an_index_after_many_edits_finds_what_one_made_anew_does() -> None:
    dice, across = random.Random(3), Across()
    held: dict[str, Form] = {}
    for _step in range(300):
        key = dice.choice("abcdef")
        if key in held and dice.random() < 0.3:
            across.drop(key)
            del held[key]
        else:
            unit = dice.choice(["市图书馆", "市图书馆 ", "市 图书馆", "市公园"])
            project, budget = dice.choice(["读书节", "灯会"]), dice.choice(["20", "200000", "0"])
            held[key] = copied(project, budget, unit, budget=budget, lost=dice.choice([0, 0, 1]))
            across.put(key, held[key], MOF)
        anew = Across()
        for each, form in held.items():
            anew.put(each, form, MOF)
        for each in held:
            assert across.findings(each, MOF) == anew.findings(each, MOF)


# ---- all forms together ------------------------------------------------------------------------------------------


def shared_by(*forms: Form) -> dict[str, list[tuple[tuple[str, ...], list[str]]]]:
    """What forms share as wholes, by code: what it is, and the forms that take part."""
    index = Across()
    for place, form in enumerate(forms, 1):
        index.put(str(place), form, MOF)
    found: dict[str, list[tuple[tuple[str, ...], list[str]]]] = {}
    for each in index.shared():
        if each.code in OF_WHOLES:
            members = index.members(each)
            assert each.forms == len(members)
            assert {member.field for member in members} == {OF_WHOLES[each.code]}
            found.setdefault(each.code, []).append((each.what, [member.key for member in members]))
    return found


def test_whole_forms_that_share_something_stand_together_once() -> None:
    twice = shared_by(form_of("读书节"), form_of("灯会", reason="x"), form_of("读书节"))
    assert twice["across.twice"] == [(("读书节", "市图书馆"), ["1", "3"])]
    copied = shared_by(form_of("读书节"), form_of("灯会"))
    assert copied["across.copied"] == [(("读书节",), ["1", "2"])]
    full = shared_by(*(form_of(name, lost=0) for name in ("读书节", "灯会", "讲座")))
    assert full["across.all_full"] == [(("市图书馆", "2025"), ["1", "2", "3"])]
    spelt = shared_by(form_of("读书节"), form_of("灯会", "市图书馆（本级）"), form_of("讲座", "市 图书馆"))
    assert [keys for _what, keys in spelt.get("across.unit", [])] == [["1", "3"]]


def test_one_form_may_stand_alone_with_its_scale() -> None:
    odd = shared_by(
        *(form_of(f"项目{name}", budget=budget) for name, budget in zip("甲乙丙", ("20", "21", "200000"), strict=True))
    )
    assert [(what[1:], keys) for what, keys in odd["amounts.scale"]] == [(("200000", "20.5", "万元"), ["3"])]


def test_what_is_shared_follows_an_edit() -> None:
    index = Across()
    for place, name in enumerate(("读书节", "读书节", "灯会")):
        index.put(str(place), form_of(name), MOF)
    assert "across.twice" in {each.code for each in index.shared()}
    index.put("1", form_of("读书会"), MOF)
    assert "across.twice" not in {each.code for each in index.shared()}
