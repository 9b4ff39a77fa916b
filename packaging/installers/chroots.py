"""Small Debian systems inside folders: made once by debootstrap from the mirror that apt uses, then copied."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from installers import tools
from installers.product import BUILD

CHROOTS = BUILD / "chroots"
DEBIAN = {"11": "bullseye", "12": "bookworm", "13": "trixie"}
DEBIAN_PACKAGES = ("debootstrap", "util-linux")
APT = ("apt-get", "-qq", "-o", "Dpkg::Options::=--force-unsafe-io")
CLEAN = (
    "env",
    "-i",
    "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME=/root",
    "LC_ALL=C.UTF-8",
    "DEBIAN_FRONTEND=noninteractive",
)


def mirror() -> str:
    """Name the mirror of Debian that apt uses on this machine."""
    ask = ("apt-get", "indextargets", "--format", "$(REPO_URI) $(LABEL)", "Created-By: Packages")
    listing = tools.output(*ask)
    if not listing.strip():
        tools.run("apt-get", "-qq", "update")
        listing = tools.output(*ask)
    found = mirror_in(listing)
    if found is None:
        raise ValueError("apt knows no mirror of Debian on this machine")
    return found


def mirror_in(listing: str) -> str | None:
    """Find the first address with the label "Debian" in apt's list."""
    rows = [line.partition(" ") for line in listing.splitlines()]
    return next((address for address, _, label in rows if label == "Debian"), None)


def base(suite: str) -> Path:
    """Return the smallest system of a suite, which is only copied from."""
    folder = CHROOTS / f"{suite}-base"
    with tools.locked(folder.name):
        if not tools.is_made_from(folder, suite):
            remove(folder)
            CHROOTS.mkdir(parents=True, exist_ok=True)
            # In a namespace of its own: what it mounts meanwhile ends with it, even if it is killed.
            tools.run("unshare", "--mount", "debootstrap", "--variant=minbase", suite, folder, mirror())
            tools.mark_made_from(folder, suite)
    return folder


def prepared(name: str, suite: str, packages: Sequence[str], *, recipe: str = "", foreign: str = "") -> Path:
    """Return a system with some packages installed; the recipe is a script that is run in it once.

    With a foreign architecture, packages of it can be named too: "wine32:i386".
    """
    folder = CHROOTS / name
    inputs = (suite, recipe, *packages, *([foreign] if foreign else []))
    if not tools.is_made_from(folder, *inputs):
        remove(folder)
        copy_system(base(suite), folder)
        script = f"{' '.join(APT)} update && {' '.join(APT)} install --yes --no-install-recommends {' '.join(packages)}"
        both = f"dpkg --add-architecture {foreign}; " if foreign else ""
        run_inside(folder, "sh", "-c", f"set -e; {both}{script}; apt-get clean; {recipe}")
        tools.mark_made_from(folder, *inputs)
    return folder


def copy_system(source: Path, target: Path) -> None:
    """Copy a whole system with owners and modes."""
    tools.run("cp", "--archive", "--reflink=auto", source, target)
    (target / tools.STAMP).unlink(missing_ok=True)


def run_inside(folder: Path, *command: str) -> None:
    """Run a command in a system with /proc and /dev, which vanish with the command: they are mounted for it alone."""
    mounts = 'mount --bind /proc "$0/proc"; mount --bind /dev "$0/dev"; exec chroot "$0" "$@"'
    tools.run("unshare", "--mount", "sh", "-ec", mounts, folder, *CLEAN, *command)


def remove(folder: Path) -> None:
    """Delete a system. Nothing of the machine is mounted in it, for mounts live only as long as their command."""
    if folder.exists():
        mounted = [line.split()[1] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
        if any(Path(place).is_relative_to(folder) for place in mounted):
            raise ValueError(f"something is mounted below {folder}")
        shutil.rmtree(folder)
