"""Targets and actual values as people write them, from a table, and what no text may do."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval_gui.domain.change_words import Direction
from selfeval_gui.domain.targets import Quantity, Range, Unclear, Words, read_value
from selfeval_gui.domain.units import in_unit_of
from selfeval_gui.domain.words import Relation

_CHARACTERS = "零〇一二两三四五六七八九十百千"
VECTORS = Path(__file__).resolve().parents[2] / "data" / "vectors"
READINGS: list[dict[str, Any]] = json.loads((VECTORS / "targets.json").read_text(encoding="utf-8"))


def expected(vector: dict[str, Any]) -> Quantity | Range | Words | Unclear | None:
    change = Direction(vector.get("change", ""))
    if "blank" in vector:
        return None
    if "words" in vector:
        return Words(vector["words"])
    if "unclear" in vector:
        return Unclear(vector["unclear"])
    if "low" in vector:
        return Range(Decimal(vector["low"]), Decimal(vector["high"]), vector["unit"], change)
    return Quantity(Relation(vector["relation"]), Decimal(vector["number"]), vector["unit"], change)


@pytest.mark.parametrize("vector", READINGS, ids=[each["text"] or "blank" for each in READINGS])
def test_a_text_is_read_as_its_author_meant_it(vector: dict[str, Any]) -> None:
    read, meant = read_value(vector["text"]), expected(vector)
    assert (type(read), read) == (type(meant), meant)


def is_sound(text: str) -> bool:
    """Nothing is read from a blank alone, a range is in order, numbers are ones, words stand as they were but blanks."""
    read = read_value(text)
    if read is None:
        return not "".join(text.split()).strip("。；;，,、．.")
    if isinstance(read, Range):
        return read.low <= read.high and (read.low >= 0 or any(sign in text for sign in ("±", "+-", "+/-", "＋")))
    if isinstance(read, Quantity):
        return read.number.is_finite() and any(each.isdigit() or each in _CHARACTERS for each in text)
    if isinstance(read, Words):
        return bool(read.text) and not any(map(str.isspace, read.text))
    return read.why in {"contradiction", "no_number", "several_numbers", "too_long"}


@given(st.text())
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    assert is_sound(text)


@given(st.text(alphabet="0123456789≥≤><=.,%-~至个次场万元以内上下不少于超过（）年月", max_size=30))
def test_nor_is_one_of_the_characters_that_matter(text: str) -> None:
    assert is_sound(text)


@given(
    st.sampled_from(["≥", "不少于", "至少", ">="]),
    st.decimals(0, 10**8, places=2),
    st.sampled_from(["", "%", "场", "万元", "人次"]),
)
def test_blanks_and_full_width_characters_change_nothing(mark: str, number: Decimal, unit: str) -> None:
    plain = f"{mark}{number}{unit}"
    wide = "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in plain)
    assert read_value(plain) == Quantity(Relation.AT_LEAST, number, unit)
    assert read_value(re.sub(r"(?<!\d)(?=\d)|(?<=\D)(?=\D)", " ", plain)) == read_value(plain)
    assert read_value(wide) == read_value(plain)


def test_a_long_text_is_a_description_whatever_numbers_it_holds() -> None:
    text = "完成培训" * 30 + "≥3场"
    assert read_value(text) == Words(text)


@pytest.mark.parametrize(
    ("target", "actual", "number"),
    [
        ("≥3场", "5", "5"),
        ("≥3", "5场", "5"),
        ("≥3场", "5次", "5"),  # counters are written now this way, now that
        ("≤10万元", "95000元", "9.5"),
        ("≤2亿元", "15000万元", "1.5"),
        ("≥2千米", "1.5公里", "1.5"),
        ("≥3千米", "3000米", "3"),
        ("≤50毫米", "4.5厘米", "45"),
        ("≥2公顷", "1.5万平方米", "1.5"),
        ("≥1平方公里", "90公顷", "0.9"),
        ("≤2吨", "1900公斤", "1.9"),
        ("≤1小时", "45分钟", "0.75"),
        ("≤3‰", "0.21%", "2.1"),
        ("≥3亩", "2000平方米", None),  # a third of a number
        ("≤3米", "3吨", None),
        ("零事故", "2起", "2"),
        ("≤3日", "3个工作日", None),
        ("≥100㎡", "90平方米", "90"),
        ("≥95%", "96", "96"),
        ("≥95%", "0", "0"),
        ("≥95%", "0.96", None),  # a share, or less than one per cent
        ("≥0.95", "96%", None),
        ("≥100米", "90亩", None),
        ("≥95%", "96场", None),
        ("≤3天", "24小时", None),
        ("提高5%", "提高6.3%", "6.3"),
        ("提高5%以上", "5.2%", "5.2"),
        ("提高5%以上", "3%", "3"),
        ("增长率≥5%", "同比增长4.5%", "4.5"),
        ("提高5%", "95%", None),  # so high, or by so much
        ("提高5%", "降低3%", None),
        ("降低10%", "减少12个百分点", "12"),
        ("节约3万元", "节约2.8万元", "2.8"),
    ],
)
def test_values_compare_where_their_units_do(target: str, actual: str, number: str | None) -> None:
    wanted, reached = read_value(target), read_value(actual)
    assert isinstance(wanted, Quantity)
    assert isinstance(reached, Quantity)
    assert in_unit_of(wanted, reached) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("text", ["110\n120", "≥100 10场", "10 8", "共10\n8次"])
def test_two_numbers_are_not_joined_to_one(text: str) -> None:
    assert read_value(text) == Unclear("several_numbers")
