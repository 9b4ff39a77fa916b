"""区域汇总: amounts added in one unit, indicators of one name as sum, mean or the worst, reasons by project."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.region import Way, region_form, same_rows
from selfeval_gui.domain.tree import level_three, rows_with_parents


def project(name: str, *rows: tuple[str, str, str, str], unit: str = "万元", spent: str = "10") -> Form:
    leaves = [
        Indicator(id=f"{name}{number}", name=row, target=target, actual=actual, reason=reason)
        for number, (row, target, actual, reason) in enumerate(rows)
    ]
    second = Indicator(id=f"{name}b", name="数量指标", children=leaves)
    form = Form(id=name, project_name=name, year=2025)
    form.indicators = [Indicator(id=f"{name}a", name="产出指标", children=[second])]
    form.funds.unit = unit  # type: ignore[assignment]
    form.funds.total.annual_budget = Decimal(spent)
    form.extra["地方资金.executed"] = "3"
    return form


ONE = project(
    "甲县",
    ("改造管网长度", "≥60公里", "55公里", "汛期停工。"),
    ("水质达标率", "≥98%", "99%", ""),
    ("验收", "合格", "合格", ""),
    ("单位成本", "≤9万元", "8万元", ""),
)
TWO = project(
    "乙县",
    ("改造管网长度", "≥40公里", "40公里", ""),
    ("水质达标率", "≥95%", "94%", "一处水源受污染。"),
    ("验收", "合格", "不合格", "返工中。"),
    ("单位成本", "≤8万元", "10万元", "材料涨价。"),
    ("新增水源", "≥1处", "1处", ""),
    unit="元",
    spent="250000",
)


def cells(form: Form) -> dict[str, tuple[str, str, str]]:
    return {row.name: (row.target, row.actual, row.reason) for row in level_three(form.indicators)}


def test_amounts_are_added_in_one_unit() -> None:
    region = region_form([ONE, TWO], {})
    assert (region.funds.unit, region.funds.total.annual_budget) == ("万元", Decimal(35))  # 10 + 25
    assert region.extra["地方资金.executed"] == "3.0003"  # 3 万元 and 3 元
    assert region.funds.total.executed is None
    assert region_form([ONE, TWO], {}, "元").funds.total.annual_budget == Decimal(350000)


def test_the_usual_ways() -> None:
    ways = {same.shown[2]: same.ways for same in same_rows([ONE, TWO])}
    assert ways == {
        "改造管网长度": (Way.SUM, Way.MEAN, Way.WORST),
        "水质达标率": (Way.MEAN, Way.WORST),
        "验收": (Way.WORST,),
        "单位成本": (Way.MEAN, Way.WORST),
        "新增水源": (Way.SUM, Way.MEAN, Way.WORST),
    }
    assert cells(region_form([ONE, TWO], {})) == {
        "改造管网长度": ("≥100公里", "95公里", "汛期停工。"),
        "水质达标率": ("≥96.5%", "96.5%", "一处水源受污染。"),
        "验收": ("合格", "不合格", "返工中。"),
        "单位成本": ("≤8.5万元", "9万元", "材料涨价。"),
        "新增水源": ("≥1处", "1处", ""),
    }


@pytest.mark.parametrize(
    ("way", "length", "cost"),
    [
        (Way.MEAN, ("≥50公里", "47.5公里"), ("≤8.5万元", "9万元")),
        (Way.WORST, ("≥60公里", "55公里"), ("≤8万元", "10万元")),  # 55 of 60; 8 of 10
    ],
)
def test_another_way_is_chosen(way: Way, length: tuple[str, str], cost: tuple[str, str]) -> None:
    rows = {same.shown[2]: same.names for same in same_rows([ONE, TWO])}
    found = cells(region_form([ONE, TWO], {rows["改造管网长度"]: way, rows["单位成本"]: way, rows["验收"]: way}))
    assert (found["改造管网长度"][:2], found["单位成本"][:2]) == (length, cost)
    assert found["验收"][:2] == ("合格", "不合格"), "words have no sum"


def test_what_several_say_stands_by_project() -> None:
    one, two = ONE.model_copy(deep=True), TWO.model_copy(deep=True)
    next(level_three(two.indicators)).reason = "晚开工。"
    one.expected_goal, two.expected_goal = "改造六十公里。", "改造四十公里。"
    one.actual_outcome = two.actual_outcome = "已完成。"
    region = region_form([one, two], {})
    assert cells(region)["改造管网长度"][2] == "甲县：汛期停工。\n乙县：晚开工。"
    assert (region.expected_goal, region.actual_outcome) == ("甲县：改造六十公里。\n乙县：改造四十公里。", "已完成。")
    assert region.year == 2025
    assert {(one.name, two.name) for one, two, _row in rows_with_parents(region.indicators)} == {
        ("产出指标", "数量指标")
    }


def test_rows_of_other_units_have_no_sum() -> None:
    other = project("丙县", ("改造管网长度", "≥3000米", "3000米", ""))
    (same,) = same_rows([project("甲县", ("改造管网长度", "≥60公里", "55公里", "")), other])
    assert same.ways == (Way.WORST,)
    assert [name for name, _row in same.rows] == ["甲县", "丙县"]


@pytest.mark.parametrize(
    ("name", "target"),
    [("户均增收", "≥500元"), ("维修单价", "≤300元"), ("改造投入", "≤9万元/公里"), ("每亩补助标准", "120元")],
)
def test_what_a_unit_costs_is_not_added(name: str, target: str) -> None:
    (same,) = same_rows([project(each, (name, target, target.strip("≥≤"), "")) for each in ("甲县", "乙县")])
    assert same.ways == (Way.MEAN, Way.WORST)


def test_forms_without_a_value_are_counted() -> None:
    one = project("甲县", ("改造管网长度", "≥60公里", "55公里", ""))
    blank = project("乙县", ("改造管网长度", "≥40公里", " ", ""))
    other = project("丙县", ("新增水源", "≥1处", "1处", ""))
    assert {same.shown[2]: same.without for same in same_rows([one, blank, other])} == {
        "改造管网长度": 2,
        "新增水源": 2,
    }
