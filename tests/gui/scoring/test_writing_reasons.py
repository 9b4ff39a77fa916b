"""写偏差原因 in the window: the fact from the row, words of the same unit alone, one undo step, all by keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QListWidget, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.views.form.text_fields import BlockField
from selfeval_gui.views.scoring.reason_dialog import ReasonDialog
from tests.helpers.desk import Desk

OPEN = "【原因：　】【措施：　】【时限：　】"


def put(folder: Path, words: str, **changes: str) -> None:
    """Write a unit and the first row's texts into the file whose name holds `words`."""
    (path,) = [each for each in folder.rglob("*.json") if words in each.name]
    form = json.loads(path.read_text(encoding="utf-8"))
    leaf = form["indicators"][0]["children"][0]["children"][0]
    form["implementing_unit"] = changes.pop("unit")
    leaf.update(changes)
    path.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    paths = sorted(path.name for path in samples.rglob("*.json"))
    mine = next(name for name in paths if "办公用房" in name)
    other, strange = [name for name in paths if name != mine][:2]
    put(samples, mine, unit="市科协", name="验收合格率", target="≥95%", actual="93%", weight="10", score="8", reason="")
    put(samples, other, unit="市 科协", reason="部分设备老化停机，合格率不足。今后每季度检修一次，2026年6月底前完成。")
    put(samples, strange, unit="市残联", reason="残联的场地尚未移交，进度滞后。")
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


def row(desk: Desk) -> Indicator:
    return next(iter(level_three(desk.session.form.indicators)))


def begin(desk: Desk) -> ReasonDialog:
    """Go to the reason and press the key."""
    page = desk.window.pages.form_page()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    page.go_to(row(desk).id, "reason")
    desk.qtbot.keyClick(focus(), Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: bool(desk.all(ReasonDialog)))
    dialog = desk.all(ReasonDialog)[-1]
    dialog.activateWindow()
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def offered(dialog: ReasonDialog) -> list[str]:
    return [dialog.offers.item(number).text() for number in range(dialog.offers.count())]


def write(desk: Desk) -> None:
    desk.qtbot.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: not desk.all(ReasonDialog))


def test_the_fact_comes_from_the_row_and_open_parts_are_found_by_the_check(desk: Desk) -> None:
    dialog = begin(desk)
    assert dialog.fields["fact"].content() == "指标值 ≥95%，实际 93%，低 2 个百分点"
    assert focus() is dialog.fields["cause"]
    write(desk)
    assert row(desk).reason == f"指标值 ≥95%，实际 93%，低 2 个百分点。{OPEN}"
    node = row(desk).id
    found = [each for each in desk.session.findings if each.node == node and each.field == "reason"]
    assert [(each.code, each.args["text"]) for each in found] == [("text.placeholder", "【原因：　】")]
    desk.trigger("actionUndo")
    assert row(desk).reason == ""
    desk.trigger("actionRedo")
    assert row(desk).reason.endswith(OPEN)


def test_words_of_the_same_unit_are_taken_by_keys_and_never_those_of_another(desk: Desk) -> None:
    dialog = begin(desk)
    desk.qtbot.waitUntil(lambda: any("老化" in text for text in offered(dialog)))
    shown = []
    for part in ("cause", "measure", "deadline"):
        assert focus() is dialog.fields[part]
        shown.append(offered(dialog))
        desk.qtbot.keyClick(focus(), Qt.Key.Key_F4)
        assert isinstance(focus(), QListWidget)
        desk.qtbot.keyClick(focus(), Qt.Key.Key_Return)
        assert focus() is dialog.fields[part]
        desk.qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert not any("残联" in text for texts in shown for text in texts)
    write(desk)
    assert row(desk).reason == (
        "指标值 ≥95%，实际 93%，低 2 个百分点。原因：部分设备老化停机，合格率不足。"
        "措施：今后每季度检修一次，2026年6月底前完成。时限：2026年6月底前。"
    )
    assert desk.session.stack.index() == 1


def test_while_one_types_too_a_reason_is_offered_from_the_same_unit_alone(desk: Desk) -> None:
    page, own = desk.window.pages.form_page(), desk.window.editing.own_texts
    page.go_to(row(desk).id, "reason")
    desk.qtbot.keyClick(focus(), Qt.Key.Key_F2)
    desk.qtbot.waitUntil(lambda: not own.is_busy)
    for begun, is_offered in (("残联的场地", False), ("部分设备", True)):
        editor = page.tree.cells.open_editor
        assert isinstance(editor, QPlainTextEdit)
        editor.selectAll()
        QApplication.sendEvent(editor, commit_of(begun))
        shown = [each for each in desk.all(QListWidget) if each.objectName() == "completionList" and each.isVisible()]
        assert bool(shown) is is_offered
    desk.qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    assert own.rows_of("") == own.rows_of("没有这个单位") == []


def commit_of(text: str) -> QInputMethodEvent:
    event = QInputMethodEvent()
    event.setCommitString(text)
    return event


def test_a_text_that_stands_there_is_kept_as_the_cause(desk: Desk) -> None:
    page = desk.window.pages.form_page()
    page.go_to(row(desk).id, "reason")
    for letter in "rain, and no 5 bricks":
        desk.qtbot.keyClick(focus(), letter)
    dialog = begin(desk)  # what stands in the open editor is in the form
    assert dialog.fields["cause"].content() == "rain, and no 5 bricks"
    write(desk)
    assert "原因：rain, and no 5 bricks。" in row(desk).reason


def test_composed_letters_are_kept_and_esc_asks_before_it_drops_them(desk: Desk) -> None:
    dialog = begin(desk)
    QApplication.sendEvent(focus(), QInputMethodEvent("xiayu", []))
    desk.notifier.answers = ["stay"]
    dialog.reject()
    assert desk.all(ReasonDialog)
    assert dialog.fields["cause"].content() == "xiayu"
    write(desk)
    assert "原因：xiayu。" in row(desk).reason
    dialog = begin(desk)
    desk.qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: not desk.all(ReasonDialog))  # nothing typed: no question
    assert desk.session.stack.index() == 1


@pytest.mark.parametrize("way", ["Paper", "Beside"])
def test_on_the_paper_too(desk: Desk, way: str) -> None:
    desk.trigger(f"actionWay{way}")
    begin(desk)
    write(desk)
    assert row(desk).reason.startswith("指标值 ≥95%")


def test_it_fits_a_small_screen_at_150_per_cent(desk: Desk) -> None:
    dialog = begin(desk)
    for field in dialog.fields.values():
        field.setPlainText("很长的一句话，" * 60)
    desk.qtbot.waitUntil(lambda: dialog.text.height() > 0)
    least = dialog.minimumSizeHint()
    assert (least.width() <= 911, least.height() <= 480) == (True, True), least  # 1366×768 at 150 %
    assert isinstance(dialog.fields["fact"], BlockField)
    dialog.agreed.disconnect()
    dialog.accept()


def test_only_a_row_with_values_has_a_reason(desk: Desk) -> None:
    page = desk.window.pages.form_page()
    page.go_to(desk.session.form.indicators[0].id, "name")
    assert not desk.action("actionWriteReason").isEnabled()
    page.go_to(NodeId(row(desk).id), "score")
    assert desk.action("actionWriteReason").isEnabled()
