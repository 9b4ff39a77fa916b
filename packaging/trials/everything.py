"""All trials: what each needs beforehand, two pieces of work at once, and the table at the end."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from installers import deb, product, tools, windows
from installers.architecture import AMD64, ARM64, Architecture
from installers.product import PACKAGING

from trials import again, debian, sandbox, startup, windows_32, wine
from trials import windows as windows_trial
from trials.jobs import Job, carry_out, with_needed
from trials.sandbox import TRIALS as FOLDER
from trials.table import END, Row, TrialTable, line, read_rows, show

SAME = "same"
# In the order in which they begin if nothing holds them up: what takes longest, or others wait for, stands first.
JOBS = (
    Job("build-windows"),
    Job("build-deb"),
    Job("build-deb-arm64", ("build-deb",)),  # CPython for amd64 helps to compile that for arm64
    Job("windows", ("build-windows",)),
    *(Job(f"debian-{version}", ("build-deb",)) for version in ("11", "12", "13")),
    Job(SAME, ("build-windows", "build-deb")),
    Job("same-exe", ("build-windows",)),
    Job("same-deb", ("build-deb",)),
    Job("windows-32", ("build-windows",)),
    Job("source"),
    *(Job(name, ("build-deb-arm64",)) for name in ("debian-11-arm64", "debian-12-arm64", "same-deb-arm64")),
)
START = "start"  # its times say something only when nothing else runs
TRIALS = (*(job.name for job in JOBS if not job.name.startswith("build-") and job.name != "source"), START)
# Emulation takes long, and so does it to press the packages a second time.
TAKE_LONG = ("debian-12-arm64", "same-deb-arm64", "same-exe", "same-deb")
ALWAYS = tuple(name for name in TRIALS if name not in TAKE_LONG)
AT_ONCE = 2
DEBIAN_PACKAGES = (*windows.DEBIAN_PACKAGES, *deb.DEBIAN_PACKAGES, *sandbox.DEBIAN_PACKAGES)


# ----------------------------------------------------------------------------------------------------------------------
# One trial


def architecture(name: str) -> Architecture:
    """Tell what processor a trial is for."""
    return ARM64 if name.endswith("-arm64") else AMD64


def run_trial(name: str) -> None:
    """Run one trial; the process is apart from the machine by now."""
    table = TrialTable(name)
    release = product.this_release()
    try:
        if name.startswith("debian-"):
            debian.trial(name.split("-")[1], architecture(name), release, table)
        elif name == "windows":
            windows_trial.trial(release, table)
        elif name == "windows-32":
            windows_32.trial(release, table)
        elif name == START:
            startup.trial(release, table)
        elif name == SAME:
            again.trial_quickly(release, table)
        elif name == "same-exe":
            again.trial_windows(release, table)
        else:
            again.trial_deb(release, table, architecture(name))
        table.check(END, True)
    finally:
        table.write(FOLDER / f"{name}.json")


def prepare(name: str) -> None:
    """Make what a trial needs and cannot make itself, for it has no network."""
    if name.startswith("debian-"):
        debian.prepare(name.split("-")[1], architecture(name))
    elif name == "windows":
        windows_trial.build_old_setup(FOLDER / "old-setup.exe")
        wine.prepare()
    elif name == "windows-32":
        windows_32.prepare()
    elif name == START:
        startup.source_python()
        debian.prepare("12", AMD64)


# ----------------------------------------------------------------------------------------------------------------------
# All of them


def run_job(name: str) -> None:
    """Prepare and run one trial in this process, or prepare what a later one needs."""
    if name == "source":
        startup.source_python()
        return
    with tools.step(f"preparing {name}"):
        prepare(name)
    with tools.step(name):
        sandbox.start_trial(name, emulated=architecture(name).is_foreign and name.startswith("debian-")).wait()
    if name.startswith("debian-"):
        debian.clean_up(name.split("-")[1], architecture(name))
    elif name == START:
        debian.clean_up("12", AMD64)


def forget_results(names: list[str]) -> None:
    """Remove what an earlier run left, before anything can fail: a trial that does not come to run must not pass."""
    for name in names:
        for log in (FOLDER / f"{name}.json", FOLDER / f"{name}.log", log_of_job(name)):
            log.unlink(missing_ok=True)


def log_of_job(name: str) -> Path:
    """Find the log of a job: a build, or what comes before and after a trial."""
    return FOLDER / f"job-{name}.log"


def log_of(name: str) -> Path:
    """Find the log that knows how a trial ended: its own, or its job's or that of what it needs if it never began."""
    needed = [log_of_job(job.name) for job in reversed(with_needed(JOBS, [name]))]
    own = FOLDER / f"{name}.log"
    return next((log for log in (own, log_of_job(name), *needed) if log.exists()), own)


def rows_of(name: str) -> list[Row]:
    """Read what a trial found, or why it broke off."""
    return read_rows(FOLDER / f"{name}.json", log_of(name))


def start_job(name: str) -> bool:
    """Do a job in a process of its own, which has its own log; say at once what failed in it."""
    begin = time.monotonic()
    with log_of_job(name).open("wb") as file:
        words = [sys.executable, "-B", str(PACKAGING / "build.py"), "job", name]
        code = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, check=False)
    ended = code.returncode == 0
    failed = [line(row) for row in rows_of(name) if not row.passed] if ended and name in TRIALS else []
    last = [] if ended else log_of_job(name).read_text(encoding="utf-8", errors="replace").splitlines()[-30:]
    said = [f"== {name}: {time.monotonic() - begin:.0f} s; log: {log_of_job(name)}", *failed, *last]
    print("\n".join(said), flush=True)
    return ended


def run_all(names: list[str], *, busy: bool) -> int:
    """Build, try everything, show the table; 1 if something failed. On a busy machine the start is only prepared."""
    begin = time.monotonic()
    tools.need_packages(DEBIAN_PACKAGES)
    sandbox.need_namespaces()
    FOLDER.mkdir(parents=True, exist_ok=True)
    chosen = [name for name in names if not (busy and name == START)]
    forget_results(chosen)
    tools.pip()
    carry_out(with_needed(JOBS, [*names, *(["source"] if START in names else [])]), start_job, at_once=AT_ONCE)
    if START in chosen:
        start_job(START)
    rows = [row for name in chosen for row in rows_of(name)]
    print(show(rows))
    print(f"== {time.monotonic() - begin:.0f} s in all; pictures: {FOLDER / 'pictures'}")
    return 0 if all(row.passed for row in rows) else 1
