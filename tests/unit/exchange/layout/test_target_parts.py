"""A target in three columns: the relation is understood as everywhere else, and nothing of the text is lost."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.targets import read_value
from selfeval_gui.domain.words import Relation
from selfeval_gui.exchange.layout.target_parts import target_parts
from selfeval_gui.exchange.recognize.split_cells import sign_of, with_sign, with_unit


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("≥95%", ("≥", "95", "%")),
        ("≧95%", ("≥", "95", "%")),
        ("═12个月", ("=", "12", "个月")),
        ("最少 3 场", ("≥", "3", "场")),
        ("不得低于90％", ("≥", "90", "％")),
        ("不足5次", ("<", "5", "次")),
        ("10次以内", ("≤", "10", "次")),
        ("10天之内", ("≤", "10", "天")),
        ("控制在10%以内", ("≤", "10", "%")),
        ("保持在80%以上", ("≥", "80", "%")),
        ("≤10次以内", ("≤", "10", "次以内")),
        ("9０人", ("", "9０", "人")),
        ("控制在10%", ("", "控制在10%", "")),
        ("及时", ("定性", "及时", "")),
        ("全年3场", ("", "全年3场", "")),
    ],
)
def test_the_parts_of_a_target(text: str, parts: tuple[str, str, str]) -> None:
    assert target_parts(text) == parts


WORDS = "≥ ≧ ⩾ >= 不少于 不低于 不得少于 大于或等于 至少 最少 ≤ ≦ <= 不超过 不高于 不得高于 至多 最多 > 大于 超过 < 不足 少于 = ═ == 等于".split()


@pytest.mark.parametrize("word", WORDS)
def test_what_is_printed_in_three_columns_reads_the_same(word: str) -> None:
    text = f"{word}95%"
    parts = target_parts(text)
    assert parts.sign in set(Relation) - {Relation.PLAIN}
    assert sign_of(word) == parts.sign
    assert read_value(with_sign(with_unit(parts.number, parts.unit), sign_of(parts.sign))) == read_value(text)
