"""材料 beside the remarks: the row's documents are seen, opened and remarked on with one key each."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit, QPushButton, QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Evidence
from selfeval_gui.storage import store
from selfeval_gui.storage.review.reviews import read_reviews
from selfeval_gui.views.form.evidence_list import EvidenceList
from tests.helpers.desk import Desk
from tests.helpers.dialogs import column, wait_for_end
from tests.helpers.listening import interface
from tests.helpers.review import form_of, put, rows_of


@pytest.fixture
def folder(tmp_path: Path, sample_originals: Path) -> Path:
    """A department's workspace with one form, two of whose documents are there."""
    form = form_of(min(sample_originals.glob("*.json")), "科技馆", "展厅更新")
    for name in ("验收单.pdf", "合同.pdf"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    rows_of(form)[0].evidence = [
        Evidence(id="1", name="验收单", document="2018年5月", path="验收单.pdf"),
        Evidence(id="2", name="合同", path="合同.pdf"),
    ]
    put(tmp_path, form)
    return tmp_path


@pytest.fixture
def desk(qtbot: QtBot, folder: Path) -> Desk:
    desk = Desk(qtbot, folder)
    desk.choose("展厅更新")
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.trigger("actionRemarks")
    qtbot.waitUntil(lambda: desk.find("remarkWrite", QPushButton).isEnabled())
    return desk


def at_row(desk: Desk, number: int) -> None:
    desk.window.current.go_to(rows_of(desk.session.form)[number].id, "actual")


def text(desk: Desk) -> QPlainTextEdit:
    return desk.find("remarkText", QPlainTextEdit)


def press(desk: Desk, key: Qt.Key) -> None:
    desk.qtbot.keyClick(QApplication.focusWidget() or desk.window, key, Qt.KeyboardModifier.AltModifier)
    desk.qtbot.waitUntil(text(desk).hasFocus)


def write(desk: Desk) -> None:
    desk.qtbot.keyClick(text(desk), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for_end(desk)


def test_the_rows_documents_stand_beside_the_remarks(desk: Desk) -> None:
    desk.find("remarksTabs", QTabWidget).setCurrentIndex(1)
    at_row(desk, 0)
    listed = desk.find("reviewEvidence", QTableView)
    assert column(listed, 0) == ["验收单", "合同"] and listed.isVisible()
    desk.qtbot.waitUntil(lambda: column(listed, 5) == ["文件在 · 验收单.pdf", "文件在 · 合同.pdf"])
    view = interface(listed)
    heard = [view.child(place).text(QAccessible.Text.Name) for place in range(view.childCount())]
    assert "材料 1，共 2 份：验收单，2018年5月，文件在 · 验收单.pdf" in heard
    at_row(desk, 1)
    assert not listed.isVisible()
    assert desk.find("reviewEvidenceTold", QLabel).text() == "这一行没有登记材料。"
    assert desk.find("reviewEvidenceEvidenceMissing", QPushButton).text() == "材料缺（Alt+1）"


def test_one_key_puts_words_that_can_be_changed_and_written(desk: Desk, folder: Path) -> None:
    row = rows_of(desk.session.form)[0]
    name, actual = row.name.strip(), row.actual.strip()
    at_row(desk, 0)
    press(desk, Qt.Key.Key_3)
    assert text(desk).toPlainText() == (
        f"“{name}”的材料“验收单”（2018年5月）不是 2020 年度的，请换成本年度的材料，或说明理由。"
    )
    assert desk.find("remarkKind", QComboBox).currentText() == "请说明"
    desk.qtbot.keyClicks(text(desk), "!")
    write(desk)
    desk.find("remarksTabs", QTabWidget).setCurrentIndex(1)
    desk.find("reviewEvidence", EvidenceList).go_to_line(1)
    desk.qtbot.mouseClick(desk.find("reviewEvidenceEvidenceMismatch", QPushButton), Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(text(desk).hasFocus)
    write(desk)
    review = read_reviews(folder).by_form[desk.session.form.id]
    assert [(each.node, each.field, each.kind, each.text) for each in review.remarks] == [
        (
            row.id,
            "name",
            "请说明",
            f"“{name}”的材料“验收单”（2018年5月）不是 2020 年度的，请换成本年度的材料，或说明理由。!",
        ),
        (row.id, "name", "必须改", f"“{name}”的材料“合同”与实际完成值“{actual}”不符，请核对后改正，或更换材料。"),
    ]
    assert store.load(folder / "展厅更新.json").form == desk.session.form  # remarks are not in the form


def test_what_is_typed_already_stays_above_the_words(desk: Desk) -> None:
    at_row(desk, 1)
    text(desk).setPlainText("另外")
    press(desk, Qt.Key.Key_1)
    name, actual = rows_of(desk.session.form)[1].name.strip(), rows_of(desk.session.form)[1].actual.strip()
    assert text(desk).toPlainText() == f"另外\n“{name}”缺佐证材料，请补充能证明“{actual}”的材料。"
    press(desk, Qt.Key.Key_2)
    assert "的材料“【　】”与实际完成值" in text(desk).toPlainText()  # no document: a blank that is seen


def test_a_remark_from_the_list_in_the_details_is_about_its_row(desk: Desk, folder: Path) -> None:
    at_row(desk, 0)
    desk.find("evidenceList", QTableView).setFocus()
    press(desk, Qt.Key.Key_1)
    write(desk)
    (remark,) = read_reviews(folder).by_form[desk.session.form.id].remarks
    assert (remark.node, remark.field) == (rows_of(desk.session.form)[0].id, "name")


def test_a_level_row_has_no_documents_to_remark_on(desk: Desk) -> None:
    desk.window.current.go_to(desk.session.form.indicators[0].id, "name")
    desk.trigger("actionEvidenceMissing")
    assert desk.notifier.said[-1] == ("warn", "请先在指标表里选一个三级指标，材料的意见写在它上面。")
