"""What rows hold in columns that only some templates have goes wherever the form goes."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.carry_forward import carry_forward
from selfeval_gui.domain.cells import is_tick, with_chosen, with_word, words_open
from selfeval_gui.domain.differences import differences
from selfeval_gui.domain.fields import get_field, set_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.returned_copy import MediumPlaces, replaced
from selfeval_gui.domain.review.content import content_hash
from selfeval_gui.domain.three_way import merge
from selfeval_gui.domain.update_from import merged
from selfeval_gui.domain.years import years_of
from tests.helpers.kinds import monitoring_form

CAUSES = ("经费保障", "制度保障", "其他")


def row_of(form: Form, number: int = 0) -> Indicator:
    return form.indicators[0].children[0].children[number]


def test_a_blank_cell_is_left_out() -> None:
    row = Indicator(id="a")
    assert get_field(row, "own.备注") == ""
    set_field(row, "own.备注", "待批")
    assert row.extra == {"备注": "待批"}
    set_field(row, "own.备注", "")
    assert row.extra == {}


def test_differences_name_the_cell() -> None:
    old, new = monitoring_form(), monitoring_form()
    row_of(new).extra["备注"] = "已批"
    assert [(each.node, each.field, each.old, each.new) for each in differences(old, new)] == [
        ("r1", "own.备注", "待批", "已批")
    ]
    assert content_hash(old) != content_hash(new)


def test_a_merge_takes_what_either_changed() -> None:
    base, mine, theirs = monitoring_form(), monitoring_form(), monitoring_form()
    row_of(mine).extra["备注"] = "已批"
    del row_of(theirs).extra["偏差原因"]
    row_of(theirs, 1).extra["备注"] = "新的"
    form = merge(base, mine, theirs).form
    assert form is not None
    assert row_of(form).extra == {"全年预计完成情况": "2栋", "完成目标可能性": "完全不可能", "备注": "已批"}
    assert row_of(form, 1).extra["备注"] == "新的"
    row_of(theirs).extra["备注"] = "不批"
    clashes = merge(base, mine, theirs).clashes
    assert [(each.node, each.field, each.mine, each.theirs) for each in clashes] == [
        ("r1", "extra.备注", "已批", "不批")
    ]


def test_carry_forward_keeps_what_the_template_says() -> None:
    assert row_of(carry_forward(monitoring_form())).extra == {}
    assert row_of(carry_forward(monitoring_form(), columns={"own.备注"})).extra == {"备注": "待批"}


def test_an_update_adds_and_a_copy_replaces() -> None:
    old, new = monitoring_form(), monitoring_form()
    row_of(new).extra = {"备注": "已批"}
    assert row_of(merged(old, new)).extra == {**row_of(old).extra, "备注": "已批"}
    held = MediumPlaces(frozenset(), frozenset({"name", "own.备注", "own.偏差原因"}))
    back = replaced(old, new, held)
    assert row_of(back).extra == {"全年预计完成情况": "2栋", "完成目标可能性": "完全不可能", "备注": "已批"}
    assert row_of(old).extra["偏差原因"] == "经费保障、其他"  # the form itself stays as it is


def test_years_in_own_columns_are_found() -> None:
    form = monitoring_form()
    row_of(form).extra["备注"] = "2026年底前补报"
    assert ("r1", "own.备注") in [(place.ref.node, place.ref.name) for place in years_of(form, 2026)]


@pytest.mark.parametrize(
    ("text", "many", "offered"),
    [
        ("", False, ["经费保障", "制度保障", "其他"]),
        ("制", False, ["制度保障"]),
        ("其他", False, ["经费保障", "制度保障"]),
        ("", True, ["经费保障", "制度保障", "其他"]),
        ("其他", True, ["经费保障", "制度保障"]),
        ("其他、", True, ["经费保障", "制度保障"]),
        ("其他、制", True, ["制度保障"]),
    ],
)
def test_words_that_may_come_next(text: str, many: bool, offered: list[str]) -> None:
    assert words_open(CAUSES, text, many=many) == offered


def test_words_are_chosen() -> None:
    assert with_chosen(CAUSES, "制", "制度保障", many=False) == "制度保障"
    assert with_chosen(CAUSES, "其他、制", "制度保障", many=True) == "其他、制度保障"
    assert with_word("其他", "其他") == "其他"
    assert [is_tick(text) for text in ("√", " ✓ ", "是", "")] == [True, True, False, False]
