"""What the program exports comes back: every template, workbooks and Word documents, single forms and booklets."""

from __future__ import annotations

import io
from random import Random

import pytest
from docx import Document
from openpyxl import load_workbook

from selfeval_gui.domain.differences import Change, differences
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.update_from import merged
from selfeval_gui.exchange.documents.docx_writer import render_docx, render_docx_booklet
from selfeval_gui.exchange.documents.xlsx_writer import render_booklet, render_xlsx
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import Recognized
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers import paper
from tests.helpers.imports import COMPUTED, facts, unaccounted
from tests.helpers.kinds import SELF_EVALUATIONS
from tests.helpers.xlsx_forms import sample_forms
from tests.unit.exchange.recognize.test_random import read, wanted

pytestmark = pytest.mark.slow

RENDER = {"xlsx": render_xlsx, "docx": render_docx}


def come_back(data: bytes) -> Recognized:
    source = read_source(data, lambda _done, _total: None)
    result = recognize(source)
    assert unaccounted(source, result) == []
    return result


def written(kind: str, form: Form, template: str) -> bytes:
    data: bytes = RENDER[kind](form, presets()[template], rule_set_of(form))[0]
    return data


@pytest.mark.parametrize("kind", RENDER)
@pytest.mark.parametrize("template", SELF_EVALUATIONS)
def test_every_template(kind: str, template: str) -> None:
    for seed in range(6):
        form = paper.random_form(Random(seed), presets()[template])
        result = come_back(written(kind, form, template))
        assert [read(found) for found in result.forms] == [wanted(form, template)]
        assert [(remark.text, remark.code) for found in result.forms for remark in found.unmapped] == []
        assert result.outside == []


@pytest.mark.parametrize("kind", RENDER)
def test_the_samples(kind: str) -> None:
    for form in sample_forms():
        (found,) = come_back(written(kind, form, form.template)).forms
        assert facts(found.form) == (facts(form) | COMPUTED if kind == "xlsx" else facts(form))
        assert found.doubts == []
        assert (found.form.template, found.form.rule_set) == (form.template, form.rule_set)


def test_a_booklet_of_sheets() -> None:
    forms = sample_forms()
    data = render_booklet([BookletEntry(form, presets()[form.template], rule_set_of(form)) for form in forms])[0]
    assert [facts(found.form) for found in come_back(data).forms] == [facts(form) | COMPUTED for form in forms]


def test_a_booklet_in_word() -> None:
    forms = sample_forms()
    data = render_docx_booklet([BookletEntry(form, presets()[form.template], rule_set_of(form)) for form in forms])[0]
    assert [facts(found.form) for found in come_back(data).forms] == [facts(form) for form in forms]


def test_an_edited_workbook_shows_exactly_the_edits() -> None:
    form = sample_forms()[0]
    book, target = load_workbook(io.BytesIO(written("xlsx", form, form.template))), io.BytesIO()
    sheet = book.worksheets[0]
    places = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    places["项目完成率"].value = "项目按时完成率"
    places["较为健全"].value = "健全"
    places[101.64].value = 99.5
    book.save(target)
    (found,) = come_back(target.getvalue()).forms
    assert found.form.id == form.id
    edits = [
        (each.field, each.old, each.new)
        for each in differences(form, merged(form, found.form))
        if each.change is Change.CELL
    ]
    printed = [edit for edit in edits if edit[0].startswith("printed.")]
    assert [edit for edit in edits if edit not in printed] == [
        ("funds.total.executed", "101.64", "99.50"),
        ("actual", "较为健全", "健全"),
    ]
    assert {field: new for field, _, new in printed} == dict.fromkeys(
        ("printed.execution_rate", "printed.total_weight", "printed.total_score"), ""
    ), "a row more and another amount: what the paper printed is no longer about this form"
    added = [each.new for each in differences(form, merged(form, found.form)) if each.change is Change.ADDED]
    assert added == ["项目按时完成率"]
    assert found.doubts == [], "saved without the values of its formulas, it says nothing of the rate"


def test_an_edited_document_shows_exactly_the_edits() -> None:
    form = sample_forms()[0]
    document, target = Document(io.BytesIO(written("docx", form, form.template))), io.BytesIO()
    cells = {cell.text: cell for table in document.tables for row in table.rows for cell in row.cells}
    cells["较为健全"].text = "健全"
    document.save(target)
    (found,) = come_back(target.getvalue()).forms
    edits = [(each.field, each.old, each.new) for each in differences(form, merged(form, found.form))]
    assert edits == [("actual", "较为健全", "健全")]
