"""佐证材料 in impatient hands: 确定 before all is read, a second drop, counts pasted as they stand, a second pack."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import put_into_cell
from selfeval_gui.commands.evidence import remove_evidence
from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.views.evidence.evidence_dialog import EvidenceDialog
from selfeval_gui.views.form.evidence_list import EvidenceList
from tests.gui.evidence.test_evidence_rows import COPY, drop, files, in_tree
from tests.helpers.desk import Desk
from tests.helpers.listening import Text, interface, name_of

FILES = 40


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    material = samples / "材料"
    material.mkdir()
    for number in range(FILES):
        (material / f"{number:02}.pdf").write_bytes(b"%d" % number)
    (samples / "后来.pdf").write_bytes(b"later")
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.window.pages.form_page().go_to(first_row(desk).id, "actual")
    return desk


def first_row(desk: Desk) -> Indicator:
    return next(iter(level_three(desk.session.form.indicators)))


def opened(desk: Desk) -> EvidenceDialog:
    desk.trigger("actionEvidence")
    dialog = desk.all(EvidenceDialog)[-1]
    dialog.activateWindow()
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def drop_on_row(desk: Desk, path: Path) -> None:
    data = files(path)
    assert drop(desk.window.pages.form_page().tree, in_tree(desk, 0), data, COPY)


def drop_on(dialog: EvidenceDialog, path: Path) -> None:
    data = files(path)  # the event does not keep it
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(5, 5), COPY, data, left, plain))


def described(widget: QWidget) -> str:
    return interface(widget).text(Text.Name) + interface(widget).text(Text.Description)


def told(desk: Desk) -> tuple[str, str]:
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)
    return desk.notifier.said.pop(0)


def test_what_is_still_being_read_at_agreement_comes_to_the_row(desk: Desk, samples: Path) -> None:
    dialog = opened(desk)
    drop_on(dialog, samples / "材料")
    desk.find("evidenceAgree", QPushButton).click()  # at once: nothing is read before the next turn of the window
    assert first_row(desk).evidence == []
    assert told(desk) == ("info", f"{FILES} 份材料登记在“项目完成率”下面，可以撤销。文件留在原处。")
    assert len(first_row(desk).evidence) == FILES
    desk.session.stack.undo()
    assert first_row(desk).evidence == []


def test_what_is_still_being_read_when_it_is_given_up_does_not(desk: Desk, samples: Path) -> None:
    dialog = opened(desk)
    drop_on(dialog, samples / "材料")
    desk.find("evidenceCancel", QPushButton).click()
    desk.qtbot.waitUntil(lambda: not desk.window.desk.tasks.lanes)
    assert first_row(desk).evidence == []
    assert desk.session.is_clean


def test_a_second_drop_is_taken_while_the_first_is_read(desk: Desk, samples: Path) -> None:
    for path in (samples / "材料", samples / "后来.pdf"):
        drop_on_row(desk, path)
    desk.qtbot.waitUntil(lambda: len(desk.notifier.said) == 2, timeout=20_000)
    assert "后来" in {entry.name for entry in first_row(desk).evidence}
    assert len(first_row(desk).evidence) == FILES + 1


def test_the_folded_line_says_how_many_documents_prove_the_row(desk: Desk, samples: Path) -> None:
    pane = desk.window.pages.form_page().detail
    pane.set_folded(True)
    before = described(pane.button)
    drop_on_row(desk, samples / "材料")
    assert told(desk)[0] == "info"
    assert "佐证材料" not in before
    assert f"佐证材料 {FILES} 份" in described(pane.button)


@pytest.mark.parametrize("said", ["２００", " 1,200份 ", "200 份"])
def test_counts_are_pasted_as_they_stand_elsewhere(desk: Desk, said: str) -> None:
    opened(desk)
    field = desk.find("surveySent", QLineEdit)
    field.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(said)
    QApplication.sendEvent(field, event)
    assert field.text() == {"２００": "200", " 1,200份 ": "1200", "200 份": "200"}[said]
    desk.qtbot.keyClicks(field, "x-")
    assert field.text().isdigit()
    desk.find("evidenceCancel", QPushButton).click()


def test_the_keyboard_goes_through_the_dialog_as_it_is_seen(desk: Desk) -> None:
    dialog = opened(desk)
    seen = []
    for _step in range(9):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
        desk.qtbot.keyClick(focused, Qt.Key.Key_Tab)
    tools = ["evidenceAdd", "evidenceAddFolder", "evidenceAddPaper", "evidenceOpen", "evidenceRemove"]
    assert seen == ["evidenceTable", *tools, "surveyRespondents", "surveySent", "surveyReturned"]
    desk.find("evidenceAddPaper", QPushButton).click()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert name_of(editor) == "材料名称"
    dialog.reject()


def test_searching_says_what_is_left(desk: Desk, samples: Path, tmp_path: Path) -> None:
    drop_on_row(desk, samples / "材料")
    told(desk)
    desk.notifier.folders = [tmp_path] * 2
    desk.trigger("actionFindEvidence")
    assert told(desk) == ("info", "登记的文件都在原处，没有要找的。")
    elsewhere = tmp_path / "换了地方"
    elsewhere.mkdir()
    (samples / "材料" / "03.pdf").rename(elsewhere / "三.pdf")
    (samples / "材料" / "07.pdf").unlink()
    desk.trigger("actionFindEvidence")
    kind, words = told(desk)
    assert kind == "error"
    assert words == ("找到 1 份不在原处的材料，位置已改；可以撤销。有 1 份在那个文件夹里没有找到。07：材料/07.pdf")


def test_a_second_pack_lies_beside_the_first(desk: Desk, samples: Path, tmp_path: Path) -> None:
    drop_on_row(desk, samples / "后来.pdf")
    told(desk)
    out = tmp_path / "out"
    out.mkdir()
    name = "佐证材料 2020 年市科协办公用房维修项目"
    for number in range(2):
        desk.notifier.folders = [out]
        desk.trigger("actionPackEvidence")
        folder = out / (name if number == 0 else f"{name} (2)")
        assert told(desk) == ("info", f"1 份材料和清单已放进：{folder}")
        assert len([*folder.iterdir()]) == 2


def test_saved_in_another_folder_the_form_still_finds_its_files(desk: Desk, samples: Path, tmp_path: Path) -> None:
    drop_on_row(desk, samples / "后来.pdf")
    told(desk)
    listed = desk.find("evidenceList", EvidenceList)
    other = tmp_path / "别处"
    other.mkdir()
    target = other / "复制.json"
    desk.notifier.targets = [target]
    desk.trigger("actionSaveAs")
    desk.wait_until_written()
    path = f"../{samples.name}/后来.pdf"
    assert [entry.path for entry in first_row(desk).evidence] == [path]
    assert desk.session.path == target
    assert desk.session.is_clean
    assert desk.session.frozen()[0] == target.read_bytes()
    desk.qtbot.waitUntil(lambda: str(listed.model().index(0, 5).data()) == f"文件在 · {path}")


def test_undone_past_a_save_elsewhere_the_form_still_finds_its_files(desk: Desk, samples: Path, tmp_path: Path) -> None:
    drop_on_row(desk, samples / "后来.pdf")
    told(desk)
    model, node = desk.window.pages.form_page().tree.indicator_model(), NodeId(first_row(desk).id)
    assert model is not None
    put_into_cell(model, node, "actual", "99%")
    remove_evidence(model, node, [first_row(desk).evidence[0].id])
    other = (
        tmp_path / "别处" / "深处"
    )  # not beside the first one, from where the same words would lead to the same file
    other.mkdir(parents=True)
    (other / "这里.pdf").write_bytes(b"here")
    desk.notifier.targets = [other / "复制.json"]
    desk.trigger("actionSaveAs")
    desk.wait_until_written()
    drop_on_row(desk, other / "这里.pdf")
    told(desk)
    written, there = desk.session.frozen()[0], f"../../{samples.name}/后来.pdf"
    for _again in range(2):
        for _step in range(2):
            desk.trigger("actionUndo")
        assert [entry.path for entry in first_row(desk).evidence] == [there]
        desk.trigger("actionUndo")
        assert first_row(desk).actual == "100%"
        assert [entry.path for entry in first_row(desk).evidence] == [there]
        desk.trigger("actionRedo")
        desk.trigger("actionRedo")
        assert desk.session.is_clean
        desk.trigger("actionRedo")
        assert [entry.path for entry in first_row(desk).evidence] == ["这里.pdf"]
        assert desk.session.frozen()[0] == written
    desk.session.stack.setClean()


def test_a_row_taken_away_before_a_save_elsewhere_comes_back_with_its_files(
    desk: Desk, samples: Path, tmp_path: Path
) -> None:
    drop_on_row(desk, samples / "后来.pdf")
    told(desk)
    row = first_row(desk)
    desk.window.pages.form_page().go_to(row.id, "actual")
    desk.trigger("actionRemove")
    assert first_row(desk).id != row.id
    other = tmp_path / "别处"
    other.mkdir()
    desk.notifier.targets = [other / "复制.json"]
    desk.trigger("actionSaveAs")
    desk.wait_until_written()
    desk.trigger("actionUndo")
    assert first_row(desk).id == row.id
    assert [entry.path for entry in first_row(desk).evidence] == [f"../{samples.name}/后来.pdf"]
    desk.trigger("actionRedo")
    assert desk.session.is_clean


def test_a_save_elsewhere_that_fails_leaves_the_paths(desk: Desk, samples: Path, tmp_path: Path) -> None:
    drop_on_row(desk, samples / "后来.pdf")
    told(desk)
    before = desk.session.frozen()[0]
    desk.notifier.targets = [tmp_path / "没有这个文件夹" / "复制.json"]
    desk.notifier.answers = ["cancel"]
    desk.trigger("actionSaveAs")
    desk.wait_until_written()
    assert desk.session.frozen()[0] == before
    assert [entry.path for entry in first_row(desk).evidence] == ["后来.pdf"]
