"""Our own files come back equal: samples × templates × kinds, booklets too, and as LibreOffice saves them again.

SELFEVAL_ROUND_TRIPS says how many of the 14 samples go each way; each template takes others of them. A failure says
for each template what was the first difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.documents.docx_writer import render_docx_booklet
from selfeval_gui.exchange.documents.xlsx_writer import render_booklet
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm, Recognized
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.paper.pdf_writer import PdfMaker
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers import producers
from tests.helpers.imports import COMPUTED, FUNDS, facts, unaccounted
from tests.helpers.xlsx_forms import sample_forms
from tests.unit.exchange.recognize.test_round_trips import written

pytestmark = pytest.mark.timeout(240)
needs_office = pytest.mark.skipif(
    bool(producers.missing_office()), reason=f"needs {', '.join(producers.missing_office())}"
)

COUNT = int(os.environ.get("SELFEVAL_ROUND_TRIPS", "2"))
SAMPLES = sample_forms()
# Those that have a place for all that a self-evaluation says; the other kinds have a test of their own.
TEMPLATES = [
    name
    for name, template in presets().items()
    if not template.own_columns and template.has_total and template.goal_split is not None
]
WRITERS: dict[str, Callable[[Form, str], bytes]] = {
    "xlsx": lambda form, template: written("xlsx", form, template),
    "docx": lambda form, template: written("docx", form, template),
    "pdf": lambda form, template: PdfMaker().render(_entry(form, template)).data,
}
BOOKLETS: dict[str, Callable[[list[BookletEntry]], bytes]] = {
    "xlsx": lambda entries: render_booklet(entries)[0],
    "docx": lambda entries: render_docx_booklet(entries)[0],
    "pdf": lambda entries: PdfMaker().render_booklet(entries).data,
}
AGAIN = [("xlsx", "xlsx"), ("xlsx", "xls"), ("xlsx", "ods"), ("docx", "docx:MS Word 2007 XML"), ("docx", "odt")]


def _entry(form: Form, template: str, *, is_draft: bool = False) -> BookletEntry:
    return BookletEntry(form, presets()[template], rule_set_of(form), is_draft)


def chosen(template: str) -> list[Form]:
    """Return the samples that this template takes: others than the one before it."""
    first = TEMPLATES.index(template) * COUNT
    return [SAMPLES[(first + number) % len(SAMPLES)] for number in range(min(COUNT, len(SAMPLES)))]


def asked(form: Form, template: str, kind: str) -> dict[str, Any]:
    """Return what must come: all that the template has a place for; rate and totals of a workbook are formulas."""
    known = facts(form)
    printed = presets()[template].fund_columns
    known["funds"] = [value if name in printed else "" for name, value in zip(FUNDS, known["funds"], strict=True)]
    return known | COMPUTED if kind in {"xlsx", "xls", "ods"} else known


def differences(form: Form, template: str, kind: str, found: FoundForm) -> Iterator[str]:
    came, wanted = facts(found.form), asked(form, template, kind)
    yield from (f"{name}: {came[name]!r} for {wanted[name]!r}" for name in wanted if came[name] != wanted[name])
    yield from (f"unmapped: {remark.text}" for remark in found.unmapped)
    yield from (f"doubt {remark.code}: {remark.text}" for remark in found.doubts)


def read(data: bytes) -> Recognized:
    source = read_source(data, lambda _done, _total: None)
    result = recognize(source)
    assert unaccounted(source, result) == []
    return result


def table(files: dict[tuple[str, str], bytes], kind: str) -> dict[str, str]:
    """Return for each template whether its samples came back equal, else what was first not."""
    said = {}
    for template in dict.fromkeys(name for name, _form in files):
        wrong = []
        for form in chosen(template):
            result = read(files[template, form.id])
            found = result.forms[0] if len(result.forms) == 1 else None
            wrong += [f"{len(result.forms)} forms"] if found is None else []
            wrong += [] if found is None else [f"{form.id} {each}" for each in differences(form, template, kind, found)]
            wrong += [f"outside: {cell.text}" for cell in result.outside]
        said[template] = wrong[0] if wrong else "equal"
    return said


EQUAL = dict.fromkeys(TEMPLATES, "equal")


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_each_template(kind: str, template: str, qtbot: QtBot) -> None:
    files = {(template, form.id): WRITERS[kind](form, template) for form in chosen(template)}
    assert table(files, kind) == {template: "equal"}


@pytest.mark.parametrize("kind", BOOKLETS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_booklets(kind: str, template: str, qtbot: QtBot) -> None:
    forms = chosen(template)
    result = read(BOOKLETS[kind]([_entry(form, template) for form in forms]))
    assert [form.project_name for form in forms] == [found.form.project_name for found in result.forms]
    for form, found in zip(forms, result.forms, strict=True):
        assert list(differences(form, template, kind, found)) == []


def test_a_draft_is_read_without_its_watermark(qtbot: QtBot) -> None:
    for template in TEMPLATES:
        (form,) = chosen(template)[:1]
        result = read(PdfMaker().render(_entry(form, template, is_draft=True)).data)
        (found,) = result.forms
        assert list(differences(form, template, "pdf", found)) == []
        assert {(each.kind, each.cell.text) for each in result.omitted if each.kind != "页眉页脚"} == {("水印", "草稿")}


@needs_office
@pytest.mark.parametrize(("kind", "target"), AGAIN)
def test_saved_again_by_libreoffice(kind: str, target: str, tmp_path: Path) -> None:
    files = {f"{name}@{form.id}": written(kind, form, name) for name in TEMPLATES for form in chosen(name)}
    again = producers.convert(files, kind, target, tmp_path)
    saved = target.partition(":")[0]
    by_place = {(name.partition("@")[0], name.partition("@")[2]): data for name, data in again.items()}
    assert table(by_place, saved) == EQUAL
