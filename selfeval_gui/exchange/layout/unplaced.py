"""What a form holds that its template has no place for: kept in the file, not on paper."""

from selfeval_gui.domain.amounts import form_amounts
from selfeval_gui.domain.cells import cells_of
from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, FieldRef, get_field, is_blank
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import walk
from selfeval_gui.exchange.layout.sheet import Sheet
from selfeval_gui.exchange.layout.sheet_builder import ref_to


def unplaced(form: Form, sheet: Sheet) -> list[FieldRef]:
    """Return the fields that are filled in and that no cell of the sheet shows, in the order of the form."""
    placed = {cell.field for cell in sheet.cells} | {FieldRef(None, name) for name in sheet.within_words}
    # Not what is about the form rather than on it, nor what another paper said.
    own = [name for name, field in FORM_FIELDS.items() if field.group != "file" and not name.startswith("printed.")]
    names = [*own, *(EXTRA + name for name in form.extra)]
    held = [ref_to(form, name) for name in names if not is_blank(get_field(form, name))]
    if not any(form_amounts(form)):
        held = [ref for ref in held if ref.name != "funds.unit"]  # the unit of nothing
    for node, _level in walk(form.indicators):
        held += [ref_to(node, field) for field in cells_of((node,)) if not is_blank(get_field(node, field))]
    return [ref for ref in held if ref not in placed]
