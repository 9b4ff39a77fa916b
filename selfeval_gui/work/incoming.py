"""What was read in files of other programs and waits for a person's word: forms, and cells that belong to none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.returned_copy import MediumPlaces, kept, replaced
from selfeval_gui.domain.update_from import merged
from selfeval_gui.exchange.readers.grid import Source, place_of
from selfeval_gui.exchange.reading_process.reading import Reading, Shelf
from selfeval_gui.exchange.recognize.result import DELETED, FoundForm
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import place_words
from selfeval_gui.rules.shape import Stage, shape_of
from selfeval_gui.storage.taking_in import Existing
from selfeval_gui.work.given_files import HERE
from selfeval_gui.work.medium import held_by


@dataclass
class Incoming:
    """One form found in a file, and what is to become of it.

    `existing` is the file of the same project in the workspace, `old` what it holds; where `is_typed_over`, it has the
    same id, and is of another year, project or unit. `held` is what the source has places for, None for our own file;
    `date` when that was saved last, `folder` the one below the workspace for a new file. `notes` is what goes into the
    form's notes beside what stands there. On a shelf, `found` has no cells but those of its doubts: `number` is its
    place there, `unmapped` says how many cells went nowhere; `mended` is all of it once a person has changed something.
    `within` is the place in an archive, whose files lie elsewhere only while they are read.
    """

    path: Path
    found: FoundForm
    existing: Path | None = None
    old: Form | None = None
    choice: Existing = Existing.NEW
    is_wanted: bool = True
    notes: str = ""
    is_typed_over: bool = False
    held: MediumPlaces | None = None
    date: str = ""
    folder: PurePosixPath = HERE
    shelf: Shelf = field(default_factory=Shelf)
    number: int = 0
    unmapped: int = 0
    mended: FoundForm | None = None
    within: str = ""

    @property
    def place(self) -> str:
        """Where the file lies, as a person finds it again."""
        return self.within or str(self.path)

    @classmethod
    def of(cls, path: Path, reading: Reading, found: FoundForm, folder: PurePosixPath = HERE) -> Incoming:
        """Return a form just read."""
        held, unmapped = held_by(reading.source, found), len(found.unmapped)
        return cls(path, found, held=held, date=reading.date, unmapped=unmapped, folder=folder)

    def put_on(self, shelf: Shelf, number: int) -> None:
        """Let go of the cells, which the shelf has; what they became is in the form."""
        self.shelf, self.number = shelf, number
        self.found = replace(self.found, mapped={}, labels=set(), unmapped=[], rows=[])

    def opened(self, reading: Reading) -> FoundForm:
        """Return the form with the cells that its shelf has given, as it was doubted and edited since."""
        if self.mended is not None:
            return self.mended
        forms = reading.found.forms
        return replace(forms[self.number], form=self.form, doubts=self.found.doubts) if forms else self.found

    def take(self, found: FoundForm) -> None:
        """Let the form be as a person has changed it, its cells with it."""
        self.mended = found
        self.found = replace(self.found, form=found.form, doubts=found.doubts)
        self.unmapped = sum(remark.code != DELETED for remark in found.unmapped)

    @property
    def form(self) -> Form:
        """The form as it is kept: as read, and as edited since."""
        return self.found.form

    def updated(self, now: Form) -> Form:
        """Return the workspace's form as the file says; `now` is that form as it stands at the moment.

        A form that only sets targets says nothing of the rest of a self-evaluation.
        """
        is_part = self._says_part_of(now)
        form = merged(now, self.form, targets_only=True) if is_part else replaced(now, self.form, self.held)
        self.add_notes(form)
        return form

    def add_notes(self, form: Form) -> None:
        """Add what went nowhere to the notes of a form, if that is wanted."""
        form.notes = "\n".join(filter(None, [form.notes, self.notes]))

    def kept(self, now: Form) -> list[FieldRef]:
        """Return what an update leaves as it is because the file has no place for it."""
        return [] if self._says_part_of(now) else kept(now, self.held)

    def _says_part_of(self, now: Form) -> bool:
        return self.found.sets_targets_only and shape_of(now).stage is not Stage.PLAN

    def unmapped_text(self, source: Source, found: FoundForm) -> str:
        """Return the cells without a field as lines for the notes, by what its shelf has given."""
        cells = [each.cell for each in found.unmapped if each.cell is not None and each.code != DELETED]
        lines = [f"{place_words(place_of(source, cell))}：{' '.join(cell.text.split())}" for cell in cells]
        return "\n".join([_("导入时未归位的内容（{file}）：").format(file=self.path.name), *lines]) if lines else ""


class Outside(NamedTuple):
    """So many cells of a file that belong to none of its forms, or are no content of one; the shelf has them.

    `tables` are those that are no form, each by its kind and its first row.
    """

    path: Path
    size: int
    shelf: Shelf
    tables: tuple[tuple[str, str], ...] = ()


class ReadIn(NamedTuple):
    """Everything that was read; `trouble` gives the files that were not, each with the reason."""

    incoming: list[Incoming]
    outside: list[Outside]
    trouble: list[tuple[Path, str]]
