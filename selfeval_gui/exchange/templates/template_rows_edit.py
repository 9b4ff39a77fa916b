"""What an office adds to a copy of a template or takes away: rows and columns of amounts; what stands in the lists.

Each part is a list of lines, one a row or column, in the order of the paper. A line that takes the place of another one
stands for the same field, so that forms keep what they hold of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from selfeval_gui.domain.fields import EXTRA, OWN_AMOUNT
from selfeval_gui.exchange.templates.blocks_edit import words_in_lines
from selfeval_gui.exchange.templates.columns_edit import Heading, with_columns
from selfeval_gui.exchange.templates.edit_lines import NotALine, behind_of, in_order, keyed, parts_of, with_place
from selfeval_gui.exchange.templates.own_columns_edit import own_fields
from selfeval_gui.exchange.templates.parts import split_own
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.exchange.templates.template_edit import checked, fields_of


def fund_rows(template: Template) -> list[str]:
    """Return the words of the rows of amounts, the total first."""
    return [*template.fund_rows.values()]


def with_fund_rows(template: Template, labels: Sequence[str]) -> Template:
    """Return the template with these rows of amounts; the first one stays the total."""
    found = fields_of(labels, [(label, field) for field, label in template.fund_rows.items()], EXTRA)
    return checked(template, {"fund_rows": {field: label for label, field in found}})


def fund_columns(template: Template) -> list[str]:
    """Return a line for each column of amounts that only this template has, with its place where it is not the last."""
    own = _own_amounts(template)
    return [with_place(label, template.fund_columns, [*own], key) for key, label in own.items()]


def with_fund_columns(template: Template, lines: Sequence[str]) -> Template:
    """Return the template with these columns of amounts beside the common ones, each where its line says.

    Raises
    ------
    NotALine
        for a place that there is not, a name that is there twice, and a template without such columns.
    """
    if not template.fund_columns:
        if lines:
            raise NotALine(lines[0])
        return template
    read = [_fund_column(line) for line in lines]
    before = _own_amounts(template)
    now = keyed(lines, [label for label, _behind in read], before, OWN_AMOUNT)
    order = in_order(lines, template.fund_columns, [*before], now, [behind for _label, behind in read])
    labels = template.fund_columns | now
    return with_columns(template, "fund", [Heading(key, labels[key]) for key in order], {})


def listed_words(template: Template) -> frozenset[str]:
    """Return the places of the words that stand in the lists of rows, columns and blocks."""
    own = {*own_fields(template)}
    return frozenset(
        words_in_lines(template)
        | {f"fund_columns.{key}" for key in _own_amounts(template)}
        | {f"fund_rows.{key}" for key in template.fund_rows}
        | {f"indicator_columns.{key}" for key in template.indicator_columns if key in own}
        | {f"over_headings.{each.first}" for each in template.over_headings if split_own(each.first)[1]}
    )


def _own_amounts(template: Template) -> dict[str, str]:
    return {key: label for key, label in template.fund_columns.items() if key.startswith(OWN_AMOUNT)}


def _fund_column(line: str) -> tuple[str, str]:
    label, *rest = parts_of(line)
    behind = [behind_of(part) for part in rest]
    if not label or len(rest) > 1 or not all(behind):
        raise NotALine(line)
    return label, "".join(behind)
