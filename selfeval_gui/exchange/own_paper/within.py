"""Values within the words of a cell: the year of a title, 填表人：张三; the look of the other words is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from selfeval_gui.exchange.recognize.pieces import PAIR, YEAR
from selfeval_gui.exchange.templates.paper import PaperPlace

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANK_YEAR = re.compile(r"[_ \u3000]*(?=年)")


def put_within(texts: Sequence[etree._Element], place: PaperPlace, value: str) -> bool:
    """Put a value into its part of a text that stands in several elements; False where the part is not there."""
    whole = "".join(each.text or "" for each in texts)
    found = _part_of(whole, place)
    if found is None:
        return False
    if value or place.mode != "year":  # a title keeps its year rather than having none
        first, last = found
        _replace(texts, first, last, _spread(value, whole[first:last]) if last < len(whole) else value)
    return True


def _spread(value: str, blanks: str) -> str:
    """Return a value in place of blanks before other words, with those that it leaves, so that these stand apart."""
    if blanks.strip():
        return value
    return value + (blanks[2 * len(value) :] or blanks[-2:])


def _part_of(whole: str, place: PaperPlace) -> tuple[int, int] | None:
    if place.mode == "year":
        year = YEAR.search(whole)
        if year is not None:
            return year.span(1)
        blank = _BLANK_YEAR.search(whole)
        return None if blank is None else blank.span()
    if place.mode == "pair":
        pair = next((each for each in PAIR.finditer(whole) if each[1] == place.label), None)
        if pair is None:
            return None
        if pair[2].strip() or pair.end() == len(whole):
            return pair.start(2), pair.start(2) + len(pair[2].rstrip())
        return pair.start() + len(whole[pair.start() : pair.end()].rstrip()), pair.end()
    start = whole.find(place.label)
    return None if start < 0 else (start + len(place.label), len(whole))


def _replace(texts: Sequence[etree._Element], start: int, end: int, value: str) -> None:
    """Replace a stretch of the joined texts: the value goes to the first element that the stretch touches."""
    at, is_put = 0, False
    for number, each in enumerate(texts):
        text = each.text or ""
        low, high = max(start - at, 0), min(end - at, len(text))
        is_last = number == len(texts) - 1
        touches = low < high or (not is_put and start - at <= len(text) and (start == end or is_last))
        if touches and low <= len(text):
            each.text = text[:low] + ("" if is_put else value) + text[max(high, low) :]
            each.set(_SPACE, "preserve")
            is_put = True
        at += len(text)
        if at >= end and is_put:
            return
