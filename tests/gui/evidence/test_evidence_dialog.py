"""佐证材料 in the window: documents of a row, counts that make a value, files found again and packed; all undoable."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.evidence import add_evidence
from selfeval_gui.domain.form import Evidence, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.codec import decode
from selfeval_gui.views.evidence.evidence_dialog import EvidenceDialog
from tests.helpers.desk import Desk
from tests.helpers.listening import Text, interface
from tests.helpers.spoken import faults


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


@pytest.fixture
def material(samples: Path) -> Path:
    folder = samples / "材料"
    folder.mkdir()
    for name in ("验收单.pdf", "合同.pdf"):
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def row(desk: Desk, number: int = 0) -> Indicator:
    return [*level_three(desk.session.form.indicators)][number]


def begin(desk: Desk, number: int = 0) -> EvidenceDialog:
    page = desk.window.pages.form_page()
    page.go_to(row(desk, number).id, "actual")
    desk.trigger("actionEvidence")
    dialog = desk.all(EvidenceDialog)[-1]
    dialog.activateWindow()
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def cell(dialog: EvidenceDialog, line: int, column: int) -> str:
    return str(dialog.table.model().index(line, column).data())


def click(desk: Desk, name: str) -> None:
    desk.qtbot.mouseClick(desk.find(name, QPushButton), Qt.MouseButton.LeftButton)


def drop(dialog: EvidenceDialog, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), copy, data, left, plain)
    dialog.dropEvent(event)


def with_documents(desk: Desk, material: Path) -> None:
    dialog = begin(desk)
    drop(dialog, material)
    desk.qtbot.waitUntil(lambda: dialog.table.model().rowCount() == 2)
    click(desk, "evidenceAgree")


def test_a_folder_is_dropped_on_a_row_and_undone(desk: Desk, material: Path) -> None:
    before = desk.session.frozen()[0]
    with_documents(desk, material)
    entries = row(desk).evidence
    assert {(entry.name, entry.path) for entry in entries} == {
        ("验收单", "材料/验收单.pdf"),
        ("合同", "材料/合同.pdf"),
    }
    assert decode(desk.session.frozen()[0]).schema_version == "1.1"
    desk.session.stack.undo()
    assert desk.session.frozen()[0] == before
    desk.session.stack.redo()
    assert row(desk).evidence == entries


def test_paper_is_typed_in_by_keyboard_alone(desk: Desk) -> None:
    begin(desk)
    desk.find("evidenceAddPaper", QPushButton).click()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("会议纪要")
    click(desk, "evidenceAgree")
    (entry,) = row(desk).evidence
    assert (entry.name, entry.path) == ("会议纪要", "")
    again = begin(desk)
    assert (cell(again, 0, 0), cell(again, 0, 5)) == ("会议纪要", "纸质")
    click(desk, "evidenceRemove")
    click(desk, "evidenceAgree")
    assert row(desk).evidence == []


def test_giving_up_changes_nothing(desk: Desk) -> None:
    before = desk.session.frozen()[0]
    begin(desk)
    desk.find("evidenceAddPaper", QPushButton).click()
    desk.find("surveySent", QLineEdit).setText("5")
    click(desk, "evidenceCancel")
    assert desk.session.frozen()[0] == before
    assert desk.session.stack.count() == 0


def test_counts_make_the_value(desk: Desk) -> None:
    old = row(desk).actual
    begin(desk)
    for name, text in (("Sent", "200"), ("Valid", "180"), ("Satisfied", "160"), ("MostlySatisfied", "11")):
        desk.find(f"survey{name}", QLineEdit).setText(text)
    assert desk.label("surveyValue") == "满意度 95%"  # 171 of 180
    click(desk, "surveyTake")
    click(desk, "evidenceAgree")
    survey = row(desk).survey
    assert survey is not None
    assert (row(desk).actual, survey.sent, survey.dissatisfied) == ("95%", 200, None)
    desk.session.stack.undo()
    assert (row(desk).actual, row(desk).survey) == (old, None)


def test_a_file_says_how_it_stands(desk: Desk, material: Path) -> None:
    with_documents(desk, material)
    (material / "合同.pdf").unlink()
    (material / "验收单.pdf").write_text("另一份", encoding="utf-8")
    dialog = begin(desk)

    def all_told() -> None:  # a look that had begun before may tell of one file as it was and of the other as it is
        shown = {cell(dialog, line, 0): cell(dialog, line, 5) for line in range(2)}
        assert shown == {"合同": "文件不在了 · 材料/合同.pdf", "验收单": "文件变了 · 材料/验收单.pdf"}

    desk.qtbot.waitUntil(all_told)
    click(desk, "evidenceCancel")


def test_moved_files_are_found_again_and_packed(desk: Desk, material: Path, tmp_path: Path) -> None:
    with_documents(desk, material)
    shutil.move(material, tmp_path / "挪走")
    desk.notifier.folders = [tmp_path / "挪走", tmp_path]
    desk.trigger("actionFindEvidence")
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said))
    assert desk.notifier.said.pop() == ("info", "找到 2 份不在原处的材料，位置已改；可以撤销。")
    assert desk.session.stack.undoText() == "重新找到 2 份佐证材料"
    desk.trigger("actionPackEvidence")
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said))
    folder = tmp_path / "佐证材料 2020 年市科协办公用房维修项目"
    assert desk.notifier.said == [("info", f"2 份材料和清单已放进：{folder}")]
    assert len([*folder.iterdir()]) == 3


def test_a_level_row_has_no_documents(desk: Desk) -> None:
    page = desk.window.pages.form_page()
    page.go_to(NodeId(desk.session.form.indicators[0].id), "name")
    desk.trigger("actionEvidence")
    assert desk.notifier.said == [("warn", "请先在指标表里选一个三级指标，佐证材料登记在它下面。")]


def test_a_list_is_read_into_the_rows_and_undone(desk: Desk, material: Path, tmp_path: Path) -> None:
    first, second = row(desk), row(desk, 1)
    book = Workbook()
    for line in (
        ("三级指标", "材料名称", "文件"),
        (first.name, "验收单", "材料/验收单.pdf"),
        (second.name, "合同", "纸质"),
        ("没有的指标", "照片", ""),
    ):
        book.worksheets[0].append(line)
    book.save(tmp_path / "清单.xlsx")
    desk.notifier.sources = [tmp_path / "清单.xlsx"]
    desk.trigger("actionReadEvidence")
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)
    (kind, told), *_rest = desk.notifier.said
    assert kind == "error"
    assert told.startswith("从清单登记了 2 份材料，补填了 0 份，在 2 个三级指标下面；可以撤销。\n有 1 处没有登记")
    assert [(entry.name, entry.path) for entry in row(desk).evidence] == [("验收单", "材料/验收单.pdf")]
    assert [(entry.name, entry.path) for entry in row(desk, 1).evidence] == [("合同", "")]
    assert desk.session.stack.undoText() == "从清单登记佐证材料"
    desk.session.stack.undo()
    assert row(desk).evidence == row(desk, 1).evidence == []
    desk.session.stack.redo()
    assert len(row(desk).evidence) == 1


def test_each_line_reads_its_names_values_and_state_by_keyboard(desk: Desk, material: Path) -> None:
    with_documents(desk, material)
    (material / "合同.pdf").unlink()
    dialog = begin(desk)
    desk.qtbot.waitUntil(lambda: "不在了" in cell(dialog, 0, 5) + cell(dialog, 1, 5))
    dialog.table.setFocus()
    dialog.table.go_to_line(0)
    heard = [heard_at(dialog)]
    desk.qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    heard.append(heard_at(dialog))
    assert sorted(heard) == [
        "材料 1，共 2 份：合同，文件不在了 · 材料/合同.pdf",
        "材料 2，共 2 份：验收单，文件在 · 材料/验收单.pdf",
    ]
    desk.qtbot.keyClick(dialog.table, Qt.Key.Key_Right)
    assert heard_at(dialog) == "日期文号：空白"
    desk.qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("2020年5月")
    dialog.show_states({})  # as whenever somebody looks at the files anew: what is being typed stays
    desk.qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: heard_at(dialog) == "日期文号：2020年5月")
    assert faults(dialog) == []
    click(desk, "evidenceAgree")
    assert [entry.document for entry in row(desk).evidence] == ["", "2020年5月"]


def heard_at(dialog: EvidenceDialog) -> str:
    focused = interface(dialog.table).focusChild()
    assert focused is not None
    return str(focused.text(Text.Name))


def test_thousands_of_lines_are_typed_in_and_taken_away(desk: Desk) -> None:
    node, document = NodeId(row(desk).id), desk.window.current.document()
    assert document is not None
    add_evidence(document.indicators, node, [Evidence(id=f"m{at}", name=f"材料 {at}") for at in range(3000)])
    dialog = begin(desk)
    assert dialog.table.line() == 2999
    model = dialog.table.documents
    model.setData(model.index(1500, 0), "改了名")
    dialog.table.selectAll()
    assert len(dialog.table.chosen_lines()) == 3000
    dialog.table.selectionModel().select(
        QItemSelection(model.index(0, 0), model.index(1499, 0)),
        QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
    )
    click(desk, "evidenceRemove")
    assert cell(dialog, 0, 0) == "改了名"
    assert [entry.name for entry in row(desk).evidence[1499:1501]] == ["材料 1499", "材料 1500"], "not before 确定"
    click(desk, "evidenceAgree")
    assert [entry.name for entry in row(desk).evidence[:2]] == ["改了名", "材料 1501"]
    desk.session.stack.undo()
    assert len(row(desk).evidence) == 3000
    assert row(desk).evidence[1500].name == "材料 1500"
