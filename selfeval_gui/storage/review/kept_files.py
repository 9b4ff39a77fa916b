"""Files of 审核: read as strictly as a form, written whole or not at all, never over what somebody wrote meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from selfeval_gui.domain.review.register import REVIEW_VERSION
from selfeval_gui.storage import atomic
from selfeval_gui.storage.errors import ChangedOutside, SaveFailed, UnreadableForm, UnreadableReview, save_failed
from selfeval_gui.storage.fingerprint import fingerprint
from selfeval_gui.storage.json_text import parse_any, shown
from selfeval_gui.storage.places import is_there
from selfeval_gui.storage.store import read

_TRIES = 20  # of a change, while others write the same file
_VERSION = re.compile(r"(\d{1,4})\.\d{1,4}", re.ASCII)
_MAJOR = int(REVIEW_VERSION.split(".")[0])

T = TypeVar("T", bound=BaseModel)


class KeptFile(NamedTuple):
    """The bytes of a file, and their fingerprint; None and None where there is none."""

    data: bytes | None
    fingerprint: str | None


def read_kept(path: Path, kind: type[T]) -> T | None:
    """Return what the file says, None where there is none; UnreadableReview where it cannot be read whole."""
    data = _bytes_of(path).data
    return None if data is None else decode_kept(data, kind, path.name)


def decode_kept(data: bytes, kind: type[T], name: str) -> T:
    """Return what the bytes say; UnreadableReview where they are not completely what they should be."""
    try:
        raw = parse_any(data)
    except UnreadableForm:
        raise UnreadableReview("review.broken", name=name) from None
    wanted = kind.model_fields["schema_name"].default
    if not isinstance(raw, dict) or raw.get("schema") != wanted:
        raise UnreadableReview("review.not_ours", name=name)
    version = _VERSION.fullmatch(str(raw.get("version")))
    if version is None:
        raise UnreadableReview("review.bad_value", name=name, key="version")
    if int(version[1]) > _MAJOR:
        raise UnreadableReview("review.newer_version", name=name, version=version[0])
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        place = error.errors(include_url=False)[0]["loc"]
        raise UnreadableReview("review.bad_value", name=name, key=shown(".".join(map(str, place)))) from None


def encode_kept(value: BaseModel) -> bytes:
    """Return the bytes of the file."""
    return value.model_dump_json(indent=2, by_alias=True).encode("utf-8") + b"\n"


def change_kept(path: Path, kind: type[T], change: Callable[[T | None], T]) -> T:
    """Write what `change` makes of what the file says at that moment; it is asked again where somebody was quicker.

    Raises
    ------
    UnreadableReview, SaveFailed
        if the file cannot be read, or the system refuses: it is as it was.
    """
    for _time in range(_TRIES):
        data, known = _bytes_of(path)
        new = change(None if data is None else decode_kept(data, kind, path.name))
        written = encode_kept(new)
        if written == data:
            return new
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(path, written, known)
        except ChangedOutside:
            continue
        except OSError as error:
            raise save_failed(error) from error
        return new
    raise SaveFailed("review.busy", name=path.name)


def _bytes_of(path: Path) -> KeptFile:
    if not is_there(path):
        return KeptFile(None, None)
    try:
        data, _info = read(path)
    except UnreadableForm as error:
        if error.code == "file.vanished":
            return KeptFile(None, None)
        raise UnreadableReview(error.code, **error.args_for_text) from error
    return KeptFile(data, fingerprint(data))
