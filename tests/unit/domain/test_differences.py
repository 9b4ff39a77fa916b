"""What differs between two versions of a form."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from selfeval_gui.domain.differences import Change, Difference, differences, takes_away
from selfeval_gui.domain.form import Accepted, Form, Indicator
from tests.helpers.storage_forms import small_form


def wide_form() -> Form:
    form = small_form()
    form.indicators[0].children[0].children += [Indicator(id="n4", name="四"), Indicator(id="n5", name="五")]
    form.indicators.append(Indicator(id="n6", name="六", children=[Indicator(id="n7", name="七")]))
    return form


def leaves(form: Form) -> list[Indicator]:
    return form.indicators[0].children[0].children


def edit_cell(form: Form) -> None:
    leaves(form)[0].score = Decimal("9.5")


def more_places(form: Form) -> None:
    leaves(form)[0].weight = Decimal("12.5")


def edit_field(form: Form) -> None:
    form.funds.total.executed = None


def add_row(form: Form) -> None:
    leaves(form).insert(1, Indicator(id="new", name="新"))


def remove_row(form: Form) -> None:
    del leaves(form)[1]


def swap_rows(form: Form) -> None:
    rows = leaves(form)
    rows[1], rows[2] = rows[2], rows[1]


def move_elsewhere(form: Form) -> None:
    form.indicators[1].children[0].children.append(leaves(form).pop(1))


def accept(form: Form) -> None:
    form.accepted.append(Accepted(code="weight.total"))


CHANGES: list[tuple[Callable[[Form], None], Difference]] = [
    (edit_cell, Difference(Change.CELL, "n3", "score", "10", "9.5")),
    (more_places, Difference(Change.CELL, "n3", "weight", "12.50", "12.5")),
    (edit_field, Difference(Change.CELL, None, "funds.total.executed", "101.64", "")),
    (add_row, Difference(Change.ADDED, "new", "name", "", "新")),
    (remove_row, Difference(Change.REMOVED, "n4", "name", "四", "")),
    (swap_rows, Difference(Change.MOVED, "n5", "name", "五", "")),
    (move_elsewhere, Difference(Change.MOVED, "n4", "name", "四", "")),
    (accept, Difference(Change.OTHER, None, "accepted", "0", "1")),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_one_change(change: Callable[[Form], None], expected: Difference) -> None:
    old, new = wide_form(), wide_form()
    change(new)
    assert differences(old, new) == [expected]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["a"], ["b"], [("1", "0", True), ("0", "1", False)]),
        (["a", "b"], ["b"], [("2", "1", True)]),
        (["a"], ["a", "b"], [("1", "2", False)]),
        (["a", "b", "c"], ["d", "b", "e", "f"], [("3", "1", True), ("1", "4", False)]),
        (["a", "b"], ["b", "a"], [("2", "2", False)]),
    ],
)
def test_accepted_findings_that_went_are_told_apart_from_those_that_came(
    before: list[str], after: list[str], expected: list[tuple[str, str, bool]]
) -> None:
    old, new = wide_form(), wide_form()
    old.accepted, new.accepted = ([Accepted(code=code) for code in codes] for codes in (before, after))
    found = differences(old, new)
    assert [(each.old, each.new, takes_away(each, old)) for each in found] == expected


def test_nothing_changed() -> None:
    old, new = wide_form(), wide_form()
    new.id = "another"
    assert differences(old, new) == []


def test_several_changes_in_the_order_of_the_paper() -> None:
    old, new = wide_form(), wide_form()
    for change in (remove_row, edit_cell, edit_field):
        change(new)
    assert [found.field for found in differences(old, new)] == ["funds.total.executed", "score", "name"]


def emptied(form: Form) -> None:
    leaves(form)[0].actual = ""


@pytest.mark.parametrize(
    ("before", "after", "is_deletion"),
    [
        (lambda form: leaves(form).append(Indicator(id="x", name="")), lambda form: None, False),
        (lambda form: leaves(form).append(Indicator(id="x", name="　", actual=" ")), lambda form: None, False),
        (lambda form: setattr(leaves(form)[0], "actual", "  "), emptied, False),
        (lambda form: leaves(form).append(Indicator(id="x", name="", weight=Decimal(0))), lambda form: None, True),
        (lambda form: leaves(form).append(Indicator(id="x", name="绿化")), lambda form: None, True),
        (lambda form: setattr(leaves(form)[0], "actual", "完成"), emptied, True),
    ],
)
def test_a_blank_that_goes_is_no_deletion(
    before: Callable[[Form], None], after: Callable[[Form], None], is_deletion: bool
) -> None:
    old, new = wide_form(), wide_form()
    for row in (leaves(old)[0], leaves(new)[0]):
        row.actual = ""
    before(old)
    after(new)
    found = differences(old, new)
    assert found and [takes_away(each, old) for each in found] == [is_deletion]
