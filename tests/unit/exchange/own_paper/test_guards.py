"""What must not happen to an office's own file: each way it could go wrong stops the learning or is told."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from selfeval_gui.exchange.own_paper.decide import decided
from selfeval_gui.exchange.own_paper.fill import fill
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.own_papers import FIRST, document_bytes, form_of, workbook, workbook_bytes

RULES = rule_set_for("shanghai-2020")


def changed(**cells: str) -> bytes:
    book = workbook()
    for place, text in cells.items():
        book["自评表"][place] = text
    return workbook_bytes(book)


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableSource) as error:
        learn(data)
    return error.value.code


def repacked(data: bytes, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


# ---- 1: the words above a place are shown -------------------------------------------------------------------------


def test_each_place_says_what_stands_above_it() -> None:
    shown = {each.field: (each.place, each.heading) for each in learn(changed(E5="调整后预算数")).places}
    assert shown["funds.total.annual_budget"] == ("自评表!E6", "调整后预算数 年度资金总额")
    assert shown["project_name"] == ("自评表!B3", "项目名称")


def test_one_field_in_two_places_is_a_conflict() -> None:
    book = workbook()
    sheet = book["自评表"]
    sheet["A4"], sheet["E4"] = "实施单位", "实施单位"
    found = learn(workbook_bytes(book)).conflicts
    assert {(each.code, each.place) for each in found} == {("twice", "自评表!B4"), ("twice", "自评表!F4")}


# ---- 2: words of last year ----------------------------------------------------------------------------------------


def test_a_text_with_digits_or_a_name_needs_a_decision() -> None:
    learned = learn(changed(A18="电话见2020年第3号通知", A19="张三丰", A20="请如实填写各项并由负责人签字盖章"))
    assert [(each.text, each.needs_decision) for each in learned.leftovers] == [
        ("电话见2020年第3号通知", True),
        ("张三丰", True),
        ("请如实填写各项并由负责人签字盖章", False),
    ]


def test_cleared_texts_are_gone_from_the_blank_and_kept_ones_stay() -> None:
    learned = learn(changed(A18="第3号通知", A20="第5号通知"))
    first, second = learned.leftovers
    paper = decided(learned.paper, [second], [first])
    sheet = load_workbook(io.BytesIO(fill(form_of(3), paper, RULES).data))["自评表"]
    assert (sheet["A18"].value, sheet["A20"].value) == (None, "第5号通知")
    assert paper.kept_words == ("第5号通知",)


def test_a_legend_beside_the_form_is_kept_without_a_question() -> None:
    learned = learn(changed(K4="填写说明：1.金额保留2位小数"))
    assert [(each.text, each.needs_decision) for each in learned.leftovers] == [("填写说明：1.金额保留2位小数", False)]


def test_a_formula_that_no_program_has_computed_is_no_text_that_is_left() -> None:
    assert [each.text for each in learn(changed(K18="=SUM(I13:I16)", A19="第5号通知")).leftovers] == ["第5号通知"]


def test_another_form_of_the_same_file_needs_a_decision() -> None:
    book = workbook()
    other = book.copy_worksheet(book["自评表"])
    other["B3"] = "另一个项目2019"
    left = [each.text for each in learn(workbook_bytes(book)).leftovers if each.needs_decision]
    assert "另一个项目2019" in left


def test_the_author_needs_a_decision() -> None:
    book = workbook()
    book.properties.creator = "王小明"
    assert [(each.place, each.needs_decision) for each in learn(workbook_bytes(book)).leftovers] == [
        ("docProps/core.xml", True)
    ]


# ---- 3: the end of the indicators ---------------------------------------------------------------------------------


def test_a_row_of_another_kind_before_the_end_stops_the_learning() -> None:
    book = workbook(examples=4)
    row = FIRST + 4
    book["自评表"][f"B{row}"] = "存在困难"
    book["自评表"].merge_cells(f"C{row}:I{row}")
    assert {each.code for each in learn(workbook_bytes(book)).conflicts} == {"end"}


@pytest.mark.parametrize("text", ["改进措施", "偏差原因分析及改进措施"])
def test_a_row_that_is_known_ends_the_indicators(text: str) -> None:
    book = workbook(examples=4)
    row = FIRST + 4
    book["自评表"][f"B{row}"] = text
    book["自评表"].merge_cells(f"C{row}:I{row}")
    learned = learn(workbook_bytes(book))
    assert learned.conflicts == ()
    assert learned.paper.block.rows[-1] == (0, row - 2)
    assert f"extra.{text}" in {each.field for each in learned.paper.places}


# ---- 4: options ---------------------------------------------------------------------------------------------------


def test_cells_with_boxes_to_tick_are_no_places() -> None:
    learned = learn(changed(B4="1、区级□ 2、市级☑"))
    assert "department" not in {each.field for each in learned.paper.places}


def test_the_signs_of_the_blank_are_obeyed() -> None:
    book = workbook()
    sheet: Any = book["自评表"]
    for column, text in zip("EFGH", ("指标性质", "指标值", "度量单位", "完成值"), strict=True):
        sheet[f"{column}{FIRST}"] = text
    for column, text in zip("IJK", ("分值", "得分", "偏差原因分析及改进措施"), strict=True):
        sheet[f"{column}{FIRST}"] = text
    sheet[f"D{FIRST + 1}"], sheet[f"E{FIRST + 1}"], sheet[f"F{FIRST + 1}"] = "旧指标", "≧", "3"
    learned = learn(workbook_bytes(book))
    filled = load_workbook(io.BytesIO(fill(form_of(2), learned.paper, RULES).data))["自评表"]
    assert [filled[f"{column}{FIRST + 1}"].value for column in "EFG"] == ["≧", "1", "个"]


# ---- 5: refused ---------------------------------------------------------------------------------------------------


def test_files_that_are_refused() -> None:
    blank = workbook_bytes(workbook())
    assert refused(repacked(blank, **{"xl/vbaProject.bin": b"x"})) == "paper.macros"
    assert refused(repacked(blank, **{"xl/pivotTables/pivotTable1.xml": b"<x/>"})) == "paper.pivot"
    assert refused(repacked(blank, **{"xl/externalLinks/externalLink1.xml": b"<x/>"})) == "paper.links"
    assert (
        refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le") + bytes(600)) == "paper.kind"
    )
    assert refused(b"1,2,3") == "paper.kind"
    assert refused(workbook_bytes(Workbook())) == "source.no_form"
    assert refused(changed(A3="")) == "paper.no_name"
    assert refused(blank[:-200]) == "source.damaged"


@pytest.mark.parametrize("formula", ["=[去年.xlsx]自评表!B3", "=SUM('C:\\表\\[去年.xlsx]自评表'!B3:B9)", "=1+[1]表!A1"])
def test_a_formula_that_names_another_file(formula: str) -> None:
    assert refused(changed(D6=formula)) == "paper.links"


@pytest.mark.parametrize("formula", ['="[去年.xlsx]自评表!B3"', "=SUM(表1[金额],填表说明!A1)", "='自评表'!G16"])
def test_a_formula_that_only_looks_like_one(formula: str) -> None:
    assert learn(changed(D20=formula)).paper.format == "xlsx"


def test_no_amounts() -> None:
    book = workbook()
    for row in range(5, 10):
        for column in "BDEFGHI":
            if row == 5 or column == "B":
                book["自评表"][f"{column}{row}"] = None
    assert refused(workbook_bytes(book)) == "paper.no_amounts"


def test_a_table_of_ten_thousand_columns() -> None:
    book = workbook()
    book["自评表"].cell(FIRST, 10_000, "x")
    assert refused(workbook_bytes(book)) == "paper.too_wide"


def test_shared_formulas_within_the_indicators() -> None:
    data = workbook_bytes(workbook())
    with ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").replace(
            b"<f>SUM(G", b'<f t="shared" ref="G16:H16" si="0">SUM(G'
        )
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    assert refused(out.getvalue()) == "paper.shared_formula"


# ---- 6: no place --------------------------------------------------------------------------------------------------


def test_what_has_no_place_is_named() -> None:
    learned = learn(workbook_bytes(workbook(carried_over=False)))
    assert "funds.parts.carried_over.executed" in learned.no_place
    lost = fill(form_of(2), learned.paper, RULES).unplaced
    assert lost == [f"funds.parts.carried_over.{each}" for each in ("initial_budget", "annual_budget", "executed")]
    assert learn(document_bytes()).no_place == ("notes",)
