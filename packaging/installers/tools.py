"""Commands, folders, hashes and caches: what every step needs."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from installers.product import BUILD

Word = str | Path
STAMP = ".made-from"


def run(*command: Word, cwd: Path | None = None, **environment: str) -> None:
    """Run a command to its good end; its output is the build's."""
    words = [str(word) for word in command]
    subprocess.run(words, cwd=cwd, env={**os.environ, **environment}, check=True)


def output(*command: Word) -> str:
    """Run a command and return what it printed."""
    return subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what comes, and how long it took."""
    print(f"== {name}", flush=True)
    begin = time.monotonic()
    yield
    print(f"== {name}: {time.monotonic() - begin:.1f} s", flush=True)


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Let one process at a time make a thing that is kept for others."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / f"{name}.lock").open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sha256(path: Path) -> str:
    """Hash a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def empty_folder(folder: Path) -> Path:
    """Make the folder anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def is_made_from(folder: Path, *inputs: str) -> bool:
    """Tell whether a cached folder was finished, and from these inputs."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint(inputs)


def mark_made_from(folder: Path, *inputs: str) -> None:
    """Note, as the last step, what a cached folder was made from."""
    (folder / STAMP).write_text(fingerprint(inputs), encoding="utf-8")


def fingerprint(inputs: Iterable[str]) -> str:
    """Shorten inputs to one line that differs when one of them does."""
    return hashlib.sha256("\0".join(inputs).encode("utf-8")).hexdigest()


def files_below(folder: Path) -> list[Path]:
    """List all files and links below a folder in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def set_dates(folder: Path, date: int) -> None:
    """Give everything below a folder one date: it must not depend on when it was built."""
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (date, date), follow_symlinks=False)


def copy(source: Path, target: Path) -> None:
    """Copy a file's content and whether it can be run, making folders as needed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def fill_in(template: Path, target: Path, values: dict[str, str]) -> None:
    """Write a text file with its @NAMES@ filled in; a name without a value is an error."""
    text = template.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    left = re.findall("@([A-Z_0-9]+)@", text)
    if left:
        raise ValueError(f"{template.name}: no value for {left}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def need_packages(names: Sequence[str]) -> None:
    """Install what is missing of some Debian packages."""
    listing = output("dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\n").splitlines()
    present = {line.split()[1] for line in listing if line.startswith("installed ")}
    missing = [name for name in names if name not in present]
    if not missing:
        return
    if os.geteuid() != 0:
        sys.exit("Building packages takes root. Missing: " + " ".join(missing))
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-qq", "--yes", "--no-install-recommends", *missing, DEBIAN_FRONTEND="noninteractive")


def need_python_311() -> None:
    """Stop unless this Python writes the bytecode that the packaged one reads."""
    if sys.version_info[:2] != (3, 11) or sys.platform != "linux":
        sys.exit("Packages are built on Linux with Python 3.11, the version that they carry.")


def pip() -> list[str]:
    """Return the words that start pip in an environment of the build's own."""
    folder = BUILD / "venv"
    with locked("venv"):
        if not is_made_from(folder, sys.version):
            need_packages(["python3-venv"] if sys.base_prefix == "/usr" else [])
            venv.create(folder, clear=True, with_pip=True)
            mark_made_from(folder, sys.version)
    return [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
