"""Read forms for the view across them, for a worker: of each only what the comparison needs comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import load, read
from selfeval_gui.work.progress import Progress, Turns

if TYPE_CHECKING:
    from selfeval_gui.domain.wanted import Wanted
    from selfeval_gui.rules.digest import Digest

LIST_KINDS = (".xlsx", ".xls", ".csv", ".txt")  # of the files in which a bureau hands out its list


class Drawn(NamedTuple):
    """What was drawn from files, by their paths; None from a file that cannot be read."""

    digests: list[tuple[str, Digest | None]]


def draw_digests(paths: list[str], progress: Progress) -> None:
    """Say the files in batches of `Drawn`."""
    from selfeval_gui.rules.digest import digest  # the checks come with the first form, not with the window
    from selfeval_gui.rules.of_form import rule_set_of

    drawn: list[tuple[str, Digest | None]] = []
    turns = Turns(progress)
    for done, path in enumerate(paths, 1):
        try:
            form = load(Path(path)).form
        except UnreadableForm:
            drawn.append((path, None))
        else:
            drawn.append((path, digest(form, rule_set_of(form))))
        if turns.pass_on():
            progress(done, len(paths), Drawn(drawn))
            drawn = []
    progress(len(paths), len(paths), Drawn(drawn))


def read_project_list(path: Path) -> list[Wanted] | None:
    """Return the projects of a list, None where it cannot be read as one.

    Raises
    ------
    UnreadableForm
        if the system does not give the file.
    """
    from selfeval_gui.exchange.readers.file_kind import UnreadableSource
    from selfeval_gui.exchange.reading_process.client import ReaderProcess
    from selfeval_gui.exchange.recognize.register_list import read_wanted

    data, _info = read(path)
    with ReaderProcess() as reader:
        try:
            return read_wanted(reader.rows(data, path.suffix))
        except UnreadableSource:
            return None
