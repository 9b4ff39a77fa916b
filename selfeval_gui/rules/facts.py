"""What several checks need to know of a form, worked out once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from selfeval_gui.domain.fields import INDICATOR_TEXTS
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.scoring import Basis, Totals, add, on_basis
from selfeval_gui.domain.scoring_rules import ExecutionScore

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator


# The cells of a level-3 row as one plain tuple: id, weight, score, then every text in the order of `INDICATOR_TEXTS`.
Cells = tuple[Any, ...]
cells_of = attrgetter("id", "weight", "score", *INDICATOR_TEXTS)
_node, _weight, _score = itemgetter(0), itemgetter(1), itemgetter(2)
name_of = itemgetter(3 + INDICATOR_TEXTS.index("name"))  # of the cells of a level-3 row
name_and_target = itemgetter(*(3 + INDICATOR_TEXTS.index(name) for name in ("name", "target")))
_judged_texts = itemgetter(*(3 + INDICATOR_TEXTS.index(name) for name in ("name", "target", "actual", "reason")))


class Row(NamedTuple):
    """The cells of a level-3 row, by name."""

    node: NodeId
    name: str
    target: str
    actual: str
    weight: Decimal | None
    score: Decimal | None
    reason: str
    texts: tuple[str, ...]  # every one, in the order of `INDICATOR_TEXTS`
    levels: tuple[str, str]  # the names of the rows above, level 1 first
    year: int | None  # of the form


class LevelRow(NamedTuple):
    """The cells of a row of level 1 or 2, and the sum of the weights below it, None where none is filled in."""

    node: NodeId
    level: int
    name: str
    weight: Decimal | None
    weight_below: Decimal | None


@dataclass(frozen=True, eq=False)
class Run:
    """The level-3 rows under one of level 2, and their sums: the same object for as long as the rows hold the same."""

    cells: list[Cells]
    sums: Totals
    nodes: frozenset[NodeId]


class Branch(NamedTuple):
    """A row of level 1, and those of level 2 under it with the rows under them."""

    top: LevelRow
    seconds: list[tuple[LevelRow, Run]]


@dataclass(frozen=True)
class Facts:
    """A form, its rows in the order of the paper, and its totals on both bases.

    An edit changes one row among hundreds, so that the others are no more than compared: `row_of` names their cells,
    and what was found in a run of them is known by the run.
    """

    form: Form
    branches: list[Branch]
    totals: dict[Basis, Totals]

    @property
    def runs(self) -> Iterator[Run]:
        """The level-3 rows in the order of the paper."""
        return (run for branch in self.branches for _second, run in branch.seconds)

    @property
    def rows(self) -> Iterator[Cells | LevelRow]:
        """All rows in the order of the paper."""
        for top, seconds in self.branches:
            yield top
            for second, run in seconds:
                yield second
                yield from run.cells


def facts_of(
    form: Form, rule: ExecutionScore, before: Facts | None = None, written: Collection[NodeId] | None = None
) -> Facts:
    """Work the facts out; the rule computes a blank execution score. Runs that are as they were `before` are those.

    Where it is known which rows were `written` since, the cells of the other runs are not even compared.
    """
    old = [] if before is None else before.branches
    known = {second.node: run for branch in old for second, run in branch.seconds}
    branches: list[Branch] = []
    tops: list[Totals] = []
    for top in form.indicators:
        runs = [_run(second, known.get(NodeId(second.id)), written) for second in top.children]
        sums = _together([run.sums for run in runs])
        tops.append(sums)
        seconds = [(_level_row(second, 2, run.sums), run) for second, run in zip(top.children, runs, strict=True)]
        branches.append(Branch(_level_row(top, 1, sums), seconds))
    sums = _together(tops)
    return Facts(form, branches, {basis: on_basis(sums, form.funds.total, basis, rule) for basis in Basis})


def _run(second: Indicator, before: Run | None, written: Collection[NodeId] | None) -> Run:
    if before is not None and written is not None and before.nodes.isdisjoint(written):
        return before
    cells = list(map(cells_of, second.children))
    if before is not None and before.cells == cells:
        return before
    return Run(cells, Totals(add(map(_weight, cells)), add(map(_score, cells))), frozenset(map(_node, cells)))


@lru_cache(maxsize=1024)
def names_of(run: Run) -> list[tuple[NodeId, str]]:
    """Return the rows of a run and their names; the same list for the same run."""
    return [(cells[0], name_of(cells)) for cells in run.cells]


def row_of(cells: Cells, levels: tuple[str, str], year: int | None) -> Row:
    """Return the cells of a level-3 row, below rows of these names in a form of that year, by their names."""
    name, target, actual, reason = _judged_texts(cells)
    return Row(cells[0], name, target, actual, cells[1], cells[2], reason, cells[3:], levels, year)


def _together(parts: Sequence[Totals]) -> Totals:
    return Totals(add(part.weight for part in parts), add(part.score for part in parts))


def _level_row(indicator: Indicator, level: int, below: Totals) -> LevelRow:
    return LevelRow(NodeId(indicator.id), level, indicator.name, indicator.weight, below.weight)
