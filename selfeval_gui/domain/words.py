"""The words of paper forms, each said once: relations, bare names and labels, names of levels, units of money."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

from selfeval_gui.domain.late_pattern import LatePattern
from selfeval_gui.i18n import _

LEVEL_LABELS = (_("一级指标"), _("二级指标"), _("三级指标"))

# What a spreadsheet shows where a formula fails.
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"}

# ---- money -------------------------------------------------------------------------------------------------------

MoneyUnit = Literal["万元", "元"]
MONEY_UNITS: tuple[MoneyUnit, ...] = get_args(MoneyUnit)
MONEY_PLACES: Mapping[str, int] = MappingProxyType({"万元": 4, "元": 0})  # 1 万元 = 10^4 元
# 千元, 百万元, 亿元 and 美元 are other units, which no form can hold; nor is 元 one where a cell begins with it.
CONVERTED_MONEY = LatePattern(r"(?<![百千十])(千元|百万元|千万元|亿元)")
OTHER_MONEY = LatePattern(r"[百千十亿美欧日港]万?元")
MONEY_UNIT = LatePattern(r"(?<![百千十亿美欧日港万])(万元|(?<!^)元)")


_COUNTED = LatePattern(r"([0-9]{1,18})")  # in pieces: Python makes no number of thousands of digits
NumberOrder = tuple[tuple[str | int, ...], str]


def by_numbers(name: str) -> NumberOrder:
    """Return what puts names in the order of the numbers in them, so that 第2 comes before 第10."""
    parts: list[str | int] = [*_COUNTED.made.split(name)]
    parts[1::2] = map(int, parts[1::2])
    return tuple(parts), name


def level_word(level: int) -> str:
    """Return 一级, 二级 or 三级."""
    return LEVEL_LABELS[level - 1].removesuffix(_OF_LEVELS)


def money_unit_of(line: str) -> str | None:
    """Return the unit that a line states and nothing else: （单位：万元）."""
    found = re.fullmatch(rf"\(?(?:金额)?单位:?(?:人民币)?({'|'.join(MONEY_UNITS)})\)?", squeezed(line))
    return found[1] if found else None


def other_money_of(line: str) -> str | None:
    """Return a unit that no form holds but that converts, where a line states it and nothing else: （单位：千元）."""
    found = re.fullmatch(rf"\(?(?:金额)?单位:?(?:人民币)?{CONVERTED_MONEY.text}\)?", squeezed(line))
    return found[1] if found else None


def money_within(text: str) -> str | None:
    """Return the unit of money that a text states among other words, one that no form holds too: …表（单位：千元）."""
    units = "|".join([*MONEY_UNITS, CONVERTED_MONEY.text])
    found = re.search(rf"单位:(?:人民币)?(?P<unit>{units})(?:\)|$)", squeezed(text))
    return found["unit"] if found else None


# ---- names -------------------------------------------------------------------------------------------------------

_KINDS_OF_BRACKETS = str.maketrans("[]【】〔〕〖〗{}", "()" * 5)
_BRACKETS = LatePattern(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_NUMBERING = LatePattern(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2}|\([一二三四五六七八九十\d]{1,2}\))[.、)]\s*")
_LEADING = ("其中:", "其中")
_WEIGHT = LatePattern(r"\(?\s*(\d{1,3}(?:\.\d+)?)\s*分?\s*\)\s*$|\s(\d{1,3}(?:\.\d+)?)\s*分\s*$")
_LONGEST_LEVEL = 40
_OF_LEVELS = "指标"


def half_width(text: str) -> str:
    """Return the text with half-width letters, digits and signs."""
    return unicodedata.normalize("NFKC", text)


def number_text(text: str) -> str:
    """Return a text to be read as a number: half width, without signs that nobody sees and blanks at its ends.

    ①, ² and ½ stay what they are: a digit in their place would join those beside it.
    """
    return text.strip() if text.isascii() else text.translate(_half_width).strip()


class _HalfWidth(dict[int, str]):
    """What `number_text` makes of a character, by its number, worked out when it is first met."""

    def __missing__(self, number: int) -> str:
        if len(self) >= _MOST_CHARACTERS:
            self.clear()
        found = self[number] = _half_width_unless_digit(chr(number))
        return found


_MOST_CHARACTERS = 4096  # kept; a form has some hundreds
_half_width = _HalfWidth()


def _half_width_unless_digit(character: str) -> str:
    kind, half = unicodedata.category(character), half_width(character)
    if kind == "Cf":
        return ""
    return character if kind != "Nd" and any(map(str.isdigit, half)) else half


@lru_cache(maxsize=8192)  # the names and texts of a form are asked for by several checks
def squeezed(text: str) -> str:
    """Return the text half width and without blanks: people and PDF extraction put them anywhere."""
    return "".join(half_width(text).split())


def searchable(text: str) -> str:
    """Return the text as it is searched: full width equals half width, capitals equal small letters."""
    return half_width(text).casefold()


def bare_name(text: str) -> str:
    """Return the name of a project or an indicator as it is compared: 产出 and 产出指标 are one.

    Brackets count, but not their kind; signs that nobody sees do not.
    """
    seen = text if text.isprintable() else "".join(each for each in text if unicodedata.category(each) != "Cf")
    return squeezed(seen).translate(_KINDS_OF_BRACKETS).casefold().removesuffix(_OF_LEVELS)


def bare_label(text: str) -> str:
    """Return a printed label as it is compared: without blanks, brackets, numbering, colons and stars."""
    half = squeezed(text)
    for lead in _LEADING:
        half = half.removeprefix(lead)
    bare = _BRACKETS.made.sub("", half).strip(":*")
    return _NUMBERING.made.sub("", bare) or bare


@lru_cache(maxsize=4096)
def bare_level(text: str) -> str:
    """Return the name of a level as it is compared: 一、产出（50分） and 产出指标 are the same."""
    return bare_label(split_weight(text)[0]).removesuffix(_OF_LEVELS)


@lru_cache(maxsize=4096)
def split_weight(text: str) -> tuple[str, str]:
    """Return the name of a level and the weight behind it, as in 产出指标（50分）; a blank one if there is none."""
    half = half_width(text) if len(text) <= _LONGEST_LEVEL else ""
    found = _WEIGHT.made.search(half) if len(half) == len(text) else None
    if found is None or not found.start():
        return text, ""
    return text[: found.start()], found[1] or found[2]


def is_error_value(text: str) -> bool:
    """Tell whether a cell shows that its formula failed."""
    return "#" in text and text.strip().upper() in _ERRORS


# ---- relations ---------------------------------------------------------------------------------------------------


class Relation(StrEnum):
    """How an actual value must stand to the target; PLAIN is a bare number, which counts as AT_LEAST."""

    AT_LEAST = "≥"
    MORE = ">"
    EQUAL = "="
    AT_MOST = "≤"
    LESS = "<"
    PLAIN = ""


# Signs of one character: the same length keeps places in a text.
ONE_SIGN: dict[int, int] = str.maketrans("≧⩾≦⩽﹥＞﹤＜﹦＝═", "≥≥≤≤>><<===")
_TWO_SIGNS = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "==": "=", "≥=": "≥", "≤=": "≤"}
_TWO = LatePattern("|".join(_TWO_SIGNS))
_BEFORE = {
    Relation.AT_LEAST: "不少于|不低于|不小于|不得少于|不得低于|大于或?等于|高于或?等于|至少|最少",
    Relation.AT_MOST: "不超过|不多于|不高于|不大于|不得超过|不得高于|小于或?等于|低于或?等于|至多|最多",
    Relation.MORE: "大于|高于|超过|多于",
    Relation.LESS: "小于|低于|少于|不足",
    Relation.EQUAL: "等于",
}
_AFTER = {
    Relation.AT_LEAST: r"\(?含?\)?[及或]?其?以上",
    Relation.AT_MOST: r"\(?含?\)?[及或]?其?以下|[以之]?内",
}
# Patterns with a group for each relation, by its name; `signs` has been over the text.
BEFORE = "|".join(f"(?P<{relation.name}>{relation}|{words})" for relation, words in _BEFORE.items())
AFTER = "|".join(f"(?P<{relation.name}>{words})" for relation, words in _AFTER.items())
BEFORE_PLAIN = "|".join(f"{relation}|{words}" for relation, words in _BEFORE.items())
# 控制在10%以内: the frame is part of the relation behind it.
FRAME = "控制在|保持在"
_WORD = {relation: LatePattern(f"{words}|{_AFTER.get(relation, words)}") for relation, words in _BEFORE.items()}


def signs(text: str) -> str:
    """Return the text with each sign of a relation as the one that `Relation` has: >=, ≧ and ⩾ are ≥."""
    return _TWO.made.sub(lambda found: _TWO_SIGNS[found[0]], text.translate(ONE_SIGN))


def relation_of(text: str) -> Relation | None:
    """Return the relation that a word or sign by itself stands for: 不少于, ≧, 以内; None for any other text."""
    word = signs("".join(text.split()))
    found = next((relation for relation in _BEFORE if word == relation), None)
    return found or next((relation for relation, words in _WORD.items() if words.made.fullmatch(word)), None)
