"""A form that is kept in another folder from now on: its evidence stays where it is, and is named from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.evidence_files import place_of, written_path

if TYPE_CHECKING:
    from pathlib import Path

    from selfeval_gui.domain.form import Evidence, Form


def name_from(form: Form, old: Path, new: Path) -> list[tuple[str, list[Evidence]]]:
    """Let a form of the folder `old` name its files as one in `new` does; return what rows held before, by their ids.

    No entry changes: another takes its place.
    """
    return name_each_from(form, lambda _entry: old, new) if old != new else []


def name_each_from(form: Form, folder_of: Callable[[Evidence], Path], new: Path) -> list[tuple[str, list[Evidence]]]:
    """Do as `name_from` does, where each entry may come from a folder of its own."""
    before, folders = list[tuple[str, "list[Evidence]"]](), dict["Path", _Folders]()
    for row in level_three(form.indicators):
        entries = list["Evidence"]()
        for entry in row.evidence:
            old = folder_of(entry)
            if old not in folders:
                folders[old] = _Folders(old, new)
            entries.append(entry if old == new else _named(entry, folders[old]))
        if entries != row.evidence:
            before.append((row.id, row.evidence))
            row.evidence = entries
    return before


@contextmanager
def named_from(form: Form, old: Path, new: Path) -> Iterator[None]:
    """Let a form name its files as one in `new` does, for as long as its bytes are taken."""
    before = dict(name_from(form, old, new))
    try:
        yield
    finally:
        for row in level_three(form.indicators):
            row.evidence = before.get(row.id, row.evidence)


class _Folders(dict[str, str]):
    """How folders that a form names are named from another one, each worked out once: thousands of files lie in few."""

    def __init__(self, old: Path, new: Path) -> None:
        super().__init__()
        self._old, self._new = old, new

    def __missing__(self, folder: str) -> str:
        name = written_path(place_of(folder, self._old), self._new)
        self[folder] = "" if name == "." else name.removesuffix("/") + "/"
        return self[folder]


def _named(entry: Evidence, folders: _Folders) -> Evidence:
    name = entry.path.rpartition("/")[2]
    if not name.strip("."):
        return entry
    path = folders[entry.path.removesuffix(name)] + name
    return entry if path == entry.path else entry.model_copy(update={"path": path})
