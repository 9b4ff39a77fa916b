"""The report of findings at its limits: how many other forms a line names, what comes first."""

from __future__ import annotations

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.exchange.reports.findings_book import Judged, render_findings
from selfeval_gui.rules.finding import Finding, Severity


def sentences(judged: dict[str, Judged]) -> list[str]:
    sheet = CalamineWorkbook.from_filelike(BytesIO(render_findings(judged, []))).get_sheet_by_name("检查结果")
    return [str(row[5]) for row in sheet.to_python(skip_empty_area=False)[3:]]


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ("", ""),
        ("甲", "\n有关的表：甲"),
        ("甲乙丙丁戊", "\n有关的表：甲；乙；丙；丁；戊"),
        ("甲乙丙丁戊己", "\n有关的表：甲；乙；丙；丁；戊 等 6 份"),
    ],
)
def test_a_line_names_five_other_forms(others: str, said: str) -> None:
    judged = {name: Judged(name, Form(id=name), []) for name in "甲乙丙丁戊己"}
    row = Indicator(id="r", name="讲座")
    two = Indicator(id="q", name="数量", children=[row])
    form = Form(id="庚", indicators=[Indicator(id="p", name="产出", children=[two])])
    finding = Finding(
        "across.reason", Severity.WARNING, NodeId("r"), "reason", None, None, {"count": "2"}, tuple(others)
    )
    judged["庚"] = Judged("庚", form, [finding])
    (line,) = sentences(judged)
    assert line.partition("\n有关的表")[1:] == said.partition("\n有关的表")[1:]


def test_the_most_severe_findings_come_first_and_equal_ones_by_form() -> None:
    def finding(severity: Severity) -> Finding:
        return Finding("cell.required", severity, None, "department")

    judged = {
        "甲": Judged("甲", Form(id="a"), [finding(Severity.HINT), finding(Severity.WARNING)]),
        "乙": Judged("乙", Form(id="b"), [finding(Severity.WARNING), finding(Severity.ERROR)]),
    }
    sheet = CalamineWorkbook.from_filelike(BytesIO(render_findings(judged, []))).get_sheet_by_name("检查结果")
    lines = sheet.to_python(skip_empty_area=False)
    assert [(row[1], row[2]) for row in lines[3:]] == [("错误", "乙"), ("警告", "甲"), ("警告", "乙"), ("提示", "甲")]
    assert lines[1][0] == "2 份自评表：错误 1，警告 2，提示 1"
