"""Workbooks and Word documents in every template, printed by LibreOffice: no character is missing, no page too wide."""

from __future__ import annotations

import unicodedata
from collections import Counter
from io import BytesIO

import pytest
from docx import Document as open_document
from docx.oxml.ns import qn

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.documents.docx_writer import render_docx, render_docx_booklet
from selfeval_gui.exchange.documents.xlsx_writer import render_booklet, render_xlsx
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import Sheet, Style, shown
from selfeval_gui.exchange.templates.template import framework, presets
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.xlsx_forms import long_form, sample_forms, wide_form
from tests.helpers.xlsx_printing import PrintedPage, missing_tools, print_documents

pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}"),
]

RULES = rule_set_for("shanghai-2020")
TEMPLATES = presets()
A4 = {"portrait": (595, 842), "landscape": (842, 595)}


def _forms() -> dict[str, tuple[Form, str]]:
    """The 14 forms in the usual template; in every template one of them, the long, the wide, the new and the empty."""
    found = {form.id: (form, "mof-2020") for form in sample_forms()}
    for name, template in TEMPLATES.items():
        new = Form(id="new", indicators=framework(template))
        for form in (sample_forms()[2], long_form(), wide_form(60), new, Form(id="empty")):
            found[f"{name}-{form.id}"] = (form, name)
    return found


FORMS = _forms()
Pages = dict[str, list[PrintedPage]]


@pytest.fixture(scope="module")
def as_word(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    documents = {name: render_docx(form, TEMPLATES[key], RULES)[0] for name, (form, key) in FORMS.items()}
    return print_documents(documents, ".docx", tmp_path_factory.mktemp("word") / "documents")


@pytest.fixture(scope="module")
def as_excel(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    documents = {name: render_xlsx(form, TEMPLATES[key], RULES)[0] for name, (form, key) in FORMS.items()}
    return print_documents(documents, ".xlsx", tmp_path_factory.mktemp("excel") / "workbooks")


def laid_out(name: str) -> Sheet:
    form, template = FORMS[name]
    return lay_out(form, TEMPLATES[template], RULES)


def characters(text: str) -> Counter[str]:
    return Counter(unicodedata.normalize("NFKC", "".join(text.split())))


def missing(pages: list[PrintedPage], texts: list[str]) -> Counter[str]:
    there = characters("".join(word.text for page in pages for word in page.words))
    return characters("".join(texts)) - there


def too_wide(name: str, pages: list[PrintedPage]) -> list[str]:
    size = A4[TEMPLATES[FORMS[name][1]].page.orientation]
    assert {(round(page.width), round(page.height)) for page in pages} == {size}
    return [word.text for page in pages for word in page.words if word.left < 0 or word.right > size[0]]


@pytest.mark.parametrize("name", FORMS)
def test_word_shows_every_character_of_every_cell(as_word: Pages, name: str) -> None:
    assert not missing(as_word[name], [shown(cell) for cell in laid_out(name).cells])
    assert too_wide(name, as_word[name]) == []


@pytest.mark.parametrize("name", FORMS)
def test_excel_shows_every_character_of_every_cell(as_excel: Pages, name: str) -> None:
    assert not missing(as_excel[name], [shown(cell) for cell in laid_out(name).cells])
    assert too_wide(name, as_excel[name]) == []


@pytest.mark.parametrize("name", [f"{template}-wide-form" for template in TEMPLATES])
def test_word_repeats_the_heading_on_each_page_of_the_table(as_word: Pages, name: str) -> None:
    heading = TEMPLATES[FORMS[name][1]].indicator_columns["name"]
    texts = ["".join(word.text for word in page.words) for page in as_word[name]]
    below = "".join("".join(shown(cell).split()) for cell in laid_out(name).cells if cell.style is Style.LINE)
    texts = [text for text in texts if text not in below]  # LibreOffice may leave the signatures alone on a page
    with_heading = [heading in text for text in texts]
    assert len(texts) > 1
    assert with_heading == sorted(with_heading), "a page that goes on without the heading"
    assert sum(with_heading) >= len(texts) - 1


def test_booklets(tmp_path_factory: pytest.TempPathFactory) -> None:
    names = list(TEMPLATES)
    entries = [BookletEntry(form, TEMPLATES[names[n % 5]], RULES) for n, form in enumerate(sample_forms())]
    folder = tmp_path_factory.mktemp("booklets")
    document = render_docx_booklet(entries)[0]
    word = print_documents({"word": document}, ".docx", folder / "word")["word"]
    excel = print_documents({"excel": render_booklet(entries)[0]}, ".xlsx", folder / "excel")["excel"]
    texts = [shown(cell) for entry in entries for cell in entry.sheet.cells]
    for pages in (word, excel):
        assert not missing(pages, texts)
        contents = "".join(word.text for word in pages[0].words)
        assert all("".join(entry.form.project_name.split()) in contents for entry in entries)
        assert {(round(page.width), round(page.height)) for page in pages} == set(A4.values())
    # The contents name the page on which each form's heading stands.
    starts: dict[int, int] = {}
    for number, page in enumerate(word[1:], 2):
        text = "".join(each.text for each in page.words)
        starts |= {
            n: number for n, entry in enumerate(entries, 1) if f"{n}{''.join(entry.form.project_name.split())}" in text
        }
    lines = "".join(each.text for each in word[0].words)
    assert len(starts) == 14
    for n, entry in enumerate(entries, 1):
        behind = lines.split(f"{n}{''.join(entry.form.project_name.split())}")[1]
        assert behind.lstrip(".").startswith(str(starts[n]))
    # So they do, nearly, where no program has counted yet.
    fields = open_document(BytesIO(document)).element.body.iter(qn("w:fldSimple"))
    written = [int("".join(text.text or "" for text in field.iter(qn("w:t")))) for field in fields]
    assert all(abs(page - starts[n]) <= 1 for n, page in enumerate(written, 1)), (written, starts)
