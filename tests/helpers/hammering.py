"""Two processes that hammer one folder, one of them killed now and then: no update may get lost, no file broken."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from selfeval_gui.data import forms_dir
from selfeval_gui.storage.store import load

ROOT = Path(__file__).resolve().parents[2]
FORMS = 2
LONGEST_S = 120.0  # whatever a loaded machine makes of the rest


@dataclass
class Tally:
    """What the processes said, and what was wrong with the files in the end."""

    said: Counter[str] = field(default_factory=Counter)
    saved: dict[str, list[str]] = field(default_factory=dict)
    saved_by: Counter[str] = field(default_factory=Counter)
    kills: int = 0
    complaints: list[str] = field(default_factory=list)


class _Child:
    def __init__(self, folder: Path, data: Path, name: str, seed: int, tally: Tally) -> None:
        command = [sys.executable, "-m", "tests.helpers.hammer_child", str(folder), str(data), name, str(seed)]
        self.name = name
        self._tally = tally
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )
        self.is_ready = threading.Event()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def kill(self, after: float = 0.0) -> None:
        """Kill the process after so many seconds."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(after)
            assert self._process.stderr is not None
            self._tally.complaints.append(f"{self.name} ended by itself: {self._process.stderr.read()[-400:]}")
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdout, self._process.stderr):
            assert pipe is not None
            pipe.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            word, *rest = line.split()
            if not line.endswith("\n"):
                continue  # cut by the kill
            self._tally.said[word] += 1
            if word == "READY":
                self.is_ready.set()
            elif word == "SAVED":
                self._tally.saved.setdefault(rest[0], []).append(rest[1])
                self._tally.saved_by[self.name[0]] += 1


def hammer(folder: Path, data: Path, seconds: float) -> Tally:
    """Let two processes go at two forms for so long, and until each has saved and been taken over from."""
    folder.mkdir()
    originals = sorted((forms_dir() / "samples" / "2020").glob("*.json"))[:FORMS]
    paths = [Path(shutil.copyfile(original, folder / f"{number}.json")) for number, original in enumerate(originals)]
    tally, dice = Tally(), random.Random(5)
    started = 0

    def start(letter: str) -> _Child:
        nonlocal started
        started += 1
        return _Child(folder, data, f"{letter}{started}-", started, tally)

    children = [start("a"), start("b")]
    begin = time.monotonic()
    while (passed := time.monotonic() - begin) < LONGEST_S:
        if passed > seconds and len(tally.saved_by) == len(children) and tally.said["TOOK"]:
            break
        number = dice.randrange(len(children))
        if children[number].is_ready.wait(1.0):
            children[number].is_ready.clear()
            letter = children[number].name[0]
            children[number].kill(dice.uniform(0.2, 1.5))
            tally.kills += 1
            children[number] = start(letter)
    for child in children:
        child.kill()
    _check(paths, tally)
    return tally


def _check(paths: list[Path], tally: Tally) -> None:
    for path in paths:
        notes = load(path).form.notes
        marks = Counter(notes.split(";"))
        for mark in tally.saved.get(path.name, []):
            if marks[mark.removesuffix(";")] != 1:
                tally.complaints.append(f"{path.name}: {mark} stands {marks[mark.removesuffix(';')]} times")
    for word in tally.said.keys() - {"READY", "SAVED", "BUSY", "TOOK", "ASKED", "save.locked"}:
        tally.complaints.append(f"said {word}")
