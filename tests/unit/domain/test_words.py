"""The words of paper forms, said once: relations, bare names, levels, units of money. Expected values from domain.md."""

from __future__ import annotations

import pytest

from selfeval_gui.domain import words
from selfeval_gui.domain.targets import Quantity, read_value
from selfeval_gui.domain.words import Relation

BEFORE = {
    Relation.AT_LEAST: (
        "≥",
        "≧",
        "⩾",
        ">=",
        "＞＝",
        "=>",
        "不少于",
        "不低于",
        "不小于",
        "大于等于",
        "大于或等于",
        "至少",
        "最少",
    ),
    Relation.AT_MOST: (
        "≤",
        "≦",
        "⩽",
        "<=",
        "＜＝",
        "不超过",
        "不多于",
        "不高于",
        "不大于",
        "小于等于",
        "小于或等于",
        "至多",
        "最多",
    ),
    Relation.MORE: (">", "＞", "﹥", "大于", "高于", "超过", "多于"),
    Relation.LESS: ("<", "＜", "﹤", "小于", "低于", "少于", "不足"),
    Relation.EQUAL: ("=", "＝", "﹦", "═", "==", "等于"),
}
AFTER = {Relation.AT_LEAST: ("及以上", "或以上", "以上"), Relation.AT_MOST: ("及以下", "以下", "以内", "之内", "内")}
EVERY_BEFORE = [(word, relation) for relation, each in BEFORE.items() for word in each]
EVERY_AFTER = [(word, relation) for relation, each in AFTER.items() for word in each]


@pytest.mark.parametrize(("word", "relation"), [*EVERY_BEFORE, *EVERY_AFTER])
def test_a_relation_by_itself(word: str, relation: Relation) -> None:
    assert words.relation_of(word) is relation
    assert words.relation_of(f" {word[:1]} {word[1:]}") is relation


@pytest.mark.parametrize("text", ["", "定性", "正向", "3", "不少于3", "场", "≠"])
def test_what_is_no_relation(text: str) -> None:
    assert words.relation_of(text) is None


@pytest.mark.parametrize(("word", "relation"), EVERY_BEFORE)
def test_a_relation_in_a_target(word: str, relation: Relation) -> None:
    read = read_value(f"{word}95%")
    assert isinstance(read, Quantity)
    assert (read.relation, str(read.number), read.unit) == (relation, "95", "%")


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("产出指标", "产出"),
        (" 产 出 ", "产出"),
        ("ＡＢＣ服务", "abc服务"),
        ("维修（一期）", "维修(一期)"),
        ("指标", ""),
    ],
)
def test_a_name_is_compared_without_width_blanks_and_the_word_for_indicator(name: str, bare: str) -> None:
    assert words.bare_name(name) == bare


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("一、项目名称：", "项目名称"),
        ("（一）产出指标", "产出指标"),
        ("1.数量指标", "数量指标"),
        ("年度资金总额（万元）", "年度资金总额"),
        ("其中：当年财政拨款", "当年财政拨款"),
        ("*分 值*", "分值"),
        ("１．得分【满分】", "得分"),
    ],
)
def test_a_label_is_compared_without_brackets_and_numbering(label: str, bare: str) -> None:
    assert words.bare_label(label) == bare


@pytest.mark.parametrize(
    ("name", "bare", "weight"),
    [
        ("产出指标（50分）", "产出", "50"),
        ("一、产出(50)", "产出", "50"),
        ("效益指标 30 分", "效益", "30"),
        ("产出指标", "产出", ""),
        ("50分", "50分", ""),
    ],
)
def test_a_level_is_compared_without_its_weight(name: str, bare: str, weight: str) -> None:
    assert words.bare_level(name) == bare
    assert words.split_weight(name)[1] == weight


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("项目资金（万元）", "万元"),
        ("资金情况（单位：元）", "元"),
        ("人民币元", "元"),
        ("项目资金（千元）", None),
        ("项目资金（百万元）", None),
        ("项目资金（亿元）", None),
        ("单位：美元", None),
        ("元）", None),
    ],
)
def test_the_unit_of_money_in_a_label(text: str, unit: str | None) -> None:
    found = words.MONEY_UNIT.made.search(text)
    assert (found and found[1]) == unit


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("（单位：万元）", "万元"),
        ("金额单位: 元", "元"),
        ("单位：人民币万元", "万元"),
        ("单位：千元", None),
        ("单位：市科协", None),
    ],
)
def test_a_line_that_states_the_unit(line: str, unit: str | None) -> None:
    assert words.money_unit_of(line) == unit


def test_ten_thousand_yuan_are_ten_to_the_fourth() -> None:
    assert [10 ** words.MONEY_PLACES[unit] for unit in words.MONEY_UNITS] == [10_000, 1]


@pytest.mark.parametrize(("text", "is_error"), [("#REF!", True), (" #n/a", True), ("#N/A ", True), ("#1", False)])
def test_what_a_failed_formula_shows(text: str, is_error: bool) -> None:
    assert words.is_error_value(text) is is_error
