"""A finding: what a check has to say about one cell. It holds codes and values; the sentence is made in `messages`."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import compress
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from selfeval_gui.domain.ids import NodeId


class Severity(StrEnum):
    """How much a finding weighs; only errors make a form unfit for a final export."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"
    OFF = "off"  # not looked for


# Every code there is; a rule set may weigh a code differently.
DEFAULT_SEVERITIES: Mapping[str, Severity] = MappingProxyType(
    dict.fromkeys(
        (
            *("weight.total", "weight.level", "weight.invalid", "score.over_weight", "score.invalid"),
            *("total.mismatch", "rate.mismatch"),
        ),
        Severity.ERROR,
    )
    | dict.fromkeys(
        (
            *("score.missing", "execution.score", "execution.no_budget", "execution.over_budget", "execution.gap"),
            *("funds.parts", "reason.missing", "reason.empty_phrase", "reason.contradicts", "met.deducted"),
            *("band.degree_word", "over_achieved", "cell.required", "text.placeholder"),
            *("score.formula", "date.late", "actual.condition", "cost.sign", "quantity.money", "indicator.double"),
            *("year.mismatch", "amounts.scale", "across.twice", "across.copied"),
            *("list.extra", "list.unit", "list.budget"),
            *("monitor.rate", "monitor.impossible", "monitor.forecast", "reason.unmet", "column.word"),
            *("target.over_full", "date.order"),
        ),
        Severity.WARNING,
    )
    | dict.fromkeys(
        (
            *("across.scores", "across.reason", "across.target", "across.missing", "target.unclear"),
            *("numbers.differ", "row.empty", "across.all_full", "across.name_words", "across.unit"),
        ),
        Severity.HINT,
    )
    | dict.fromkeys(("benefit.hollow", "satisfaction.no_survey", "reason.vague", "goal.copied"), Severity.OFF)
    | dict.fromkeys(("evidence.missing", "evidence.shared", "evidence.old", "evidence.changed"), Severity.OFF)
)

# No check: a reviewer's remark, shown at its cell as findings are.
REMARK = "remark"

# What is said of a cell because nothing stands in it yet.
BLANKS = frozenset({"cell.required", "score.missing", "reason.missing", "execution.no_budget", "row.empty"})

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Answer(NamedTuple):
    """Who accepts a finding as it is, and why."""

    by: str
    reason: str


class Cause(NamedTuple):
    """The finding that another one follows from, by what tells it from all others of its form."""

    code: str
    node: NodeId | None
    field: str


class Finding(NamedTuple):
    """One finding a cell and code; a tuple, since a large form may have thousands after every edit.

    `node` is the indicator, None for a field of the form; `field` is a name of `domain.fields`, or "total.weight" and
    "total.score" for the computed row 总分. `expected` and `actual` are plain digits or None; `args` holds what the
    sentence needs beside them; `others` are the keys of other forms that an across finding names. `answer` is there
    once somebody has accepted the finding; `under` names the leading finding where several have one cause.
    """

    code: str
    severity: Severity
    node: NodeId | None
    field: str
    expected: str | None = None
    actual: str | None = None
    args: Mapping[str, str] = _NOTHING
    others: tuple[str, ...] = ()
    answer: Answer | None = None
    under: Cause | None = None

    @property
    def identity(self) -> Cause:
        """What tells the finding from the others of its form."""
        return Cause(self.code, self.node, self.field)


# The `identity` of a finding as a plain tuple, equal to it, without a step of Python for each of thousands.
place_of = itemgetter(*map(Finding._fields.index, Cause._fields))
# One value of a finding, in the same way.
code_of, severity_of, answer_of, under_of = (
    itemgetter(Finding._fields.index(name)) for name in ("code", "severity", "answer", "under")
)


def of_codes(findings: Sequence[Finding], codes: Collection[str]) -> Iterator[Finding]:
    """Yield the findings of some codes, in their order, without a step of Python for each of the others."""
    return compress(findings, map(codes.__contains__, map(code_of, findings)))


def looked_for(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings but for those of codes that the rule set switches off."""
    return [finding for finding in findings if finding.severity is not Severity.OFF]
