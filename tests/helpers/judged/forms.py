"""Cases of the codes that judge a form as a whole: its weights and sums, its money, its texts beside each other."""

from __future__ import annotations

from tests.helpers.judged.case import Code, one

# Of project 1 nine tenths and six hundredths of 90 万元 are spent: rate 96 %, score 9.6.

FORMS = [
    Code(
        "weight.total",
        [
            one(quality={"weight": "7"}),
            one(quality={"weight": "10.01"}),
            one(funds={"weight": "9", "score": "9"}),
            one(rule_set="shanghai-2020", survey={"weight": "5"}),
        ],
        [
            one(quality={"weight": "12.5"}, time={"weight": "5"}),
            one(quality={"weight": "10.00"}),
            one(quality={"weight": "9.99"}, time={"weight": "7.51"}),
        ],
    ),
    Code(
        "weight.level",
        [
            one(quality={"weight": "8"}, benefit={"weight": "32"}),
            one(quality={"weight": "9"}, time={"weight": "8.5"}, levels={"质量指标": {"weight": "10"}}),
            one(survey={"weight": "5"}, benefit={"weight": "35"}),
            one(rule_set="mof-2021-cost", cost={"weight": "15"}, survey={"weight": "15"}),
        ],
        [
            one(levels={"产出指标": {"name": "一、产出（50分）"}}),
            one(rule_set="shanghai-2020", quality={"weight": "12"}, survey={"weight": "18"}),
            one(quality={"weight": "8"}, benefit={"weight": "32"}, levels={"产出指标": {"weight": "48"}, "效益指标": {"weight": "32"}}),
        ],
    ),
    Code(
        "weight.invalid",
        [
            one(quality={"weight": "-1", "score": None}, time={"weight": "18.5"}, beside=["score.missing"]),
            one(quality={"weight": "0"}, time={"weight": "17.5"}),
            one(quality={"weight": "10.125", "score": "10"}, time={"weight": "7.375", "score": "7"}, beside=["met.deducted", "reason.missing"]),
        ],
        [one(quality={"weight": "12.50"}, time={"weight": "5.00"}), one(quality={"weight": "10.000"})],
    ),
    Code(
        "total.mismatch",
        [
            one(printed={"total_weight": "98"}),
            one(printed={"total_score": "98"}),
            one(printed={"total_score": "99.51"}),
        ],
        [one(printed={"total_weight": "90", "total_score": "89.5"}), one(printed={"total_weight": "100.00", "total_score": "99.50"})],
    ),
    Code(
        "rate.mismatch",
        [
            one(of=1, printed={"execution_rate": "96.1"}),
            one(of=1, printed={"execution_rate": "95.99"}),
            one(funds={"annual_budget": "61", "initial_budget": "61", "executed": "53.36", "score": "8.75"}, part={"annual_budget": None, "initial_budget": None, "executed": None}, printed={"execution_rate": "87.47"}),
        ],
        [
            one(of=1, printed={"execution_rate": "96"}),
            one(funds={"annual_budget": "61", "initial_budget": "61", "executed": "53.36", "score": "8.75"}, part={"annual_budget": None, "initial_budget": None, "executed": None}, printed={"execution_rate": "87.48"}),
            one(funds={"annual_budget": "61", "initial_budget": "61", "executed": "53.36", "score": "8.75"}, part={"annual_budget": None, "initial_budget": None, "executed": None}, printed={"execution_rate": "87.5"}),
        ],
    ),
    Code(
        "cell.required",
        [
            *(one(**{field: ""}) for field in ("project_name", "department", "implementing_unit", "expected_goal", "actual_outcome")),
            one(year=None),
            one(of=1, funds={"executed": None, "score": None}),
            one(quality={"name": ""}),
            one(quality={"target": ""}),
            one(quality={"actual": ""}),
            one(quality={"weight": None, "score": "10"}, time={"weight": "17.5"}),
            one(levels={"质量指标": {"name": " "}}),
        ],
        [one(notes=""), one(quality={"reason": ""}), one(of=1, funds={"initial_budget": None})],
    ),
    Code(
        "execution.no_budget",
        [
            one(of=1, funds={"annual_budget": None, "score": None}),
            one(of=1, funds={"annual_budget": "0", "executed": "0", "score": None}),
            one(of=1, funds={"annual_budget": "0", "executed": "0", "initial_budget": None, "score": "0"}),
        ],
        [
            one(of=1, funds={"annual_budget": "0.5", "executed": "0.5", "initial_budget": "0.5", "score": "10"}),
            one(of=1, funds={"initial_budget": "0"}),
        ],
    ),
    Code(
        "execution.score",
        [
            one(of=1, funds={"score": "10"}),
            one(of=1, funds={"executed": "75.375", "score": "8.37"}),  # 83.75 %
            one(of=1, funds={"score": "9.5"}),
        ],
        [
            one(of=1, funds={"score": "9.60"}),
            one(of=1, funds={"score": None}),
            one(of=1, funds={"executed": "89.982", "score": "10"}),  # 99.98 % of 10 is 9.998
        ],
    ),
    Code(
        "execution.over_budget",
        [
            one(of=1, funds={"executed": "90.01", "score": "10"}),
            one(of=1, funds={"executed": "99", "score": None}),
            one(of=1, rule_set="shanghai-2020", funds={"executed": "900001", "score": "10"}),
        ],
        [one(of=1, funds={"executed": "90.00", "score": "10"}), one(of=1, funds={"initial_budget": "50"})],
    ),
    Code(
        "execution.gap",
        [
            one(of=1, funds={"executed": "71.99", "score": "8"}),  # 79.99 %
            one(of=1, funds={"executed": "9", "score": "1"}),
            one(of=1, rule_set="mof-2021-cost", funds={"executed": "63", "score": "7"}),
        ],
        [
            one(of=1, funds={"executed": "72", "score": "8"}),
            one(of=1, funds={"executed": "70", "score": "7.78"}, benefit={"target": "100起", "actual": "48起", "score": "14.4", "reason": "试点学校停课 60 天"}),
        ],
    ),
    Code(
        "funds.parts",
        [
            one(part={"executed": "79"}),
            one(part={"annual_budget": "80.01"}),
            one(part={"initial_budget": "8"}),
        ],
        [
            one(part={"executed": "80.00"}),
            one(part={"executed": None, "annual_budget": None, "initial_budget": None}),
            one(part={"initial_budget": None}),
        ],
    ),
    Code(
        "indicator.double",
        [
            one(second={"name": "检修 路灯"}),
            one(second={"name": "检修路灯（盏）"}, first={"name": "检修路灯(盏)"}),
            one(lost={"name": "亮灯率"}),
        ],
        [one(second={"name": "检修路灯（支路）"}, first={"name": "检修路灯（主路）"}), one(second={"name": "检修路灯及时率"})],
    ),
    Code(
        "goal.copied",
        [
            one(actual_outcome="维护主城区路灯，保持亮灯正常，报修及时处理。"),
            one(actual_outcome=" 维护主城区路灯，\n保持亮灯正常，报修及时处理。"),
            one(expected_goal="完成维护", actual_outcome="完成维护"),
        ],
        [one(actual_outcome="维护了主城区路灯，亮灯正常，报修及时处理。"), one(expected_goal="", actual_outcome="", beside=["cell.required"])],
    ),
    Code(
        "year.mismatch",
        [
            one(project_name="2023年度路灯维护"),
            one(expected_goal="完成 2023 年遗留灯杆更换。"),
            one(quality={"name": "2022年遗留隐患整改率"}),
            one(time={"target": "2023年8月31日前", "actual": "2023年8月20日"}),
        ],
        [
            one(expected_goal="2023—2025年三年行动的第二年。"),
            one(expected_goal="按财预〔2020〕10号开展。"),
            one(quality={"name": "较2023年故障下降率", "target": "≥5%", "actual": "6%"}),
            one(expected_goal="2026年底前全部改造。"),
        ],
    ),
    Code(
        "amounts.scale",
        [
            one(of=1, funds={"executed": "864000", "score": "10"}),
            one(of=1, funds={"initial_budget": "900000"}),
            one(part={"annual_budget": "800000", "initial_budget": "800000", "executed": "800000"}),
        ],
        [one(of=1, funds={"initial_budget": "9000"}), one(of=1, rule_set="shanghai-2020")],
    ),
    Code(
        "numbers.differ",
        [
            one(expected_goal="新建17个社区站点，覆盖全区。", quality={"name": "社区站点数量", "target": "70个", "actual": "70个"}),
            one(expected_goal="检修路灯5000盏。"),
            one(of=3, expected_goal="举办60场阅读活动。"),
        ],
        [
            one(expected_goal="检修路灯4600盏。"),
            one(expected_goal="新建17个社区站点，改造3个社区站点。", quality={"name": "社区站点数量", "target": "20个", "actual": "20个"}),
        ],
    ),
]  # fmt: skip
