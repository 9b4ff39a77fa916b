"""What several forms share, one entry for all of them together: the department's view of the findings across forms."""

from decimal import Decimal
from typing import NamedTuple

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.rules.finding import Answer, Severity

# The cell of a row that each code speaks of.
ACROSS_FIELDS = {"across.scores": "score", "across.reason": "reason", "across.target": "target"}


# What a list of projects says of one form; all of them speak of a field of the form.
OF_LIST = ("list.extra", "list.unit", "list.budget")


class Shared(NamedTuple):
    """One thing that forms have in common although they should not.

    `what` is the target's and the actual words, the reason, the word and the key of the form it belongs to, the name
    of a project without a form and its unit, or, beside a list, the key of a form and what `project_list` packs. `low`
    and `high` are score rates in per cent. It is settled once somebody has answered for each of its rows.
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


class Member(NamedTuple):
    """A row that takes part: its form, its node and, where that matters, the share of the weight it got in per cent."""

    key: str
    node: NodeId
    field: str
    severity: Severity
    share: Decimal | None = None
    answer: Answer | None = None
