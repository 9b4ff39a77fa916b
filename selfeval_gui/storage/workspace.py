"""A workspace (工作文件夹): the form files in a folder at any depth, their names, new ones overwrite nothing."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from heapq import merge
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.late_pattern import LatePattern
from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage import exclusive_rename, store
from selfeval_gui.storage.errors import ChangedOutside, save_failed, unreadable_folder
from selfeval_gui.storage.review.places import is_review_folder, review_folder

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

SUFFIX = ".json"
UNNAMED = "未命名项目"

_LONGEST_SUFFIX = 16  # letters; what is longer is no suffix
_LONGEST_NAME = 80  # characters, and 200 bytes: file systems count one or the other, old Windows the whole path
_LONGEST_BYTES = 200
_LOOKALIKES = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")  # Windows refuses the left ones
_DEVICE = LatePattern(r"^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE)
_NUMBERED = LatePattern(r" \(\d{1,2}\)$", re.ASCII)
_JOINER = "\N{ZERO WIDTH JOINER}"  # holds an emoji of several together
_TRASH = {"$recycle.bin", "system volume information"}
_SORTED_AT_ONCE = 2_000

_Entry = tuple[str, os.DirEntry[str]]
_key = itemgetter(0)


class NewFile(NamedTuple):
    """A new file and the fingerprint of what it holds."""

    path: Path
    fingerprint: str


class Names:
    """File names that are not free any more; upper and lower case count as the same."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._folded = {_folded(name) for name in names}

    def __contains__(self, name: str) -> bool:
        """Tell whether a name is taken."""
        return _folded(name) in self._folded

    def add(self, name: str) -> None:
        """Take a name."""
        self._folded.add(_folded(name))


class FolderNames:
    """The names in folders, listed once each, for who writes many files: to list a large folder takes milliseconds."""

    def __init__(self) -> None:
        self._of: dict[Path, Names] = {}

    def of(self, folder: Path) -> Names:
        """Return the names in a folder; SaveFailed if it cannot be listed."""
        if folder not in self._of:
            self._of[folder] = Names(_names_in(folder))
        return self._of[folder]


def find_forms(folder: Path, look: Callable[[], object] = lambda: None) -> Iterator[Path]:
    """Yield every .json file in the folder and below it, in the order of their paths, each folder once.

    Hidden folders and trash cans are left out: what stands there are old copies; and the folder 审核 of the workspace,
    which holds what is known of forms. A folder below that cannot be listed is passed over. `look` is called at each
    name that the system gives, for all of a folder's are put in order before the first is yielded.

    Raises
    ------
    UnreadableFolder
        if the folder itself cannot be listed.
    """
    try:
        top = _entries(folder, look)
    except OSError as error:
        raise unreadable_folder(error) from error
    seen = {_identity(folder)}
    if is_review_folder(review_folder(folder)):
        with suppress(OSError):
            seen.add(_identity(review_folder(folder)))
    yield from _walk(top, seen, look)


def _entries(folder: str | Path, look: Callable[[], object]) -> Iterable[_Entry]:
    """Return the folder's form files and sub-folders with the keys that put them in the order of whole paths.

    One that is renamed or replaced while the folder is listed may be named twice by the system; it counts once.
    """
    by_key: dict[str, os.DirEntry[str]] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            look()
            name = entry.name
            try:
                if name.lower().endswith(SUFFIX) and entry.is_file():
                    if not name.startswith("._"):  # macOS's shadow of a file on a share
                        by_key[name] = entry
                elif entry.is_dir() and not name.startswith(".") and name.lower() not in _TRASH:
                    by_key[f"{name}/"] = entry
            except OSError:  # a link into a place that may not be entered
                continue
    found = [*by_key.items()]
    # Run by run: to sort the 100,000 files of a share at once would hold the interpreter, and so the window, for 0.1 s.
    runs = (found[start : start + _SORTED_AT_ONCE] for start in range(0, len(found), _SORTED_AT_ONCE))
    return merge(*[_one_by_one(sorted(run, key=_key, reverse=True)) for run in runs], key=_key)


def _one_by_one(backwards: list[_Entry]) -> Iterator[_Entry]:
    """Yield the last first and let go of each: all of a share's at once would hold the window as long as sorting."""
    while backwards:
        yield backwards.pop()


def _walk(entries: Iterable[_Entry], seen: set[object], look: Callable[[], object]) -> Iterator[Path]:
    """Yield the files, however deep they lie: a folder in the midst of another is put on top of it."""
    waiting = [iter(entries)]
    while waiting:
        key, entry = next(waiting[-1], ("", None))
        if entry is None:
            waiting.pop()
        elif not key.endswith("/"):
            yield Path(entry.path)
        else:
            with suppress(OSError):
                identity = _identity(entry.path)
                waiting.append(iter([] if identity in seen else _entries(entry.path, look)))
                seen.add(identity)


