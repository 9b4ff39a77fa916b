"""What of a list stays when another takes its place, so that a view keeps selection and scroll."""

from collections.abc import Sequence


def common_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """Return how many of the first entries are equal, and how many of the last; no entry counts twice."""
    shorter = min(len(old), len(new))
    head = next((row for row in range(shorter) if old[row] != new[row]), shorter)
    rest = shorter - head
    tail = next((row for row in range(rest) if old[-1 - row] != new[-1 - row]), rest)
    return head, tail
