"""Taking files in: chosen, dropped or pasted; the preview shows where everything went; nothing is kept without a yes."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.fates import Fate
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage import store
from selfeval_gui.storage.lock import Lock, Locker
from selfeval_gui.storage.taking_in import Existing
from selfeval_gui.views.basics import theme
from selfeval_gui.views.importing.import_preview import ImportPreview
from tests.helpers.desk import Desk
from tests.helpers.dragging import dragged
from tests.helpers.imports import facts, truth_of
from tests.helpers.samples import ROOT
from tests.helpers.sight import in_sight

RAW = ROOT / "tests" / "data" / "seeds" / "000_914ea823f2d07eb4.txt"
PICTURE = ROOT / "docs" / "pictures" / "window.png"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "工作文件夹"
    folder.mkdir()
    return folder


def preview(desk: Desk) -> ImportPreview:
    def shown() -> list[ImportPreview]:
        return [each for each in desk.all(ImportPreview) if each.isVisible()]

    desk.qtbot.waitUntil(lambda: bool(shown()), timeout=20_000)
    return opened(desk, shown()[0])


def opened(desk: Desk, dialog: ImportPreview, row: int = 0) -> ImportPreview:
    """Go to a line of the preview and wait for the cells of its file."""
    dialog.files.setCurrentRow(row)
    desk.qtbot.waitUntil(lambda: not dialog.is_opening)
    return dialog


def import_files(desk: Desk, *paths: Path) -> ImportPreview:
    desk.notifier.sources = list(paths)
    desk.trigger("actionImport")
    return preview(desk)


def test_a_folder_can_be_chosen(qtbot: QtBot, empty: Path, samples: Path, tmp_path: Path) -> None:
    """All of it is read, what lies in folders below too."""
    files = sorted(samples.glob("*.json"))
    (tmp_path / "交来" / "二科").mkdir(parents=True)
    workbook(files[0], tmp_path / "交来" / "一.xlsx")
    workbook(files[1], tmp_path / "交来" / "二科" / "二.xlsx")
    desk = Desk(qtbot, empty)
    desk.notifier.folders = [None]
    desk.trigger("actionImportFolder")
    assert not desk.window.imports.is_busy
    desk.notifier.folders = [tmp_path / "交来"]
    desk.trigger("actionImportFolder")
    accept(desk, preview(desk))
    qtbot.waitUntil(lambda: len(desk.names()) == 2)


def accept(desk: Desk, dialog: ImportPreview) -> None:
    desk.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said) and not desk.window.imports.is_busy, timeout=20_000)
    desk.wait_until_read()


def workbook(form_file: Path, target: Path) -> Path:
    form = store.load(form_file).form
    target.write_bytes(render_xlsx(form, presets()[form.template], rule_set_of(form))[0])
    return target


def doubts(dialog: ImportPreview) -> list[str]:
    return [dialog.doubts.item(row).text() for row in range(dialog.doubts.count())]


def test_the_raw_text_becomes_14_forms(qtbot: QtBot, empty: Path, seeds: list[dict[str, Any]]) -> None:
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, RAW)
    assert dialog.files.count() == 14
    assert dialog.accept_button.text() == "导入 14 份"
    assert list(empty.iterdir()) == []
    accept(desk, dialog)
    assert desk.notifier.said == [("info", "已导入 14 份自评表。")]
    forms = {form.project_name: form for form in (store.load(path).form for path in empty.glob("*.json"))}
    assert [facts(forms[seed["project_name"]]) for seed in seeds] == [truth_of(seed) for seed in seeds]
    qtbot.waitUntil(lambda: sorted(desk.names()) == sorted(forms))


def test_a_click_on_a_doubt_goes_to_both_places(qtbot: QtBot, empty: Path) -> None:
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, RAW)
    row = next(row for row, text in enumerate(doubts(dialog)) if text.startswith("第 25 行"))
    dialog.doubts.setCurrentRow(row)
    assert dialog.source.currentIndex().data().startswith("其他内容的关联度。")
    assert dialog.fields.currentIndex().data().startswith("绩效目标编制水平有待提高。")
    assert dialog.place.text() == "第 25 行 → 偏差原因分析及改进措施，要核对"
    dialog.reject()


def test_a_cell_of_the_source_leads_to_its_field_and_back(qtbot: QtBot, empty: Path, samples: Path) -> None:
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, workbook(min(samples.glob("*.json")), empty / "一.xlsx"))
    model = dialog.source.source_model
    places = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    executed = next(index for index in places if index.data() == "101.64")
    dialog.source.setCurrentIndex(executed)
    assert dialog.fields.currentIndex().data() == "101.64"
    assert dialog.place.text() == "2020 年市科协办公用房维修项目!F6 → 项目资金 / 年度资金总额 / 全年执行数"
    ref = FieldRef(None, "department")
    dialog.fields.setCurrentIndex(dialog.fields.field_model.index_of(ref))
    assert dialog.source.currentIndex().data() == "上海市科学技术协会"
    assert doubts(dialog) == ["每个单元格都有去处，没有需要核对的地方。"]
    dialog.reject()


def test_cells_are_marked_by_where_they_went(qtbot: QtBot, empty: Path) -> None:
    page = empty / "表.html"
    rows = "<tr><td>项目名称<td>甲项目<tr><td>一级指标<td>二级指标<td>三级指标<td>年度指标值<td>实际完成值<td>分值<td>得分<td>等次"
    rows += "<tr><td>产出指标<td>数量指标<td>培训<td>3次<td>3次<td>十五<td>15<td>甲等"
    page.write_text(f"<table>{rows}</table>", encoding="utf-8")
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, page)
    model = dialog.source.source_model
    fates = {str(index.data()): index.data(Role.FATE) for index in cells(model)}
    assert {text for text, fate in fates.items() if fate in {Fate.DOUBTED, Fate.UNMAPPED}} == {"十五", "甲等"}
    assert (fates["甲项目"], fates["项目名称"]) == (Fate.MAPPED, Fate.LABEL)
    assert (
        model.place_text(model.thing_at(index_of(model, "甲等")))
        == "第 1 个表格第 3 行第 8 列：未归位，表中没有对应的栏目"
    )
    assert any("“十五”不是数字，没有填入" in text for text in doubts(dialog))
    dialog.keep_unmapped.setChecked(True)
    accept(desk, dialog)
    (path,) = empty.glob("*.json")
    form = store.load(path).form
    assert "第 1 个表格第 3 行第 8 列：甲等" in form.notes
    assert form.indicators[0].children[0].children[0].weight is None


def cells(model: Any) -> list[Any]:
    places = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    return [index for index in places if index.data()]


def index_of(model: Any, text: str) -> Any:
    return next(index for index in cells(model) if index.data() == text)


def test_a_form_in_two_sheets_names_the_second(qtbot: QtBot, empty: Path, tmp_path: Path) -> None:
    book = Workbook()
    first, second = book.active, book.create_sheet("指标部分")
    assert first is not None
    first.append(["项目名称", "道路工程"])
    second.append(["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"])
    second.append(["产出指标", "数量指标", "里程", "5公里", "5公里", 100, 100])
    book.save(tmp_path / "两张.xlsx")
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, tmp_path / "两张.xlsx")
    model = dialog.source.source_model
    upright = Qt.Orientation.Vertical
    assert [model.headerData(row, upright) for row in range(model.rowCount())] == ["1", "指标部分 1", "2"]
    assert "指标部分!A1  工作表“指标部分”接在了前一张工作表后面，作为同一份表，请核对。" in doubts(dialog)
    dialog.reject()


def test_fields_are_typed_over_before_they_are_kept(qtbot: QtBot, empty: Path, samples: Path) -> None:
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, workbook(min(samples.glob("*.json")), empty / "一.xlsx"))
    fields = dialog.fields.field_model
    assert fields.setData(fields.index_of(FieldRef(None, "funds.total.executed")), "100.5")
    assert not fields.setData(fields.index_of(FieldRef(None, "funds.total.annual_budget")), "很多")
    assert "“很多”不是数字" in dialog.place.text()
    assert fields.setData(fields.index_of(FieldRef(None, "project_name")), "改过的项目")
    assert dialog.files.item(0).text() == "改过的项目"
    accept(desk, dialog)
    (path,) = empty.glob("*.json")
    form = store.load(path).form
    assert (form.project_name, str(form.funds.total.executed), str(form.funds.total.annual_budget)) == (
        *("改过的项目", "100.5", "110"),
    )


def test_esc_asks_where_something_was_typed(qtbot: QtBot, empty: Path, samples: Path) -> None:
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, workbook(min(samples.glob("*.json")), empty / "一.xlsx"))
    fields = dialog.fields.field_model
    assert fields.setData(fields.index_of(FieldRef(None, "project_name")), "改过的项目")
    desk.notifier.answers = ["stay", "drop"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert len(desk.notifier.asked) == 3  # which file, and twice whether to close
    assert list(empty.glob("*.json")) == []


def test_closing_asks_also_for_letters_in_an_open_editor(qtbot: QtBot, empty: Path, samples: Path) -> None:
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, workbook(min(samples.glob("*.json")), empty / "一.xlsx"))
    name = dialog.fields.field_model.index_of(FieldRef(None, "project_name"))
    dialog.fields.setCurrentIndex(name)
    qtbot.keyClicks(dialog.fields, "7")
    desk.notifier.answers = ["stay", "drop"]
    dialog.close()
    assert dialog.isVisible()
    assert name.data() == "7"
    dialog.close()
    assert not dialog.isVisible()


def test_a_cell_of_the_source_is_copied_whole(qtbot: QtBot, empty: Path) -> None:
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, RAW)
    row = next(row for row, text in enumerate(doubts(dialog)) if text.startswith("第 25 行"))
    dialog.doubts.setCurrentRow(row)
    cell = dialog.source.source_model.thing_at(dialog.source.currentIndex())
    assert cell is not None and cell.text.startswith("其他内容的关联度。")
    qtbot.keyClick(dialog.source, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == cell.text
    dialog.reject()


def test_what_stands_in_an_open_editor_is_taken(qtbot: QtBot, empty: Path, samples: Path) -> None:
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, workbook(min(samples.glob("*.json")), empty / "一.xlsx"))
    index = dialog.fields.field_model.index_of(FieldRef(None, "implementing_unit"))
    dialog.fields.setFocus()
    dialog.fields.setCurrentIndex(index)
    dialog.fields.edit(index)
    editor = QApplication.focusWidget()
    assert editor is not None and editor.objectName() == "cellEditor"
    qtbot.keyClicks(editor, "ABC")
    accept(desk, dialog)
    (path,) = empty.glob("*.json")
    assert store.load(path).form.implementing_unit == "ABC"


def test_unwanted_forms_and_no_at_all(qtbot: QtBot, empty: Path) -> None:
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, RAW)
    for row in range(1, 14):
        dialog.files.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.accept_button.text() == "导入 1 份"
    accept(desk, dialog)
    assert len(list(empty.glob("*.json"))) == 1
    dialog = import_files(desk, RAW)
    dialog.reject()
    assert len(list(empty.glob("*.json"))) == 1


def test_of_a_form_without_points_no_sums_are_missed(qtbot: QtBot, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "目标.html"
    path.write_text(
        "<table><tr><td colspan=4>项目支出绩效目标申报表<tr><td>项目名称<td colspan=3>科普活动经费"
        "<tr><td rowspan=3>绩效指标<td>一级指标<td>二级指标<td>三级指标<td>年度指标值"
        "<tr><td>产出指标<td>数量指标<td>活动场次<td>≥12场<tr><td>产出指标<td>时效指标<td>按期完成率<td>100%</table>",
        encoding="utf-8",
    )
    dialog = import_files(Desk(qtbot, empty), path)
    assert dialog.totals.text() == ""


def test_template_and_rule_set_can_be_chosen(qtbot: QtBot, empty: Path) -> None:
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, RAW)
    assert dialog.totals.text() == "分值合计 100（应为 100） · 得分合计 91"
    box = dialog.choices.rule_set
    box.setCurrentIndex(box.findData("mof-2020"))
    box.activated.emit(box.currentIndex())
    assert dialog.totals.text() == "分值合计 110（应为 100） · 得分合计 101"
    accept(desk, dialog)
    chosen = [store.load(path).form.rule_set for path in empty.glob("*.json")]
    assert sorted(chosen) == ["mof-2020"] + ["shanghai-2020"] * 13


def test_a_bad_file_stops_no_other(qtbot: QtBot, empty: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(PICTURE.read_bytes())
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, bad, RAW)
    assert dialog.files.item(0).text() == "bad.xlsx（没有读取）"
    assert "图片" in doubts(dialog)[0]
    assert dialog.files.count() == 15
    dialog.reject()


def test_nothing_but_bad_files(qtbot: QtBot, empty: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"")
    desk = Desk(qtbot, empty)
    desk.notifier.sources = [bad]
    desk.trigger("actionImport")
    qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)
    assert desk.notifier.said == [("warn", "bad.xlsx：文件是空的，没有内容可导入。")]


@pytest.mark.parametrize("as_folder", [False, True])
def test_drop(qtbot: QtBot, empty: Path, tmp_path: Path, as_folder: bool) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    (folder / "a.txt").write_bytes(RAW.read_bytes())
    (folder / "~$a.docx").write_bytes(b"lock")
    desk = Desk(qtbot, empty)
    drop(desk, folder if as_folder else folder / "a.txt")
    dialog = preview(desk)
    assert dialog.files.count() == 14
    dialog.reject()


def drop(desk: Desk, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, action, button = QPointF(50, 50), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = dragged(QDragEnterEvent, place.toPoint(), action, data)
    QApplication.sendEvent(desk.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(desk.window, QDropEvent(place, action, data, button, Qt.KeyboardModifier.NoModifier))


def test_files_dropped_on_a_text_field_are_the_windows(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(RAW))])
    data.setText("file")
    for name in ("fieldNotes", "fieldDepartment"):
        field = desk.find(name, QWidget)
        target = field.viewport() if isinstance(field, QPlainTextEdit) else field
        enter = dragged(QDragEnterEvent, QPoint(3, 3), Qt.DropAction.CopyAction, data)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted()
    assert not desk.find("fieldNotes", QPlainTextEdit).canInsertFromMimeData(data)


def test_paste(qtbot: QtBot, empty: Path) -> None:
    text = RAW.read_text(encoding="utf-8").split("财政项目支出绩效自评表")[2]
    QGuiApplication.clipboard().setText("财政项目支出绩效自评表" + text)
    desk = Desk(qtbot, empty)
    desk.trigger("actionImportPaste")
    dialog = preview(desk)
    assert dialog.files.item(0).text() == "2020 年贯彻落实《全民科学素质纲要》项目"
    dialog.reject()


def test_paste_of_nothing(qtbot: QtBot, empty: Path) -> None:
    QGuiApplication.clipboard().clear()
    desk = Desk(qtbot, empty)
    desk.trigger("actionImportPaste")
    assert desk.notifier.said == [("warn", "剪贴板里没有表格。请先在 Excel、Word 或网页里复制自评表。")]


def test_reading_is_stopped(qtbot: QtBot, empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_bytes(RAW.read_bytes())
    desk = Desk(qtbot, empty)
    desk.notifier.sources = [folder]
    desk.trigger("actionImport")
    stop = desk.find("progressCancel", QToolButton)
    qtbot.waitUntil(stop.isVisible)
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not desk.window.imports.is_busy, timeout=20_000)
    assert desk.notifier.said == [("info", "导入已停止；已经写入的自评表是完整的。")]
    assert list(empty.iterdir()) == []


def test_an_import_asked_for_during_another_is_said_to_wait(qtbot: QtBot, empty: Path) -> None:
    desk = Desk(qtbot, empty)
    desk.notifier.sources = [RAW]
    desk.trigger("actionImport")
    assert desk.window.imports.is_busy
    text = "上一次导入还没有做完，没有开始新的导入。请等它做完，或在状态栏按“停止”后再试。"
    for action in ("actionImport", "actionImportFolder", "actionImportPaste"):
        desk.notifier.said.clear()
        desk.trigger(action)
        assert desk.notifier.said == [("info", text)]
    desk.notifier.said.clear()
    drop(desk, RAW)
    assert desk.notifier.said == [("info", text)]
    preview(desk).reject()
    assert len(desk.all(ImportPreview)) == 1


def test_closing_while_reading(qtbot: QtBot, empty: Path) -> None:
    desk = Desk(qtbot, empty)
    desk.notifier.sources = [RAW]
    desk.trigger("actionImport")
    assert desk.window.close()
    assert list(empty.iterdir()) == []


# ---- forms that are there already -------------------------------------------------------------------------------


def edited_workbook(form_file: Path, target: Path) -> Path:
    """Write the form's workbook with an actual value changed, a row less and a text less."""
    form = store.load(form_file).form
    two = form.indicators[0].children[0]
    two.children[0].actual = "99%"
    del form.indicators[1].children[0].children[0]
    form.actual_outcome = ""
    target.write_bytes(render_xlsx(form, presets()[form.template], rule_set_of(form))[0])
    return target


