"""The integers by which Qt's indexes know the rows of a tree: one a node, for good, and one the faint row under it."""

from itertools import count

from selfeval_gui.domain.ids import NodeId


class RowKeys:
    """Even keys are those of nodes; the odd one after a node's is that of the faint row under it."""

    def __init__(self) -> None:
        self._fresh = count(2, 2)
        self._key_of: dict[NodeId, int] = {}
        self._node_of: dict[int, NodeId] = {}

    def of(self, node: NodeId) -> int:
        """Return the key of a node, a new one for a node that has none yet."""
        key = self._key_of.get(node)
        if key is None:
            key = self._key_of[node] = next(self._fresh)
            self._node_of[key] = node
        return key

    def below(self, node: NodeId) -> int:
        """Return the key of the faint row under a node."""
        return self.of(node) + 1

    def node(self, key: int) -> NodeId | None:
        """Return the node of a key; None for the key of a faint row."""
        return self._node_of.get(key)

    def node_above(self, key: int) -> NodeId | None:
        """Return the node under which the faint row of a key stands; None for the key of a node."""
        return self._node_of.get(key - 1)
