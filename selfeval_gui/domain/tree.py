"""The hierarchy of indicators: ids, parents, legal places, insert, remove, move.

Level 1 stands only at the top, level 2 only under level 1, level 3 only under level 2. The tree works in place on the
form's nested lists and keeps an index beside them; it is the only hand that changes their structure.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from selfeval_gui.domain.fields import INDICATOR_FIELDS, is_blank
from selfeval_gui.domain.ids import LEVELS, NodeId

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Indicator


_BASE_32 = "abcdefghijklmnopqrstuvwxyz234567"
_random = random.Random()  # begun by the system's own; to ask that for each id costs more than the id


class IllegalPlace(ValueError):
    """An indicator of this level may not stand there, or a row number is outside its parent."""


@dataclass(frozen=True)
class Place:
    """Where a node stands: its parent (None at the top) and its row among the parent's children."""

    parent: NodeId | None
    row: int


def new_id() -> NodeId:
    """Return 8 random lower-case base32 characters."""
    bits = _random.getrandbits(40)
    return NodeId("".join([_BASE_32[bits >> place & 31] for place in range(0, 40, 5)]))


def walk(indicators: list[Indicator], level: int = 1) -> Iterator[tuple[Indicator, int]]:
    """Yield every node with its level, parents before children, in the order of the paper."""
    waiting = [iter(indicators)]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
        else:
            yield node, level + len(waiting) - 1
            if node.children:
                waiting.append(iter(node.children))


def in_paper_order(indicators: list[Indicator]) -> list[Indicator]:
    """Return every node of a form's indicators, parents before children, in the order of the paper."""
    found: list[Indicator] = []
    for top in indicators:
        found.append(top)
        for second in top.children:
            found.append(second)
            found += second.children
    return found


def level_three(indicators: list[Indicator], level: int = 1) -> Iterator[Indicator]:
    """Yield the level-3 indicators, the ones that carry weight and score, in the order of the paper.

    `level` is the level of the given list.
    """
    rows: Iterable[Indicator] = indicators
    for _above in range(level, LEVELS):
        rows = chain.from_iterable(row.children for row in rows)
    return iter(rows)


def rows_with_parents(indicators: list[Indicator]) -> Iterator[tuple[Indicator, Indicator, Indicator]]:
    """Yield each level-3 indicator behind its level-1 and level-2 ones, in the order of the paper."""
    return ((top, second, row) for top in indicators for second in top.children for row in second.children)


