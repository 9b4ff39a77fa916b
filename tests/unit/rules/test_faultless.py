"""Sixty forms without a fault: not a word is said of them, hints included, each alone and all of them together."""

from collections import Counter

from selfeval_gui.messages import finding_line
from selfeval_gui.rules.check import check
from selfeval_gui.rules.check_many import check_many
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.rule_set import presets
from tests.helpers.faultless import faultless_forms


def test_they_are_of_every_preset_of_several_kinds_and_both_units() -> None:
    forms = list(faultless_forms())
    assert Counter(form.rule_set for form in forms) == dict.fromkeys(presets(), 12)
    assert len({form.template for form in forms}) == 4
    assert {form.funds.unit for form in forms} == {"万元", "元"}


def test_each_by_itself_gives_no_finding() -> None:
    said = [
        f"{form.rule_set} {finding_line(each, form)}"
        for form in faultless_forms()
        for each in check(form, rule_set_of(form))
    ]
    assert said == []


def test_nor_do_those_of_one_year_beside_each_other() -> None:
    forms = {form.id: form for form in faultless_forms()}
    for year in {form.year for form in forms.values()}:
        of_year = {key: form for key, form in forms.items() if form.year == year}
        found = dict(check_many(of_year, rule_set_of))
        assert [finding_line(each, forms[key]) for key, findings in found.items() for each in findings] == []


def test_nor_do_all_of_them() -> None:
    forms = {form.id: form for form in faultless_forms()}
    found = dict(check_many(forms, rule_set_of))
    assert [finding_line(each, forms[key]) for key, findings in found.items() for each in findings] == []
