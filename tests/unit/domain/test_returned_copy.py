"""A copy that came back replaces the form: what it does not have is gone, what its medium cannot hold stays."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from selfeval_gui.domain.fields import FORM_FIELDS, INDICATOR_FIELDS, FieldRef
from selfeval_gui.domain.form import Accepted, Form, Indicator
from selfeval_gui.domain.returned_copy import MediumPlaces, kept, replaced

ALL = frozenset(INDICATOR_FIELDS)
PAPER = MediumPlaces(frozenset(FORM_FIELDS) - {"notes"}, ALL)


def row(name: str, row_id: str = "", **values: Any) -> Indicator:
    return Indicator(id=row_id or f"r{name}", name=name, **values)


def form(*rows: Indicator, form_id: str = "f", level: str = "产出指标", **values: Any) -> Form:
    two = Indicator(id="two", name="数量指标", children=list(rows))
    one = Indicator(id="one", name=level, children=[two])
    return Form(id=form_id, project_name="甲", indicators=[one], **values)


def copied(*rows: Indicator, **values: Any) -> Form:
    """A copy whose rows were read from paper: all of them have other ids."""
    copy = form(*(row(each.name, f"c{n}", **each.model_dump(exclude={"id", "name"})) for n, each in enumerate(rows)))
    copy.indicators[0].id, copy.indicators[0].children[0].id = "c-one", "c-two"
    return copy.model_copy(update=values)


def names(of: Form) -> list[tuple[str, str]]:
    return [(leaf.id, leaf.name) for one in of.indicators for two in one.children for leaf in two.children]


def test_rows_are_those_of_the_copy_in_its_order_and_keep_their_ids() -> None:
    now = replaced(form(row("讲座"), row("展览"), row("竞赛")), copied(row("竞赛"), row("论坛"), row("讲 座")), PAPER)
    assert names(now) == [("r竞赛", "竞赛"), ("c1", "论坛"), ("r讲座", "讲 座")]
    assert (now.indicators[0].id, now.indicators[0].children[0].id) == ("one", "two")


def test_a_cell_that_the_copy_leaves_blank_is_blank() -> None:
    old = form(row("讲座", actual="3次", reason="因疫情", score=Decimal(8)), actual_outcome="已完成", department="科协")
    now = replaced(old, copied(row("讲座", actual="3次")), PAPER)
    leaf = now.indicators[0].children[0].children[0]
    assert (leaf.actual, leaf.reason, leaf.score) == ("3次", "", None)
    assert (now.actual_outcome, now.department) == ("", "")
    assert old.indicators[0].children[0].children[0].reason == "因疫情", "the form itself is left alone"


def test_what_the_medium_has_no_place_for_stays_and_is_named() -> None:
    old = form(row("讲座", actual="3次", reason="因疫情"), notes="已核实", extra={"联系电话": "1"}, status="final")
    old.indicators[0].weight = Decimal(50)
    held = MediumPlaces(frozenset({"project_name"}), frozenset({"name", "actual"}))
    now = replaced(old, copied(row("讲座")), held)
    leaf = now.indicators[0].children[0].children[0]
    assert (leaf.actual, leaf.reason, now.notes, now.extra) == ("", "因疫情", "已核实", {"联系电话": "1"})
    assert (now.status, now.indicators[0].weight) == ("final", Decimal(50))
    assert [(ref.node, ref.name) for ref in kept(old, held)] == [
        *((None, name) for name in ("funds.unit", "notes", "extra.联系电话")),
        ("one", "weight"),
        ("r讲座", "reason"),
    ]


def test_a_place_of_the_medium_may_be_an_extra_field() -> None:
    held = MediumPlaces(frozenset({"extra.联系电话"}), ALL)
    assert replaced(form(extra={"联系电话": "1", "邮编": "2"}), copied(), held).extra == {"联系电话": "", "邮编": "2"}


def test_what_nobody_could_read_is_not_blank() -> None:
    held = PAPER._replace(unread=frozenset({FieldRef("c0", "weight"), FieldRef(None, "year")}))
    now = replaced(form(row("讲座", weight=Decimal(10), target="3次"), year=2023), copied(row("讲座")), held)
    leaf = now.indicators[0].children[0].children[0]
    assert (leaf.weight, leaf.target, now.year) == (Decimal(10), "", 2023)


def test_our_own_file_holds_everything() -> None:
    old = form(row("讲座", actual="3次"), row("展览"), notes="已核实", status="final", template="central-2016")
    old.accepted = [Accepted(code="score.missing", node="r讲座")]
    new = form(row("展览", weight=Decimal(5)), form_id="elsewhere", rule_set="mof-2020")
    new.accepted = [Accepted(code="score.missing", node="r展览", reason="无")]
    assert replaced(old, new) == new.model_copy(update={"id": "f"})


def test_what_was_accepted_in_a_row_of_another_id_stays_with_the_row() -> None:
    new = copied(row("展览"))
    new.accepted = [Accepted(code="score.missing", node="c0")]
    assert replaced(form(row("展览")), new).accepted[0].node == "r展览"


@pytest.mark.parametrize("held", [PAPER, None], ids=["paper", "own file"])
def test_rows_under_other_names_are_the_rows_they_were(held: MediumPlaces | None) -> None:
    old = form(row("讲座", target="3次", weight=Decimal(10)), row("展览", target="1场", weight=Decimal(5)))
    new = copied(row("科普讲座", target="3次", weight=Decimal(10)), row("展览", target="2场", weight=Decimal(5)))
    new.indicators[0].name = "产出"
    now = replaced(old, new, held)
    assert names(now) == [("r讲座", "科普讲座"), ("r展览", "展览")]
    assert (now.indicators[0].id, now.indicators[0].name) == ("one", "产出")


def test_rows_of_one_name_stay_two_in_their_order() -> None:
    old = form(row("讲座", "a", actual="1"), row("讲座", "b", actual="2"))
    now = replaced(old, copied(row("讲座", actual="1"), row("讲座", actual="3"), row("讲座", actual="4")), PAPER)
    assert [leaf.actual for leaf in now.indicators[0].children[0].children] == ["1", "3", "4"]
    assert [each for each, _name in names(now)][:2] == ["a", "b"]
    assert len({each for each, _name in names(now)}) == 3


def test_a_new_row_never_gets_the_id_of_another() -> None:
    old = form(row("讲座", "c0"), row("展览"))
    now = replaced(old, copied(row("展览"), row("讲座")), PAPER)
    assert len({each for each, _name in names(now)}) == 2


def test_a_row_that_moved_below_another_level_keeps_its_id() -> None:
    new = copied(row("展览"))
    new.indicators.append(
        Indicator(
            id="x", name="效益指标", children=[Indicator(id="y", name="社会效益指标", children=[row("讲座", "z")])]
        )
    )
    assert names(replaced(form(row("讲座"), row("展览")), new, PAPER)) == [("r展览", "展览"), ("r讲座", "讲座")]


def test_printed_totals_stay_only_while_the_numbers_behind_them_do() -> None:
    old = form(row("讲座", weight=Decimal(10), score=Decimal(9)))
    old.printed.total_weight, old.printed.total_score = Decimal(10), Decimal(9)
    same, other = copied(row("讲座", weight=Decimal(10), score=Decimal(9))), copied(row("讲座", weight=Decimal(10)))
    assert replaced(old, same, PAPER).printed == old.printed
    now = replaced(old, other, PAPER).printed
    assert (now.total_weight, now.total_score) == (Decimal(10), None)
