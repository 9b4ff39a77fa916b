"""What a form is: template, basis, rule set; and what does not add up, just so and not quite so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.scoring import Basis
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.check import check
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.shape import shape_of
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, codes, read_one, said

FUNDS = "项目资金（万元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分"


def read(*lines: str, title: str = TITLE, name: str = NAME) -> FoundForm:
    return read_one(title, name, *lines)


def indicators(*weights: int, levels: tuple[str, ...] = ("产出指标", "效益指标", "满意度指标")) -> list[str]:
    rows = [f"{level}||指标甲|1|1|{weight}|{weight}" for level, weight in zip(levels, weights, strict=False)]
    return [HEADINGS, *rows]


@pytest.mark.parametrize("template", presets())
def test_the_template_whose_words_stand_on_the_paper(template: str) -> None:
    kind = presets()[template]
    funds = "|".join(kind.fund_columns.values())
    found = read(
        *kind.known_by[-1:],
        f"项目资金（万元）|{funds}",
        "|".join(kind.indicator_columns.values()),
        *[f"{level}|" for level in kind.framework],
    )
    assert found.form.template == template


@pytest.mark.parametrize("template", ["transfer-region", "linking-funds", "yunnan-open-14", "target-declaration"])
def test_usual_headings_alone_make_no_paper_of_a_kind(template: str) -> None:
    kind = presets()[template]
    columns = [label for label in kind.indicator_columns.values() if label not in {*kind.known_by, "项目指标值"}]
    found = read("项目资金（万元）|" + "|".join(kind.fund_columns.values()), "|".join(columns))
    assert found.form.template not in {"transfer-region", "linking-funds", "yunnan-open-14", "target-declaration"}


RESULTS = "一级指标|二级指标|三级指标|年度指标值|{}|完成情况说明"


def test_a_paper_that_gives_results_without_points_is_none_of_those_that_weigh() -> None:
    found = read(RESULTS.format("实际完成值"), "产出指标|数量指标|改造小区数|12个|11个|")
    assert (found.form.template, shape_of(found.form).has_weights) == ("special-funds", False)
    rule_set = rule_set_of(found.form)
    findings = check(found.form, rule_set)
    assert findings
    assert not [each for each in findings if each.field.endswith(("weight", "score"))]


@pytest.mark.parametrize("heading", ["分值", "得分"])
def test_a_paper_with_points_is_one_of_those_that_weigh(heading: str) -> None:
    found = read(RESULTS.format("实际完成值") + f"|{heading}", "产出指标|数量指标|改造小区数|12个|11个||50")
    assert shape_of(found.form).has_weights


def test_a_paper_with_points_for_spending_alone_is_one_of_those_that_weigh() -> None:
    funds = ("项目资金（万元）||年初预算数|全年预算数|全年执行数|分值", "|年度资金总额|5|5|5|10")
    found = read(*funds, RESULTS.format("实际完成值"), "产出指标|数量指标|改造小区数|12个|11个|")
    assert shape_of(found.form).has_weights


def test_a_paper_of_words_that_every_template_has_is_the_default() -> None:
    assert read(HEADINGS, ROW).form.template == "mof-2020"


@pytest.mark.parametrize(
    ("weights", "execution", "total", "basis", "rule_set"),
    [
        ((60, 30, 10), None, "", Basis.INDICATORS_ONLY, "shanghai-2020"),
        ((60, 30, 10), 10, "", Basis.INDICATORS_ONLY, "shanghai-2020"),
        ((60, 30, 10), 10, "110", Basis.WITH_EXECUTION, "mof-2020"),
        ((50, 30, 10), 10, "", Basis.WITH_EXECUTION, "mof-2020"),
        ((50, 30, 10), 10, "90", Basis.INDICATORS_ONLY, "shanghai-2020"),
        ((50, 30, 10), 10, "99", None, "mof-2020"),
        ((50, 30, 10), None, "", None, "mof-2020"),
        ((48, 30, 10), 10, "100", None, "mof-2020"),  # 98 with the execution row, 88 without
        ((58, 30, 10), 10, "100", None, "shanghai-2020"),  # 98 without the execution row, 108 with it
    ],
)
def test_the_basis_is_the_one_whose_sum_is_printed_or_100(
    weights: tuple[int, ...], execution: int | None, total: str, basis: Basis | None, rule_set: str
) -> None:
    funds = [FUNDS, f"年度资金总额|1|1|1|{execution}|100%|{execution}"] if execution else []
    found = read(*funds, *indicators(*weights), *([f"总分|||||{total}|"] if total else []))
    assert (found.basis, found.form.rule_set) == (basis, rule_set)
    assert ("basis.unknown" in codes(found)) == (basis is None)


@pytest.mark.parametrize(
    ("levels", "weights", "rule_set"),
    [
        (("产出指标", "效益指标", "满意度指标"), (50, 30, 10), "mof-2020"),
        (("产出", "效益", "满意度"), (50, 30, 10), "mof-2020"),
        (("成本指标", "产出指标", "效益指标", "满意度指标"), (20, 40, 20, 10), "mof-2021-cost"),
        (("产出指标", "效益指标"), (60, 30), "mof-2020"),
    ],
)
def test_of_rule_sets_on_a_basis_the_one_with_these_levels(
    levels: tuple[str, ...], weights: tuple[int, ...], rule_set: str
) -> None:
    found = read(FUNDS, "年度资金总额|1|1|1|10|100%|10", *indicators(*weights, levels=levels))
    assert (found.basis, found.form.rule_set) == (Basis.WITH_EXECUTION, rule_set)


@pytest.mark.parametrize(
    ("name", "year", "doubt"),
    [
        ("2021年改造工程", 2021, "year.guessed"),
        ("改造工程2021 年", 2021, "year.guessed"),
        ("1999年改造工程", None, "year.missing"),
        ("12021年改造工程", None, "year.missing"),
        ("2021改造工程", None, "year.missing"),
        ("改造工程", None, "year.missing"),
    ],
)
def test_a_year_in_the_projects_name_is_a_guess(name: str, year: int | None, doubt: str) -> None:
    found = read(HEADINGS, ROW, title="项目支出绩效自评表", name=f"项目名称|{name}")
    assert (found.form.year, codes(found)) == (year, [doubt])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((TITLE, NAME, HEADINGS, ROW), []),
        ((TITLE, "主管部门|住建局", HEADINGS, ROW), ["name.missing"]),
        ((TITLE, NAME, FUNDS), ["indicators.missing"]),
        ((TITLE, NAME, FUNDS.replace("（万元）", "")), ["indicators.missing"]),
        ((TITLE, NAME, FUNDS.replace("（万元）", ""), "年度资金总额|80"), ["indicators.missing", "unit.guessed"]),
        ((TITLE, NAME, FUNDS.replace("（万元）", ""), "年度资金总额||80"), ["indicators.missing", "unit.guessed"]),
        ((TITLE, NAME, FUNDS.replace("（万元）", ""), "年度资金总额|||80"), ["indicators.missing", "unit.guessed"]),
        ((TITLE, NAME, FUNDS.replace("（万元）", ""), "年度资金总额||||10"), ["indicators.missing"]),
    ],
)
def test_what_is_missing(lines: tuple[str, ...], expected: list[str]) -> None:
    assert codes(read_one(*lines)) == expected


@pytest.mark.parametrize(
    ("weight", "score", "expected"),
    [
        ("100", "90", []),
        ("110", "100", []),  # with the execution row
        ("100", "100", []),
        ("101", "90", ["basis.unknown", "total.mismatch"]),
        ("100", "91", ["total.mismatch"]),
        ("100", "90.00", []),
        ("100", "", []),
        ("", "90.01", ["total.mismatch"]),
    ],
)
def test_a_printed_total_that_fits_no_basis(weight: str, score: str, expected: list[str]) -> None:
    lines = (FUNDS, "年度资金总额|80|80|80|10|100%|10", HEADINGS, ROW.replace("|100|100", "|100|90"))
    found = read(*lines, f"总分|||||{weight}|{score}")
    assert codes(found) == expected
    assert all(text.split(" ≠ ")[1] in {"100", "90"} for code, text in said(found.doubts) if code == "total.mismatch")


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        ("87.48%", None),  # domain.md 3: 53.36/61 = 87.4754
        ("87.5%", None),
        ("87%", None),
        ("87.475%", None),
        ("87.47%", "87.48"),
        ("88%", "87"),
        ("87.4%", "87.5"),
    ],
)
def test_a_rate_is_compared_at_its_own_number_of_decimals(rate: str, shown: str | None) -> None:
    found = read(FUNDS, f"年度资金总额|61|61|53.36|10|{rate}|8.75", HEADINGS, ROW)
    assert said(found.doubts) == ([] if shown is None else [("rate.mismatch", f"{rate.strip('%')} ≠ {shown}")])
    assert found.form.printed.execution_rate == Decimal(rate.strip("%"))


@pytest.mark.parametrize("amounts", ["80|0|60", "80||60", "80|80|"])
def test_a_rate_of_nothing_is_compared_with_nothing(amounts: str) -> None:
    assert codes(read(FUNDS, f"年度资金总额|{amounts}|10|75%|7.5", HEADINGS, ROW)) == []


@pytest.mark.parametrize("title", ["项目支出绩效目标申报表", "绩效目标批复表", "项目支出绩效目标表"])
def test_a_form_that_only_sets_targets_is_not_judged(title: str) -> None:
    found = read(
        FUNDS, "年度资金总额|80|80|60|10|90%|9", *indicators(50, 30), "总分|||||99|99", title=f"2023年度{title}"
    )
    assert (found.sets_targets_only, codes(found)) == (True, [])
    assert not read(HEADINGS, ROW).sets_targets_only


def test_a_form_without_weights_is_not_asked_what_they_are_counted_with() -> None:
    found = read("一级指标|二级指标|三级指标|指标值|完成值", "产出指标|数量指标|水泵|3台|3台")
    assert "basis.unknown" not in codes(found)
