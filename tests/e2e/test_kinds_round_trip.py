"""Each kind of form beside the self-evaluation goes out as Excel, Word and PDF and comes back equal."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.returned_copy import says
from selfeval_gui.exchange.layout.booklet import Entry
from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.paper.pdf_writer import PdfMaker
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.imports import unaccounted
from tests.helpers.kinds import KINDS, monitoring_form
from tests.unit.exchange.recognize.test_round_trips import written

pytestmark = pytest.mark.timeout(240)


def sent(form: Form, kind: str) -> bytes:
    """Return the form as a file of that kind."""
    if kind != "pdf":
        return written(kind, form, form.template)
    return PdfMaker().render(Entry(form, presets()[form.template], rule_set_of(form), is_draft=False)).data


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


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
def test_the_month_comes_back(kind: str, qtbot: QtBot) -> None:
    assert_comes_back(monitoring_form("9"), kind)


def test_own_amounts_are_numbers_in_a_workbook() -> None:
    source = read_source(sent(monitoring_form(), "xlsx"), lambda _done, _total: None)
    (found,) = recognize(source).forms
    assert found.form.extra["total.amount:全年预计执行数"] == "95.5"
    assert found.form.funds.total.initial_budget == Decimal(100)
