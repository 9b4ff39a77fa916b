"""Names of exported files by a pattern of the user's choice: "{year} {unit} {project}"."""

from __future__ import annotations

import re
from typing import Protocol

DEFAULT_PATTERN = "{project}"
PLACES = ("{year}", "{department}", "{unit}", "{project}")
_PLACE = re.compile("|".join(map(re.escape, PLACES)))
_BLANKS = re.compile(r"\s+")


class Head(Protocol):
    """The head of a form, or as much of it as a list of forms knows."""

    @property
    def year(self) -> int | None:
        """年度."""

    @property
    def department(self) -> str:
        """主管部门."""

    @property
    def implementing_unit(self) -> str:
        """实施单位."""

    @property
    def project_name(self) -> str:
        """项目名称."""


def file_stem(form: Head, pattern: str) -> str:
    """Return the name for a form; what is blank in it leaves nothing behind, other braces stay as they are.

    A pattern without any place would give all forms one name, so the project's name follows it.
    """
    values = {
        "{year}": "" if form.year is None else str(form.year),
        "{department}": form.department,
        "{unit}": form.implementing_unit,
        "{project}": form.project_name,
    }
    whole = pattern if _PLACE.search(pattern) else f"{pattern} {{project}}"
    return _BLANKS.sub(" ", _PLACE.sub(lambda found: values[found[0]], whole)).strip()
