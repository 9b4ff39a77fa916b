"""Names of exported files by a pattern of the user's choice: "{年度} {实施单位} {项目名称}"."""

from __future__ import annotations

import re
from typing import Protocol

from selfeval_gui.i18n import _
from selfeval_gui.rules.shape import Stage

DEFAULT_PATTERN = "{项目名称}"
_OLD_PLACES = {  # of 0.1, which settings may still hold
    "{year}": "{年度}",
    "{department}": "{主管部门}",
    "{unit}": "{实施单位}",
    "{project}": DEFAULT_PATTERN,
}
_STAGE = "{阶段}"
PLACES = (*_OLD_PLACES.values(), _STAGE)
_STAGES = {Stage.PLAN: _("目标申报"), Stage.MONITOR: _("运行监控"), Stage.RESULT: _("自评")}
_PLACE = re.compile("|".join(map(re.escape, PLACES)))
_OLD_PLACE = re.compile("|".join(map(re.escape, _OLD_PLACES)))
_BLANKS = re.compile(r"\s+")


class HeadOfForm(Protocol):
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


def in_chinese(pattern: str) -> str:
    """Return the pattern with the places of today for those of 0.1."""
    return _OLD_PLACE.sub(lambda found: _OLD_PLACES[found[0]], pattern)


def with_stage(name: str, stage: Stage) -> str:
    """Return the name of a file that says where in the year its form belongs; that of a self-evaluation is as it is."""
    return name if stage is Stage.RESULT else f"{name}（{_STAGES[stage]}）"


def file_stem(form: HeadOfForm, pattern: str, stage: Stage = Stage.RESULT) -> str:
    """Return the name for a form; what is blank in it leaves nothing behind, other braces stay as they are.

    A pattern without any place would give all forms one name, so the project's name follows it. Where it has no place
    for the stage of the year, that follows, so that a project's forms of one year are files beside each other.
    """
    values = {
        "{年度}": "" if form.year is None else str(form.year),
        "{主管部门}": form.department,
        "{实施单位}": form.implementing_unit,
        DEFAULT_PATTERN: form.project_name,
        _STAGE: _STAGES[stage],
    }
    pattern = in_chinese(pattern)
    whole = pattern if _PLACE.search(pattern) else f"{pattern} {DEFAULT_PATTERN}"
    stem = _BLANKS.sub(" ", _PLACE.sub(lambda found: values[found[0]], whole)).strip()
    return stem if _STAGE in whole else with_stage(stem, stage)
