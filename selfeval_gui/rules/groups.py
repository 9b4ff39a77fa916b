"""Forms grouped by something they have in common, kept up to date one form at a time."""

from collections.abc import Hashable, ItemsView, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import nsmallest
from typing import Generic, NamedTuple, TypeVar

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.rules.shared import shown_share

MOST_NAMED = 50  # other forms that one finding names; a department has thousands

Common = TypeVar("Common", bound=Hashable)
Shares = Mapping[NodeId, Decimal]  # rows and a number each, such as the share of the weight they got


class Extremes(NamedTuple):
    """The lowest and the highest number of a group's rows, and the forms they stand in."""

    low: Decimal
    lowest: str
    high: Decimal
    highest: str


@dataclass(slots=True)
class Group:
    """The forms that have something in common, by key, with the rows that have it."""

    rows: dict[str, Shares] = field(default_factory=dict)
    _bounds: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    _extremes: Extremes | None = None
    _named: tuple[str, ...] = ()
    _figures: Mapping[str, str] | None = None

    def put(self, key: str, rows: Shares | None) -> None:
        """Take in a form's rows, or let the form go."""
        before, is_new = self._extremes, key not in self.rows
        self._figures = None
        if rows is None:
            del self.rows[key], self._bounds[key]
            self._extremes = None
        else:
            self.rows[key] = rows
            self._bounds[key] = low, high = min(rows.values()), max(rows.values())
            self._extremes = None if before is None else _moved(before, key, low, high)
        if is_new or rows is None or self._extremes is None or before is None or before[1::2] != self._extremes[1::2]:
            self._named = ()

    @property
    def extremes(self) -> Extremes:
        """The lowest and the highest number there is; of equal ones the first form's by key."""
        if self._extremes is None:
            low, lowest = min((low, key) for key, (low, _) in self._bounds.items())
            high, highest = max((high, key) for key, (_, high) in self._bounds.items())
            self._extremes = Extremes(low, lowest, high, highest)
        return self._extremes

    @property
    def spread(self) -> Decimal:
        """How far the highest number is from the lowest."""
        return self.extremes.high - self.extremes.low

    @property
    def figures(self) -> Mapping[str, str]:
        """How many forms there are, their extremes as people read them, and where these stand."""
        if self._figures is None:
            low, lowest, high, highest = self.extremes
            shown = {"low": shown_share(low), "high": shown_share(high), "spread": shown_share(high - low)}
            self._figures = {"count": str(len(self.rows)), **shown, "lowest": lowest, "highest": highest}
        return self._figures

    @property
    def named(self) -> tuple[str, ...]:
        """The forms to name, sorted; of many the two extremes and the first."""
        if not self._named:
            most = {self.extremes.lowest, self.extremes.highest}
            named = self.rows if len(self.rows) <= MOST_NAMED else most.union(nsmallest(MOST_NAMED, self.rows))
            self._named = tuple(sorted(named))
        return self._named

    def others(self, key: str) -> tuple[str, ...]:
        """Return those of the forms to name that stand beside `key`."""
        return without(self.named, key)


class Groups(Generic[Common]):
    """Groups by what their forms have in common."""

    def __init__(self) -> None:
        self._groups: dict[Common, Group] = {}
        self._several: dict[Common, Group] = {}  # those of more than one form: most texts stand in one alone

    def __getitem__(self, common: Common) -> Group:
        return self._groups[common]

    def __contains__(self, common: object) -> bool:
        return common in self._groups

    def rows(self, common: Common) -> Mapping[str, Shares]:
        """Return the rows that have this in common, by form; none where fewer than two forms do."""
        return self._several[common].rows if common in self._several else {}

    def several(self) -> ItemsView[Common, Group]:
        """Return what more than one form has in common."""
        return self._several.items()

    def change(self, key: str, old: Mapping[Common, Shares], new: Mapping[Common, Shares]) -> None:
        """Move a form from the groups it was in to those it is in now; a group it has not changed in stays as it is."""
        for common in old.keys() - new.keys():
            group = self._groups[common]
            group.put(key, None)
            if len(group.rows) < 2:
                self._several.pop(common, None)
            if not group.rows:
                del self._groups[common]
        for common, rows in new.items():
            if old.get(common) != rows:
                group = self._groups.setdefault(common, Group())
                group.put(key, rows)
                if len(group.rows) > 1:
                    self._several[common] = group


def _moved(of: Extremes, key: str, low: Decimal, high: Decimal) -> Extremes | None:
    """Return the extremes where one form's have changed; None where those of all forms have to be looked through."""
    if (key == of.lowest and low > of.low) or (key == of.highest and high < of.high):
        return None
    lowest = min((of.low, of.lowest), (low, key))
    highest = max((of.high, of.highest), (high, key))
    return Extremes(*lowest, *highest)


def without(named: tuple[str, ...], key: str) -> tuple[str, ...]:
    """Return the names but for one."""
    return tuple(each for each in named if each != key) if key in named else named
