"""Values of a row that a person should look at: more than all of something, a share whose look is not known."""

from __future__ import annotations

import re

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.ledger import Ledger

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)[%％]")
_IMPLAUSIBLE_PERCENT = 150  # more may be a slip of the point: 985% for 98.5%


def doubt_values(found: dict[str, SourceCell], node: Indicator, ledger: Ledger) -> None:
    """Doubt target and actual value of a row where they are unlikely."""
    for name in ("target", "actual"):
        cell = found.get(name)
        if cell is None:
            continue
        ref = FieldRef(NodeId(node.id), name)
        if any(float(number) > _IMPLAUSIBLE_PERCENT for number in _PERCENT.findall(cell.text)):
            ledger.doubt("target.implausible", cell, ref)
        if cell.unformatted and 0 < float(cell.text) <= 1 and node.name.endswith(("率", "度", "比例")):
            ledger.doubt("number.unformatted", cell, ref)
