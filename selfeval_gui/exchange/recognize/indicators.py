"""绩效指标: rows below their headings become the tree, whatever their order, merges and faults."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from selfeval_gui.domain.fields import INDICATOR_FIELDS, FieldRef
from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import parse_typed
from selfeval_gui.domain.tree import new_id
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.cell_doubts import doubt_values
from selfeval_gui.exchange.recognize.column_fit import (
    Column,
    by_meaning,
    by_place,
    heading_above,
    is_told,
    without_strays,
)
from selfeval_gui.exchange.recognize.headings import columns_below, said_by_columns, with_those_above
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.recognize.left_over import is_left_over, is_stray_sentence, leave_out
from selfeval_gui.exchange.recognize.levels import NUMBERS, TEXTS, LevelCells, level_alone, take_weight_within
from selfeval_gui.exchange.recognize.own_cells import take_own_cells
from selfeval_gui.exchange.recognize.pieces import is_paragraph
from selfeval_gui.exchange.recognize.split_cells import (
    UNITS,
    is_adjusted,
    is_share,
    take_both,
    take_sign_and_unit,
    with_measure,
)
from selfeval_gui.exchange.recognize.totals import take_subtotal
from selfeval_gui.exchange.templates.labels import (
    begins_item,
    is_method,
    is_no_value,
    is_number,
    is_part_of_caption,
)
from selfeval_gui.exchange.templates.parts import LEVELS

Line = list[SourceCell]
_BESIDE = {"adjusted_target", "target.sign", *UNITS, "method", "score_share", "measure"}
_VALUES = tuple(name for name in INDICATOR_FIELDS if name != "name")


class IndicatorRows:
    """Takes rows and builds the tree in the ledger's form."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.columns: list[Column] = []
        self._headings: list[SourceCell] = []
        self._in_two_rows: dict[tuple[Column, ...], list[Column]] = {}  # all columns, by those of the first row alone
        self._levels = LevelCells(ledger)
        self._last_grid = -1
        self._last_node: Indicator | None = None
        self._in_percent: set[str] = set()
        self._cut_method: SourceCell | None = None  # of the last row; it may go on at the top of the next page
        self._last_count: Decimal | None = None  # the number before the last row
        self._rests: list[dict[str, SourceCell]] = []  # rows of the template that nobody has filled in
        self._is_fresh = False  # nothing stands below the headings yet
        self._reach: dict[str, SourceCell] = {}  # the cell of a column that reaches down from a row above

    def header(self, line: Line, columns: list[Column]) -> None:
        """Take the headings, for the first time or again on a new page, or a second row that says more of the first."""
        if self._is_fresh and self._headings and self._headings[0].grid == line[0].grid:
            columns = with_those_above(columns, self.columns)
            self._in_two_rows[tuple(self.columns)] = columns
            line = [*self._headings, *(cell for cell in line if cell not in self._headings)]
        self.columns, self._headings = columns, line
        self._ledger.label(*line)
        self._ledger.again(*said_by_columns(line, columns))
        self._reach, self._is_fresh = {}, True

    def row(self, line: Line) -> None:
        """Take one row."""
        below = columns_below(line, self.columns) if self._is_fresh else None
        self._is_fresh = False
        if below is not None:
            self._in_two_rows[tuple(self.columns)] = below
            self.header([*self._headings, *line], below)
            return
        self.columns = self._in_two_rows.get(tuple(self.columns), self.columns)  # a page may repeat only the first
        cells = self._without_captions(line)
        if not cells or take_subtotal(cells, self._levels.one, self._ledger):
            return
        here = line[0]
        if self._ends_cut_words(cells, here):
            return
        found, is_shifted = self._placed(cells)
        shared = {
            name: cell for name, cell in self._reach.items() if cell.grid == here.grid and here.row <= cell.last_row
        }
        if "name" not in shared and self._goes_on(found, here):
            return
        if is_shifted:
            self._ledger.doubt("row.shifted", cells[0], text=" ".join(cell.text for cell in cells)[:80])
        self._reach.update({name: cell for name, cell in found.items() if cell.last_row > cell.row})
        self._levels.take(found, shared)
        if not self._ledger.keeps_blanks and is_left_over(found):
            self._rests.append(found)
        elif any(name in found for name in (*TEXTS, *NUMBERS)):
            self._leaf(found, shared)
        else:
            for name in sorted(_BESIDE.intersection(found)):
                self._no_field(found[name])

    def end(self) -> None:
        """Leave out the rows that nobody has filled in, with the levels that have no other rows."""
        leave_out(self._rests, self._ledger)

    # ---- cells ---------------------------------------------------------------------------------------------------

    def _without_captions(self, line: Line) -> Line:
        """Leave out what only repeats a caption of the form beside the rows, or counts them."""
        first = min((column.first for column in self.columns), default=0)
        cells = []
        for cell in line:
            is_left = cell.last_column < first
            if is_left and is_part_of_caption(cell.text):
                self._ledger.label(cell)
            elif is_left and is_number(cell.text):
                self._count(cell, line)
            else:
                cells.append(cell)
        return cells

    def _count(self, cell: SourceCell, line: Line) -> None:
        """Pass over the number of a row that has a name; another number beside the rows is listed."""
        number = parse_typed(cell.text)
        is_next = number == 1 or (self._last_count is not None and number == self._last_count + 1)
        above = (heading_above(each, self.columns) for each in line if each is not cell)
        if is_next and any(column is not None and column.field == "name" for column in above):
            self._ledger.again(cell)
        else:
            self._no_field(cell)
        self._last_count = number

    def _placed(self, cells: Line) -> tuple[dict[str, SourceCell], bool]:
        exact: Sequence[Column | None] | None = by_place(cells, self.columns)
        if not self._ledger.is_wrapped and is_paragraph(cells, self._headings):
            exact = [None]
        elif exact is None and not self._ledger.is_wrapped:
            exact = without_strays(cells, self.columns) or self._with_odd_values(cells)
        placed = exact if exact is not None else by_meaning(cells, self.columns)
        if exact is None and len(cells) == 1 and is_stray_sentence(cells[0], placed[0], self._last_node):
            placed = [None]
        if len(cells) == 1 and (level := level_alone(cells[0], self.columns)):
            return {level: cells[0]}, False
        found: dict[str, SourceCell] = {}
        is_shifted = False
        for cell, column in zip(cells, placed, strict=True):
            if column is None or column.field == "other":
                self._no_field(cell)
                continue
            found[column.field] = cell
            is_shifted |= cell.column > column.last or cell.last_column < column.first
        return found, is_shifted

    def _with_odd_values(self, cells: Line) -> list[Column] | None:
        """Return the headings above the cells where all is in place but for odd numbers, or a value told at length."""
        placed = by_place(cells, self.columns, whatever_it_says=True) or []
        pairs = [*zip(cells, placed, strict=False)]
        rest = [cell for cell, column in pairs if column.field not in NUMBERS and not is_told(cell.text, column.field)]
        is_in_place = any(column.field == "name" for _cell, column in pairs)
        return placed if is_in_place and by_place(rest, self.columns) is not None else None

    def _no_field(self, cell: SourceCell) -> None:
        if is_no_value(cell.text):
            self._ledger.label(cell)
        else:
            self._ledger.unmapped(cell, "no_field", FieldRef(None, self._heading_of(cell)))

    def _heading_of(self, cell: SourceCell) -> str:
        return next((each.text for each in self._headings if each.column <= cell.column <= each.last_column), "")

    def _ends_cut_words(self, cells: Line, here: SourceCell) -> bool:
        """Take the first row of a page that holds nothing but the ends of words: 满意度指 above, 标 here."""
        if not self._ledger.is_wrapped or here.grid == self._last_grid or self._last_node is None:
            return False
        placed = by_place(cells, self.columns, whatever_it_says=True)
        if placed is None:
            return False
        found = {column.field: cell for column, cell in zip(placed, cells, strict=True)}
        first, rest = self._cut_method, found.get("method")
        is_cut_method = first is not None and rest is not None and is_method(first.text + rest.text)
        if is_cut_method:
            del found["method"]
        if found and not self._goes_on(found, here):
            return False
        if is_cut_method and first is not None and rest is not None:
            self._ledger.label_after_all(first, rest)
        return True

    def _goes_on(self, found: dict[str, SourceCell], here: SourceCell) -> bool:
        """Take a row that only goes on with the row above, as a page break leaves it.

        At the top of a page a name may go on too, and so may the words of the levels, or they stand there once more.
        """
        node = self._last_node
        texts = {name: cell for name, cell in found.items() if name in TEXTS}
        if node is None or any(name not in (*TEXTS, *LEVELS) for name in found):
            return False
        is_cut = self._ledger.is_wrapped and here.grid != self._last_grid
        if not is_cut and ("name" in texts or len(texts) < len(found)):
            return False
        if "name" in texts and node.weight is None and node.score is None:
            return False  # a form without weights, whose next row this may be
        if not self._levels.goes_on(found) or (not texts and self._levels.said_again(found)):
            return False
        self._levels.join(found)
        for name, cell in found.items():
            if name in texts:
                is_item = begins_item(getattr(node, name), cell.text)
                self._ledger.append(node, name, cell, "\n" if is_item else "")
            self._ledger.doubt("row.joined", cell, FieldRef(NodeId(node.id), name if name in texts else "name"))
        return True

    # ---- level 3 -------------------------------------------------------------------------------------------------

    def _leaf(self, found: dict[str, SourceCell], shared: dict[str, SourceCell]) -> None:
        if self._levels.one is not None and self._levels.two is None:
            self._levels.two = self._levels.new_level(self._levels.one, "")
        node = Indicator(id=new_id())
        if self._levels.two is not None:
            self._levels.two.children.append(node)
        ledger, node_id = self._ledger, NodeId(node.id)
        if "adjusted_target" in found:
            self._adjusted(found, node_id)
        take_both(found, node, ledger)
        for name in TEXTS:
            if name in found:
                ledger.set_cell_text(node, name, found[name], is_short=not INDICATOR_FIELDS[name].is_long)
        if "name" in shared and "name" not in found:
            node.name = ledger.text_of(shared["name"], is_short=True)
            ledger.mapped(shared["name"], FieldRef(node_id, "name"))
            ledger.doubt("cell.shared", shared["name"], FieldRef(node_id, "name"))
        if "measure" in found:
            node.reason = with_measure(node.reason, ledger.text_of(found["measure"]))
            ledger.mapped(found["measure"], FieldRef(node_id, "reason"))
        for cell in take_sign_and_unit(found, node, ledger):
            self._no_field(cell)
        take_own_cells(found, node, ledger)
        for name in NUMBERS:
            if name in found:
                ledger.set_number(node, name, found[name])
                self._doubt_percent(found[name], FieldRef(node_id, name))
        for name in _VALUES:
            value = found.get(name)
            if value is not None and value.last_row > value.row:
                ledger.doubt("cell.shared", value, FieldRef(node_id, name))
        take_weight_within(node, found, self.columns, ledger)
        self._computed(found, node)
        doubt_values(found, node, ledger)
        self._last_node, self._last_grid = node, next(iter(found.values())).grid

    def _doubt_percent(self, cell: SourceCell, ref: FieldRef) -> None:
        """Doubt weights in per cent, and shares where the file does not tell how it shows them; once a column."""
        is_percent = cell.text.rstrip().endswith(("%", "％"))
        is_share = cell.unformatted and 0 < float(cell.text) < 1
        if (is_percent or is_share) and ref.name not in self._in_percent:
            self._in_percent.add(ref.name)
            self._ledger.doubt("number.percent" if is_percent else "number.unformatted", cell, ref)

    def _computed(self, found: dict[str, SourceCell], node: Indicator) -> None:
        """Pass over what the form computes again; a method or a share of its own has no field."""
        method, share = found.get("method"), found.get("score_share")
        self._cut_method = None
        if method is not None and is_method(method.text):
            self._ledger.label(method)
        elif method is not None:
            self._no_field(method)
            self._cut_method = method
        if share is not None:
            is_same = is_share(share.text, node.score, node.weight)
            self._ledger.again(share) if is_same or share.is_computed else self._no_field(share)

    def _adjusted(self, found: dict[str, SourceCell], node: NodeId) -> None:
        """Let the adjusted target count; the first one has no field, but stands where no other is given."""
        cell = found.pop("adjusted_target")
        first = found.get("target")
        if first is not None and not is_adjusted(first.text, cell.text):
            self._ledger.label(cell)
            return
        if first is not None and first.text.strip() != cell.text.strip():
            self._ledger.unmapped(first, "no_field", FieldRef(None, self._heading_of(first)))
            self._ledger.doubt("target.adjusted", first, FieldRef(node, "target"))
        elif first is not None:
            self._ledger.mapped(first, FieldRef(node, "target"))
        found["target"] = cell
