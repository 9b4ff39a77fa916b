"""An office's own blank filled: it reads back as the form was, and everything else is what it was."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from decimal import Decimal
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.own_paper.fill import fill
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.own_paper.trial import differences_in, trial_differences
from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.own_papers import FIRST, document_bytes, form_of, workbook, workbook_bytes
from tests.helpers.twelve_blanks import with_blanks_to_sign, with_instructions

pytestmark = pytest.mark.slow

BLANKS = {
    "xlsx": lambda: workbook_bytes(workbook()),
    "xlsx with a picture": lambda: workbook_bytes(workbook(extra=True)),
    "xlsx of one row": lambda: workbook_bytes(workbook(examples=1)),
    "docx": document_bytes,
    "docx of one row": lambda: document_bytes(1),
}
RULES = rule_set_for("shanghai-2020")


def filled(blank: bytes, form: Form) -> bytes:
    return fill(form, learn(blank).paper, RULES).data


@pytest.mark.parametrize("count", [1, 2, 3, 25])
@pytest.mark.parametrize("name", BLANKS)
def test_reads_back_equal(name: str, count: int) -> None:
    blank, form = BLANKS[name](), form_of(count)
    learned = learn(blank)
    assert learned.conflicts == ()
    back = recognize(read_source(filled(blank, form), lambda _done, _total: None)).forms
    assert [each.form.project_name for each in back] == ["城市书房运行"]
    assert list(differences_in(form, back[0].form, learned.paper)) == []
    assert back[0].form.funds.parts.carried_over.executed == Decimal("81.25")
    assert [leaf.score for leaf in level_three(back[0].form.indicators)] == [Decimal(n) for n in range(count)]


@pytest.mark.parametrize("blank", [*BLANKS.values(), with_instructions, with_blanks_to_sign])
def test_a_trial_comes_back(blank: Callable[[], bytes]) -> None:
    learned = learn(blank())
    assert trial_differences(learned.paper, learned.template, learned.rule_set) == []


def test_names_stand_in_the_blanks_of_a_line_to_sign() -> None:
    form = form_of(2)
    form.extra = {"单位负责人": "王小明", "填表人": "李四"}
    lines = [each.text for each in Document(io.BytesIO(filled(with_blanks_to_sign(), form))).paragraphs]
    assert lines[-1] == "单位负责人：王小明    填表人：李四"
    form.extra = {"填表人": "李四"}
    lines = [each.text for each in Document(io.BytesIO(filled(with_blanks_to_sign(), form))).paragraphs]
    assert lines[-1] == "单位负责人：          填表人：李四"


@pytest.mark.parametrize("count", [2, 25])
def test_what_names_rows_goes_with_them(count: int) -> None:
    blank = workbook_bytes(workbook(extra=True))
    book = load_workbook(io.BytesIO(filled(blank, form_of(count))))
    sheet, total = book["自评表"], FIRST + count + 1
    assert sheet[f"A{total}"].value == "总分"
    assert sheet[f"G{total}"].value == f"=SUM(G{FIRST + 1}:G{FIRST + count})"
    assert sheet.print_area == f"'自评表'!$A$1:$I${total}"
    assert str(sheet.data_validations.dataValidation[0].sqref) == f"G{FIRST + 1}:G{FIRST + count}"
    assert sheet[f"A{total}"].comment.text.endswith("合计须为一百分")
    assert book["填表说明"]["A2"].value == f"=自评表!H{total}"
    with ZipFile(io.BytesIO(filled(blank, form_of(count)))) as archive:
        picture = archive.read("xl/drawings/drawing1.xml").decode()
    assert re.search(r"row>(\d+)<", picture)[1] == str(total + 2), "three rows below the total, counted from 0"  # type: ignore[index]
    merges = {str(each) for each in sheet.merged_cells.ranges}
    assert {f"A{FIRST}:A{FIRST + count}", f"A{total}:F{total}", "B3:I3"} <= merges
    assert book.calculation.fullCalcOnLoad is True
    values = load_workbook(io.BytesIO(filled(blank, form_of(count))), data_only=True)["自评表"]
    assert values[f"G{total}"].value == sum(range(1, count + 1))
    assert values[f"H{total}"].value == sum(range(count))


@pytest.mark.parametrize("name", BLANKS)
def test_every_other_part_is_byte_for_byte(name: str) -> None:
    blank = BLANKS[name]()
    changed = {"word/document.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"}
    moved = {"xl/worksheets/sheet2.xml", "xl/drawings/drawing1.xml", "xl/comments/comment1.xml"}
    moved |= {"xl/drawings/commentsDrawing1.vml"}
    with ZipFile(io.BytesIO(blank)) as old, ZipFile(io.BytesIO(filled(blank, form_of(25)))) as new:
        legacy = {each for each in old.namelist() if "legacyDrawing" in each}
        assert old.namelist() == new.namelist()
        differ = {each for each in old.namelist() if old.read(each) != new.read(each)}
    assert differ <= changed | moved | legacy


def test_as_many_rows_as_the_blank_moves_nothing() -> None:
    blank = workbook_bytes(workbook(extra=True))
    with ZipFile(io.BytesIO(blank)) as old, ZipFile(io.BytesIO(filled(blank, form_of(3)))) as new:
        differ = {each for each in old.namelist() if old.read(each) != new.read(each)}
    assert differ <= {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"}


def test_a_paper_in_yuan_gets_yuan() -> None:
    book = workbook()
    book["自评表"]["A5"] = "项目资金（元）"
    sheet = load_workbook(io.BytesIO(filled(workbook_bytes(book), form_of(2))))["自评表"]
    assert sheet["D6"].value == 1_005_000


def test_words_of_last_year_are_not_left_in_the_file() -> None:
    book = workbook()
    book["自评表"]["B3"], book["自评表"]["B11"] = "旧年的项目", "旧年的目标"
    data = filled(workbook_bytes(book), form_of(2))
    with ZipFile(io.BytesIO(data)) as archive:
        assert not [each for each in archive.namelist() if "旧年的".encode() in archive.read(each)]


def test_levels_in_the_offices_own_words_with_their_weight_now() -> None:
    book = workbook()
    book["自评表"][f"B{FIRST + 1}"] = "产出指标（50分）"
    sheet = load_workbook(io.BytesIO(filled(workbook_bytes(book), form_of(4))))["自评表"]
    assert sheet[f"B{FIRST + 1}"].value == "产出指标（3分）"


def test_rows_of_a_document_are_merged_by_level() -> None:
    table = Document(io.BytesIO(filled(document_bytes(), form_of(4)))).tables[0]
    assert [table.cell(row, 1).text for row in range(10, 14)] == ["产出指标"] * 2 + ["效益指标"] * 2
    assert [table.cell(row, 3).text for row in range(10, 14)] == [f"开放书房{n}数" for n in range(1, 5)]
    assert table.cell(8, 1).text == "全年开放\n服务读者"
