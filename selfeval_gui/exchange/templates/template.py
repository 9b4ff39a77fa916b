"""Templates (表样): what stands on the paper of one kind of form, as validated data, read from `forms/templates/`.

A template holds words, places, sizes and the framework of a new form. How weights and scores count is the rule set's
matter. From top to bottom a form has: lines above, title, year, head rows, 项目资金, 年度总体目标, 绩效指标, 总分,
tail rows, signature rows, footnotes; between them blocks of rows of the template's own. Some kinds of forms have no
项目资金, no goals, no weights or no scores, and without these no 总分.
"""

import json
from collections.abc import Iterator
from functools import cache, lru_cache

from pydantic import ValidationError, model_validator

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import new_id
from selfeval_gui.exchange.templates.template_data import TemplateData
from selfeval_gui.exchange.templates.template_fits import faults

DEFAULT_TEMPLATE = "mof-2020"
UNWEIGHED_TEMPLATE = "special-funds"  # of self-evaluations without weights and scores, the usual one
SPAN, TYPED_SPANS = "—", ("-", "~", "至")  # between two months: as templates print it, as offices type it
_ORDER = (
    *(DEFAULT_TEMPLATE, "mof-2021-cost", "central-2016", "sichuan-0013zp", "department-overall"),
    *("monitoring", "target-declaration", "transfer-region", "linking-funds", "yunnan-open-14", "department-scores"),
    UNWEIGHED_TEMPLATE,
    *("hubei-project", "hubei-department"),
)


class Template(TemplateData):
    """One 表样 whose parts go together."""

    @model_validator(mode="after")
    def _is_of_a_form(self) -> "Template":
        """Refuse columns that leave gaps, overlap or have no width, and fields that no form has."""
        fault = next(faults(self), None)
        if fault is not None:
            raise ValueError(fault)
        return self


def read_template(data: bytes | str) -> Template:
    """Read one template; pydantic's ValidationError for what is none."""
    return Template.model_validate_json(data)


@cache
def presets() -> dict[str, Template]:
    """Return the templates that come with the program, by id, the default first."""
    paths = [forms_dir() / "templates" / f"{name}.json" for name in _ORDER]
    return {path.stem: read_template(path.read_bytes()) for path in paths}


def template_of(form: Form) -> Template:
    """Return the template the form is shown in; `has_template` tells whether it is the one the form names."""
    return presets().get(form.template) or _carried(form) or presets()[DEFAULT_TEMPLATE]


def has_template(form: Form) -> bool:
    """Tell whether the form names a preset, or carries a usable copy of the template it names."""
    return form.template in presets() or _carried(form) is not None


def framework(template: Template) -> list[Indicator]:
    """Return the level-1 and level-2 rows a new form starts with, with fresh ids."""
    return [
        Indicator(id=new_id(), name=name, children=[Indicator(id=new_id(), name=below) for below in names])
        for name, names in template.framework.items()
    ]


def _carried(form: Form) -> Template | None:
    if form.template_copy is None or form.template_copy.get("id") != form.template:
        return None
    try:
        return _read(json.dumps(form.template_copy))
    except (TypeError, ValueError):
        return None


@lru_cache(maxsize=64)
def _read(text: str) -> Template | None:
    try:
        return read_template(text)
    except ValidationError:
        return None


def spellings(words: str, template: Template) -> Iterator[str]:
    """Yield printed words with each choice of the template's settings in them, and 1—7月 as offices type it."""
    said = [template.said_with(words, settings) for settings in template.choices]
    yield from dict.fromkeys(each.replace(SPAN, sign) for each in said for sign in (SPAN, *TYPED_SPANS))
