"""Forms that some work wants, read in turn: open ones as they are in the window, the others from their files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import read

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.work.progress import Progress


class FormSource(NamedTuple):
    """A form that is wanted.

    `data` are its bytes where it is open and may differ from its file, `known` what came of the file where that has
    been read already. `key` tells it from the others and orders them, `label` stands for it in messages; left out, they
    are its path and its file's name.
    """

    path: Path
    data: bytes | None = None
    known: Form | UnreadableForm | None = None
    label: str = ""
    key: str = ""


def name_of(source: FormSource) -> str:
    """Return what the form's file is called in messages."""
    return source.label or source.path.name


def form_of(source: FormSource) -> Form:
    """Return the form.

    Raises
    ------
    UnreadableForm
        if the file cannot be read, or does not hold one completely.
    """
    from selfeval_gui.storage.codec import decode  # brings the models, which the window starts without

    if isinstance(source.known, UnreadableForm):
        raise source.known
    return decode(bytes_of(source)) if source.known is None else source.known


def bytes_of(source: FormSource) -> bytes:
    """Return the form's bytes, of the open form or from its file; UnreadableForm if that cannot be read."""
    return read(source.path)[0] if source.data is None else source.data


def read_each(sources: Sequence[FormSource], progress: Progress) -> Iterator[tuple[FormSource, Form | UnreadableForm]]:
    """Yield each with its form, or with why there is none."""
    for done, source in enumerate(sources, 1):
        read_in: Form | UnreadableForm
        try:
            read_in = form_of(source)
        except UnreadableForm as error:
            read_in = error
        yield source, read_in
        progress(done, len(sources), None)
