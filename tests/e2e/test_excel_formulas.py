"""The formulas of exported workbooks as LibreOffice calculates them: what is stored, and what follows a change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.reports.score_notes_book import render_score_notes
from selfeval_gui.exchange.reports.summary_book import render_summary
from selfeval_gui.exchange.reports.summary_rows import summarize
from selfeval_gui.exchange.reports.unit_sums import HandedForm, OpenPoint, UnitSums
from selfeval_gui.exchange.templates.template import framework, presets, template_of
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.kinds import COMPUTING
from tests.helpers.producers import convert
from tests.helpers.xlsx_forms import long_form, sample_forms, wide_form
from tests.helpers.xlsx_printing import missing_tools

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}"),
]

TEMPLATES = presets()
SAMPLES = sample_forms()


def halves() -> Form:
    """A form with a rate of 12.345 %, half of a hundredth, and scores that doubles do not hold exactly."""
    form = SAMPLES[0].model_copy(deep=True)
    form.funds.total.annual_budget, form.funds.total.executed = Decimal(100_000), Decimal(12_345)
    for leaf in form.indicators[0].children[0].children:
        leaf.score = Decimal("0.1")
    return form


def workbooks() -> dict[str, bytes]:
    """Every sample on its own paper; on each that computes one of them, a new and an empty form; books."""
    found = {form.id: render_xlsx(form, template_of(form), rule_set_of(form))[0] for form in SAMPLES}
    for name in COMPUTING:
        template, rules = TEMPLATES[name], rule_set_for(TEMPLATES[name].rule_set)
        new = Form(id="new", indicators=framework(template))
        for form in (SAMPLES[2], halves(), long_form(), wide_form(60), new, Form(id="empty")):
            found[f"{name}-{form.id}-{form.funds.total.executed}"] = render_xlsx(form, template, rules)[0]
    unspent = Form(id="unspent", funds=SAMPLES[0].funds.model_copy(deep=True))
    unspent.funds.total.executed = None
    rows = [summarize(form.id, form, ()) for form in (*SAMPLES, halves(), Form(id="empty"), unspent)]
    found["summary"] = render_summary(rows)
    handed = [HandedForm(row, row.key[:2], row.score_alone, row.score_alone, Decimal("88.5"), "通过") for row in rows]
    for place, each in enumerate(handed):
        handed[place] = each._replace(row=each.row._replace(year=2019 + place // 7))
    found["by unit"] = render_summary(rows, (), UnitSums(handed, ["说明"], [OpenPoint("科技馆", "展厅", "还没有报")]))
    found["no units"] = render_summary(rows, (), UnitSums([], [], []))
    found["no scores"] = render_summary([summarize("empty", Form(id="empty"), ())])
    found["score notes"] = render_score_notes(SAMPLES[2], rule_set_of(SAMPLES[2]))
    return found


STORED = workbooks()


def changed(name: str, change: Callable[[Any], None]) -> bytes:
    """Give a workbook without stored values, as openpyxl saves it, after a change of its first sheet."""
    book, buffer = load_workbook(BytesIO(STORED[name])), BytesIO()
    change(book.worksheets[0])
    book.save(buffer)
    return buffer.getvalue()


def leave(_sheet: Any) -> None:
    """Change nothing."""


def another_weight(sheet: Any) -> None:
    sheet["G13"], sheet["H13"] = sheet["G13"].value + 2.5, "—"


def another_amount(sheet: Any) -> None:
    sheet["E6"], sheet["F6"] = 61, 53.36


def another_budget(sheet: Any) -> None:
    sheet["E6"] = None


CHANGES = {"weight": another_weight, "amount": another_amount, "budget": another_budget}


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    files = {name: changed(name, leave) for name in STORED}
    files |= {f"changed {name}": changed("s01", change) for name, change in CHANGES.items()}
    return convert(files, "xlsx", "xlsx", tmp_path_factory.mktemp("formulas") / "out")


def values(data: bytes) -> list[Any]:
    return load_workbook(BytesIO(data), data_only=True).worksheets


@pytest.mark.parametrize("name", STORED)
def test_what_is_stored_is_what_comes_out(calculated: dict[str, bytes], name: str) -> None:
    formulas = load_workbook(BytesIO(STORED[name])).worksheets
    count = 0
    for sheet, stored, real in zip(formulas, values(STORED[name]), values(calculated[name]), strict=True):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            wanted, found = stored[cell.coordinate].value, real[cell.coordinate].value or None
            blank_or_zero = real[cell.coordinate].value if wanted == 0 else found
            assert blank_or_zero == (wanted if wanted is None else pytest.approx(wanted, abs=1e-9)), cell.coordinate
            count += 1
    assert count


def test_the_total_follows_a_changed_weight(calculated: dict[str, bytes], seeds: list[dict[str, Any]]) -> None:
    sheet, first = values(calculated["changed weight"])[0], seeds[0]["indicators"][0]
    assert sheet["G21"].value == float(Decimal(seeds[0]["total_weight"]) + Decimal("2.5"))
    assert sheet["H21"].value == float(Decimal(seeds[0]["total_score"]) - Decimal(first["score"])), "a word counts 0"


def test_the_rate_follows_a_changed_amount(calculated: dict[str, bytes]) -> None:
    assert values(calculated["changed amount"])[0]["H6"].value == pytest.approx(0.8748)  # 53.36 / 61 = 87.4754 %
    assert values(calculated["changed budget"])[0]["H6"].value in {None, ""}
