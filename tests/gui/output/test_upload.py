"""一体化对接: a lamp for each form, its reasons, the way to each place, the table, a preset of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QToolButton, QTreeWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.app.settings import UPLOAD_LAMP
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.views.output.upload_dialog import UploadDialog
from tests.helpers.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    for path in sorted(samples.glob("*.json"))[3:]:
        path.unlink()
    return Desk(qtbot, samples)


def begin(desk: Desk) -> QTreeWidget:
    desk.trigger("actionUpload")
    told = desk.find("uploadTold", QLabel)
    desk.qtbot.waitUntil(lambda: "可上传" in told.text())
    return desk.find("uploadForms", QTreeWidget)


def click(desk: Desk, name: str) -> None:
    desk.qtbot.mouseClick(desk.find(name, QPushButton), Qt.MouseButton.LeftButton)


def lamps(tree: QTreeWidget) -> list[str]:
    model = tree.model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def own_preset(desk: Desk, tmp_path: Path, **changes: object) -> None:
    """Save the preset at hand, change it in an editor, read it."""
    path = tmp_path / "本地.json"
    desk.notifier.targets, desk.notifier.sources = [path], [path]
    click(desk, "uploadGive")
    read = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**read, "name": "本地系统", **changes}, ensure_ascii=False), encoding="utf-8")
    told = desk.find("uploadTold", QLabel)
    told.setText("")
    click(desk, "uploadTake")
    desk.qtbot.waitUntil(lambda: "可上传" in told.text())


def test_lamps_reasons_and_the_way_to_the_place(desk: Desk, tmp_path: Path) -> None:
    tree = begin(desk)
    assert len(lamps(tree)) == 3
    own_preset(desk, tmp_path, sizes={"indicator.name": 6}, forbidden="", unique_names=False)
    assert desk.find("uploadDestination", QComboBox).currentText() == "本地系统"
    assert all(each.startswith("不可上传") for each in lamps(tree))
    assert not desk.find("uploadExport", QPushButton).isEnabled()
    item = tree.topLevelItem(0)
    assert item is not None
    reason = item.child(0)
    assert reason is not None
    assert "指标名称”有" in reason.text(0)
    assert "系统只收 6 字节" in reason.text(0)
    path, node, _field = reason.data(0, Qt.ItemDataRole.UserRole)
    tree.setCurrentItem(reason)
    tree.itemActivated.emit(reason, 0)
    desk.qtbot.waitUntil(lambda: not desk.all(UploadDialog))
    assert desk.session.path == path
    assert desk.window.pages.form_page().tree.current_node() == node


def test_the_table_has_the_systems_order_and_only_what_is_taken(desk: Desk, tmp_path: Path) -> None:
    begin(desk)
    columns = ["indicator.name", "level_1", "target.sign", "target.number", "indicator.weight"]
    own_preset(desk, tmp_path, columns=columns, forbidden="", unique_names=False, sizes={})
    desk.choose("办公用房")
    target = tmp_path / "上传.xlsx"
    desk.notifier.targets = [target]
    click(desk, "uploadExport")
    desk.qtbot.waitUntil(target.exists)
    sheet = load_workbook(target).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["指标名称", "一级指标", "指标性质", "指标值", "分值"]
    form = json.loads(min(desk.session.path.parent.glob("*.json")).read_text(encoding="utf-8"))
    first = form["indicators"][0]["children"][0]["children"][0]
    assert rows[1][:2] == [first["name"], form["indicators"][0]["name"]]
    assert rows[1][4] == float(first["weight"])


def test_a_file_that_is_no_preset_is_said(desk: Desk, tmp_path: Path) -> None:
    begin(desk)
    (tmp_path / "x.json").write_text('{"id": "x"}', encoding="utf-8")
    desk.notifier.sources = [tmp_path / "x.json"]
    click(desk, "uploadTake")
    kind, text = desk.notifier.said[-1]
    assert kind == "error"
    assert "“x.json”没有读入" in text
    assert "name" in text


def lamp_of(desk: Desk) -> QToolButton:
    return desk.window.pages.form_page().totals.lamp


def test_the_lamp_stands_on_the_forms_page_once_the_user_uploads(desk: Desk, tmp_path: Path) -> None:
    desk.choose("办公用房")
    lamp = lamp_of(desk)
    assert not lamp.isVisible()
    begin(desk)
    own_preset(desk, tmp_path, sizes={"project_name": 20}, forbidden="", unique_names=False)
    click(desk, "uploadClose")
    desk.qtbot.waitUntil(lambda: lamp.text() == "不可上传，1 处")
    assert lamp.isVisible()
    (reason, _line, _more) = lamp.menu().actions()
    assert "“项目名称”有" in reason.text()
    assert "系统只收 20 字节" in reason.text()
    reason.trigger()
    focus = desk.window.focusWidget()
    assert focus is not None
    assert focus.objectName() == "fieldProjectName"
    type_into_field(desk.session, "project_name", "六个汉字的")
    desk.qtbot.waitUntil(lambda: lamp.text() == "可上传")
    assert "本地系统" in lamp.toolTip()
    desk.trigger("actionUndo")
    desk.qtbot.waitUntil(lambda: lamp.text() == "不可上传，1 处")


def test_the_lamp_can_be_switched_off_and_is_remembered(desk: Desk) -> None:
    desk.choose("办公用房")
    begin(desk)
    desk.qtbot.waitUntil(lamp_of(desk).isVisible)
    desk.find("uploadShowLamp", QCheckBox).click()
    click(desk, "uploadClose")
    desk.qtbot.waitUntil(lamp_of(desk).isHidden)
    begin(desk)
    assert not desk.find("uploadShowLamp", QCheckBox).isChecked()
    desk.find("uploadShowLamp", QCheckBox).click()
    assert desk.window.settings.get(UPLOAD_LAMP) == "integration"
