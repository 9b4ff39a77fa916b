"""Lines in which an office says what it adds to a template: parts between semicolons, each line a field or column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from selfeval_gui.exchange.templates.template_edit import fields_of

_PARTS, _WORDS = re.compile(r"[；;\t]+"), re.compile(r"[、，,]+")
_BEHIND = re.compile(r"在(.+)后")


class NotALine(ValueError):
    """A line that says no row or column; its text is the line."""


def parts_of(line: str) -> list[str]:
    """Return the parts of a line."""
    return [part.strip() for part in _PARTS.split(line.rstrip("；; \t"))]


def words_in(part: str) -> tuple[str, ...]:
    """Return the words of a part, one after the other."""
    return tuple(word.strip() for word in _WORDS.split(part))


def behind_of(part: str) -> str:
    """Return the heading behind which a part such as "在分值后" puts a column; "" for another part."""
    found = _BEHIND.fullmatch(part)
    return found[1].strip() if found else ""


def keyed(lines: Sequence[str], labels: Sequence[str], before: Mapping[str, str], start: str) -> dict[str, str]:
    """Return the labels of lines by field: that of the same label before, of the one it replaces, or a new one.

    Raises
    ------
    NotALine
        for a label that is there twice.
    """
    for place, label in enumerate(labels):
        if label in labels[:place]:
            raise NotALine(lines[place])
    found = dict[str, str]()
    fields = fields_of(labels, [(label, field) for field, label in before.items()], start)
    for line, (label, field) in zip(lines, fields, strict=True):
        if field in found:
            raise NotALine(line)
        found[field] = label
    return found


def with_place(line: str, headings: Mapping[str, str], own: Sequence[str], key: str) -> str:
    """Return a line with the place of its column, where another than an own one stands behind it.

    `headings` are those of all columns from left to right.
    """
    keys = [*headings]
    place = keys.index(key)
    if not place or all(each in own for each in keys[place:]):
        return line
    left = headings[keys[place - 1]]
    is_clear = [*headings.values()].count(left) == 1
    return f"{line}；在{left}后" if is_clear and left else line


def in_order(
    lines: Sequence[str],
    standing: Mapping[str, str],
    own: Sequence[str],
    now: Mapping[str, str],
    behind: Sequence[str],
) -> list[str]:
    """Return columns from left to right: the common ones, and those of `now`, one for each line, where they belong.

    `standing` are the headings before, `own` which of them may go. Each of `now` stands behind the heading that its
    line names in `behind`; without one it stands where one stood before, or at the right.

    Raises
    ------
    NotALine
        for a heading that there is not, or that is the column's own.
    """
    line_of = dict(zip(now, lines, strict=True))
    named = {key: heading for key, heading in zip(now, behind, strict=True) if heading}
    free = [key for key in now if key not in named]
    waiting, order = [*free], list[str]()
    for key in standing:
        if key not in own:
            order.append(key)
        elif waiting and (key in free or key not in now):
            order.append(waiting.pop(0))
    order += waiting
    headings = {**standing, **now}
    left = {key: next((x for x in [*order, *named] if headings[x] == heading), "") for key, heading in named.items()}
    placed = dict[str, int]()
    while left:
        key = next((key for key, after in left.items() if after in order), "")
        if not key:
            raise NotALine(line_of[next(iter(left))])
        after = left.pop(key)
        placed[after] = placed.get(after, 0) + 1
        order.insert(order.index(after) + placed[after], key)
    return order
