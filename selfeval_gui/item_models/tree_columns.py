"""The columns of one form's indicator tree: the usual ones, as its template calls them, and those of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.cells import cell_field
from selfeval_gui.domain.fields import OWN, get_field, is_blank
from selfeval_gui.domain.tree import walk
from selfeval_gui.item_models.columns import INDICATOR_FIELD

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.exchange.templates.template import Template

_ALWAYS = ("name", "target")  # a template may print the target in several columns


class TreeColumns(NamedTuple):
    """The field and the heading of each column; which of them the paper lacks, so that they are hidden.

    `words` are those that a cell of a column may hold, by its field, and `many` the fields that take several of them.
    """

    fields: tuple[str, ...]
    headings: tuple[str, ...]
    hidden: frozenset[int]
    words: dict[str, tuple[str, ...]]
    many: frozenset[str]


def tree_columns(form: Form) -> TreeColumns:
    """Return the columns for a form; one that holds something is shown even if the paper has no place for it."""
    from selfeval_gui.exchange.templates.template import template_of  # brings the models

    template = template_of(form)
    rows = [node for node, _level in walk(form.indicators)]
    held = dict.fromkeys(OWN + name for row in rows for name in row.extra)
    own = template.own_fields
    fields = (*INDICATOR_FIELD, *own, *(field for field in held if field not in own))
    absent = [name for name in INDICATOR_FIELD if name not in template.indicator_columns and name not in _ALWAYS]
    hidden = frozenset(fields.index(name) for name in absent if all(is_blank(get_field(row, name)) for row in rows))
    columns = template.own_columns.items()
    words = {OWN + name: column.words for name, column in columns if column.words}
    many = frozenset(OWN + name for name, column in columns if column.kind == "ticks")
    return TreeColumns(fields, tuple(_heading(field, template, form) for field in fields), hidden, words, many)


def _heading(field: str, template: Template, form: Form) -> str:
    if field.startswith(OWN):
        return template.said(template.own_fields.get(field, cell_field(field).label), form)
    words = "" if field == "name" else template.indicator_columns.get(field, "")
    return template.said(words, form) or cell_field(field).label
