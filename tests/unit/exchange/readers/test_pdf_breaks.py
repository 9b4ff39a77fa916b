"""A table that goes on on the next page: a row cut in two is one row, and two rows stay two."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.readers.pdf_breaks import Cell, LineBlock, join_pages

HEADINGS = (
    "绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)
FOOT = ("绩效指标", "效益指标", "社会效益指标", "道路养护", "良好", "较好", "12", "9", "巡查次数不够。")


def rows(*lines: tuple[str, ...]) -> list[LineBlock]:
    """Return a page with one table; its first column is one cell all the way down."""
    cells: list[Cell] = [(0, 0, len(lines) - 1, 0, lines[0][0])]
    cells += [
        (row, column, row, column, text) for row, line in enumerate(lines) for column, text in enumerate(line) if column
    ]
    return [LineBlock(sorted(cells), is_table=True)]


def joined(above: list[LineBlock], below: list[LineBlock]) -> tuple[list[str], list[str]]:
    """Return the last row of the one page and the rows of the other below its headings."""
    join_pages([above, below])
    last = max(cell[2] for cell in above[0].cells)
    return (
        [text for row, column, _, _, text in above[0].cells if row == last and column],
        [text for row, column, _, _, text in below[0].cells if row and column and text],
    )


def test_a_row_that_says_its_name_again_goes_on() -> None:
    more = ("", "效益指标", "社会效益指标", "道路养护", "", "", "", "", "明年增加巡查。")
    foot, head = joined(rows(HEADINGS, FOOT), rows(HEADINGS, more))
    assert foot == [*FOOT[1:-1], "巡查次数不够。明年增加巡查。"]
    assert head == []


def test_a_row_over_three_pages_is_one() -> None:
    piece = ("", "效益指标", "社会效益指标", "道路养护", "", "", "", "")
    pages = [rows(HEADINGS, FOOT), rows(HEADINGS, (*piece, "明年增加")), rows(HEADINGS, (*piece, "巡查。"))]
    join_pages(pages)
    assert [text for row, column, _, _, text in pages[0][0].cells if row == 1 and column][-1] == (
        "巡查次数不够。明年增加巡查。"
    )
    for page in pages[1:]:
        assert [text for row, column, _, _, text in page[0].cells if row and column and text] == []


def test_an_item_of_a_list_begins_a_line() -> None:
    foot = (*FOOT[:-1], "1. 巡查次数不够。")
    more = ("", "效益指标", "社会效益指标", "道路养护", "", "", "", "", "2. 人手不足。")
    assert joined(rows(HEADINGS, foot), rows(HEADINGS, more))[0][-1] == "1. 巡查次数不够。\n2. 人手不足。"


@pytest.mark.parametrize(
    "next_row",
    [
        (
            "",
            "效益指标",
            "社会效益指标",
            "道路养护",
            "良好",
            "良好",
            "12",
            "12",
            "",
        ),  # the same name once more, with its numbers
        ("", "效益指标", "社会效益指标", "道路清扫", "", "", "", "", "人手不足。"),
        ("", "效益指标", "社会效益指标", "道路养护", "", "", "", "", ""),  # nothing goes on
    ],
)
def test_another_row_stays_one(next_row: tuple[str, ...]) -> None:
    foot, head = joined(rows(HEADINGS, FOOT), rows(HEADINGS, next_row))
    assert (foot, head) == ([*FOOT[1:]], [text for text in next_row if text])


def test_goals_go_on_under_their_own_heading_in_columns_of_another_width() -> None:
    above: list[Cell] = [(0, 0, 1, 0, "年度总体目标"), (0, 1, 0, 3, "预期目标"), (0, 4, 0, 8, "实际完成情况")]
    above += [(1, 1, 1, 3, "养护道路十公里。"), (1, 4, 1, 8, "一、养护道路")]
    below: list[Cell] = [(0, 0, 0, 0, "年度总体目标"), (0, 1, 0, 5, ""), (0, 6, 0, 10, "十二公里。")]
    below += [(1, 0, 1, 0, "绩效指标"), (1, 1, 1, 5, "一级指标")]
    pages = [LineBlock(above, is_table=True)], [LineBlock(below, is_table=True)]
    join_pages([*pages])
    assert [cell[4] for cell in pages[0][0].cells][-2:] == ["养护道路十公里。", "一、养护道路十二公里。"]
    assert [cell[4] for cell in pages[1][0].cells] == ["绩效指标", "一级指标"]


def test_a_cut_row_below_two_rows_of_headings_of_which_one_is_our_own() -> None:
    first = ("绩效指标", "一级指标", "二级指标", "三级指标", "1—7月执行情况", "偏差原因分析", "")
    second = ("绩效指标", "", "", "", "", "经费保障", "原因说明")
    foot = ("绩效指标", "效益指标", "社会效益指标", "道路养护", "良好", "", "巡查次数")
    rest = ("绩效指标", "效益指标", "社会效益指标", "道路养护", "", "", "不够。")
    after = ("绩效指标", "满意度指标", "服务对象满意度指标", "居民满意度", "满意", "", "")
    above, below = rows(first, second, foot), rows(first, second, rest, after)
    join_pages([above, below])
    assert [text for row, _, _, _, text in above[0].cells if row == 2 and text][-1] == "巡查次数不够。"
    assert {text for _, _, _, _, text in below[0].cells}.isdisjoint({"不够。", "道路养护"})
