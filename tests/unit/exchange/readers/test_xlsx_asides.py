"""What stands beside the cells of a workbook, and words in them that do not count: told by kind and place."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.recognize.forms import recognize
from tests.helpers import hostile

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_ANCHOR = "<x:from><x:col>{column}</x:col><x:colOff>5</x:colOff><x:row>{row}</x:row><x:rowOff>0</x:rowOff></x:from>"


def read(data: bytes) -> Source:
    return read_source(data, lambda _done, _total: None)


def asides(source: Source) -> list[tuple[str, str, str]]:
    return [(grid.aside, grid.name, cell.text) for grid in source.grids if grid.aside for cell in grid.cells]


def shown(source: Source) -> dict[tuple[int, int], str]:
    return {cell[1:3]: cell.text for grid in source.grids if grid.aside is None for cell in grid.cells}


def sheet_of(parts: dict[str, str], rest: str = "") -> bytes:
    """Return a workbook of one filled cell with parts of these kinds beside its sheet."""
    return hostile.xlsx_with(f'<row r="1"><c r="A1"><v>5</v></c></row></sheetData>{rest}<sheetData>', parts)


def drawing(*anchors: str) -> str:
    return (
        f'<x:wsDr xmlns:x="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main" '
        f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{"".join(anchors)}</x:wsDr>'
    )


def anchored(inner: str, row: int, column: int) -> str:
    return f"<x:twoCellAnchor>{_ANCHOR.format(row=row, column=column)}{inner}</x:twoCellAnchor>"


def box(*lines: str) -> str:
    words = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<x:sp><x:txBody><a:bodyPr/>{words}</x:txBody></x:sp>"


def test_a_comment_belongs_to_its_cell_and_is_offered() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "河道"
    sheet["C4"] = "320"
    sheet["C4"].comment = Comment("请附测量记录", "复核人")
    target = io.BytesIO()
    book.save(target)
    source = read(target.getvalue())
    assert asides(source) == [("批注", "河道!C4", "请附测量记录")]
    assert [cell.text for cell in recognize(source).outside if source.grids[cell.grid].aside] == ["请附测量记录"]


def test_a_thread_is_read_with_its_answers_once() -> None:
    old = "<comments><commentList><comment ref='B2'><text><t>[Threaded comment]…</t></text></comment>"
    old += "<comment ref='B3'><text><r><t>旧的</t></r><r><t>批注</t></r></text></comment></commentList></comments>"
    new = "<T><threadedComment ref='B2' id='1'><text>数字从哪来？</text></threadedComment>"
    new += "<threadedComment ref='B2' id='2' parentId='1'><text>见验收单</text></threadedComment></T>"
    source = read(sheet_of({"comments": old, "threadedComment": new}))
    assert asides(source) == [("批注", "一!B2", "数字从哪来？\n见验收单"), ("批注", "一!B3", "旧的批注")]


def test_text_boxes_and_pictures_stand_at_their_corner() -> None:
    twice = f"<mc:AlternateContent><mc:Choice>{box('是否复核')}</mc:Choice><mc:Fallback>{box('是否复核')}</mc:Fallback></mc:AlternateContent>"
    group = f"<x:grpSp>{box('一', '二')}</x:grpSp>"
    picture = "<x:pic><x:nvPicPr><x:cNvPr id='3' name='图片 3' descr='堤坝照片'/></x:nvPicPr></x:pic>"
    free = f"<x:absoluteAnchor>{box('页边的话')}</x:absoluteAnchor>"
    parts = drawing(anchored(twice, 6, 1), anchored(group, 0, 26), anchored(picture, 9, 2), free)
    assert asides(read(sheet_of({"drawing": parts}))) == [
        ("文本框", "一!B7", "是否复核"),
        ("文本框", "一!AA1", "一\n二"),
        ("图片", "一!C10", "堤坝照片"),
        ("文本框", "一", "页边的话"),
    ]


def test_headers_and_footers_are_said_and_page_numbers_are_none() -> None:
    margins = (
        '<headerFooter><oddHeader>&amp;L&amp;"黑体,加粗"&amp;12内部资料&amp;R甲&amp;&amp;乙</oddHeader>'
        "<oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
    )
    assert asides(read(sheet_of({}, margins))) == [("页眉页脚", "一", "内部资料 甲&乙")]


def test_a_part_that_is_named_and_not_there_is_passed_over() -> None:
    assert asides(read(sheet_of({"comments": ""}))) == []


STRUCK, RAISED, LOWERED, BOLD = (
    InlineFont(strike=True),
    *(InlineFont(vertAlign=each) for each in ("superscript", "subscript")),
    InlineFont(b=True),
)


@pytest.mark.parametrize(
    ("value", "text", "struck"),
    [
        (("≥5×10", TextBlock(RAISED, "4"), "株"), "≥5×10⁴株", []),
        (("60hm", TextBlock(RAISED, "2")), "60hm²", []),
        (("减排CO", TextBlock(LOWERED, "2"), "12吨"), "减排CO₂12吨", []),
        (("30", TextBlock(RAISED, "3注")), "30³注", []),  # never 303
        ((TextBlock(STRUCK, "40场"), TextBlock(BOLD, "45场")), "45场", ["40场"]),
        ((TextBlock(STRUCK, "3"), "6", TextBlock(STRUCK, "场")), "6", ["3场"]),
    ],
)
def test_runs_of_a_cell(value: tuple[str | TextBlock, ...], text: str, struck: list[str]) -> None:
    book, target = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active["B3"] = CellRichText(*value)
    book.save(target)
    source = read(target.getvalue())
    assert shown(source) == {(2, 1): text}
    assert asides(source) == [("划去的文字", "Sheet!B3", each) for each in struck]


def test_the_font_of_a_whole_cell() -> None:
    book, target = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for place, value, font in (
        ("A1", 0.85, Font(strike=True)),
        ("A2", "作废", Font(strike=True)),
        ("A3", CellRichText("旧", TextBlock(BOLD, "新")), Font(strike=True)),
        ("A4", "2", Font(vertAlign="superscript")),
        ("A5", "有效", Font(strike=False)),
    ):
        sheet[place] = value
        sheet[place].font = font
    sheet["A1"].number_format = "0.0%"
    book.save(target)
    source = read(target.getvalue())
    assert shown(source) == {(2, 0): "新", (3, 0): "²", (4, 0): "有效"}
    assert asides(source) == [
        ("划去的文字", f"Sheet!A{row}", text) for row, text in ((1, "85.0%"), (2, "作废"), (3, "旧"))
    ]
    assert [(omitted.kind, omitted.cell.text) for omitted in recognize(source).omitted] == [
        ("划去的文字", text) for text in ("85.0%", "作废", "旧")
    ]


def test_a_text_is_shown_with_the_words_of_its_format() -> None:
    book, target = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    values: dict[str, str | int | CellRichText] = {
        "A1": "三十",
        "A2": CellRichText("十", TextBlock(STRUCK, "九")),
        "A3": 30,
        "A4": "不变",
    }
    for place, value in values.items():
        sheet[place] = value
        sheet[place].number_format = "General" if place == "A4" else '0"户";;;"约"@"户"'
    book.save(target)
    assert shown(read(target.getvalue())) == {(0, 0): "约三十户", (1, 0): "约十户", (2, 0): "30户", (3, 0): "不变"}
