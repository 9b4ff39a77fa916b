"""Workbooks of Excel 97 to 2003 as the screen shows them: formats, dates, struck words, formulas, comments."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.readers.grid import Source, SourceCell
from selfeval_gui.exchange.readers.number_format import built_in
from selfeval_gui.exchange.readers.ole_file import BrokenContainer, stream_of
from selfeval_gui.exchange.readers.xls_looks import looks_of
from selfeval_gui.exchange.readers.xls_strings import strings_of
from tests.helpers.old_workbook import LOWERED, PLAIN, RAISED, STRUCK, OldCell, Rich, old_workbook


def read(data: bytes) -> Source:
    return read_source(data, lambda _done, _total: None)


def asides(source: Source) -> list[tuple[str, str, str]]:
    return [(grid.aside, grid.name, cell.text) for grid in source.grids if grid.aside for cell in grid.cells]


def only(source: Source) -> SourceCell:
    (cell,) = (cell for grid in source.grids if grid.aside is None for cell in grid.cells)
    return cell


@pytest.mark.parametrize(
    ("value", "code", "shown", "exact"),
    [
        (1.0, "0%", "100%", ""),
        (0.985, 10, "98.50%", ""),
        (0.98765, "0.0%", "98.8%", "98.765%"),
        (6.0, '"≥"0"公里"', "≥6公里", ""),
        (2350000.0, "0!.0,", "235.0", ""),
        (0.6, 13, "3/5", ""),
        (7.5, 2, "7.50", ""),
        (1.0, 0, "1", ""),
        (44166.0, 14, "2020-12-01", ""),
        (44166.0, 57, "2020年12月", ""),
        (44196.0, 58, "12月31日", ""),
        (44196.0, 'yyyy"年"m"月"d"日"', "2020年12月31日", ""),
    ],
)
def test_a_number_is_shown_by_its_format(value: float, code: str | int, shown: str, exact: str) -> None:
    cell = only(read(old_workbook([OldCell(3, 2, value, code)])))
    assert (cell.row, cell.column, cell.text, cell.exact, cell.unformatted) == (3, 2, shown, exact, False)


@pytest.mark.parametrize(
    ("value", "font", "text", "struck"),
    [
        ("作废的话", STRUCK, "", ["作废的话"]),
        (0.5, STRUCK, "", ["0.5"]),
        ((("≥2×10", PLAIN), ("5", RAISED), ("尾", PLAIN)), PLAIN, "≥2×10⁵尾", []),
        ((("CO", PLAIN), ("2", LOWERED)), PLAIN, "CO₂", []),
        ((("新", PLAIN), ("旧", STRUCK)), PLAIN, "新", ["旧"]),
        ((("旧", PLAIN), ("新", PLAIN)), STRUCK, "新", ["旧"]),
    ],
)
def test_fonts_that_change_what_a_cell_says(value: float | str | Rich, font: int, text: str, struck: list[str]) -> None:
    source = read(old_workbook([OldCell(1, 1, value, font=font)]))
    assert [cell.text for grid in source.grids if grid.aside is None for cell in grid.cells] == ([text] if text else [])
    assert asides(source) == [("划去的文字", "一!B2", each) for each in struck]


def test_formulas_hidden_rows_and_comments() -> None:
    cells = [OldCell(0, 0, 4.0), OldCell(1, 0, 4.0, is_formula=True), OldCell(2, 0, "见附件")]
    source = read(old_workbook(cells, hidden_rows=[1, 9], comment=(2, 0, "附件没有收到")))
    assert [cell.is_computed for cell in source.grids[0].cells] == [False, True, False]
    assert source.grids[0].hidden_rows == {1}
    assert asides(source) == [("批注", "一!A3", "附件没有收到")]


def test_a_text_is_shown_with_the_words_of_its_format() -> None:
    struck: Rich = (("十", PLAIN), ("九", STRUCK))
    source = read(old_workbook([OldCell(0, 0, "三十", '"约"@"户"'), OldCell(1, 0, struck, '@"户"')]))
    assert [cell.text for cell in source.grids[0].cells] == ["约三十户", "十户"]


def test_calamine_sees_the_same_values() -> None:
    data = old_workbook([OldCell(0, 0, "甲"), OldCell(0, 1, 2.5), OldCell(4, 1, (("乙", PLAIN), ("丙", STRUCK)))])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert (rows[0], rows[-1]) == (["甲", 2.5], ["", "乙丙"])


def test_a_string_is_cut_by_records_wherever_they_end() -> None:
    """The second record says anew whether characters are wide; fonts and what else belongs to a string are cut, too."""
    words = b"\x02\0\x08" + b"\x01\0" + b"ab" + b"\x01\0\x01\0"  # narrow, in two fonts
    wide = b"\x03\0\x01" + "一二".encode("utf-16-le")
    rest = b"\x01" + "三".encode("utf-16-le")
    found = strings_of([b"\x03\0\0\0\x03\0\0\0" + words[:9], words[9:] + wide, rest + b"\x02\0\0cd"])
    assert (found.texts, found.runs) == (["ab", "一二三", "cd"], {0: [(1, 1)]})


@pytest.mark.parametrize("length", [0, 8, 100, 511, 512, 1000, 3000, 4700])
def test_what_is_cut_off_has_no_looks_and_no_traceback(length: int) -> None:
    data = old_workbook([OldCell(0, 0, 1.0, "0%")])
    assert looks_of(data[:length]) == {} or looks_of(data[:length])["一"].formats in ({}, {(0, 0): "0%"})


def test_a_chain_without_an_end_is_refused() -> None:
    data = bytearray(old_workbook([OldCell(0, 0, 1.0)]))
    table = len(data) - 512
    data[table + 7 * 4 : table + 8 * 4] = (0).to_bytes(4, "little")
    with pytest.raises(BrokenContainer):
        stream_of(bytes(data), "Workbook")


def test_numbers_without_a_known_look_are_marked() -> None:
    data = bytearray(old_workbook([OldCell(0, 0, 1.0, "0%")]))
    place = data.index(b"\x03\x02\x0e\0")  # the number names a style that is not there
    data[place + 8 : place + 10] = b"\xff\0"
    assert only(read(bytes(data))).unformatted


def test_dates_that_a_chinese_excel_names_by_number_alone() -> None:
    assert [built_in(number) for number in (31, 57, 58)] == ['yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"']
