"""Rows and columns that an office adds to a copy of a template, renames, moves and takes away."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import shown
from selfeval_gui.exchange.templates.template import Template, presets
from selfeval_gui.exchange.templates.template_edit import with_words, words_of
from selfeval_gui.exchange.templates.template_rows_edit import (
    NotALine,
    fund_columns,
    fund_rows,
    listed_words,
    own_columns,
    text_rows,
    with_fund_columns,
    with_fund_rows,
    with_own_columns,
    with_text_rows,
)
from selfeval_gui.rules.rule_set import rule_set_for

L1 = presets()["mof-2020"]


def texts(template: Template, form: Form) -> list[str]:
    return [shown(cell) for cell in lay_out(form, template, rule_set_for("mof-2020")).cells]


def form_with(**extra: str) -> Form:
    leaf = Indicator(id="c", name="维修栋数", extra={"责任人": "李某", "进度": "快"})
    levels = Indicator(id="a", name="产出指标", children=[Indicator(id="b", name="数量指标", children=[leaf])])
    return Form(id="f", indicators=[levels], extra=extra)


@pytest.mark.parametrize("template", presets().values(), ids=presets())
def test_the_same_lines_make_the_same_template(template: Template) -> None:
    assert with_fund_rows(template, fund_rows(template)) == template
    assert with_fund_columns(template, fund_columns(template)) == template
    assert with_own_columns(template, own_columns(template)) == template
    assert with_text_rows(template, text_rows(template)) == template
    assert listed_words(template) <= words_of(template).keys()


def test_a_row_of_amounts_is_added_renamed_moved_and_taken_away() -> None:
    more = with_fund_rows(L1, [*fund_rows(L1), "社会捐赠"])
    assert list(more.fund_rows)[-1] == "extra.社会捐赠"
    assert {"extra.社会捐赠.executed", "extra.社会捐赠.annual_budget"} <= more.extra_fields.keys()
    assert "123.5" in texts(more, form_with(**{"社会捐赠.executed": "123.5"}))
    renamed = with_fund_rows(more, [*fund_rows(L1), "捐赠收入"])
    assert renamed.fund_rows["extra.社会捐赠"] == "捐赠收入"
    first, second, *rest = fund_rows(L1)
    assert [*with_fund_rows(L1, [first, *rest, second]).fund_rows.values()] == [first, *rest, second]
    assert [*with_fund_rows(L1, [first]).fund_rows] == ["total"]
    for lines in ([], [second, first]):
        with pytest.raises(ValidationError):
            with_fund_rows(L1, lines)


def test_a_column_of_amounts_is_added_at_the_right_and_taken_away() -> None:
    more = with_fund_columns(L1, ["全年预计执行数"])
    assert more.columns == L1.columns + 1
    assert list(more.fund_columns)[-1] == "amount:全年预计执行数"
    assert "77.5" in texts(more, form_with(**{"total.amount:全年预计执行数": "77.5"}))
    assert all(row[-1].value_to == more.columns for row in more.head)
    none = with_fund_columns(more, [])
    assert list(none.fund_columns) == list(L1.fund_columns)
    assert none.fund_places[-1].last == none.columns


def test_own_columns_are_added_renamed_moved_and_taken_away() -> None:
    more = with_own_columns(L1, ["责任人", "进度；单选；快、慢"])
    assert [*more.own_columns] == ["责任人", "进度"]
    assert (more.own_columns["责任人"].kind, more.own_columns["进度"].kind) == ("text", "choice")
    assert more.own_columns["进度"].words == ("快", "慢")
    assert {"责任人", "李某", "进度", "快"} <= {*texts(more, form_with())}
    renamed = with_own_columns(more, ["负责人；文字", "进度；单选；快、慢"])
    assert renamed.indicator_columns["own.责任人"] == "负责人"
    assert "李某" in texts(renamed, form_with())
    moved = with_own_columns(more, ["进度；单选；快、慢", "责任人"])
    assert [*moved.indicator_columns][-2:] == ["own.进度", "own.责任人"]
    none = with_own_columns(more, [])
    assert (none.own_columns, [*none.indicator_columns]) == ({}, [*L1.indicator_columns])


@pytest.mark.parametrize("line", ["进度；单选", "进度；文字；快", "进度；图片", "；文字", "进度；多选；快、快"])
def test_a_line_that_is_no_column_is_named(line: str) -> None:
    with pytest.raises(NotALine) as error:
        with_own_columns(L1, [line])
    assert str(error.value) == line


def test_rows_of_text_are_added_in_their_places_renamed_moved_and_taken_away() -> None:
    more = with_text_rows(L1, ["存在问题；指标上方", "下一步打算"])
    assert text_rows(more) == ["存在问题；指标上方", "下一步打算；表下"]
    form = form_with(存在问题="工期紧", 下一步打算="提前招标")
    printed = texts(more, form)
    assert printed.index("工期紧") < printed.index("产出指标") < printed.index("提前招标")
    renamed = with_text_rows(more, ["主要问题；指标上方", "下一步打算；目标上方"])
    printed = texts(renamed, form)
    assert printed.index("提前招标") < printed.index("工期紧")
    assert {"主要问题", "下一步打算"} <= {*printed}
    assert with_text_rows(more, []) == L1
    with pytest.raises(NotALine):
        with_text_rows(L1, ["存在问题；旁边"])


def test_words_beside_the_lists_stay_as_they_are() -> None:
    more = with_text_rows(with_own_columns(L1, ["责任人"]), ["存在问题；指标上方"])
    assert with_words(more, words_of(more)) == more
    assert listed_words(more) >= {"indicator_columns.own.责任人", "blocks.1", "fund_rows.total"}
