"""The next form of a project's year from the one before: 申报, 监控, 自评, and the 申报 of the year after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.domain.carry_forward import Carried, carry_forward
from selfeval_gui.domain.fields import AMOUNT_FIELDS, EXTRA, get_field, set_field
from selfeval_gui.domain.tree import walk
from selfeval_gui.exchange.templates.template import DEFAULT_TEMPLATE, presets, template_of
from selfeval_gui.rules.rule_set import rule_set_for
from selfeval_gui.rules.shape import Stage, shape_of, shape_of_preset
from selfeval_gui.work.own_templates import copy_for_form

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.exchange.templates.template import Template

_ORDER = (*Stage,)
_INITIAL = ".initial_budget"


def usual_next(form: Form) -> str:
    """Return the id of the template that usually follows: of 监控 after 申报, of 自评 after 监控, else its own."""
    stage = shape_of(form).stage
    if stage is Stage.RESULT:
        return template_of(form).id
    after = _ORDER[_ORDER.index(stage) + 1]
    return next(name for name in (DEFAULT_TEMPLATE, *presets()) if _stage(name) is after)


def years_on(form: Form, template: Template) -> int:
    """Return by how many years the next form is later: none where it comes later in the same project's year."""
    stages = shape_of(form).stage, shape_of(_in_template(form, template)).stage
    return 0 if _ORDER.index(stages[0]) < _ORDER.index(stages[1]) else 1


def next_form(form: Form, template: Template, kept: Carried) -> Form:
    """Return a draft on a template's paper: indicators and what of the targets is kept, no results.

    Within a year the budget goes along. What only the paper before has a place for stays there.
    """
    before = template_of(form)
    columns = before.kept_columns if template.id == before.id else before.kept_columns & template.own_fields.keys()
    new = carry_forward(form, kept._replace(budget=years_on(form, template) == 0), columns)
    if template.id != before.id:
        new = _in_template(new, template)
        for field in before.extra_fields.keys() - template.extra_fields.keys():
            new.extra.pop(field.removeprefix(EXTRA), None)
        _clear_what_is_lacking(new)
    for name, setting in template.settings.items():
        new.extra.setdefault(name, setting.default)
    return new


def _in_template(form: Form, template: Template) -> Form:
    """Return the form with another template and that one's usual rule set."""
    changes = {"template": template.id, "template_copy": copy_for_form(template)}
    is_same = form.template == template.id
    return form.model_copy(update=changes | ({} if is_same else {"rule_set": template.rule_set, "rule_set_copy": None}))


def _clear_what_is_lacking(new: Form) -> None:
    """Leave out weights and amounts that the paper has no place for; give 执行率 its usual weight where it has one."""
    lacks = shape_of(new).lacks
    for initial in (name for name in AMOUNT_FIELDS if name.endswith(_INITIAL) and name in lacks):
        annual = initial.replace(_INITIAL, ".annual_budget")
        if get_field(new, annual) is None:
            set_field(new, annual, get_field(new, initial))
    for field in (*AMOUNT_FIELDS, "funds.total.weight"):
        if field in lacks:
            set_field(new, field, None)
    if "weight" in lacks:
        for row, _level in walk(new.indicators):
            row.weight = None
    elif new.funds.total.weight is None and "funds.total.weight" not in lacks:
        new.funds.total.weight = rule_set_for(new.rule_set).execution_weight


def _stage(name: str) -> Stage | None:
    shape = shape_of_preset(name)
    return None if shape is None else shape.stage
