"""What the department hands on, in the real window: a choice, a place, files that another program reads."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QRadioButton, QToolButton, QTreeView
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.review.entries import Person
from selfeval_gui.item_models.desk_model import DeskColumn
from selfeval_gui.storage.review.reviews import read_register
from selfeval_gui.work.review.reviewing import add_remarks, new_remark
from tests.helpers.desk import Desk
from tests.helpers.dialogs import dialog, press, wait_for_end
from tests.helpers.review import form_of, list_file, put, run, snapshot
from tests.helpers.spoken import faults

WANG = Person(name="王芳")
NOW = datetime(2021, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def department(tmp_path: Path, sample_originals: Path) -> Path:
    folder, sample = tmp_path / "department", min(sample_originals.glob("*.json"))
    for unit, project in (("科技馆", "展厅更新"), ("图书馆", "馆藏保护")):
        form: Form = form_of(sample, unit, project)
        put(folder / unit, form)
        add_remarks(folder, form, [new_remark(form, None, f"请核对{project}", "必须改", WANG, NOW)])
    return folder


def test_materials_are_chosen_and_written(qtbot: QtBot, department: Path, tmp_path: Path) -> None:
    desk, before = Desk(qtbot, department), snapshot(department)
    out = tmp_path / "材料"
    out.mkdir()
    desk.notifier.folders = [out, out]
    desk.trigger("actionReviewMaterials")
    first = dialog(desk, "materialsDialog")
    desk.find("materialsOpinions", QCheckBox).setChecked(False)
    press(desk, first, "materialsAccept")
    wait_for_end(desk)
    assert [path.name for path in out.iterdir()] == ["问题清单.xlsx"]
    assert desk.notifier.said[-1][1] == "已写出：问题清单.xlsx\n“复核表.xlsx”没有内容可写，没有写出。"
    sheet = load_workbook(out / "问题清单.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["F"][2:]] == ["请核对馆藏保护", "请核对展厅更新"]
    # What is there is written over only after a question.
    kept = snapshot(out)
    desk.trigger("actionReviewMaterials")
    second = dialog(desk, "materialsDialog")
    desk.notifier.answers = ["cancel"]
    press(desk, second, "materialsAccept")
    assert desk.notifier.asked[-1] == ("问题清单.xlsx 已经存在。覆盖吗？", ["覆盖", "取消"])
    wait_for_end(desk)
    assert snapshot(out) == kept and snapshot(department) == before


def drawn(desk: Desk) -> dict[str, str]:
    """Return the forms that are shown with their states."""
    model, found = desk.find("deskTable", QTreeView).model(), dict[str, str]()
    for row in range(model.rowCount()):
        unit: QModelIndex = model.index(row, 0)
        for place in range(model.rowCount(unit)):
            found[model.index(place, 0, unit).data()] = model.index(place, DeskColumn.STATE, unit).data()
    return found


def test_forms_are_drawn_by_seed_and_by_hand(qtbot: QtBot, department: Path) -> None:
    desk = Desk(qtbot, department)
    desk.trigger("actionReviewDesk")
    wait_for_end(desk)
    desk.find("deskDraw", QPushButton).click()
    wait_for_end(desk)
    asking = dialog(desk, "drawDialog")
    assert faults(asking) == []
    accept, told = desk.find("drawAccept", QPushButton), desk.find("drawTold", QLabel)
    # Two forms of one department: 15 % are 0.3, 50 % are one.
    assert not accept.isEnabled() and told.text().startswith("抽 0 份")
    desk.find("drawPercent", QLineEdit).setText("五十")
    assert told.text() == "百分比要大于 0，不超过 100。" and not accept.isEnabled()
    desk.find("drawPercent", QLineEdit).setText("50")
    desk.find("drawSeed", QLineEdit).setText("2021")
    assert told.text().startswith("抽 1 份")
    press(desk, asking, "drawAccept")
    wait_for_end(desk)
    register = read_register(department)
    assert register is not None
    (first,) = [each.project_name for each in register.drawings[0].forms]
    assert "按种子 2021 从 2 份里抽取，按主管部门 50%：1 份。" in desk.notifier.said[-1][1]
    desk.find("deskChipDrawn", QToolButton).click()
    assert drawn(desk) == {first: "审核中 · 抽评"} and desk.find("deskChipDrawn", QToolButton).text() == "抽评 1"
    # By hand, what is shown: a reason must be given.
    desk.trigger("actionDrawForms")
    wait_for_end(desk)
    asking = dialog(desk, "drawDialog")
    desk.find("drawBack", QRadioButton).setChecked(True)
    assert not desk.find("drawAccept", QPushButton).isEnabled()
    desk.find("drawReason", QLineEdit).setText("已经查清")
    press(desk, asking, "drawAccept")
    wait_for_end(desk)
    assert drawn(desk) == {}


def test_a_reminder_is_written_where_somebody_is_missing(qtbot: QtBot, department: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, department)
    desk.notifier.answers, desk.notifier.targets = [".xlsx", ".docx"], [tmp_path / "a.xlsx", tmp_path / "b.docx"]
    desk.trigger("actionReminder")
    wait_for_end(desk)
    assert desk.notifier.said[-1] == ("info", "没有缺报的，没有写催报单。") and not (tmp_path / "a.xlsx").exists()
    listed = list_file(tmp_path / "l.xlsx", ("单位", "项目名称"), ("图书馆", "阅读推广"))
    assert run("register", department, "--from", listed) == 0
    desk.trigger("actionReminder")
    wait_for_end(desk)
    assert Document(str(tmp_path / "b.docx")).tables[0].rows[1].cells[3].text == "阅读推广"


def test_a_year_is_archived_and_opened_again(qtbot: QtBot, department: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, department)
    archive = tmp_path / "2020.zip"
    desk.notifier.answers, desk.notifier.targets = ["2020"], [archive]
    desk.trigger("actionArchiveYear")
    wait_for_end(desk)
    assert desk.notifier.asked[-2][1] == ["2020 年度（2 份）", "取消"]
    assert desk.notifier.said[-1] == ("info", f"已写出：{archive}，归档了 2 份自评表。")
    desk.notifier.sources, desk.notifier.folders = [archive], [tmp_path / "又打开"]
    desk.trigger("actionOpenArchive")
    wait_for_end(desk)
    desk.wait_until_read()
    assert desk.window.folder.root == tmp_path / "又打开" / "2020" and desk.names() == ["馆藏保护", "展厅更新"]
    assert "打开了 2020 年度的归档" in desk.notifier.said[-1][1]
