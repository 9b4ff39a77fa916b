"""The totals of projects by year, to be looked up from the year after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.domain.carry_forward import year_in_name
from selfeval_gui.domain.update_from import ProjectKey, project_key
from selfeval_gui.rules.shape import Stage, shape_of

if TYPE_CHECKING:
    from decimal import Decimal

    from selfeval_gui.domain.form import Form


class LastYears:
    """Knows the self-evaluations it was told of."""

    def __init__(self) -> None:
        self._totals: dict[ProjectKey, list[Decimal | None]] = {}

    def add(self, form: Form, unit: str, total: Decimal | None) -> None:
        """Take note of a form's total; forms of other stages of a year have none to compare with."""
        if shape_of(form).stage is Stage.RESULT:
            self._totals.setdefault(project_key(form.year, form.project_name, unit), []).append(total)

    def of(self, form: Form, unit: str) -> list[Decimal | None]:
        """Return the totals of the forms of a project of the year before, by its name as it is or was then."""
        if form.year is None or not form.project_name.strip():
            return []
        last = form.year - 1
        names = (form.project_name, year_in_name(form.project_name, form.year, last))
        return next((self._totals[key] for name in names if (key := project_key(last, name, unit)) in self._totals), [])
