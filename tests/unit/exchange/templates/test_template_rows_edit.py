"""Rows and columns that an office adds to a copy of a template, renames, moves and takes away."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import shown
from selfeval_gui.exchange.templates.blocks_edit import text_rows, with_text_rows
from selfeval_gui.exchange.templates.edit_lines import NotALine
from selfeval_gui.exchange.templates.own_columns_edit import own_columns, with_own_columns
from selfeval_gui.exchange.templates.template import Template, presets
from selfeval_gui.exchange.templates.template_edit import with_words, words_of
from selfeval_gui.exchange.templates.template_rows_edit import (
    fund_columns,
    fund_rows,
    listed_words,
    with_fund_columns,
    with_fund_rows,
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


def headings_of(template: Template) -> list[str]:
    return [place.heading for place in template.indicator_places]


def test_an_own_column_stands_behind_the_one_that_its_line_names_and_moves() -> None:
    more = with_own_columns(L1, ["责任人；文字；在分值后", "备注"])
    assert headings_of(more)[5:] == ["分值", "责任人", "得分", "偏差原因分析及改进措施", "备注"]
    assert own_columns(more) == ["责任人；文字；在分值后", "备注；文字"]
    assert (more.columns, sum(more.column_widths)) == (L1.columns + 2, sum(L1.column_widths) + 92)
    assert {place.last - place.first for place in more.indicator_places} == {0}
    further_left = with_own_columns(more, ["责任人；文字；在三级指标后", "备注；文字；在责任人后"])
    assert headings_of(further_left)[2:5] == ["三级指标", "责任人", "备注"]
    assert sorted(further_left.column_widths) == sorted(more.column_widths)
    assert own_columns(further_left) == ["责任人；文字；在三级指标后", "备注；文字；在责任人后"]
    to_the_right = with_own_columns(
        further_left, ["责任人；文字；在偏差原因分析及改进措施后", "备注；文字；在责任人后"]
    )
    assert headings_of(to_the_right) == [*headings_of(L1), "责任人", "备注"]
    assert {"李某"} <= {*texts(to_the_right, form_with())}


@pytest.mark.parametrize(
    "line",
    ["责任人；文字；在产出后", "责任人；文字；在责任人后", "责任人；每项一栏", "责任人；文字；在分值后；在得分后"],
)
def test_a_place_that_there_is_not_is_named(line: str) -> None:
    with pytest.raises(NotALine) as error:
        with_own_columns(L1, [line])
    assert str(error.value) == line


def test_words_are_ticked_each_in_a_column_of_its_own_below_one_heading() -> None:
    more = with_own_columns(L1, ["进度；单选；快、慢；每项一栏；在实际完成值后"])
    assert own_columns(more) == ["进度；单选；快、慢；每项一栏；在实际完成值后"]
    at = (
        headings_of(L1).index("得分") - 1
        if headings_of(L1)[4] == "实际完成值"
        else headings_of(L1).index("实际完成值") + 1
    )
    assert headings_of(more)[at : at + 2] == ["快", "慢"]
    assert [(each.label, each.first, each.last) for each in more.over_headings] == [
        ("进度", "own.进度=快", "own.进度=慢")
    ]
    printed = texts(more, form_with())
    assert (printed.count("进度"), printed.count("√")) == (1, 1)
    renamed = with_own_columns(more, ["工程进度；单选；快、中、慢；每项一栏"])
    assert [(each.label, each.last) for each in renamed.over_headings] == [("工程进度", "own.进度=慢")]
    assert headings_of(renamed)[at : at + 3] == ["快", "中", "慢"]
    together = with_own_columns(renamed, ["工程进度；单选；快、中、慢"])
    assert (together.over_headings, headings_of(together)[at]) == ((), "工程进度")
    assert with_own_columns(together, []).own_columns == {}


def test_the_ticks_of_the_monitoring_form_are_a_line_and_keep_their_heading() -> None:
    monitoring = presets()["monitoring"]
    lines = own_columns(monitoring)
    assert (
        "偏差原因分析；多选；经费保障、制度保障、人员保障、硬件条件保障、其他；每项一栏；在全年预计完成情况后" in lines
    )
    assert "完成目标可能性；单选；确定能、有可能、完全不可能；每项一栏" in lines
    fewer = with_own_columns(monitoring, [line.replace("、硬件条件保障", "") for line in lines])
    assert [(each.label, each.first, each.last) for each in fewer.over_headings] == [
        ("偏差原因分析", "own.偏差原因=经费保障", "reason"),
        ("完成目标可能性", "own.完成目标可能性=确定能", "own.完成目标可能性=完全不可能"),
    ]
    assert "own.偏差原因=硬件条件保障" not in fewer.indicator_columns


def test_a_column_of_amounts_stands_where_its_line_says() -> None:
    more = with_fund_columns(L1, ["预计执行数；在全年执行数后"])
    labels = [place.heading for place in more.fund_places]
    assert labels[labels.index("全年执行数") + 1] == "预计执行数"
    assert fund_columns(more) == ["预计执行数；在全年执行数后"]
    back = with_fund_columns(more, ["预计执行数；在得分后"])
    assert [place.heading for place in back.fund_places][-1] == "预计执行数"
    with pytest.raises(NotALine):
        with_fund_columns(L1, ["预计执行数；在没有这一栏后"])


def test_a_block_of_several_fields_is_added_changed_and_taken_away() -> None:
    more = with_text_rows(L1, ["资金管理；目标上方；分配、拨付＋使用"])
    assert text_rows(more) == ["资金管理；目标上方；分配、拨付＋使用"]
    assert [[slot.label for slot in row] for row in more.blocks[0].rows] == [["分配"], ["拨付", "使用"]]
    form = form_with(**{"资金管理：分配": "按项目分", "资金管理：使用": "专款专用"})
    assert {"资金管理", "分配", "按项目分", "使用", "专款专用"} <= {*texts(more, form)}
    renamed = with_text_rows(more, ["资金管理；指标上方；资金分配、拨付、使用"])
    assert {"资金分配", "按项目分", "专款专用"} <= {*texts(renamed, form)}
    assert with_text_rows(renamed, []) == L1
    for line in (
        "资金管理；表下；分配、拨付",
        "资金管理；目标上方；分配、分配",
        "资金管理；目标上方；甲＋乙＋丙＋丁＋戊＋己＋庚",
    ):
        with pytest.raises(NotALine):
            with_text_rows(L1, [line])


def test_a_block_whose_fields_have_two_texts_each_is_a_line_too() -> None:
    region = presets()["transfer-region"]
    (line,) = text_rows(region)
    assert line.startswith("资金管理情况；目标上方；分配科学性、下达及时性、")
    assert line.endswith("、支出责任履行情况；情况说明、存在问题和改进措施")
    fewer = with_text_rows(region, [line.replace("、下达及时性", "")])
    assert [row[0].label for row in fewer.blocks[0].rows][:2] == ["分配科学性", "拨付合规性"]
    assert fewer.blocks[0].rows[1][1].field == "extra.拨付合规性：存在问题和改进措施"
    more = with_text_rows(L1, ["资金管理；目标上方；分配、拨付；情况说明、改进措施"])
    assert [heading.label for heading in more.blocks[0].headings] == ["", "情况说明", "改进措施"]
    assert {"分配", "按项目分", "改进措施"} <= {*texts(more, form_with(**{"分配：情况说明": "按项目分"}))}


@pytest.mark.parametrize(
    "lines",
    [
        ["甲：预期目标；总分上方", "两项；总分上方；甲；预期目标、改进措施"],  # one field in two places
        ["甲；总分上方", "甲：；总分上方"],
    ],
)
def test_two_lines_for_one_field_are_refused(lines: list[str]) -> None:
    with pytest.raises(NotALine) as error:
        with_text_rows(L1, lines)
    assert str(error.value) == lines[1]


def test_a_name_that_would_be_a_column_and_its_word_is_refused() -> None:
    with pytest.raises(NotALine):
        with_own_columns(L1, ["进度=1；单选；快、慢；每项一栏"])
    with pytest.raises(NotALine):
        with_fund_columns(presets()["target-declaration"], ["预计数"])


def test_a_column_beside_one_of_two_with_the_same_name_stays_where_it_is() -> None:
    overall = presets()["department-overall"]  # prints 备注 over a column of its own
    more = with_fund_columns(overall, ["备注；在全年执行数后", "其他；在全年执行数后"])
    assert with_fund_columns(more, fund_columns(more)) == more
