"""Whole indicators in the clipboard, with all that is below them, for this program alone."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import LEVELS
from selfeval_gui.domain.tree import new_id, walk

ROWS = "application/x-selfeval-rows"


class NoRows(ValueError):
    """The bytes hold no indicators, or none that fit into a form."""


class _Carried(BaseModel):
    model_config = ConfigDict(extra="forbid")

    level: int = Field(ge=1, le=LEVELS)
    rows: list[Indicator] = Field(min_length=1)


def pack(rows: Sequence[Indicator], level: int) -> bytes:
    """Return rows of one level as bytes."""
    return _Carried(level=level, rows=list(rows)).model_dump_json().encode("utf-8")


def unpack(data: bytes) -> tuple[list[Indicator], int]:
    """Return the rows with fresh ids, and their level; NoRows for anything else."""
    try:
        carried = _Carried.model_validate_json(data)
    except ValidationError as error:
        raise NoRows from error
    for node, depth in walk(carried.rows, carried.level):
        if depth > LEVELS:
            raise NoRows
        node.id = new_id()
    return carried.rows, carried.level
