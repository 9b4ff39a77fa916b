"""All trials: what each needs beforehand, two lanes of work at once, and the table at the end."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from installers import deb, product, tools, windows
from installers.product import BUILD, DIST, PACKAGING

from trials import debian, sandbox, startup, windows_32, wine
from trials import windows as windows_trial
from trials.sandbox import TRIALS as FOLDER
from trials.table import END, Row, Table, read_rows, show

LANES = {"windows": ("windows", "windows-32", "same-exe"), "linux": ("debian-11", "debian-12", "debian-13", "same-deb")}
TRIALS = (*(name for names in LANES.values() for name in names), "start")
LIMITS = {"exe": 45e6, "deb": 60e6}


# ----------------------------------------------------------------------------------------------------------------------
# One trial


def run_trial(name: str) -> None:
    """Run one trial; the process is apart from the machine by now."""
    table = Table(name)
    release = product.this_release()
    try:
        if name.startswith("debian-"):
            debian.trial(name.removeprefix("debian-"), release, table)
        elif name == "windows":
            windows_trial.trial(release, table)
        elif name == "windows-32":
            windows_32.trial(release, table)
        elif name == "start":
            startup.trial(release, table)
        else:
            build_again(name, table)
        table.check(END, True)
    finally:
        table.write(FOLDER / f"{name}.json")


def prepare(name: str) -> None:
    """Make what a trial needs and cannot make itself, for it has no network."""
    if name.startswith("debian-"):
        debian.build_old_package(FOLDER / "old.deb")
        debian.prepare(name.removeprefix("debian-"))
    elif name == "windows":
        windows_trial.build_old_setup(FOLDER / "old-setup.exe")
        wine.prepare()
    elif name == "windows-32":
        windows_32.prepare()
    elif name == "start":
        startup.source_python()
        debian.prepare("12")


def build_again(name: str, table: Table) -> None:
    """Build a package a second time, in another folder: it must have the same bytes, and not too many."""
    release = product.this_release()
    again = tools.empty_folder(BUILD / f"again-{name}")  # the other lane builds at the same time
    if name == "same-exe":
        built = [release.setup_name, release.portable_name]
        windows.build_tree(again / "tree", release, windows.runtime(None))
        windows.build_setup(again / "tree", release, again / built[0])
        windows.build_portable(again / "tree", release, again / built[1])
    else:
        built = [release.deb_name]
        deb.build_tree(again / "tree", release)
        deb.build_deb(again / "tree", release, again / built[0])
    for file in built:
        same = tools.sha256(again / file) == tools.sha256(DIST / file)
        table.check(f"{file}: the same bytes when built again", same)
        size = (DIST / file).stat().st_size
        limit = LIMITS.get(file.rpartition(".")[2])
        table.check(f"{file}: small enough", limit is None or size <= limit, f"{size / 1e6:.1f} MB")


# ----------------------------------------------------------------------------------------------------------------------
# All of them


def run_lane(names: list[str]) -> None:
    """Prepare and run some trials one after the other; one that cannot be prepared does not stop the others."""
    for name in names:
        with tools.step(f"preparing {name}"):
            prepare(name)
        with tools.step(name):
            sandbox.start_trial(name).wait()


def forget_results(names: list[str]) -> None:
    """Remove what an earlier run left, before anything can fail: a trial that does not come to run must not pass."""
    for name in names:
        for kind in ("json", "log"):
            (FOLDER / f"{name}.{kind}").unlink(missing_ok=True)


def log_of(name: str) -> Path:
    """Find the log that knows how a trial ended: its own, or that of its lane if it was not even started."""
    own = FOLDER / f"{name}.log"
    lane = next((lane for lane, names in LANES.items() if name in names), name)
    return own if own.exists() else FOLDER / f"lane-{lane}.log"


def start(command: list[str], log: str) -> subprocess.Popen[bytes]:
    """Start this program again with some work; what it prints goes to a log."""
    with (FOLDER / log).open("wb") as file:
        words = [sys.executable, "-B", str(PACKAGING / "build.py"), *command]
        return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT)


def run_all(names: list[str]) -> int:
    """Build, try everything, show the table; 1 if something failed. The start comes last, when nothing else runs."""
    begin = time.monotonic()
    tools.need_packages((*windows.DEBIAN_PACKAGES, *deb.DEBIAN_PACKAGES, *sandbox.DEBIAN_PACKAGES))
    sandbox.need_namespaces()
    FOLDER.mkdir(parents=True, exist_ok=True)
    forget_results(names)
    tools.pip()
    lanes = {lane: [name for name in LANES[lane] if name in names] for lane in LANES}
    running = {lane: start(["lane", *chosen], f"lane-{lane}.log") for lane, chosen in lanes.items() if chosen}
    for lane, process in running.items():
        print(f"== {lane}: {' '.join(lanes[lane])}; log: {FOLDER / f'lane-{lane}.log'}", flush=True)
        if process.wait():
            print("".join((FOLDER / f"lane-{lane}.log").read_text(encoding="utf-8").splitlines(keepends=True)[-30:]))
    if "start" in names:
        start(["lane", "start"], "lane-start.log").wait()
    rows: list[Row] = [row for name in names for row in read_rows(FOLDER / f"{name}.json", log_of(name))]
    print(show(rows))
    print(f"== {time.monotonic() - begin:.0f} s in all; pictures: {FOLDER / 'pictures'}")
    return 0 if all(row.passed for row in rows) else 1
