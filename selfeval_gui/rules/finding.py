"""A finding: what a check has to say about one cell. It holds codes and values; the sentence is made in `messages`."""

from dataclasses import dataclass, field
from enum import StrEnum

from selfeval_gui.domain.form import NodeId


class Severity(StrEnum):
    """How much a finding weighs; only errors make a form unfit for a final export."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """One finding a cell and code.

    `node` is the indicator, None for a field of the form; `field` is a name of `domain.fields`, or "total.weight" and
    "total.score" for the computed row 总分. `expected` and `actual` are plain digits or None; `args` holds what the
    sentence needs beside them.
    """

    code: str
    severity: Severity
    node: NodeId | None
    field: str
    expected: str | None = None
    actual: str | None = None
    args: dict[str, str] = field(default_factory=dict)
