"""A form as JSON where a row has thousands of documents: these are written some at a time and moved to their depth.

What writes JSON keeps the interpreter until it is through, and the window's thread waits. It also puts the blanks
before each line one by one, and of a list that lies eight levels deep they are half of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pydantic import TypeAdapter

from selfeval_gui.domain.form import Evidence, Form, Indicator
from selfeval_gui.domain.tree import new_id

MANY = 200  # documents of one row
_INDENT = 2
_SOME = 250  # documents at once: a millisecond


def form_as_json(form: Form) -> bytes:
    """Return what `model_dump_json` makes of it, byte for byte, and the end of the line; raises as that does."""
    long: dict[str, list[Evidence]] = {}
    rows = _shortened(form.indicators, long)
    if not long:
        return _whole(form) + b"\n"
    left, parts = _whole(form.model_copy(update={"indicators": rows})), list[bytes]()
    for stand_in, entries in long.items():  # in the order of the rows
        at = left.find(f'"id": "{stand_in}"'.encode())
        depth = at - left.rfind(b"\n", 0, at) - 1 - _INDENT
        before, _stand_in, left = left.partition(_at_depth([Evidence(id=stand_in)], depth))
        some = (entries[first : first + _SOME] for first in range(0, len(entries), _SOME))
        lists = [_at_depth(each, depth) for each in some]
        parts += [before, (b",\n" + b" " * depth).join(lists)]
    return b"".join([*parts, left, b"\n"])


def _whole(form: Form) -> bytes:
    return form.model_dump_json(indent=_INDENT, warnings="error").encode("utf-8")


def _shortened(rows: Sequence[Indicator], long: dict[str, list[Evidence]]) -> list[Indicator]:
    """Return rows with one entry in the place of many, which are put into `long`; the rows themselves stay."""
    short = []
    for row in rows:
        changes: dict[str, object] = {}
        if len(row.evidence) > MANY:
            stand_in = new_id()
            long[stand_in] = row.evidence
            changes["evidence"] = [Evidence(id=stand_in)]
        before = len(long)
        children = _shortened(row.children, long)
        if len(long) > before:
            changes["children"] = children
        short.append(row.model_copy(update=changes) if changes else row)
    return short


def _at_depth(entries: list[Evidence], depth: int) -> bytes:
    """Return entries as they stand in a list at a depth, from the first bracket to the last."""
    flat = _entries().dump_json(entries, indent=_INDENT, warnings="error")
    inner = flat[len(b"[\n  ") : -len(b"\n]")]
    return inner.replace(b"\n  ", b"\n" + b" " * depth)


@cache
def _entries() -> TypeAdapter[list[Evidence]]:
    return TypeAdapter(list[Evidence])
