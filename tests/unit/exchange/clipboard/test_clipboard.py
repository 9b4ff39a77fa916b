"""Tables from the clipboard of other programs: what is read, which column is what, what cannot be taken over."""

from __future__ import annotations

import time

import pytest

from selfeval_gui.exchange.clipboard.html_in import read_html
from selfeval_gui.exchange.clipboard.tabbed_text import cells_of_text, text_of_cells
from selfeval_gui.exchange.pasting.paste_plan import CAPTION, PastePlan, understand
from selfeval_gui.exchange.readers.html_reader import source_of_html
from tests.helpers.samples import ROOT

IN_ORDER = ("level_1", "level_2", "name", "target", "actual", "weight", "score", "reason")
CLIPS = ROOT / "tests" / "data" / "clipboard"


def clip(name: str) -> str:
    return (CLIPS / name).read_bytes().decode("utf-8")


def table(name: str) -> list[list[str]]:
    read = read_html(clip(name))
    assert read is not None
    return read.rows


def rows(plan: PastePlan) -> list[tuple[str, str, dict[str, str]]]:
    return [(row.level_1, row.level_2, dict(row.values)) for row in plan.rows]


# ---- reading ---------------------------------------------------------------------------------------------------------


def test_the_fixtures_keep_their_line_ends() -> None:
    for path in [*CLIPS.glob("*.html"), *CLIPS.glob("*.txt")]:
        assert b"\r\n" in path.read_bytes(), path.name


def test_excel() -> None:
    cells = table("excel.html")
    assert [len(row) for row in cells] == [8] * 6
    assert cells[0][7] == "偏差原因分析\n及改进措施"
    assert cells[1] == [
        *("产出指标", "数量指标", "项目完 成率", "100%", "98%", "15", "14.7"),
        "部分环节工作进度管理有待加强。加强进度管理，细化时间节点。\n及时调整工作计划<2020>。",
    ]
    assert cells[2][:4] == ["", "", "培训人次", "≥1,200 人次"]
    assert cells[3][:3] == ["", "时效指标", "项目完成及时性"]
    assert cells[5] == ["总分", "", "", "", "", "52.5", "35.7", ""]


def test_the_text_of_excel_says_the_same_as_its_html() -> None:
    html = [[cell.strip() for cell in row] for row in table("excel.html")]
    assert [[cell.strip() for cell in row] for row in cells_of_text(clip("excel.txt"))] == html


def test_wps() -> None:
    cells = table("wps.html")
    assert cells[0] == ["效益指标", "社会效益指标", "办公用房安全性", "安全", "安全", "11", "11", ""]
    assert cells[1] == ["", "", "重大事故情况", "零发生", "零发生", "11", "10.5", "台账\n不全"]
    assert cells[2][:3] == ["", "可持续影响指标", "长效机制"]


def test_calc() -> None:
    cells = table("calc.html")
    assert cells[1] == ["活动场次", "≥10 场", "12", "20", "19.50", "见附件"]
    assert cells[2] == ["参加人数\n其中：学生", "", "800", "二十", "", ""]


def test_word() -> None:
    read = read_html(clip("word.html"))
    assert read is not None
    assert read.outside == "填表单位：上海市"
    assert read.rows[0][0] == "绩效\n指标"
    assert read.rows[0][4:6] == ["年度指标值(A)", "全年实际值(B)"]
    assert read.rows[1][:6] == ["", "产出", "数量指标", "9号楼维修(玻璃幕墙)", "1 栋", "1 栋"] or read.rows[1][
        5
    ].split() == ["1", "栋"]
    assert read.rows[2][8] == "一处返工。\n已整改。"


def test_words_outside_are_what_a_page_shows() -> None:
    read = read_html("<!DOCTYPE html><title>x</title><p>前<table><caption>题</caption><tr><td>a</td></tr></table><p>后")
    assert read == ([["a"]], "前\n题\n后")


def test_tables_too_deep_to_be_read_whole_are_none() -> None:
    assert read_html("<table><tr><td>" * 200 + "x") is None


@pytest.mark.parametrize("name", ["calc.html", "excel.html", "wps.html", "word.html"])
def test_a_page_and_the_clipboard_are_read_alike(name: str) -> None:
    """Rows that Excel hides, at the end of these, are left out of a paste, and read from a file."""
    (page,) = (grid for grid in source_of_html(clip(name)).grids if grid.name == "table 1")
    rows = table(name)
    placed = {(row, column): text for row, line in enumerate(rows) for column, text in enumerate(line) if text}
    assert {cell[1:3]: cell.text for cell in page.cells if cell.row < len(rows)} == placed


