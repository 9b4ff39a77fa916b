"""Where each key and value of a JSON text stands, so that a refusal can name the line."""

import json
import re
from collections.abc import Iterator

Place = tuple[str | int, ...]

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|[\[\]{},:]|[^\s\[\]{},:"]+')


def lines(text: str) -> Iterator[tuple[Place, int]]:
    """Yield the place of every key and list entry of a valid JSON text with its line, counted from 1, in order.

    A key that stands twice is yielded twice. The document itself has the place () and line 1.
    """
    yield (), 1
    place: list[str | int] = []  # of the innermost open object or list; its last entry is where we are in it
    expects_key: list[bool] = []  # for each open bracket whether a name comes next; a list never expects one
    line, seen = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        token = match[0]
        if token in "]}":
            place.pop()
            expects_key.pop()
        elif token == ",":
            last = place[-1]
            if isinstance(last, int):
                place[-1] = last + 1
            else:
                expects_key[-1] = True
        elif token != ":":
            if expects_key and expects_key[-1]:
                place[-1] = json.loads(token)
                expects_key[-1] = False
                yield tuple(place), line
                continue
            if place and isinstance(place[-1], int):
                yield tuple(place), line
            if token in "[{":
                place.append(0 if token == "[" else "")
                expects_key.append(token == "{")
