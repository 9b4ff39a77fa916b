"""得分计算说明 of many forms: each row as it is read, what the rule set gives, where the form differs; numbers by hand."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from selfeval_gui.domain.form import Form, FundTotal, Indicator
from selfeval_gui.exchange.reports.score_notes_of_all import Noted, render_all_score_notes
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.work.progress import Cancelled

SHANGHAI, MOF = (presets()[name] for name in ("shanghai-2020", "mof-2020"))


def form_of(name: str, unit: str, *leaves: tuple[str, str, str, str]) -> Form:
    children = [
        Indicator(id=f"r{place}", name=f"行{place}", target=target, actual=actual, weight=Decimal(weight))
        for place, (target, actual, weight, _score) in enumerate(leaves)
    ]
    for row, leaf in zip(children, leaves, strict=True):
        row.score = Decimal(leaf[3])
    second = Indicator(id="two", name="数量指标", children=children)
    top = Indicator(id="one", name="产出指标", children=[second])
    form = Form(id=name, year=2025, project_name=name, implementing_unit=unit, indicators=[top])
    form.funds.total = FundTotal(annual_budget=Decimal(61), executed=Decimal("53.36"), weight=Decimal(10))
    return form


TREES = form_of(
    *("绿化", "园林所"),
    ("300株", "310株", "40", "40"),
    ("≥95%", "93%", "30", "28"),  # 93 / 95 × 30 = 29.3684…, one rounding: 29.37
    ("健全", "较为健全", "30", "17"),  # 60–80 % of 30: 18–23.99
)
ROADS = form_of("道路", "市政所", ("≥3场", "若干", "100", "90"))


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = load_workbook(BytesIO(data))
    return {sheet.title: [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)] for sheet in book}


def test_every_row_of_every_form_with_its_reading() -> None:
    TREES.printed.total_score = Decimal(95)
    found = sheets(render_all_score_notes([Noted("a", TREES, SHANGHAI), Noted("b", ROADS, MOF)], lambda: None))
    assert list(found) == ["各表", "各行"]
    rate = "执行率 53.36/61 = 87.48%；87.48% × 10 = 8.75"
    head, *rows = found["各行"]
    assert head[5:] == [
        *("年度指标值", "实际完成值", "完成情况", "分值", "得分", "按口径应得", "相差", "与口径是否一致", "怎样得来")
    ]
    own = ["园林所", "绿化", "产出指标", "数量指标"]
    assert rows == [
        ["园林所", "绿化", "执行率", *[None] * 5, 10, 8.75, 8.75, None, "一致", rate],
        [
            *(*own, "行0", "300株", "310株", "指标值 300株，实际 310株，已达到指标值", 40, 40, 40, None, "一致"),
            "正向：完成 310，达到 300，得满分 40.00",
        ],
        [
            *(*own, "行1", "≥95%", "93%", "指标值 ≥95%，实际 93%，低 2 个百分点", 30, 28, 29.37, -1.37, "不一致"),
            "正向：93/95 × 30 = 29.37",
        ],
        [
            *(*own, "行2", "健全", "较为健全", "指标值“健全”，实际“较为健全”", 30, 17, "18.00–23.99", -1, "不一致"),
            "定性 部分达成：60–80% → 18.00–23.99",
        ],
        ["市政所", "道路", "执行率", *[None] * 5, 10, 8.75, 8.75, None, "一致", rate],
        [
            *("市政所", "道路", "产出指标", "数量指标", "行0", "≥3场", "若干", "指标值 ≥3场，实际 若干", 100, 90),
            *(None, None, "由填表人判断", "实际完成值无法与指标值比较，算不出得分"),
        ],
    ]
    assert found["各表"][1:] == [
        ["园林所", "绿化", 2025, SHANGHAI.name, 85, "良", 95, 2, 0],
        ["市政所", "道路", 2025, MOF.name, 98.75, "多出 10", None, 0, 1],
    ]


def test_a_form_leads_to_its_first_row_and_the_rows_are_filtered() -> None:
    data = render_all_score_notes([Noted("a", TREES, SHANGHAI), Noted("b", ROADS, MOF)], lambda: None)
    book = load_workbook(BytesIO(data))
    places = []
    for row in (4, 5):
        link = book["各表"].cell(row, 2).hyperlink
        assert link is not None
        places.append(str(link.location))
    assert places == ["'各行'!A4", "'各行'!A8"]
    assert [book["各行"][place.split("!")[1]].value for place in places] == ["园林所", "市政所"]
    assert book["各行"].auto_filter.ref == "A3:N9"


def test_the_work_stops_when_it_is_told_to() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        render_all_score_notes([Noted("a", TREES, SHANGHAI)], stop)


def test_no_form_makes_two_empty_tables() -> None:
    found = sheets(render_all_score_notes([], lambda: None))
    assert [len(rows) for rows in found.values()] == [1, 1]
