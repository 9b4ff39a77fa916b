"""一级指标 and 二级指标 of a row: as printed, carried down from above, or guessed where they usually belong.

PDF extraction loses level cells or moves them a column; people leave them blank below the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selfeval_gui.domain.fields import INDICATOR_NUMBERS, INDICATOR_TEXTS, FieldRef
from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import format_typed
from selfeval_gui.domain.tree import new_id
from selfeval_gui.domain.words import split_weight
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.recognize.split_cells import says_kind_only
from selfeval_gui.exchange.templates.labels import (
    bare_level,
    is_level,
    is_level_1,
    level_word,
    parents_of,
)
from selfeval_gui.exchange.templates.parts import LEVELS

TEXTS, NUMBERS = INDICATOR_TEXTS, INDICATOR_NUMBERS
_WEIGHT_IN_NAME = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[）)]\s*$", re.ASCII)
WEIGHT = ".weight"  # of a level, behind the name of its column


class LevelCells:
    """Keeps the rows of level 1 and 2 that new indicators belong to."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.one: Indicator | None = None
        self.two: Indicator | None = None
        self._grid: int | None = None  # of the last level cell: the next page says its levels again

    def said_again(self, found: dict[str, SourceCell]) -> bool:
        """Tell whether the level cells of a row only repeat what the rows above stand under."""
        return all(name not in found or _is_same(found[name], node) for name, node in self._above())

    def goes_on(self, found: dict[str, SourceCell]) -> bool:
        """Tell whether each level cell says again what stands above or ends its word, as a page cuts: 满意度指, 标."""
        return all(
            name not in found or _is_same(found[name], node) or _is_end(found[name], node)
            for name, node in self._above()
        )

    def join(self, found: dict[str, SourceCell]) -> None:
        """Enter level cells that repeat a name, or that are its end."""
        for name, node in self._above():
            if name in found and node is not None:
                if not _is_same(found[name], node):
                    node.name += level_word(found[name].text)
                self._ledger.mapped(found[name], FieldRef(NodeId(node.id), "name"))

    def _above(self) -> tuple[tuple[str, Indicator | None], ...]:
        return (("level_1", self.one), ("level_2", self.two))

    def take(self, found: dict[str, SourceCell], shared: dict[str, SourceCell]) -> None:
        """Take the level cells of a row; `shared` are cells of rows above that reach down to it."""
        if "level_2" in found and says_kind_only(found["level_2"].text):
            self._ledger.label(found.pop("level_2"))  # below 指标类型, 定量指标 says how it is measured
        one, two = found.get("level_1"), found.get("level_2")
        above = self.one.name if self.one is not None else ""
        name_one, name_two = (level_word(cell.text) if cell is not None else "" for cell in (one, two))
        guessed_from: SourceCell | None = None
        if one is not None and not is_level_1(name_one) and parents_of(name_one):
            guessed_from = one
            if two is None:
                two, name_two = one, name_one
            usual = parents_of(name_one)
            name_one = above if above in usual else usual[0]
        elif one is None and "level_1" not in shared and two is not None:
            usual = parents_of(name_two)
            is_own = bool(above) and not is_level_1(above) and not parents_of(above)  # reaches down as it is printed
            if usual and not is_own and not any(bare_level(each) in bare_level(above) for each in usual):
                name_one, guessed_from = usual[0], two
            elif not above and not usual:
                guessed_from = two
        if name_one and bare_level(name_one) != bare_level(above):
            self.one, self.two = self.new_level(None, name_one), None
        elif one is not None and one.last_row > one.row and one is not two and self._is_other_block(one, name_two):
            self.two = None
        if self.one is None and (two is not None or any(name in found for name in (*TEXTS, *NUMBERS))):
            self.one = self.new_level(None, "")
        is_new = self.two is None or bare_level(name_two) != bare_level(self.two.name)
        if two is not None and self.one is not None and is_new:
            self.two = self.new_level(self.one, name_two)
        self._account_for_levels(found, two if two is not one else None)
        if guessed_from is not None and self.one is not None:
            self._ledger.doubt("level.guessed", guessed_from, FieldRef(NodeId(self.one.id), "name"), self.one.name)

    def _is_other_block(self, cell: SourceCell, two: str) -> bool:
        """Tell whether a name of level 1 begins again, and is not said again overleaf with the same level 2 below."""
        is_overleaf = self._grid not in {None, cell.grid}
        is_same = self.two is not None and bare_level(two) == bare_level(self.two.name)
        return cell.key not in self._ledger.found.mapped and not (is_overleaf and is_same)

    def _account_for_levels(self, found: dict[str, SourceCell], two: SourceCell | None) -> None:
        for name, cell, node in (("level_1", found.get("level_1"), self.one), ("level_2", two, self.two)):
            if cell is None or node is None:
                continue
            self._ledger.mapped(cell, FieldRef(NodeId(node.id), "name"))
            self._grid = cell.grid
            beside = found.get(f"{name}{WEIGHT}")
            if beside is not None:
                self._weight_beside(beside, node)
            weight = split_weight(cell.text)[1]
            if weight and node.weight is None:
                self._ledger.set_number(node, "weight", cell, weight)

    def _weight_beside(self, cell: SourceCell, node: Indicator) -> None:
        """Take the weight of a level from a column of its own; what was printed before counts."""
        if node.weight is None:
            self._ledger.set_number(node, "weight", cell)
        elif cell.text.strip() == format_typed(node.weight):
            self._ledger.again(cell)

    def new_level(self, parent: Indicator | None, name: str) -> Indicator:
        """Add a row of level 1, or one of level 2 below `parent`."""
        node = Indicator(id=new_id(), name=name)
        (self._ledger.form.indicators if parent is None else parent.children).append(node)
        return node


def level_alone(cell: SourceCell, columns: Sequence[Column]) -> str:
    """Return the level that a cell alone in its row names where no column is for levels; "" for any other."""
    if not {*LEVELS}.isdisjoint(column.field for column in columns):
        return ""
    return LEVELS[0] if is_level_1(cell.text) else LEVELS[1] if is_level(cell.text) else ""


def take_weight_within(
    node: Indicator, found: dict[str, SourceCell], columns: Sequence[Column], ledger: Ledger
) -> None:
    """Take the weight that stands in a name, 相关性（5分）, of a paper with scores and without a column of weights."""
    fields = {column.field for column in columns}
    weight = _WEIGHT_IN_NAME.search(found["name"].text) if "name" in found else None
    if weight is not None and "score" in fields and "weight" not in fields:
        ledger.set_number(node, "weight", found["name"], weight[1])


def _is_same(cell: SourceCell, node: Indicator | None) -> bool:
    return node is not None and bare_level(level_word(cell.text)) == bare_level(node.name)


def _is_end(cell: SourceCell, node: Indicator | None) -> bool:
    return node is not None and is_level(node.name + level_word(cell.text))