class Tree:
    """The form's indicators by id. `indicators` stays the form's own list."""

    def __init__(self, indicators: list[Indicator]) -> None:
        self._top = indicators
        self._nodes: dict[NodeId, Indicator] = {}
        self._parents: dict[NodeId, NodeId | None] = {}
        for node in indicators:
            self._enter(node, None)

    def __contains__(self, node: str) -> bool:
        return node in self._nodes

    def __len__(self) -> int:
        return len(self._nodes)

    def node(self, node: NodeId) -> Indicator:
        """Return the indicator; KeyError if it is not in the tree."""
        return self._nodes[node]

    def parent(self, node: NodeId) -> NodeId | None:
        """Return the parent's id, None for a level-1 node."""
        return self._parents[node]

    def children(self, parent: NodeId | None) -> list[Indicator]:
        """Return the live list of children; change it only through this class."""
        return self._top if parent is None else self._nodes[parent].children

    def place(self, node: NodeId) -> Place:
        """Return where the node stands now; KeyError if it is not in the tree."""
        parent = self._parents[node]
        for row, sibling in enumerate(self.children(parent)):
            if sibling.id == node:
                return Place(parent, row)
        raise KeyError(node)

    def level(self, node: NodeId | None) -> int:
        """Return 1, 2 or 3; 0 for the top itself."""
        level = 0
        while node is not None:
            level += 1
            node = self._parents[node]
        return level

    def path(self, node: NodeId) -> list[Indicator]:
        """Return the nodes from level 1 down to `node`, itself included."""
        steps: list[Indicator] = []
        current: NodeId | None = node
        while current is not None:
            steps.append(self._nodes[current])
            current = self._parents[current]
        return steps[::-1]

    def topmost(self, nodes: Collection[NodeId]) -> list[NodeId]:
        """Return the nodes in the order of the paper, without those that stand below another one of them."""
        found: list[NodeId] = []
        waiting = self._top[::-1]
        while waiting:
            node = waiting.pop()
            if node.id in nodes:
                found.append(NodeId(node.id))
            else:
                waiting += node.children[::-1]
        return found

    def can_have_children(self, parent: NodeId | None) -> bool:
        """Tell whether a level below `parent` exists."""
        return self.level(parent) < LEVELS

    def can_insert(self, node: Indicator, parent: NodeId | None) -> bool:
        """Tell whether the new subtree fits under `parent`: not below level 3, no id that is in the tree already."""
        room = LEVELS - self.level(parent)
        if not node.children:  # hundreds of them in a paste
            return room > 0 and node.id not in self
        return _height(node) <= room and not any(new.id in self for new, _ in walk([node]))

    def can_move(self, node: NodeId, parent: NodeId | None) -> bool:
        """Tell whether `node` keeps its level under `parent`; this also keeps a parent out of its own child."""
        return self.level(parent) + 1 == self.level(node)

    def can_shift(self, node: NodeId, parent: NodeId | None) -> bool:
        """Tell whether `node` may change its level to stand under `parent`, with all that is below it.

        What becomes or ceases to be a level-3 row must hold nothing but its name: the other level has no cell for more.
        """
        if parent is not None and any(step.id == node for step in self.path(parent)):
            return False
        moved, level, change = self._nodes[node], self.level(node), self.level(parent) + 1 - self.level(node)
        if level + change + _height(moved) - 1 > LEVELS:
            return False
        return all(
            (depth == LEVELS) == (depth + change == LEVELS) or _is_bare(row) for row, depth in walk([moved], level)
        )

    def insert(self, node: Indicator, place: Place) -> None:
        """Put a new subtree at `place`; IllegalPlace leaves the tree as it was."""
        siblings = self.children(place.parent)
        if not self.can_insert(node, place.parent) or not 0 <= place.row <= len(siblings):
            raise IllegalPlace(node.id)
        siblings.insert(place.row, node)
        self._enter(node, place.parent)

    def remove(self, node: NodeId) -> Indicator:
        """Take the subtree out and return it whole."""
        return self.remove_run(self.place(node), 1)[0]

    def remove_run(self, place: Place, count: int) -> list[Indicator]:
        """Take subtrees out that stand side by side, and return them whole."""
        siblings = self.children(place.parent)
        removed = siblings[place.row : place.row + count]
        del siblings[place.row : place.row + count]
        for gone, _ in walk(removed):
            del self._nodes[NodeId(gone.id)], self._parents[NodeId(gone.id)]
        return removed

    def arrange(self, orders: Mapping[NodeId | None, Sequence[NodeId]]) -> None:
        """Give each of these parents these children, in this order; between them they keep the children they had.

        IllegalPlace leaves the tree as it was.
        """
        before = [child.id for parent in orders for child in self.children(parent)]
        new_parents = {node: parent for parent, nodes in orders.items() for node in nodes}
        if sorted(before) != sorted(node for nodes in orders.values() for node in nodes):
            raise IllegalPlace(*before[:1])
        shifted = {node for node, parent in new_parents.items() if not self.can_move(node, parent)}
        for node in shifted:
            parent = new_parents[node]
            lands_below_shifted = parent is not None and any(step.id in shifted for step in self.path(parent))
            if lands_below_shifted or not self.can_shift(node, parent):
                raise IllegalPlace(node)
        for parent, nodes in orders.items():
            self.children(parent)[:] = [self._nodes[node] for node in nodes]
        self._parents.update(new_parents)

    def _enter(self, node: Indicator, parent: NodeId | None) -> None:
        key = NodeId(node.id)
        self._nodes[key] = node
        self._parents[key] = parent
        for child in node.children:
            self._enter(child, key)


def _height(node: Indicator) -> int:
    return 1 + max((_height(child) for child in node.children), default=0)


def _is_bare(row: Indicator) -> bool:
    """Tell whether a row holds nothing but what every level has."""
    if row.evidence or row.survey is not None or row.extra:
        return False
    return all(is_blank(getattr(row, field.name)) for field in INDICATOR_FIELDS.values() if 1 not in field.levels)
