"""What a form holds that its template has no place for: kept in the file, not on paper."""

from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, INDICATOR_FIELDS, FieldRef, get_field
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import walk
from selfeval_gui.exchange.layout.sheet import Sheet
from selfeval_gui.exchange.layout.sheet_builder import ref_to

# About the form rather than on it, or what another paper said.
_NEVER_ON_PAPER = {"rule_set", "status", "printed.execution_rate", "printed.total_weight", "printed.total_score"}


def unplaced(form: Form, sheet: Sheet) -> list[FieldRef]:
    """Return the fields that are filled in and that no cell of the sheet shows, in the order of the form."""
    placed = {cell.field for cell in sheet.cells}
    fields = [field for field in FORM_FIELDS if field not in _NEVER_ON_PAPER]
    held = [
        ref_to(form, field) for field in [*fields, *(EXTRA + name for name in form.extra)] if _is_filled(form, field)
    ]
    for node, _level in walk(form.indicators):
        held += [ref_to(node, field) for field in INDICATOR_FIELDS if getattr(node, field) not in {None, ""}]
    return [ref for ref in held if ref not in placed]


def _is_filled(form: Form, field: str) -> bool:
    return get_field(form, field) not in {None, ""}