def test_an_update_is_one_undoable_step_and_what_was_typed_stays(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    path = min(samples.glob("*.json"))
    book = edited_workbook(path, tmp_path / "回收.xlsx")
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.type_notes("typed here")
    session, before = desk.session, path.read_bytes()
    row = session.form.indicators[0].children[0].children[0]
    gone = session.form.indicators[1].children[0].children[0].id
    row.reason = "正在填写"
    accept(desk, import_files(desk, book))
    assert desk.notifier.said == [("info", "已更新“2020 年市科协办公用房维修项目”，可以撤销，保存以后才写进文件。")]
    assert desk.notifier.offers == [], "the form is on the page already"
    now = session.form.indicators[0].children[0].children[0]
    assert (session.form.notes, now.actual, now.reason) == ("typed here", "99%", "正在填写")
    assert (session.form.actual_outcome, gone in session.tree) == ("", False)
    assert path.read_bytes() == before
    session.stack.undo()
    assert session.form.indicators[0].children[0].children[0].actual == "100%"
    assert gone in session.tree


@pytest.mark.parametrize("answer", ["theirs", "mine"])
def test_what_was_typed_and_what_the_copy_says_otherwise_is_asked(
    qtbot: QtBot, samples: Path, tmp_path: Path, answer: str
) -> None:
    path = min(samples.glob("*.json"))
    book = edited_workbook(path, tmp_path / "回收.xlsx")
    desk = Desk(qtbot, samples)
    session = desk.change("办公用房", "typed here")
    session.form.indicators[0].children[0].children[0].actual = "98%"
    desk.notifier.answers = [answer]
    accept(desk, import_files(desk, book))
    asked, choices = desk.notifier.asked[-1]
    assert "产出指标 / 数量指标 / 项目完成率 / 实际完成值：这里 “98%”，来件 “99%”" in asked
    assert choices == ["以来件为准", "保留这里的，不更新"]
    actual = session.form.indicators[0].children[0].children[0].actual
    if answer == "mine":
        assert (actual, desk.notifier.said[-1][1]) == ("98%", "有 1 份没有更新，窗口里的内容没有变。")
    else:
        assert actual == "99%"
        session.stack.undo()
        assert session.form.indicators[0].children[0].children[0].actual == "98%"


def test_what_an_update_takes_away_stands_first_in_a_colour_of_its_own(
    qtbot: QtBot, samples: Path, tmp_path: Path
) -> None:
    path = min(samples.glob("*.json"))
    book = edited_workbook(path, tmp_path / "回收.xlsx")
    loaded = store.load(path)
    loaded.form.notes = "已核实"
    store.save(loaded.form, path, loaded.fingerprint)
    desk = Desk(qtbot, samples)
    dialog = import_files(desk, book)
    lines = [line for line in doubts(dialog) if line.startswith(("更新", "来件"))]
    taken = [line for line in lines if line.startswith("更新会删去：")]
    assert lines[: len(taken)] == taken
    assert any("年度总体目标 / 实际完成情况" in line for line in taken)
    assert any("删除指标" in line for line in taken)
    assert "更新：产出指标 / 数量指标 / 项目完成率 / 实际完成值：“100%” → “99%”" in lines
    assert lines[-1] == "来件上没有位置，更新时保持不变：备注"
    rows = {dialog.doubts.item(row).text(): dialog.doubts.item(row) for row in range(dialog.doubts.count())}
    colours = {rows[line].foreground().color().name() for line in taken}
    assert colours == {theme.color(theme.Tone.GONE).name()}
    dialog.reject()


def test_a_form_updated_beside_the_one_shown_can_be_opened(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    path = min(samples.glob("*.json"))
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.session.form.indicators[0].children[0].children[0].actual = "98%"
    desk.choose("素质纲要")
    dialog = import_files(desk, workbook(path, tmp_path / "回收.xlsx"))
    dialog.choices.existing.setCurrentIndex(dialog.choices.existing.findData(Existing.UPDATE.value))
    dialog.choices.existing.activated.emit(0)
    accept(desk, dialog)
    assert desk.notifier.said == [("info", "已更新“2020 年市科协办公用房维修项目”，可以撤销，保存以后才写进文件。")]
    [offer] = desk.notifier.offers
    assert offer.text == "打开"
    offer.act()
    assert desk.window.current.path == path
    assert desk.session.form.indicators[0].children[0].children[0].actual == "100%"


def test_the_same_form_in_two_files_is_taken_once(qtbot: QtBot, empty: Path, samples: Path, tmp_path: Path) -> None:
    original = min(samples.glob("*.json"))
    form = store.load(original).form
    folder = tmp_path / "来件"
    folder.mkdir()
    form.actual_outcome = "旧的说法"
    (folder / "1.xlsx").write_bytes(render_xlsx(form, presets()[form.template], rule_set_of(form))[0])
    workbook(original, folder / "2.xlsx")
    workbook(original, folder / "3.xlsx")
    for number, day in ((1, 1), (2, 3), (3, 2)):
        moment = datetime(2024, 3, day, tzinfo=UTC).timestamp()
        os.utime(folder / f"{number}.xlsx", (moment, moment))
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, folder)
    items = [dialog.files.item(row) for row in range(3)]
    assert [item.text() for item in items] == [f"{form.project_name}（{n}.xlsx）" for n in (1, 2, 3)]
    checked, unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked
    assert [item.checkState() for item in items] == [unchecked, checked, unchecked]
    opened(desk, dialog, 0)
    assert doubts(dialog)[0] == "同时导入的“2.xlsx”中也有这个项目的表，比这一份新，所以没有导入这一份。"
    opened(desk, dialog, 2)
    assert doubts(dialog)[0] == "与同时导入的“2.xlsx”中的表内容相同，没有勾选。"
    accept(desk, dialog)
    (kept,) = [store.load(path).form for path in empty.glob("*.json")]
    assert kept.actual_outcome == store.load(original).form.actual_outcome


def test_a_form_of_an_archive_is_said_to_lie_there(qtbot: QtBot, empty: Path, samples: Path, tmp_path: Path) -> None:
    files = sorted(samples.glob("*.json"))[:2]
    folder = tmp_path / "交来"
    folder.mkdir()
    workbook(files[0], folder / "自评.xlsx")
    with ZipFile(folder / "水务局.zip", "w") as archive:
        archive.write(workbook(files[1], tmp_path / "自评.xlsx"), "二处/自评.xlsx")
    desk = Desk(qtbot, empty)
    desk.notifier.folders = [folder]
    desk.trigger("actionImportFolder")
    dialog = preview(desk)
    tips = {dialog.files.item(row).toolTip() for row in range(dialog.files.count())}
    assert tips == {str(folder / "自评.xlsx"), "水务局.zip/二处/自评.xlsx"}
    dialog.reject()


def test_a_form_that_another_person_has_open_waits(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    path = min(samples.glob("*.json"))
    book, before = edited_workbook(path, tmp_path / "回收.xlsx"), path.read_bytes()
    other = Locker(tmp_path / "elsewhere", user="李四", host="PC-2")
    assert isinstance(other.take(path), Lock)
    desk = Desk(qtbot, samples)
    accept(desk, import_files(desk, book))
    assert desk.notifier.said == [
        (
            "warn",
            f"有 1 份表别人正打开着，这里只读，没有更新：{path.name}。请等对方关闭后再导入一次。",
        )
    ]
    assert path.read_bytes() == before
    assert desk.window.forms.open(path).form.indicators[0].children[0].children[0].actual == "100%"


def test_what_an_update_changes_is_listed(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    path = min(samples.glob("*.json"))
    book = workbook(path, tmp_path / "回收.xlsx")
    loaded = store.load(path)
    loaded.form.indicators[0].children[0].children[0].actual = "98%"
    store.save(loaded.form, path, loaded.fingerprint)
    desk = Desk(qtbot, samples)
    dialog = import_files(desk, book)
    assert dialog.choices.existing.currentData() == Existing.UPDATE.value
    assert doubts(dialog) == ["更新：产出指标 / 数量指标 / 项目完成率 / 实际完成值：“98%” → “100%”"]
    dialog.reject()


def test_a_change_far_in_a_long_text_is_seen(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    path = min(samples.glob("*.json"))
    book = workbook(path, tmp_path / "回收.xlsx")
    loaded = store.load(path)
    long = loaded.form.actual_outcome
    loaded.form.actual_outcome = long[:-1] + "，未完。"
    store.save(loaded.form, path, loaded.fingerprint)
    desk = Desk(qtbot, samples)
    dialog = import_files(desk, book)
    assert doubts(dialog) == [f"更新：年度总体目标 / 实际完成情况：“…{long[-11:-1]}，未完。” → “…{long[-11:]}”"]
    dialog.reject()


def test_all_existing_forms_beside_the_old_ones(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    before = {path.name: path.read_bytes() for path in samples.glob("*.json")}
    dialog = import_files(desk, RAW)
    assert not dialog.accept_button.isEnabled()
    dialog.choices.existing.setCurrentIndex(dialog.choices.existing.findData(Existing.NEW.value))
    dialog.choices.existing.activated.emit(0)
    qtbot.mouseClick(dialog.choices.all_existing, Qt.MouseButton.LeftButton)
    assert dialog.accept_button.text() == "导入 14 份"
    accept(desk, dialog)
    after = {path.name: path.read_bytes() for path in samples.glob("*.json")}
    assert len(after) == 28
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("size", [(1280, 680), (880, 430)])
def test_keys_keep_the_current_cell_of_the_preview_in_sight(
    qtbot: QtBot, empty: Path, samples: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = Desk(qtbot, empty)
    dialog = import_files(desk, workbook(min(samples.glob("*.json")), tmp_path / "甲.xlsx"))
    dialog.resize(*size)
    key, held = Qt.Key, Qt.KeyboardModifier
    for table in (dialog.source, dialog.fields):
        table.setFocus()
        table.setCurrentIndex(table.model().index(0, 0))
        for pressed in (
            *(key.Key_Down,) * 12,
            *(key.Key_Right,) * 3,
            *(key.Key_PageDown,) * 2,
            key.Key_PageUp,
            key.Key_Up,
        ):
            qtbot.keyClick(table, pressed)
            assert in_sight(table), (table.objectName(), pressed)
        for pressed in (key.Key_End, key.Key_Home):
            qtbot.keyClick(table, pressed, held.ControlModifier)
            assert in_sight(table), (table.objectName(), pressed)
        other = dialog.fields if table is dialog.source else dialog.source
        assert in_sight(other) or not other.currentIndex().isValid()
    dialog.reject()
