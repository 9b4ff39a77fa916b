"""What is being typed is told by the status, and what is being composed is kept, wherever the user goes."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Indicator
from selfeval_gui.storage.store import load
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from tests.helpers.desk import Desk
from tests.helpers.documents import commit, compose

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
TYPING = "正在输入，未保存"


class InputMethod:
    """Stands for Qt's: asked to commit, it writes Chinese, gives the composition up, or does not listen."""

    def __init__(self, answer: str) -> None:
        self._answer = answer

    def commit(self) -> None:
        event = QInputMethodEvent("", [])
        if self._answer == "writes":
            event.setCommitString("你好")
        if self._answer != "is deaf" and any(self._composes(each) for each in QApplication.allWidgets()):
            QApplication.sendEvent(QApplication.focusWidget(), event)

    @staticmethod
    def _composes(widget: QWidget) -> bool:
        return bool(getattr(widget, "preedit", ""))


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.window.resize(1366, 768)
    desk.choose("办公用房")
    desk.window.pages.form_page().set_fold_state("")
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)
    return desk


def tree(desk: Desk) -> IndicatorTree:
    return desk.find("indicatorTree", IndicatorTree)


def leaf(desk: Desk) -> Indicator:
    return desk.session.form.indicators[0].children[0].children[0]


def go(desk: Desk, field: str) -> QWidget:
    """Go to a field of the form, or to a cell of the first indicator, and return what takes the letters."""
    page = desk.window.pages.form_page()
    if field == "detail":
        page.go_to(leaf(desk).id, "reason")
        page.detail.enter()
    elif field in {"actual", "edited", "reason"}:
        page.go_to(leaf(desk).id, "actual" if field == "edited" else field)
        if field == "edited":
            desk.qtbot.keyClick(tree(desk), Key.Key_F2)
    else:
        page.go_to("", field)
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def told(desk: Desk, words: str) -> None:
    desk.qtbot.waitUntil(lambda: desk.label("savedStateText").startswith(words))


FIELDS = ["actual", "funds.total.executed", "project_name", "expected_goal", "notes", "detail", "year"]


@pytest.mark.parametrize("field", FIELDS)
def test_letters_in_an_open_editor_are_told_until_they_are_saved(desk: Desk, field: str) -> None:
    told(desk, "已保存")
    widget = go(desk, field)
    desk.qtbot.keyClick(widget, Key.Key_2)
    told(desk, TYPING)
    if field == "year":  # 20202 is no year: the form cannot hold it, and nothing else changes
        desk.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
        told(desk, "已保存")
        return
    desk.trigger("actionSave")
    desk.wait_until_written()
    told(desk, "已保存")


def test_a_letter_taken_back_is_told_too(desk: Desk) -> None:
    desk.qtbot.keyClick(go(desk, "actual"), Key.Key_2)
    told(desk, TYPING)
    desk.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    told(desk, "已保存")
    desk.qtbot.keyClick(go(desk, "actual"), Key.Key_2)
    desk.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    told(desk, "未保存")


@pytest.mark.parametrize("field", ["actual", "edited", "notes", "detail"])
def test_what_is_being_composed_is_told(desk: Desk, field: str) -> None:
    widget = go(desk, field)
    compose(widget, "nihao")
    told(desk, TYPING)
    commit(widget, "你好")
    told(desk, TYPING)


def saved(desk: Desk, field: str) -> str:
    form = desk.session.form
    return {"notes": form.notes, "project_name": form.project_name, "detail": leaf(desk).reason}.get(
        field, leaf(desk).actual
    )


ALL = ["actual", "edited", "notes", "project_name", "detail"]


@pytest.mark.parametrize(
    ("field", "way", "answer"),
    [
        *((field, "click", "gives up") for field in ALL),
        *(("actual", way, "gives up") for way in ("save", "other form", "close")),
        *(("notes", way, "gives up") for way in ("save", "other form", "close")),
        *((field, "click", answer) for field in ("actual", "edited", "notes") for answer in ("writes", "is deaf")),
        *((field, "save", "writes") for field in ("actual", "edited", "detail")),
    ],
)
def test_what_is_being_composed_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, field: str, way: str, answer: str
) -> None:
    method = SimpleNamespace(inputMethod=lambda: InputMethod(answer))
    monkeypatch.setattr("selfeval_gui.views.cells.cell_editors.QGuiApplication", method)
    session, before = desk.session, saved(desk, field)
    widget = go(desk, field)
    if field in {"notes", "project_name", "detail"}:
        for modifiers in (CTRL, Qt.KeyboardModifier.NoModifier):
            desk.qtbot.keyClick(widget, Key.Key_End, modifiers)
    compose(widget, "nihao")
    if way == "click":
        desk.projects.setFocus(Qt.FocusReason.MouseFocusReason)
    elif way == "save":
        desk.trigger("actionSave")
        desk.wait_until_written()
    elif way == "other form":
        desk.choose("素质纲要")
        assert desk.session is not session
        desk.choose("办公用房")
    else:
        desk.notifier.answers.append("cancel")
        desk.window.close()
    new = "你好" if answer == "writes" else "nihao"
    assert saved(desk, field) == (new if field == "actual" else before + new)
    if way == "save":
        assert load(session.path).form == session.form
    assert session.is_clean is (way == "save")
