"""`across.missing`: projects that should have a form and have none."""

import re
from collections.abc import Iterable

from selfeval_gui.domain.words import squeezed
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES, Finding

_YEAR = re.compile(r"\d{4}年度?")
_HEADINGS = {"项目名称", "项目", "名称", "一级项目", "二级项目"}


def missing_projects(expected: Iterable[str], there: Iterable[str]) -> list[Finding]:
    """Return a finding for each expected name that no form has, in the order of the list, each once.

    Blanks and the width of characters do not count, nor does a year in front that only one of the two names has.
    The heading of the list's column is no project.
    """
    present = set(map(squeezed, there))
    without_year = {_YEAR.sub("", name, count=1) for name in present if _YEAR.match(name)}
    missing: dict[str, str] = {}
    for name in expected:
        plain = squeezed(name)
        if not plain or plain in _HEADINGS or plain in present or plain in without_year:
            continue
        if not (_YEAR.match(plain) and _YEAR.sub("", plain, count=1) in present):
            missing.setdefault(plain, name.strip())
    severity = DEFAULT_SEVERITIES["across.missing"]
    return [Finding("across.missing", severity, None, "project_name", name) for name in missing.values()]
