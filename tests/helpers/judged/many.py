"""Cases of the codes that speak of several forms beside each other, or of forms beside a list of projects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from selfeval_gui.domain.form import Evidence, Form
from selfeval_gui.domain.wanted import Wanted
from tests.helpers.judged.case import Code, form, listed, several

_REASON = "受汛期影响设备安装推迟到九月完成，已督促施工单位补齐"
_PROJECTS = ("路灯维护", "义务教育阶段校舍安全排查", "农村饮水管网改造")


def lost(of: int, reason: str, **more: Any) -> Form:
    """Return the form of a project with this reason for its lost points."""
    return form(of, lost={"reason": reason}, **more)


def degree(of: int, score: str, target: str = "健全", actual: str = "较为健全") -> Form:
    """Return a form whose quality is met in part, with a reason of its own."""
    why = ("灯杆迁移 3 处", "校舍图纸缺 2 套", "水表井渗水 4 处")[of]
    return form(of, quality={"target": target, "actual": actual, "score": score, "reason": f"{why}，2024年12月已补"})


def borrowed(of: int, one: str, two: str) -> Form:
    """Return a form with two targets in words."""
    return form(of, quality={"target": one, "actual": one}, benefit={"target": two, "actual": two})


def lends() -> Form:
    """Return a form that is about buildings, and has both words as targets of indicators that hold them."""
    return form(
        1,
        quality={"name": "校舍整洁度", "target": "整洁", "actual": "整洁"},
        benefit={"name": "校舍安全性", "target": "安全", "actual": "安全"},
    )


def full(of: int, **more: Any) -> Form:
    """Return a form with full marks everywhere, of one unit."""
    made = form(of, implementing_unit="市机关服务中心", lost={"actual": "", "score": "10", "reason": ""}, **more)
    row = next(
        leaf for top in made.indicators for second in top.children for leaf in second.children if leaf.id.endswith("-l")
    )
    row.actual = row.target.removeprefix("≥").removeprefix("=")
    row.evidence = [Evidence(id="e", name="台账", document="2024年12月")]
    return made


def same_text(of: int, **more: Any) -> Form:
    """Return a form that says of its project what that of project 0 says of its own."""
    own, made = _PROJECTS[of], form(0, project_name=_PROJECTS[of], **more)
    made.expected_goal = f"投入20万元做好{own}{of + 3}处，服务到位。"
    made.actual_outcome = f"{own}{of + 3}处做完，服务到位，群众认可。"
    made.implementing_unit = form(of).implementing_unit
    return made


def budget(of: int, amount: str) -> Form:
    """Return a form with that budget, all spent."""
    none = {"initial_budget": None, "annual_budget": None, "executed": None}
    total = {"initial_budget": amount, "annual_budget": amount, "executed": amount, "score": "10"}
    return form(of, funds=total, part=none)


def line(of: int, amount: str | None = None, **more: Any) -> Wanted:
    """Return the line of a list for a project."""
    of_form = form(of)
    money = None if amount is None else Decimal(amount)
    return Wanted(of_form.project_name, of_form.implementing_unit, 2024, money, "万元")._replace(**more)


MANY = [
    Code(
        "across.scores",
        [
            several(degree(0, "7.9"), degree(1, "5"), beside=["band.degree_word"]),
            several(degree(0, "7.9", "及时", "比较及时"), degree(1, "5.9", "及时", "比较 及时"), beside=["band.degree_word"]),
            several(degree(0, "8"), degree(1, "6"), degree(2, "7"), beside=["band.degree_word"]),
        ],
        [
            several(degree(0, "7.9"), degree(1, "6")),
            several(degree(0, "7.9"), degree(1, "5", "健全", "基本健全"), beside=["band.degree_word"]),
        ],
    ),
    Code(
        "across.reason",
        [
            several(lost(0, _REASON), lost(1, _REASON)),
            several(lost(0, _REASON), lost(1, _REASON.replace("，", ","))),
            several(lost(0, _REASON), lost(1, _REASON.replace("九月", "十月"))),
            several(lost(0, f"路灯维护{_REASON}3次"), lost(1, f"义务教育阶段校舍安全排查{_REASON}12次")),
        ],
        [
            several(lost(0, _REASON), lost(1, "受疫情影响设备采购推迟到九月完成，已向财政部门报告说明")),
            several(lost(0, _REASON), lost(1, "受汛期影响设备安装推迟到九月")),
        ],
    ),
    Code(
        "across.target",
        [
            several(lends(), borrowed(0, "整洁", "安全")),
            several(lends(), borrowed(2, "安全", "整洁")),
            several(lends(), borrowed(0, "整洁", "安全"), form(3)),
        ],
        [
            several(lends(), borrowed(0, "整洁", "健全")),
            several(lends(), form(0, expected_goal="保证灯具安全、灯箱整洁。", quality={"target": "整洁", "actual": "整洁"}, benefit={"target": "安全", "actual": "安全"})),
        ],
    ),
    Code(
        "across.twice",
        [
            several(form(0), form(0)),
            several(form(0), form(0, project_name="路灯 维护", lost={"reason": "塔吊占道 8 处，2024年12月已补巡"})),
            several(form(1), form(2), form(1, expected_goal="换一种说法。")),
        ],
        [
            several(form(0), form(0, "mof-2021-cost"), beside=["across.reason"]),
            several(form(0), form(1, project_name="路灯维护")),
            several(form(0), form(0, project_name="路灯维护二期", expected_goal="二期路灯维护另行开工。", lost={"reason": "塔吊占道 8 处，2024年12月已补巡"})),
        ],
    ),
    Code(
        "across.copied",
        [
            several(same_text(0), same_text(1)),
            several(same_text(0), same_text(2)),
            several(same_text(0), same_text(1), same_text(2)),
        ],
        [
            several(same_text(0), same_text(1, lost={"reason": "塔吊占道 8 处，已补巡"})),
            several(same_text(0), form(1)),
        ],
    ),
    Code(
        "across.all_full",
        [
            several(full(0), full(1), full(2)),
            several(full(0), full(1), full(2), full(3)),
            several(full(4), full(5), full(7), form(3)),
        ],
        [
            several(full(0), full(1), form(2, implementing_unit="市机关服务中心")),
            several(full(0), full(1), form(2)),
        ],
    ),
    Code(
        "across.name_words",
        [
            several(form(0, survey={"name": "老年人及家属满意度"}), form(1)),
            several(form(0, benefit={"name": "学生、患者受益", "target": "≥300人", "actual": "310人"}), form(1)),
            several(form(4, survey={"name": "农户和企业满意度"}), form(0)),
        ],
        [
            several(form(0, survey={"name": "老年人满意度"}), form(1)),
            several(form(0, expected_goal="方便老年人和家属夜间出行。", survey={"name": "老年人及家属满意度"}), form(1)),
        ],
    ),
    Code(
        "across.unit",
        [
            several(form(0, implementing_unit="市林业局（本级）"), form(1, implementing_unit="市林业局(本级)")),
            several(form(0, implementing_unit="市林业局（本级）"), form(1, implementing_unit="市林业局本级")),
            several(form(0, implementing_unit="市林业局"), form(1, implementing_unit="市 林业局")),
        ],
        [
            several(form(0, implementing_unit="市林业局"), form(1, implementing_unit="市林业站")),
            several(form(0, implementing_unit="市林业局 "), form(1, implementing_unit="市林业局")),
        ],
    ),
    Code(
        "amounts.scale",
        [
            several(budget(0, "18"), budget(1, "20"), budget(2, "22"), budget(3, "200000")),
            several(*(form(of) for of in (0, 1, 2, 4)), budget(5, "1000000")),
            several(budget(0, "18"), budget(1, "20"), budget(2, "0.002")),
        ],
        [
            several(budget(0, "18"), budget(1, "20"), budget(2, "22"), budget(3, "2000")),
            several(budget(0, "20"), budget(1, "200000")),
        ],
    ),
    Code(
        "across.missing",
        [
            listed([line(0), line(1)], form(0)),
            listed([line(0), line(1, unit="市教育局")], form(0)),
            listed([line(0), line(0, year=2023)], form(0)),
        ],
        [
            listed([line(0), line(1, is_exempt=True)], form(0)),
            listed([line(0, name="2024年度路灯 维护"), line(1)], form(1), form(0)),
        ],
    ),
    Code(
        "list.budget",
        [
            listed([line(0, "81")], form(0)),
            listed([line(0, "80.01"), line(1)], form(0), form(1)),
            listed([line(0, "800")], form(0)),
        ],
        [
            listed([line(0, "80.00")], form(0)),
            listed([line(0, "800000", budget_unit="元")], form(0)),
            listed([line(0, "75")], form(0, funds={"initial_budget": "75"}, part={"initial_budget": "75"})),
        ],
    ),
    Code(
        "list.unit",
        [
            listed([line(0, unit="市灯光中心")], form(0)),
            listed([line(0, unit="市路灯处"), line(1)], form(0), form(1)),
            listed([line(2, unit="县自来水公司")], form(2)),
        ],
        [
            listed([line(0, unit="市城市管理局")], form(0)),
            listed([line(0, unit="市路灯处", spellings=["市路灯管理所"])], form(0)),
        ],
    ),
    Code(
        "list.extra",
        [
            listed([line(0)], form(0), form(1)),
            listed([line(1, name="义务教育阶段校舍安全检查")], form(1)),
            listed([line(0), line(2)], form(0), form(2), form(3)),
        ],
        [
            listed([line(0), line(1)], form(0), form(1)),
            listed([line(0, name="2024年路灯维护")], form(0)),
        ],
    ),
]  # fmt: skip
