"""The cells of columns that only the form's template has: texts, and words that are ticked."""

from __future__ import annotations

from collections.abc import Mapping

from selfeval_gui.domain.cells import is_tick, with_word
from selfeval_gui.domain.fields import OWN, FieldRef, get_field, set_field
from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.templates.labels import is_no_value
from selfeval_gui.exchange.templates.parts import split_own


def take_own_cells(found: Mapping[str, SourceCell], node: Indicator, ledger: Ledger) -> None:
    """Enter what a row's own columns hold; what is no tick where one belongs is listed and doubted."""
    for column, cell in found.items():
        if not column.startswith(OWN):
            continue
        field, word = split_own(column)
        ref = FieldRef(NodeId(node.id), field)
        if not word:
            ledger.set_cell_text(node, field, cell, is_short=False)
        elif is_tick(cell.text):
            set_field(node, field, with_word(str(get_field(node, field)), word))
            ledger.mapped(cell, ref)
        elif is_no_value(cell.text):
            ledger.label(cell)
        else:
            ledger.unmapped(cell, "no_field", ref)
            ledger.doubt("tick.unclear", cell, ref)
