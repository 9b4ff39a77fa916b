"""Cases of the codes that only speak of a form which sets targets: days in order, a part no more than the whole."""

from __future__ import annotations

from selfeval_gui.domain.tree import level_three
from tests.helpers.judged.case import Case, Code
from tests.helpers.kinds import target_form

_BEGINS, _ENDS = "计划开始日期", "计划完成日期"


def _days(begins: str, ends: str) -> Case:
    made = target_form()
    made.extra |= {_BEGINS: begins, _ENDS: ends}
    return Case({"甲.json": made})


def _row(name: str, target: str, *, in_all: str = "100%") -> Case:
    made = target_form()
    row = next(each for each in level_three(made.indicators) if each.id == "t2")
    row.name, row.target, row.extra["项目指标值"] = name, target, in_all
    return Case({"甲.json": made})


PLANS = [
    Code(
        "date.order",
        [
            _days("2026-09-01", "2026-08-31"),
            _days("2026年12月", "2026年3月"),
            _days("12月", "3月"),  # both of the form's own year
            _days("2027.1.1", "2026.12.31"),
        ],
        [
            _days("2026-03-01", "2028-11-30"),
            _days("2026年3月", "2026年3月1日"),  # within one month
            _days("待定", "2026-12-31"),
        ],
    ),
    Code(
        "target.over_full",
        [
            _row("验收合格率", "≥120%"),
            _row("验收合格率", ">100%"),
            _row("自来水普及率", "95%-105%"),
            _row("验收合格率", "100%", in_all="≥101%"),
        ],
        [
            _row("验收合格率", "≥100%"),
            _row("产值增长率", "≥120%"),
            _row("每亩产量", "≥120%"),
        ],
    ),
]
