"""Files as other programs write them: each layout by each producer, every field equal, nothing without a place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.documents.docx_writer import render_docx
from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers import producers
from tests.helpers.imports import facts, truth_of, unaccounted
from tests.helpers.kinds import SELF_EVALUATIONS
from tests.helpers.paper import Paper, on_paper, random_form
from tests.helpers.xlsx_forms import sample_forms
from tests.unit.exchange.recognize.test_random import read, wanted

pytestmark = pytest.mark.timeout(240)
needs_office = pytest.mark.skipif(
    bool(producers.missing_office()), reason=f"needs {', '.join(producers.missing_office())}"
)

FORMS: dict[str, Form] = {template: random_form(Random(5), presets()[template]) for template in SELF_EVALUATIONS}
PAPERS: dict[str, Paper] = {template: on_paper(form, presets()[template]) for template, form in FORMS.items()}
SEEDS: dict[str, Paper] = {form.id: on_paper(form, presets()[form.template]) for form in sample_forms()}
Files = dict[str, bytes]


def found_in(data: bytes) -> FoundForm:
    source = read_source(data, lambda _done, _total: None)
    result = recognize(source)
    assert len(result.forms) == 1
    assert unaccounted(source, result) == []
    found = result.forms[0]
    assert [(remark.text, remark.code) for remark in found.unmapped] == []
    return found


def written(make: Callable[[Paper], bytes]) -> Files:
    return {template: make(paper) for template, paper in PAPERS.items()}


def read_back(files: Files) -> dict[str, object]:
    return {template: read(found_in(data)) for template, data in files.items()}


def as_made() -> dict[str, object]:
    return {template: wanted(form, template) for template, form in FORMS.items()}


def test_openpyxl() -> None:
    assert read_back(written(producers.by_openpyxl)) == as_made()


def test_xlsxwriter() -> None:
    assert read_back(written(producers.by_xlsxwriter)) == as_made()


def test_python_docx() -> None:
    assert read_back(written(producers.by_python_docx)) == as_made()


def test_html() -> None:
    assert read_back(written(lambda paper: producers.as_html(paper).encode())) == as_made()


def test_pdf_by_qt(qtbot: QtBot) -> None:
    assert read_back(written(producers.by_qt)) == as_made()


@needs_office
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "html"])
def test_calc(kind: str, tmp_path: Path) -> None:
    assert read_back(producers.convert(written(producers.by_xlsxwriter), "xlsx", kind, tmp_path)) == as_made()


@needs_office
def test_pdf_by_calc(tmp_path: Path) -> None:
    assert read_back(producers.convert(written(_sized), "xlsx", "pdf", tmp_path)) == as_made()


@needs_office
def test_writer(tmp_path: Path) -> None:
    pages = written(lambda paper: producers.as_html(paper).encode())
    assert (
        read_back(producers.convert(pages, "html", "docx:MS Word 2007 XML", tmp_path, "--infilter=HTML (StarWriter)"))
        == as_made()
    )


def _sized(paper: Paper) -> bytes:
    return producers.by_openpyxl(paper, is_for_print=True)


# ---- the seeds in all file kinds --------------------------------------------------------------------------------


def seeds_in(files: Files) -> list[object]:
    return [facts(found_in(files[name]).form) for name in SEEDS]


def truths(seeds: list[dict[str, object]]) -> list[object]:
    return [truth_of(seed) for seed in seeds]


@pytest.mark.parametrize("make", [producers.by_openpyxl, producers.by_python_docx])
def test_seeds(make: Callable[[Paper], bytes], seeds: list[dict[str, object]]) -> None:
    assert seeds_in({name: make(paper) for name, paper in SEEDS.items()}) == truths(seeds)


@needs_office
@pytest.mark.parametrize("kind", ["xls", "ods", "pdf", "html"])
def test_seeds_by_calc(kind: str, tmp_path: Path, seeds: list[dict[str, object]]) -> None:
    books = {name: _sized(paper) for name, paper in SEEDS.items()}
    assert seeds_in(producers.convert(books, "xlsx", kind, tmp_path)) == truths(seeds)


@needs_office
def test_documents_printed_by_writer(tmp_path: Path, seeds: list[dict[str, object]]) -> None:
    """Rows of a document break over pages: reasons, level names and words go on on the next one."""
    documents = {form.id: _document(form) for form in sample_forms()}
    printed = producers.convert(documents, "docx", "pdf", tmp_path / "seeds")
    assert seeds_in(printed) == truths(seeds)
    documents = {template: _document(form) for template, form in FORMS.items()}
    assert read_back(producers.convert(documents, "docx", "pdf", tmp_path / "templates")) == as_made()


def _document(form: Form) -> bytes:
    return render_docx(form, presets()[form.template], rule_set_of(form))[0]
