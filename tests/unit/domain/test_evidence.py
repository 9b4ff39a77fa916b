"""Evidence of rows: what a survey makes, what is shared, and where it goes along or stays behind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.carry_forward import carry_forward
from selfeval_gui.domain.differences import Change, differences
from selfeval_gui.domain.evidence import SurveyRule, counting_faults, satisfaction_text, uses
from selfeval_gui.domain.form import Evidence, Form, Indicator, Survey
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.content import changes, content_hash
from selfeval_gui.domain.three_way import merge
from selfeval_gui.domain.tree import Tree, level_three
from selfeval_gui.domain.update_from import merged

HALF = SurveyRule(Decimal(60))


def form_of(*rows: Indicator) -> Form:
    second = Indicator(id="b", name="质量指标", children=list(rows))
    return Form(id="f", project_name="维修", indicators=[Indicator(id="a", name="产出指标", children=[second])])


def row(node: str, *evidence: Evidence, survey: Survey | None = None) -> Indicator:
    return Indicator(id=node, name=node, evidence=list(evidence), survey=survey)


def proof(name: str, **values: object) -> Evidence:
    return Evidence.model_validate({"id": name, "name": name, **values})


@pytest.mark.parametrize(
    ("counts", "rule", "text"),
    [
        ((200, 190, 180, 160, 11, 9), SurveyRule(), "95%"),  # 171 of 180
        ((200, 190, 180, 160, 11, 9), HALF, "92.56%"),  # 160 + 6.6 of 180 = 92.5556
        ((None, None, None, 2, None, 1), SurveyRule(), "66.67%"),  # valid is what was said: 2 of 3
        ((None, None, 0, 0, 0, 0), SurveyRule(), ""),
        ((10, 10, 10, None, 3, 1), SurveyRule(), ""),
        ((None, None, 3, 1, None, None), SurveyRule(decimals=0), "33%"),
    ],
)
def test_counts_make_a_value(counts: tuple[int | None, ...], rule: SurveyRule, text: str) -> None:
    names = ("sent", "returned", "valid", "satisfied", "mostly_satisfied", "dissatisfied")
    assert satisfaction_text(Survey(**dict(zip(names, counts, strict=True))), rule) == text


def test_counts_that_cannot_all_be_right_are_told() -> None:
    assert counting_faults(Survey(sent=10, returned=10, valid=9, satisfied=9)) == []
    assert len(counting_faults(Survey(sent=10, returned=11, valid=12, satisfied=9, dissatisfied=4))) == 3


def test_files_shared_by_rows_are_counted_once_a_row() -> None:
    same = {"path": "a.pdf", "sha256": "1"}
    form = form_of(
        row("x", proof("e", **same), proof("g", **same)),
        row("y", proof("e", path="copy.pdf", sha256="1")),
        row("z", proof("paper"), proof("h", path="b.pdf")),
    )
    assert uses(form) == {"1": 2, "b.pdf": 1}


def test_carrying_forward_leaves_evidence_behind() -> None:
    new = carry_forward(form_of(row("x", proof("e"), survey=Survey(sent=1))))
    leaf = next(level_three(new.indicators))
    assert (leaf.evidence, leaf.survey) == ([], None)


def test_a_row_with_evidence_keeps_its_level() -> None:
    tree = Tree(form_of(row("x", proof("e")), row("y")).indicators)
    assert not tree.can_shift(NodeId("x"), NodeId("a"))
    assert tree.can_shift(NodeId("y"), NodeId("a"))


def test_a_difference_names_the_documents() -> None:
    old, new = form_of(row("x", proof("验收单"))), form_of(row("x", proof("验收单", pages="3"), survey=Survey(sent=5)))
    found = [(each.change, each.node, each.field, each.old, each.new) for each in differences(old, new)]
    assert found == [
        (Change.CELL, "x", "evidence", "验收单", "验收单 3"),
        (Change.CELL, "x", "survey", "", "发放 5"),
    ]


def test_the_review_counts_no_evidence_as_content() -> None:
    old, new = form_of(row("x")), form_of(row("x", proof("e"), survey=Survey(sent=5)))
    assert content_hash(old) == content_hash(new)
    assert changes(old, new) == []


def test_two_people_add_documents_to_one_row() -> None:
    base, mine, theirs = form_of(row("x")), form_of(row("x", proof("m"))), form_of(row("x", proof("t")))
    form, clashes = merge(base, mine, theirs)
    assert form is not None and not clashes
    assert [entry.id for entry in next(level_three(form.indicators)).evidence] == ["m", "t"]


def test_one_removes_what_the_other_leaves_alone_and_both_change_one_field() -> None:
    base = form_of(row("x", proof("m"), proof("n")))
    mine, theirs = form_of(row("x", proof("n"))), form_of(row("x", proof("m"), proof("n", pages="2")))
    form, clashes = merge(base, mine, theirs)
    assert form is not None and not clashes
    assert [(entry.id, entry.pages) for entry in next(level_three(form.indicators)).evidence] == [("n", "2")]
    other = form_of(row("x", proof("m"), proof("n", pages="3")))
    form, clashes = merge(base, theirs, other)
    assert form is None
    assert [(clash.node, clash.field, clash.mine, clash.theirs) for clash in clashes] == [
        ("x", "evidence.n.pages", "2", "3")
    ]


def test_counts_of_a_survey_merge_field_by_field() -> None:
    base = form_of(row("x", survey=Survey(sent=5)))
    form, _clashes = merge(
        base, form_of(row("x", survey=Survey(sent=5, valid=4))), form_of(row("x", survey=Survey(sent=6)))
    )
    assert form is not None
    assert next(level_three(form.indicators)).survey == Survey(sent=6, valid=4)


def test_an_update_adds_documents_and_takes_none_away() -> None:
    old = form_of(row("x", proof("m", note="原件")))
    new = form_of(row("x", Evidence(id="m", name="新"), Evidence(id="z", name="m"), survey=Survey(sent=2)))
    leaf = next(level_three(merged(old, new).indicators))
    assert [(entry.name, entry.note) for entry in leaf.evidence] == [("m", "原件"), ("新", "")]
    assert len({entry.id for entry in leaf.evidence}) == 2
    assert leaf.survey == Survey(sent=2)
    assert len(old.indicators[0].children[0].children[0].evidence) == 1
