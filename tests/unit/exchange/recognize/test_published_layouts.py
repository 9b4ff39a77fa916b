"""Layouts as towns and schools publish them, with other words: every field in its place, nothing lost."""

from __future__ import annotations

from decimal import Decimal

from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import left, read_one
from tests.helpers.imports import rows


def head(found: FoundForm) -> tuple[int | None, str, str, str]:
    form = found.form
    return form.year, form.project_name, form.department, form.implementing_unit


def test_weights_in_the_names_of_levels_and_a_blank_total() -> None:
    """A township's: codes before the units, levels with their weights, the total 0 above a filled part."""
    found = read_one(
        *(
            "附件：",
            "项目支出绩效自评表",
            "(2022年度)",
            "项目名称|整修圩堤",
            "主管部门|219-甲镇政府||实施单位|219001-甲镇政府",
        ),
        *("项目资金(万元)||年初预算数|全年预算数|全年执行数|分值|执行率|得分", "|年度资金总额：|0|0|0|10|0|0"),
        *("|其中：本年财政拨款|40|39.5|39.5|||", "|上年结转资金||||||", "|其他资金||||||"),
        *("年度总体目标|预期目标|||实际完成情况", "|整修圩堤两处。|||已整修圩堤两处。"),
        "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施",
        *("|产出指标（50分）|数量指标|整修圩堤处数|≥2处|2|20|20", "||质量指标|验收合格率|≥100百分比|100|30|30"),
        "|效益指标(30分)|社会效益指标|防洪作用|效果明显|达成预期指标|30|30",
        *("||经济效益指标||||||", "|满意度指标(10分)|满意度指标|群众满意度|≥95百分比|96|10|10", "总分||||||100|90"),
    )
    assert head(found) == (2022, "整修圩堤", "219-甲镇政府", "219001-甲镇政府")
    funds = found.form.funds
    assert (funds.total.executed, funds.total.weight, funds.total.score) == (Decimal(0), Decimal(10), Decimal(0))
    assert (funds.parts.appropriation.initial_budget, funds.parts.appropriation.executed) == (40, Decimal("39.5"))
    assert (found.form.expected_goal, found.form.actual_outcome) == ("整修圩堤两处。", "已整修圩堤两处。")
    assert [(one.name, one.weight) for one in found.form.indicators] == [
        *(("产出指标", 50), ("效益指标", 30), ("满意度指标", 10)),
    ]
    assert rows(found.form) == [
        ("产出指标", "数量指标", "整修圩堤处数", "≥2处", "2", "20", "20", ""),
        ("产出指标", "质量指标", "验收合格率", "≥100百分比", "100", "30", "30", ""),
        ("效益指标", "社会效益指标", "防洪作用", "效果明显", "达成预期指标", "30", "30", ""),
        ("满意度指标", "满意度指标", "群众满意度", "≥95百分比", "96", "10", "10", ""),
    ]
    assert left(found) == []


def test_headings_cut_by_line_ends_and_rows_left_of_the_template() -> None:
    """A school's: half a bracket at the year, numbers as goals, 指标1 before the names, empty rows between."""
    found = read_one(
        *("附件1", "项目支出绩效自评表", "2019年度)", "项目名称|锅炉房改造", "主管部门|甲市教育局||实施单位|甲市职校"),
        "项目资金\n(万元)||年初\n预算数|全年\n预算数|全年\n执行数|分值|执行率|得分",
        *("|年度资金总额|50.5|50.5|41.25|10|82%|8", "|其中：当年财政拨款|50.5|50.5|41.25", "|      上年结转资金"),
        *("|  其他资金", "年度总体目标|预期目标|||实际完成情况", "|50.5|||41.25"),
        "|一级指标|二级指标|三级指标|年度\n指标值|实际\n完成值|分值|得分|偏差原因分析及改进措施",
        *("绩效指标|产出指标|数量指标|指标1锅炉台数|2|2|10|10|", "|||指标2|||||", "|||……|||||"),
        *("||质量指标|指标1验收合格率|100|100|20|20|0", "|||指标2资料齐全率|100|100|20|20|"),
        *(
            "|效益指标|社会效益\n指标|指标1供暖能力|100|100|40|40|",
            "|满意度\n指标|服务对象满意度指标|指标1师生满意度|90|95|10|10|0",
        ),
        "总分||||||100|98",
    )
    assert head(found) == (2019, "锅炉房改造", "甲市教育局", "甲市职校")
    total = found.form.funds.total
    assert (total.initial_budget, total.annual_budget, total.executed) == (
        *(Decimal("50.5"), Decimal("50.5"), Decimal("41.25")),
    )
    assert (found.form.expected_goal, found.form.actual_outcome) == ("50.5", "41.25")
    assert rows(found.form) == [
        ("产出指标", "数量指标", "指标1锅炉台数", "2", "2", "10", "10", ""),
        ("产出指标", "质量指标", "指标1验收合格率", "100", "100", "20", "20", "0"),
        ("产出指标", "质量指标", "指标2资料齐全率", "100", "100", "20", "20", ""),
        ("效益指标", "社会效益指标", "指标1供暖能力", "100", "100", "40", "40", ""),
        ("满意度指标", "服务对象满意度指标", "指标1师生满意度", "90", "95", "10", "10", "0"),
    ]
    assert left(found) == []


def test_a_table_of_scores_without_targets() -> None:
    """A province's older one: weights behind the names of both levels, the year in the title alone."""
    found = read_one(
        *("2017年部门整体支出绩效评价得分表", "一级指标|二级指标|三级指标|分值|得分"),
        *("项目决策（20分）|目标任务（10分）|目标相关性|5|5", "||目标明确性|5|4", "|预算编制（10分）|测算依据|10|10"),
        *("项目绩效（80分）|完成情况|完成数量|40|38", "||完成质量|40|40", "总分|||100|97"),
    )
    assert found.form.year == 2017
    assert [(one.name, one.weight) for one in found.form.indicators] == [("项目决策", 20), ("项目绩效", 80)]
    assert rows(found.form) == [
        ("项目决策", "目标任务", "目标相关性", "", "", "5", "5", ""),
        ("项目决策", "目标任务", "目标明确性", "", "", "5", "4", ""),
        ("项目决策", "预算编制", "测算依据", "", "", "10", "10", ""),
        ("项目绩效", "完成情况", "完成数量", "", "", "40", "38", ""),
        ("项目绩效", "完成情况", "完成质量", "", "", "40", "40", ""),
    ]
    assert left(found) == []
