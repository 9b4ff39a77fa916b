"""The rows of the paper: each leads from a level-1 indicator down to a level-3 one, or ends before."""

from collections.abc import Iterator, Sequence

from selfeval_gui.domain.form import Indicator

Branch = tuple[Indicator | None, Indicator | None, Indicator | None]


def branches_of(indicators: list[Indicator]) -> Iterator[Branch]:
    """Yield (level 1, level 2, level 3) for each row, None below where a branch ends; at least one row."""
    for one in _or_blank(indicators):
        for two in _or_blank(one.children if one is not None else []):
            for three in _or_blank(two.children if two is not None else []):
                yield one, two, three


def _or_blank(nodes: list[Indicator]) -> Sequence[Indicator | None]:
    return nodes or (None,)


def own_id(placed: tuple[int, Indicator | None]) -> str | int:
    """Tell rows of one node from others; a row without a node belongs to no other."""
    row, node = placed
    return row if node is None else node.id
