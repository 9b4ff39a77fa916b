"""One cell of Excel pasted into every kind of field, by key and by menu."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QClipboard, QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from selfeval_gui.item_models.evidence_model import EVIDENCE_COLUMNS
from selfeval_gui.views.scoring.accept_dialog import AcceptDialog
from selfeval_gui.views.search.find_dialog import FindDialog
from tests.helpers.all_dialogs import close_dialogs, open_dialogs
from tests.helpers.desk import Desk
from tests.helpers.dragging import LEFT, NO_KEY, dragged

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.window.pages.form_page().set_fold_state("")
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)
    QApplication.clipboard().setMimeData(excel_cell())
    yield desk
    QApplication.clipboard().clear()


def paste_over(desk: Desk, widget: QWidget) -> str:
    """Replace all of a field by the clipboard and return what it shows."""
    desk.qtbot.keyClick(widget, Qt.Key.Key_A, CTRL)
    desk.qtbot.keyClick(widget, Qt.Key.Key_V, CTRL)
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else widget.text()  # type: ignore[attr-defined]


@pytest.mark.parametrize("field", ["project_name", "department", "expected_goal", "actual_outcome", "notes", "detail"])
def test_a_field_of_the_form(desk: Desk, field: str) -> None:
    page = desk.window.pages.form_page()
    if field == "detail":
        page.go_to(desk.session.form.indicators[0].children[0].children[0].id, "reason")
        page.detail.enter()
    else:
        page.go_to("", field)
    widget = QApplication.focusWidget()
    assert widget is not None
    is_line = isinstance(widget, QLineEdit)
    assert paste_over(desk, widget) == ("第一行 第二行" if is_line else "第一行\n第二行")


def test_an_open_editor_of_a_cell(desk: Desk) -> None:
    page = desk.window.pages.form_page()
    leaf = desk.session.form.indicators[0].children[0].children[0]
    page.go_to(leaf.id, "actual")
    desk.qtbot.keyClick(page.tree, Qt.Key.Key_F2)
    editor = page.tree.cells.open_editor
    assert editor is not None
    assert paste_over(desk, editor) == "第一行\n第二行"
    assert page.commit_editors()
    assert leaf.actual == "第一行\n第二行"


def test_the_search_boxes(desk: Desk) -> None:
    QApplication.clipboard().setText("办公用房\r\n")
    assert paste_over(desk, desk.search) == "办公用房"
    desk.qtbot.waitUntil(lambda: len(desk.names()) == 1)
    desk.trigger("actionFind")
    dialog = desk.find("findDialog", FindDialog)
    assert paste_over(desk, dialog.text) == "办公用房"


def test_what_stands_beside_a_row_as_evidence(desk: Desk) -> None:
    open_dialogs(desk, "Evidence")
    assert paste_over(desk, desk.find("surveyRespondents", QLineEdit)) == "第一行 第二行"
    desk.find("evidenceAddPaper", QPushButton).click()
    table = desk.find("evidenceTable", QTableView)
    assert paste_over(desk, table.findChild(QLineEdit, "cellEditor")) == "第一行 第二行"
    proof = table.model().index(0, EVIDENCE_COLUMNS.index("proof"))
    table.setCurrentIndex(proof)
    desk.qtbot.waitUntil(lambda: table.findChild(QLineEdit, "cellEditor") is None)
    table.edit(proof)
    assert paste_over(desk, desk.find("evidenceProof", QComboBox).lineEdit()) == "第一行 第二行"
    close_dialogs(desk)


def test_a_cell_of_the_register(desk: Desk) -> None:
    open_dialogs(desk, "Register")
    desk.find("registerUnitsAdd", QPushButton).click()
    table = desk.find("registerUnitsTable", QTableView)
    assert paste_over(desk, table.findChild(QLineEdit, "cellEditor")) == "第一行 第二行"
    close_dialogs(desk)


def test_a_text_beside_a_form(desk: Desk) -> None:
    dialog = AcceptDialog("得分", "张三", desk.window)
    dialog.open()
    assert paste_over(desk, dialog.reason) == "第一行\n第二行"
    dialog.reject()


@pytest.mark.parametrize("name", ["fieldProjectName", "projectSearch"])
def test_the_menu_of_a_line_pastes_as_the_key_does(desk: Desk, name: str) -> None:
    widget = desk.find(name, QLineEdit)
    widget.setFocus()
    widget.selectAll()
    place = widget.rect().center()
    QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place)))
    (menu,) = [each for each in desk.all(QMenu, widget) if each.isVisible()]
    names = {action.objectName(): action for action in menu.actions()}
    paste: QAction = names["edit-paste"]
    paste.trigger()
    menu.close()
    assert widget.text() == "第一行 第二行"
    assert ("edit-undo" in names) is (name == "projectSearch")


def excel_cell() -> QMimeData:
    data = QMimeData()
    data.setText('"第一行\n第二行"\r\n')
    data.setHtml("<table><tr><td>第一行<br>第二行</td></tr></table>")
    return data


@pytest.mark.parametrize("name", ["fieldProjectName", "projectSearch"])
def test_what_is_dropped_on_a_line_is_cleaned_as_a_paste_is(desk: Desk, name: str) -> None:
    widget, data = desk.find(name, QLineEdit), excel_cell()
    widget.setText("后面")
    place, copy = QPoint(1, widget.height() // 2), Qt.DropAction.CopyAction
    enter = dragged(QDragEnterEvent, place, copy, data)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(place), copy, data, LEFT, NO_KEY)
    QApplication.sendEvent(widget, drop)
    assert drop.isAccepted()
    assert widget.text() == "第一行 第二行后面"


def test_a_file_dropped_on_a_line_is_no_text(desk: Desk, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "回收.xlsx"))])
    desk.search.setText("办公")
    enter = dragged(QDragEnterEvent, QPoint(1, 5), Qt.DropAction.CopyAction, data)
    QApplication.sendEvent(desk.search, enter)
    assert desk.search.text() == "办公"


@pytest.mark.parametrize("name", ["fieldProjectName", "projectSearch"])
def test_the_middle_button_brings_cleaned_text(desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The platform of the tests has no selection of its own: its answers stand in for those of X11."""
    data = excel_cell()
    monkeypatch.setattr(QClipboard, "supportsSelection", lambda _self: True)
    monkeypatch.setattr(QClipboard, "mimeData", lambda _self, _mode=QClipboard.Mode.Clipboard: data)
    widget = desk.find(name, QLineEdit)
    widget.clear()
    desk.qtbot.mouseClick(widget, Qt.MouseButton.MiddleButton)
    assert widget.text() == "第一行 第二行"
