"""What a summary and the report say of a form, each rule at its limit: what counts as lost, as slow, as said twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.reports.reason_parts import split_reason
from selfeval_gui.exchange.reports.report_text import ReportTable, Text, report_parts
from selfeval_gui.exchange.reports.summary_rows import (
    SummaryRow,
    average_score,
    finding_kinds,
    fund_sums,
    grade_names,
    grades_by_unit,
    summarize,
    years_of,
)
from selfeval_gui.rules.finding import Answer, Finding, Severity


def row(
    *leaves: tuple[str | None, str | None, str], budget: str | None = None, executed: str | None = None, **fields: Any
) -> SummaryRow:
    """Return the row of a form whose indicators 甲, 乙 … have these weights, scores and reasons."""
    rows = [
        {"id": f"r{place}", "name": "甲乙丙丁"[place], "reason": reason} for place, (_, _, reason) in enumerate(leaves)
    ]
    two = {"id": "two", "name": "数量", "children": rows}
    total = {"annual_budget": budget, "executed": executed}
    unit = fields.pop("unit", "万元")
    made = Form.model_validate(
        {
            "id": "f",
            "rule_set": "shanghai-2020",
            "funds": {"unit": unit, "total": {key: _number(value) for key, value in total.items()}},
            "indicators": [{"id": "one", "name": "产出", "children": [two]}],
            **fields,
        }
    )
    for leaf, (weight, score, _reason) in zip(made.indicators[0].children[0].children, leaves, strict=True):
        leaf.weight, leaf.score = _number(weight), _number(score)
    return summarize(fields.get("project_name", "f"), made, ())


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("weight", "score", "lost"),
    [
        ("10", "9.99", ["0.01"]),
        ("10", "10", []),
        ("10", "10.01", []),
        ("10", "0", ["10"]),
        ("10", None, []),
        (None, "9", []),
    ],
)
def test_points_are_lost_below_the_weight(weight: str | None, score: str | None, lost: list[str]) -> None:
    assert [str(each.lost) for each in row((weight, score, "")).deductions] == lost


@pytest.mark.parametrize(
    ("reasons", "problems", "measures"),
    [
        (("人手不足。",), "甲（扣 1 分）：人手不足。", ""),
        (("人手不足。", "人手不足。"), "甲（扣 1 分）、乙（扣 1 分）：人手不足。", ""),
        (("人手不足。下一步增加。",), "甲（扣 1 分）：人手不足。", "甲（扣 1 分）：下一步增加。"),
        (("",), "甲（扣 1 分）：没有写明原因", ""),
        (("下一步增加。",), "", "甲（扣 1 分）：下一步增加。"),
    ],
)
def test_the_same_words_are_said_once(reasons: tuple[str, ...], problems: str, measures: str) -> None:
    one = row(*(("10", "9", reason) for reason in reasons))
    assert (one.problems, one.measures) == (problems, measures)


@pytest.mark.parametrize(
    ("text", "problem", "measure"),
    [
        ("人手不足。加强培训。", "人手不足。", "加强培训。"),
        ("人手不足；今后尽快补足！", "人手不足；", "今后尽快补足！"),
        ("有待加强。", "有待加强。", ""),  # a shortfall before a measure
        ("建议尽快解决问题。", "", "建议尽快解决问题。"),  # an intent before a shortfall
        ("加强培训。每月一次。", "", "加强培训。每月一次。"),
        ("加强培训。2.天气。", "天气。", "加强培训。"),  # a new item begins with the problem
        ("偏差原因：天气。改进措施：提前安排。", "天气。", "提前安排。"),
        ("人手不足。人手不足。", "人手不足。", ""),
        ("", "", ""),
    ],
)
def test_a_reason_is_divided_by_its_sentences(text: str, problem: str, measure: str) -> None:
    assert split_reason(text) == (problem, measure)


@pytest.mark.parametrize(
    ("forms", "sums"),
    [
        ([("100", "50"), ("300", "250")], ("400", "300", "75.00")),
        ([("100", "50"), ("300", None)], ("400", "50", "50.00")),  # without a rate: added, but not in the rate
        ([("100", "50"), (None, "30")], ("100", "80", "50.00")),
        ([("100", "50"), ("0", "30")], ("100", "80", "50.00")),
        ([("100", "0")], ("100", "0", "0.00")),
        ([("3", "0.00015")], ("3", "0.00015", "0.01")),  # 0.005 %, half up
        ([(None, None)], (None, None, None)),
        ([], (None, None, None)),
    ],
)
def test_the_rate_of_sums_is_that_of_forms_with_a_rate(
    forms: list[tuple[str | None, str | None]], sums: tuple[str | None, ...]
) -> None:
    found = fund_sums(row(budget=budget, executed=executed) for budget, executed in forms)
    shown = (found.annual_budget, found.executed, found.execution_rate)
    assert tuple(None if each is None else str(each) for each in shown) == sums


@pytest.mark.parametrize(("unit", "shown"), [("元", "12.3456"), ("万元", "123456")])
def test_amounts_in_元_are_told_in_万元(unit: str, shown: str) -> None:
    assert str(row(budget="123456", unit=unit).annual_budget) == shown


@pytest.mark.parametrize(("executed", "is_slow"), [("89.99", True), ("90", False), (None, False)])
def test_below_ninety_per_cent_is_slow(executed: str | None, is_slow: bool) -> None:
    texts = [part.text for part in report_parts([row(budget="100", executed=executed)]) if isinstance(part, Text)]
    assert any("执行率低于 90%" in text for text in texts) == is_slow


@pytest.mark.parametrize(
    ("scores", "mean"),
    [(("90", "91"), "90.50"), (("90", "90", "91"), "90.33"), (("90", None), "90.00"), ((None,), None)],
)
def test_the_mean_is_over_forms_that_have_a_score(scores: tuple[str | None, ...], mean: str | None) -> None:
    found = average_score([row(("100", score, "")) for score in scores], "score_alone")
    assert (None if found is None else str(found)) == mean


@pytest.mark.parametrize(("years", "text"), [((2021, 2020, 2021), "2020、2021"), ((None, 2020), "2020"), ((None,), "")])
def test_years_in_a_title(years: tuple[int | None, ...], text: str) -> None:
    assert years_of(row(year=year) for year in years) == text


def test_the_most_severe_and_the_most_frequent_findings_come_first() -> None:
    def finding(code: str, severity: Severity) -> Finding:
        return Finding(code, severity, None, "notes")

    hint, warning, error = Severity.HINT, Severity.WARNING, Severity.ERROR
    first = row()._replace(key="a", findings=(finding("h", hint), finding("w", warning), finding("w", warning)))
    second = row()._replace(key="b", findings=(finding("v", warning), finding("e", error), finding("w", warning)))
    third = row()._replace(key="c", findings=(finding("u", warning),))
    found = [(kind.code, kind.count, kind.forms) for kind in finding_kinds([first, second, third])]
    assert found == [
        ("e", 1, ("b",)),
        ("w", 3, ("a", "b")),
        ("u", 1, ("c",)),
        ("v", 1, ("b",)),
        ("h", 1, ("a",)),
    ]


def test_grades_of_units() -> None:
    best = row(("100", "90", ""), implementing_unit="乙局 ", project_name="一")
    good = row(("100", "89.99", ""), implementing_unit="甲局", project_name="二")
    none = row(implementing_unit="乙局", project_name="三")
    assert grade_names([best, good]) == ["优", "良", "中", "差"]
    assert grade_names([best, none]) == ["优", "良", "中", "差", ""]
    assert grade_names([]) == ["优", "良", "中", "差"]
    units = grades_by_unit([best, good, none])
    assert [(each.unit, {name: forms for name, forms in each.forms.items() if forms}) for each in units] == [
        ("乙局", {"优": ("一",), "": ("三",)}),
        ("甲局", {"良": ("二",)}),
    ]


def test_deductions_without_a_word_of_why_are_named() -> None:
    one = row(("10", "9", ""), ("10", "8", "下一步增加。"), ("10", "7", "人手不足。"), project_name="一")
    tables = [
        part for part in report_parts([one]) if isinstance(part, ReportTable) and part.caption == "没有写明原因的扣分"
    ]
    assert [part.rows for part in tables] == [(("一", "甲（扣 1 分）"),)]


def test_what_somebody_has_accepted_is_left_out() -> None:
    open_one = Finding("execution.score", Severity.WARNING, None, "funds.total.score")
    accepted = open_one._replace(field="notes", answer=Answer("张三", "已核实"))
    assert summarize("f", Form(id="f"), [accepted, open_one]).findings == (open_one,)
