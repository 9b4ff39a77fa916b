"""The form as a value: head, funds, goals, a tree of indicators. Its JSON is the file format, version 1.0 to 1.2.

The models guard shape only (types, finite numbers, three levels, unique ids). Whether weights make 100 is a question
for `rules`: a draft may be wrong and must load, save and be recovered all the same. Unknown keys are kept.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializationInfo,
    StringConstraints,
    WithJsonSchema,
    field_serializer,
    field_validator,
)
from pydantic_core import PydanticCustomError

from selfeval_gui.domain.ids import COLUMNS_VERSION, EVIDENCE_VERSION, LEVELS, SCHEMA_VERSION
from selfeval_gui.domain.numbers import NotANumber, NumberTooLong, format_typed, parse_plain
from selfeval_gui.domain.words import MoneyUnit


def _read_number(value: object) -> Decimal | None:
    """Accept a Decimal (made by the program) or its text (from a file); refuse JSON numbers, which may be inexact."""
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, float) and (value != value or value in {float("inf"), float("-inf")}):
        raise PydanticCustomError("number.not_finite", "not a finite number")
    if not isinstance(value, str):
        raise PydanticCustomError("number.not_text", "a number must be written as text")
    try:
        return parse_plain(value)
    except NumberTooLong:
        raise PydanticCustomError("number.too_long", "more than 15 digits or 6 places") from None
    except NotANumber:
        code = "number.not_finite" if value.strip("+-").lower() in {"nan", "inf", "infinity"} else "number.not_number"
        raise PydanticCustomError(code, "not a number") from None


# Written in plain digits with the places it has; Decimal's own text of a thousand may be "1E+3".
_AS_TYPED = PlainSerializer(format_typed, return_type=str, when_used="json-unless-none")
_NUMBER_TEXT = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$"
_IN_SCHEMA = WithJsonSchema({"anyOf": [{"type": "string", "pattern": _NUMBER_TEXT}, {"type": "null"}]})
Number = Annotated[Decimal | None, BeforeValidator(_read_number), _AS_TYPED, _IN_SCHEMA]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Count = Annotated[int | None, Field(ge=0, le=999_999_999_999_999)]


def _is_none(value: object) -> bool:
    return value is None


def _is_empty(value: list[Any] | dict[str, Any]) -> bool:
    return not value


class _Part(BaseModel):
    """A part of the form: strict types, keys it does not know are kept and written back."""

    model_config = ConfigDict(extra="allow", strict=True)


class FundRow(_Part):
    """One row of 项目资金; amounts in `Funds.unit`."""

    initial_budget: Number = None
    annual_budget: Number = None
    executed: Number = None


class FundTotal(FundRow):
    """The row 年度资金总额 with its 分值 and the 得分 as typed; a blank score stands for the computed one."""

    weight: Number = None
    score: Number = None


class FundParts(_Part):
    """The three rows 其中：当年财政拨款, 上年结转资金, 其他资金."""

    appropriation: FundRow = Field(default_factory=FundRow)
    carried_over: FundRow = Field(default_factory=FundRow)
    other: FundRow = Field(default_factory=FundRow)


class Funds(_Part):
    """项目资金."""

    unit: MoneyUnit = "万元"
    total: FundTotal = Field(default_factory=FundTotal)
    parts: FundParts = Field(default_factory=FundParts)


class Evidence(_Part):
    """One document that proves a row. `path` is relative to the form's folder where it can be, "" for paper alone."""

    id: Id
    name: str = ""
    document: str = ""
    pages: str = ""
    proof: str = ""
    giver: str = ""
    note: str = ""
    path: str = ""
    size: Count = None
    sha256: str = ""


class Survey(_Part):
    """What a satisfaction row was counted from: who was asked, how many sheets went out and came, what they say."""

    respondents: str = ""
    sent: Count = None
    returned: Count = None
    valid: Count = None
    satisfied: Count = None
    mostly_satisfied: Count = None
    dissatisfied: Count = None


class Indicator(_Part):
    """A row of 绩效指标. Levels 1 and 2 use `name` and at most a set `weight`; a level-3 row uses all fields.

    `extra` holds what stands in columns that only some templates have, by the name of the column; no blank ones.
    """

    id: Id
    name: str = ""
    target: str = ""
    actual: str = ""
    weight: Number = None
    score: Number = None
    reason: str = ""
    evidence: Annotated[list[Evidence], Field(exclude_if=_is_empty)] = Field(default_factory=list)
    survey: Annotated[Survey | None, Field(exclude_if=_is_none)] = None
    extra: Annotated[dict[str, str], Field(exclude_if=_is_empty)] = Field(default_factory=dict)
    children: list["Indicator"] = Field(default_factory=list)


class Accepted(_Part):
    """A finding its author has answered for: who silenced it and why."""

    code: str
    node: str | None = None
    field: str = ""
    reason: str = ""
    by: str = ""


class Printed(_Part):
    """What an imported paper said; blank where nothing was printed. The rate is in per cent."""

    execution_rate: Number = None
    total_weight: Number = None
    total_score: Number = None


class Form(_Part):
    """One 财政项目支出绩效自评表."""

    schema_version: str = SCHEMA_VERSION
    id: Id
    template: str = "mof-2020"
    rule_set: str = "mof-2020"
    year: Annotated[int, Field(ge=1, le=9999)] | None = None
    project_name: str = ""
    department: str = ""
    implementing_unit: str = ""
    extra: dict[str, str] = Field(default_factory=dict)
    funds: Funds = Field(default_factory=Funds)
    expected_goal: str = ""
    actual_outcome: str = ""
    indicators: list[Indicator] = Field(default_factory=list)
    notes: str = ""
    status: Literal["draft", "final"] = "draft"
    accepted: list[Accepted] = Field(default_factory=list)
    printed: Printed = Field(default_factory=Printed)
    # The rule set itself where it is no preset, so that the form opens anywhere; read by `rules.of_form`.
    rule_set_copy: Annotated[dict[str, Any] | None, Field(exclude_if=_is_none)] = None
    # Likewise the template itself where it is no preset; read by `exchange.templates`.
    template_copy: Annotated[dict[str, Any] | None, Field(exclude_if=_is_none)] = None

    @field_serializer("schema_version")
    def _written_version(self, _version: str, _info: SerializationInfo) -> str:
        return self.written_version

    @property
    def written_version(self) -> str:
        """The version that says all the form holds, never one below that of the file it was read from."""
        if self.schema_version not in {SCHEMA_VERSION, EVIDENCE_VERSION}:
            return self.schema_version
        if any(row.extra for row in self._rows()):
            return COLUMNS_VERSION
        return EVIDENCE_VERSION if self.holds_evidence else self.schema_version

    @property
    def holds_evidence(self) -> bool:
        """Whether a row says what proves it, or what it was counted from."""
        return any(row.evidence or row.survey is not None for row in self._rows())

    def _rows(self) -> Iterator[Indicator]:
        waiting = [*self.indicators]
        while waiting:
            row = waiting.pop()
            yield row
            waiting.extend(row.children)

    @field_validator("indicators")
    @classmethod
    def _three_levels_unique_ids(cls, indicators: list[Indicator]) -> list[Indicator]:
        seen: set[str] = set()
        waiting = [(node, 1) for node in indicators]
        while waiting:
            node, level = waiting.pop()
            if level > LEVELS:
                raise PydanticCustomError("form.too_deep", "more than three levels")
            if node.id in seen:
                raise PydanticCustomError("form.double_id", "an id stands twice", {"id": node.id})
            seen.add(node.id)
            waiting.extend((child, level + 1) for child in node.children)
        return indicators
