"""A target in three columns of a form: 指标性质, 指标值, 度量单位. Nothing of its text is lost."""

import re
from functools import lru_cache
from typing import NamedTuple

from selfeval_gui.domain.targets import Words, read_value

BY_WORDS = "定性"
_SIGNS = {
    "≥": ("≥", ">=", "≧", "不少于", "不低于", "不小于", "大于等于", "大于或等于", "至少"),
    "≤": ("≤", "<=", "≦", "不超过", "不多于", "不高于", "不大于", "小于等于", "小于或等于", "至多"),
    ">": (">", "＞", "大于", "高于", "超过", "多于"),
    "<": ("<", "＜", "小于", "低于", "少于"),
    "=": ("=", "＝", "等于"),
}
_SIGN_OF = {word: sign for sign, words in _SIGNS.items() for word in words}
_BEFORE = "|".join(map(re.escape, sorted(_SIGN_OF, key=len, reverse=True)))
# One number and nothing in front of it but the sign; behind it what it is counted in.
_PLAIN = re.compile(rf"\s*({_BEFORE})?\s*(-?\d+(?:[.,]\d+)*)\s*([^\d\s，。；,;]{{0,8}})\s*")
_ENDINGS = {"及以上": "≥", "以上": "≥", "及以下": "≤", "以下": "≤", "以内": "≤"}


class TargetParts(NamedTuple):
    """Sign, number and unit; a text that is not of this kind stands whole in `number`."""

    sign: str
    number: str
    unit: str


@lru_cache(maxsize=4096)
def target_parts(text: str) -> TargetParts:
    """Split a target such as "≥95%" or "不少于3场"; a sign only where one is written, 定性 for a target in words."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return TargetParts(BY_WORDS if isinstance(read_value(text), Words) else "", text, "")
    before, number, unit = found.groups()
    ending = next((word for word in _ENDINGS if unit.endswith(word)), "")
    if before is None and ending:
        return TargetParts(_ENDINGS[ending], number, unit.removesuffix(ending))
    return TargetParts(_SIGN_OF.get(before or "", ""), number, unit)
