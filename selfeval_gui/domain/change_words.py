"""Values that say by how much something grew or shrank: 提高5%, 较上年降低10%以上, 节约3万元.

提高到95% says how high it is, not by how much: that is no change.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from selfeval_gui.domain.words import BEFORE_PLAIN


class Direction(StrEnum):
    """To which side a value counts from what was before; NONE is a value as it is."""

    UP = "up"
    DOWN = "down"
    NONE = ""


class Changed(NamedTuple):
    """The side, and the text without the words for it."""

    side: Direction
    rest: str


_UP = "提高|提升|增长|增加|上升|增收|增产"
_DOWN = "降低|下降|减少|压减|压降|缩短|节约|节省|削减"
_SINCE = (
    r"(?:(?:同比|环比|(?:较|比|与|相比|相较)?(?:于)?(?:上年|上一年|去年|前年|往年|年初|基期|同期|(?:19|20)\d\d年)(?:度)?(?:同期|平均|水平|末|底)?"
    r"(?:相比)?),?)*"
)
_CHANGED = re.compile(
    rf"(?P<mark>(?:{BEFORE_PLAIN})?)(?P<noun>[^\d≥≤><=到至,;]{{0,10}}?){_SINCE}(?:(?P<UP>{_UP})|(?P<DOWN>{_DOWN}))"
    rf"(?:率|幅度?|比例|了)?(?P<rest>(?:(?:{BEFORE_PLAIN})|约|近|达到?|为)*\d.*)"
)


def changed(text: str) -> Changed:
    """Return to which side the text says something changed, and what it says besides: ≥5% of 较上年提高≥5%."""
    found = _CHANGED.fullmatch(text)
    if found is None:
        return Changed(Direction.NONE, text)
    return Changed(Direction.UP if found["UP"] else Direction.DOWN, found["mark"] + found["rest"])
