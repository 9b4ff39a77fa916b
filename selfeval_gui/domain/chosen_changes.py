"""Take over some of what another version of a form says, change by change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from selfeval_gui.domain.differences import Change, Difference
from selfeval_gui.domain.fields import get_field, set_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import Place, Tree

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_TAKEN = {Change.CELL, Change.ADDED, Change.REMOVED}


class Side(Enum):
    """Who has made a place what it is, since both versions were one."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    UNKNOWN = "unknown"


def can_be_taken(found: Difference) -> bool:
    """Tell whether a difference can be taken over alone; where a row stands cannot."""
    return found.change in _TAKEN


def sides(
    found: Sequence[Difference], mine: Iterable[Difference] | None, theirs: Iterable[Difference] | None
) -> list[Side]:
    """Return for each difference who made it, by what each has changed since both versions were one; None: unknown."""
    if mine is None or theirs is None:
        return [Side.UNKNOWN] * len(found)
    here, there = ({(each.node, each.field) for each in changed} for changed in (mine, theirs))
    named = {(True, True): Side.BOTH, (True, False): Side.MINE, (False, True): Side.THEIRS}
    places = [(each.node, each.field) for each in found]
    return [named.get((place in here, place in there), Side.UNKNOWN) for place in places]


def with_changes(mine: Form, theirs: Form, wanted: Iterable[Difference]) -> Form:
    """Return `mine` with these of the differences that lead from it to `theirs`.

    A new row brings the rows with it that it stands below; a row goes only where nothing is left below it.

    Raises
    ------
    IllegalPlace
        if a new row would stand too deep, because the one above it was moved.
    """
    form = mine.model_copy(deep=True)
    tree, other, gone = Tree(form.indicators), Tree(theirs.indicators), list[NodeId]()
    for found in wanted:
        node = found.node
        if found.change is Change.CELL and node is None:
            set_field(form, found.field, get_field(theirs, found.field))
        elif found.change is Change.CELL and node is not None:
            set_field(tree.node(node), found.field, get_field(other.node(node), found.field))
        elif found.change is Change.ADDED and node is not None:
            _add(tree, other, node)
        elif found.change is Change.REMOVED and node is not None:
            gone.append(node)
    for node in reversed(gone):  # a row comes after the one it stands below
        if not tree.node(node).children:
            tree.remove(node)
    return form


def _add(tree: Tree, other: Tree, node: NodeId) -> None:
    """Put a row of the other tree where it stands there: below its parent, behind the neighbour that both have."""
    if node in tree:
        return
    parent = other.parent(node)
    if parent is not None:
        _add(tree, other, parent)
    siblings = [each.id for each in other.children(parent)]
    here = [each.id for each in tree.children(parent)]
    before = [here.index(each) for each in siblings[: siblings.index(node)] if each in here]
    row = other.node(node).model_copy(deep=True, update={"children": []})
    tree.insert(row, Place(parent, before[-1] + 1 if before else 0))
