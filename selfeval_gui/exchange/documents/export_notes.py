"""What an exported document does not hold as the form does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.domain.fields import FieldRef


class CellNote(NamedTuple):
    """A text of which characters were removed as unprintable, or cut off at the end."""

    place: str
    field: FieldRef | None
    removed: int
    cut: int


class ExportReport(NamedTuple):
    """What the reader of a document should know about it."""

    notes: tuple[CellNote, ...]


def grouped(notes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return notes as (whom they are about, sentence); what is true of several files is said once, of the first."""
    files: dict[str, list[str]] = {}
    for file, sentence in notes:
        files.setdefault(sentence, []).append(file)
    several = _("{file} 等 {count} 个文件")
    return [
        (of[0] if len(of) == 1 else several.format(file=of[0], count=len(of)), sentence)
        for sentence, of in files.items()
    ]
