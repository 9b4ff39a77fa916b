"""Remarks sent back to units, and their answers taken in, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.entries import Person
from selfeval_gui.storage import store
from selfeval_gui.work.review.reviewing import add_remarks, new_remark
from tests.helpers.review import asked, form_of, put, rewrite, rows_of, run, snapshot

Ask = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("qapp")  # packages hold PDFs, which need the application of the tests
WANG, NOW = Person(name="王芳"), datetime(2021, 3, 1, 9, tzinfo=UTC)
TEXTS = ("人数与附件不符", "请说明进度")


@pytest.fixture
def folder(tmp_path: Path, sample_originals: Path) -> Path:
    """A department with a form of each of two units and two remarks on the first."""
    workspace, sample = tmp_path / "w", min(sample_originals.glob("*.json"))
    for unit, project in (("科技馆", "展厅更新"), ("图书馆", "馆藏保护")):
        put(workspace / unit, form_of(sample, unit, project))
    form = store.load(workspace / "科技馆" / "展厅更新.json").form
    row = rows_of(form)[0]
    refs = (FieldRef(NodeId(row.id), "actual"), FieldRef(None, "actual_outcome"))
    add_remarks(
        workspace,
        form,
        [new_remark(form, ref, text, "必须改", WANG, NOW) for ref, text in zip(refs, TEXTS, strict=True)],
    )
    return workspace


def returned(capsys: Ask, folder: Path, out: Path, *more: str) -> dict[str, Path]:
    packages = asked(capsys, "return", folder, "--out", out, *more)["packages"]
    return {each["unit"]: Path(each["file"]) for each in packages}


def sheet_of(package: Path) -> Any:
    with ZipFile(package) as archive:
        return load_workbook(BytesIO(archive.read("退回意见.xlsx")))


def answered(package: Path, target: Path, answer: Callable[[Any], None]) -> Path:
    book = sheet_of(package)
    answer(book.active)
    book.save(target)
    return target


def test_each_unit_gets_its_own_remarks_and_no_others(folder: Path, tmp_path: Path, capsys: Ask) -> None:
    answer = asked(capsys, "return", folder, "--out", tmp_path / "out")
    assert [(each["unit"], each["remarks"]) for each in answer["packages"]] == [("图书馆", 0), ("科技馆", 2)]
    library, museum = (Path(each["file"]) for each in answer["packages"])
    with ZipFile(museum) as archive:
        assert archive.namelist() == [
            "退回意见.xlsx",
            "回执.json",
            "展厅更新.xlsx",
            "展厅更新.docx",
            "展厅更新.json",
            "意见.json",
        ]
        (receipt,) = json.loads(archive.read("回执.json"))["forms"]
        assert (receipt["project_name"], receipt["remarks"]) == ("展厅更新", 2)
    with ZipFile(library) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            assert not any(text.encode() in data for text in TEXTS)
    assert sheet_of(library).active["A2"].value == "无意见"
    assert museum.with_suffix("").is_dir()
    states = [each["state"] for each in asked(capsys, "review", folder)["forms"]]
    assert states == ["待审", "已退回"]


def test_the_sheet_can_be_answered_and_not_be_changed(folder: Path, tmp_path: Path, capsys: Ask) -> None:
    sheet = sheet_of(returned(capsys, folder, tmp_path / "out")["科技馆"]).active
    assert [cell.value for cell in sheet[3]][:9] == [
        *("编号", "项目", "位置", "原内容", "意见", "性质", "应为", "答复", "说明"),
    ]
    assert [sheet.cell(4, column).value for column in (1, 2, 5, 6)] == ["1", "展厅更新", TEXTS[0], "必须改"]
    assert sheet.protection.sheet
    assert [sheet.cell(4, column).protection.locked for column in (5, 8, 9)] == [True, False, False]
    (first, _second) = sheet.data_validations.dataValidation
    assert (str(first.sqref), first.formula1) == ("H4", '"已改,不改,已说明"')
    assert sheet.column_dimensions["J"].hidden


def test_comments_stand_at_their_cells_with_the_numbers_of_the_sheet(folder: Path, tmp_path: Path, capsys: Ask) -> None:
    package = returned(capsys, folder, tmp_path / "out")["科技馆"]
    form = store.load(folder / "科技馆" / "展厅更新.json").form
    with ZipFile(package) as archive:
        sheet = load_workbook(BytesIO(archive.read("展厅更新.xlsx"))).active
    assert sheet is not None
    said = {cell.value: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment is not None}
    assert said == {
        rows_of(form)[0].actual: f"1. [必须改] {TEXTS[0]}",
        form.actual_outcome: f"2. [必须改] {TEXTS[1]}",
    }
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert formulas


def test_findings_become_remarks_once(folder: Path, tmp_path: Path, capsys: Ask) -> None:
    warnings = asked(capsys, "list", folder)[0]["warnings"]
    assert warnings == 2  # as the seeds say of this form
    first = asked(capsys, "return", folder, "--out", tmp_path / "1", "--unit", "图书馆", "--findings", "warning")
    assert [each["remarks"] for each in first["packages"]] == [2]
    again = asked(capsys, "return", folder, "--out", tmp_path / "2", "--unit", "图书馆", "--findings", "warning")
    assert [each["remarks"] for each in again["packages"]] == [2]
    none = asked(capsys, "return", folder, "--out", tmp_path / "3", "--unit", "科技馆", "--findings", "error")
    assert [each["remarks"] for each in none["packages"]] == [2]


def test_answers_come_back_from_a_sheet_sorted_and_shortened(folder: Path, tmp_path: Path, capsys: Ask) -> None:
    package = returned(capsys, folder, tmp_path / "out")["科技馆"]

    def fill(sheet: Any) -> None:
        sheet.cell(5, 8).value, sheet.cell(5, 9).value = "已说明", "进度见附件"
        sheet.delete_rows(4)

    filled = answered(package, tmp_path / "回来.xlsx", fill)
    answer = asked(capsys, "receive", filled, "--into", folder)
    (row,) = answer["forms"]
    assert (row["project_name"], row["verdict"], row["unit"]) == ("展厅更新", "same", "科技馆")
    assert [(each["how"], each["text"]) for each in row["answers"]] == [("已说明", "进度见附件")]
    museum = asked(capsys, "review", folder)["forms"][1]
    assert (museum["state"], museum["open_remarks"], museum["unanswered"]) == ("已重报", 2, 1)
    before = snapshot(folder)
    asked(capsys, "receive", filled, "--into", folder)
    assert snapshot(folder) == before


def test_ids_that_were_written_over_are_found_by_the_words_of_the_row(
    folder: Path, tmp_path: Path, capsys: Ask
) -> None:
    package = returned(capsys, folder, tmp_path / "out")["科技馆"]

    def fill(sheet: Any) -> None:
        ids = sheet.cell(4, 10).value, sheet.cell(5, 10).value
        sheet.cell(4, 10).value, sheet.cell(5, 10).value = ids[1], "x"
        sheet.cell(4, 8).value, sheet.cell(5, 8).value = "已改", "不改"

    answer = asked(capsys, "receive", answered(package, tmp_path / "a.xlsx", fill), "--into", folder)
    (review,) = (folder / "审核" / "意见").glob("*.json")
    kept = {
        each["text"]: each["answers"][0]["how"] for each in json.loads(review.read_text(encoding="utf-8"))["remarks"]
    }
    assert kept == {TEXTS[0]: "已改", TEXTS[1]: "不改"}
    assert len(answer["forms"][0]["answers"]) == 2


def test_answers_that_belong_to_nothing_here_are_named_and_not_taken(folder: Path, tmp_path: Path, capsys: Ask) -> None:
    package = returned(capsys, folder, tmp_path / "out")["科技馆"]

    def fill(sheet: Any) -> None:
        sheet.cell(4, 5).value, sheet.cell(4, 10).value, sheet.cell(4, 8).value = "别处的意见", "zzzz", "已改"
        sheet.cell(5, 8).value = "随便"

    before = snapshot(folder)
    capsys.readouterr()
    assert run("receive", answered(package, tmp_path / "a.xlsx", fill), "--into", folder) == 0
    told = capsys.readouterr().err
    assert "第 4 行的意见编号" in told and "第 5 行的答复“随便”" in told
    assert snapshot(folder) == before


def test_a_remark_whose_row_vanished_goes_back_all_the_same(folder: Path, tmp_path: Path, capsys: Ask) -> None:
    path = folder / "科技馆" / "展厅更新.json"
    form = store.load(path).form
    form.indicators[0].children[0].children.pop(0)
    rewrite(path, indicators=form.indicators)
    sheet = sheet_of(returned(capsys, folder, tmp_path / "out")["科技馆"]).active
    assert [sheet.cell(row, 5).value for row in (4, 5)] == list(TEXTS)


def test_accepted_forms_do_not_go_back_and_unknown_units_are_named(folder: Path, tmp_path: Path, capsys: Ask) -> None:
    assert run("return", folder, "--unit", "外单位", "--out", tmp_path / "out") == 2
    assert "外单位" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_goes_back_and_comes_again_unread_is_the_same(folder: Path, tmp_path: Path, capsys: Ask) -> None:
    package = returned(capsys, folder, tmp_path / "out")["科技馆"]
    answer = asked(capsys, "receive", package, "--into", folder)
    assert {each["verdict"] for each in answer["forms"]} == {"same"}
    assert [each["state"] for each in asked(capsys, "review", folder)["forms"]] == ["待审", "已退回"]
