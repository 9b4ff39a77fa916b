"""Random forms on random paper, changed in ways that change no meaning: each comes back as it was."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.exchange.templates.template import presets
from tests.helpers import paper
from tests.helpers.imports import facts, unaccounted
from tests.helpers.kinds import SELF_EVALUATIONS

pytestmark = pytest.mark.slow

FACTS = (
    "year",
    "project_name",
    "department",
    "implementing_unit",
    "expected_goal",
    "actual_outcome",
    "unit",
    "indicators",
)


def wanted(form: Form, template: str) -> dict[str, object]:
    """Return what the paper of a template can say of a form."""
    said = {name: facts(form)[name] for name in FACTS}
    initial, annual, *rest = facts(form)["funds"]
    has_annual = "annual_budget" in presets()[template].fund_columns
    return {**said, "funds": [initial, annual if has_annual else "", *rest], "extra": form.extra}


def read(found: FoundForm) -> dict[str, object]:
    said = {name: facts(found.form)[name] for name in FACTS}
    return {**said, "funds": facts(found.form)["funds"], "extra": found.form.extra}


def one(source: Source) -> FoundForm:
    result = recognize(source)
    assert len(result.forms) == 1
    assert result.outside == []
    assert unaccounted(source, result) == []
    assert [remark.text for remark in result.forms[0].unmapped] == []
    return result.forms[0]


@pytest.mark.parametrize("template", SELF_EVALUATIONS)
def test_each_template_comes_back(template: str) -> None:
    for seed in range(20):
        random = Random(seed)
        form = paper.random_form(random, presets()[template])
        found = one(paper.as_workbook([paper.on_paper(form, presets()[template])]))
        assert read(found) == wanted(form, template)
        assert found.form.template == template or {template, found.form.template} == {"mof-2020", "mof-2021-cost"}


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SELF_EVALUATIONS), st.randoms(use_true_random=False))
def test_harmless_variations_change_nothing(template: str, random: Random) -> None:
    form = paper.random_form(random, presets()[template])
    sheet = paper.on_paper(form, presets()[template])
    for vary in random.sample(paper.VARIATIONS, random.randint(1, len(paper.VARIATIONS))):
        sheet = vary(sheet, random)
    assert read(one(paper.as_workbook([sheet]))) == wanted(form, template)


@settings(max_examples=60)
@given(st.sampled_from(SELF_EVALUATIONS), st.randoms(use_true_random=False))
def test_a_form_split_over_two_tables(template: str, random: Random) -> None:
    form = paper.random_form(random, presets()[template])
    source = paper.as_split_tables(
        paper.without_merged_levels(paper.on_paper(form, presets()[template]), random), random
    )
    assert read(one(source)) == wanted(form, template)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(SELF_EVALUATIONS), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_several_forms_on_one_sheet(templates: list[str], random: Random) -> None:
    forms = [paper.random_form(random, presets()[template]) for template in templates]
    sheets = [paper.on_paper(form, presets()[template]) for form, template in zip(forms, templates, strict=True)]
    result = recognize(paper.as_workbook(sheets))
    assert [read(found) for found in result.forms] == [
        wanted(form, template) for form, template in zip(forms, templates, strict=True)
    ]
