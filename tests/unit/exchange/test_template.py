from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.template import Template, framework, presets, template_for
from selfeval_gui.rules.rule_set import presets as rule_sets

PRESET = forms_dir() / "templates" / "mof-2020.json"


def test_the_presets_are_there() -> None:
    assert list(presets()) == ["mof-2020"]
    assert all(template.rule_set in rule_sets() for template in presets().values())


def test_a_new_form_names_the_default_template_and_its_rule_set() -> None:
    new = Form(id="new")
    assert (new.template, new.rule_set) == ("mof-2020", presets()["mof-2020"].rule_set)


def test_an_unknown_template_gives_the_default() -> None:
    assert template_for("sichuan-0013zp").id == "mof-2020"


def test_framework_of_a_new_form() -> None:
    rows = framework(template_for("mof-2020"))
    assert {row.name: [below.name for below in row.children] for row in rows} == {
        "产出指标": ["数量指标", "质量指标", "时效指标", "成本指标"],
        "效益指标": ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"],
        "满意度指标": ["服务对象满意度指标"],
    }
    assert not any(below.children for row in rows for below in row.children)


def test_framework_has_ids_of_its_own_each_time() -> None:
    template = template_for("mof-2020")
    forms = [Form(id="a", indicators=framework(template)), Form(id="b", indicators=framework(template))]
    assert not {row.id for row in forms[0].indicators} & {row.id for row in forms[1].indicators}


def test_the_columns_fill_the_width_of_the_page() -> None:
    for template in presets().values():
        margins = template.page.margins_mm
        printable = (210 - margins.left - margins.right) / 25.4 * 72  # points of an upright A4 page
        assert 0 <= printable - sum(template.column_widths) < 2


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("column_widths", [60, 60]),
        ("line_height", 0.9),
        ("page", {"paper": "Letter", "orientation": "portrait", "margins_mm": {}}),
        ("colour", "red"),
    ],
)
def test_a_broken_template_is_refused(key: str, value: object) -> None:
    raw = json.loads(PRESET.read_text(encoding="utf-8")) | {key: value}
    with pytest.raises(ValidationError, match=key.replace("column_widths", "9 columns, 2 widths")):
        Template.model_validate(raw)
