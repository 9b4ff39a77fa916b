"""A file read: its cells and forms, and the line they came in, which is what is kept while nobody looks at them."""

from __future__ import annotations

from typing import Any, NamedTuple
from zlib import compress, decompress

from pydantic_core import from_json

from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.reading_process.wire import unpack_recognized, unpack_source
from selfeval_gui.exchange.recognize.result import Recognized

_QUICKEST = 1  # a tenth larger than the smallest, in a third of the time


class Reading(NamedTuple):
    """A file read: its cells, the forms in it, and when it was saved last, in ISO 8601 and UTC; "" if unknown.

    `line` is the reading process's answer, b"" for our own file, which has no cells.
    """

    source: Source
    found: Recognized
    date: str = ""
    line: bytes = b""


def reading_of(answer: dict[str, Any], line: bytes) -> Reading:
    """Return what an answer says; LookupError, TypeError or ValueError for what is none."""
    source = unpack_source(answer["source"])
    return Reading(source, unpack_recognized(answer["found"], source), str(answer.get("date", "")), line)


class Shelf:
    """The cells of a file that nobody looks at, compressed: as objects, those of 40 large files take two gigabytes."""

    def __init__(self, line: bytes = b"") -> None:
        self._packed = compress(line, _QUICKEST) if line else b""

    def __len__(self) -> int:
        """Return how many bytes are held."""
        return len(self._packed)

    def open(self) -> Reading:
        """Return the file as it was read; nothing for our own file. A large one takes a second."""
        if not self._packed:
            return Reading(Source([]), Recognized())
        line = decompress(self._packed)
        return reading_of(from_json(line), b"")
