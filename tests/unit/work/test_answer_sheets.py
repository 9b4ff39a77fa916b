"""退回意见.xlsx as it comes back: rows deleted and in another order, ids written over, in .xls, saved by LibreOffice."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from selfeval_gui.domain.review.entries import Person
from selfeval_gui.storage import store
from selfeval_gui.storage.review.reviews import read_reviews
from selfeval_gui.work.review.moments import present
from selfeval_gui.work.review.reviewing import add_remarks, new_remark
from tests.helpers.producers import convert
from tests.helpers.review import asked, form_of, put, run

Ask = pytest.CaptureFixture[str]
TEXTS = ("人数与附件不符", "请说明进度", "请补充总体说明")
ALL = {TEXTS[0]: ("已改", ""), TEXTS[1]: ("不改", "附件没有错"), TEXTS[2]: ("已说明", "见备注")}
HOW, SAID, ID = 8, 9, 10


class Sheet:
    """A department whose remarks have gone out, and the sheet with an answer to each."""

    def __init__(self, folder: Path, sample: Path, capsys: Ask) -> None:
        self.folder, self.workspace, self._capsys = folder, folder / "w", capsys
        form = store.load(put(self.workspace, form_of(sample, "科技馆", "展厅更新"))).form
        by = Person(name="王芳")
        add_remarks(self.workspace, form, [new_remark(form, None, text, "必须改", by, present()) for text in TEXTS])
        (package,) = asked(capsys, "return", self.workspace, "--out", folder / "out")["packages"]
        self.path = folder / "退回意见.xlsx"
        shutil.copy(Path(package["file"]).with_suffix("") / self.path.name, self.path)

        def answer(sheet: Any) -> None:
            for row in range(4, 4 + len(TEXTS)):
                sheet.cell(row, HOW).value, sheet.cell(row, SAID).value = ALL[sheet.cell(row, 5).value]

        self.change(answer)

    def change(self, change: Callable[[Any], None]) -> None:
        book = load_workbook(self.path)
        change(book.active)
        book.save(self.path)

    def saved_as(self, kind: str) -> None:
        data = convert({"sheet": self.path.read_bytes()}, "xlsx", kind, self.folder / "office")["sheet"]
        self.path.unlink()
        self.path = self.path.with_suffix(f".{kind}")
        self.path.write_bytes(data)

    def receive(self) -> str:
        """Take the sheet in; return what is said of it."""
        self._capsys.readouterr()
        assert run("receive", self.path, "--into", self.workspace) == 0
        return self._capsys.readouterr().err

    def answers(self) -> dict[str, tuple[str, str]]:
        return self.answers_of("科技馆")

    def answers_of(self, unit: str) -> dict[str, tuple[str, str]]:
        (review,) = [each for each in read_reviews(self.workspace).by_form.values() if each.unit == unit]
        return {each.text: (each.answers[0].how, each.answers[0].text) for each in review.remarks if each.answers}


@pytest.fixture
def sheet(tmp_path: Path, sample_originals: Path, capsys: Ask) -> Sheet:
    return Sheet(tmp_path, min(sample_originals.glob("*.json")), capsys)


def exchange(sheet: Any, one: int, other: int, columns: range) -> None:
    for column in columns:
        first, second = sheet.cell(one, column), sheet.cell(other, column)
        first.value, second.value = second.value, first.value


def test_rows_in_another_order(sheet: Sheet) -> None:
    sheet.change(lambda page: exchange(page, 4, 6, range(1, ID + 1)))
    assert (sheet.receive(), sheet.answers()) == ("", ALL)


def test_a_deleted_row_is_named_and_its_remark_stays(sheet: Sheet) -> None:
    sheet.change(lambda page: page.delete_rows(5))
    assert f"编号 2 的意见“{TEXTS[1]}”在交回的表里没有了，意见还在" in sheet.receive()
    assert sheet.answers() == {text: ALL[text] for text in (TEXTS[0], TEXTS[2])}


def test_ids_that_were_written_over_or_exchanged_are_named(sheet: Sheet) -> None:
    def change(page: Any) -> None:
        exchange(page, 4, 5, range(ID, ID + 1))
        page.cell(6, ID).value = "x"

    sheet.change(change)
    told = sheet.receive()
    assert all(f"第 {row} 行的意见编号被改过" in told for row in (4, 5, 6))
    assert sheet.answers() == ALL


def another_unit(sheet: Sheet, sample: Path, text: str) -> None:
    """Give another unit a project of the same name with a remark of the same words, and send that back, too."""
    form = store.load(put(sheet.workspace, form_of(sample, "图书馆", "展厅更新"))).form
    remarks = [
        new_remark(form, None, each, "必须改", Person(name="王芳"), present()) for each in (text, "图书馆的另一条")
    ]
    add_remarks(sheet.workspace, form, remarks)
    assert run("return", sheet.workspace, "--unit", "图书馆", "--out", sheet.folder / "other") == 0


def test_ids_that_were_written_over_where_another_unit_has_such_a_project(sheet: Sheet, sample_originals: Path) -> None:
    another_unit(sheet, min(sample_originals.glob("*.json")), TEXTS[1])

    def change(page: Any) -> None:
        for row in (4, 5, 6):
            page.cell(row, ID).value = "x"

    sheet.change(change)
    told = sheet.receive()
    assert all(f"第 {row} 行的意见编号被改过" in told for row in (4, 5, 6)) and "找不到" not in told
    assert sheet.answers_of("科技馆") == ALL and sheet.answers_of("图书馆") == {}


def test_a_row_that_is_another_units_is_named_and_nothing_of_that_unit_is_missed(
    sheet: Sheet, sample_originals: Path
) -> None:
    another_unit(sheet, min(sample_originals.glob("*.json")), "图书馆的一条")
    review = next(each for each in read_reviews(sheet.workspace).by_form.values() if each.unit == "图书馆")
    remark = next(each for each in review.remarks if each.text == "图书馆的一条")

    def change(page: Any) -> None:
        for column, value in ((1, "1"), (2, "展厅更新"), (5, remark.text), (HOW, "已改"), (ID, remark.id)):
            page.cell(7, column).value = value

    sheet.change(change)
    told = sheet.receive()
    assert "第 7 行答复的是“图书馆”的意见，和其余的不是一个单位，没有装入" in told and "没有了" not in told
    assert sheet.answers_of("科技馆") == ALL and sheet.answers_of("图书馆") == {}


def test_rows_that_may_be_of_either_unit_are_named(sheet: Sheet, sample_originals: Path) -> None:
    another_unit(sheet, min(sample_originals.glob("*.json")), TEXTS[1])

    def change(page: Any) -> None:
        page.cell(5, ID).value = "x"
        page.delete_rows(6)
        page.delete_rows(4)

    sheet.change(change)
    assert "这样的意见有 2 条，分不出是哪条，答复“附件没有错”没有装入" in sheet.receive()
    assert sheet.answers_of("科技馆") == {} and sheet.answers_of("图书馆") == {}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_sheets_that_libreoffice_saved(sheet: Sheet, kind: str) -> None:
    sheet.change(lambda page: exchange(page, 4, 6, range(1, ID + 1)))
    sheet.saved_as(kind)
    assert (sheet.receive(), sheet.answers()) == ("", ALL)
