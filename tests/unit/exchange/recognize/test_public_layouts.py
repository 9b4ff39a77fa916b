"""Forms as provinces, schools and programs lay them out: each field in its place; and lists of theirs, which are none."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.recognize.kinds import Kind
from tests.helpers.grids import HEADINGS, ROW, left, read_all, read_one, sheet
from tests.helpers.imports import rows
from tests.helpers.public_layouts import LAYOUTS, Layout, fields_of
from tests.helpers.public_layouts_counties import COUNTY_LAYOUTS
from tests.helpers.public_layouts_more import MORE_LAYOUTS
from tests.helpers.public_layouts_offices import OFFICE_LAYOUTS
from tests.helpers.public_layouts_plans import PLAN_LAYOUTS
from tests.helpers.public_layouts_provinces import PROVINCE_LAYOUTS
from tests.helpers.public_layouts_towns import TOWN_LAYOUTS

TOWNS = [*TOWN_LAYOUTS, *COUNTY_LAYOUTS, *OFFICE_LAYOUTS]
EVERY = [*LAYOUTS, *MORE_LAYOUTS, *TOWNS, *PROVINCE_LAYOUTS, *PLAN_LAYOUTS]
TITLE = "2022年度项目支出绩效自评表"


@pytest.mark.parametrize("layout", EVERY, ids=[layout.found_in for layout in EVERY])
def test_each_field_of_a_public_layout_is_in_its_place(layout: Layout) -> None:
    assert [each for each in fields_of(layout) if each[1] != each[2]] == []


def test_a_weight_in_the_caption_that_is_not_the_usual_one_is_kept() -> None:
    layout = next(each for each in LAYOUTS if "（万元）（20分）" in each.lines)
    other = layout._replace(
        lines=layout.lines.replace("（20分）", "（10分）"), fields={**layout.fields, "funds.total.weight": "10"}
    )
    assert [each for each in fields_of(other) if each[1] != each[2]] == []


def test_the_count_over_all_of_them() -> None:
    counts = [(layout.found_in, [wanted == given for _name, wanted, given in fields_of(layout)]) for layout in EVERY]
    for name, right in counts:
        print(f"{sum(right):4} of {len(right):4} fields right  {name}")
    every = [each for _name, right in counts for each in right]
    print(f"{sum(every):4} of {len(every):4} fields right  in all")
    assert sum(every) / len(every) >= 0.97


@pytest.mark.parametrize(
    "lines",
    [
        (
            "项目预算执行进度",
            "项目编号|项目名称|预算年度|预算总额（元）|实际支出（元）|支出比率（%）|预计完成时间|实际完成时间|状态|备注",
            "A1|修桥|2023|5000|4000|80|6月|7月|已完成|",
            "A2|修路|2023|600|60|10|6月||进行中|",
        ),
        ("2023年度绩效自评结果汇总表", "项目名称|自评得分", "修桥|95", "修路|94"),
    ],
)
def test_a_list_with_many_or_few_headings(lines: tuple[str, ...]) -> None:
    result = read_all(sheet(0, *lines))
    assert (result.forms, [each.kind for each in result.omitted]) == ([], [Kind.OVERVIEW])


@pytest.mark.parametrize(
    ("target", "actual", "weight", "score", "reason"),
    [
        ("年度计划值", "年度任务完成值", "设定分值", "单位自评得分", "扣分原因"),
        ("计划完成值", "截至年底实现值", "考核权重", "本单位得分", "偏差原因及说明"),
        ("全年绩效指标值", "全年实际指标值", "指标设定权重", "项目单位自评分", "未达标原因"),
    ],
)
def test_a_heading_of_an_office_s_own_is_told_by_its_end(
    target: str, actual: str, weight: str, score: str, reason: str
) -> None:
    found = read_one(
        *(TITLE, "项目名称|修塘", f"一级指标|二级指标|三级指标|{target}|{actual}|{weight}|{score}|{reason}"),
        "产出指标|数量指标|塘数|3口|2口|100|66|塘一有水",
    )
    assert rows(found.form) == [("产出指标", "数量指标", "塘数", "3口", "2口", "100", "66", "塘一有水")]
    assert left(found) == []


@pytest.mark.parametrize("other", ["上年完成值", "财政复核得分", "调整后计划值", "一级指标分值", "1-6月完成值"])
def test_what_is_of_another_year_or_office_is_listed(other: str) -> None:
    found = read_one(
        *(TITLE, "项目名称|修塘", f"一级指标|二级指标|三级指标|{other}|年度指标值|实际完成值|分值"),
        "产出指标|数量指标|塘数|88|3口|2口|100",
    )
    assert rows(found.form) == [("产出指标", "数量指标", "塘数", "3口", "2口", "100", "", "")]
    assert "88" in left(found)


def test_of_two_headings_with_one_end_none_is_taken() -> None:
    found = read_one(
        *(TITLE, "项目名称|修塘", "一级指标|二级指标|三级指标|年度指标值|本级完成值|下级完成值|分值|得分"),
        "产出指标|数量指标|塘数|3口|1口|2口|100|66",
    )
    assert rows(found.form) == [("产出指标", "数量指标", "塘数", "3口", "", "100", "66", "")]
    assert {"1口", "2口"} <= {*left(found)}


@pytest.mark.parametrize("outcome", ["完成年度目标。", "目标完成", "年度目标全部完成"])
def test_an_outcome_alone_in_the_words_of_captions_stays_one(outcome: str) -> None:
    found = read_one(TITLE, "项目名称|修塘", "年度总体目标|预期目标|实际完成情况", f"||{outcome}", HEADINGS, ROW)
    assert (found.form.expected_goal, found.form.actual_outcome) == ("", outcome)


def test_a_cell_of_the_table_goes_before_a_paragraph_above_it() -> None:
    above = sheet(0, TITLE), sheet(1, "单位名称：甲局")
    table = sheet(2, "实施单位|乙中心|项目名称|修塘", HEADINGS, ROW)
    (found,) = read_all(*above, table, is_workbook=False).forms
    assert (found.form.implementing_unit, found.form.extra) == ("乙中心", {"单位名称": "甲局"})
    assert [each.code for each in found.doubts if each.code == "value.twice"] == []


def test_a_paragraph_behind_the_table_is_no_row_of_it() -> None:
    table = sheet(
        0, TITLE, "项目名称|修塘", "一级指标|二级指标|三级指标|指标值|实际完成值", "产出指标|数量指标|塘数|3|2"
    )
    behind = sheet(1, "3.分析申报内容及指标是否与实际相符，是否合理可行")
    (found,) = read_all(table, behind, is_workbook=False).forms
    assert [row[2] for row in rows(found.form)] == ["塘数"]
    assert left(found) == ["3.分析申报内容及指标是否与实际相符，是否合理可行"]


def test_weights_of_levels_in_columns_of_their_own() -> None:
    headings = "一级指标|权重|二级指标|权重|三级指标|指标值|实际完成值|分值|得分"
    found = read_one(
        TITLE, "项目名称|修塘", headings, "产出指标|60|数量指标|35|修塘数|3口|3口|20|20", "||||清淤|5方|5方|15|15"
    )
    (one,) = found.form.indicators
    assert (one.weight, one.children[0].weight) == (60, 35)
    assert [(row.name, row.weight) for row in one.children[0].children] == [("修塘数", 20), ("清淤", 15)]


def test_the_kind_of_indicators_stands_for_the_second_level_unless_it_says_how_they_are_measured() -> None:
    headings = "一级指标|指标类型|三级指标|指标值|实际完成值|分值|得分"
    found = read_one(
        TITLE, "项目名称|修塘", headings, "产出指标|质量指标|合格率|90%|91%|60|60", "|定量指标|塘数|3|3|40|40"
    )
    assert [two.name for one in found.form.indicators for two in one.children] == ["质量指标"]


def test_a_numbered_caption_below_the_goals_is_no_goal() -> None:
    found = read_one(
        *(TITLE, "项目名称|修塘", "年初设定目标|实际完成情况", "修塘三口|修了三口", "三、绩效指标完成情况"),
        *("一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分", "产出指标|数量指标|塘数|3|3|100|100"),
    )
    assert (found.form.expected_goal, found.form.actual_outcome) == ("修塘三口", "修了三口")


def test_a_weight_in_a_name_counts_only_beside_scores_and_where_no_column_has_it() -> None:
    row = "产出指标|数量指标|塘数（60分）|3口|3口"
    headings = "一级指标|二级指标|三级指标|指标值|实际完成值"
    for more, values, weight in (
        ("|得分", "|55", 60),
        ("|分值|得分", "|50|45", 50),
        ("|分值|得分", "||45", None),
        ("|备注", "|无", None),
    ):
        (one,) = read_one(TITLE, "项目名称|修塘", headings + more, row + values).form.indicators
        (leaf,) = one.children[0].children
        assert (leaf.name, leaf.weight) == ("塘数（60分）", weight)


def test_long_term_indicators_below_those_of_the_year_are_listed_too() -> None:
    headings = "|一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分"
    found = read_one(
        *(TITLE, "项目名称|修塘", "年度绩效指标" + headings, "|产出指标|数量指标|塘数|3口|3口|100|100"),
        *("中长期绩效指标" + headings, "中长期绩效指标|产出指标|数量指标|总塘数|30口|—||"),
    )
    ((name,),) = [[leaf.name for leaf in two.children] for one in found.form.indicators for two in one.children]
    assert name == "塘数"
    assert [each.text for each in found.unmapped if "绩效指标" not in each.text] == [
        "产出指标",
        "数量指标",
        "总塘数",
        "30口",
    ]


def test_the_only_heading_of_a_goal_is_no_caption_and_the_reason_beside_it_is_no_outcome() -> None:
    found = read_one(
        *(TITLE, "项目名称|修塘", "年度绩效目标|实际完成情况|偏差原因分析及改进措施", "修塘三口|修了两口|塘一有水"),
        *("一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分", "产出指标|数量指标|塘数|3|2|100|66"),
    )
    assert (found.form.expected_goal, found.form.actual_outcome) == ("修塘三口", "修了两口")
    assert found.form.extra == {"偏差原因分析及改进措施": "塘一有水"}


def test_a_caption_beside_several_rows_of_goals_stays_one() -> None:
    found = read_one(
        *(TITLE, "项目名称|修塘", "年度总体目标|完成情况", "|修了两口"),
        *("一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分", "产出指标|数量指标|塘数|3|2|100|66"),
        spans={(2, 0): (3, 0)},
    )
    assert (found.form.expected_goal, found.form.actual_outcome) == ("", "修了两口")


MONITORED = ("项目名称|修塘", "项目资金（万元）|年初预算数|全年预算数|1{}6月执行数", "年度资金总额|9|9|4")
TARGETS = "一级指标|二级指标|三级指标|年度指标值|当前完成值|备注", "产出指标|数量指标|塘数|3口|1口|雨后再修"


@pytest.mark.parametrize("sign", ["—", "-", "－", "～", "~", "至"])
def test_a_title_names_a_report_during_the_year_and_its_months_are_read_as_offices_type_them(sign: str) -> None:
    name, headings, amounts = MONITORED
    found = read_one("2024年项目绩效运行监控表", name, headings.format(sign), amounts, *TARGETS)
    assert (found.form.template, found.form.extra["监控月份"]) == ("monitoring", "6")
    assert (found.form.funds.total.executed, rows(found.form)[0][3:5]) == (4, ("3口", "1口"))


def test_a_heading_that_every_form_may_have_makes_no_report_during_the_year() -> None:
    form = read_one("2024年项目绩效目标表", "项目名称|修塘", *TARGETS).form
    assert form.template != "monitoring"
    assert "监控月份" not in form.extra
