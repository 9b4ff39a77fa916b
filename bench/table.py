"""A line of the benchmarks' table, and how the table is printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width


@dataclass(frozen=True)
class Row:
    """What was measured: ours and the peer's, each with its unit, ours ÷ peer, and the largest ratio allowed."""

    name: str
    ours: str
    peer: str
    ratio: float | None = None
    goal: float | None = None

    @property
    def verdict(self) -> str:
        """Say whether the goal is met; "" where there is none."""
        if self.ratio is None or self.goal is None:
            return ""
        return "met" if self.ratio <= self.goal else "MISSED"


def print_table(rows: Sequence[Row]) -> None:
    lines = [("benchmark", "ours", "peer", "ratio", "goal", "")]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f} ×"
        goal = "" if row.goal is None else f"≤ {row.goal} ×"
        lines.append((row.name, row.ours, row.peer, ratio, goal, row.verdict))
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip())


def _width(text: str) -> int:
    return sum(1 + (east_asian_width(character) in "WF") for character in text)
