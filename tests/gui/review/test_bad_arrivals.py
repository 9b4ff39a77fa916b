"""What comes in otherwise than it went out, as the window names it: answer sheets, forms with other names and ids."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QTableWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.entries import Person
from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage import store
from selfeval_gui.storage.review.reviews import read_reviews
from selfeval_gui.work.review.moments import present
from selfeval_gui.work.review.reviewing import add_remarks, new_remark
from tests.helpers.desk import Desk
from tests.helpers.dialogs import column, dialog, part, press, shown, wait_for_end
from tests.helpers.review import form_of, put, rewrite, rows_of, run, snapshot

TEXTS = ("请核对人数", "请说明进度", "请补充说明")
HOW, SAID, ID = 8, 9, 10
LIST = "清单.json"


class Exchange:
    """A unit that has sent two forms, and a department that has remarked thrice on one and sent both back."""

    def __init__(self, folder: Path, sample: Path) -> None:
        self.unit, self.department, self.mail = folder / "unit", folder / "department", folder / "mail"
        for project in ("展厅更新", "科普巡展"):
            put(self.unit, form_of(sample, "科技馆", project))
        self.first = self.pack()
        assert run("receive", self.first, "--into", self.department) == 0
        form = store.load(self.department / "科技馆" / "展厅更新.json").form
        by = Person(name="王芳")
        add_remarks(self.department, form, [new_remark(form, None, each, "必须改", by, present()) for each in TEXTS])
        assert run("return", self.department, "--out", folder / "back") == 0
        (self.sheet,) = (folder / "back").rglob("退回意见.xlsx")

    def pack(self) -> Path:
        before = set(self.mail.glob("*.zip"))
        assert run("pack", self.unit, "--unit", "科技馆", "--out", self.mail) in {0, 1}
        return (set(self.mail.glob("*.zip")) - before).pop()

    def answered(self, change: Callable[[Any], None]) -> Path:
        """Return the sheet with an answer in each row, changed further."""
        book = load_workbook(self.sheet)
        page: Any = book.active
        for row in range(4, 4 + len(TEXTS)):
            page.cell(row, HOW).value, page.cell(row, SAID).value = "已改", f"改了{page.cell(row, 5).value}"
        change(page)
        book.save(self.mail / "答复.xlsx")
        return self.mail / "答复.xlsx"

    def answers(self) -> dict[str, str]:
        remarks = [each for review in read_reviews(self.department).by_form.values() for each in review.remarks]
        return {each.text: each.answers[0].text for each in remarks if each.answers}


@pytest.fixture
def exchange(qapp: object, tmp_path: Path, sample_originals: Path) -> Exchange:
    return Exchange(tmp_path, min(sample_originals.glob("*.json")))


def offered(desk: Desk, file: Path) -> QDialog:
    """Choose a file to be taken in; return what the window says of it."""
    desk.notifier.sources = [file]
    desk.trigger("actionReceive")
    return dialog(desk, "receiveDialog")


def words(asking: QDialog) -> str:
    """Return what stands below the table, each form's in turn."""
    table, told = part(asking, QTableWidget, "receiveForms"), []
    for row in range(table.rowCount()):
        table.setCurrentCell(row, 0)
        told.append(part(asking, QPlainTextEdit, "receiveWords").toPlainText())
    return "\n".join(told)


def refuse(desk: Desk, asking: QDialog) -> None:
    press(desk, asking, "receiveCancel")
    desk.qtbot.waitUntil(lambda: not shown(desk, "receiveDialog"))


def agree(desk: Desk, asking: QDialog) -> None:
    press(desk, asking, "receiveAccept")
    wait_for_end(desk)


def without_the_second_and_upside_down(page: Any) -> None:
    page.delete_rows(5)
    for at in range(1, ID + 1):
        one, other = page.cell(4, at), page.cell(5, at)
        one.value, other.value = other.value, one.value


def with_other_ids(page: Any) -> None:
    for row in (4, 5, 6):
        page.cell(row, ID).value = "x"


def with_a_word_of_its_own(page: Any) -> None:
    page.cell(4, HOW).value = "改好啦"


def with_a_foreign_row(page: Any) -> None:
    for at, value in ((2, "别的项目"), (5, "别处的意见"), (HOW, "已改"), (SAID, "别处改了"), (ID, "zzzzzzzz")):
        page.cell(7, at).value = value


@pytest.mark.parametrize(
    ("change", "told", "taken"),
    [
        (without_the_second_and_upside_down, "编号 2 的意见“请说明进度”在交回的表里没有了", (TEXTS[0], TEXTS[2])),
        (with_other_ids, "第 5 行的意见编号被改过，按项目、位置和意见的文字认出是“请说明进度”", TEXTS),
        (with_a_word_of_its_own, "第 4 行的答复“改好啦”不是“已改、不改、已说明”之一，没有装入", TEXTS[1:]),
        (with_a_foreign_row, "第 7 行的意见编号在这个工作文件夹里找不到，答复“别处改了”没有装入", TEXTS),
    ],
)
def test_what_became_of_an_answer_sheet_is_named_and_the_rest_is_taken(
    qtbot: QtBot, exchange: Exchange, change: Callable[[Any], None], told: str, taken: tuple[str, ...]
) -> None:
    desk, file = Desk(qtbot, exchange.department), exchange.answered(change)
    before = snapshot(exchange.department)
    asking = offered(desk, file)
    assert told in words(asking)
    refuse(desk, asking)
    assert snapshot(exchange.department) == before
    agree(desk, offered(desk, file))
    assert exchange.answers() == {text: f"改了{text}" for text in taken}


