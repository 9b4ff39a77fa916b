"""Workbooks as other programs may write them: any order of attributes, any quotes, prefixes, entities, CDATA, no names."""

from __future__ import annotations

import re

import pytest

from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import Aside, Grid, SourceCell
from tests.helpers import hostile

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = (
    f"<styleSheet xmlns='{SPACE}'><numFmts count='1'><numFmt formatCode='yyyy&quot;年&quot;' numFmtId='164'/></numFmts>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='10'/><xf numFmtId='164'/><xf numFmtId='14'/></cellXfs></styleSheet>"
)
RATE = '<row r="1"><c r="A1" s="1"><v>0.924</v></c></row>'


def read(sheet: str, **more: str) -> Grid:
    (grid,) = read_source(hostile.xlsx(sheet, STYLES, **more), lambda _done, _total: None).grids
    return grid


def texts(sheet: str, **more: str) -> dict[tuple[int, int], str]:
    return {cell[1:3]: cell.text for cell in read(sheet, **more).cells}


@pytest.mark.parametrize(
    "sheet",
    [
        RATE,
        '<row r="1"><c s="1" r="A1"><v>0.924</v></c></row>',
        "<row r='1'><c r='A1' s='1' t='n'><v>0.924</v></c></row>",
        '<row r="1"><c\n  r = "A1"\n  s = "1"\n><v>0.924</v></c></row>',
        '<row><c s="1"><v>0.924</v></c></row>',
        '<row r="1"><c r="a1" x="1>0" s="1"><v>0.924</v></c></row>',
        '<row r="1"><c r="A1" s="&#49;"><v>0.92&#52;</v></c></row>',
        '<row r="1"><c r="A1" s="1"><v><![CDATA[0.924]]></v></c></row>',
        '<row r="1"><!-- <c r="B1" s="1"><v>7</v></c> --><c r="A1" s="1"><v>0.9<!-- 1 -->24</v></c></row>',
        f'<x:row xmlns:x="{SPACE}" r="1"><x:c r="A1" s="1"><x:v>0.924</x:v></x:c></x:row>',
    ],
)
def test_a_rate_is_read_as_it_is_printed_however_it_is_written(sheet: str) -> None:
    assert texts(sheet) == {(0, 0): "92.40%"}


def test_rows_and_cells_without_names_follow_each_other() -> None:
    sheet = (
        "<row r='3'><c t='b'><v>1</v></c><c r='D3'><v>13</v></c><c><v>7</v></c></row>"
        "<row><c/><c s='1'><v>0.5</v></c></row>"
    )
    assert texts(sheet) == {(2, 0): "TRUE", (2, 3): "13", (2, 4): "7", (3, 1): "50.00%"}


def test_errors_stand_there_as_they_are_written() -> None:
    sheet = "<row r='1'><c t='e' r='A1'><f>1/0</f><v><![CDATA[#DIV/0!]]></v></c></row>"
    assert texts(sheet) == {(0, 0): "#DIV/0!"}


def test_texts_of_every_kind() -> None:
    shared = (
        "<si><r><rPr><b/></rPr><t>科</t></r><r><t xml:space='preserve'>普 </t></r><rPh sb='0' eb='1'><t>kē</t></rPh></si>"
        "<si><t>&lt;甲&gt; <![CDATA[& 乙]]></t></si><si><t>_x005F_x0041_</t></si><si/>"
    )
    sheet = (
        "<row r='1'><c t='s' r='A1'><v>0</v></c><c t='s' r='B1'><v>1</v></c><c t='s' r='C1'><v>2</v></c>"
        "<c t='s' r='D1'><v>3</v></c><c t='str' r='E1'><f>A1</f><v>科_x000D_\n普</v></c>"
        "<c t='inlineStr' r='F1'><is><r><t>学</t></r><r><t>会</t></r></is></c></row>"
    )
    assert texts(sheet, texts=shared) == {
        **{(0, 0): "科普", (0, 1): "<甲> & 乙", (0, 2): "_x0041_"},
        **{(0, 4): "科\n普", (0, 5): "学会"},
    }


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        # Excel's own calendar: day 1 is 1900-01-01, and day 60, the 29th of February 1900, never was.
        ("1", 3, "1900-01-01"),
        ("59", 3, "1900-02-28"),
        ("61", 3, "1900-03-01"),
        ("44197", 3, "2021-01-01"),
        ("44197.75", 3, "2021-01-01 18:00:00"),
        ("0.25", 3, "06:00:00"),
        ("44197", 2, "2021年"),
        ("99999999999", 3, "99999999999"),
        ("44197", 0, "44197"),
    ],
)
def test_dates(number: str, style: int, shown: str) -> None:
    assert texts(f'<row r="1"><c r="A1" s="{style}"><v>{number}</v></c></row>') == {(0, 0): shown}


