"""What stands in a lock file, where it stands, and how it is read and written."""

from __future__ import annotations

import errno
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

SUFFIX = ".lock"
MOST_BYTES = 4096
FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True)
class Holder:
    """Who has a form open. `run` tells one run of the program from every other, `beat` counts its signs of life."""

    user: str
    host: str
    pid: int
    run: str
    since: datetime
    beat: int = 0


def lock_file(form: Path) -> Path:
    """Return where the lock of a form's file stands: beside the file itself, by whichever link it is reached."""
    target = form
    with suppress(OSError):  # a name too long: there can be no such file
        target = Path(os.path.realpath(form)) if form.is_symlink() else form
    return target.with_name(target.name + SUFFIX)


def form_of(lock: Path) -> Path:
    """Return the form's file that a lock file stands beside."""
    return lock.with_name(lock.name.removesuffix(SUFFIX))


def write_beside(path: Path, data: bytes) -> Path:
    """Write a file with a name of its own into the folder, and return it."""
    fresh = path.with_name(f".selfeval-{os.urandom(8).hex()}.tmp")
    write_new(fresh, data)
    return fresh


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet (else FileExistsError); after any other OSError nothing is left of it."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | FLAGS, 0o666)
    try:
        try:
            if os.write(file, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        finally:
            os.close(file)
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def read(path: Path) -> tuple[bytes, float] | None:
    """Return what the lock file holds and when it was written; None if there is none."""
    try:
        file = os.open(path, os.O_RDONLY | FLAGS)
    except FileNotFoundError:
        return None
    try:
        return os.read(file, MOST_BYTES), os.fstat(file).st_mtime
    finally:
        os.close(file)


def bytes_of(holder: Holder) -> bytes:
    """Return what a lock file holds: as long as it was at the last beat."""
    values = {**asdict(holder), "since": holder.since.isoformat(), "beat": f"{holder.beat:010d}"}
    return json.dumps(values).encode("ascii") + b"\n"


def holder_of(content: bytes) -> Holder | None:
    """Return who wrote a lock file; None if it is broken."""
    try:
        values = json.loads(content)
        since = datetime.fromisoformat(values["since"]).astimezone(UTC)
        names = [values[key] for key in ("user", "host", "run")]
        if not all(isinstance(name, str) for name in names):
            return None
        return Holder(names[0], names[1], int(values["pid"]), names[2], since, int(values["beat"]))
    except (ValueError, KeyError, TypeError, OverflowError, OSError, RecursionError):
        return None


def user_name() -> str:
    """Return what the user is called at this machine."""
    return next((name for key in ("USERNAME", "LOGNAME", "USER") if (name := os.environ.get(key))), "") or "?"


def host_name() -> str:
    """Return what this machine is called in its network."""
    return os.environ.get("COMPUTERNAME") or (os.uname().nodename if hasattr(os, "uname") else "") or "?"