def test_html_without_a_table_is_none() -> None:
    assert read_html("<html><body><p>一段文字</p></body></html>") is None
    assert read_html("") is None


@pytest.mark.parametrize(
    ("html", "cells"),
    [
        ("<table><tr><td>a<td>b<tr><td>c</table>", [["a", "b"], ["c", ""]]),
        (
            "<table><tr><td colspan=2>a</td><td>b</td></tr><tr><td>c<td>d<td>e</tr></table>",
            [["a", "", "b"], ["c", "d", "e"]],
        ),
        (
            "<table><tr><td rowspan=9>a</td><td>b</td></tr><tr><td>c</td></tr></table><table><tr><td>d</td></tr></table>",
            [["a", "b"], ["", "c"], ["d", ""]],
        ),
        (
            "<table><tr><td>a<table><tr><td>in</td><td>ner</td></tr></table></td><td>b</td></tr></table>",
            [["a\nin\nner", "b"]],
        ),
        ("<TABLE><TR><TH>甲\r\n 乙 x\r\n y</TH></TR></TABLE>", [["甲乙 x y"]]),
        ("<table><tr><td>1 &lt; 2 &amp;amp; <b>3</b></td></tr></table>", [["1 < 2 &amp; 3"]]),
        ("<table><tr><td colspan=99999999 rowspan=99999999>a</td></tr></table>", [["a"] + [""] * 199]),
        ("<table><tr><td>a<!-- </td><td> --></td></tr></table>", [["a"]]),
        ("<table><tr><td>a<!-- never closed </td></tr></table>", [["a never closed"]]),
        ("<table><tr><td title='>'>a</td></tr>", [["a"]]),
        ("<table></table><table><tr></tr></table>", [[]]),
        ("<table><tr><td title='colspan=3'>a</td><td>b</td></tr></table>", [["a", "b"]]),
        ("<table><tr title='display: none'><td>a</td></tr><tr style='DISPLAY : NONE'><td>b</td></tr></table>", [["a"]]),
        (f"<table><tr><td title='{'x>' * 5000}'>a</td></tr></table>", [["a"]]),
        ("<table><tr><td>1 &lt 2&#x3000;&nbsp;&#51;</td></tr></table>", [["1 < 2\u3000 3"]]),
        ("<table><td>a</td><td>b</td><tr><td>c</table>", [["a", "b"], ["c", ""]]),
    ],
)
def test_odd_html(html: str, cells: list[list[str]]) -> None:
    read = read_html(html)
    assert read is not None
    assert read.rows == cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a", [["a"]]),
        ("", [[""]]),
        ('"a\r\nb"\tc', [["a\nb", "c"]]),
        ('"a\tb"\tc', [["a\tb", "c"]]),
        ('"他说""好""\n走了"', [['他说"好"\n走了']]),
        ('"甲" 项目\t"乙"\n', [['"甲" 项目', '"乙"']]),
        ('"没有关上\tb\nc', [['"没有关上', "b"], ["c", ""]]),
        ('"\n"\t"\n', [["\n", '"']]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ("a\rb\0", [["a"], ["b"]]),
    ],
)
def test_text(text: str, cells: list[list[str]]) -> None:
    assert cells_of_text(text) == cells


def test_what_is_written_reads_the_same() -> None:
    cells = [["a", 'say "x"', "1\n2"], ["\t", "", '"q"\nr']]
    assert cells_of_text(text_of_cells(cells)) == cells


# ---- understanding ---------------------------------------------------------------------------------------------------


def test_a_header_names_the_columns() -> None:
    plan = understand(table("excel.html"))
    assert plan.columns == IN_ORDER
    assert plan.header_rows == 1
    assert plan.makes_rows
    found = rows(plan)
    assert [(one, two) for one, two, _values in found] == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "时效指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]
    assert found[1][2] == {"name": "培训人次", "target": "≥1,200 人次", "actual": "1,300 人次", "weight": "12.5"}
    assert [(each.row, each.column, each.code, each.text) for each in plan.problems] == [
        (2, 6, "error_value", "#DIV/0!")
    ]
    assert plan.left_out_rows == [5]
    assert plan.dropped_columns == []


