"""Which children each parent has after rows were moved: a step up or down, to a place, a level out or in.

Pure: nothing is changed here. A result names only the parents that change; None stands for a move that is not legal or
changes nothing. Rows that stand below another chosen row go with it.
"""

from collections.abc import Sequence

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import Place, Tree

Orders = dict[NodeId | None, list[NodeId]]


def stepped(tree: Tree, nodes: Sequence[NodeId], step: int) -> Orders | None:
    """Return the orders after the chosen rows went one row up (-1) or down (+1).

    Rows that stand at their parent's edge stay there, unless they are all there is to move: then they go on, together,
    into the next parent of that level.
    """
    chosen = set(nodes)
    if not chosen or len({tree.level(node) for node in chosen}) > 1:
        return None
    orders: Orders = {}
    for parent in dict.fromkeys(tree.parent(node) for node in nodes):
        before = _children(tree, parent)
        after = _stepped(before, chosen, step)
        if after != before:
            orders[parent] = after
    return orders or _into_the_next_parent(tree, nodes, step)


def placed(tree: Tree, nodes: Sequence[NodeId], place: Place) -> Orders | None:
    """Return the orders after the chosen rows went to a place; its row is counted before they are taken out."""
    if not nodes or not all(tree.can_move(node, place.parent) for node in nodes):
        return None
    return _together(tree, nodes, place)


def shifted(tree: Tree, nodes: Sequence[NodeId], step: int) -> Orders | None:
    """Return the orders after rows of one parent went a level out (-1), behind it, or in (+1), below the row above."""
    parents = {tree.parent(node) for node in nodes}
    if len(parents) != 1:
        return None
    parent = tree.parent(nodes[0])
    if step < 0:
        if parent is None:
            return None
        above = tree.place(parent)
        target = Place(above.parent, above.row + 1)
    else:
        siblings = _children(tree, parent)
        first = min(siblings.index(node) for node in nodes)
        if first == 0:
            return None
        new_parent = siblings[first - 1]
        target = Place(new_parent, len(tree.children(new_parent)))
    if not all(tree.can_shift(node, target.parent) for node in nodes):
        return None
    return _together(tree, nodes, target)


def parent_beside(tree: Tree, parent: NodeId, step: int) -> NodeId | None:
    """Return the next possible parent of the same level before or after `parent`, across level-1 rows too."""
    place = tree.place(parent)
    siblings = tree.children(place.parent)
    row = place.row + step
    if 0 <= row < len(siblings):
        return NodeId(siblings[row].id)
    upper = None if place.parent is None else parent_beside(tree, place.parent, step)
    while upper is not None:
        cousins = tree.children(upper)
        if cousins:
            return NodeId(cousins[0 if step > 0 else -1].id)
        upper = parent_beside(tree, upper, step)
    return None


def _children(tree: Tree, parent: NodeId | None) -> list[NodeId]:
    return [NodeId(child.id) for child in tree.children(parent)]


def _stepped(children: list[NodeId], chosen: set[NodeId], step: int) -> list[NodeId]:
    # Read against the direction, so that a row passes one neighbour and not several.
    after = children[:] if step < 0 else children[::-1]
    for row in range(1, len(after)):
        if after[row] in chosen and after[row - 1] not in chosen:
            after[row - 1], after[row] = after[row], after[row - 1]
    return after if step < 0 else after[::-1]


def _into_the_next_parent(tree: Tree, nodes: Sequence[NodeId], step: int) -> Orders | None:
    parent = tree.parent(nodes[0])
    if parent is None or any(tree.parent(node) != parent for node in nodes):
        return None
    beside = parent_beside(tree, parent, step)
    if beside is None:
        return None
    return _together(tree, nodes, Place(beside, 0 if step > 0 else len(tree.children(beside))))


def _together(tree: Tree, nodes: Sequence[NodeId], place: Place) -> Orders | None:
    """Take the rows out where they are and put them in at the place, side by side."""
    chosen = set(nodes)
    parents = dict.fromkeys([*(tree.parent(node) for node in nodes), place.parent])
    before = {parent: _children(tree, parent) for parent in parents}
    orders = {parent: [child for child in children if child not in chosen] for parent, children in before.items()}
    row = sum(child not in chosen for child in before[place.parent][: place.row])
    orders[place.parent][row:row] = nodes
    changed = {parent: children for parent, children in orders.items() if children != before[parent]}
    return changed or None
