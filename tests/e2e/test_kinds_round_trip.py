"""Each kind of form beside the self-evaluation goes out as Excel, Word and PDF and comes back equal."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.returned_copy import says
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.paper.pdf_writer import PdfMaker
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.imports import unaccounted
from tests.helpers.kinds import KINDS, hubei_department_form, monitoring_form
from tests.helpers.pdf_reading import letters_of
from tests.helpers.xlsx_forms import sample_forms
from tests.unit.exchange.recognize.test_round_trips import written

pytestmark = pytest.mark.timeout(240)


def sent(form: Form, kind: str) -> bytes:
    """Return the form as a file of that kind."""
    if kind != "pdf":
        return written(kind, form, form.template)
    return PdfMaker().render(BookletEntry(form, presets()[form.template], rule_set_of(form), is_draft=False)).data


def assert_comes_back(form: Form, kind: str) -> None:
    """Send a form away and read it: nothing is lost, left over, doubted or told in other words."""
    source = read_source(sent(form, kind), lambda _done, _total: None)
    result = recognize(source)
    assert unaccounted(source, result) == []
    (found,) = result.forms
    assert [remark.text for remark in found.unmapped] == []
    assert [(remark.code, remark.text) for remark in found.doubts] == []
    assert [cell.text for cell in result.outside] == []
    assert found.form.template == form.template
    assert sorted(says(found.form)[1].split("('")) == sorted(says(form)[1].split("('"))


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
@pytest.mark.parametrize("name", KINDS)
def test_each_kind(name: str, kind: str, qtbot: QtBot) -> None:
    assert_comes_back(KINDS[name](), kind)


def test_goals_come_back_whose_rows_go_on_over_the_page(qtbot: QtBot) -> None:
    form = hubei_department_form()
    for name in [name for name in form.extra if name.startswith("年度目标2")]:
        del form.extra[name]  # below the caption that the next page says again stand rows without a text
    form.actual_outcome = "".join(f"第{number}项审计项目已经完成，整改到位。" for number in range(1, 60))
    assert_comes_back(form, "pdf")


@pytest.mark.parametrize("name", ["s07", "s12"])
def test_a_level_cut_by_the_end_of_a_page_comes_back_in_one_piece(name: str, qtbot: QtBot) -> None:
    (form,) = [each for each in sample_forms() if each.id == name]
    form.template = "hubei-department"
    (found,) = recognize(read_source(sent(form, "pdf"), lambda _done, _total: None)).forms
    levels = [[two.name for two in one.children] for one in form.indicators]
    assert [[two.name for two in one.children] for one in found.form.indicators] == levels


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
def test_the_month_comes_back(kind: str, qtbot: QtBot) -> None:
    assert_comes_back(monitoring_form("9"), kind)


def test_own_amounts_are_numbers_in_a_workbook() -> None:
    source = read_source(sent(monitoring_form(), "xlsx"), lambda _done, _total: None)
    (found,) = recognize(source).forms
    assert found.form.extra["total.amount:全年预计执行数"] == "95.5"
    assert found.form.funds.total.initial_budget == Decimal(100)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_cover_is_printed_and_passed_over(kind: str, qtbot: QtBot) -> None:
    form = hubei_department_form()
    source = read_source(sent(form, kind), lambda _done, _total: None)
    texts = [cell.text for grid in source.grids for cell in grid.cells]
    assert "2024年度部门整体绩效自评表" in texts
    assert "单位名称：办公室" in texts
    (omitted,) = [each for each in recognize(source).omitted if each.kind == "封面"]
    assert [cell.text for cell in omitted.cells] == [
        "2024年度部门整体绩效自评表",
        "单位名称：办公室",
        "主管部门：市审计局",
        "填报日期：2025-03-20",
    ]


def test_a_pdf_begins_with_the_cover_and_a_booklet_leaves_it_out(qtbot: QtBot) -> None:
    form = hubei_department_form()
    entry = BookletEntry(form, presets()[form.template], rule_set_of(form))
    alone, booklet = PdfMaker().render(entry).data, PdfMaker().render_booklet([entry]).data
    assert ["单位名称：办公室" in text for text in _texts(alone)] == [True, False]
    assert not any("单位名称：办公室" in text for text in _texts(booklet))


def _texts(data: bytes) -> list[str]:
    """Return the text of each page as another program reads it."""
    return ["".join(letter.character for letter in page) for page in letters_of(data)]
