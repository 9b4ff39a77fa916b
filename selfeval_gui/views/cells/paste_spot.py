"""Where a table is pasted among the indicators, told by the view one works in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from selfeval_gui.domain.ids import NodeId


class PasteSpot(NamedTuple):
    """The cell at hand: its indicator, or None on a blank row, under whose `parent` a new one would stand.

    `fields` are those of the columns from the cell on; `level` is that of the indicator, or of the one that would be.
    """

    fields: Sequence[str]
    node: NodeId | None
    parent: NodeId | None
    level: int

    @property
    def is_blank(self) -> bool:
        """Whether the cell belongs to no indicator yet, and to one as soon as something is in it."""
        return self.node is None and self.level > 0
