"""Blocks of texts of a template's own: a label at the left of each row, a text below each of the headings."""

from __future__ import annotations

from selfeval_gui.domain.fields import EXTRA
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column, heading_above
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.templates.labels import plain
from selfeval_gui.exchange.templates.own_headings import BlockWords, blocks_below_headings

Line = list[SourceCell]


class BlockRows:
    """Takes the rows of such a block: its headings, then every row with one of its labels."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._block: BlockWords | None = None
        self._columns: list[Column] = []

    def takes(self, line: Line) -> bool:
        """Take a row, if it is one of a block."""
        return self._heads(line) or (self._block is not None and self._row(line, self._block))

    def _heads(self, line: Line) -> bool:
        cells = {plain(cell.text): cell for cell in line}
        block = next((each for each in blocks_below_headings() if {*each.headings} <= cells.keys()), None)
        if block is None:
            return False
        self._block = block
        heads = [cells[word] for word in block.headings]
        self._columns = [Column(str(place), cell.column, cell.last_column) for place, cell in enumerate(heads)]
        self._ledger.label(*line)
        return True

    def _row(self, line: Line, block: BlockWords) -> bool:
        label = next((cell for cell in line if plain(cell.text) in block.fields), None)
        if label is None:
            return False
        fields = block.fields[plain(label.text)]
        for cell in line:
            above = heading_above(cell, self._columns)
            if cell.column <= label.column:
                self._ledger.label(cell)
            elif above is None:
                self._ledger.unmapped(cell)
            else:
                self._ledger.set_extra(fields[int(above.field)].removeprefix(EXTRA), cell)
        return True
