"""A form's way there and back in the window: returned, taken in by the unit, answered, sent again, compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QTableWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.entries import Person
from selfeval_gui.storage import store
from selfeval_gui.storage.review.reviews import read_reviews
from selfeval_gui.work.review.moments import present
from selfeval_gui.work.review.reviewing import add_remarks, new_remark
from tests.helpers.desk import Desk
from tests.helpers.dialogs import column, dialog, part, press, shown, wait_for_end
from tests.helpers.review import form_of, put, rows_of, snapshot
from tests.helpers.spoken import faults

Role = Qt.ItemDataRole


def receive(desk: Desk, source: Path) -> QDialog:
    desk.notifier.sources = [source]
    desk.trigger("actionReceive")
    return dialog(desk, "receiveDialog")


def agree(desk: Desk, asking: QDialog) -> None:
    press(desk, asking, "receiveAccept")
    wait_for_end(desk)
    desk.qtbot.waitUntil(lambda: not shown(desk, "receiveDialog"))


def packed(desk: Desk, out: Path, *answers: str) -> Path:
    before = set(out.glob("*.zip"))
    desk.notifier.answers, desk.notifier.folders = list(answers), [out]
    desk.trigger("actionPackForms")
    press(desk, dialog(desk, "packDialog"), "packAccept")
    wait_for_end(desk)
    desk.qtbot.waitUntil(lambda: not shown(desk, "packDialog"))
    return (set(out.glob("*.zip")) - before).pop()


@pytest.mark.timeout(300)
def test_remarks_are_answered_in_the_units_window(qtbot: QtBot, tmp_path: Path, sample_originals: Path) -> None:
    unit, department, out = tmp_path / "unit", tmp_path / "department", tmp_path / "out"
    out.mkdir()
    department.mkdir()
    for project in ("展厅更新", "科普巡展"):
        put(unit, form_of(min(sample_originals.glob("*.json")), "科技馆", project))
    at_unit = Desk(qtbot, unit)
    first = packed(at_unit, out)

    at_department = Desk(qtbot, department)
    agree(at_department, receive(at_department, first))
    path = department / "科技馆" / "展厅更新.json"
    form = store.load(path).form
    row = rows_of(form)[0]
    remarks = [
        new_remark(form, FieldRef(NodeId(row.id), "actual"), "与附件不符", "必须改", Person(name="王芳"), present()),
        new_remark(form, FieldRef(None, "actual_outcome"), "请写进度", "请说明", Person(name="王芳"), present()),
    ]
    remarks[0].suggested = "12 场"
    add_remarks(department, form, remarks)
    at_department.notifier.folders = [out]
    at_department.trigger("actionReturnForms")
    press(at_department, dialog(at_department, "returnDialog"), "returnAccept")
    wait_for_end(at_department)
    (back,) = out.glob("*退回*.zip")

    # The unit takes it in: its own file stays, the remarks stand in the list and at their cells.
    own = snapshot(unit)
    asking = receive(at_unit, back)
    assert faults(asking) == []
    assert part(asking, QLabel, "receiveSummary").text() == "未变 2 · 意见 2 条"
    words = part(asking, QPlainTextEdit, "receiveWords").toPlainText()
    assert "与附件不符" in words and "请写进度" in words
    assert snapshot(unit) == own
    agree(at_unit, asking)
    assert at_unit.notifier.said[-1] == ("info", "装入了 1 份的意见，共 2 条。")
    assert {name: data for name, data in snapshot(unit).items() if name in own} == own
    at_unit.choose("展厅更新")
    at_unit.trigger("actionRemarks")
    listed = at_unit.find("remarksList", QTableWidget)
    qtbot.waitUntil(lambda: listed.rowCount() == 2)
    assert faults(at_unit.window) == []
    assert at_unit.find("remarksState", QLabel).text() == "第 1 次退回 · 意见 2，未答复 2"
    model = at_unit.window.pages.form_page().tree.indicator_model()
    assert model is not None
    cell = model.index_of(NodeId(row.id), "actual")
    assert "意见（必须改）：与附件不符" in cell.data(Role.ToolTipRole)

    # What was suggested is taken with one click, and can be undone.
    before = rows_of(at_unit.session.form)[0].actual
    for _time in range(2):
        press(at_unit, at_unit.window, "remarkTake")
        assert rows_of(at_unit.session.form)[0].actual == "12 场"
        at_unit.trigger("actionUndo")
        assert rows_of(at_unit.session.form)[0].actual == before
    press(at_unit, at_unit.window, "remarkTake")
    at_unit.trigger("actionSave")
    at_unit.wait_until_written()
    press(at_unit, at_unit.window, "remarkAnswer")
    wait_for_end(at_unit)
    assert column(listed, 2) == ["已改", "未答复"]
    assert "与附件不符" not in str(cell.data(Role.ToolTipRole))

    # One is still to be answered: that is said before 传出.
    at_unit.notifier.answers = ["cancel"]
    at_unit.trigger("actionPackForms")
    asked = dialog(at_unit, "packDialog")
    assert column(part(asked, QTableWidget, "packForms"), 2) == ["1", ""]
    press(at_unit, asked, "packAccept")
    assert "还有 1 条意见没有答复，例如“展厅更新”" in at_unit.notifier.asked[-1][0]
    qtbot.waitUntil(lambda: not shown(at_unit, "packDialog"))
    listed.setCurrentCell(1, 0)
    at_unit.find("remarkHow", QComboBox).setCurrentText("不改")
    at_unit.find("remarkSaid", QLineEdit).setText("已在备注里写明")
    press(at_unit, at_unit.window, "remarkAnswer")
    wait_for_end(at_unit)
    second = packed(at_unit, out)
    assert "第2次" in second.name

    # The department sees what became of each remark before it takes anything in.
    asking = receive(at_department, second)
    lines = part(asking, QPlainTextEdit, "receiveWords").toPlainText()
    assert f"与附件不符：原来是“{before}”；现在是“12 场”｜已改｜答复：已改" in lines
    assert "请写进度" in lines and "没有动" in lines and "答复：不改 已在备注里写明" in lines
    agree(at_department, asking)
    kept = read_reviews(department).by_form[form.id]
    assert [each.answers[0].how for each in kept.remarks] == ["已改", "不改"]
