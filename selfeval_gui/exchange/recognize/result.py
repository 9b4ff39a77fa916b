"""What was recognized in a file: the forms, and for every cell that holds something where it went."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.scoring import Basis
from selfeval_gui.exchange.readers.grid import SourceCell

if TYPE_CHECKING:
    from selfeval_gui.exchange.recognize.column_fit import Column  # brings the templates' models

CellKey = tuple[int, int, int]
DELETED = "deleted"  # the code of what a person has taken out of the form: listed, and not kept in the notes


class ReaderRemark(NamedTuple):
    """A cell that went nowhere, or a value that a person should look at.

    `cell` is None where something is missing; `ref` names the field concerned, if there is one.
    """

    code: str
    cell: SourceCell | None = None
    ref: FieldRef | None = None
    text: str = ""


class RowKind(Enum):
    """What a row of a form was taken for."""

    HEADINGS = "headings of 绩效指标"
    INDICATOR = "indicator"
    TOTAL = "总分"
    FUND_HEADINGS = "headings of 项目资金"
    FUND_ROW = "a labelled row of 项目资金"
    FUND_TOTAL = "年度资金总额 without its label"
    GOAL_LABELS = "预期目标 and 实际完成情况"
    GOAL_TEXTS = "their texts"
    PAIRS = "labels with their values beside them"


class RowTaken(NamedTuple):
    """A row of a form as it was taken, with the columns that headings give."""

    kind: RowKind
    line: list[SourceCell]
    columns: tuple[Column, ...] = ()


class Omitted(NamedTuple):
    """What is no content of a form, and what it is, as people call it: a cell, and the rest of its row or table."""

    kind: str
    cell: SourceCell
    rest: tuple[SourceCell, ...] = ()

    @property
    def cells(self) -> tuple[SourceCell, ...]:
        """All of its cells."""
        return (self.cell, *self.rest)

    @property
    def text(self) -> str:
        """What it says; of a table its first row."""
        return " ".join(cell.text for cell in self.cells if cell.key[:2] == self.cell.key[:2])


@dataclass
class FoundForm:
    """One form of a file.

    `mapped` gives the fields each cell went to, `labels` the cells that are printed words of the form. Every other cell
    of the form's area is in `unmapped`, or in `omitted`, which is handed on to the file's. `basis` is the one whose
    printed or computed total fits; None if none does. `sets_targets_only` is true for a 绩效目标申报表. `rows` tell the
    way through the paper, `labelled` the head fields that have a label of no other use, for who learns the paper
    itself; neither leaves the process that reads. Since then a person has typed over the fields `typed`, and has said
    of the labels `called` that they are printed words.
    """

    form: Form
    grids: tuple[int, ...] = ()
    mapped: dict[CellKey, tuple[FieldRef, ...]] = field(default_factory=dict)
    labels: set[CellKey] = field(default_factory=set)
    unmapped: list[ReaderRemark] = field(default_factory=list)
    doubts: list[ReaderRemark] = field(default_factory=list)
    basis: Basis | None = None
    sets_targets_only: bool = False
    rows: list[RowTaken] = field(default_factory=list)
    labelled: frozenset[str] = frozenset()
    omitted: list[Omitted] = field(default_factory=list)
    typed: set[FieldRef] = field(default_factory=set)
    called: set[CellKey] = field(default_factory=set)

    def copied(self) -> FoundForm:
        """Return the same to be changed for itself."""
        return replace(
            self,
            form=self.form.model_copy(deep=True),
            mapped=dict(self.mapped),
            labels=set(self.labels),
            unmapped=list(self.unmapped),
            doubts=list(self.doubts),
            typed=set(self.typed),
            called=set(self.called),
        )


@dataclass
class Recognized:
    """All forms of a file; `outside` are cells that belong to none of them, `omitted` those passed over, by kind."""

    forms: list[FoundForm] = field(default_factory=list)
    outside: list[SourceCell] = field(default_factory=list)
    omitted: list[Omitted] = field(default_factory=list)
