"""Scores at their limits: caps, steps, grades, when a target is met, over-achievement, bands (domain.md 3)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.form import FundTotal
from selfeval_gui.domain.scoring import Totals, cap_for, computed_execution_score, grade, score_in_percent
from selfeval_gui.domain.suggestions import degree, over_achieved, suggest
from selfeval_gui.domain.targets import Quantity, Range, Unclear, Words, read_value
from selfeval_gui.domain.words import Relation
from selfeval_gui.rules.rule_set import presets

REGIONAL, MOF = presets()["regional-demo"].scoring, presets()["mof-2020"].scoring
SCALE = [("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0))]


@pytest.mark.parametrize(
    ("rate", "highest"),
    [
        *(("80", None), ("79.99", 89), ("70", 89), ("69.99", 79), ("60", 79), ("59.99", 69), ("50", 69), ("49.99", 59)),
        *(("0", 59), ("120", None), (None, None)),
    ],
)
def test_the_total_is_capped_below_an_execution_rate(rate: str | None, highest: int | None) -> None:
    cap = cap_for(None if rate is None else Decimal(rate), REGIONAL.caps)
    assert (None if cap is None else cap.highest) == highest


@pytest.mark.parametrize(
    ("executed", "score"),
    [("100", 10), ("99.99", 9), ("99.995", 10), ("99.994", 9), ("95", 9), ("80", 6), ("60", 2), ("59.99", 0), ("0", 0)],
)
def test_steps_begin_at_the_rate_as_shown(executed: str, score: int) -> None:
    funds = FundTotal(annual_budget="100", executed=executed, weight="10")
    assert computed_execution_score(funds, REGIONAL.execution_score) == score


@pytest.mark.parametrize(
    ("score", "weight", "name"),
    [
        *(("90", "100", "优"), ("89.99", "100", "良"), ("80", "100", "良"), ("79.99", "100", "中")),
        *(("60", "100", "中"), ("59.99", "100", "差"), ("0", "100", "差"), ("-1", "100", "差")),
        *(("99", "110", "优"), ("98.99", "110", "良"), ("89.995", "100", "优"), ("89.994", "100", "良")),
        *((None, "100", None), ("90", None, None), ("90", "0", None)),
    ],
)
def test_a_grade_begins_at_its_limit(score: str | None, weight: str | None, name: str | None) -> None:
    sums = Totals(*(None if text is None else Decimal(text) for text in (weight, score)))
    assert grade(sums, SCALE) == name
    assert (score_in_percent(sums) is None) == (name is None)


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        *(("≥10次", "10次", "10.00"), ("≥10次", "9次", "9.00"), (">10次", "10次", "10.00"), (">10次", "11次", "10.00")),
        *(("≤10次", "10次", "10.00"), ("≤10次", "15次", "6.67"), ("<10次", "10次", "10.00"), ("<10次", "9次", "10.00")),
        *(("=10次", "10次", "10.00"), ("=10次", "11次", "10.00"), ("=10次", "5次", "5.00"), ("10次", "5次", "5.00")),
        *(("0次", "0次", "10.00"), ("=0起", "1起", "0.00"), ("0起", "1起", "0.00"), ("≤0起", "1起", "0.00")),
        *(("≥0起", "0起", "10.00"), ("8-10次", "8次", "10.00"), ("8-10次", "10次", "10.00"), ("8-10次", "7次", "8.75")),
        *(("8-10次", "12次", "8.33"), ("10-10次", "10次", "10.00"), ("≥3次", "2次", "6.67")),
        *(("≥1次", "0.5次", "5.00"), ("0.5次", "0.25次", "5.00")),
    ],
)
def test_a_measured_row(target: str, actual: str, score: str) -> None:
    assert str(suggest(target, actual, Decimal(10), MOF).score) == score


@pytest.mark.parametrize(
    ("actual", "score"),
    [("10次", "10.00"), ("11次", "9.00"), ("15次", "5.00"), ("19次", "1.00"), ("20次", "0.00"), ("21次", "0.00")],
)
def test_the_other_negative_formula_ends_at_twice_the_target(actual: str, score: str) -> None:
    assert str(suggest("≤10次", actual, Decimal(10), REGIONAL).score) == score


@pytest.mark.parametrize(
    ("target", "actual", "limit", "is_over"),
    [
        *(("≥10次", "12次", "1.2", True), ("≥10次", "11.99次", "1.2", False), ("10次", "13次", "1.3", True)),
        *(("≤10次", "13次", "1.3", False), ("<10次", "13次", "1.3", False), ("≥0次", "5次", "1.2", False)),
        *(("=10次", "12次", "1.2", True), ("8-10次", "20次", "1.2", False), ("≥10次", "很多", "1.2", False)),
        ("≥10次", "99次", None, False),
        ("≥1次", "1.2次", "1.2", True),
        ("≥0.5次", "0.6次", "1.2", True),
    ],
)
def test_over_achieved_from_the_limit_on(target: str, actual: str, limit: str | None, is_over: bool) -> None:
    wanted, reached = read_value(target), read_value(actual)
    assert over_achieved(wanted, reached, None if limit is None else Decimal(limit)) == is_over


@pytest.mark.parametrize(
    ("target", "actual", "band"),
    [
        *(("健全", "较健全", "partial"), ("健全", "较为健全", "partial"), ("健全", "比较健全", "partial")),
        *(
            ("健全", "基本健全", "partial"),
            ("健全", "部分健全", "partial"),
            ("健全", "未健全", "unmet"),
            ("健全", "不健全", "unmet"),
        ),
        *(
            ("健全", "健全", ""),
            ("健全", "很健全", ""),
            ("健全", "较为完善", ""),
            ("", "较", ""),
            ("健全", "较健全的", ""),
        ),
    ],
)
def test_words_of_degree(target: str, actual: str, band: str) -> None:
    assert degree(target, actual, MOF.degree_words) == band


@pytest.mark.parametrize(
    ("actual", "weight", "low", "high"),
    [
        ("健全", "15", "15.00", "15.00"),
        ("达成预期指标", "15", "12.00", "15.00"),
        ("较健全", "15", "9.00", "11.99"),  # 80 % belongs to 达成
        ("未健全", "15", "0.00", "8.99"),
        ("较健全", "0.05", "0.03", "0.03"),
        ("较健全", "0.01", None, None),
        ("较健全", "0", None, None),
    ],
)
def test_bands_of_words(actual: str, weight: str, low: str | None, high: str | None) -> None:
    found = suggest("健全", actual, Decimal(weight), MOF)
    assert [None if each is None else format(each, ".2f") for each in (found.low, found.high)] == [low, high]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("10-10次", Range(Decimal(10), Decimal(10), "次")),
        ("10-9次", Unclear("contradiction")),
        ("80–90%", Range(Decimal(80), Decimal(90), "%")),
        ("8次-10次", Range(Decimal(8), Decimal(10), "次")),
        ("8人-10次", Words("8人-10次")),
        (f"{'字' * 99}5", Words(f"{'字' * 99}5")),
        ("≥10次", Quantity(Relation.AT_LEAST, Decimal(10), "次")),
        ("≥10次且≤8次", Unclear("contradiction")),
        ("≥若干", Unclear("no_number")),
        ("≥10次，≥5人", Unclear("several_numbers")),
        ("2021年12月", Words("2021年12月")),
        ("2020.12", Words("2020.12")),
        ("2020.13", Quantity(Relation.PLAIN, Decimal("2020.13"), "")),
        ("3日内", Quantity(Relation.AT_MOST, Decimal(3), "日")),
        ("3日", Words("3日")),
        (" 。", None),
    ],
)
def test_targets_at_their_limits(text: str, reading: object) -> None:
    assert read_value(text) == reading


@pytest.mark.parametrize(("length", "is_read"), [(100, True), (101, False)])
def test_a_target_of_more_than_a_hundred_characters_is_a_description(length: int, is_read: bool) -> None:
    text = f"≥5{'次' * 1}且≤3次".rjust(length, "实")
    assert len(text) == length
    assert isinstance(read_value(text), Unclear if is_read else Words)


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≥95%", "1", None),  # may be 100 %
        ("≥95%", "0.9", None),
        ("≥50%", "1.01", "0.20"),  # is no share: 1.01 %
        ("≥95%", "0", "0.00"),
        ("≥1%", "1", "10.00"),
        ("≥1.01%", "1", None),
        ("≥1", "95%", None),
        ("≥50", "25%", "5.00"),
        ("≥3次", "2", "6.67"),
        ("≥3", "2次", "6.67"),
    ],
)
def test_a_bare_number_up_to_1_may_be_a_share(target: str, actual: str, score: str | None) -> None:
    found = suggest(target, actual, Decimal(10), MOF).score
    assert (None if found is None else str(found)) == score


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("=10次", "10次", "10.00"),
        ("=10次", "11次", "0.00"),
        ("=10次", "5次", "0.00"),
        ("≥10次", "5次", "5.00"),
        ("=0次", "0次", "10.00"),
    ],
)
def test_an_exact_target_may_be_all_or_nothing(target: str, actual: str, score: str) -> None:
    rules = MOF._replace(quantities=MOF.quantities._replace(equal="all_or_nothing"))
    assert str(suggest(target, actual, Decimal(10), rules).score) == score