def test_blanks_for_parents_are_filled_down_too() -> None:
    assert rows(understand(cells_of_text(clip("excel.txt")))) == rows(understand(table("excel.html")))


def test_without_a_header_the_numbers_tell() -> None:
    plan = understand(table("wps.html"))
    assert plan.columns == IN_ORDER
    assert plan.header_rows == 0
    assert rows(plan)[1][:2] == ("效益指标", "社会效益指标")
    assert rows(plan)[2] == (
        *("效益指标", "可持续影响指标"),
        {"name": "长效机制", "target": "健全", "actual": "较为健全", "weight": "11", "score": "6"},
    )


def test_other_words_for_the_same_columns() -> None:
    plan = understand(table("calc.html"))
    assert plan.columns == ("name", "target", "actual", "weight", "score", None)
    assert plan.dropped_columns == [5]
    assert [(each.code, each.text) for each in plan.problems] == [("not_number", "二十")]
    assert plan.rows[1].values == {"name": "参加人数\n其中：学生", "actual": "800"}


def test_captions_and_letters_in_brackets() -> None:
    plan = understand(table("word.html"))
    assert plan.columns == (CAPTION, *IN_ORDER)
    assert plan.dropped_columns == []
    assert [row.values.get("score") for row in plan.rows] == ["50", "28.5", "20"]


def test_chosen_columns_win() -> None:
    plan = understand(table("calc.html"), ("name", "target", None, "weight", "score", "reason"))
    assert plan.header_rows == 1
    assert plan.rows[0].values["reason"] == "见附件"
    assert plan.dropped_columns == [2]


def test_twice_the_columns() -> None:
    wide = [row + [f"多{column}" for column in range(9)] for row in table("wps.html")]
    plan = understand(wide)
    assert plan.columns[:8] == IN_ORDER
    assert plan.dropped_columns == list(range(8, 17))


def test_rows_before_the_header_are_told() -> None:
    plan = understand([["附件2", "", ""], ["三级指标", "分值", "得分"], ["甲", "1", "1"]])
    assert plan.header_rows == 2
    assert plan.left_out_rows == [0]
    assert [row.values["name"] for row in plan.rows] == ["甲"]


def test_another_level_1_forgets_the_level_2_before() -> None:
    plan = understand(
        [["一级指标", "二级指标", "三级指标"], ["产出", "数量", "a"], ["效益", "", "b"], ["", "社会", "c"]]
    )
    assert [row[:2] for row in rows(plan)] == [("产出", "数量"), ("效益", ""), ("效益", "社会")]


def test_control_characters_are_counted() -> None:
    plan = understand([["三级指标", "分值"], ["a\x00b\x07c\x1f", "1"]])
    assert plan.rows[0].values["name"] == "abc"
    assert plan.removed_characters == 3


def test_plain_text_is_no_plan() -> None:
    plan = understand([["甲", "乙"], ["丙", "丁"]])
    assert plan.columns == (None, None)
    assert not plan.makes_rows


def test_every_alias_of_the_paper_is_known() -> None:
    for heading, name in (
        ("年度指标值（A）", "target"),
        ("全年实际值(B)", "actual"),
        ("考核 分值", "weight"),
        ("自评得分：", "score"),
    ):
        assert understand([["指标名称", heading], ["a", "1"]]).columns == ("name", name)


def test_2000_rows_and_a_million_characters_take_no_time() -> None:
    start = time.process_time()
    body = clip("wps.html").split("<tr", 1)[1].split("</table>")[0]
    html = "<table>" + ("<tr" + body) * 667 + "</table>"
    plan = understand(read_html(html).rows)  # type: ignore[union-attr]
    assert len(plan.rows) == 2001
    text = "长" * 1_000_000
    read = read_html(f"<table><tr><td>{text}</td><td>1</td></tr></table>")
    assert read is not None
    assert read.rows == [[text, "1"]]
    assert len(cells_of_text('"' * 100_001)[0][0]) == 100_001
    assert time.process_time() - start < 3


@pytest.mark.parametrize("style", ["text-decoration:", "vertical-align :", "text-decoration-line: x "])
def test_a_style_of_three_megabytes_takes_no_time(style: str) -> None:
    start = time.process_time()
    table = read_html(f'<table><tr><td style="{style * (3_000_000 // len(style))}">1</td><td>2</td></tr></table>')
    assert table is not None
    assert table.rows == [["1", "2"]]
    assert time.process_time() - start < 3
