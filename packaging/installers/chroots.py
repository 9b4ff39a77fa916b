"""Small Debian systems inside folders: made once by debootstrap from the mirror that apt uses, then copied."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from installers import emulation, tools
from installers.product import BUILD

CHROOTS = BUILD / "chroots"
DEBIAN = {"11": "bullseye", "12": "bookworm", "13": "trixie", "testing": "testing"}
DEBIAN_PACKAGES = ("debootstrap", "util-linux")
APT = ("apt-get", "-qq", "-o", "Dpkg::Options::=--force-unsafe-io")
# A mirror may stand still for longer than testing's lists are valid; their signatures count all the same.
STALE_MIRROR = 'Acquire::Check-Valid-Until "false";\n'
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


def base(suite: str, emulated: str = "") -> Path:
    """Return the smallest system of a suite, which is only copied from; with a processor named, one that qemu runs."""
    folder = CHROOTS / "-".join(word for word in (suite, emulated, "base") if word)
    inputs = (suite, emulated) if emulated else (suite,)
    with tools.locked(folder.name):
        if not tools.is_made_from(folder, *inputs):
            remove(folder)
            CHROOTS.mkdir(parents=True, exist_ok=True)
            # In a namespace of its own: what it mounts meanwhile ends with it, even if it is killed.
            how = [*apart(emulated), "env", "debootstrap", "--variant=minbase"]
            tools.run(*how, *([f"--arch={emulated}"] if emulated else []), suite, folder, mirror())
            tools.mark_made_from(folder, *inputs)
    return folder


def apart(emulated: str = "") -> list[str]:
    """Return the words before a command that mounts something for itself alone, and may be run by qemu."""
    return emulation.apart(network=True) if emulated else ["unshare", "--mount"]


def prepared(
    name: str, suite: str, packages: Sequence[str], *, recipe: str = "", foreign: str = "", emulated: str = ""
) -> Path:
    """Return a system with some packages installed; the recipe is a script that is run in it once.

    With a foreign architecture, packages of it can be named too: "wine32:i386". An emulated one is the system's own.
    """
    folder = CHROOTS / name
    inputs = (suite, recipe, *packages, *(word for word in (foreign, emulated) if word))
    if not tools.is_made_from(folder, *inputs):
        remove(folder)
        copy_system(base(suite, emulated), folder)
        (folder / "etc/apt/apt.conf.d/90stale-mirror").write_text(STALE_MIRROR, encoding="utf-8")
        apt = " ".join(APT)
        script = f"{apt} update; {apt} install --yes --no-install-recommends {' '.join(packages)}; {apt} clean"
        both = f"dpkg --add-architecture {foreign}; " if foreign else ""
        run_inside(folder, "sh", "-ec", f"{both}{script}; {recipe}", emulated=emulated)
        tools.mark_made_from(folder, *inputs)
    return folder


def copy_system(source: Path, target: Path) -> None:
    """Copy a whole system with owners and modes."""
    tools.run("cp", "--archive", "--reflink=auto", source, target)
    (target / tools.STAMP).unlink(missing_ok=True)


def run_inside(
    folder: Path,
    *command: str,
    shared: Sequence[Path] = (),
    settings: Mapping[str, str] | None = None,
    emulated: str = "",
) -> None:
    """Run a command in a system with /proc and /dev, and for reading what it shares with the machine.

    All these vanish with the command: they are mounted for it alone.
    """
    mounts = [f"mount --rbind {place} {mount_point(folder, Path(place))}" for place in ("/proc", "/dev")]
    for place in shared:
        target = mount_point(folder, place)
        mounts += [f"mount --bind {shlex.quote(str(place))} {target}", f"mount -o remount,bind,ro {target}"]
    script = "; ".join([*mounts, 'exec chroot "$0" "$@"'])
    words = [f"{name}={value}" for name, value in (settings or {}).items()]
    tools.run(*apart(emulated), "sh", "-ec", script, folder, *CLEAN, *words, *command)


def library(system: Path, triplet: str, name: str) -> Path:
    """Find the file of a library in a system, whichever of the two folders its package uses."""
    places = [system / folder / triplet / name for folder in ("usr/lib", "lib")]
    return next(place for place in places if place.exists()).resolve()


def mount_point(folder: Path, place: Path) -> str:
    """Make sure that a place of the machine is there in a system, and write it for a shell."""
    target = folder / place.relative_to("/")
    if place.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    return shlex.quote(str(target))


def remove(folder: Path) -> None:
    """Delete a system. Nothing of the machine is mounted in it, for mounts live only as long as their command."""
    if folder.exists():
        mounted = [line.split()[1] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
        if any(Path(place).is_relative_to(folder) for place in mounted):
            raise ValueError(f"something is mounted below {folder}")
        shutil.rmtree(folder)
