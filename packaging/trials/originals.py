"""What others made must reach the user's disk as they signed it, and what is ours must say whose it is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from installers import product, tools, windows
from installers.product import BUILD, Release

from trials.table import TrialTable

BINARIES = {".dll", ".pyd", ".exe"}
VERSION_RESOURCE = "--type=16"
ICON_RESOURCE = "--type=14"
# Compiled by their authors, who sign nothing: pydantic-core, lxml, pypdfium2, python-calamine, charset-normalizer.
UNSIGNED = ("_pydantic_core", "etree", "_elementpath", "pdfium", "_python_calamine", "cd.", "md.")


def check(table: TrialTable, place: Path, release: Release) -> None:
    """Compare the installed binaries with what was fetched, and read the launchers' version resources."""
    sources = original_hashes()
    others = [path for path in tools.files_below(place) if is_of_others(path)]
    changed = [path.name for path in others if tools.sha256(path) not in sources]
    table.check_empty("binaries of others are byte for byte as they were fetched", changed)
    unsigned = [path.name for path in others if not path.name.startswith(UNSIGNED) and not is_signed(path)]
    table.check(
        f"{len(others)} binaries of others are signed, but those whose makers sign nothing",
        not unsigned,
        " ".join(unsigned),
    )
    for name in windows.LAUNCHERS:
        values = version_resource(place / name)
        named = all(word in values for word in (product.NAME, release.version, name))
        table.check(f"{name} says its name and version", named)
        table.check(f"{name} has an icon", bool(resource(place / name, ICON_RESOURCE)))


def is_of_others(path: Path) -> bool:
    """Tell third-party binaries from our launchers and uninstaller."""
    return path.suffix.lower() in BINARIES and path.name not in {*windows.LAUNCHERS, "uninstall.exe"}


def original_hashes() -> set[str]:
    """Hash the binaries of the runtime and of the packages as they were fetched."""
    folders = (BUILD / "runtime-windows", BUILD / "packages-windows")
    return {tools.sha256(path) for folder in folders for path in tools.files_below(folder) if is_of_others(path)}


def is_signed(path: Path) -> bool:
    """Tell whether a binary carries a signature that is made for its bytes; whose it is was looked at before."""
    command = ["osslsigncode", "verify", "-ignore-crl", "-in", str(path)]
    text = subprocess.run(command, capture_output=True, check=False).stdout.decode("utf-8", "replace")
    digests = re.findall(r"^(?:Current|Calculated) message digest *: *([0-9A-F]+)", text, re.MULTILINE)
    return len(digests) > 1 and digests[0] == digests[1]


def version_resource(path: Path) -> str:
    """Read the version resource of a program as text."""
    return resource(path, VERSION_RESOURCE).decode("utf-16-le", "replace")


def resource(path: Path, kind: str) -> bytes:
    """Read a program's resources of a kind; empty if it has none."""
    command = ["wrestool", "--extract", kind, "--raw", str(path)]
    return subprocess.run(command, capture_output=True, check=True).stdout
