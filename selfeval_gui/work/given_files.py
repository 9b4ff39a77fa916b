"""What was given to be taken in, file by file: folders with all that is in them, archives taken apart.

Each file keeps the folder it lies in, for units hand in a folder each. An archive within an archive is taken apart,
too, but no deeper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from selfeval_gui.exchange.readers.folder_files import SUFFIXES, files_below
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import archive_sentence
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError, unreadable_form
from selfeval_gui.storage.places import TooLarge, is_folder, read_regular
from selfeval_gui.storage.review.archives import MOST_BYTES, Member, read_archive
from selfeval_gui.storage.workspace import safe_file_name, safe_suffix

ARCHIVE = ".zip"
GIVEN_SUFFIXES = (*SUFFIXES, ARCHIVE)
_DEEPEST = 2  # an archive in an archive
_HIDDEN = (".", "~$", "__MACOSX")
HERE = PurePosixPath()
_EVIDENCE_LEFT = _(
    "这是单位传出的包，里面的 {count} 个佐证材料文件没有导入。要连同材料收下并核对，请用“审核 → 装入…”。"
)


class GivenFile(NamedTuple):
    """A file to be read: where it lies, what people call it, the folder its forms are kept in.

    `trouble` is the sentence for one that cannot be taken apart.
    """

    path: Path
    name: str
    folder: PurePosixPath = HERE
    trouble: str = ""


class GivenFiles:
    """Finds the files; what archives hold is unpacked into `room`, which the caller clears away."""

    def __init__(self, room: Path, look: Callable[[], None]) -> None:
        self._room, self._look = room, look
        self._count = 0

    def below(self, paths: Sequence[Path]) -> Iterator[GivenFile]:
        """Yield all files; the name of a folder counts only where it stands among others."""
        for path in paths:
            if not is_folder(path):
                yield from self._file(path, path.name, HERE, 0)
                continue
            base = PurePosixPath(path.name) if len(paths) > 1 else HERE
            for file in files_below(path, self._look, GIVEN_SUFFIXES):
                inner = PurePosixPath(file.relative_to(path).as_posix())
                yield from self._file(file, inner.as_posix(), base / inner.parent, 0)

    def _file(self, path: Path, name: str, folder: PurePosixPath, depth: int) -> Iterator[GivenFile]:
        if path.suffix.lower() != ARCHIVE:
            yield GivenFile(path, name, folder)
            return
        if depth >= _DEEPEST:
            yield GivenFile(path, name, folder, archive_sentence("package.nested"))
            return
        try:
            members, left = _members_of(path)
        except TooLarge:
            yield GivenFile(path, name, folder, archive_sentence("package.too_large"))
            return
        except StorageError as error:
            said = archive_sentence(error.code, **error.args_for_text)
            yield GivenFile(path, name, folder, said or storage_sentence(error))
            return
        if left:
            yield GivenFile(path, name, folder, _EVIDENCE_LEFT.format(count=left))
        if not members:
            yield GivenFile(path, name, folder, archive_sentence("package.no_forms"))
        top = _only_top(members, path.stem)
        for member in members:
            self._look()
            inner = PurePosixPath(member.name).relative_to(top)
            below = PurePosixPath(*(safe_file_name(part, (), "") for part in inner.parent.parts))
            yield from self._file(self._unpacked(member), f"{name}/{member.name}", folder / below, depth + 1)

    def _unpacked(self, member: Member) -> Path:
        inner = PurePosixPath(member.name)
        place = self._room / str(self._count)
        self._count += 1
        place.mkdir()
        path = place / safe_file_name(inner.stem, (), safe_suffix(inner.suffix))
        path.write_bytes(member.data)
        return path


def _members_of(path: Path) -> tuple[list[Member], int]:
    """Return the files of an archive that may be forms, and how many a unit's package carries that prove forms.

    Those are for whoever receives the package, and checks each against its list; here they are not even unpacked.
    """
    from selfeval_gui.storage.review.carried import read_package
    from selfeval_gui.work.review.carried_evidence import EVIDENCE_FOLDER
    from selfeval_gui.work.review.packing import LIST_NAME

    try:
        members, carried = read_package(path, EVIDENCE_FOLDER)
        is_package = any(member.name == LIST_NAME for member in members)
        if carried and not is_package:
            members = read_archive(read_regular(path, MOST_BYTES)[0])
    except TooLarge:
        raise
    except OSError as error:
        raise unreadable_form(error) from error
    wanted = [each for each in members if _is_wanted(each.name) and not (carried and each.name == LIST_NAME)]
    return wanted, len(carried) if is_package else 0


def _only_top(members: Sequence[Member], stem: str) -> PurePosixPath:
    """Return the one folder that holds all, where it is called as the archive: 甲局.zip with 甲局/ in it."""
    tops = {PurePosixPath(member.name).parts[0] for member in members if "/" in member.name}
    is_only = tops == {stem} and all("/" in member.name for member in members)
    return PurePosixPath(stem) if is_only else HERE


def _is_wanted(name: str) -> bool:
    is_hidden = any(part.startswith(_HIDDEN) for part in name.split("/"))
    return not is_hidden and name.lower().endswith(GIVEN_SUFFIXES)
