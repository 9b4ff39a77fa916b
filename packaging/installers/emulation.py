"""Programs for ARM on this machine: qemu-user, and the words that start a command with it."""

from __future__ import annotations

import sys
from pathlib import Path

from installers import tools
from installers.product import BUILD


def qemu() -> Path:
    """Return qemu for 64-bit ARM, not installed: that would enter it in the machine's list of interpreters."""
    folder = BUILD / "qemu"
    program = folder / "usr" / "bin" / "qemu-aarch64-static"
    with tools.locked("qemu"):
        if not tools.is_made_from(folder, "qemu-user-static"):
            tools.empty_folder(folder)
            tools.run("apt-get", "download", "-qq", "qemu-user-static", cwd=folder)
            tools.run("dpkg-deb", "--extract", next(folder.glob("*.deb")), folder)
            tools.mark_made_from(folder, "qemu-user-static")
    return program


def apart(*, network: bool = False) -> list[str]:
    """Return the words before a command that runs apart from the machine and may start programs for ARM."""
    script = Path(__file__).with_name("apart.py")
    return [sys.executable, "-B", str(script), *(["--network"] if network else []), str(qemu())]
