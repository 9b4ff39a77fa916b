"""A unit's package for its department (清单.json), what the unit keeps of its rounds (传出.json), a year's archive."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Literal

from pydantic import ConfigDict, Field

from selfeval_gui.domain.form import Id
from selfeval_gui.domain.review.entries import Count, UnitAnswer
from selfeval_gui.domain.review.register import REVIEW_VERSION, Hash, Kept, Moment


class PackedAnswer(Kept):
    """What the unit says to a remark that was returned to it."""

    remark: Id
    answer: UnitAnswer


class PackedEvidence(Kept):
    """A file of evidence that a package carries: of which row and entry, and what it holds."""

    row: Id
    entry: Id
    file: str
    sha256: Hash
    size: int = Field(ge=0)


class PackedForm(Kept):
    """A form of a package: its file, the sha256 of the file and of what the form says, and its figures."""

    id: Id
    file: str
    sha256: Hash
    hash: Hash
    project_name: str = ""
    year: int | None = None
    total: str | None = None
    grade: str | None = None
    execution_rate: str | None = None
    errors: Count = 0
    warnings: Count = 0
    hints: Count = 0
    accepted: Count = 0
    evidence: list[str] = Field(default_factory=list)
    evidence_files: list[PackedEvidence] = Field(default_factory=list)
    pdf: str | None = None
    answers: list[PackedAnswer] = Field(default_factory=list)


class PackageList(Kept):
    """清单.json; `hash` is over all the rest, so that a list that was changed by hand shows."""

    schema_name: Literal["selfeval.package"] = Field("selfeval.package", alias="schema")
    version: str = REVIEW_VERSION
    program: str = ""
    unit: str
    unit_code: str = ""
    contact: str = ""
    phone: str = ""
    round: int = Field(ge=1, le=9999)
    at: Moment
    previous: Hash | None = None
    forms: list[PackedForm] = Field(default_factory=list)
    hash: str = ""

    model_config = ConfigDict(extra="allow", strict=True, populate_by_name=True, serialize_by_alias=True)


def hash_of_list(listed: Kept) -> str:
    """Return the hash that a list with a `hash` should have."""
    said = listed.model_dump(mode="json", by_alias=True, exclude={"hash"})
    if isinstance(listed, ArchiveList) and not listed.evidence:  # lists from before there was any
        del said["evidence"]
    for form in said["forms"] if isinstance(listed, PackageList) else []:
        for name in ("answers", "evidence_files"):  # lists that were written before there were any in them
            if not form[name]:
                del form[name]
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class SentRound(Kept):
    """A round that a unit has sent: its number, when, in which file, with which hash, and which forms."""

    unit: str
    n: int = Field(ge=1, le=9999)
    at: Moment
    file: str
    hash: Hash
    forms: dict[str, Hash] = Field(default_factory=dict)


class SentRounds(Kept):
    """传出.json."""

    schema_name: Literal["selfeval.sent"] = Field("selfeval.sent", alias="schema")
    version: str = REVIEW_VERSION
    rounds: list[SentRound] = Field(default_factory=list)

    model_config = ConfigDict(extra="allow", strict=True, populate_by_name=True, serialize_by_alias=True)


def last_sent(sent: SentRounds | None, form_id: str) -> str:
    """Return when a form was sent the last time, "" if it never was."""
    rounds = [] if sent is None else sent.rounds
    return max((each.at for each in rounds if form_id in each.forms), default="")


class ArchivedFile(Kept):
    """A file of a year's archive, by its path in the workspace."""

    file: str
    sha256: Hash


class ArchivedEvidence(ArchivedFile):
    """A file that proves something, and its size: it is read in pieces."""

    size: int = Field(ge=0)


class ArchiveList(Kept):
    """归档清单.json; `hash` is over all the rest."""

    schema_name: Literal["selfeval.archive"] = Field("selfeval.archive", alias="schema")
    version: str = REVIEW_VERSION
    program: str = ""
    year: int = Field(ge=1, le=9999)
    task: str = ""
    at: Moment
    by: str = ""
    forms: int = Field(ge=0)
    files: list[ArchivedFile] = Field(default_factory=list)
    evidence: list[ArchivedEvidence] = Field(default_factory=list)
    hash: str = ""

    model_config = ConfigDict(extra="allow", strict=True, populate_by_name=True, serialize_by_alias=True)
