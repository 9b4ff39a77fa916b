"""The fact of a reason: how far an actual value is from its target, told in sentences made by hand."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.shortfall import fact_of
from selfeval_gui.explanations import fact_sentence


@pytest.mark.parametrize(
    ("target", "actual", "sentence"),
    [
        # per cent: points; per mille and degrees with their own sign
        ("≥95%", "93%", "指标值 ≥95%，实际 93%，低 2 个百分点"),
        ("90%以上", "87.5%", "指标值 90%以上，实际 87.5%，低 2.5 个百分点"),
        ("≤3‰", "3.5‰", "指标值 ≤3‰，实际 3.5‰，高 0.5‰"),
        # counts, with a unit on both sides, on one, on none
        ("300株", "280株", "指标值 300株，实际 280株，少 20 株"),
        ("不少于3场", "2", "指标值 不少于3场，实际 2，少 1 场"),
        ("1,200", "985", "指标值 1,200，实际 985，少 215"),
        # amounts, in the unit of the target
        ("≤5300元", "5830元", "指标值 ≤5300元，实际 5830元，多 530 元"),
        ("≥2万元", "18000元", "指标值 ≥2万元，实际 18000元，少 0.2 万元"),
        # lengths in another unit are only stated where they do not convert
        ("≥2公里", "1.5千米", "指标值 ≥2公里，实际 1.5千米，少 0.5 公里"),
        ("≥2公里", "300平方米", "指标值 ≥2公里，实际 300平方米"),
        # times
        ("3个工作日内", "5个工作日", "指标值 3个工作日内，实际 5个工作日，多 2 个工作日"),
        ("2025年8月31日前", "2025年9月3日", "指标值 2025年8月31日前，实际 2025年9月3日，晚 3 天"),
        ("6月30日前", "8月15日", "指标值 6月30日前，实际 8月15日，晚 46 天"),
        ("6月底前", "9月", "指标值 6月底前，实际 9月，晚 3 个月"),
        ("6月15日前", "9月", "指标值 6月15日前，实际 9月，晚于指标值"),
        ("12月底前", "次年1月", "指标值“12月底前”，实际“次年1月”"),
        ("第三季度", "2026年1月", "指标值 第三季度，实际 2026年1月，晚 4 个月"),
        ("12月底前", "11月20日", "指标值 12月底前，实际 11月20日，没有晚于指标值"),
        ("8月31日前", "8月31日", "指标值 8月31日前，实际 8月31日，没有晚于指标值"),
        ("8月15日前", "8月", "指标值 8月15日前，实际 8月"),  # the day is not said
        # ranges, and what is to be met exactly
        ("80–90%", "78%", "指标值 80–90%，实际 78%，低 2 个百分点"),
        ("2—3次", "5次", "指标值 2—3次，实际 5次，多 2 次"),
        ("=8个", "10个", "指标值 =8个，实际 10个，多 2 个"),
        ("零事故", "1起", "指标值 零事故，实际 1起，多 1 起"),
        ("0起", "1起", "指标值 0起，实际 1起，多 1 起"),
        # met all the same
        ("≥95%", "96%", "指标值 ≥95%，实际 96%，已达到指标值"),
        (">95%", "95%", "指标值 >95%，实际 95%"),
        # words, and what cannot be read
        ("及时", "比较 及时", "指标值“及时”，实际“比较及时”"),
        ("3场，每场50人", "2场", "指标值 3场，每场50人，实际 2场"),
        ("≥95%", "", ""),
        ("", "93%", ""),
    ],
)
def test_the_fact_is_exact_or_only_stated(target: str, actual: str, sentence: str) -> None:
    assert fact_sentence(fact_of(target, actual, 2025)) == sentence
