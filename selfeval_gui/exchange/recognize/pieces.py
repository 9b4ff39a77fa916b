"""Words within a cell that say all by themselves: a year, 填表人：张三; and what a label of the head means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from selfeval_gui.domain.words import number_text
from selfeval_gui.exchange.templates.labels import meanings

YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)\s*年?度?", re.ASCII)
YEAR_LINE = re.compile(r"\(?(?:19|20)?[\d_ ]{0,4}年?度?\)?")
PAIR = re.compile(r"([^\s:：]{1,16})\s*[:：]\s*((?:(?![^\s:：]{1,16}\s*[:：]).)*)", re.DOTALL)


def is_year(text: str) -> bool:
    """Tell whether a text is a year and nothing else: 2022年度, (2022年)."""
    half = number_text(text)
    return YEAR.search(half) is not None and YEAR_LINE.fullmatch("".join(half.split())) is not None


def known_label(label: str, labelled: AbstractSet[str]) -> Mapping[str, str]:
    """Return the meanings of a label; one with two is no head field where that has a label of its own."""
    known = meanings(label)
    if "extra" in known and known.get("head") in labelled:
        return {section: name for section, name in known.items() if section != "head"}
    return known
