"""F8, the check of scores and 得分计算说明 agree on ten rows, under three rule sets."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from selfeval_gui.domain.form import Form, FundTotal, Indicator
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.reports.score_notes_book import render_score_notes
from selfeval_gui.rules.check import check
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.storage.store import save
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from tests.helpers.desk import Desk

# Of weight 10; the scores are those of the ministry's way: actual ÷ target, or target ÷ actual for ≤, reached is full.
ROWS = [
    ("≥50场", "46场", "9.2"),  # 46 ÷ 50
    ("≤10次", "15次", "6.67"),  # 10 ÷ 15
    ("≥95%", "90%", "9.47"),  # 90 ÷ 95
    ("≥95%（含）", "97%", "10"),
    ("=8个", "6个", "7.5"),  # 6 ÷ 8
    ("100人次/年", "80人次/年", "8"),
    ("不超过0.3万元", "4000元", "7.5"),  # 3000 ÷ 4000
    ("2—3次", "1次", "5"),  # 1 ÷ 2
    ("90%以上", "45%", "5"),
    ("300株", "310株", "10"),
]


def form_of(rule_set: str) -> Form:
    leaves = [
        Indicator(id=f"r{place}", name=f"事项{place}", target=target, actual=actual, weight=Decimal(10))
        for place, (target, actual, _score) in enumerate(ROWS)
    ]
    second = Indicator(id="two", name="数量指标", children=leaves)
    form = Form(id="f0000001", year=2025, project_name="项目", rule_set=rule_set)
    form.indicators = [Indicator(id="one", name="产出指标", children=[second])]
    form.funds.total = FundTotal(annual_budget=Decimal(100), executed=Decimal(100), weight=Decimal(10))
    return form


@pytest.mark.parametrize("name", ["mof-2020", "shanghai-2020", "regional-demo"])
def test_three_ways_to_a_score_are_one(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    save(form_of(name), tmp_path / "表.json", None)
    desk = Desk(qtbot, tmp_path)
    desk.choose("表")
    tree = desk.find("indicatorTree", IndicatorTree)
    desk.window.activateWindow()
    tree.setFocus()
    tree.selectAll()
    qtbot.keyClick(tree, Qt.Key.Key_F8)
    filled = {leaf.id: leaf.score for leaf in level_three(desk.session.form.indicators)}
    if name != "regional-demo":
        assert list(filled.values()) == [Decimal(score) for *_cells, score in ROWS]
    rule_set = presets()[name]
    book = CalamineWorkbook.from_filelike(BytesIO(render_score_notes(desk.session.form, rule_set)))
    notes = [row[7] for row in book.get_sheet_by_name("得分计算说明").to_python(skip_empty_area=False)[5:15]]
    assert [Decimal(str(each)) for each in notes] == list(filled.values())
    wrong = form_of(name)
    for leaf in level_three(wrong.indicators):
        leaf.score = Decimal("0.5")
    due = {
        each.node: Decimal(each.expected or "")
        for each in check(wrong, rule_set)
        if each.code in {"score.formula", "met.deducted"}
    }
    assert due == filled
