"""What a form says, apart from its file: its hash, and what changed between two of them.

Ids of rows, numbers' trailing zeros, marks of the unit and what a paper printed do not count: a form that was typed
into Excel and read again is the same form.
"""

from __future__ import annotations

import json
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from selfeval_gui.domain.cells import cells_of, is_cell
from selfeval_gui.domain.differences import Change, Difference, differences, takes_away
from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, Value, get_field
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.tree import walk

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator

_PRINTED = "printed."
CONTENT_FIELDS = tuple(
    field.name for field in FORM_FIELDS.values() if field.group != "file" and not field.name.startswith(_PRINTED)
)


def content_hash(form: Form) -> str:
    """Return the sha256 over what the form says."""
    said = {
        "form": {name: _plain(get_field(form, name)) for name in CONTENT_FIELDS},
        "extra": {name: text.strip() for name, text in sorted(form.extra.items()) if text.strip()},
        "indicators": [_row(row) for row in form.indicators],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _row(row: Indicator) -> dict[str, Any]:
    values = {name: _plain(get_field(row, name)) for name in cells_of((row,))}
    return {**values, "children": [_row(child) for child in row.children]}


def _plain(value: Value) -> str:
    """Return a value as it is compared: numbers without trailing zeros, texts without blanks at their ends."""
    if isinstance(value, Decimal):
        return format_plain(value)
    return "" if value is None else str(value).strip()


def changes(old: Form, new: Form) -> list[Difference]:
    """Return what a reader has to look at, deletions first; rows are the same that have the same id."""
    found = [each for each in differences(old, new) if each.change is not Change.OTHER and _is_said(each, old, new)]
    return sorted(found, key=lambda each: _weight(each, old))


def _weight(difference: Difference, old: Form) -> int:
    """Return 0 for a row that is gone, 1 for a cell that was emptied, 2 for all else."""
    if not takes_away(difference, old):
        return 2
    return 0 if difference.change is Change.REMOVED else 1


def _is_said(difference: Difference, old: Form, new: Form) -> bool:
    """Tell whether a difference is one of what the form says, and more than another way to write the same."""
    if difference.change is not Change.CELL:
        return True
    if difference.node is None:
        if difference.field not in CONTENT_FIELDS and not difference.field.startswith(EXTRA):
            return False
        return _plain(get_field(old, difference.field)) != _plain(get_field(new, difference.field))
    if not is_cell(difference.field):  # evidence, which the hash leaves out, too
        return False
    return _plain(_cell(old, difference)) != _plain(_cell(new, difference))


def _cell(form: Form, difference: Difference) -> Value:
    row = next(row for row, _level in walk(form.indicators) if row.id == difference.node)
    return get_field(row, difference.field)
