"""Some of another version's changes are taken over, and nothing else; who made them is told by what both were."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.chosen_changes import Side, can_be_taken, sides, with_changes
from selfeval_gui.domain.differences import Difference, differences
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import IllegalPlace


def row(name: str, *children: Indicator, score: str | None = None) -> Indicator:
    return Indicator(id=f"id-{name}", name=name, score=None if score is None else Decimal(score), children=[*children])


def form(*rows: Indicator, notes: str = "") -> Form:
    return Form(id="form", project_name="展厅更新", notes=notes, indicators=[*rows])


def names(rows: list[Indicator]) -> list[object]:
    return [each.name if not each.children else (each.name, names(each.children)) for each in rows]


def find(mine: Form, theirs: Form, name: str) -> Difference:
    (found,) = [each for each in differences(mine, theirs) if name in (each.node or each.field)]
    return found


def test_only_what_is_wanted_is_taken() -> None:
    mine = form(row("产出", row("数量", row("场次", score="8"), row("人数", score="5"))), notes="我的")
    theirs = form(row("产出", row("数量", row("场次", score="7"), row("人数", score="4"))), notes="部门的")
    taken = with_changes(mine, theirs, [find(mine, theirs, "人数")])
    rows = taken.indicators[0].children[0].children
    assert [each.score for each in rows] == [Decimal(8), Decimal(4)] and taken.notes == "我的"
    assert with_changes(mine, theirs, [find(mine, theirs, "notes")]).notes == "部门的"
    assert not differences(with_changes(mine, theirs, differences(mine, theirs)), theirs)
    assert mine.notes == "我的", "the user's own version is what it was"


def test_a_new_row_comes_behind_its_neighbour_and_brings_those_it_stands_below() -> None:
    mine = form(row("产出", row("数量", row("场次"), row("我加的"))))
    theirs = form(row("产出", row("数量", row("场次"), row("人数"))), row("效益", row("社会", row("影响"))))
    taken = with_changes(mine, theirs, [find(mine, theirs, "人数"), find(mine, theirs, "影响")])
    assert names(taken.indicators) == [
        ("产出", [("数量", ["场次", "人数", "我加的"])]),
        ("效益", [("社会", ["影响"])]),
    ]


def test_a_row_goes_only_where_nothing_is_left_below_it() -> None:
    mine, theirs = form(row("产出", row("数量", row("场次"), row("人数")))), form()
    parents = [find(mine, theirs, name) for name in ("产出", "数量", "场次")]
    assert names(with_changes(mine, theirs, parents).indicators) == [("产出", [("数量", ["人数"])])]
    assert with_changes(mine, theirs, differences(mine, theirs)).indicators == []


def test_a_row_that_would_stand_too_deep_is_refused() -> None:
    mine = form(row("产出", row("数量", row("质量"))))
    theirs = form(row("产出", row("数量"), row("质量", row("合格率"))))
    with pytest.raises(IllegalPlace):
        with_changes(mine, theirs, [find(mine, theirs, "合格率")])
    assert not can_be_taken(next(each for each in differences(mine, theirs) if each.node == "id-质量"))


def test_who_made_a_change_is_told_by_what_both_were() -> None:
    base = form(row("产出", row("数量", row("场次", score="8"), row("人数", score="5"), row("天数", score="3"))))
    mine = form(row("产出", row("数量", row("场次", score="8"), row("人数", score="4"), row("天数", score="2"))))
    theirs = form(row("产出", row("数量", row("场次", score="7"), row("人数", score="5"), row("天数", score="1"))))
    found = differences(mine, theirs)
    assert sides(found, differences(base, mine), differences(base, theirs)) == [Side.THEIRS, Side.MINE, Side.BOTH]
    assert sides(found, None, None) == [Side.UNKNOWN] * 3
