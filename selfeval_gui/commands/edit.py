"""Change one cell: of an indicator, or of the form's head, funds and goals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from selfeval_gui.app.session import Session
from selfeval_gui.commands.swap import Swap
from selfeval_gui.domain.amounts import kind_in
from selfeval_gui.domain.cells import cell_field
from selfeval_gui.domain.fields import Value, get_field, show_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.typed_fields import parse_field
from selfeval_gui.i18n import _
from selfeval_gui.item_models.typed_text import read_typed
from selfeval_gui.messages import field_place

if TYPE_CHECKING:
    from selfeval_gui.item_models.indicator_model import IndicatorModel

_TYPING = 1
_LONGEST_SHOWN = 12


class _SetValue(QUndoCommand):
    """Write one value at a place of the form. Typing within one visit of a text (`burst`) makes one step."""

    def __init__(
        self,
        write: Callable[[Value], None],
        place: tuple[NodeId | None, str],
        label: str,
        values: tuple[Value, Value],
        burst: int,
    ) -> None:
        super().__init__(_change_name(label, *values))
        self._write, self.place, self._label, self.burst = write, place, label, burst
        self._old, self.new = values

    def id(self) -> int:
        """Tell Qt which commands may merge: those of a typing burst."""
        return _TYPING if self.burst else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a later command of the same place and burst into this one."""
        if not isinstance(other, _SetValue) or (other.place, other.burst) != (self.place, self.burst):
            return False
        self.new = other.new
        if self._old is None and self.new == "":  # an extra field that was not there before it was typed into
            self.new = None
            self._write(None)
        self.setText(_change_name(self._label, self._old, self.new))
        self.setObsolete(_same(self._old, self.new))
        return True

    def redo(self) -> None:
        self._write(self.new)

    def undo(self) -> None:
        self._write(self._old)


class SetCell(_SetValue):
    """Write one cell of an indicator."""

    def __init__(self, model: IndicatorModel, node: NodeId, field: str, value: Value, burst: int = 0) -> None:
        old = get_field(model.session.tree.node(node), field)
        write = partial(model.apply_value, node, field)
        super().__init__(write, (node, field), cell_field(field).label, (old, value), burst)


class SetField(_SetValue):
    """Write one field of the form; a note on how the value came about stands in the step's name."""

    def __init__(self, session: Session, field: str, value: Value, burst: int = 0, note: str = "") -> None:
        write, values = partial(session.apply_field, field), (get_field(session.form, field), value)
        super().__init__(write, (None, field), field_place(field)[-1], values, burst)
        if note:
            self.setText(_("{name}（{note}）").format(name=self.text(), note=note))


class SetCells(Swap):
    """Write many cells of indicators in one step; the first one is where undo leads to."""

    def __init__(self, model: IndicatorModel, changes: Sequence[tuple[NodeId, str, Value]], name: str) -> None:
        node_of = model.session.tree.node
        old = [(node, field, get_field(node_of(node), field)) for node, field, _value in changes]
        super().__init__(name, model.apply_values, (old,), (list(changes),))


def put_into_cell(model: IndicatorModel, node: NodeId, field: str, value: Value, burst: int = 0) -> None:
    """Put a value into a cell as one undo step, where it is another one."""
    if not _same(get_field(model.session.tree.node(node), field), value):
        model.session.stack.push(SetCell(model, node, field, value, burst))


def put_into_field(session: Session, field: str, value: Value, burst: int = 0, note: str = "") -> None:
    """Put a value into a field of the form as one undo step, where it is another one; a note goes into its name."""
    before = get_field(session.form, field)
    if not _same(before, value) and (before is not None or value != ""):
        session.stack.push(SetField(session, field, value, burst, note))


def type_into_cell(model: IndicatorModel, node: NodeId, field: str, text: str, burst: int = 0) -> None:
    """Put typed text into a cell as one undo step; NotANumber where the cell cannot hold it."""
    put_into_cell(model, node, field, parse_field(cell_field(field).kind, text), burst)


def type_into_field(session: Session, field: str, text: str, burst: int = 0) -> None:
    """Put typed text into a field of the form; NotANumber or NotAYear where the field cannot hold it."""
    kind = kind_in(session.form, field)
    put_into_field(session, field, parse_field(kind, text), burst, read_typed(kind, text).note)


