"""A table of which each line of a text is one cell, as some programs paste it: rows are told by the headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selfeval_gui.exchange.templates.labels import meanings

_FEWEST_HEADINGS = 3  # that follow each other make a row of headings; goals have two
_GOALS = 2


def rows_of_list(lines: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Return each row with the line it begins in; no row where no headings of a form follow each other.

    Below a row of headings rows are as long as that one, blank cells included, up to the next caption or label.
    """
    rows = list(_rows(lines))
    return rows if any(len(cells) > _FEWEST_HEADINGS for _, cells in rows) else []


def _rows(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    here, width = 0, 0
    while here < len(lines):
        headings = _headings(lines, here)
        if headings:
            width = headings
        elif width and not _begins_anew(lines[here]):
            headings = _up_to_next_part(lines, here, width)
        else:
            headings = width if width and "totals" in meanings(lines[here]) else _pair(lines, here)
            width = 0
        yield here, [*lines[here : here + headings]]
        here += headings


def _up_to_next_part(lines: Sequence[str], here: int, width: int) -> int:
    """Return how many of a row's cells come before the next part: a merged cell of the row above has none here."""
    most = min(width, len(lines) - here)
    ends = (place for place in range(1, most) if _begins_anew(lines[here + place]) or _headings(lines, here + place))
    return next(ends, width)


def _headings(lines: Sequence[str], here: int) -> int:
    """Return how many lines from here on are a caption and the headings beside it; 0 where none begin."""
    if "captions" not in meanings(lines[here]) and not _is_heading(lines[here]):
        return 0
    end = here + 1
    while end < len(lines) and (_is_heading(lines[end]) or (end == here + 1 and not lines[end])):
        end += 1
    begins = here if "goals" in meanings(lines[here]) else here + 1
    count = sum(1 for line in lines[begins:end] if line)
    fewest = _GOALS if count and "goals" in meanings(lines[end - 1]) else _FEWEST_HEADINGS
    return end - here if count >= fewest else 0


def _is_heading(text: str) -> bool:
    return bool({"indicator_columns", "more_columns", "fund_columns", "goals"} & meanings(text).keys())


def _begins_anew(text: str) -> bool:
    """Tell whether a line stands first in a row of its own kind."""
    return bool({"captions", "head", "extra", "totals"} & meanings(text).keys())


def _pair(lines: Sequence[str], here: int) -> int:
    """Return 2 for a label and what is filled in behind it, which is no label itself; 1 for a line by itself."""
    is_label = bool({"head", "extra"} & meanings(lines[here]).keys())
    return 2 if is_label and here + 1 < len(lines) and not meanings(lines[here + 1]) else 1
