"""偏差原因分析及改进措施 is one cell on the paper; reports want the problem and the measure apart.

The text is divided by whole sentences and nothing of it is dropped, so that a wrong guess only puts a sentence under
the other heading.
"""

import re
from typing import NamedTuple

_SENTENCE = re.compile(r"[^。；;！!\n]+[。；;！!]?")
_NUMBERING = re.compile(r"^\s*(?:[（(]?\d{1,2}[）).、．](?!\d)|[（(]?[一二三四五六七八九十]{1,2}[）)、])\s*")
_HEADINGS = re.compile(r"(偏差|存在的?|主要|改进|完成)?(事实|原因|问题|措施|时限)(分析)?及?(改进措施)?[:：]")
# Under these headings alone everything is about what will be done.
_OF_MEASURES = re.compile("(改进|完成)?(措施|时限)[:：]")
_OPEN = re.compile(r"【[^【】]*[:：]\s*】")  # a part of the frame that nobody has filled in says nothing
# After one of these words a sentence speaks of what will be done, whatever else it says.
_INTENT = re.compile("建议|今后|下一步|下一年度|下年度|改进措施|拟于|将进一步|将要求|计划在")
_SHORTFALL = re.compile("有待|不够|不足|不高|不到位|不及时|未|尚|偏差|偏低|滞后|缺乏|缺少|较慢|困难|问题|需进一步|影响")
_MEASURE = re.compile(
    "加强|进一步|完善|提高|建立|注重|改进|确保|健全|优化|强化|落实|细化|规范|推进|加快|督促|依据|根据|及时"
)


class ReasonParts(NamedTuple):
    """The sentences of a reason: what went wrong, and what is done about it."""

    problem: str
    measure: str


def split_reason(text: str) -> ReasonParts:
    """Divide a reason by its sentences; one that says neither goes where the sentence before it went."""
    problem: list[str] = []
    measure: list[str] = []
    current = problem
    for sentence in _SENTENCE.findall(_OPEN.sub("", text)):
        words = _NUMBERING.sub("", sentence).strip()
        if _NUMBERING.match(sentence):
            current = problem
        if _OF_MEASURES.match(words) or _INTENT.search(words):
            current = measure
        elif _SHORTFALL.search(words):
            current = problem
        elif _MEASURE.search(words):
            current = measure
        words = _HEADINGS.sub("", words, count=1) if _HEADINGS.match(words) else words
        if words and words not in current:
            current.append(words)
    return ReasonParts("".join(problem), "".join(measure))
