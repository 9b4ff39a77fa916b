"""Kill the program at a random moment while someone types, and look at what the next start would give back."""

from __future__ import annotations

import json
import os
import queue
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.recovery import Record, find_left_over
from selfeval_gui.storage.store import load
from selfeval_gui.storage.workspace import find_forms

ROOT = Path(__file__).resolve().parents[2]
LETTER = "x"
EARLY = 4  # one round in so many is killed at any moment from its start on
START_S = 120.0  # a child that types nothing for so long is broken; a dozen start at once on a busy machine


@dataclass
class Tally:
    """What the kills met."""

    rounds: int = 0
    typed: int = 0
    lost: int = 0  # letters younger than the promise
    oldest_lost: float = 0.0  # seconds
    complaints: list[str] = field(default_factory=list)


class Chain:
    """Rounds on one workspace, each going on with what the one before left."""

    def __init__(self, folder: Path, interval_ms: int, promise_s: float) -> None:
        self.workspace, self.data = folder / "工作文件夹", folder / "数据"
        self.workspace.mkdir(parents=True)
        original = min((forms_dir() / "samples" / "2020").glob("*.json"))
        shutil.copyfile(original, self.workspace / original.name)
        self.path = self.workspace / original.name
        self._interval_ms, self._promise_s = interval_ms, promise_s
        self._child: int | None = None
        self._count = self._letters(load(self.path).form)
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "tests.helpers.typing_victim"]
        self._zygote = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=environment,
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, args=(self._zygote.stdout,))
        self._reader.start()

    def close(self) -> None:
        assert self._zygote.stdin is not None
        if self._child is not None:
            os.kill(self._child, signal.SIGKILL)
        self._zygote.stdin.close()
        self._zygote.wait(30)
        self._reader.join(30)
        assert self._zygote.stdout is not None
        self._zygote.stdout.close()

    def round(self, seed: int, life_s: float, tally: Tally) -> None:
        """Let a child type for a while, kill it, and compare."""
        order = {
            "workspace": str(self.workspace),
            "data": str(self.data),
            "interval_ms": self._interval_ms,
            "seed": seed,
        }
        assert self._zygote.stdin is not None
        self._zygote.stdin.write(json.dumps(order) + "\n")
        self._zygote.stdin.flush()
        self._child = int(self._lines.get(timeout=START_S).split()[1])
        typed = []
        if seed % EARLY:  # else it may die while it starts, or while it restores what the one before left
            typed.append(self._stroke(self._lines.get(timeout=START_S), tally))
        until = time.monotonic() + life_s
        while (rest := until - time.monotonic()) > 0:
            try:
                typed.append(self._stroke(self._lines.get(timeout=rest), tally))
            except queue.Empty:
                break
        killed = time.monotonic()
        os.kill(self._child, signal.SIGKILL)
        self._child = None
        while (line := self._lines.get(timeout=START_S)) != "DEAD":
            typed.append(self._stroke(line, tally))
        self._compare([stroke for stroke in typed if stroke is not None], killed, tally)

    def _read(self, lines: IO[str]) -> None:
        for line in lines:
            if line.strip():
                self._lines.put(line.strip())

    def _stroke(self, line: str, tally: Tally) -> tuple[float, int] | None:
        if line.startswith("ERROR") or line == "DEAD":
            tally.complaints.append(line)
            return None
        words = line.split()
        return (float(words[0]), int(words[1])) if len(words) == 2 else None  # else it was cut by the kill

    def _compare(self, typed: list[tuple[float, int]], killed: float, tally: Tally) -> None:
        tally.rounds += 1
        tally.typed += len(typed)
        kept = self._kept(tally)
        # What was there when the round began must be there whatever happened; each letter after that has its moment.
        must = max([self._count, *(count for moment, count in typed if moment < killed - self._promise_s)])
        if kept < must:
            tally.complaints.append(f"round {tally.rounds}: {kept} letters kept, {must} were older than the promise")
        lost = [moment for moment, count in typed if count > kept]
        tally.lost += len(lost)
        tally.oldest_lost = max([tally.oldest_lost, *(killed - moment for moment in lost)])
        self._count = kept

    def _kept(self, tally: Tally) -> int:
        """Count the letters that the file or the newest recovery holds."""
        forms = list(find_forms(self.workspace))
        if forms != [self.path]:
            tally.complaints.append(f"other files: {forms}")
        found = find_left_over(self.data / "recovery") if (self.data / "recovery").exists() else None
        if found is None:
            return self._letters(load(self.path).form)
        found.release()
        tally.complaints.extend(f"broken: {path}" for path in found.broken)
        return max([self._letters(load(self.path).form), *map(self._in_record, found.records[:1])])

    def _in_record(self, record: Record) -> int:
        typing = record.pending.text.count(LETTER) if record.pending is not None else 0
        return max(self._letters(decode(record.data)), typing)

    def _letters(self, form: Form) -> int:
        return next(level_three(form.indicators)).reason.count(LETTER)


def kill_typists(
    folder: Path, rounds: int, *, chains: int, interval_ms: int, promise_s: float, life_s: tuple[float, float]
) -> Tally:
    """Kill `rounds` children, in several chains at once; the tally says what was lost."""
    tally = Tally()
    lock = threading.Lock()

    def run(number: int) -> None:
        chain = Chain(folder / str(number), interval_ms, promise_s)
        dice = random.Random(number)
        try:
            for seed in range(number, rounds, chains):
                part = Tally()
                chain.round(seed, dice.uniform(*life_s), part)
                with lock:
                    _add(tally, part, f"chain {number}, round {seed}")
        except (queue.Empty, OSError) as error:
            with lock:
                tally.complaints.append(f"chain {number}: {error!r}")
        finally:
            chain.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(chains)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _add(tally: Tally, part: Tally, name: str) -> None:
    tally.rounds += part.rounds
    tally.typed += part.typed
    tally.lost += part.lost
    tally.oldest_lost = max(tally.oldest_lost, part.oldest_lost)
    tally.complaints += [f"{name}: {complaint}" for complaint in part.complaints]
