"""What stands among the indicators and is none: rows of the template that nobody has filled in, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column
from selfeval_gui.exchange.recognize.kinds import Kind
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.templates.labels import is_no_value, is_sentence
from selfeval_gui.exchange.templates.parts import LEVELS
from selfeval_gui.rules.texts import is_placeholder

_NUMBERED = re.compile(r"\s*(?:[一二三]级)?指标\s*\d+\s*[:：]\s*")


def is_left_over(found: dict[str, SourceCell]) -> bool:
    """Tell whether a row is one of the template that nobody has filled in: 指标2：, …… or 指标1：/ and no value."""
    if "name" not in found or not all(is_no_value(cell.text) for cell in _beside(found)):
        return False
    name = found["name"].text
    return is_placeholder(name) or is_no_value(_NUMBERED.sub("", name, count=1))


def _beside(row: dict[str, SourceCell]) -> list[SourceCell]:
    return [cell for field, cell in row.items() if field not in {*LEVELS, "name"}]


def is_stray_sentence(cell: SourceCell, column: Column | None, above: Indicator | None) -> bool:
    """Tell whether a cell alone in its row is a sentence: no name, and no text of the row above goes on with it."""
    if column is None or not is_sentence(cell.text):
        return False
    return column.field == "name" or (above is not None and not getattr(above, column.field, ""))


def leave_out(rows: Iterable[dict[str, SourceCell]], ledger: Ledger) -> None:
    """Leave out these rows, and the levels that have no other row below them."""
    given = list(rows)
    for row in given:
        ledger.omit(Kind.EMPTY_ROW, row["name"])
        ledger.label(*_beside(row))
    if not given:
        return
    form, found, gone = ledger.form, ledger.found, set[NodeId]()
    for one in form.indicators:
        gone |= {NodeId(two.id) for two in one.children if not two.children}
        one.children = [two for two in one.children if two.children]
    gone |= {NodeId(one.id) for one in form.indicators if not one.children}
    form.indicators = [one for one in form.indicators if one.children]
    for key, refs in list(found.mapped.items()):
        kept = tuple(ref for ref in refs if ref.node not in gone)
        if kept:
            found.mapped[key] = kept
        else:
            del found.mapped[key]
            found.labels.add(key)
    found.doubts[:] = [doubt for doubt in found.doubts if doubt.ref is None or doubt.ref.node not in gone]
