"""Which cells of an exported form follow from which; what the formulas come to is LibreOffice's to say (tests/e2e)."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.templates.template import framework, presets
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.kinds import COMPUTING
from tests.helpers.xlsx_forms import sample_forms

SHANGHAI, MOF = rule_set_for("shanghai-2020"), rule_set_for("mof-2020")
TEMPLATES = presets()


def sheets(form: Form, template: str = "mof-2020", rule_set: Any = SHANGHAI) -> tuple[Any, Any]:
    """Give the sheet with its formulas, and with the values stored beside them."""
    data = render_xlsx(form, TEMPLATES[template], rule_set)[0]
    formulas, values = (load_workbook(BytesIO(data), data_only=only) for only in (False, True))
    return formulas.worksheets[-1], values.worksheets[-1]  # behind the cover, where there is one


def total(*areas: str) -> str:
    listed = ",".join(areas)
    return f'=IF(COUNT({listed})=0,"",SUM({listed}))'


def rate(executed: str, budget: str) -> str:
    return f'=IFERROR(IF(ISNUMBER({executed}),ROUND({executed}/{budget},4),""),"")'


def found(sheet: Any) -> dict[str, str]:
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}


def test_the_usual_form_adds_up_its_indicators(seeds: list[dict[str, Any]]) -> None:
    for form, seed in zip(sample_forms(), seeds, strict=True):
        formulas, values = sheets(form)
        last = 12 + len(seed["indicators"])
        assert found(formulas) == {
            "H6": rate("F6", "E6"),
            f"G{last + 1}": total(f"G13:G{last}"),
            f"H{last + 1}": total(f"H13:H{last}"),
        }
        stored = [values[place].value for place in found(formulas)]
        printed = [seed["funds_total"]["execution_rate"].removesuffix("%"), seed["total_weight"], seed["total_score"]]
        assert stored == [float(Decimal(printed[0]) / 100), *map(float, printed[1:])]


def test_with_execution_its_row_counts() -> None:
    formulas, values = sheets(sample_forms()[0], rule_set=MOF)  # eight indicators, 10 for the execution
    assert (formulas["G21"].value, formulas["H21"].value) == (total("G6", "G13:G20"), total("I6", "H13:H20"))
    assert (values["G21"].value, values["H21"].value) == (110, 101)


def test_a_paper_without_the_execution_score_has_no_formula_for_what_counts_it() -> None:
    template = TEMPLATES["mof-2020"]
    columns = {name: label for name, label in template.fund_columns.items() if name not in {"weight", "score"}}
    starts = template.fund_starts[: len(columns)] if template.fund_starts else ()
    without = template.model_copy(update={"fund_columns": columns, "fund_starts": starts})
    data = render_xlsx(sample_forms()[0], without, MOF)[0]
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    assert (sheet["G21"].value, sheet["H21"].value) == (110, 101)


def test_other_papers() -> None:
    form = sample_forms()[11]
    central, _values = sheets(form, "central-2016")
    assert central["H7"].value == rate("F7", "D7"), "the rate of the initial budget"
    department, values = sheets(form, "department-overall")
    places = found(department)
    head, *_others = places
    last = department.max_row - 1  # below the total stands the line of signatures
    assert (head, places[head]) == ("J3", f"=L{last}"), "自评总分 in the head is the total below"
    assert values["J3"].value == values[f"L{last}"].value == 90
    assert places["J14"] == '=IFERROR(IF(ISNUMBER(L14),ROUND(L14*100/K14,2),""),"")', "得分系数"


@pytest.mark.parametrize("template", TEMPLATES)
def test_blank_stays_blank(template: str) -> None:
    new = Form(id="new", indicators=framework(TEMPLATES[template]))
    for form in (Form(id="empty"), new):
        formulas, values = sheets(form, template)
        assert bool(found(formulas)) is (template in COMPUTING)
        assert {values[place].value for place in found(formulas)} <= {None}


def test_a_total_shows_the_places_that_another_number_needs() -> None:
    formulas, values = sheets(sample_forms()[0])
    assert formulas["H21"].number_format == "General"
    assert values["H6"].number_format == "0.00%"
