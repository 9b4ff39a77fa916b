"""Results of trials: printed as they come, kept as JSON between processes, shown as one table at the end."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

END = "the trial came to its end"


@dataclass(frozen=True)
class Row:
    """One thing that must hold, and whether it did."""

    where: str
    what: str
    passed: bool
    note: str
    seconds: float


class TrialTable:
    """The rows of one trial; `seconds` of a row count from the row before."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.rows: list[Row] = []
        self._last = time.monotonic()

    def check(self, what: str, passed: bool, note: object = "") -> bool:
        """Note a result and return it."""
        now = time.monotonic()
        row = Row(self.where, what, bool(passed), " ".join(str(note).split())[:300], now - self._last)
        self._last = now
        self.rows.append(row)
        print("   " + line(row), flush=True)
        return row.passed

    def check_equal(self, what: str, found: object, wanted: object) -> bool:
        """Note whether two things are equal, and what was found if not."""
        return self.check(what, found == wanted, "" if found == wanted else f"found {found!r}, wanted {wanted!r}")

    def check_empty(self, what: str, found: Iterable[object]) -> bool:
        """Note whether there is nothing, and the first of what there is."""
        listed = list(found)
        return self.check(what, not listed, "; ".join(str(item) for item in listed[:5]))

    def write(self, path: Path) -> None:
        """Keep the rows for the process that shows the whole."""
        path.write_text(json.dumps([asdict(row) for row in self.rows], ensure_ascii=False), encoding="utf-8")


def read_rows(path: Path, log: Path) -> list[Row]:
    """Read the rows that a trial kept; one that broke off gets a row that says why, as far as its log knows."""
    rows = [Row(**row) for row in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []
    if not rows or rows[-1].what != END:
        text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        rows.append(Row(path.stem, END, False, f"it broke off: {last_words(text)} (see {log.name})", 0.0))
    return rows


def last_words(log: str) -> str:
    """Find in a log why its program ended: the error, and what a failed command said before it."""
    lines = [text for text in log.splitlines() if text.strip()]
    if not lines:
        return "it said nothing"
    *before, error = lines
    traces = [number for number, text in enumerate(before) if text.startswith("Traceback ")]
    said = before[traces[-1] - 1].strip() if traces and traces[-1] > 0 else ""
    own = said.startswith(("== ", "PASS ", "FAIL "))
    return " ".join(f"{error[:140]} — {said[:100]}".split()) if said and not own else error[:240].strip()


def line(row: Row) -> str:
    """Write a row as one line."""
    note = f" — {row.note}" if row.note else ""
    return f"{'PASS' if row.passed else 'FAIL'} {row.where:<11} {row.what} ({row.seconds:.1f} s){note}"


def show(rows: list[Row]) -> str:
    """Write all rows and the sum in the form that other programs count."""
    failed = sum(not row.passed for row in rows)
    lines = [*(line(row) for row in rows), f"{len(rows) - failed} passed, {failed} failed"]
    return "\n".join(lines)
