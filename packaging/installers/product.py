"""Names of the product, and the version, commit and date of what is being built."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build" / "package"
DIST = ROOT / "dist"
LOCK = PACKAGING / "requirements" / "run.txt"

NAME = "绩效自评"
PUBLISHER = "绩效自评"
COPYRIGHT = "MIT"
APP_ID = "org.selfeval.gui"
PACKAGE = "selfeval-gui"  # the folder and the files' names on Windows
DEBIAN_PACKAGE = APP_ID  # as UOS' store has it: docs/adr/0031
OLD_DEBIAN_PACKAGE = "selfeval-gui"
COMMAND = "selfeval"
MODULE = "selfeval_gui"
DESCRIPTION = "offline editor for self-evaluation forms of project spending"
MAINTAINER = f"{PUBLISHER} <nobody@localhost>"

EARLIEST_ZIP_DATE = 315532800  # 1980-01-01, before which a zip knows no dates
DATE_WITHOUT_GIT = 1767225600  # 2026-01-01


@dataclass(frozen=True)
class Release:
    """What goes into one build: the same release and the same machine give the same bytes."""

    version: str
    commit: str  # empty outside git
    date: int  # seconds since 1970; no file in a package is newer

    @property
    def day(self) -> str:
        """Write the date: "2026-01-31"."""
        return datetime.datetime.fromtimestamp(self.date, datetime.UTC).strftime("%Y-%m-%d")

    @property
    def windows_version(self) -> str:
        """Give the four numbers that Windows and UOS want: "0.1.0" is "0.1.0.0"."""
        numbers = re.findall(r"\d+", self.version.partition("+")[0])[:4]
        return ".".join([*numbers, "0", "0", "0", "0"][:4])

    @property
    def setup_name(self) -> str:
        """Name the installer for Windows."""
        return f"{PACKAGE}-{self.version}-win-x64-setup.exe"

    @property
    def portable_name(self) -> str:
        """Name the zip that runs where it is unpacked."""
        return f"{PACKAGE}-{self.version}-win-x64-portable.zip"

    def deb_name(self, architecture: str) -> str:
        """Name the Debian package for a processor."""
        return f"{DEBIAN_PACKAGE}_{self.version}_{architecture}.deb"

    @property
    def sbom_name(self) -> str:
        """Name the bill of materials."""
        return f"{PACKAGE}-{self.version}.cdx.json"


def this_release() -> Release:
    """Read version and commit from the checkout; SOURCE_DATE_EPOCH wins over the commit's date."""
    date = os.environ.get("SOURCE_DATE_EPOCH") or git("log", "-1", "--format=%ct") or str(DATE_WITHOUT_GIT)
    return Release(version_in((ROOT / MODULE / "__init__.py").read_text(encoding="utf-8")), this_commit(), int(date))


def this_commit() -> str:
    """Name the commit, with a plus sign where the program's files differ from it."""
    commit = git("rev-parse", "--verify", "HEAD")
    changed = git("status", "--porcelain", "--", MODULE, "forms", "resources", "packaging", "pyproject.toml")
    return commit + "+" if commit and changed else commit


def version_in(source: str) -> str:
    """Find the one place where the version stands."""
    found = re.search(r'^__version__ = "([^"]+)"$', source, re.MULTILINE)
    if found is None:
        raise ValueError("no __version__ in the package")
    return found[1]


def git(*words: str) -> str:
    """Ask git, which need not be there; empty if it knows no answer."""
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
