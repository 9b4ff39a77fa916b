"""What several forms share, one entry for all of them together: the department's view of the findings across forms."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import format_plain, round_half_up
from selfeval_gui.rules.finding import Answer, Severity

# The cell that each code speaks of: of a form as a whole, or of a row.
OF_WHOLES = {
    **{"across.twice": "project_name", "across.copied": "expected_goal", "across.name_words": "name"},
    **{"across.unit": "implementing_unit", "across.all_full": "implementing_unit"},
    "amounts.scale": "funds.total.annual_budget",
}
ACROSS_FIELDS = {"across.scores": "score", "across.reason": "reason", "across.target": "target"} | OF_WHOLES

_SHOWN_PLACES = 1

# What a list of projects says of one form; all of them speak of a field of the form.
OF_LIST = ("list.extra", "list.unit", "list.budget")
MISSING = "across.missing"  # of none: its project has none


class Shared(NamedTuple):
    """One thing that forms have in common although they should not.

    `what` is the target's and the actual words, the reason, the word and the key of the form it belongs to, the name of
    a project without a form, its unit and the year where only that tells it apart, or, beside a list, the key of a form
    and what `project_list` packs. Of whole forms it is the project and its unit, the project of a copied form, the
    spellings of a unit, the unit, the words of a name and the key of its form, or the key of a form, its amount, the
    one beside it and their unit. `low` and `high` are score rates in per cent. It is settled once somebody has answered
    for each of its rows.
    """

    code: str
    what: tuple[str, ...]
    forms: int
    severity: Severity
    low: Decimal | None = None
    high: Decimal | None = None
    is_settled: bool = False

    @property
    def identity(self) -> tuple[str, ...]:
        """What stays the same while forms come and go."""
        return self.code, *self.what


class SharingRow(NamedTuple):
    """A row that takes part: its form, its node and, where that matters, the share of the weight it got in per cent."""

    key: str
    node: NodeId
    field: str
    severity: Severity
    share: Decimal | None = None
    answer: Answer | None = None


@lru_cache(maxsize=4096)  # thousands of rows got few different rates
def shown_share(share: Decimal) -> str:
    """Return a score rate in per cent as people read it: to a tenth."""
    return format_plain(round_half_up(share, _SHOWN_PLACES))


def most_forms_first(shared: Shared) -> tuple[int, tuple[str, ...]]:
    """Return what puts the thing that most forms share first."""
    return -shared.forms, shared.what
