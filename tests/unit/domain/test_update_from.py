"""A form brought up to date with another version of it: what the other one says wins, what it leaves blank stays."""

from __future__ import annotations

from decimal import Decimal

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.update_from import merged, project_key


def form(*rows: Indicator, level: str = "产出指标") -> Form:
    two = Indicator(id="two", name="数量指标", children=list(rows))
    return Form(id="f", project_name="甲", indicators=[Indicator(id="one", name=level, children=[two])])


def row(name: str, **values: object) -> Indicator:
    return Indicator(id=f"r{name}", name=name, **values)


def test_what_the_other_says_wins_and_blanks_stay() -> None:
    old = form(row("讲座", target="3次", actual="2次", weight=Decimal(10)))
    new = form(Indicator(id="other", name="讲座", actual="3次"))
    old.notes, new.department = "已核实", "市科协"
    now = merged(old, new)
    assert (now.notes, now.department) == ("已核实", "市科协")
    (leaf,) = now.indicators[0].children[0].children
    assert (leaf.id, leaf.target, leaf.actual, leaf.weight) == ("r讲座", "3次", "3次", Decimal(10))
    assert old.department == ""


def test_rows_keep_their_place_and_new_ones_follow() -> None:
    now = merged(form(row("讲座"), row("展览")), form(Indicator(id="x", name="竞赛"), Indicator(id="y", name="讲 座")))
    assert [leaf.name for leaf in now.indicators[0].children[0].children] == ["讲 座", "展览", "竞赛"]
    assert len({leaf.id for leaf in now.indicators[0].children[0].children}) == 3


def test_rows_of_one_name_are_told_apart_by_their_levels() -> None:
    old = form(row("讲座", actual="1次"))
    old.indicators.append(
        Indicator(
            id="b",
            name="效益指标",
            children=[Indicator(id="c", name="社会效益指标", children=[Indicator(id="d", name="讲座")])],
        )
    )
    new = form(Indicator(id="x", name="讲座", actual="2次"), level="产出")
    now = merged(old, new)
    assert now.indicators[0].children[0].children[0].actual == "2次"
    assert now.indicators[1].children[0].children[0].actual == ""


def test_two_rows_never_become_one() -> None:
    new = form(Indicator(id="x", name="讲座", actual="1次"), Indicator(id="y", name="讲座", actual="2次"))
    now = merged(form(row("讲座")), new)
    assert [leaf.actual for leaf in now.indicators[0].children[0].children] == ["1次", "2次"]


def test_status_and_rule_set_belong_to_the_file() -> None:
    old, new = form(), form()
    old.status, old.rule_set, new.rule_set = "final", "mof-2020", "shanghai-2020"
    now = merged(old, new)
    assert (now.status, now.rule_set) == ("final", "mof-2020")


def test_a_project_is_known_by_year_name_and_unit_however_written() -> None:
    assert project_key(2020, "２０２０ 年科普项目", "市 科技馆") == project_key(2020, "2020年科普项目", "市科技馆")
    assert project_key(2020, "甲", "乙") != project_key(2021, "甲", "乙")


def printed(old: Form) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return old.printed.execution_rate, old.printed.total_weight, old.printed.total_score


def on_paper() -> Form:
    old = form(row("讲座", weight=Decimal(60), score=Decimal(60)), row("展览", weight=Decimal(40), score=Decimal(31)))
    old.funds.total.annual_budget, old.funds.total.executed = Decimal(50), Decimal(49)
    old.printed.execution_rate, old.printed.total_weight = Decimal("98.00"), Decimal(100)
    old.printed.total_score = Decimal(91)
    return old


def test_a_printed_total_goes_where_its_numbers_change_and_the_other_prints_none() -> None:
    new = form(row("展览", score=Decimal(29)))
    assert printed(merged(on_paper(), new)) == (Decimal("98.00"), Decimal(100), None)
    new = form(row("展览", weight=Decimal(30)))
    assert printed(merged(on_paper(), new)) == (Decimal("98.00"), None, Decimal(91))
    new = form()
    new.funds.total.executed = Decimal(48)
    assert printed(merged(on_paper(), new)) == (None, Decimal(100), None)


def test_a_printed_total_stays_where_its_numbers_stay_and_is_replaced_by_another() -> None:
    same = form(row("展览", score=Decimal("31.0"), reason="下雨"), row("新的一行"))
    assert printed(merged(on_paper(), same)) == (Decimal("98.00"), Decimal(100), Decimal(91))
    new = form(row("展览", score=Decimal(29)))
    new.printed.total_score = Decimal(89)
    assert printed(merged(on_paper(), new)) == (Decimal("98.00"), Decimal(100), Decimal(89))
