"""从本单位的文件导入: learned in a worker, looked at, corrected by keyboard and mouse, decided, named, kept, forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QListWidget, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.views.presets.learn_paper_dialog import LearnPaperDialog
from selfeval_gui.work.own_templates import OwnTemplates
from tests.helpers.desk import Desk
from tests.helpers.own_papers import document_bytes, workbook, workbook_bytes

WAIT = 20_000  # a process starts, reads, fills and reads again


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


def ask(desk: Desk, path: Path) -> None:
    desk.notifier.sources = [path]
    desk.trigger("actionTemplates")
    desk.qtbot.mouseClick(desk.find("templateLearn", QPushButton), Qt.MouseButton.LeftButton)


def learn(desk: Desk, path: Path) -> LearnPaperDialog:
    ask(desk, path)
    desk.qtbot.waitUntil(lambda: bool(desk.all(LearnPaperDialog)), timeout=WAIT)
    return desk.find("learnPaperDialog", LearnPaperDialog)


def accept(desk: Desk) -> None:
    desk.qtbot.mouseClick(desk.find("learnAccept", QPushButton), Qt.MouseButton.LeftButton)


def kept(desk: Desk) -> list[str]:
    desk.qtbot.waitUntil(lambda: bool(OwnTemplates().all()), timeout=WAIT)
    return [each.name for each in OwnTemplates().all().values()]


def cell(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    assert item is not None
    return item.text()


def decide(desk: Desk, text: str, words: str) -> None:
    table, box = desk.find("learnLeftOvers", QTableWidget), desk.find("learnDecision", QComboBox)
    (row,) = [row for row in range(table.rowCount()) if cell(table, row, 0) == text]
    table.clearSelection()
    table.selectRow(row)
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def where(desk: Desk, label: str) -> str:
    table = desk.find("learnFields", QTableWidget)
    (row,) = [row for row in range(table.rowCount()) if cell(table, row, 0) == label]
    table.selectRow(row)
    return cell(table, row, 1)


def blank(tmp_path: Path, **cells: str) -> Path:
    book = workbook()
    for place, text in cells.items():
        book["自评表"][place] = text
    path = tmp_path / "本市自评表.xlsx"
    path.write_bytes(workbook_bytes(book))
    return path


def test_learned_decided_named_kept_used_forgotten(desk: Desk, tmp_path: Path) -> None:
    learn(desk, blank(tmp_path, A19="2019年第3号通知", A20="张三丰"))
    assert where(desk, "年度资金总额 / 全年预算数") == "自评表!E6"
    assert desk.find("learnPlace", QLabel).text() == "自评表!E6 ← 年度资金总额 / 全年预算数"
    accept(desk)
    assert "还有 2 处文字没有决定" in desk.find("learnProblem", QLabel).text()
    decide(desk, "2019年第3号通知", "清空")
    decide(desk, "张三丰", "照原样保留")
    desk.find("learnName", QLineEdit).setText("本市")
    accept(desk)
    assert kept(desk) == ["本市"]
    desk.qtbot.waitUntil(lambda: not desk.all(LearnPaperDialog))
    assert desk.notifier.said[-1][1].startswith("已存为表样“本市”")
    desk.qtbot.mouseClick(desk.find("templateUse", QPushButton), Qt.MouseButton.LeftButton)
    target = tmp_path / "out.xlsx"
    desk.notifier.targets = [target]
    desk.trigger("actionExportExcel")
    desk.qtbot.waitUntil(target.exists)
    sheet = load_workbook(target)["自评表"]
    assert sheet["B3"].value == desk.session.form.project_name
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert "张三丰" in texts
    assert "2019年第3号通知" not in texts
    desk.notifier.answers = ["delete"]
    desk.qtbot.mouseClick(desk.find("templateDelete", QPushButton), Qt.MouseButton.LeftButton)
    assert OwnTemplates().all() == {}
    assert desk.session.form.template_copy is not None, "the form keeps its own"


def test_a_document_is_learned(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(document_bytes())
    learn(desk, path)
    assert where(desk, "项目名称") == "第 1 个表格第 1 行第 2 列"
    accept(desk)
    assert kept(desk) == ["项目支出绩效自评表"]


def test_corrected_by_keyboard_and_mouse(desk: Desk, tmp_path: Path) -> None:
    dialog = learn(desk, blank(tmp_path))
    view = dialog.view
    assert view.blank.rowCount() == 16, "below the last text there is nothing to put a field into"
    where(desk, "主管部门")
    desk.qtbot.keyClick(desk.find("learnFields", QTableWidget), Qt.Key.Key_Delete)
    assert where(desk, "主管部门") == "没有位置"
    index = view.blank.index(3, 1)
    where(desk, "主管部门")
    view.setCurrentIndex(index)
    desk.qtbot.keyClick(view, Qt.Key.Key_Return)
    assert where(desk, "主管部门") == "自评表!B4"
    where(desk, "实施单位")
    view.setCurrentIndex(index)
    desk.qtbot.mouseClick(desk.find("learnPut", QPushButton), Qt.MouseButton.LeftButton)
    assert where(desk, "实施单位") == "自评表!B4"
    assert where(desk, "主管部门") == "没有位置"
    where(desk, "实施单位")
    view.setCurrentIndex(view.blank.index(2, 0))
    desk.qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "是表上印的字" in desk.find("learnProblem", QLabel).text()
    desk.qtbot.mouseClick(desk.find("learnCancel", QPushButton), Qt.MouseButton.LeftButton)
    assert OwnTemplates().all() == {}


def test_what_a_person_placed_outranks_the_recognizer(desk: Desk, tmp_path: Path) -> None:
    """The office writes the unit that pays below 主管部门, whatever the label says."""
    dialog = learn(desk, blank(tmp_path))
    where(desk, "实施单位")
    dialog.view.setCurrentIndex(dialog.view.blank.index(3, 1))
    desk.qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    accept(desk)
    kept(desk)
    (template,) = OwnTemplates().all().values()
    assert template.paper is not None
    assert [each.at for each in template.paper.places if each.field == "implementing_unit"] == [(0, 3, 1)]


def test_another_form_of_the_file(desk: Desk, tmp_path: Path) -> None:
    book = workbook()
    book["自评表"]["B3"] = "甲"
    other = book.copy_worksheet(book["自评表"])
    other.title, other["B3"] = "第二张", "乙"
    path = tmp_path / "两份.xlsx"
    path.write_bytes(workbook_bytes(book))
    dialog = learn(desk, path)
    box = desk.find("learnForm", QComboBox)
    assert [box.itemText(row) for row in range(box.count())] == ["甲", "乙"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    desk.qtbot.waitUntil(lambda: dialog.accept_button.isEnabled(), timeout=WAIT)
    assert where(desk, "项目名称") == "第二张!B3"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le") + bytes(600), "请另存为"),
        ("b.xlsx", workbook_bytes(Workbook()), "没有找到自评表"),
        ("c.xlsx", workbook_bytes(workbook())[:-200], "已损坏"),
    ],
)
def test_a_file_that_cannot_be_filled_is_said_plainly(
    desk: Desk, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    ask(desk, tmp_path / name)
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=WAIT)
    kind, text = desk.notifier.said[-1]
    assert kind == "error"
    assert text.startswith(f"“{name}”没有导入为表样。")
    assert words in text
    assert not [each for each in desk.all(QDialog) if each.objectName() == "learnPaperDialog"]
    assert desk.find("templateList", QListWidget).count() == len(presets())


def test_it_fits_a_small_screen_and_everything_is_named(desk: Desk, tmp_path: Path) -> None:
    dialog = learn(desk, blank(tmp_path))
    assert dialog.width() <= 1366
    assert dialog.height() <= 700
    for name in ("learnBlank", "learnFields", "learnLeftOvers", "learnDecision", "learnName", "learnForm", "learnPut"):
        assert desk.find(name, QWidget).accessibleName(), name
