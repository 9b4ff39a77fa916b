"""The account of a form after it was read: cells enter and leave fields, each stays in one place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from selfeval_gui.domain.amounts import kind_in
from selfeval_gui.domain.cells import cell_field
from selfeval_gui.domain.fields import (
    EXTRA,
    FORM_FIELDS,
    FieldKind,
    FieldRef,
    Value,
    field_of,
    get_field,
    set_field,
    show_field,
)
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.numbers import NotANumber, NumberTooLong
from selfeval_gui.domain.tree import Tree
from selfeval_gui.domain.typed_fields import parse_field
from selfeval_gui.domain.words import squeezed
from selfeval_gui.exchange.readers.grid import Source, SourceCell
from selfeval_gui.exchange.recognize.closing import bare_word, is_printed, said_words
from selfeval_gui.exchange.recognize.result import DELETED, CellKey, FoundForm, ReaderRemark
from selfeval_gui.exchange.templates.labels import joined, with_list_items, without_paper_blanks

NOTES = FieldRef(None, "notes")
UNIT = FieldRef(None, "funds.unit")


class NotRepaired(ValueError):
    """What was asked for cannot be done, by its code; nothing has changed."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code, self.text = code, text


class Account:
    """What `Repairs` stand on. It changes `found` in place."""

    def __init__(self, source: Source, found: FoundForm) -> None:
        self.source, self.found = source, found
        self.tree = Tree(found.form.indicators)
        self._said = set(said_words(found))

    def part_of(self, ref: FieldRef) -> Form | Indicator:
        """Return what has the field."""
        return self.found.form if ref.node is None else self.tree.node(ref.node)

    def kind_of(self, ref: FieldRef) -> FieldKind:
        """Return what the field holds, the form's unit of money considered."""
        return cell_field(ref.name).kind if ref.node is not None else kind_in(self.found.form, ref.name)

    def text_of(self, cell: SourceCell, *, is_long: bool) -> str:
        """Return the text a field takes over, without what the paper alone brought into it."""
        if not self.source.is_wrapped:
            return cell.text.strip()
        return without_paper_blanks(with_list_items(cell.text)) if is_long else joined(cell.text)

    def cell(self, key: CellKey) -> SourceCell:
        """Return the cell of a key."""
        return next(each for each in self.source.grids[key[0]].cells if each.key == key)

    def cells_of(self, ref: FieldRef) -> list[CellKey]:
        """Return the cells that brought something into a field."""
        return [key for key, refs in self.found.mapped.items() if ref in refs]

    def set_value(self, ref: FieldRef, cells: Sequence[SourceCell], value: Value) -> None:
        """Let a field hold a value that was worked out of its cells."""
        self._write(ref, value)
        self._answer(cells, [ref])
        self._settle(is_answered=True)

    def _take_away(self, cells: Sequence[SourceCell]) -> None:
        for cell in cells:
            self._release(cell.key, "removed")
        self._answer(cells, [])

    def _settle(self, *, is_answered: bool = False) -> None:
        """Account anew for labels whose word only stood in what has gone: listed, unless a person answered them.

        A field of the paper's own that has gone leaves no doubt about its name behind.
        """
        extra = {f"{EXTRA}{name}" for name in self.found.form.extra}
        self.found.doubts[:] = [
            each
            for each in self.found.doubts
            if each.code != "label.unknown" or each.ref is None or each.ref.name in extra
        ]
        said = set(said_words(self.found))
        lost, self._said = self._said - said, said
        for key in sorted(self.found.labels - self.found.called) if lost else ():
            text = self.cell(key).text
            if bare_word(text) not in lost or is_printed(text):
                continue
            if is_answered:
                self.found.called.add(key)
            else:
                self._list(key, "removed")

    def _read(self, ref: FieldRef, texts: Sequence[str]) -> Value:
        kind, text = self.kind_of(ref), "\n".join(texts)
        if kind.is_number and len(texts) > 1:
            raise NotRepaired("number.one_cell")
        try:
            return parse_field(kind, text)
        except NumberTooLong:
            raise NotRepaired("number.too_long", text) from None
        except NotANumber:
            raise NotRepaired("number.invalid", text) from None
        except ValueError:
            raise NotRepaired("year.invalid", text) from None

    def _write(self, ref: FieldRef, value: Value) -> None:
        is_text = self.kind_of(ref) is FieldKind.TEXT and not ref.name.startswith(EXTRA)
        set_field(self.part_of(ref), ref.name, "" if value is None and is_text else value)
        self.found.typed.discard(ref)

    def _enter(self, cell: SourceCell, ref: FieldRef) -> None:
        self._unlist([cell])
        self.found.labels.discard(cell.key)
        self.found.called.discard(cell.key)
        self.found.mapped[cell.key] = (*self.found.mapped.get(cell.key, ()), ref)

    def _unlist(self, cells: Iterable[SourceCell]) -> None:
        keys = {cell.key for cell in cells}
        self.found.unmapped[:] = [
            each for each in self.found.unmapped if each.cell is None or each.cell.key not in keys
        ]

    def _list(self, key: CellKey, code: str) -> None:
        cell = self.cell(key)
        self._unlist([cell])
        self.found.labels.discard(key)
        self.found.called.discard(key)
        self.found.unmapped.append(ReaderRemark(code, cell, None, cell.text))

    def _list_piece(self, ref: FieldRef) -> None:
        text = show_field(get_field(self.part_of(ref), ref.name))
        if text:
            self.found.unmapped.append(ReaderRemark(DELETED, None, FieldRef(None, ref.name), text))

    def _release(self, key: CellKey, code: str) -> None:
        """List a cell, and take from each of its fields what it brought there; a text typed by a person stays."""
        refs = self.found.mapped.pop(key, ())
        if refs or key in self.found.labels:
            self._list(key, code)
        cell = self.cell(key)
        for ref in refs:
            others = self.cells_of(ref)
            if ref == UNIT or ref in self.found.typed or any(self._says_all(other, ref) for other in others):
                continue
            rest = self._without(cell, ref) if others else None
            self._write(ref, rest)
            for other in others if rest is None else ():
                self._release(other, code)

    def _says_all(self, key: CellKey, ref: FieldRef) -> bool:
        value = show_field(get_field(self.part_of(ref), ref.name))
        return squeezed(self.cell(key).text) == squeezed(value)

    def _without(self, cell: SourceCell, ref: FieldRef) -> str | None:
        """Return a text without what a cell brought into it; None where that cannot be told."""
        value, text = get_field(self.part_of(ref), ref.name), self.text_of(cell, is_long=is_long_field(ref))
        if not isinstance(value, str) or not text or value.count(text) != 1:
            return None
        before, after = (part.strip("\n") for part in value.split(text))
        rest = (("\n" if is_long_field(ref) else "") if before and after else "").join([before, after])
        others = [self.cell(key) for key, refs in self.found.mapped.items() if refs == (ref,)]
        return rest if rest and all(squeezed(each.text) in squeezed(rest) for each in others) else None

    def _displace(self, ref: FieldRef) -> None:
        """Empty a field for another cell: its cells are listed, a piece of a shared one is kept in an extra field."""
        held = self.cells_of(ref)
        value, kept = show_field(get_field(self.part_of(ref), ref.name)), None
        for key in held:
            if len(self.found.mapped[key]) > 1 and value and ref not in self.found.typed:
                kept = kept or self._free_extra(_name_of(ref))
                self.found.mapped[key] = tuple(kept if each == ref else each for each in self.found.mapped[key])
            elif key in self.found.mapped:
                self._drop_refs(key, [ref], "removed")
        if kept is not None:
            set_field(self.found.form, kept.name, value)

    def _drop_refs(self, key: CellKey, gone: Collection[FieldRef], code: str) -> None:
        rest = tuple(ref for ref in self.found.mapped[key] if ref not in gone)
        if rest:
            self.found.mapped[key] = rest
        else:
            del self.found.mapped[key]
            self._list(key, code)

    def _free_extra(self, name: str) -> FieldRef:
        key = name.strip(" :：*\n") or "?"
        number, free = 1, key
        while free in self.found.form.extra:
            number += 1
            free = f"{key} {number}"
        return FieldRef(None, f"{EXTRA}{free}")

    def _answer(self, cells: Iterable[SourceCell], refs: Collection[FieldRef]) -> None:
        keys = {cell.key for cell in cells}
        self.found.doubts[:] = [
            each
            for each in self.found.doubts
            if each.ref not in refs and (each.cell is None or each.cell.key not in keys)
        ]

    def _below(self, node: Indicator) -> list[Indicator]:
        return [node, *(each for child in node.children for each in self._below(child))]


def is_long_field(ref: FieldRef) -> bool:
    """Tell whether a field holds a text of several lines."""
    return cell_field(ref.name).is_long if ref.node is not None else field_of(ref.name).is_long


def _name_of(ref: FieldRef) -> str:
    if ref.node is not None:
        return cell_field(ref.name).label
    return FORM_FIELDS[ref.name].label if ref.name in FORM_FIELDS else ref.name.removeprefix(EXTRA)
