"""Our own papers come back equal, whatever they were edited into: the 14 forms in every template and format."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.differences import differences
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.returned_copy import kept, replaced
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.documents.docx_writer import render_docx
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import Found
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.work.medium import held_by
from tests.helpers.xlsx_forms import sample_forms

RENDER = {"xlsx": render_xlsx, "docx": render_docx}


def came_back(kind: str, form: Form, template: str) -> tuple[Source, Found]:
    data = RENDER[kind](form, presets()[template], rule_set_of(form))[0]
    source = read_source(data, lambda _done, _total: None)
    (found,) = recognize(source).forms
    return source, found


@pytest.mark.parametrize("kind", RENDER)
@pytest.mark.parametrize("template", presets())
def test_a_copy_that_nobody_edited_changes_nothing(kind: str, template: str) -> None:
    for form in sample_forms():
        form.notes, form.extra["楼层"] = "已核实", "三"
        form.indicators[0].weight = Decimal(50)
        source, found = came_back(kind, form, template)
        held = held_by(source, found)
        assert differences(form, replaced(form, found.form, held)) == []
        refs = {(ref.node is None, ref.name) for ref in kept(form, held)}
        assert {(True, "notes"), (True, "extra.楼层"), (False, "weight")} <= refs
        amounts = {"funds.total.annual_budget"} if template == "central-2016" else set()
        assert {name for is_field, name in refs if is_field and name.startswith("funds.")} == amounts


@pytest.mark.parametrize("kind", RENDER)
@pytest.mark.parametrize("template", presets())
def test_what_was_taken_out_of_a_copy_is_taken_out_of_the_form(kind: str, template: str) -> None:
    form = sample_forms()[1]
    edited = form.model_copy(deep=True)
    edited.department = edited.actual_outcome = ""
    edited.funds.total.executed = None
    branch = next(two for one in edited.indicators for two in one.children if len(two.children) > 1)
    gone = branch.children.pop(0)
    for leaf in level_three(edited.indicators):
        leaf.reason, leaf.actual = "", ""
    source, found = came_back(kind, edited, template)
    now = replaced(form, found.form, held_by(source, found))
    assert (now.department, now.actual_outcome, now.funds.total.executed) == ("", "", None)
    leaves = list(level_three(now.indicators))
    assert [leaf.id for leaf in leaves] == [leaf.id for leaf in level_three(form.indicators) if leaf.id != gone.id]
    assert {(leaf.reason, leaf.actual) for leaf in leaves} == {("", "")}
    assert [leaf.weight for leaf in leaves] == [leaf.weight for leaf in level_three(edited.indicators)]