def _identity(folder: str | Path) -> object:
    """Return what tells a folder from another by whichever path it is reached; links may lead in a circle."""
    info = Path(folder).stat()
    # Some network drives number nothing; all their folders would count as one.
    return (info.st_dev, info.st_ino) if info.st_ino else os.path.realpath(folder)


def safe_file_name(project_name: str, taken: Iterable[str] | Names, suffix: str = SUFFIX) -> str:
    """Return the file name for a project: allowed on Windows, close to the project's name, not among `taken`.

    Upper and lower case count as the same. A blank name gives 未命名项目.
    """
    used = taken if isinstance(taken, Names) else Names(taken)
    base = _allowed(project_name)
    base = _DEVICE.made.sub(r"\1_", " ".join(base.split()).strip(". "), count=1)
    number = 1
    while True:
        ending = suffix if number == 1 else f" ({number}){suffix}"
        name = _shortened(base, len(ending)) + ending
        if name not in used:
            return name
        number += 1


def safe_suffix(suffix: str) -> str:
    """Return the ending of a file's name as Windows allows it, "" where nothing of it is left."""
    base = _allowed(suffix).strip(". ")
    return f".{base[:_LONGEST_SUFFIX].rstrip('. ')}" if base else ""


def _allowed(text: str) -> str:
    """Return the text as Windows lets it stand in a name, apart from devices and the blanks and dots at its ends."""
    composed = unicodedata.normalize("NFC", text).translate(_LOOKALIKES)
    return composed if composed.isprintable() else "".join(map(_visible, composed))


def _visible(character: str) -> str:
    """Control characters and broken ones become blanks; marks that only steer the display of others go."""
    kind = unicodedata.category(character)
    if kind == "Cf":
        return character if character == _JOINER else ""
    return " " if kind in {"Cc", "Cs", "Zl", "Zp"} else character


def _shortened(base: str, ending: int) -> str:
    """Cut the name to its limits, with room for the ending, without half a character, a dot or a blank at the cut."""
    short = base[: _LONGEST_NAME - ending].encode()[: _LONGEST_BYTES - ending].decode(errors="ignore")
    return short.rstrip(f". {_JOINER}") or UNNAMED


@lru_cache(maxsize=8192)  # an export of thousands of files asks for each name again with every new one
def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where they are not there.

    Raises
    ------
    SaveFailed
        if the system refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise save_failed(error) from error


def create(folder: Path, form: Form, names: FolderNames | None = None) -> NewFile:
    """Write a new form into the folder, under its project's name; `names` knows what is there from the one before.

    Raises
    ------
    SaveFailed
        if the system refuses.
    """
    return _place_new(folder, form, form.project_name, names or FolderNames())


def duplicate(path: Path) -> NewFile:
    """Write a copy of a form beside it, with an id of its own.

    Raises
    ------
    UnreadableForm, SaveFailed
        if the form cannot be read, or its copy not be written.
    """
    form = store.load(path).form.model_copy(update={"id": new_id()})
    return _place_new(path.parent, form, _NUMBERED.made.sub("", path.stem), FolderNames())


def rename(path: Path, name: str, foretell: Callable[[Path], object] = lambda _new: None) -> Path:
    """Give the file a name as close to `name` as the system allows and return its new path; the form stays as it is.

    `foretell` is told the new path before anything changes.

    Raises
    ------
    SaveFailed
        if the system refuses; the file keeps its name.
    """
    taken = _names_in(path.parent) - {path.name}
    while True:
        target = path.with_name(safe_file_name(name, taken))
        if target.name == path.name:
            return path
        foretell(target)
        try:
            exclusive_rename.rename_new(path, target)
        except ChangedOutside:
            taken.add(target.name)
        except OSError as error:
            raise save_failed(error) from error
        else:
            return target


def _place_new(folder: Path, form: Form, name: str, names: FolderNames) -> NewFile:
    taken = names.of(folder)
    while True:
        path = folder / safe_file_name(name, taken)
        try:
            placed = NewFile(path, store.save(form, path, None))
        except ChangedOutside:  # another program was quicker
            taken.add(path.name)
        else:
            taken.add(path.name)
            return placed


def _names_in(folder: Path) -> set[str]:
    try:
        return {path.name for path in folder.iterdir()}
    except OSError as error:
        raise save_failed(error) from error
