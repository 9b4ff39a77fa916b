"""What a crash left, described for the user to decide: for a worker, which reads each form's file beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.fingerprint import fingerprint
from selfeval_gui.storage.folder_probe import FolderProbe
from selfeval_gui.storage.recovery import LeftOver, Record, find_left_over

if TYPE_CHECKING:
    from selfeval_gui.domain.differences import Difference
    from selfeval_gui.domain.form import Form


class FileState(Enum):
    """What became of the form's file since its recovery was written."""

    SAME = "same"
    CHANGED = "changed"
    OTHER = "other"  # it holds another project's form by now
    GONE = "gone"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Recoverable:
    """One record with what the user needs to know of it; `present` is the form as its file holds it now."""

    record: Record
    form: Form
    state: FileState
    file_time: datetime | None
    present: Form | None
    changes: list[Difference]
    total: Decimal | None

    @property
    def is_of_other_project(self) -> bool:
        """Whether the file holds another project's form by now, which the record must not become a change of."""
        return self.state is FileState.OTHER


@dataclass
class FoundAtStart:
    """What a start found. `left_over` keeps other windows from finding it too."""

    left_over: LeftOver
    forms: list[Recoverable] = field(default_factory=list)


def look_for_left_over(root: Path) -> FoundAtStart:
    """Read what ended runs left, with the present file of each form."""
    probe = FolderProbe()
    left_over = find_left_over(root, probe)
    return FoundAtStart(left_over, [describe(record, probe) for record in left_over.records])


def describe(record: Record, probe: FolderProbe) -> Recoverable:
    """Compare a record with its form's file; one on a share that does not answer counts as unreadable."""
    from selfeval_gui.domain.differences import differences
    from selfeval_gui.storage.codec import decode
    from selfeval_gui.storage.summary import summary_of

    form = decode(record.data)
    answers = probe.answers(record.path)
    state, time, present = _present(record, form) if answers else (FileState.UNREADABLE, None, None)
    changes = [] if present is None else differences(present, form)
    return Recoverable(record, form, state, time, present, changes, summary_of(form, record.path).score_total)


def _present(record: Record, form: Form) -> tuple[FileState, datetime | None, Form | None]:
    from selfeval_gui.domain.update_from import key_of, may_be_one
    from selfeval_gui.storage.codec import decode
    from selfeval_gui.storage.store import read, time_of

    try:
        data, info = read(record.path)
    except UnreadableForm as error:
        gone = error.code == "file.vanished"
        return (FileState.GONE if gone else FileState.UNREADABLE), None, None
    time = time_of(info)
    try:
        present = decode(data)
    except UnreadableForm:
        return FileState.UNREADABLE, time, None
    if fingerprint(data) == record.fingerprint:
        return FileState.SAME, time, present
    is_other = not may_be_one(key_of(present), key_of(form))
    return FileState.OTHER if is_other else FileState.CHANGED, time, present
