"""What a person changes in a form before it is kept: cells given and taken away, rows deleted and merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from selfeval_gui.domain.cells import cell_field, cells_of, chosen_words, is_tick, with_word
from selfeval_gui.domain.fields import EXTRA, FieldRef, get_field, is_blank, set_field, show_field
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.tree import Tree, level_three
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.account import UNIT, Account, NotRepaired, is_long_field
from selfeval_gui.exchange.recognize.result import DELETED, ReaderRemark


class Repairs(Account):
    """Changes `found` in place; NotRepaired may leave it half changed, so that it is to be a copy."""

    # ---- cells and fields ----------------------------------------------------------------------------------------

    def give(self, cells: Sequence[SourceCell], ref: FieldRef) -> None:
        """Let a field hold these cells; what it held goes on in a long text, and has no place any more in any other."""
        self._take_away(cells)
        part, is_long = self.part_of(ref), is_long_field(ref)
        texts = [self.text_of(cell, is_long=is_long) for cell in cells]
        before = get_field(part, ref.name)
        if is_long and not is_blank(before):
            texts.insert(0, str(before))
        else:
            self._displace(ref)
        self._write(ref, self._read(ref, texts))
        for cell in cells:
            self._enter(cell, ref)
        self._answer(cells, [ref])
        self._settle(is_answered=True)

    def give_extra(self, cells: Sequence[SourceCell], name: str) -> None:
        """Keep cells in a field of their own under a name of the paper, counted on where there is one like it."""
        self._take_away(cells)
        ref = self._free_extra(name)
        set_field(self.found.form, ref.name, "\n".join(self.text_of(cell, is_long=True) for cell in cells))
        for cell in cells:
            self._enter(cell, ref)
        self._answer(cells, [])
        self._settle(is_answered=True)

    def call_printed(self, cells: Sequence[SourceCell]) -> None:
        """Take cells for words that the form prints."""
        self._take_away(cells)
        self._unlist(cells)
        for cell in cells:
            self.found.labels.add(cell.key)
            self.found.called.add(cell.key)
        self._answer(cells, [])
        self._settle(is_answered=True)

    def take_away(self, cells: Sequence[SourceCell]) -> None:
        """List cells among those without a place; what they brought into fields leaves those."""
        self._take_away(cells)
        self._settle()

    def typed_over(self, ref: FieldRef) -> None:
        """Note that a person has typed what a field holds: that answers its doubts."""
        self.found.typed.add(ref)
        self._answer([], [ref])
        self._settle(is_answered=True)

    def looked_at(self, remark: ReaderRemark) -> None:
        """Take a doubt for answered."""
        self.found.doubts[:] = [each for each in self.found.doubts if each != remark]
        self._settle(is_answered=True)

    def empty(self, ref: FieldRef) -> None:
        """Leave a field blank, an extra field out; its cells have no place any more, of a shared one that piece."""
        held = self.cells_of(ref)
        if any(len(self.found.mapped[key]) > 1 for key in held) and ref not in self.found.typed:
            self._list_piece(ref)
        for key in held:
            self._drop_refs(key, [ref], DELETED if ref.name.startswith(EXTRA) else "removed")
        if ref != UNIT:
            self._write(ref, None)
        self._answer([], [ref])
        self._settle()

    # ---- rows ----------------------------------------------------------------------------------------------------

    def delete_row(self, node: NodeId) -> None:
        """Take a row out, with those below it; its cells are listed as deleted, pieces of shared ones by their text."""
        inside = {NodeId(each.id) for each in self._below(self.tree.node(node))}
        refs = {ref for all_refs in self.found.mapped.values() for ref in all_refs if ref.node in inside}
        for key in [key for key, each in self.found.mapped.items() if not refs.isdisjoint(each)]:
            gone = [ref for ref in self.found.mapped[key] if ref in refs]
            self._drop_refs(key, gone, DELETED)
            if key in self.found.mapped:
                for ref in gone:
                    self._list_piece(ref)
        self._answer([], refs | {ref for ref in self.found.typed if ref.node in inside})
        self.found.doubts[:] = [each for each in self.found.doubts if each.ref is None or each.ref.node not in inside]
        self.found.typed.difference_update({ref for ref in self.found.typed if ref.node in inside})
        self.tree.remove(node)
        self._settle()

    def merge_rows(self, first: NodeId, second: NodeId) -> None:
        """Let one row hold what two did: texts one after the other, of numbers the one there is, all words ticked."""
        into, gone = self.tree.node(first), self.tree.node(second)
        for name in cells_of([into, gone]):
            one, other = get_field(into, name), get_field(gone, name)
            if is_blank(one) or one == other:
                set_field(into, name, other)
            elif not is_blank(other):
                if cell_field(name).kind.is_number:
                    raise NotRepaired("rows.two_numbers", f"{show_field(one)}、{show_field(other)}")
                is_ticked = any(is_tick(self.cell(key).text) for key in self.cells_of(FieldRef(second, name)))
                all_words = reduce(with_word, chosen_words(str(other)), str(one)) if is_ticked else f"{one}{other}"
                set_field(into, name, all_words)
        for key, refs in self.found.mapped.items():
            self.found.mapped[key] = tuple(dict.fromkeys(_moved(ref, second, first) for ref in refs))
        self.found.typed = {_moved(ref, second, first) for ref in self.found.typed}
        self.found.doubts[:] = [
            each if each.ref is None else each._replace(ref=_moved(each.ref, second, first))
            for each in self.found.doubts
            if each.code not in {"row.joined", "row.shifted"}
            or each.ref is None
            or each.ref.node not in {first, second}
        ]
        self.tree.remove(second)
        self._settle(is_answered=True)


def level_three_of(tree: Tree, refs: Iterable[FieldRef]) -> list[NodeId]:
    """Return the third-level rows among the fields, each once."""
    nodes = dict.fromkeys(ref.node for ref in refs if ref.node is not None)
    return [node for node in nodes if tree.level(node) == LEVELS]


def row_above(repairs: Repairs, node: NodeId) -> NodeId | None:
    """Return the third-level row before one in the order of the paper; None for the first and for other levels."""
    rows = [NodeId(row.id) for row in level_three(repairs.found.form.indicators)]
    return rows[rows.index(node) - 1] if node in rows[1:] else None


def _moved(ref: FieldRef, gone: NodeId, into: NodeId) -> FieldRef:
    return ref._replace(node=into) if ref.node == gone else ref
