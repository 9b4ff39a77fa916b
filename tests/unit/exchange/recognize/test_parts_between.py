"""What offices print between and below the parts of a form: lists of tasks, goals of the whole project, opinions.

Papers are drawn by chance from the words and orders that offices use, so what must come is known before reading.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import pytest

from selfeval_gui.exchange.readers.text_reader import source_of_text
from selfeval_gui.exchange.recognize.forms import recognize
from tests.helpers.grids import read_one
from tests.helpers.imports import rows


class Drawn(NamedTuple):
    """A paper, a row a line, and what must come of it."""

    lines: list[str]
    department: str
    goal: str
    outcome: str
    indicators: list[tuple[str, ...]]


def drawn(seed: int) -> Drawn:
    """Draw a paper that sets targets; half of them part this year from the whole project."""
    chance = Random(seed)
    department, goal, outcome = f"某县{chance.choice(['水务', '林业', '文旅'])}局", f"修塘{seed + 2}口", ""
    label = chance.choice(["", "省级", "市级", "县级", "区级", "市本级"]) + "预算部门名称"
    lines = [f"20{chance.randint(19, 25)}年项目支出绩效目标申报表", "项目名称|修塘", f"{label}|{department}"]
    is_parted = chance.random() < 0.5
    if is_parted:
        lines += [
            "项目绩效目标描述|总目标|三年修塘百口",
            f"|{chance.choice(['本年度目标', '本年目标', '当年目标'])}|{goal}",
        ]
    elif chance.random() < 0.5:
        outcome = "都修了"
        lines += [f"年度履职目标|{goal}|完成情况|{outcome}"]
    else:
        lines += [f"绩效目标|{goal}"]
    lines += _tasks(chance)
    target = chance.choice(["当年", "年度", "全年"]) + chance.choice(["预期", "预计", "计划"]) + "实现值"
    headings = f"一级指标|二级指标|指标名称|{chance.choice(['绩效标准', '口径', '取值来源'])}|{target}"
    if is_parted:
        lines += [f"总目标绩效指标|{headings}", "|产出指标|数量指标|总塘数|按年报|100口"]
    caption = chance.choice(["本年度绩效指标", "当年绩效指标"]) if is_parted else "绩效指标"
    lines += [f"{caption}|{headings}"]
    indicators = []
    for number in range(chance.randint(1, 5)):
        name, wanted = f"指标名{number}号", f"≥{chance.randint(2, 99)}口"
        lines.append(f"|产出指标|数量指标|{name}|按台账|{wanted}")
        indicators.append(("产出指标", "数量指标", name, wanted, "", "", "", ""))
    for name in chance.sample(
        ["审核意见", "保障绩效目标实现措施", "财政审核意见", "绩效保障措施"], chance.randint(0, 3)
    ):
        lines.append("|".join([name, "主管部门看过", "同意", "吴某", "九月一日"][: chance.randint(2, 5)]))
    return Drawn(lines, department, goal, outcome, indicators)


def _tasks(chance: Random) -> list[str]:
    """Draw a list of tasks or none; its last heading may be one that goals have, too."""
    if chance.random() < 0.4:
        return []
    headings = chance.choice(["任务名称|主要内容|完成情况", "实施内容|开始时间|完成时间", "名称|内容|金额"])
    caption = chance.choice(["年度主要任务", "重点工作", "项目实施进度计划"])
    return [f"{caption}|{headings}", *(f"|任务{number}|清淤{number}处|已做" for number in range(chance.randint(1, 3)))]


@pytest.mark.parametrize("seed", range(60))
def test_each_part_keeps_its_own(seed: int) -> None:
    paper = drawn(seed)
    form = read_one(*paper.lines).form
    assert rows(form) == paper.indicators
    got = form.department, form.expected_goal, form.actual_outcome
    assert got == (paper.department, paper.goal, paper.outcome)


@pytest.mark.parametrize("count", [2, 3])
def test_headings_below_a_wide_one_nobody_knows_need_no_merge(count: int) -> None:
    below, data = "|".join(f"数据项{number}" for number in range(count)), "|".join("甲乙丙"[:count])
    form = read_one(
        *("口岸专项绩效评价表", f"一级指标|二级指标|三级指标|目标值|分值|采集数据项{'|' * count}完成值|得分"),
        f"|||||{below}",
        f"产出指标|数量指标|批次|80批|100|{data}|81批|100",
    ).form
    assert rows(form) == [("产出指标", "数量指标", "批次", "80批", "81批", "100", "100", "")]


def test_two_goals_of_which_each_line_is_a_cell() -> None:
    table = "一级指标 二级指标 三级指标 指标值 完成值 分值 得分 产出 数量指标 塘数 3口 3口 100 100".split()
    (found,) = recognize(
        source_of_text(
            "\n".join(["项目绩效自评表", "项目名称", "修塘", "预期目标", "实际完成情况", "修三口", "修了", *table])
        )
    ).forms
    assert (found.form.expected_goal, found.form.actual_outcome) == ("修三口", "修了")


def test_what_follows_a_goal_of_which_each_line_is_a_cell_is_doubted() -> None:
    head = [
        "项目绩效自评表",
        "项目名称",
        "修塘",
        "预期目标",
        "清淤",
        "二处",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
    ]
    (found,) = recognize(source_of_text("\n".join([*head, "产出", "数量指标", "塘数", "3口"]))).forms
    assert found.form.expected_goal == "清淤\n二处"
    assert [each.text for each in found.doubts if each.code == "row.shifted"] == ["二处"]
    assert [row[2:4] for row in rows(found.form)] == [("塘数", "3口")]


def test_a_row_of_cells_ends_where_the_next_part_begins() -> None:
    table = "一级指标 二级指标 三级指标 指标值 完成值 分值 得分 产出 数量指标 塘数 3口 3口 100 100".split()
    goals = ["年度总体目标", "预期目标", "实际完成情况", "修三口", "修了", "绩效指标", *table]
    (found,) = recognize(source_of_text("\n".join(["项目绩效自评表", "项目名称", "修塘", *goals]))).forms
    assert (found.form.expected_goal, found.form.actual_outcome) == ("修三口", "修了")
    assert [row[2:5] for row in rows(found.form)] == [("塘数", "3口", "3口")]


@pytest.mark.parametrize("seed", range(12))
def test_headings_in_an_office_s_own_words(seed: int) -> None:
    chance = Random(seed)
    unit, name = (
        chance.choice(["采购单位", "项目单位"]),
        chance.choice(["采购项目名称", "服务项目名称", "工程项目名称"]),
    )
    caption, begun = chance.choice(["总体目标", "年度目标"]), chance.choice(["年初设定", "申报内容", "计划"])
    indicators = chance.choice(["评价指标", "考核指标"])
    levels = chance.choice([("一级指标|二级指标", "产出|塘数"), ("一级指标|三级指标", "产出|塘数")])
    budget, spent = chance.choice(["批复预算数", "预算批复数"]), chance.choice(["支出数", "支出金额"])
    form = read_one(
        *("2023年度项目绩效自评表", f"{name}|修塘|{unit}|水务站"),
        *(f"资金（元）|{budget}|{spent}|执行率|得分", "|1200|600|50%|5"),
        *(f"{caption}|{begun}||完成情况", "|修三口||修了三口"),
        *(f"{indicators}||评分标准|目标值|完成值|满分|自评分", levels[0]),
        f"{levels[1]}|少一口扣一分|3口|2口|90|60",
    ).form
    assert rows(form) == [("产出", "", "塘数", "3口", "2口", "90", "60", "")]
    assert (form.project_name, form.implementing_unit) == ("修塘", "水务站")
    assert (form.expected_goal, form.actual_outcome) == ("修三口", "修了三口")
    total = form.funds.total
    assert (form.funds.unit, total.annual_budget, total.executed, total.score) == ("元", 1200, 600, 5)
