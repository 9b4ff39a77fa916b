"""How one form's tree was looked at last, so that it looks the same when the form is shown again."""

from dataclasses import dataclass, field

from selfeval_gui.domain.ids import NodeId


@dataclass
class Look:
    """Folded rows, the current cell as (node, field), and the place of the scroll bar."""

    folded: set[NodeId] = field(default_factory=set)
    current: tuple[NodeId, str] | None = None
    scrolled: int = 0
