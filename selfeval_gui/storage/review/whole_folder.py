"""A new folder with files in it, that stands there whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage.errors import SaveFailed, save_failed
from selfeval_gui.storage.places import is_there
from selfeval_gui.storage.review.archives import Member
from selfeval_gui.storage.review.carried import CarriedFile


def write_folder(
    target: Path, members: Sequence[Member], told: Callable[[int], None], carried: Mapping[str, tuple[CarriedFile, str]]
) -> None:
    """Write the files into a folder that is not there yet, then those that are carried, by name, with their hashes.

    `told` hears how many are written, again and again while a large one is, and may raise. The names must not lead
    out of the folder.

    Raises
    ------
    SaveFailed
        if the folder is there, or the system refuses: nothing is left behind; nor where a carried file cannot be read
        or is something else by now, which raises as `CarriedFile.put`.
    """
    if is_there(target):
        raise SaveFailed("archive.taken", name=target.name)
    beside = target.parent / f".{target.name[:40]}.{new_id()}"
    try:
        beside.mkdir(parents=True)
        for done, member in enumerate(members):
            told(done)
            path = beside / member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(member.data)
        for done, (name, (proof, digest)) in enumerate(carried.items(), len(members)):
            proof.put(beside / name, digest, partial(told, done))
        beside.rename(target)
    except OSError as error:
        raise save_failed(error) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(beside)
