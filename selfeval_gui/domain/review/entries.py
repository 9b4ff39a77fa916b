"""What reviewers know of one form (审核/意见/<form id>.json, version 1.0). Entries are added and never changed.

Two files about one form are joined by the ids of their entries, so that two reviewers never write over each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import ConfigDict, Field

from selfeval_gui.domain.form import Id, Number
from selfeval_gui.domain.review.register import REVIEW_VERSION, Hash, Kept, Moment

Office = Literal["部门", "财政", "单位"]
RemarkKind = Literal["必须改", "请说明", "建议"]
How = Literal["已改", "不改", "已说明"]
What = Literal["审核中", "已退回", "通过", "免报"]
Count = Annotated[int, Field(ge=0, le=9999)]


class Person(Kept):
    """Who wrote an entry, and for whom."""

    name: str = ""
    office: Office = "部门"


class Entry(Kept):
    """Something somebody said at some time; the id tells it from all others."""

    id: Id
    at: Moment
    by: Person = Field(default_factory=Person)


class Round(Entry):
    """A form as it came in: in which file, what it said, in which round of the unit's own."""

    n: Annotated[int, Field(ge=1, le=9999)]
    file: str = ""
    hash: Hash
    sent: Count = 0
    package: str = ""


class UnitAnswer(Entry):
    """What the unit says to a remark."""

    round: Count = 0
    how: How
    text: str = ""


class Settled(Entry):
    """A remark settled, or opened again."""

    how: Literal["了结", "重开"]
    text: str = ""


class Remark(Entry):
    """What a reviewer wants: where (in words, too, for a remark outlives its row), about which text, of which kind."""

    round: Count = 0
    kind: RemarkKind = "必须改"
    node: str | None = None
    field: str = ""
    place: list[str] = Field(default_factory=list)
    quoted: str = ""
    code: str | None = None
    text: str
    suggested: str | None = None
    points: Number = None
    instead_of: str | None = None
    answers: list[UnitAnswer] = Field(default_factory=list)
    settled: list[Settled] = Field(default_factory=list)


class Opinion(Entry):
    """内容完整性, 论证充分性, 结果客观性 and 评审得分 of a form."""

    round: Count = 0
    completeness: str = ""
    adequacy: str = ""
    objectivity: str = ""
    score: Number = None


class Rescored(Entry):
    """A row judged anew: 复核完成值, 复核得分, by which rule, to how many per cent, with a note."""

    round: Count = 0
    node: str
    place: list[str] = Field(default_factory=list)
    actual: str = ""
    score: Number = None
    rule: str = ""
    percent: Number = None
    note: str = ""


class Decision(Entry):
    """What became of a form in a round; `after` are the decisions that its author had seen."""

    what: What
    round: Count = 0
    hash: Hash | None = None
    reason: str = ""
    after: list[str] = Field(default_factory=list)


class Returned(Entry):
    """At the unit: a package of the department's that was taken in, and which remarks on the form came by it.

    `hash` is over what the form said at the department, `sent` the unit's own round that it knew.
    """

    n: Annotated[int, Field(ge=1, le=9999)]
    origin: Id
    package: Hash
    file: str = ""
    hash: Hash
    sent: Count = 0
    remarks: list[str] = Field(default_factory=list)


class Leaving(Kept):
    """A package that is being returned: where it goes, what its bytes are, and what is decided once it is there."""

    schema_name: Literal["selfeval.leaving"] = Field("selfeval.leaving", alias="schema")
    version: str = REVIEW_VERSION
    unit: str = ""
    folder: str
    stem: str
    fingerprint: str
    decisions: dict[str, Decision] = Field(default_factory=dict)

    model_config = ConfigDict(extra="allow", strict=True, populate_by_name=True, serialize_by_alias=True)


class Review(Kept):
    """All of it for one form; year, project and unit tell whose form it is where two files carry one id."""

    schema_name: Literal["selfeval.review"] = Field("selfeval.review", alias="schema")
    version: str = REVIEW_VERSION
    form: Id
    year: int | None = None
    project_name: str = ""
    unit: str = ""
    rounds: list[Round] = Field(default_factory=list)
    remarks: list[Remark] = Field(default_factory=list)
    opinions: list[Opinion] = Field(default_factory=list)
    rescored: list[Rescored] = Field(default_factory=list)
    decisions: list[Decision] = Field(default_factory=list)
    returned: list[Returned] = Field(default_factory=list)

    model_config = ConfigDict(extra="allow", strict=True, populate_by_name=True, serialize_by_alias=True)

    @property
    def last_round(self) -> Round | None:
        """The last round that came in."""
        return max(self.rounds, key=lambda each: (each.n, each.at), default=None)

    @property
    def round(self) -> int:
        """The number of the last round, 0 where none came in."""
        return 0 if self.last_round is None else self.last_round.n


class HasId(Protocol):
    """Anything that is told from its like by an id."""

    id: str
    at: str


T = TypeVar("T", bound=HasId)


def joined(one: Review, two: Review) -> Review:
    """Return everything that either of them says; neither is changed."""
    both = one.model_copy(deep=True)
    both.remarks = [_joined_remark(each) for each in _grouped(one.remarks, two.remarks)]
    both.rounds = _union(one.rounds, two.rounds)
    both.opinions = _union(one.opinions, two.opinions)
    both.rescored = _union(one.rescored, two.rescored)
    both.decisions = _union(one.decisions, two.decisions)
    both.returned = _union(one.returned, two.returned)
    newest = max((one, two), key=lambda each: (each.round, bool(each.project_name)))
    both.year, both.project_name, both.unit = newest.year, newest.project_name, newest.unit
    for key, value in (two.model_extra or {}).items():
        if key not in (one.model_extra or {}):
            setattr(both, key, value)
    return both


def _union(one: Iterable[T], two: Iterable[T]) -> list[T]:
    """Return each entry once, in the order in which they were written."""
    found: dict[str, T] = {}
    for each in (*one, *two):
        found.setdefault(each.id, each)
    return sorted(found.values(), key=lambda each: each.at)


def _grouped(one: list[Remark], two: list[Remark]) -> list[list[Remark]]:
    return [[each for each in (*one, *two) if each.id == first.id] for first in _union(one, two)]


def _joined_remark(same: list[Remark]) -> Remark:
    answers, settled = list[UnitAnswer](), list[Settled]()
    for each in same:
        answers, settled = _union(answers, each.answers), _union(settled, each.settled)
    return same[0].model_copy(deep=True, update={"answers": answers, "settled": settled})
