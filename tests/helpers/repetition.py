"""Places that say the same: runs of equal statement lines, found in any two files of a folder or twice in one."""

from __future__ import annotations

import ast
import io
import tokenize
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

SHORTEST = 6
BRACKETS = set("()[]{},:")  # a line of nothing else says nothing
SILENT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


class Line(NamedTuple):
    """A line that says something, without its indentation and comment."""

    number: int
    text: str


class Pair(NamedTuple):
    """Two places that share a run of lines, each as "path:line"."""

    first: str
    second: str
    length: int

    def __str__(self) -> str:
        return f"{self.first} and {self.second} share {self.length} lines"


def statement_lines(source: str) -> list[Line]:
    """Give the lines of a module without comments, blank lines, docstrings, imports and lone brackets."""
    tree = ast.parse(source)
    ignored = {number for node in ast.walk(tree) for number in _silent_lines(node)}
    said: dict[int, str] = {}
    written = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in SILENT:
            for number in range(token.start[0], token.end[0] + 1):
                end = token.end[1] if number == token.end[0] else len(written[number - 1])
                said[number] = written[number - 1][:end].strip()
    return [
        Line(number, text)
        for number, text in sorted(said.items())
        if number not in ignored and not set(text.replace(" ", "")) <= BRACKETS
    ]


def _silent_lines(node: ast.AST) -> Iterator[int]:
    if isinstance(node, ast.Import | ast.ImportFrom) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ):
        yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


def pairs(sources: Mapping[str, str], shortest: int = SHORTEST) -> list[Pair]:
    """Find every pair of places with at least so many equal lines in a row, longest first; each run counts once."""
    lines = {path: statement_lines(source) for path, source in sources.items()}
    starts: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for path, found in lines.items():
        for index in range(len(found) - shortest + 1):
            starts[tuple(line.text for line in found[index : index + shortest])].append((path, index))
    met = [pair for places in starts.values() for pair in combinations(places, 2) if not _overlap(*pair, shortest)]
    known = set(met)
    result = []
    for (path, index), (other, place) in met:
        if ((path, index - 1), (other, place - 1)) in known:
            continue  # the run began before
        length = shortest
        while ((path, index + length - shortest + 1), (other, place + length - shortest + 1)) in known:
            length += 1
        result.append(Pair(f"{path}:{lines[path][index].number}", f"{other}:{lines[other][place].number}", length))
    return sorted(result, key=lambda pair: (-pair.length, pair))


def _overlap(one: tuple[str, int], other: tuple[str, int], length: int) -> bool:
    return one[0] == other[0] and abs(one[1] - other[1]) < length
