"""The forms of a workspace beside those that come in: which of them is meant, and where a unit's forms lie."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.domain.review.content import content_hash
from selfeval_gui.domain.review.register import Register, RegisterNames
from selfeval_gui.domain.update_from import ProjectKey, may_be_one, project_key
from selfeval_gui.domain.words import bare_name
from selfeval_gui.rules.shape import shape_of
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import load
from selfeval_gui.storage.workspace import find_forms, safe_file_name
from selfeval_gui.work.collector import keep_out_of_collections
from selfeval_gui.work.progress import Progress, Turns

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_MANY = 100  # forms


@dataclass
class KnownForm:
    """A form of the workspace, with the hash of what it says and the fingerprint of its file."""

    path: Path
    form: Form
    hash: str
    fingerprint: str


class KnownWorkspace:
    """All readable forms, by ids and by projects; units by the register's names."""

    def __init__(self, folder: Path, register: Register | None, progress: Progress) -> None:
        self.folder, self.register, self.names = folder, register, RegisterNames(register)
        self.forms: list[KnownForm] = []
        self.unreadable: list[tuple[Path, UnreadableForm]] = []
        paths, turns = list(find_forms(folder)), Turns(progress)
        for done, path in enumerate(paths):
            progress(done, len(paths), None)
            turns.pass_on()
            try:
                loaded = load(path)
            except UnreadableForm as error:
                self.unreadable.append((path, error))
            else:
                self.forms.append(KnownForm(path, loaded.form, content_hash(loaded.form), loaded.fingerprint))
            if done % _MANY == 0:
                keep_out_of_collections()  # of a thousand forms each would hold up the window for half a second

    def key(self, form: Form) -> ProjectKey:
        """Return what tells a form's project of a year from all others."""
        unit = self.names.of(form.implementing_unit)
        return project_key(form.year, self.names.project_of(unit, form.project_name), unit)

    def unit_of(self, form: KnownForm) -> str:
        """Return what tells the unit of one of the forms from others, however it is spelled."""
        return bare_name(self.names.of(form.form.implementing_unit))

    def meant_by(self, form: Form) -> list[KnownForm]:
        """Return the forms that another one may be a version of: one by its id, or all of its project.

        An id alone makes no form the same: people type over a copy, and a copy keeps its id.
        """
        key = self.key(form)
        by_id = [each for each in self.forms if each.form.id == form.id and may_be_one(self.key(each.form), key)]
        exact = [each for each in by_id if self.key(each.form) == key]
        if len(exact or by_id) == 1:
            return exact or by_id
        of_stage = [each for each in self.forms if shape_of(each.form).stage is shape_of(form).stage]
        by_project = [each for each in of_stage if self.key(each.form) == key]
        # Without a year on one side, the project's only form is meant.
        loose = [each for each in of_stage if may_be_one(self.key(each.form), key) and self.key(each.form)[1] == key[1]]
        return by_project or (loose if len(loose) == 1 else [])

    def has_id(self, form_id: str) -> bool:
        """Tell whether a form has that id."""
        return any(each.form.id == form_id for each in self.forms)

    def folder_for(self, form: Form) -> Path:
        """Return where the forms of this one's unit lie; a folder of its name where there are none yet."""
        unit = self.names.of(form.implementing_unit)
        if not unit:
            return self.folder
        of_unit = Counter(
            each.path.parent for each in self.forms if self.names.is_same(each.form.implementing_unit, unit)
        )
        if of_unit:
            return of_unit.most_common(1)[0][0]
        return self.folder / safe_file_name(unit, (), "")

    def missing(self) -> list[tuple[str, str]]:
        """Return unit and name of the register's projects without a form, those that need none left out."""
        there = {self.names.at(each.form.implementing_unit, each.form.project_name) for each in self.forms}
        return [
            (self.names.of(project.unit), project.name)
            for project in ([] if self.register is None else self.register.projects)
            if project.exempt is None and self.names.at(project.unit, project.name) not in there
        ]
