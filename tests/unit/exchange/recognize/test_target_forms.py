"""绩效目标申报表: starts this year's self-evaluation, and refreshes its targets later without touching what was typed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.update_from import merged
from selfeval_gui.exchange.readers.html_reader import source_of_html
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.storage import store
from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.lock import Locker
from selfeval_gui.storage.taking_in import Existing, KnownForms
from selfeval_gui.work.import_by_command import keep
from selfeval_gui.work.incoming import Incoming
from tests.helpers.grids import codes, left, read_one
from tests.helpers.imports import rows

_ROWS = """
<tr><td colspan=5>项目支出绩效目标申报表<tr><td colspan=5>（2021年度）
<tr><td>项目名称<td colspan=4>科普活动经费
<tr><td>主管部门<td>市科协<td>实施单位<td colspan=2>市科技馆
<tr><td rowspan=3>项目资金（万元）<td>年度资金总额：<td colspan=3>328
<tr><td>其中：财政拨款<td colspan=3>300<tr><td>其他资金<td colspan=3>28
<tr><td>项目总目标<td colspan=4>提升公民科学素质。
<tr><td rowspan=4>绩效指标<td>一级指标<td>二级指标<td>三级指标<td>年度指标值
<tr><td rowspan=2>产出指标<td>数量指标<td>活动场次<td>{times}
<tr><td>时效指标<td>按期完成率<td>100%
<tr><td>效益指标<td>社会效益指标<td>受众满意率<td>≥90%
"""


def target_form(times: str = "≥12场") -> FoundForm:
    result = recognize(source_of_html(f"<table>{_ROWS.format(times=times)}</table>"))
    assert len(result.forms) == 1
    assert [remark.text for remark in result.forms[0].unmapped] == []
    assert result.outside == []
    return result.forms[0]


def test_it_is_a_form_of_its_kind() -> None:
    found = target_form()
    form = found.form
    assert (form.template, found.sets_targets_only) == ("target-declaration", True)
    assert (form.year, form.project_name, form.department, form.implementing_unit) == (
        *(2021, "科普活动经费"),
        *("市科协", "市科技馆"),
    )
    assert form.expected_goal == "提升公民科学素质。"
    assert (form.funds.total.initial_budget, form.funds.total.annual_budget) == (Decimal(328), None)
    assert form.funds.parts.appropriation.initial_budget == Decimal(300)
    assert form.funds.total.executed is None
    assert rows(form) == [
        ("产出指标", "数量指标", "活动场次", "≥12场", "", "", "", ""),
        ("产出指标", "时效指标", "按期完成率", "100%", "", "", "", ""),
        ("效益指标", "社会效益指标", "受众满意率", "≥90%", "", "", "", ""),
    ]
    assert [doubt.code for doubt in found.doubts] == []


def filled_in() -> Form:
    """Return the self-evaluation some months later."""
    form = target_form().form.model_copy(update={"template": "mof-2020"})
    form.funds.total.executed, form.funds.total.annual_budget = Decimal(327), Decimal(330)
    form.actual_outcome = "开展活动 15 场。"
    row = form.indicators[0].children[0].children[0]
    row.actual, row.weight, row.score, row.reason = "15场", Decimal(20), Decimal(20), "无"
    return form


def test_it_refreshes_targets_and_nothing_that_was_typed() -> None:
    old = filled_in()
    new = target_form("≥15场")
    now = merged(old, new.form, targets_only=True)
    row, before = now.indicators[0].children[0].children[0], old.indicators[0].children[0].children[0]
    assert row.target == "≥15场"
    assert (row.id, row.actual, row.weight, row.score, row.reason) == (
        *(before.id, before.actual, before.weight),
        *(before.score, before.reason),
    )
    assert (now.funds.total.annual_budget, now.actual_outcome) == (Decimal(330), "开展活动 15 场。")
    assert before.target == "≥12场"


def test_it_finds_its_form_in_the_workspace(tmp_path: Path) -> None:
    known, backups = KnownForms.of(tmp_path), Backups(tmp_path / "kept")
    locker = Locker(tmp_path / "run")
    first = keep(Incoming(Path(), FoundForm(filled_in())), tmp_path, Existing.UPDATE, known, backups, locker)
    found = target_form("≥15场")
    again = keep(Incoming(Path(), found), tmp_path, Existing.UPDATE, known, backups, locker)
    assert (again.path, again.is_update) == (first.path, True)
    assert again.path is not None
    kept = store.load(again.path).form
    assert rows(kept)[0] == ("产出指标", "数量指标", "活动场次", "≥15场", "15场", "20", "20", "无")


def test_the_money_of_all_years_stands_beside_that_of_the_year() -> None:
    page = """
    <tr><td colspan=6>项目支出绩效目标申报表<tr><td colspan=6>（2025年度）
    <tr><td>项目名称<td>护岸加固<td>主管部门<td>水务局<td>实施单位<td>河道站
    <tr><td rowspan=4>项目资金（元）<td>项目资金总额<td>800,000<td>年度资金申请总额<td colspan=2>300,000
    <tr><td>其中：财政资金<td>700,000<td>其中：当年财政拨款<td colspan=2>250,000
    <tr><td><td><td>上年结转资金<td colspan=2>0
    <tr><td>其他资金<td>100,000<td>其他资金<td colspan=2>50,000
    <tr><td rowspan=2>项目绩效目标<td colspan=2>项目总目标<td colspan=3>年度总体目标
    <tr><td colspan=2>三年加固护岸九公里。<td colspan=3>本年加固三公里。
    <tr><td rowspan=3>绩效指标<td>一级指标<td>二级指标<td>三级指标<td colspan=2>年度指标值
    <tr><td>产出指标<td>数量指标<td>加固长度<td colspan=2>3公里
    <tr><td>效益指标<td>社会效益指标<td>受益村数<td colspan=2>2个
    """
    (found,) = recognize(source_of_html(f"<table>{page}</table>")).forms
    form, parts = found.form, found.form.funds.parts
    assert (form.template, found.sets_targets_only) == ("target-declaration", False)
    assert (form.funds.total.initial_budget, form.funds.total.annual_budget) == (Decimal(300000), None)
    assert (parts.appropriation.initial_budget, parts.carried_over.initial_budget, parts.other.initial_budget) == (
        Decimal(250000),
        Decimal(0),
        Decimal(50000),
    )
    assert form.expected_goal == "本年加固三公里。"
    assert form.extra == {
        "项目资金总额.amount:金额": "800000",
        "项目资金总额：财政资金.amount:金额": "700000",
        "项目资金总额：其他资金.amount:金额": "100000",
        "项目总目标": "三年加固护岸九公里。",
    }
    assert [remark.text for remark in found.unmapped] == []


def plan(*lines: str, title: str = "2024年度项目支出绩效目标申报表") -> FoundForm:
    return read_one(title, "项目名称|堤坝维护|||实施单位|河道所", *lines)


TARGETS = ("一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|维护长度|3公里")


@pytest.mark.parametrize("title", ["2024年部门预算项目支出绩效目标表", "项目绩效目标批复表（2024年度）"])
def test_the_title_says_the_kind_whatever_the_columns_are_called(title: str) -> None:
    headings = "一级指标|二级指标|三级指标|绩效指标性质|绩效指标值|绩效度量单位|权重"
    rest = ("产出指标|数量指标|维护长度|≥|3|公里|60", "效益指标|社会效益指标|受益户数|≥|200|户|40")
    found = plan("项目年度目标|维护堤坝三公里。", "年度预算|120|||其中：财政拨款|100", headings, *rest, title=title)
    form = found.form
    assert (form.template, form.year, form.expected_goal) == ("target-declaration", 2024, "维护堤坝三公里。")
    assert (form.funds.total.initial_budget, form.funds.total.annual_budget) == (Decimal(120), None)
    assert form.funds.parts.appropriation.initial_budget == Decimal(100)
    assert rows(form) == [
        ("产出指标", "数量指标", "维护长度", "≥3公里", "", "60", "", ""),
        ("效益指标", "社会效益指标", "受益户数", "≥200户", "", "40", "", ""),
    ]
    assert (left(found), form.extra) == ([], {})


def test_a_row_of_money_below_the_goals_begins_with_a_number() -> None:
    found = plan("总体目标|年度目标", "|维护堤坝。", "|资金总额|由财政安排。", *TARGETS)
    assert (found.form.funds.total.initial_budget, found.form.expected_goal.split("\n")) == (
        *(None, ["维护堤坝。", "资金总额", "由财政安排。"]),
    )


def test_the_unit_in_the_label_of_an_amount_is_no_guess() -> None:
    found = plan("资金总额（元）|1200000|财政拨款|1000000|其他资金|200000", *TARGETS)
    parts = found.form.funds.parts
    assert (found.form.funds.unit, found.form.funds.total.initial_budget) == ("元", Decimal(1200000))
    assert (parts.appropriation.initial_budget, parts.other.initial_budget) == (Decimal(1000000), Decimal(200000))
    assert codes(found) == []


def test_money_and_indicators_of_several_years_stand_beside_those_of_the_year() -> None:
    found = plan(
        *("项目资金（万元）|中期资金总额：|360|年度资金总额：|120", "|其中：财政拨款|300|其中：财政拨款|100"),
        *("总体目标|中期目标（2024年—2026年）||年度目标", "|维护九公里。||维护三公里。"),
        "绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值",
        "|产出指标|数量指标|维护总长度|9公里|质量指标|验收合格率|100%",
        "|效益指标|社会效益指标|受益村数|6个|社会效益指标|受益户数|200户",
    )
    form = found.form
    assert (form.funds.total.initial_budget, form.funds.parts.appropriation.initial_budget) == (120, 100)
    assert form.expected_goal == "维护三公里。"
    assert form.extra == {
        "中期资金总额.amount:金额": "360",
        "中期资金总额：财政拨款.amount:金额": "300",
        "中期目标（2024年—2026年）": "维护九公里。",
    }
    assert rows(form) == [
        ("产出指标", "质量指标", "验收合格率", "100%", "", "", "", ""),
        ("效益指标", "社会效益指标", "受益户数", "200户", "", "", "", ""),
    ]
    assert left(found) == ["数量指标", "维护总长度", "9公里", "社会效益指标", "受益村数", "6个"]


def test_one_that_comes_again_replaces_the_one_that_was_there(tmp_path: Path) -> None:
    known, backups, locker = KnownForms.of(tmp_path), Backups(tmp_path / "kept"), Locker(tmp_path / "run")
    result = keep(Incoming(Path(), FoundForm(filled_in())), tmp_path, Existing.UPDATE, known, backups, locker)
    first = keep(Incoming(Path(), target_form()), tmp_path, Existing.NEW, known, backups, locker)
    found = target_form("≥15场")
    found.form.indicators[0].children.pop()
    again = keep(Incoming(Path(), found), tmp_path, Existing.UPDATE, known, backups, locker)
    assert again.path == first.path != result.path
    assert again.path is not None
    assert [row[2:4] for row in rows(store.load(again.path).form)] == [("活动场次", "≥15场"), ("受众满意率", "≥90%")]


def test_money_and_goal_of_several_years_stand_above_those_of_the_year() -> None:
    found = plan(
        *("中期资金总额（万元）|900|其中：财政拨款|880|其他资金|20", "中期目标", "三年维护九公里。"),
        *("年度资金总额（万元）|300|其中：财政拨款|290|其他资金|10", "年度目标", "维护三公里。"),
        *(*TARGETS, "其他说明的问题|无"),
    )
    form, parts = found.form, found.form.funds.parts
    assert (form.funds.total.initial_budget, form.funds.total.annual_budget) == (Decimal(300), None)
    assert (parts.appropriation.initial_budget, parts.other.initial_budget) == (Decimal(290), Decimal(10))
    assert form.extra == {
        "中期资金总额.amount:金额": "900",
        "中期资金总额：财政拨款.amount:金额": "880",
        "中期资金总额：其他资金.amount:金额": "20",
        "中期目标": "三年维护九公里。",
    }
    assert (form.expected_goal, form.notes, len(rows(form)), left(found)) == ("维护三公里。", "无", 1, [])
