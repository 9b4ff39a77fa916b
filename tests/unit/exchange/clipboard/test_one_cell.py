"""One cell as Excel and WPS put it into the clipboard, and what else may be there."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.clipboard.one_cell import one_line, one_text, table_of
from selfeval_gui.exchange.pasting.clip_in import PastedTable, read_clip

PAGE = "<!DOCTYPE html><html><head><title>标题</title></head><body><p>第一段</p><p>第二段</p></body></html>"


def cell(text: str) -> str:
    return f"<html><body><table><tr><td>{text}</td></tr></table></body></html>"


@pytest.mark.parametrize(
    ("html", "text", "lines", "line"),
    [
        ("", "及时\r\n", "及时", "及时"),
        (cell("及时"), "及时\r\n", "及时", "及时"),
        ("", '"第一行\n第二行"\r\n', "第一行\n第二行", "第一行 第二行"),
        (cell("a<br>b"), '"a ""x""\nb"\r\n', 'a "x"\nb', 'a "x" b'),
        ("", '"引号"', '"引号"', '"引号"'),
        ("", "第一段\r\n  第二段\r\n", "第一段\n  第二段", "第一段 第二段"),
        (cell("####"), "1016400\r\n", "1016400", "1016400"),
        (cell("1016400"), "####\r\n", "1016400", "1016400"),
        (PAGE, "", "第一段\n第二段", "第一段 第二段"),
        ("", PAGE, "第一段\n第二段", "第一段 第二段"),
        (PAGE, PAGE, "第一段\n第二段", "第一段 第二段"),
        ("", cell("甲"), "甲", "甲"),
        ("", "甲\t乙\r\n", "甲\t乙", "甲\t乙"),
        ("", "", "", ""),
        ("", "<3 天", "<3 天", "<3 天"),
    ],
)
def test_a_field_takes_what_the_cell_says(html: str, text: str, lines: str, line: str) -> None:
    assert one_text(html, text) == lines
    assert one_line(html, text) == line


def test_a_number_that_its_column_is_too_narrow_for_is_that_of_the_text() -> None:
    html = "<table><tr><td>甲</td><td>####</td></tr><tr><td>##</td><td>3</td></tr></table>"
    table = table_of(html, "甲\t1016400\r\n乙\t3\r\n")
    assert table is not None
    assert table.rows == [["甲", "1016400"], ["乙", "3"]]
    other = table_of(html, "甲\t1016400\r\n")
    assert other is not None
    assert other.rows == [["甲", "####"], ["##", "3"]]


@pytest.mark.parametrize(
    ("html", "text", "read"),
    [
        (cell("####"), "1016400\r\n", "1016400"),
        ("", '"第一行\n第二行"\r\n', "第一行\n第二行"),
        ("", PAGE, "第一段\n第二段"),
    ],
)
def test_a_cell_of_the_tree_takes_the_same(html: str, text: str, read: str) -> None:
    assert read_clip(html, text, ["target"]) == PastedTable(text=read)
