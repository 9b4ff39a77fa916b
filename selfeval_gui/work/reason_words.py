"""What a unit wrote in its reasons before, by the parts of the frame: causes, measures, and times that they name.

Only whole sentences and times that stand there are offered; what comes first was written for the same indicator.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from selfeval_gui.domain.reason_frame import CAUSE, DEADLINE, MEASURE, is_framed, parts_of
from selfeval_gui.domain.words import bare_name
from selfeval_gui.exchange.reports.reason_parts import split_reason
from selfeval_gui.work.phrases import PhraseRow, sentences

MOST_OFFERED = 12
_YEAR, _BEFORE = r"(?:20\d\d\s*年|次年|明年|下一?年度?)", "(?:之?前|以前)?"
_TIME = re.compile(
    rf"{_YEAR}?\s*(?:1[0-2]|0?[1-9])月(?:份|(?:3[01]|[12]\d|0?[1-9])日|[上中下]旬|底|末)?{_BEFORE}"
    rf"|{_YEAR}?第?[一二三四]季度(?:末|底)?{_BEFORE}"
    rf"|{_YEAR}(?:(?:[上下]半年|底){_BEFORE}|初|内|之?前)|年底{_BEFORE}"
    r"|\d+个?(?:工作日|天|日|月|周|星期)(?:以内|之内|内)"
)

Offers = Mapping[str, list[str]]


def earlier_words(name: str, rows: Iterable[PhraseRow]) -> Offers:
    """Return what to offer for each part of a reason of the indicator `name`, from the rows of its own unit."""
    found: dict[str, Counter[str]] = {part: Counter() for part in (CAUSE, MEASURE, DEADLINE)}
    near: dict[str, set[str]] = {part: set() for part in found}
    wanted = bare_name(name)
    for row in rows:
        for part, text in _words_of(row.reason):
            found[part][text] += 1
            if bare_name(row.name) == wanted:
                near[part].add(text)
    return {part: _likeliest(counts, near[part]) for part, counts in found.items()}


def _likeliest(counts: Counter[str], near: set[str]) -> list[str]:
    """Return the texts, those written for the same indicator first, then the more frequent ones."""
    return sorted(counts, key=lambda text: (text not in near, -counts[text]))[:MOST_OFFERED]


def _words_of(reason: str) -> Iterator[tuple[str, str]]:
    if is_framed(reason):
        parts = parts_of(reason)
        yield from ((part, parts[part].rstrip("。")) for part in (CAUSE, MEASURE, DEADLINE) if parts[part])
        if not parts[DEADLINE]:
            yield from _times_in(parts[MEASURE])
        return
    problem, measure = split_reason(reason)
    yield from ((CAUSE, sentence.rstrip("。；;")) for sentence in sentences(problem))
    yield from ((MEASURE, sentence.rstrip("。；;")) for sentence in sentences(measure))
    yield from _times_in(measure)


def _times_in(measure: str) -> Iterator[tuple[str, str]]:
    return ((DEADLINE, found[0].strip()) for found in _TIME.finditer(measure))
