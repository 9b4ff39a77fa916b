"""A form on an office's own paper: the file it becomes, and what the paper has no place for."""

from __future__ import annotations

from typing import NamedTuple

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.own_paper.values import Values, unplaced_fields
from selfeval_gui.exchange.templates.paper import Paper
from selfeval_gui.rules.rule_set import RuleSet


class Filled(NamedTuple):
    """The bytes of the file, and the names of fields that hold something and stand nowhere in it."""

    data: bytes
    unplaced: list[str]


def fill(form: Form, paper: Paper, rule_set: RuleSet) -> Filled:
    """Fill the blank of a paper with a form."""
    values = Values(form, paper, rule_set)
    if paper.format == "xlsx":
        from selfeval_gui.exchange.own_paper.fill_xlsx import fill_xlsx

        return Filled(fill_xlsx(values), unplaced_fields(values))
    from selfeval_gui.exchange.own_paper.fill_docx import fill_docx

    return Filled(fill_docx(values), unplaced_fields(values))
