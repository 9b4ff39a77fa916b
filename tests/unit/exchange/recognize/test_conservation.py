"""Nothing is lost in silence: each cell of any layout is in a field, a printed word, listed, or omitted by its kind."""

from __future__ import annotations

from random import Random

import pytest

from selfeval_gui.exchange.readers.grid import Aside, Source, put_aside
from selfeval_gui.exchange.recognize.forms import recognize
from tests.helpers.conservation import faults
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, left, read_one, sheet
from tests.helpers.imports import unaccounted
from tests.helpers.odd_layouts import OddLayout, accounts_of, as_source


@pytest.mark.parametrize("seed", range(100))
def test_each_cell_of_a_random_layout_is_accounted_for_once(seed: int) -> None:
    random = Random(seed)
    layout = OddLayout(random)
    source = as_source(layout, random)
    assert faults(accounts_of(layout, source), recognize(source)) == []


@pytest.mark.parametrize("kind", Aside)
def test_what_stands_beside_the_text_is_accounted_for(kind: Aside) -> None:
    grids = [sheet(0, TITLE, NAME, HEADINGS, ROW)]
    put_aside(grids, kind, "Sheet1!B3", "另有说明")
    source = Source(grids, is_workbook=True)
    assert unaccounted(source, recognize(source)) == []


@pytest.mark.parametrize("entered", ["6年", "19年", "20年", "38年度", "（7）", "第五名"])
def test_something_entered_by_itself_is_no_year_left_open(entered: str) -> None:
    assert left(read_one(TITLE, entered, NAME, HEADINGS, ROW)) == [entered]


@pytest.mark.parametrize("printed", ["（20__年度）", "____年度", "（20  年度）", "年度", "附表3", "第2页"])
def test_a_year_left_open_and_a_mark_are_printed(printed: str) -> None:
    assert left(read_one(TITLE, printed, NAME, HEADINGS, ROW)) == []


def test_a_unit_of_a_target_in_words_is_listed() -> None:
    headings = "三级指标|指标值|度量单位|完成值|分值|得分"
    found = read_one(TITLE, NAME, headings, "路面平整|良好|公里|良好|60|60", "修路长度|5|公里|6|40|40")
    assert left(found) == ["公里"]
    (one,) = found.form.indicators
    assert [(row.target, row.actual) for row in one.children[0].children] == [("良好", "良好"), ("5公里", "6公里")]


def test_a_heading_of_an_empty_column_is_listed() -> None:
    assert left(read_one(TITLE, NAME, f"{HEADINGS}|核查人", ROW)) == ["核查人"]


def test_a_number_beside_the_rows_that_does_not_count_them_is_listed() -> None:
    headings = "序号|三级指标|指标值|完成值|分值|得分"
    lines = ("1|甲率|5次|5次|30|30", "2|乙率|5次|5次|30|30", "907|丙率|5次|5次|40|40")
    assert left(read_one(TITLE, NAME, headings, *lines)) == ["907"]


def test_a_long_sentence_beside_the_headings_of_the_funds_is_listed() -> None:
    note = "本年度资金分三批下达，第一批在三月，第二批在七月，第三批在十一月，均已按合同约定支付完毕，没有结余。"
    found = read_one(
        TITLE, NAME, f"项目资金（万元）|年初预算数|全年预算数|全年执行数|{note}", "总额|9|8|7", HEADINGS, ROW
    )
    assert left(found) == [note]