def clear_cells(model: IndicatorModel, cells: Iterable[tuple[NodeId, str]]) -> None:
    """Empty the cells as one undo step."""
    full = [(node, field) for node, field in cells if get_field(model.session.tree.node(node), field) not in {None, ""}]
    if not full:
        return
    name = _("清除 {count} 个单元格").format(count=len(full))
    blank = [(node, field, parse_field(cell_field(field).kind, "")) for node, field in full]
    model.session.stack.push(SetCells(model, blank, name))


def fill_down(model: IndicatorModel, columns: Iterable[Sequence[tuple[NodeId, str]]]) -> None:
    """Give all cells of each column the value of its first one, as one undo step."""
    tree, changes = model.session.tree, list[tuple[NodeId, str, Value]]()
    for column in columns:
        value = get_field(tree.node(column[0][0]), column[0][1])
        changes += [
            (node, field, value) for node, field in column[1:] if not _same(get_field(tree.node(node), field), value)
        ]
    if changes:
        name = _("向下填充 {count} 个单元格").format(count=len(changes))
        model.session.stack.push(SetCells(model, changes, name))


def fill_right(model: IndicatorModel, rows: Iterable[Sequence[tuple[NodeId, str]]]) -> None:
    """Give all cells of each row the value of its first one, as one undo step; a text goes into no cell for numbers."""
    changes = list[tuple[NodeId, str, Value]]()
    for row in rows:
        node = model.session.tree.node(row[0][0])
        value = get_field(node, row[0][1])
        for _node, field in row[1:]:
            old = get_field(node, field)
            if isinstance(value, str) == isinstance(old, str) and not _same(old, value):
                changes.append((row[0][0], field, value))
    if changes:
        name = _("向右填充 {count} 个单元格").format(count=len(changes))
        model.session.stack.push(SetCells(model, changes, name))


def clear_fields(session: Session, fields: Iterable[str]) -> None:
    """Empty fields of the form as one undo step."""
    full = [field for field in fields if get_field(session.form, field) not in {None, ""}]
    if not full:
        return
    session.stack.beginMacro(_("清除 {count} 个单元格").format(count=len(full)))
    for field in full:
        type_into_field(session, field, "")
    session.stack.endMacro()


def paste_fields(session: Session, texts: Mapping[str, str]) -> None:
    """Put texts into fields of the form as one undo step; NotANumber, and nothing written, where one cannot hold it."""
    kinds = {field: kind_in(session.form, field) for field in texts}
    values = {field: parse_field(kinds[field], text) for field, text in texts.items()}
    changed = [field for field, value in values.items() if not _same(get_field(session.form, field), value)]
    if not changed:
        return
    notes = [note for field in changed if (note := read_typed(kinds[field], texts[field]).note)]
    name = _("粘贴 {count} 个单元格").format(count=len(changed))
    if notes:
        words = _("{name}（{note}）") if len(notes) == 1 else _("{name}（{note} 等 {count} 处）")
        name = words.format(name=name, note=notes[0], count=len(notes))
    session.stack.beginMacro(name)
    for field in changed:
        session.stack.push(SetField(session, field, values[field]))
    session.stack.endMacro()


def adopt_computed(session: Session, field: str) -> None:
    """Forget what the paper printed in a "printed.…" field, so that the computed value stands alone."""
    if get_field(session.form, field) is not None:
        command = SetField(session, field, None)
        command.setText(_("采用计算值"))
        session.stack.push(command)


def _same(old: Value, new: Value) -> bool:
    """Compare as the file does: 15 and 15.0 are different texts."""
    return type(old) is type(new) and show_field(old) == show_field(new)


def _change_name(label: str, old: Value, new: Value) -> str:
    if isinstance(old, str) or isinstance(new, str):
        return _("修改{label}").format(label=label)
    return _("修改{label} {old}→{new}").format(label=label, old=_shown(old), new=_shown(new))


def _shown(value: Value) -> str:
    return show_field(value)[:_LONGEST_SHOWN] or _("空白")
