"""The dialog of templates: drawn, copied, edited with the drawing beside it, handed over, used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from selfeval_gui.commands.edit import put_into_cell, type_into_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import shown as shown_text
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.views.basics.sheet_view import SheetView
from selfeval_gui.views.presets.edit_template_dialog import EditTemplateDialog
from selfeval_gui.work.own_templates import OwnTemplates
from tests.helpers.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


def listed(desk: Desk) -> QListWidget:
    return next(each for each in desk.all(QListWidget) if each.objectName() == "templateList" and each.isVisible())


def choose(desk: Desk, text: str) -> None:
    view = listed(desk)
    (item,) = [view.item(row) for row in range(view.count()) if text in view.item(row).text()]
    view.setCurrentItem(item)


def button(desk: Desk, name: str) -> QPushButton:
    return next(each for each in desk.all(QPushButton) if each.objectName() == name and each.isVisible())


def click(desk: Desk, name: str) -> None:
    assert button(desk, name).isEnabled(), name
    desk.qtbot.mouseClick(button(desk, name), Qt.MouseButton.LeftButton)


def make_own(desk: Desk, of: str = "10号", name: str = "本单位") -> None:
    desk.trigger("actionTemplates")
    choose(desk, of)
    desk.notifier.texts = [name]
    click(desk, "templateCopy")
    choose(desk, name)


def paper_of(view: SheetView) -> QWidget:
    paper = view.widget()
    assert paper is not None
    return paper


def ink(view: SheetView) -> int:
    """How many pixels of the paper are not white."""
    image = paper_of(view).grab().toImage()
    white = QColor("white").rgb()
    return sum(image.pixel(x, y) != white for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))


def test_each_template_is_drawn(desk: Desk) -> None:
    desk.trigger("actionTemplates")
    view = listed(desk)
    assert view.count() == len(presets())
    drawn = []
    for row in range(5):
        view.setCurrentRow(row)
        paper = desk.find("templatePaper", SheetView)
        drawn.append(ink(paper))
        assert paper_of(paper).width() == paper.viewport().width()
    assert min(drawn) > 1000
    assert len(set(drawn)) >= 4
    assert not button(desk, "templateEdit").isEnabled()
    assert not button(desk, "templateDelete").isEnabled()


def test_what_has_no_place_is_listed(desk: Desk) -> None:
    type_into_field(desk.session, "notes", "有备注")
    desk.trigger("actionTemplates")
    choose(desk, "四川")
    assert "1 处" in desk.find("templateMissing", QLabel).text()
    assert "备注" in desk.find("templateMissing", QLabel).text()
    click(desk, "templateUse")
    assert desk.session.form.template == "sichuan-0013zp"
    assert desk.session.stack.undoText().startswith("改用表样")
    assert desk.notifier.said[-1][0] == "warn"
    assert "备注" in desk.notifier.said[-1][1]
    assert desk.session.form.notes == "有备注"


def test_a_copy_is_edited_used_and_printed(desk: Desk, tmp_path: Path) -> None:
    make_own(desk)
    click(desk, "templateEdit")
    dialog = desk.find("editTemplateDialog", EditTemplateDialog)
    before = ink(dialog.paper)
    desk.find("template.labels.title", QLineEdit).setText("本单位绩效自评表")
    desk.find("template.extra", QPlainTextEdit).setPlainText("项目负责人\n联系电话")
    desk.find("template.signatures", QPlainTextEdit).setPlainText("填表人：；审核人：")
    desk.find("template.footnotes", QPlainTextEdit).setPlainText("注：一式两份。")
    desk.find("template.font.body", QLineEdit).setText("仿宋")
    desk.qtbot.waitUntil(lambda: ink(dialog.paper) > before)
    click(desk, "templateSave")
    choose(desk, "本单位")
    click(desk, "templateUse")
    type_into_field(desk.session, "extra.联系电话", "021-1")
    desk.notifier.targets = [tmp_path / "a.xlsx"]
    desk.trigger("actionExportExcel")
    desk.qtbot.waitUntil((tmp_path / "a.xlsx").exists)
    rows = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    words = [[str(value) for value in row if value != ""] for row in rows]
    assert words[0] == ["本单位绩效自评表"]
    assert words[4] == ["项目负责人", "联系电话", "021-1"]
    assert words[-2:] == [["填表人：", "审核人："], ["注：一式两份。"]]


def test_what_stands_for_the_forms_own_is_named_in_chinese(desk: Desk) -> None:
    make_own(desk)
    click(desk, "templateEdit")
    dialog = desk.find("editTemplateDialog", EditTemplateDialog)
    shown = {field.objectName(): field.text() for field in desk.all(QLineEdit, dialog)}
    assert (
        shown["template.labels.year"] == "({年度} 年度)" and shown["template.labels.funds"] == "项目资金（{金额单位}）"
    )
    assert [text for text in shown.values() if re.search("[a-z]", text)] == []
    desk.find("template.labels.year", QLineEdit).setText("（{年度} 年）")
    click(desk, "templateSave")
    (kept,) = OwnTemplates().all().values()
    sheet = lay_out(desk.session.form, kept, rule_set_of(desk.session.form))
    printed = [shown_text(cell) for cell in sheet.cells]
    assert "（2020 年）" in printed and "项目资金（万元）" in printed


def test_library_and_editor_open_within_a_small_screen(desk: Desk) -> None:
    """The screen of the tests has 800 by 800 points, a wide editor wants more."""
    make_own(desk)
    click(desk, "templateEdit")
    room = desk.window.screen().availableSize()
    assert room.width() < 84 * desk.window.fontMetrics().horizontalAdvance("字")
    for shown in desk.all(QDialog):
        assert shown.width() <= room.width() and shown.height() < room.height(), shown.objectName()


def test_rows_and_columns_are_added_typed_on_and_printed(desk: Desk, tmp_path: Path) -> None:
    make_own(desk)
    click(desk, "templateEdit")
    rows = desk.find("template.fundRows", QPlainTextEdit)
    rows.setPlainText(f"{rows.toPlainText()}\n社会捐赠")
    desk.find("template.fundColumns", QPlainTextEdit).setPlainText("下年预计数")
    desk.find("template.ownColumns", QPlainTextEdit).setPlainText("责任人；文字\n进度；单选；快、慢")
    desk.find("template.textRows", QPlainTextEdit).setPlainText("存在问题；指标上方")
    click(desk, "templateSave")
    choose(desk, "本单位")
    click(desk, "templateUse")
    type_into_field(desk.session, "extra.存在问题", "工期紧")
    type_into_field(desk.session, "extra.社会捐赠.executed", "12.5")
    leaf = next(iter(level_three(desk.session.form.indicators)))
    model = desk.window.pages.form_page().tree.indicator_model()
    assert model is not None
    put_into_cell(model, NodeId(leaf.id), "own.责任人", "李某")
    desk.notifier.targets = [tmp_path / "a.xlsx"]
    desk.trigger("actionExportExcel")
    desk.qtbot.waitUntil((tmp_path / "a.xlsx").exists)
    printed = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    words = {str(value) for row in printed for value in row}
    assert {"社会捐赠", "12.5", "下年预计数", "责任人", "李某", "进度", "存在问题", "工期紧"} <= words


def test_ticks_in_columns_places_and_blocks_are_added_typed_on_and_printed(desk: Desk, tmp_path: Path) -> None:
    make_own(desk)
    click(desk, "templateEdit")
    lines = "责任人；文字；在三级指标后\n进度；单选；快、慢；每项一栏；在分值后"
    desk.find("template.ownColumns", QPlainTextEdit).setPlainText(lines)
    desk.find("template.textRows", QPlainTextEdit).setPlainText("资金管理；目标上方；分配、拨付＋使用")
    click(desk, "templateSave")
    choose(desk, "本单位")
    click(desk, "templateEdit")
    assert desk.find("template.ownColumns", QPlainTextEdit).toPlainText() == lines
    click(desk, "templateCancel")
    click(desk, "templateUse")
    type_into_field(desk.session, "extra.资金管理：使用", "专款专用")
    leaf = next(iter(level_three(desk.session.form.indicators)))
    model = desk.window.pages.form_page().tree.indicator_model()
    assert model is not None
    put_into_cell(model, NodeId(leaf.id), "own.进度", "慢")
    desk.notifier.targets = [tmp_path / "a.xlsx"]
    desk.trigger("actionExportExcel")
    desk.qtbot.waitUntil((tmp_path / "a.xlsx").exists)
    printed = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    rows = [[str(value) for value in row if value != ""] for row in printed]
    assert ["资金管理", "分配"] in rows
    assert ["拨付", "使用", "专款专用"] in rows
    heads = next(row for row in rows if "三级指标" in row)
    assert heads[heads.index("三级指标") + 1] == "责任人"
    assert heads[heads.index("分值") + 1] == "进度"
    assert rows[rows.index(heads) + 1] == ["快", "慢"]
    assert sum(row.count("√") for row in rows) == 1


def test_a_line_that_is_no_column_is_said_and_nothing_kept(desk: Desk) -> None:
    make_own(desk)
    (before,) = OwnTemplates().all().values()
    click(desk, "templateEdit")
    desk.find("template.ownColumns", QPlainTextEdit).setPlainText("进度；单选")
    click(desk, "templateSave")
    assert desk.find("templateProblem", QLabel).text().startswith("“进度；单选”不是一个栏目：")
    desk.find("template.ownColumns", QPlainTextEdit).setPlainText("")
    desk.find("template.fundRows", QPlainTextEdit).setPlainText("其他资金")
    click(desk, "templateCancel")
    assert [*OwnTemplates().all().values()] == [before]


def test_the_cover_is_edited(desk: Desk) -> None:
    make_own(desk)
    click(desk, "templateEdit")
    desk.find("template.cover.title", QLineEdit).setText("{年度}年度绩效自评")
    desk.find("template.cover.lines", QPlainTextEdit).setPlainText("项目名称：\n填报日期：")
    click(desk, "templateSave")
    (kept,) = OwnTemplates().all().values()
    assert kept.cover is not None
    assert kept.cover.title == "{year}年度绩效自评"
    assert [line.field for line in kept.cover.lines] == ["project_name", "extra.填报日期"]


def test_a_font_that_is_not_there_is_said(desk: Desk) -> None:
    make_own(desk)
    click(desk, "templateEdit")
    desk.find("template.font.title", QLineEdit).setText("没有的字体")
    desk.qtbot.waitUntil(lambda: "没有的字体" in desk.find("templateHint", QLabel).text())
    click(desk, "templateSave")
    assert [each.fonts.title.name for each in OwnTemplates().all().values()] == ["没有的字体"]


def test_without_a_name_nothing_is_kept(desk: Desk) -> None:
    make_own(desk)
    click(desk, "templateEdit")
    desk.find("template.name", QLineEdit).setText(" ")
    click(desk, "templateSave")
    assert desk.find("templateProblem", QLabel).text() == "请填写表样名称。"
    assert desk.find("editTemplateDialog", EditTemplateDialog).isVisible()
    click(desk, "templateCancel")
    assert [each.name for each in OwnTemplates().all().values()] == ["本单位"]


@pytest.mark.parametrize("answer", ["delete", "cancel"])
def test_deleted_after_a_question(desk: Desk, answer: str) -> None:
    make_own(desk)
    desk.notifier.answers = [answer]
    click(desk, "templateDelete")
    assert len(OwnTemplates().all()) == (answer == "cancel")
    assert listed(desk).count() == len(presets()) + (answer == "cancel")


def test_handed_over_and_taken_in(desk: Desk, tmp_path: Path) -> None:
    make_own(desk)
    target = tmp_path / "给同事.json"
    desk.notifier.targets = [target]
    click(desk, "templateExport")
    (own,) = OwnTemplates().all().values()
    OwnTemplates().remove(own)
    desk.notifier.sources = [target]
    click(desk, "templateImport")
    assert OwnTemplates().all() == {own.id: own}
    (tmp_path / "x.json").write_bytes(b"[]")
    desk.notifier.sources = [tmp_path / "x.json"]
    click(desk, "templateImport")
    kind, text = desk.notifier.said[-1]
    assert kind == "error"
    assert "“x.json”没有导入" in text


def test_a_new_form_in_a_template_of_ones_own(desk: Desk) -> None:
    make_own(desk, "2016", "本单位")
    click(desk, "templatesClose")
    desk.trigger("actionNew")
    box = desk.find("newTemplate", QComboBox)
    box.setCurrentIndex(box.findText("本单位"))
    desk.find("newProjectName", QLineEdit).setText("新项目")
    click(desk, "newAccept")
    desk.qtbot.waitUntil(lambda: desk.session.form.project_name == "新项目")
    assert desk.session.form.template_copy is not None
    assert desk.session.form.template_copy["name"] == "本单位"


def test_without_a_form_a_new_one_is_drawn(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.trigger("actionTemplates")
    assert ink(desk.find("templatePaper", SheetView)) > 1000
    assert not any(each.objectName() == "templateUse" and each.isVisible() for each in desk.all(QPushButton))
    assert len(presets()) == listed(desk).count()
