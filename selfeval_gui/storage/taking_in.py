"""Forms that come in from elsewhere, beside the forms a workspace has: new ones, and ones it has already."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.domain.update_from import project_key
from selfeval_gui.storage import workspace
from selfeval_gui.storage.summary import Summary, read_summary

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form


class Existing(StrEnum):
    """What is done with a form whose project is in the workspace already: 另存, 更新, 跳过."""

    NEW = "new"
    UPDATE = "update"
    SKIP = "skip"


class KnownForms:
    """The forms of a workspace by their ids and projects. Unreadable files count as not there; they stay untouched."""

    def __init__(self, summaries: Iterable[Summary]) -> None:
        self._by_id: dict[str, Path] = {}
        self._by_project: dict[tuple[int | None, str, str], Path] = {}
        for each in summaries:
            if each.unreadable is None:
                self._enter(each.path, each.form_id, each.year, each.project_name, each.implementing_unit)

    @classmethod
    def of(cls, folder: Path) -> KnownForms:
        """Read a workspace; UnreadableFolder if it cannot be listed."""
        return cls(read_summary(path) for path in workspace.find_forms(folder))

    def find(self, form: Form) -> Path | None:
        """Return the file of this very form, else of the same year, project and unit; None if there is none."""
        same = self._by_id.get(form.id)
        if same is not None or not form.project_name:
            return same
        return self._by_project.get(project_key(form.year, form.project_name, form.implementing_unit))

    def enter(self, path: Path, form: Form) -> None:
        """Take note of a form that has just been written."""
        self._enter(path, form.id, form.year, form.project_name, form.implementing_unit)

    def _enter(self, path: Path, form_id: str, year: int | None, project_name: str, unit: str) -> None:
        self._by_id.setdefault(form_id, path)
        self._by_project.setdefault(project_key(year, project_name, unit), path)
