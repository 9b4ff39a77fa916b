"""Whether rows are proven, under the strict preset; under every other nothing is said of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from selfeval_gui.domain.evidence import named_file
from selfeval_gui.domain.form import Evidence, Form, Indicator, Survey
from selfeval_gui.messages import finding_sentence
from selfeval_gui.rules.check import check, check_facts
from selfeval_gui.rules.facts import facts_of
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.proofs import files_are_as_they_were
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.rules.rule_set_file import as_document, from_document

STRICT = presets()["review-strict"]


def form_of(*rows: Indicator, level: str = "数量指标") -> Form:
    top = Indicator(id="p", name="产出指标", children=[Indicator(id="q", name=level, children=list(rows))])
    return Form(id="f", year=2025, indicators=[top])


def row(node: str = "a", *evidence: Evidence, score: str | None = "5", **values: Any) -> Indicator:
    points = None if score is None else Decimal(score)
    return Indicator(
        id=node, name=f"项{node}", target="10场", actual="10场", weight=Decimal(5), score=points,
        evidence=list(evidence), **values,
    )  # fmt: skip


def proof(document: str = "", sha256: str = "", name: str = "验收单") -> Evidence:
    return Evidence(id="e", name=name, document=document, sha256=sha256, path="材料/验收单.pdf" if sha256 else "")


def found(form: Form) -> list[Finding]:
    return [each for each in check(form, STRICT) if each.code.startswith("evidence.")]


@pytest.mark.parametrize(
    ("given", "level", "codes"),
    [
        (row(), "数量指标", ["evidence.missing"]),
        (row(score="4"), "数量指标", []),
        (row(score=None), "数量指标", []),
        (row("a", proof()), "数量指标", []),
        (row("a", proof()), "服务对象满意度指标", ["evidence.missing"]),
        (row("a", proof(), survey=Survey(sent=5)), "服务对象满意度指标", ["evidence.missing"]),
        (row("a", proof(), survey=Survey(valid=5)), "服务对象满意度指标", []),
        (row("a", proof("2024年12月31日")), "数量指标", ["evidence.old"]),
        (row("a", proof("2024年12月—2025年1月")), "数量指标", []),
        (row("a", proof("20241231")), "数量指标", ["evidence.old"]),
        (row("a", proof("沪财〔2023〕15号")), "数量指标", ["evidence.old"]),
        (row("a", proof("第120245号")), "数量指标", []),
        (row("a", proof("3月")), "数量指标", []),
    ],
)
def test_a_row_is_proven_or_not(given: Indicator, level: str, codes: list[str]) -> None:
    assert [each.code for each in found(form_of(given, level=level))] == codes


@pytest.mark.parametrize(
    ("template", "codes"),
    [
        ("mof-2020", ["evidence.missing", "evidence.missing"]),
        ("transfer-region", ["evidence.missing"]),  # no scores, but the year is over and people were asked
        ("monitoring", []),
        ("target-declaration", []),
    ],
)
def test_only_a_form_of_the_whole_year_owes_proof_and_the_counts_of_a_survey(template: str, codes: list[str]) -> None:
    form = form_of(row("a"), level="数量指标")
    asked = row("b", proof()).model_copy(update={"name": "群众满意度", "actual": "95%"})
    form.indicators[0].children.append(Indicator(id="s", name="服务对象满意度指标", children=[asked]))
    form.template = template
    assert [each.code for each in found(form)] == codes


def test_one_file_for_more_than_three_rows() -> None:
    rows = [row(node, proof(sha256="1")) for node in "abcd"]
    assert found(form_of(*rows[:3])) == []
    shared = found(form_of(*rows))
    assert [(each.code, each.node, each.field) for each in shared] == [
        ("evidence.shared", node, "actual") for node in "abcd"
    ]
    assert finding_sentence(shared[0]) == "材料“验收单”同时证明 4 行，超过 3 行。请补充各行自己的材料。"


def test_a_file_that_is_gone_or_another_is_told() -> None:
    rows = [row(node, proof(sha256=node)) for node in "abcd"]
    form = form_of(*rows, row("e", proof()))
    kinds = ("gone", "changed", "moved", "unread")
    faults = {named_file(each.evidence[0]): kind for each, kind in zip(rows, kinds, strict=True)}
    told = [
        each
        for each in check_facts(facts_of(form, STRICT.scoring.execution_score), STRICT, faults)
        if each.code == "evidence.changed"
    ]
    assert [(each.node, each.field) for each in told] == [(node, "actual") for node in "abcd"]
    for finding, words in zip(told, ("不在原来的位置", "不一样", "挪了地方", "读不了"), strict=True):
        assert words in finding_sentence(finding)
    assert not [*files_are_as_they_were(form, faults, presets()["mof-2020"])]


@pytest.mark.parametrize("name", [name for name in presets() if name != "review-strict"])
def test_every_other_preset_says_nothing_of_it(name: str) -> None:
    form = form_of(row(), row("b", proof("2001年", "1")))
    assert not [each for each in check(form, presets()[name]) if each.code.startswith("evidence.")]


def test_a_rule_set_without_the_counting_is_written_as_before() -> None:
    assert "evidence" not in as_document(STRICT)
    demo = presets()["regional-demo"]
    assert demo.evidence.mostly_counts == Decimal(60)
    assert from_document(as_document(demo)).evidence == demo.evidence
