"""两种口径比一比: findings counted under both, forms that differ listed and opened, a workbook; nothing is changed."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from tests.helpers.desk import Desk


def texts(table: QTableWidget) -> list[list[str]]:
    cells = [[table.item(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]
    return [["" if each is None else each.text() for each in row] for row in cells]


def test_the_14_forms_under_their_own_rule_set_and_the_ministrys(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in samples.glob("*.json")}
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.trigger("actionCompareRuleSets")
    for name, rule_set in (("compareOne", "shanghai-2020"), ("compareTwo", "mof-2020")):
        box = desk.find(name, QComboBox)
        box.setCurrentIndex(next(row for row in range(box.count()) if box.itemData(row).id == rule_set))
    begin = desk.find("compareBegin", QPushButton)
    forms, kinds = desk.find("compareForms", QTableWidget), desk.find("compareKinds", QTableWidget)
    assert "点“比较”" in desk.find("compareTold", QLabel).text()
    begin.click()
    assert not begin.isEnabled()
    qtbot.waitUntil(begin.isEnabled, timeout=20_000)
    told = "比较了 14 份表，14 份的总分、等级或有没有错误不同。表没有改动。"
    assert desk.find("compareTold", QLabel).text() == told
    # Under the ministry's rule set each of them has 110 instead of 100, and three level weights of its own.
    assert ["分值合计不对", "0", "14"] in texts(kinds)
    assert ["各级分值合计不对", "0", "42"] in texts(kinds)
    assert texts(forms)[0] == ["2020 年市科协办公用房维修项目", "91", "101", "优", "—", "0", "4"]
    desk.notifier.targets = [tmp_path / "比较.xlsx"]
    desk.find("compareExport", QPushButton).click()
    qtbot.waitUntil(lambda: "已导出" in desk.find("compareTold", QLabel).text(), timeout=20_000)
    book = load_workbook(tmp_path / "比较.xlsx")
    assert book.sheetnames == ["结果不同的表", "检查结果"]
    assert "2020 年市科协办公用房维修项目" in [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
    forms.setCurrentCell(4, 0)
    path = sorted(before)[4]
    qtbot.keyClick(forms, Qt.Key.Key_Return)
    assert desk.session.path == path
    assert {path: path.read_bytes() for path in samples.glob("*.json")} == before
    assert desk.session.is_clean
