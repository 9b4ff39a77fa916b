"""A finding names columns as the form's own paper does: 未完成原因和改进措施 there, 权重 where another has 分值."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval_gui import cli
from selfeval_gui.domain.form import Form, Funds, FundTotal, Indicator
from selfeval_gui.domain.tree import Tree
from selfeval_gui.messages import finding_line, finding_place, finding_sentence
from selfeval_gui.rules.check import check
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage.codec import encode


def form_of(template: str, **cells: str) -> Form:
    row = Indicator(id="r", name="新建泵站", target="≥10座", actual="8座", weight=Decimal(10), score=Decimal(8))
    row = row.model_copy(update=cells)
    second = Indicator(id="b", name="数量指标", children=[row])
    return Form(
        id="f",
        template=template,
        rule_set="mof-2020",
        year=2025,
        project_name="灌区改造",
        department="水利局",
        implementing_unit="灌区管理处",
        expected_goal="新建泵站",
        actual_outcome="已建泵站",
        funds=Funds(total=FundTotal(annual_budget=Decimal(10), executed=Decimal(12))),
        indicators=[Indicator(id="a", name="产出指标", children=[second])],
    )


def one(form: Form, code: str, field: str = "") -> Finding:
    (found,) = [each for each in check(form, rule_set_of(form)) if each.code == code and field in each.field]
    return found


def said(form: Form, code: str, field: str = "") -> str:
    return finding_line(one(form, code, field), form)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("mof-2020", "偏差原因分析及改进措施：扣了 2 分，没有写偏差原因分析及改进措施。"),
        ("central-2016", "未完成原因分析：扣了 2 分，没有写未完成原因分析。"),
        ("linking-funds", "未完成原因及拟采取的改进措施：扣了 2 分，没有写未完成原因及拟采取的改进措施。"),
        ("hubei-department", "偏差原因及改进措施：扣了 2 分，没有写偏差原因及改进措施。"),
    ],
)
def test_a_missing_reason_is_asked_for_by_the_name_of_its_column(template: str, line: str) -> None:
    assert said(form_of(template), "reason.missing") == f"产出指标 / 数量指标 / 新建泵站 / {line}"


def test_a_transfer_form_names_the_columns_of_its_paper() -> None:
    form = form_of("transfer-region", weight=None, score=None)
    assert finding_place(one(form, "reason.unmet"), Tree(form.indicators))[-1] == "未完成原因和改进措施"
    blank = form_of("transfer-region", actual="", weight=None, score=None)
    assert said(blank, "cell.required", "actual").endswith(" / 全年实际完成值：“全年实际完成值”不能为空。")
    blank.implementing_unit = ""
    assert said(blank, "cell.required", "implementing_unit") == "资金使用单位：“资金使用单位”不能为空。"
    # 全年执行数（B） on paper: the letter belongs to a formula, not to the name.
    assert said(form, "execution.over_budget").endswith("全年执行数：全年执行数 12 超过全年预算数 10。")


def test_weights_and_amounts_are_called_as_on_the_paper() -> None:
    form = form_of("sichuan-0013zp")
    assert finding_sentence(one(form, "weight.total")) == "权重合计 10，应为 100，还差 90。"
    assert said(form, "execution.over_budget") == (
        "项目资金 / 年度资金总额 / 预算执行数：预算执行数 12 超过调整后预算数 10。"
    )
    over = form_of("department-overall", score=Decimal(11))
    over.funds.total.weight, over.funds.total.score = Decimal(10), Decimal(12)
    assert said(over, "score.over_weight", "funds").endswith(
        "执行率得分：执行率得分 12 高于执行率权重 10，最多只能得满分。"
    )
    (row,) = [each for each in check(over, rule_set_of(over)) if each.code == "score.over_weight" and each.node]
    assert finding_sentence(row) == "得分 11 高于分值 10，最多只能得满分。"


def test_a_report_of_another_month_names_that_month() -> None:
    form = form_of("monitoring", actual="", weight=None, score=None)
    form.extra["监控月份"] = "9"
    assert said(form, "cell.required", "actual").endswith("“1—9月执行情况”不能为空。")


def test_the_command_line_keeps_the_usual_names_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(encode(form_of("central-2016")))
    cli.main(["check", str(file), "--json"])
    (row,) = json.loads(capsys.readouterr().out)
    (found,) = [each for each in row["findings"] if each["code"] == "reason.missing"]
    assert found["where"] == ["产出指标", "数量指标", "新建泵站", "偏差原因分析及改进措施"]
    assert found["message"] == "扣了 2 分，没有写未完成原因分析。"
    cli.main(["check", str(file)])
    assert "新建泵站 / 未完成原因分析：扣了 2 分，没有写未完成原因分析。" in capsys.readouterr().out
