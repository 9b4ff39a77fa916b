"""The 14 real forms: the checker finds exactly what was counted in them by hand, no more and no less."""

from collections import Counter, defaultdict

import pytest

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.scoring import Basis, execution_rate, grade, totals
from selfeval_gui.domain.tree import Tree
from selfeval_gui.rules.check import check
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.storage.codec import decode
from tests.helpers.samples import sample_files

SCORES = [91, 89, 90, 89, 89, 90, 90, 91, 91, 90, 91, 90, 90, 88]


@pytest.fixture(scope="module")
def forms() -> list[Form]:
    return [decode(path.read_bytes()) for path in sample_files()]


def number(form: Form) -> int:
    return int(form.id.removeprefix("s"))


def rows(forms: list[Form], code: str) -> dict[int, list[str]]:
    """The names of the rows a code fires on, by the form's number."""
    found: dict[int, list[str]] = defaultdict(list)
    for form in forms:
        tree = Tree(form.indicators)
        for finding in check(form, presets()["shanghai-2020"]):
            if finding.code == code:
                found[number(form)].append(tree.node(finding.node).name if finding.node else finding.field)
    return dict(found)


def test_totals_and_grades(forms: list[Form]) -> None:
    rule_set = presets()["shanghai-2020"]
    sums = [totals(form, rule_set.total_basis) for form in forms]
    assert [each.weight for each in sums] == [100] * 14
    assert [each.score for each in sums] == SCORES
    grades = [grade(each, rule_set.grade_scale) for each in sums]
    assert {place for place, name in enumerate(grades, 1) if name == "良"} == {2, 4, 5, 14}
    assert grades.count("优") == 10
    assert [totals(form, Basis.WITH_EXECUTION).score for form in forms] == [score + 10 for score in SCORES]


def test_rates_are_right_as_printed(forms: list[Form], seeds: list[dict[str, object]]) -> None:
    printed = [seed["funds_total"]["execution_rate"] for seed in seeds]  # type: ignore[index]
    assert [f"{execution_rate(form.funds.total)}%" for form in forms] == printed


def test_no_other_code_fires_and_no_error(forms: list[Form]) -> None:
    findings: list[Finding] = [each for form in forms for each in check(form, presets()["shanghai-2020"])]
    assert Counter(each.code for each in findings) == {
        "execution.score": 10,
        "reason.missing": 11,
        "met.deducted": 4,
        "band.degree_word": 16,
    }
    assert {each.severity for each in findings} == {Severity.WARNING}


def test_execution_scores_above_rate_times_weight(forms: list[Form]) -> None:
    assert set(rows(forms, "execution.score")) == set(range(1, 15)) - {5, 7, 10, 13}


def test_points_lost_without_a_reason(forms: list[Form]) -> None:
    in_time = {place: ["项目完成及时性"] for place in (2, 4, 5, 7, 8)}
    assert {place: sorted(names) for place, names in rows(forms, "reason.missing").items()} == in_time | {
        3: sorted(["项目完成及时性", "项目活动形式", "科普内容情况"]),
        12: sorted(["项目完成及时性", "项目结果实用性", "科技工作参与积极性"]),
    }


def test_points_lost_though_the_target_was_met(forms: list[Form]) -> None:
    assert {place: sorted(names) for place, names in rows(forms, "met.deducted").items()} == {
        3: sorted(["项目活动形式", "科普内容情况"]),
        12: sorted(["项目结果实用性", "科技工作参与积极性"]),
    }


def test_scores_outside_the_band_their_words_name(forms: list[Form]) -> None:
    outside: dict[str, set[int]] = defaultdict(set)
    for form in forms:
        tree = Tree(form.indicators)
        for finding in check(form, presets()["shanghai-2020"]):
            if finding.code == "band.degree_word" and finding.node is not None:
                outside[tree.node(finding.node).actual].add(number(form))
    assert outside["比较及时"] == {2, 3, 5, 7}
    assert len(outside["较为健全"]) == 12
    assert set(outside) == {"比较及时", "较为健全"}


def test_under_mof_2020_all_14_break_the_sum_and_every_level(forms: list[Form]) -> None:
    for form in forms:
        found = check(form, presets()["mof-2020"])
        assert [(each.expected, each.actual) for each in found if each.code == "weight.total"] == [("100", "110")]
        assert len([each for each in found if each.code == "weight.level"]) == 3
