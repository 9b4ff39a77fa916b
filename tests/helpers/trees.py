"""A single node of a tree moved, as the commands move it: by giving its old and its new parent their children anew."""

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import Place, Tree


def move(tree: Tree, node: NodeId, to: Place) -> None:
    """Move the subtree; `to.row` is its row after the move. IllegalPlace leaves the tree as it was."""
    orders = {
        parent: [NodeId(child.id) for child in tree.children(parent)] for parent in (tree.parent(node), to.parent)
    }
    orders[tree.parent(node)].remove(node)
    orders[to.parent].insert(to.row, node)
    tree.arrange(orders)
