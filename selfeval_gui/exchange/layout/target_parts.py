"""A target in three columns of a form: 指标性质, 指标值, 度量单位. Nothing of its text is lost."""

import re
from functools import lru_cache
from typing import NamedTuple

from selfeval_gui.domain.targets import is_in_words
from selfeval_gui.domain.words import AFTER, BEFORE, FRAME, relation_of, signs

BY_WORDS = "定性"
# One number and nothing in front of it but the relation; behind it what it is counted in, and 以内 or its like.
_PLAIN = re.compile(
    rf"\s*(?P<frame>{FRAME})?\s*(?P<before>{BEFORE})?\s*(?P<number>-?\d+(?:[.,]\d+)*)\s*(?P<unit>[^\d\s，。；,;]{{0,8}})\s*"
)
_ENDING = re.compile(rf"(?:{AFTER})$")


class TargetParts(NamedTuple):
    """Sign, number and unit; a text that is not of this kind stands whole in `number`."""

    sign: str
    number: str
    unit: str


@lru_cache(maxsize=4096)
def target_parts(text: str) -> TargetParts:
    """Split a target such as "≥95%" or "不少于3场"; a sign only where one is written, 定性 for a target in words."""
    found = _PLAIN.fullmatch(signs(text))
    ending = _ENDING.search(found["unit"]) if found else None
    if found is None or (found["frame"] and not ending and not found["before"]):
        return TargetParts(BY_WORDS if is_in_words(text) else "", text, "")
    if found["before"]:
        return TargetParts(relation_of(found["before"]) or "", found["number"], found["unit"])
    if ending:
        return TargetParts(relation_of(ending[0]) or "", found["number"], found["unit"][: ending.start()])
    return TargetParts("", found["number"], found["unit"])
