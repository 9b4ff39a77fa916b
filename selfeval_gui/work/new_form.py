"""What a new form starts with: the template's framework, the rule set's execution weight."""

from dataclasses import dataclass
from datetime import date

from selfeval_gui.domain.form import Form, Funds, FundTotal, Indicator
from selfeval_gui.domain.tree import new_id
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.rules.rule_set import rule_set_for
from selfeval_gui.work.own_templates import copy_for_form


@dataclass(frozen=True)
class FormHead:
    """What the user says of a new form."""

    project_name: str
    year: int
    department: str = ""
    implementing_unit: str = ""


def usual_year(today: date) -> int:
    """Return the year a form is about: projects are evaluated in the year after."""
    return today.year - 1


def make_form(head: FormHead, template: Template, framework: list[Indicator]) -> Form:
    """Return a new draft with the chosen level-1 and level-2 rows, the execution's weight where the paper has it."""
    weight = rule_set_for(template.rule_set).execution_weight if "weight" in template.fund_columns else None
    return Form(
        id=new_id(),
        template=template.id,
        template_copy=copy_for_form(template),
        rule_set=template.rule_set,
        year=head.year,
        project_name=head.project_name.strip(),
        department=head.department.strip(),
        implementing_unit=head.implementing_unit.strip(),
        funds=Funds(total=FundTotal(weight=weight)),
        indicators=framework,
        extra={name: setting.default for name, setting in template.settings.items()},
    )
