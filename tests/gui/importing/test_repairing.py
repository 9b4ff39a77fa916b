"""The preview lets a person repair everything that was read: cells, rows, units, doubts, by menus and keys, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.tree import level_three
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.fates import Fate
from selfeval_gui.storage import store
from selfeval_gui.views.importing.import_preview import ImportPreview
from selfeval_gui.views.presets.templates_dialog import TemplatesDialog
from tests.helpers.desk import Desk

TABLE = """\
项目名称\t清渠工程\t\t\t实施单位\t水务站
经手的人\t丁一
项目资金（万元）\t年初预算数\t全年预算数\t全年执行数
年度资金总额\t1500000\t1200000\t900000
一级指标\t二级指标\t三级指标\t年度指标值\t达到的数\t分值\t得分
产出指标\t数量指标\t修渠\t3公里\t2公里\t60\t60
产出指标\t数量指标\t植树\t9棵\t8棵\t40\t985%
"""


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> tuple[Desk, ImportPreview]:
    folder = tmp_path / "工作文件夹"
    folder.mkdir()
    desk = Desk(qtbot, folder)
    return desk, preview_of(desk, tmp_path / "来表.txt", TABLE)


def preview_of(desk: Desk, file: Path, text: str) -> ImportPreview:
    file.write_text(text, encoding="utf-8")
    desk.notifier.sources = [file]
    desk.trigger("actionImport")
    desk.qtbot.waitUntil(lambda: any(each.isVisible() for each in desk.all(ImportPreview)), timeout=20_000)
    (dialog,) = (each for each in desk.all(ImportPreview) if each.isVisible())
    desk.qtbot.waitUntil(lambda: not dialog.is_opening)
    return dialog


def choose(dialog: ImportPreview, *texts: str) -> None:
    """Choose cells of the source by what they say."""
    model, view = dialog.source.source_model, dialog.source
    view.clearSelection()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            if index.data() in texts:
                view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Select)


def do(dialog: ImportPreview, name: str) -> None:
    action = dialog.findChild(QAction, name)
    assert isinstance(action, QAction)
    action.trigger()


def lines(dialog: ImportPreview) -> list[str]:
    return [dialog.doubts.item(row).text() for row in range(dialog.doubts.count())]


def actuals(dialog: ImportPreview) -> list[str]:
    item = dialog.steps.found
    assert item is not None
    return [row.actual for row in level_three(item.form.indicators)]


def test_a_column_is_given_to_a_field_and_back(opened: tuple[Desk, ImportPreview]) -> None:
    desk, dialog = opened
    assert actuals(dialog) == ["", ""]
    choose(dialog, "达到的数", "2公里", "8棵")
    do(dialog, "importGive.actual")
    assert actuals(dialog) == ["2公里", "8棵"]
    assert not any("2公里" in line for line in lines(dialog))
    desk.qtbot.keyClick(dialog.source, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert actuals(dialog) == ["", ""]
    assert any("2公里" in line for line in lines(dialog))
    desk.qtbot.keyClick(dialog.source, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert actuals(dialog) == ["2公里", "8棵"]
    assert not dialog.steps.group.canRedo()
    desk.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said) and not desk.window.imports.is_busy, timeout=20_000)
    (path,) = (desk.window.place.root or Path()).glob("*.json")
    assert [row.actual for row in level_three(store.load(path).form.indicators)] == ["2公里", "8棵"]


def test_amounts_are_yuan_and_words_go_to_the_notes(opened: tuple[Desk, ImportPreview]) -> None:
    _desk, dialog = opened
    choose(dialog, "1500000", "1200000", "900000")
    do(dialog, "importYuan")
    found = dialog.steps.found
    assert found is not None
    total = found.form.funds.total
    assert [str(each) for each in (total.initial_budget, total.annual_budget, total.executed)] == ["150", "120", "90"]
    choose(dialog, "2公里", "8棵")
    do(dialog, "importToNotes")
    found = dialog.steps.found
    assert found is not None
    assert found.form.notes == "2公里\n8棵"
    dialog.steps.group.undo()
    dialog.steps.group.undo()
    found = dialog.steps.found
    assert found is not None
    assert (found.form.notes, str(found.form.funds.total.executed)) == ("", "900000")
    assert not dialog.steps.is_anything_done
    dialog.reject()


def test_rows_and_fields_are_deleted_and_merged(opened: tuple[Desk, ImportPreview]) -> None:
    desk, dialog = opened
    found = dialog.steps.found
    assert found is not None
    first, second = level_three(found.form.indicators)
    fields = dialog.fields
    fields.setFocus()
    fields.setCurrentIndex(fields.field_model.index_of(FieldRef(None, "extra.经手的人")))
    desk.qtbot.keyClick(fields, Qt.Key.Key_Delete)
    assert dialog.steps.found is not None
    assert dialog.steps.found.form.extra == {}
    fields.setCurrentIndex(fields.field_model.index_of(FieldRef(second.id, "target")))
    desk.qtbot.keyClick(fields, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert "各有一个数字" in dialog.place.text()
    desk.qtbot.keyClick(fields, Qt.Key.Key_Delete)
    assert [row.name for row in level_three(dialog.steps.found.form.indicators)] == [first.name]
    assert any(line.startswith("删去了：植树") for line in lines(dialog))
    model = dialog.source.source_model
    places = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    assert next(each.data(Role.FATE) for each in places if each.data() == "植树") is Fate.OUTSIDE
    desk.notifier.answers = ["drop"]
    dialog.reject()


def test_a_doubt_goes_when_it_is_answered(opened: tuple[Desk, ImportPreview]) -> None:
    desk, dialog = opened
    before = lines(dialog)
    year = next(line for line in before if "没有找到年度" in line)
    ref = FieldRef(None, "year")
    assert dialog.fields.field_model.setData(dialog.fields.field_model.index_of(ref), "2024")
    assert year not in lines(dialog)
    dialog.steps.group.undo()
    assert year in lines(dialog)
    dialog.doubts.setCurrentRow(lines(dialog).index(year))
    desk.qtbot.keyClick(dialog.doubts, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert year not in lines(dialog)
    dialog.steps.group.undo()
    dialog.reject()


def test_keys_lead_to_the_next_doubt_and_the_next_cell_without_a_place(opened: tuple[Desk, ImportPreview]) -> None:
    desk, dialog = opened
    desk.qtbot.keyClick(dialog.source, Qt.Key.Key_F7)
    assert "未归位" in dialog.doubts.currentItem().text()
    one = dialog.doubts.currentRow()
    desk.qtbot.keyClick(dialog.source, Qt.Key.Key_F7)
    assert dialog.doubts.currentRow() == one + 1
    desk.qtbot.keyClick(dialog.source, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.doubts.currentRow() == one
    desk.qtbot.keyClick(dialog.source, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert "未归位" not in dialog.doubts.currentItem().text()
    for _ in range(dialog.doubts.count()):
        desk.qtbot.keyClick(dialog.source, Qt.Key.Key_F8)
    assert "未归位" not in dialog.doubts.currentItem().text()
    dialog.reject()


def test_choices_for_a_layout_are_remembered_and_forgotten(opened: tuple[Desk, ImportPreview], tmp_path: Path) -> None:
    desk, dialog = opened
    do(dialog, "importRemember")
    assert "还没有可以记住的修正" in dialog.place.text()
    choose(dialog, "达到的数", "2公里", "8棵")
    do(dialog, "importGive.actual")
    desk.qtbot.keyClick(dialog.source, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert "已记住" in dialog.place.text()
    desk.notifier.answers = ["drop"]
    dialog.reject()
    again = preview_of(desk, tmp_path / "又一份.txt", TABLE.replace("2公里", "1公里").replace("清渠", "疏河"))
    assert actuals(again) == ["1公里", "8棵"]
    assert any("按本机记住的栏目归位" in line for line in lines(again))
    again.reject()
    desk.trigger("actionTemplates")
    (library,) = (each for each in desk.all(TemplatesDialog) if each.isVisible())
    assert library.layouts.list.count() == 1
    assert library.layouts.list.item(0).text().splitlines() == [
        "“达到的数”一栏：归到各行的“实际完成值”",
        "栏目：项目资金、年初预算数、全年预算数、全年执行数、一级指标、二级指标、三级指标、年度指标值、达到的数、分值、得分",
    ]
    desk.qtbot.mouseClick(library.layouts.forget, Qt.MouseButton.LeftButton)
    assert library.layouts.isHidden()
    library.reject()
    last = preview_of(desk, tmp_path / "第三份.txt", TABLE)
    assert actuals(last) == ["", ""]
    last.reject()


def test_hundreds_of_cells_without_a_place_are_listed_as_one_gets_to_them(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "工作文件夹").mkdir()
    desk = Desk(qtbot, tmp_path / "工作文件夹")
    head, heading = TABLE.splitlines()[:4], TABLE.splitlines()[4]
    further = "\t".join(f"杂项{number}" for number in range(20))
    rows = [
        f"产出指标\t数量指标\t修渠{row}\t3公里\t2公里\t2\t2\t"
        + "\t".join(f"零碎{row}之{number}" for number in range(20))
        for row in range(50)
    ]
    text = "\n".join([*head, f"{heading}\t{further}", *rows])
    dialog = preview_of(desk, tmp_path / "来表.txt", text)
    last = "零碎49之19"
    seen = dialog.doubts.count()
    assert not any(last in line for line in lines(dialog))
    dialog.doubts.setCurrentRow(seen - 1)
    qtbot.keyClick(dialog.source, Qt.Key.Key_F7)
    assert dialog.doubts.currentRow() == seen
    while dialog.doubts.count() > seen:
        seen = dialog.doubts.count()
        qtbot.keyClick(dialog.doubts, Qt.Key.Key_End)
    assert sum("零碎" in line for line in lines(dialog)) == 50 * 20
    assert last in lines(dialog)[-1]
    current = dialog.doubts.currentItem()
    assert current is not None
    assert last in current.text()
    assert dialog.doubts.viewport().rect().contains(dialog.doubts.visualItemRect(current))
