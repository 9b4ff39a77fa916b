"""Workbooks whose totals and rates are formulas: what these have stored, or left out, is nobody's fault."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from decimal import Decimal
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from selfeval_gui.domain.differences import differences
from selfeval_gui.domain.form import Form, Printed
from selfeval_gui.domain.update_from import merged
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.check import check
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.grids import HEADINGS, TITLE
from tests.helpers.hostile import xlsx, zipped
from tests.helpers.imports import facts, unaccounted
from tests.helpers.xlsx_forms import sample_forms

RATE, WEIGHT, SCORE = "H6", "G21", "H21"  # of the first sample
FORMULAS = {RATE: "F6/E6", WEIGHT: "SUM(G13:G20)+G6", SCORE: "SUM(H13:H20)+I6"}
STALE = {RATE: "0.5", WEIGHT: "97", SCORE: "12"}


def written(form: Form) -> bytes:
    return render_xlsx(form, presets()[form.template], rule_set_of(form))[0]


def with_formulas(data: bytes, stored: dict[str, str] | None = None) -> bytes:
    """Let formulas stand for rate and totals, as Excel saves them: with what they had come to, or with `stored`."""
    archive = ZipFile(io.BytesIO(data))
    parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    for place, formula in FORMULAS.items():
        value = rf'(<c r="{place}"[^>]*>)(?:<f>[^<]*</f>)?<v>([^<]*)</v>'
        assert re.search(value, sheet), place
        kept = (stored or {}).get(place, r"\2")
        sheet = re.sub(value, rf"\g<1><f>{formula}</f><v>{kept}</v>", sheet)
    return zipped(parts | {"xl/worksheets/sheet1.xml": sheet})


def saved_again(data: bytes, edit: Callable[[Worksheet], None] = lambda _sheet: None) -> bytes:
    """Save with openpyxl, which keeps formulas and drops what they had come to."""
    book, target = load_workbook(io.BytesIO(data)), io.BytesIO()
    edit(book.worksheets[0])
    book.save(target)
    values = load_workbook(io.BytesIO(target.getvalue()), data_only=True).worksheets[0]
    assert [values[place].value for place in FORMULAS] == [None] * len(FORMULAS)
    return target.getvalue()


def come_back(data: bytes) -> FoundForm:
    source = read_source(data, lambda _done, _total: None)
    result = recognize(source)
    assert unaccounted(source, result) == []
    (found,) = result.forms
    assert found.unmapped == []
    return found


def without_printed(form: Form) -> Form:
    return form.model_copy(update={"printed": Printed()}, deep=True)


@pytest.mark.parametrize("stored", [None, STALE, dict.fromkeys(FORMULAS, "#REF!")])
def test_the_form_comes_back_whatever_its_formulas_have_stored(stored: dict[str, str] | None) -> None:
    form = without_printed(sample_forms()[0])
    found = come_back(with_formulas(written(form), stored))
    assert facts(found.form) == facts(form)
    assert found.doubts == []
    assert (found.form.template, found.form.rule_set) == (form.template, form.rule_set)
    assert differences(form, merged(form, found.form)) == []
    assert [each.code for each in check(found.form, rule_set_of(found.form)) if "mismatch" in each.code] == []


def test_the_form_comes_back_when_another_library_has_dropped_what_they_had_come_to() -> None:
    form = without_printed(sample_forms()[0])
    found = come_back(saved_again(with_formulas(written(form))))
    assert facts(found.form) == facts(form)
    assert found.doubts == []
    assert found.basis is not None


@pytest.mark.parametrize("save", [saved_again, None])
def test_a_weight_changed_below_them_is_the_only_difference(save: Callable[..., bytes] | None) -> None:
    """Ten instead of eleven points: the total says 100 or nothing, the rows add up to 99."""
    form = without_printed(sample_forms()[0])
    data = with_formulas(written(form))

    def edit(sheet: Worksheet) -> None:
        assert sheet["G20"].value == 11
        sheet["G20"].value = 10

    if save is not None:
        data = save(data, edit)
    else:
        archive = ZipFile(io.BytesIO(data))
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        changed = re.sub(r'(<c r="G20"[^>]*><v>)11</v>', r"\g<1>10</v>", sheet)
        assert changed != sheet
        data = zipped(parts | {"xl/worksheets/sheet1.xml": changed})
    found = come_back(data)
    assert found.doubts == []
    edits = [(each.field, each.old, each.new) for each in differences(form, merged(form, found.form))]
    assert edits == [("weight", "11", "10")]


def test_a_typed_total_that_does_not_fit_is_still_doubted() -> None:
    form = without_printed(sample_forms()[0])

    def edit(sheet: Worksheet) -> None:
        sheet[SCORE].value = 12

    found = come_back(saved_by_hand(written(form), edit))
    assert found.form.printed.total_score == Decimal(12)
    assert [doubt.code for doubt in found.doubts] == ["total.mismatch"]


def saved_by_hand(data: bytes, edit: Callable[[Worksheet], None]) -> bytes:
    book, target = load_workbook(io.BytesIO(data)), io.BytesIO()
    sheet = book.worksheets[0]
    for place, typed in {RATE: 0.924, WEIGHT: 100, SCORE: 91}.items():
        sheet[place].value = typed
    edit(sheet)
    book.save(target)
    return target.getvalue()


def test_a_draft_keeps_its_basis_by_what_the_formula_had_come_to() -> None:
    """Two weights are open yet: 78 points in all, execution counted, which fits what the formula says and not 100."""
    form = without_printed(sample_forms()[0])
    leaves = [leaf for one in form.indicators for two in one.children for leaf in two.children]
    for leaf in leaves[-2:]:
        leaf.weight = None
    found = come_back(with_formulas(written(form)))
    assert found.basis is rule_set_of(form).total_basis
    assert found.form.rule_set == form.rule_set
    assert found.doubts == []


@pytest.mark.parametrize(
    ("stored", "doubted"),
    [("<v></v>", ["B4、C4、F6"]), ("", ["B4、C4、F6"]), ("<v>7</v>", []), ("<v>#REF!</v>", [])],
)
def test_a_formula_that_nobody_has_computed_is_doubted_and_said(stored: str, doubted: list[str]) -> None:
    def cell(text: str) -> str:
        if text == "=":
            return f"<c><f>1+1</f>{stored}</c>"
        return f'<c t="inlineStr"><is><t>{text}</t></is></c>'

    funds = ("项目资金（万元）|年初预算数|全年预算数|全年执行数", "年度资金总额|=|=|9")
    lines = (TITLE, "项目名称|修塘", *funds, HEADINGS, "产出指标|数量指标|塘数|3口|3口|=|100")
    sheet = "".join(f"<row>{''.join(map(cell, line.split('|')))}</row>" for line in lines)
    source = read_source(xlsx(sheet), lambda _done, _total: None)
    result = recognize(source)
    assert unaccounted(source, result) == []
    (found,) = result.forms
    assert [each.text for each in found.doubts if each.code == "formula.no_result"] == doubted
    assert [each.text for each in result.omitted if each.kind == "没有结果的公式"] == doubted
    assert found.form.funds.total.executed == 9


def test_an_empty_text_is_a_result() -> None:
    sheet = '<row><c t="str"><f>IF(A2="","",A2)</f><v></v></c></row>'
    assert len(read_source(xlsx(sheet), lambda _done, _total: None).grids) == 1
