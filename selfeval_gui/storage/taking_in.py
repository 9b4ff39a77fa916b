"""Forms that come in from elsewhere, beside the forms a workspace has: new ones, and ones it has already."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.domain.update_from import ProjectKey, key_of, may_be_one, project_key
from selfeval_gui.rules.shape import Stage, shape_of
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
    """The forms of a workspace by their ids and projects. Unreadable files count as not there; they stay untouched.

    People type over exported files and copies, which keep the id: what a form says of itself outranks it. `names` are
    those of the files in its folders, for the new ones that are written.
    """

    def __init__(self, summaries: Iterable[Summary]) -> None:
        self._by_id: dict[str, list[tuple[ProjectKey, Path]]] = {}
        self._by_project: dict[tuple[ProjectKey, Stage], list[Path]] = {}
        self.names = workspace.FolderNames()
        for each in summaries:
            if each.unreadable is None:
                key = project_key(each.year, each.project_name, each.implementing_unit)
                self._enter(each.path, each.form_id, key, each.stage)

    @classmethod
    def of(cls, folder: Path) -> KnownForms:
        """Read a workspace; UnreadableFolder if it cannot be listed."""
        return cls(read_summary(path) for path in workspace.find_forms(folder))

    def find(self, form: Form, unit_folder: Path | None = None, stage: Stage | None = None) -> Path | None:
        """Return the file of the same year, project and unit, or of the same id where these say nothing else.

        A project has a form for each stage of its year, 申报, 监控 and 自评.
        `stage` is another than the form's own.
        `unit_folder` is the one whose files alone are of the unit, for a form that does not name it.
        """
        key, same_id = key_of(form), self._by_id.get(form.id, [])
        named = self._by_project.get((key, stage or shape_of(form).stage), []) if form.project_name else []
        if unit_folder is not None:
            named = [path for path in named if path.parent == unit_folder]
            same_id = [(known, path) for known, path in same_id if path.parent == unit_folder]
        by_project = next(iter(named), None)
        exact = next((path for known, path in same_id if known == key), by_project)
        return exact or next((path for known, path in same_id if may_be_one(known, key)), None)

    def typed_over(self, form: Form) -> Path | None:
        """Return the file that has the form's id but is of another year, project or unit."""
        same_id = self._by_id.get(form.id, [])
        return same_id[0][1] if same_id and self.find(form) is None else None

    def enter(self, path: Path, form: Form) -> None:
        """Take note of a form that has just been written."""
        self._enter(path, form.id, key_of(form), shape_of(form).stage)

    def _enter(self, path: Path, form_id: str, key: ProjectKey, stage: Stage) -> None:
        self._by_id.setdefault(form_id, []).append((key, path))
        self._by_project.setdefault((key, stage), []).append(path)