def test_merges_and_hidden_rows_in_any_quotes() -> None:
    grid = read(
        "<row hidden='1' r='2'><c r='B2'><v>5</v></c></row><row r='4' hidden=\"true\"><c r='B4'/></row>"
        "</sheetData><mergeCells><mergeCell ref='B2:C3'/></mergeCells><sheetData>"
    )
    assert grid.cells == [SourceCell(0, 1, 1, 2, 2, "5")]
    assert grid.hidden_rows == {1}


@pytest.mark.parametrize("area", ["B2", "B2:B2"])
def test_a_merge_of_one_cell_covers_that_cell(area: str) -> None:
    grid = read(
        "<row r='2'><c r='B2'><v>5</v></c></row>"
        f"</sheetData><mergeCells><mergeCell ref='{area}'/></mergeCells><sheetData>"
    )
    assert grid.cells == [SourceCell(0, 1, 1, 1, 1, "5")]


@pytest.mark.parametrize("row", ["0", "-4", "x"])
def test_a_row_that_no_sheet_has_is_damage(row: str) -> None:
    with pytest.raises(UnreadableSource) as raised:
        read(f"<row r='{row}'><c><v>5</v></c></row>")
    assert raised.value.code == "source.damaged"


def test_what_a_formula_computed_is_marked_and_one_without_a_result_is_blank() -> None:
    sheet = (
        "<row r='1'><c r='A1'><f>1+1</f><v>2</v></c><c r='B1'><v>2</v></c><c r='C1'><f>1+1</f></c>"
        "<c r='D1'><f>1+1</f><v/></c><c r='E1' t='str'><f>A1</f><v></v></c><c r='F1'><f t='shared' si='0'/><v>3</v></c></row>"
    )
    grid, formulas = read_source(hostile.xlsx(sheet), lambda _done, _total: None).grids
    assert (formulas.aside, [cell.text for cell in formulas.cells]) == (Aside.FORMULA, ["C1、D1"])
    assert [(cell.text, cell.is_computed) for cell in grid.cells] == [("2", True), ("2", False), ("3", True)]


# Longer than what is read as a tree at once: 200,000 rows, most of them without a value.
LONG = "".join(f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>' for row in range(1, 200_000))
LONG += '<row r="200000" hidden="1"><c r="A200000" s="1"><v>0.924</v></c></row>'


@pytest.mark.slow
def test_a_long_sheet_is_read_like_a_short_one() -> None:
    grid = read(LONG + "</sheetData><mergeCells><mergeCell ref='A200000:B200001'/></mergeCells><sheetData>")
    assert grid.cells == [SourceCell(0, 199_999, 0, 200_000, 1, "92.40%")]
    assert grid.hidden_rows == {199_999}


@pytest.mark.parametrize("sheet", [RATE, LONG])
@pytest.mark.parametrize(
    ("prologue", "code"),
    [
        ("<!DOCTYPE x [<!ENTITY a '1'>]>", "source.entities"),
        (f"<!--{'x' * 5000}--><!DOCTYPE x SYSTEM 'file:///etc/passwd'>", "source.entities"),
        (f"<!--{'x' * 5000}-->{hostile.LAUGHS}", "source.entities"),
        ("<row>", "source.damaged"),
    ],
)
def test_no_document_type_wherever_it_stands(sheet: str, prologue: str, code: str) -> None:
    with pytest.raises(UnreadableSource, match=re.escape(code)):
        read(sheet, prologue=prologue)


@pytest.mark.parametrize("sheet", ["<row r='1'><c t='s' r='A1'><v>7</v></c></row>", "<row r='x'/>"])
def test_a_number_that_leads_nowhere_is_damage(sheet: str) -> None:
    with pytest.raises(UnreadableSource, match=r"source\.damaged"):
        read(sheet)
