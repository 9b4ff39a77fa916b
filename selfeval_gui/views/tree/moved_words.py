"""Says where rows of the tree stand after a move."""

from collections.abc import Sequence

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import Tree
from selfeval_gui.i18n import _


def moved_words(tree: Tree, nodes: Sequence[NodeId]) -> str:
    """Return for the first of the rows its name, what it stands under and its place there."""
    if not nodes:
        return ""
    place, name = tree.place(nodes[0]), tree.node(nodes[0]).name.strip() or _("（未填名称）")
    if place.parent is None:
        return _("“{name}”现在是第 {row} 个").format(name=name, row=place.row + 1)
    parent = tree.node(place.parent).name.strip()
    return _("“{name}”现在是“{parent}”的第 {row} 个").format(name=name, parent=parent, row=place.row + 1)
