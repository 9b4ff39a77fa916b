"""How long the installed program takes to its window, against the same from source in the same minute."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import time
from pathlib import Path

from installers import product, tools
from installers.architecture import AMD64
from installers.product import BUILD, DIST, LOCK, ROOT, Release

from trials import debian
from trials.sandbox import DISPLAY, PATH, Sandbox, wait_for, windows_named
from trials.table import TrialTable

SLOWEST = 1.3  # times as long as from source
ROUNDS = 7
HOME = "/tmp/home"


def source_python() -> Path:
    """Return a Python that has the locked packages, as a checkout uses it."""
    folder = BUILD / "venv-source"
    lock = LOCK.read_text(encoding="utf-8")
    if not tools.is_made_from(folder, lock):
        tools.run(tools.pip()[0], "-m", "venv", "--clear", folder)
        how = ("--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:", "-r", LOCK)
        tools.run(folder / "bin" / "python", "-m", "pip", "install", *how)
        tools.mark_made_from(folder, lock)
    return folder / "bin" / "python"


def trial(release: Release, table: TrialTable) -> None:
    """Start both in turn and compare the middle times."""
    sandbox = Sandbox(debian.root_of("12", AMD64), {"LANG": "zh_CN.UTF-8", "HOME": HOME})
    shutil.copytree(ROOT / "forms" / "samples" / "2020", "/tmp/forms")
    shutil.copy(DIST / release.deb_name("amd64"), "/tmp/new.deb")
    table.check_equal("installed", sandbox.run("dpkg", "-i", "/tmp/new.deb").code, 0)
    Path(HOME).mkdir()
    environment = {"PATH": PATH, "DISPLAY": DISPLAY, "LANG": "zh_CN.UTF-8", "HOME": HOME, "QT_QPA_PLATFORM": "xcb"}
    source = [str(source_python()), "-m", product.MODULE, "/tmp/forms"]
    installed = sandbox.command([debian.LAUNCHER, "/tmp/forms"], "root", {})
    times: dict[str, list[float]] = {"source": [], "installed": []}
    for _ in range(ROUNDS):
        times["source"].append(seconds_to_window(source, environment))
        times["installed"].append(seconds_to_window(installed, None))
    middle = {name: statistics.median(values[1:]) for name, values in times.items()}  # the first fills the caches
    ratio = middle["installed"] / middle["source"]
    note = f"{middle['installed']:.2f} s installed, {middle['source']:.2f} s from source, ratio {ratio:.2f}"
    table.check(f"starts in at most {SLOWEST} times the time from source", ratio <= SLOWEST, note)


def seconds_to_window(command: list[str], environment: dict[str, str] | None) -> float:
    """Start the program, wait for its window, end it; give the time until the window was there."""
    nowhere = subprocess.DEVNULL
    begin = time.monotonic()
    program = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=nowhere, stdout=nowhere, stderr=nowhere)
    shown = wait_for(lambda: windows_named(product.NAME), 60, every=0.01)
    taken = time.monotonic() - begin
    program.kill()
    program.wait()
    wait_for(lambda: not windows_named(product.NAME), 10, every=0.01)
    return taken if shown else float("inf")
