"""Kill a saving process at a random moment and look at what it leaves behind."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.workspace import find_forms
from tests.helpers.storage_forms import small_form

ROOT = Path(__file__).resolve().parents[2]
LATEST_KILL = 0.02  # seconds after the child began to save
_MOST_TIMES = 10  # as many rounds as asked for, before kills count as badly chosen


@dataclass
class Tally:
    """What the kills met: how many left the first or the second version, and a temporary file."""

    versions: list[int]
    interrupted: int = 0

    @property
    def has_met_all(self) -> bool:
        """Whether there were kills before a save, after one and within one."""
        return min(self.versions) > 0 and self.interrupted > 0


def rounds(usual: int) -> int:
    """Return how many kills to do of each kind of work: SELFEVAL_KILLS of the environment, else the usual number."""
    return int(os.environ.get("SELFEVAL_KILLS", usual))


def kill_saves(folder: Path, rounds: int) -> Tally:
    """Kill one child a round; AssertionError where the file is not whole or a temporary file shows as a form.

    The versions differ in length, so that a mixture of both cannot pass for either. Where the machine is so busy that
    the children get no turn before they are killed, more rounds follow until the kills have met all there is to meet.
    """
    folder.mkdir()
    target = folder / "自评表.json"
    versions = _versions()
    sources = [folder.with_name(f"version{number}") for number in range(len(versions))]
    for source, data in zip(sources, versions, strict=True):
        source.write_bytes(data)
    target.write_bytes(versions[0])
    command = [sys.executable, "-S", "-m", "tests.helpers.storage_saver", str(target), *map(str, sources)]
    dice = random.Random(rounds)
    tally = Tally([0] * len(versions))
    while sum(tally.versions) < rounds or (not tally.has_met_all and sum(tally.versions) < _MOST_TIMES * rounds):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline().strip() == b"saving"
            kill_after(child, dice.uniform(0, LATEST_KILL))
        data = target.read_bytes()
        assert data in versions, f"neither version: {len(data)} bytes"
        assert list(find_forms(folder)) == [target]
        left_over = [path for path in folder.iterdir() if path != target]
        for path in left_over:
            path.unlink()
        tally.versions[versions.index(data)] += 1
        tally.interrupted += bool(left_over)
    return tally


def kill_after(child: subprocess.Popen[bytes], after: float) -> None:
    """Kill a child after so many seconds; AssertionError where it has ended by itself."""
    try:
        child.wait(after)
    except subprocess.TimeoutExpired:
        child.kill()
        return
    raise AssertionError("the child stopped saving by itself")


# ---- other work than saving ----------------------------------------------------------------------------------------


def kill_work(folder: Path, work: str, rounds: int) -> int:
    """Kill one child a round at "rename", "export" or "import"; AssertionError where something is not whole.

    Return how many kills met the work half done: something of it was left beside the files.
    """
    folder.mkdir()
    home = folder.with_name("home")
    short, long = _versions()
    forms = [folder / "甲.json", folder / "乙.json"]
    target = folder / "表.docx" if work == "export" else forms[0]
    target.write_bytes(short)
    sources = [folder.with_name(f"version{number}.json") for number in range(2)]
    for source, data in zip(sources, (short, long), strict=True):
        source.write_bytes(data)
    backups = Backups(home / "versions")
    if work == "rename":
        backups.keep(target, small_form().id)
    command = [sys.executable, "-m", "tests.helpers.storage_worker", work, str(home), str(target), *map(str, sources)]
    dice = random.Random(rounds)
    interrupted = 0
    for _ in range(rounds):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline().strip() == b"working"
            kill_after(child, dice.uniform(0, LATEST_KILL))
        whole = [path for path in folder.iterdir() if path.suffix == target.suffix]
        assert len(whole) == 1, [path.name for path in folder.iterdir()]
        assert whole[0].read_bytes() in {short, long}, f"neither version: {whole[0].stat().st_size} bytes"
        if work == "rename":
            assert whole[0] in forms
            kept = backups.versions(whole[0], small_form().id)
            assert [version.path.read_bytes() for version in kept] == [short], "the version is under the file's name"
        left_over = [path for path in folder.iterdir() if path not in whole]
        interrupted += any(path.suffix == ".tmp" for path in left_over)
        for path in left_over:
            path.unlink()
    return interrupted


def _versions() -> list[bytes]:
    form = small_form()
    short = encode(form)
    form.actual_outcome = "按计划完成。" * 2000
    return [short, encode(form)]
