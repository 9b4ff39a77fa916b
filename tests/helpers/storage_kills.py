"""Kill a saving process at a random moment and look at what it leaves behind."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.workspace import find_forms
from tests.helpers.storage_forms import small_form

ROOT = Path(__file__).resolve().parents[2]
LATEST_KILL = 0.02  # seconds after the child began to save


@dataclass
class Tally:
    """What the kills met: how many left the first or the second version, and a temporary file."""

    versions: list[int]
    interrupted: int = 0


def kill_saves(folder: Path, rounds: int) -> Tally:
    """Kill one child a round; AssertionError where the file is not whole or a temporary file shows as a form.

    The versions differ in length, so that a mixture of both cannot pass for either.
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
    for _ in range(rounds):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline().strip() == b"saving"
            _kill(child, dice.uniform(0, LATEST_KILL))
        data = target.read_bytes()
        assert data in versions, f"neither version: {len(data)} bytes"
        assert list(find_forms(folder)) == [target]
        left_over = [path for path in folder.iterdir() if path != target]
        for path in left_over:
            path.unlink()
        tally.versions[versions.index(data)] += 1
        tally.interrupted += bool(left_over)
    return tally


def _kill(child: subprocess.Popen[bytes], after: float) -> None:
    try:
        child.wait(after)
    except subprocess.TimeoutExpired:
        child.kill()
        return
    raise AssertionError("the child stopped saving by itself")


def _versions() -> list[bytes]:
    form = small_form()
    short = encode(form)
    form.actual_outcome = "按计划完成。" * 2000
    return [short, encode(form)]
