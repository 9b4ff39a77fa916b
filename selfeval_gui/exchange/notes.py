"""What an exported document does not hold as the form does."""

from typing import NamedTuple

from selfeval_gui.exchange.sheet import FieldRef


class CellNote(NamedTuple):
    """A text of which characters were removed as unprintable, or cut off at the end."""

    place: str
    field: FieldRef | None
    removed: int
    cut: int


class ExportReport(NamedTuple):
    """What the reader of a document should know about it."""

    notes: tuple[CellNote, ...]