def test_a_copy_whose_comment_was_moved_is_one_row_that_says_where_it_was(qtbot: QtBot, exchange: Exchange) -> None:
    """The form in the copy and what its comments answer came in one file, and are told of together."""
    form = store.load(exchange.department / "科技馆" / "展厅更新.json").form
    ref = FieldRef(NodeId(rows_of(form)[0].id), "actual")
    add_remarks(
        exchange.department, form, [new_remark(form, ref, "人数不符", "必须改", Person(name="王芳"), present())]
    )
    assert run("return", exchange.department, "--out", exchange.mail / "again") == 0
    (copy,) = (exchange.mail / "again").rglob("展厅更新.xlsx")
    book = load_workbook(copy)
    page: Any = book.active
    noted = {cell.coordinate: cell for row in page.iter_rows() for cell in row if getattr(cell, "comment", None)}
    (old,) = [name for name, cell in noted.items() if "人数不符" in cell.comment.text]
    text, noted[old].comment = noted[old].comment.text, None
    page["C3"].comment = Comment(f"{text}\n不改：附件没有错", "李雷")
    book.save(exchange.mail / copy.name)  # as it comes by mail, without the folder that it went out in
    asking = offered(Desk(qtbot, exchange.department), exchange.mail / copy.name)
    table = part(asking, QTableWidget, "receiveForms")
    assert column(table, 0) == ["展厅更新"] and "答复 1 条" in column(table, 4)[0]
    told = words(asking)
    assert "的批注挪到了" in told and "原来在“产出指标 / 数量指标 / 项目完成率 / 实际完成值”" in told
    assert "答复：不改" in told and "附件没有错" in told
    asking.reject()


def test_forms_that_were_renamed_split_made_anew_or_left_out_are_named(qtbot: QtBot, exchange: Exchange) -> None:
    rewrite(exchange.unit / "展厅更新.json", project_name="展厅大更新")
    other = store.load(exchange.unit / "科普巡展.json").form
    half = other.model_copy(deep=True)
    half.project_name = "科普巡展（二）"
    put(exchange.unit, half)
    desk = Desk(qtbot, exchange.department)
    asking = offered(desk, exchange.pack())
    told = words(asking)
    assert "“展厅大更新”和现有的“展厅更新”编号相同，可能是改了项目名称" in told
    assert "“科普巡展（二）”和“科普巡展”编号相同，可能是一份拆成了两份" in told
    assert "“科技馆”上一次的包里有“展厅更新”，这一次没有" in told
    table = part(asking, QTableWidget, "receiveForms")
    assert dict(zip(column(table, 0), column(table, 2), strict=True)) == {
        **{"展厅大更新": "新", "科普巡展（二）": "新", "科普巡展": "未变"}
    }
    agree(desk, asking)
    kept = {store.load(path).form.project_name for path in (exchange.department / "科技馆").glob("*.json")}
    assert kept == {"展厅更新", "展厅大更新", "科普巡展", "科普巡展（二）"}


def test_a_form_that_was_made_anew_is_the_same_form(qtbot: QtBot, exchange: Exchange) -> None:
    rewrite(exchange.unit / "展厅更新.json", id=new_id(), notes="重新建的")
    desk = Desk(qtbot, exchange.department)
    asking = offered(desk, exchange.pack())
    assert "“展厅更新”的内部编号和以前的不同，可能是重新建的" in words(asking)
    agree(desk, asking)
    form = store.load(exchange.department / "科技馆" / "展厅更新.json").form
    assert form.notes == "重新建的" and len(read_reviews(exchange.department).by_form[form.id].remarks) == len(TEXTS)


def test_a_package_of_an_older_program_is_taken(qtbot: QtBot, exchange: Exchange) -> None:
    rewrite(exchange.unit / "展厅更新.json", notes="第二次")
    package = exchange.pack()
    with ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    listed = json.loads(files[LIST])
    listed["program"] = "0.0.1"
    for form in listed["forms"]:
        del form["answers"], form["evidence_files"]  # it knew neither
    said = {key: value for key, value in listed.items() if key != "hash"}
    listed["hash"] = sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    with ZipFile(package, "w") as archive:
        for name, data in {**files, LIST: json.dumps(listed, ensure_ascii=False).encode()}.items():
            archive.writestr(name, data)
    desk = Desk(qtbot, exchange.department)
    asking = offered(desk, package)
    assert part(asking, QLabel, "receiveSummary").text() == "未变 1 · 有改动 1"
    agree(desk, asking)
    assert store.load(exchange.department / "科技馆" / "展厅更新.json").form.notes == "第二次"
