"""What was recognized in a file: the forms, and for every cell that holds something where it went."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.scoring import Basis
from selfeval_gui.exchange.readers.grid import SourceCell

CellKey = tuple[int, int, int]


class Remark(NamedTuple):
    """A cell that went nowhere, or a value that a person should look at.

    `cell` is None where something is missing; `ref` names the field concerned, if there is one.
    """

    code: str
    cell: SourceCell | None = None
    ref: FieldRef | None = None
    text: str = ""


@dataclass
class Found:
    """One form of a file.

    `mapped` gives the fields each cell went to, `labels` the cells that are printed words of the form. Every other cell
    of the form's area is in `unmapped`. `basis` is the one whose printed or computed total fits; None if none does.
    `sets_targets_only` is true for a 绩效目标申报表.
    """

    form: Form
    grids: tuple[int, ...] = ()
    mapped: dict[CellKey, tuple[FieldRef, ...]] = field(default_factory=dict)
    labels: set[CellKey] = field(default_factory=set)
    unmapped: list[Remark] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)
    basis: Basis | None = None
    sets_targets_only: bool = False


class Omitted(NamedTuple):
    """A cell that is no content of a form, and what it is, as people call it."""

    kind: str
    cell: SourceCell


@dataclass
class Recognized:
    """All forms of a file; `outside` are cells that belong to none of them, `omitted` those passed over, by kind."""

    forms: list[Found] = field(default_factory=list)
    outside: list[SourceCell] = field(default_factory=list)
    omitted: list[Omitted] = field(default_factory=list)
