"""Put many indicators into the tree at once: pasted rows, under the parents they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.numbers import parse_typed
from selfeval_gui.domain.tree import Place, new_id
from selfeval_gui.domain.words import bare_level
from selfeval_gui.i18n import _
from selfeval_gui.item_models.indicator_model import IndicatorModel

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Indicator
    from selfeval_gui.domain.tree import Tree
    from selfeval_gui.exchange.pasting.paste_plan import PlanRow

Run = tuple[Place, list["Indicator"]]


class InsertRuns(QUndoCommand):
    """Put runs of indicators in, each run side by side; IllegalPlace where they may not stand."""

    def __init__(self, model: IndicatorModel, runs: Sequence[Run], name: str) -> None:
        super().__init__(name)
        self._model, self._runs = model, list(runs)

    def redo(self) -> None:
        for place, indicators in self._runs:
            self._model.apply_insert_run(indicators, place)

    def undo(self) -> None:
        for place, indicators in reversed(self._runs):
            self._model.apply_remove_run(place, len(indicators))


def place_for_level(tree: Tree, level: int, current: NodeId | None) -> Place | None:
    """Return where pasted rows of a level go: behind the current row, or as the last ones of the nearest parent."""
    if current is not None and tree.level(current) >= level:
        beside = NodeId(tree.path(current)[level - 1].id)
        place = tree.place(beside)
        return Place(place.parent, place.row + 1)
    parent = current
    while tree.level(parent) < level - 1:
        below = tree.children(parent)
        if not below:
            return None
        parent = NodeId(below[-1].id)
    return Place(parent, len(tree.children(parent)))


def insert_copies(model: IndicatorModel, indicators: list[Indicator], level: int, current: NodeId | None) -> bool:
    """Paste rows of one level, ids made new already; False where the form has no place for them."""
    place = place_for_level(model.session.tree, level, current)
    if place is None:
        return False
    name = _("粘贴 {count} 个指标").format(count=len(indicators))
    model.session.stack.push(InsertRuns(model, [(place, indicators)], name))
    return True


def insert_planned(model: IndicatorModel, rows: Sequence[PlanRow], current: NodeId | None) -> None:
    """Paste the rows of a table, as one step; parents that are not there yet are made."""
    _push(model, planned_runs(model.session.tree, rows, current), len(rows))


def insert_by_and_by(model: IndicatorModel, rows: Sequence[PlanRow], current: NodeId | None) -> Iterator[None]:
    """Paste as `insert_planned` does, a step for each row that is made and for each that is judged.

    Nothing changes before the last step, which finds everything ready; the form must not change meanwhile.
    """
    from selfeval_gui.rules.check import foresee

    leaves: list[Indicator] = []
    for row in rows:
        leaves.append(_leaf(row))
        yield
    session = model.session
    runs = _Planter(session.tree, current).plant(leaves, rows)
    for levels, leaf in _below_their_levels(session.tree, runs):
        foresee(leaf, levels, session.form, session.rule_set)
        yield
    _push(model, runs, len(rows))


def planned_runs(tree: Tree, rows: Sequence[PlanRow], current: NodeId | None) -> list[Run]:
    """Return what has to be put in where. Rows without names of parents go where the current row is."""
    return _Planter(tree, current).plant(map(_leaf, rows), rows)


def _push(model: IndicatorModel, runs: list[Run], count: int) -> None:
    if runs:
        model.session.stack.push(InsertRuns(model, runs, _("粘贴 {count} 个指标").format(count=count)))


def _leaf(row: PlanRow) -> Indicator:
    from selfeval_gui.domain.cells import cell_field
    from selfeval_gui.domain.fields import set_field
    from selfeval_gui.domain.form import Indicator
    from selfeval_gui.domain.typed_fields import parse_field

    leaf = Indicator(id=new_id())
    for field, text in row.values.items():
        set_field(leaf, field, parse_field(cell_field(field).kind, text))
    return leaf


def _below_their_levels(tree: Tree, runs: Sequence[Run]) -> Iterator[tuple[tuple[str, str], Indicator]]:
    """Yield the level-3 rows of the runs, each with the names of the two above it."""
    for place, indicators in runs:
        above = [] if place.parent is None else [each.name for each in tree.path(place.parent)]
        waiting = [(above, each) for each in reversed(indicators)]
        while waiting:
            names, indicator = waiting.pop()
            if len(names) == LEVELS - 1:
                yield (names[0], names[1]), indicator
            waiting += [([*names, indicator.name], each) for each in reversed(indicator.children)]


class _Planter:
    """Finds or makes the parents of pasted rows."""

    def __init__(self, tree: Tree, current: NodeId | None) -> None:
        self._tree, self._current = tree, current
        self._made: dict[tuple[str, ...], Indicator] = {}  # new parents by the names that lead to them
        self._runs: dict[NodeId | None, Run] = {}

    def plant(self, leaves: Iterable[Indicator], rows: Sequence[PlanRow]) -> list[Run]:
        """Return the runs for these rows, each of which is made already."""
        for leaf, row in zip(leaves, rows, strict=True):
            self._put(leaf, row)
        return list(self._runs.values())

    def _put(self, leaf: Indicator, row: PlanRow) -> None:
        level_1, level_2 = row.level_1, row.level_2
        if not level_1 and not level_2:
            place = place_for_level(self._tree, LEVELS, self._current)
            if place is not None:
                self._add(place, leaf)
                return
        top = self._find(None, level_1, row.weights[0]) if level_1 else self._home(level_2)
        if isinstance(top, str):
            found = self._find(top, level_2, row.weights[1])
            if isinstance(found, str):
                self._add(self._behind(found), leaf)
            else:
                found.children.append(leaf)
        else:
            key = (top.id, bare_level(level_2))
            if key not in self._made:
                self._made[key] = _new(level_2, row.weights[1])
                top.children.append(self._made[key])
            self._made[key].children.append(leaf)

    def _find(self, parent: NodeId | None, name: str, weight: str = "") -> NodeId | Indicator:
        """Return the child of that name, in the tree or made before; a new one else."""
        for child in self._tree.children(parent):
            if bare_level(child.name) == bare_level(name):
                return NodeId(child.id)
        key = (parent or "", bare_level(name))
        if key not in self._made:
            self._made[key] = _new(name, weight)
            self._add(Place(parent, len(self._tree.children(parent))), self._made[key])
        return self._made[key]

    def _home(self, level_2: str) -> NodeId | Indicator:
        """Return the level-1 row for rows that name none: that of the current row, or one that has this level 2."""
        tops = [NodeId(top.id) for top in self._tree.children(None)]
        here = None if self._current is None else NodeId(self._tree.path(self._current)[0].id)
        candidates = tops if here is None else [here, *tops]
        for top in candidates:
            if any(bare_level(child.name) == bare_level(level_2) for child in self._tree.children(top)):
                return top
        return candidates[0] if here is not None else (candidates[-1] if candidates else self._find(None, ""))

    def _behind(self, parent: NodeId) -> Place:
        """Return the place behind the current row if it stands there, else behind the last one."""
        if self._current is not None and self._tree.parent(self._current) == parent:
            return Place(parent, self._tree.place(self._current).row + 1)
        return Place(parent, len(self._tree.children(parent)))

    def _add(self, place: Place, indicator: Indicator) -> None:
        self._runs.setdefault(place.parent, (place, []))[1].append(indicator)


def _new(name: str, weight: str = "") -> Indicator:
    from selfeval_gui.domain.form import Indicator

    return Indicator(id=new_id(), name=name, weight=parse_typed(weight))
