"""The titles of paper forms: of which kind of form they are, by how they end."""

from __future__ import annotations

import re

from selfeval_gui.domain.words import bare_label
from selfeval_gui.exchange.templates.labels import LONGEST_LABEL, endings
from selfeval_gui.exchange.templates.remembered import remembered

_UNIT_AT_END = re.compile(r"[\s,，;；]*(?:金额)?单位\s*[:：]\s*[^\s()（）]{1,6}\s*$")
_YEAR_AT_END = re.compile(r"(?:19|20)\d{2}年?度?$", re.ASCII)
_LONGEST_TITLE = 2 * LONGEST_LABEL  # without its unit, which with its blanks is never longer than that
_GOES_ON = re.compile(r"[(（]续表?[)）]|续表\s*$|^\s*续表")


def is_title(text: str) -> bool:
    """Tell whether a text is the title of a form."""
    return _ends_like(text, "titles")


def is_title_again(text: str) -> bool:
    """Tell whether a title says that the form goes on here: （续）, 续表."""
    return is_title(text) and _GOES_ON.search(text) is not None


def is_target_title(text: str) -> bool:
    """Tell whether a text is the title of a form that only sets targets (绩效目标申报表)."""
    return _ends_like(text, "target_titles")


def _ends_like(text: str, section: str) -> bool:
    return _title_word(text).endswith(endings(section))


def _without_unit_and_year(text: str) -> str:
    title = _UNIT_AT_END.sub("", text) if "单位" in text else text
    return _YEAR_AT_END.sub("", bare_label(title)) if len(title) <= _LONGEST_TITLE else ""


def _is_monitoring_title(text: str) -> bool:
    """Tell whether a text is the title of a report during the year (绩效运行监控表)."""
    return _ends_like(text, "monitoring_titles")


_title_word = remembered(_without_unit_and_year, 2 * _LONGEST_TITLE, "")
is_monitoring_title = remembered(_is_monitoring_title, 2 * _LONGEST_TITLE, beyond=False)
