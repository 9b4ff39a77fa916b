"""Accepted findings: listed with who and why, counted no more; an error stays an error."""

from __future__ import annotations

from selfeval_gui.domain.form import Accepted
from selfeval_gui.rules.accepted import still_open
from selfeval_gui.rules.check import check
from selfeval_gui.rules.check_many import check_many
from selfeval_gui.rules.finding import Answer
from selfeval_gui.rules.rule_set import presets, rule_set_for
from selfeval_gui.storage.codec import decode, encode
from selfeval_gui.work.counts import count_findings
from tests.helpers.documents import sample_form


def accept(form, finding) -> None:
    form.accepted.append(
        Accepted(code=finding.code, node=finding.node, field=finding.field, reason="已核实", by="张三")
    )


def test_an_accepted_finding_stays_listed_and_counts_no_more() -> None:
    form = sample_form(1)
    rule_set = rule_set_for(form.rule_set)
    before = check(form, rule_set)
    accept(form, before[0])
    after = check(decode(encode(form)), rule_set)
    assert [each.code for each in after] == [each.code for each in before]
    assert after[0].answer == Answer("张三", "已核实")
    assert still_open(after) == before[1:]
    assert count_findings(after).warnings == count_findings(before).warnings - 1


def test_an_error_cannot_be_accepted() -> None:
    form = sample_form(1)
    rule_set = presets()["mof-2020"]
    for finding in check(form, rule_set):
        accept(form, finding)
    found = check(form, rule_set)
    assert {each.code for each in still_open(found)} == {"weight.total", "weight.level"}


def test_an_across_finding_can_be_accepted_in_one_form() -> None:
    forms = {str(number): sample_form(number) for number in range(1, 15)}
    before = dict(check_many(forms, lambda form: rule_set_for(form.rule_set)))["1"]
    chosen = next(each for each in before if each.code == "across.reason")
    accept(forms["1"], chosen)
    after = dict(check_many(forms, lambda form: rule_set_for(form.rule_set)))
    assert [each.code for each in after["1"] if each.answer] == ["across.reason"]
    assert not any(each.answer for key, found in after.items() for each in found if key != "1")
