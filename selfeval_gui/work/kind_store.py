"""The user's own kinds (口径, 表样): one JSON file each in the user's data folder, and files from colleagues."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Generic, NamedTuple, Protocol, TypeVar

from selfeval_gui.domain.tree import new_id
from selfeval_gui.domain.words import NumberOrder, by_numbers
from selfeval_gui.storage import store
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.places import is_folder
from selfeval_gui.storage.user_data import data_folder

_OWN = "own-"
_LONGEST_ID = 64


class FormKind(Protocol):
    """What a form is of: a rule set or a template."""

    @property
    def id(self) -> str:
        """Its name in the file."""

    @property
    def name(self) -> str:
        """Its name for people."""

    @property
    def source(self) -> str:
        """Where it comes from."""


K = TypeVar("K", bound=FormKind)


class KindFiles(NamedTuple, Generic[K]):
    """How kinds of one sort stand in files. `read` raises a ValueError for bytes that hold none."""

    folder: str
    presets: Callable[[], Mapping[str, K]]
    read: Callable[[bytes], K]
    write: Callable[[K], bytes]
    named: Callable[[K, str, str], K]  # the same under another id and name


class KindStore(Generic[K]):
    """Reads and writes the folder; what is broken in it is left out and stays as it is."""

    def __init__(self, files: KindFiles[K], folder: Path | None = None) -> None:
        self._files = files
        self.folder = folder or data_folder() / files.folder

    def presets(self) -> Mapping[str, K]:
        """Return the kinds that come with the program, by id."""
        return self._files.presets()

    def all(self) -> dict[str, K]:
        """Return the user's own kinds by id, in the order of their names."""
        paths = sorted(self.folder.glob("*.json")) if is_folder(self.folder) else []
        read = [found for path in paths if (found := self._read(path)) is not None]
        return {each.id: each for each in sorted(read, key=_name)}

    def unread(self) -> list[Path]:
        """Return the files of the folder that hold none and are left out."""
        paths = sorted(self.folder.glob("*.json")) if is_folder(self.folder) else []
        return [path for path in paths if self._read(path) is None]

    def known(self) -> dict[str, K]:
        """Return the presets and then the user's own, by id."""
        return {**self.presets(), **self.all()}

    def copy_of(self, kind: K, name: str) -> K:
        """Return the same under another name and an id of its own."""
        return self._files.named(kind, f"{_OWN}{new_id()}", name)

    def keep(self, kind: K) -> None:
        """Write the kind, over one of the same id; SaveFailed or ChangedOutside if the system refuses."""
        self.hand_over(kind, self._path(kind))

    def remove(self, kind: K) -> None:
        """Delete its file; OSError if the system refuses."""
        self._path(kind).unlink(missing_ok=True)

    def take_in(self, path: Path) -> K:
        """Keep the kind of a colleague's file; one that is called like a preset gets an id of its own.

        Raises
        ------
        ValueError, StorageError
            if the file holds no usable kind (the error that `read` raised), or cannot be read or kept.
        """
        found = self._files.read(store.read(path)[0])
        self._files.read(self._files.write(found))  # what could not be read again would be lost with the next start
        if found.id in self.presets() or not _is_file_name(found.id):
            found = self.copy_of(found, found.name)
        self.keep(found)
        return found

    def hand_over(self, kind: K, path: Path) -> None:
        """Write the kind to a file for a colleague; SaveFailed if the system refuses."""
        store.write_export(path, self._files.write(kind), overwrite=True)

    def _path(self, kind: K) -> Path:
        return self.folder / f"{_stem(kind.id)}.json"

    def _read(self, path: Path) -> K | None:
        with suppress(ValueError, StorageError):
            found = self._files.read(store.read(path)[0])
            return found if found.id not in self.presets() and _stem(found.id) == path.stem else None
        return None


def _name(kind: FormKind) -> NumberOrder:
    return by_numbers(kind.name)


def _stem(kind_id: str) -> str:
    """Return the name of the file of a kind: Windows knows no colon there."""
    return kind_id.replace(":", "~")


def _is_file_name(kind_id: str) -> bool:
    text = kind_id.removeprefix("own:")
    return text.replace("-", "").replace("_", "").isalnum() and len(text) <= _LONGEST_ID
