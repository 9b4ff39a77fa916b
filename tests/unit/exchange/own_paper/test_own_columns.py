"""An office's own file of another kind of form: columns that only its template has are filled, ticked, tried and told."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.own_paper.fill import fill
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.own_paper.trial import differences_in, trial_differences
from selfeval_gui.exchange.own_paper.values import Values, unplaced_fields
from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.kinds import monitoring_form
from tests.unit.exchange.recognize.test_round_trips import written


def back(data: bytes) -> Form:
    (found,) = recognize(read_source(data, lambda _done, _total: None)).forms
    return found.form


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_texts_and_ticks_come_back(kind: str) -> None:
    blank = monitoring_form()
    blank.project_name = "去年的项目"
    for row in level_three(blank.indicators):
        row.extra = {"备注": "去年的话", "完成目标可能性": "有可能"}
    paper = learn(written(kind, blank, "monitoring")).paper
    form = monitoring_form()
    read = back(fill(form, paper, rule_set_of(form)).data)
    lost = list(differences_in(form, read, paper))
    assert [name for name in lost if "own." in name or "amount:" in name or name.startswith("funds.")] == []
    assert [row.extra for row in level_three(read.indicators)] == [row.extra for row in level_three(form.indicators)]
    assert [name for name in unplaced_fields(Values(form, paper, rule_set_of(form))) if name.startswith("own.")] == []


def test_a_trial_fills_them() -> None:
    learned = learn(written("xlsx", monitoring_form(), "monitoring"))
    assert [
        name for name in trial_differences(learned.paper, learned.template, learned.rule_set) if "own." in name
    ] == []


def test_a_trial_tells_what_is_lost() -> None:
    form, paper = monitoring_form(), learn(written("xlsx", monitoring_form(), "monitoring")).paper
    other = monitoring_form()
    next(level_three(other.indicators)).extra.pop("备注")
    assert list(differences_in(form, other, paper)) == ["0#own.备注"]
