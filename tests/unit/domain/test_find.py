"""Find and replace in one form: every text, as often as it stands there, upper and lower case, whole cells."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.fields import FORM_FIELDS, set_field
from selfeval_gui.domain.find import Query, find, occurrences
from tests.helpers.documents import sample_form


@pytest.mark.parametrize(
    ("query", "text", "after"),
    [
        (Query("及时"), "及时、比较及时", "按期、比较按期"),
        (Query("abc"), "ABC abc", "按期 按期"),
        (Query("abc", match_case=True), "ABC abc", "ABC 按期"),
        (Query("及时", whole=True), " 及时\n", " 按期\n"),
        (Query("及时", whole=True), "比较及时", "比较及时"),
        (Query("a.c"), "abc a.c", "abc 按期"),
        (Query(""), "abc", "abc"),
    ],
)
def test_what_stands_there_afterwards(query: Query, text: str, after: str) -> None:
    assert query.replaced(text, "按期") == after


def test_a_new_text_is_taken_as_it_is() -> None:
    assert Query("及时").replaced("及时", r"\1 \g<0> {x}") == r"\1 \g<0> {x}"


def test_every_text_of_a_form_in_the_order_of_the_paper() -> None:
    form = sample_form(1)
    form.notes = "办公用房"
    found = list(find(form, Query("办公用房")))
    assert [hit.field for hit in found] == ["project_name", "expected_goal", "actual_outcome", "name", "name", "notes"]
    assert [hit.text for hit in found if hit.field == "name"] == ["办公用房安全性", "办公用房整洁度"]
    assert occurrences(Query("办公用房"), found) == sum(hit.text.count("办公用房") for hit in found)
    assert list(find(form, Query("没有这几个字"))) == []


def test_nothing_that_a_person_writes_is_passed_over() -> None:
    """Every text field of the table and of the templates' own is looked at; numbers and settings are not."""
    form = sample_form(1)
    form.extra = {"项目负责人": "甲乙", "评价结论": "甲乙", "单位资金.executed": "12", "政府性基金.executed": "甲乙"}
    for name in ("project_name", "department", "implementing_unit", "expected_goal", "actual_outcome", "notes"):
        set_field(form, name, "甲乙")
    leaf = form.indicators[0].children[0].children[0]
    leaf.name = leaf.target = leaf.actual = leaf.reason = "甲乙"
    found = list(find(form, Query("甲乙")))
    assert [hit.field for hit in found] == [
        *("project_name", "department", "implementing_unit"),
        *("extra.项目负责人", "extra.评价结论", "extra.政府性基金.executed"),
        *("expected_goal", "actual_outcome", "name", "target", "actual", "reason", "notes"),
    ]
    assert list(find(form, Query("12"))) == []
    assert {hit.field for hit in found if hit.node is None} >= {
        name for name, field in FORM_FIELDS.items() if field.is_searched
    }
