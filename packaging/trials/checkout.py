"""The checkout on a machine like a newcomer's: a Debian that has nothing but python3 and python3-venv.

Unlike the other trials it needs the network, for its packages come from there, as on any machine.
"""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from installers import chroots, tools
from installers.product import ROOT

DEBIAN_PACKAGES = ("python3", "python3-venv")
CHECKOUT = "/root/checkout"
# What lets pip reach its packages from this machine: its files, and its and the certificates' settings.
PIP_FILES = ("/etc/pip.conf", "/etc/xdg/pip", "/root/.config/pip", "/root/.pip")
SETTINGS = ("PIP_", "SSL_CERT_", "REQUESTS_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY")
LOCAL = ("/", "file://")
NAME_SERVERS = ("/etc/resolv.conf", "/etc/hosts")


def trial(version: str, options: Sequence[str]) -> int:
    """Run both commands of the README in a fresh system, on a copy of this checkout as it is now; 1 if one fails."""
    tools.need_packages(chroots.DEBIAN_PACKAGES)
    suite = chroots.DEBIAN[version]
    source = chroots.prepared(f"python-{suite}", suite, DEBIAN_PACKAGES)
    system = chroots.CHROOTS / f"checkout-{suite}"
    chroots.remove(system)
    chroots.copy_system(source, system)
    copy_checkout(system / CHECKOUT[1:])
    settings = passed_on(os.environ)
    shared = existing([*NAME_SERVERS, *PIP_FILES, *named_places(settings, PIP_FILES)])
    # There is no screen for "run" to open its window on; the self-test opens it without one and looks at it.
    run = "QT_QPA_PLATFORM=offscreen python3 dev.py run self-test /root/self-test"
    for command in (run, 'python3 dev.py test "$@"'):
        with tools.step(f"Debian {version}: {command}"):
            words = ("sh", "-ec", f"cd {CHECKOUT}; {command}", "sh", *options)
            try:
                chroots.run_inside(system, *words, shared=shared, settings=settings)
            except subprocess.CalledProcessError:
                return 1
    chroots.remove(system)  # one in which something failed stays, to be looked at
    return 0


def copy_checkout(target: Path) -> None:
    """Copy what a clone would hold, with the changes that are not committed yet."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    names = [line.rstrip("/") for line in ignored if line and not line.startswith("#")]
    shutil.copytree(ROOT, target, symlinks=True, ignore=shutil.ignore_patterns(".git", *names))


def passed_on(environment: Mapping[str, str]) -> dict[str, str]:
    """Choose the settings of this machine that pip heeds."""
    return {name: value for name, value in environment.items() if name.upper().startswith(SETTINGS)}


def named_places(settings: Mapping[str, str], files: Iterable[str]) -> list[str]:
    """List the places that settings, and files of settings, name: they must be there in the system, too."""
    values = list(settings.values())
    for file in files:
        parser = configparser.RawConfigParser(strict=False)
        found = [file, *(str(path) for path in Path(file).glob("*.conf"))]
        parser.read([path for path in found if Path(path).is_file()], encoding="utf-8")
        values += [value for section in parser.sections() for _, value in parser.items(section)]
    words = [word for value in values for word in value.split()]
    # An index in a folder links to files that lie beside it.
    return [folder_of_index(word) if word.startswith("file://") else word for word in words if word.startswith(LOCAL)]


def folder_of_index(address: str) -> str:
    """Name the folder in which an index and its files lie."""
    index = Path(address.removeprefix("file://"))
    return str(index.parent if len(index.parts) > 2 else index)


def existing(places: Iterable[str]) -> list[Path]:
    """Keep the places that this machine has, each once, without those that lie in another of them."""
    found = sorted({Path(place) for place in places if Path(place).exists()})
    return [place for place in found if not any(other in place.parents for other in found)]
