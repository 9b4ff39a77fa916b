"""A department's package for a unit (意见.json), and what the department keeps of those it has written (退回.json)."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from selfeval_gui.domain.form import Id
from selfeval_gui.domain.review.entries import Count, Remark
from selfeval_gui.domain.review.register import REVIEW_VERSION, Hash, Kept, Moment


class ReturnedForm(Kept):
    """A form that goes back: its file, what it said, in which round of the unit's it came, and the remarks on it.

    `numbers` are those of the open remarks on the sheet and in the comments, by the remarks' ids.
    """

    id: Id
    file: str
    hash: Hash
    project_name: str = ""
    year: int | None = None
    sent: Count = 0
    remarks: list[Remark] = Field(default_factory=list)
    numbers: dict[str, int] = Field(default_factory=dict)


class ReturnedList(Kept):
    """意见.json; `files` are the sha256 of all others beside it, `hash` is over all the rest.

    `origin` tells the workspace that wrote it from all others: `n` is counted there, for each unit by itself.
    """

    schema_name: Literal["selfeval.returned"] = Field("selfeval.returned", alias="schema")
    version: str = REVIEW_VERSION
    program: str = ""
    origin: Id
    unit: str
    others: list[str] = Field(default_factory=list)
    n: int = Field(ge=1, le=9999)
    at: Moment
    files: dict[str, Hash] = Field(default_factory=dict)
    forms: list[ReturnedForm] = Field(default_factory=list)
    hash: str = ""

    model_config = ConfigDict(extra="allow", strict=True, populate_by_name=True, serialize_by_alias=True)


class ReturnRecord(Kept):
    """A package that goes back to a unit: the ids of its remarks by their numbers."""

    unit: str
    n: int = Field(ge=1, le=9999)
    at: Moment
    numbers: dict[str, str] = Field(default_factory=dict)


class ReturnRecords(Kept):
    """退回.json."""

    schema_name: Literal["selfeval.returns"] = Field("selfeval.returns", alias="schema")
    version: str = REVIEW_VERSION
    id: Id
    rounds: list[ReturnRecord] = Field(default_factory=list)

    model_config = ConfigDict(extra="allow", strict=True, populate_by_name=True, serialize_by_alias=True)
