"""The list of a row's evidence in 详情: read, dropped on, dragged to another row, by keyboard as well; all undoable."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCheckBox, QListWidget, QPushButton, QRubberBand
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.evidence import add_evidence
from selfeval_gui.domain.form import Evidence, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.item_models.evidence_model import EvidenceModel
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.store import save
from selfeval_gui.views.form.evidence_list import EvidenceList
from tests.helpers.desk import Desk
from tests.helpers.dragging import dragged
from tests.helpers.evidence import with_evidence
from tests.helpers.listening import Text, interface
from tests.helpers.spoken import faults

COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    path = next(samples.glob("*办公用房*"))
    form = with_evidence(decode(path.read_bytes()), samples)
    path.unlink()
    save(form, path, expected=None)
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.window.pages.form_page().detail.set_folded(False)
    go(desk, 0)
    return desk


def row(desk: Desk, number: int) -> Indicator:
    return [*level_three(desk.session.form.indicators)][number]


def go(desk: Desk, number: int) -> None:
    desk.window.pages.form_page().go_to(row(desk, number).id, "actual")


def listed(desk: Desk) -> EvidenceList:
    return desk.find("evidenceList", EvidenceList)


def line(desk: Desk, number: int) -> list[str]:
    model = listed(desk).model()
    return [str(model.index(number, column).data()) for column in range(model.columnCount())]


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(view: QAbstractItemView, place: QPoint, data: QMimeData, action: Qt.DropAction = MOVE) -> bool:
    """Drag over a place and let go there; True if it was taken."""
    viewport = view.viewport()
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(viewport, dragged(kind, place, action, data))
    mark = view.findChild(QRubberBand, "evidenceMark")
    assert isinstance(mark, QRubberBand)
    is_marked = mark.isVisible()
    event = QDropEvent(place, action, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, event)
    assert not mark.isVisible()
    return is_marked


def in_tree(desk: Desk, number: int) -> QPoint:
    tree = desk.window.pages.form_page().tree
    model = tree.indicator_model()
    assert model is not None
    index = model.index_of(row(desk, number).id, "actual")
    tree.scrollTo(index)
    return tree.visualRect(index).center()


def test_the_list_shows_what_proves_the_row(desk: Desk) -> None:
    assert listed(desk).isVisible()
    path = row(desk, 0).evidence[0].path
    desk.qtbot.waitUntil(lambda: "文件在" in line(desk, 0)[5])
    assert line(desk, 0) == ["证明 0", "", "", "", "", f"文件在 · {path}", ""]
    assert line(desk, 1) == ["会议纪要", "沪科协〔2020〕5号", "", "情况说明", "", "纸质", ""]
    assert faults(listed(desk)) == []
    go(desk, 1)
    assert [line(desk, number)[0] for number in range(listed(desk).model().rowCount())] == ["证明 1"]
    tree = desk.window.pages.form_page().tree
    tree.go_to(desk.session.form.indicators[0].id, "name")
    assert not listed(desk).isVisible()


def test_it_reads_by_keyboard_and_ear(desk: Desk) -> None:
    listed(desk).setFocus()
    desk.qtbot.keyClick(listed(desk), Qt.Key.Key_Down)
    focused = interface(listed(desk)).focusChild()
    assert focused is not None
    said = focused.text(Text.Name)
    assert said == "材料 2，共 2 份：会议纪要，沪科协〔2020〕5号，情况说明，纸质"
    desk.qtbot.keyClick(listed(desk), Qt.Key.Key_Delete)
    assert [entry.name for entry in row(desk, 0).evidence] == ["证明 0"]
    desk.session.stack.undo()
    assert [entry.name for entry in row(desk, 0).evidence] == ["证明 0", "会议纪要"]


def test_files_are_dropped_on_a_row_of_the_tree(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "合同.pdf").write_bytes(b"1")
    before = desk.session.frozen()[0]
    assert drop(desk.window.pages.form_page().tree, in_tree(desk, 2), files(tmp_path / "合同.pdf"), COPY)
    desk.qtbot.waitUntil(lambda: len(row(desk, 2).evidence) == 2)
    assert row(desk, 2).evidence[1].name == "合同"
    assert "1 份材料登记在" in desk.notifier.said[-1][1]
    desk.session.stack.undo()
    assert desk.session.frozen()[0] == before


def test_files_are_dropped_on_a_row_of_the_paper(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "合同.pdf").write_bytes(b"1")
    ways = desk.window.pages.form_page().ways
    ways.set_state("paper")
    assert ways.panel is not None
    paper = ways.panel.view
    paper.go_to(row(desk, 3).id, "actual")
    assert drop(paper, paper.visualRect(paper.currentIndex()).center(), files(tmp_path / "合同.pdf"), COPY)
    desk.qtbot.waitUntil(lambda: len(row(desk, 3).evidence) == 2)


def test_files_beside_the_rows_are_read_as_forms(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "无关.txt").write_text("什么也不是", encoding="utf-8")
    tree = desk.window.pages.form_page().tree
    top = tree.visualRect(tree.model().index(0, 0)).center()
    assert not drop(tree, top, files(tmp_path / "无关.txt"), COPY)
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said))
    assert row(desk, 0).evidence[0].name == "证明 0"


def test_documents_go_to_another_row(desk: Desk) -> None:
    before = desk.session.frozen()[0]
    listed(desk).go_to_line(1, 0)
    assert drop(desk.window.pages.form_page().tree, in_tree(desk, 2), listed(desk).carried())
    assert [entry.name for entry in row(desk, 0).evidence] == ["证明 0"]
    assert [entry.name for entry in row(desk, 2).evidence] == ["证明 2", "会议纪要"]
    assert desk.session.stack.undoText().startswith("把佐证材料从")
    desk.session.stack.undo()
    assert desk.session.frozen()[0] == before


def test_two_rows_share_a_document(desk: Desk) -> None:
    go(desk, 0)
    listed(desk).go_to_line(0, 0)
    assert drop(desk.window.pages.form_page().tree, in_tree(desk, 2), listed(desk).carried(), COPY)
    assert [entry.name for entry in row(desk, 2).evidence] == ["证明 2", "证明 0"]
    assert row(desk, 2).evidence[1].path == row(desk, 0).evidence[0].path
    assert "2 行共用" in line(desk, 1)[5], "undo leads to the row that got them"


def test_the_same_by_keyboard(desk: Desk) -> None:
    listed(desk).setFocus()
    desk.qtbot.keyClick(listed(desk), Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    rows = desk.find("otherRows", QListWidget)
    names = [rows.item(place).text().split(" / ")[1] for place in range(rows.count())]
    assert row(desk, 0).name not in names
    rows.setCurrentRow(names.index(row(desk, 2).name))
    desk.find("otherRowBoth", QCheckBox).setChecked(True)
    assert faults(rows.window()) == []
    desk.qtbot.mouseClick(desk.find("otherRowAgree", QPushButton), Qt.MouseButton.LeftButton)
    assert [entry.name for entry in row(desk, 2).evidence] == ["证明 2", "证明 0"]
    assert [entry.name for entry in row(desk, 0).evidence] == ["证明 0", "会议纪要"]


def test_a_row_is_no_place_for_its_own_documents_or_those_of_another_form(desk: Desk) -> None:
    listed(desk).go_to_line(0, 0)
    tree = desk.window.pages.form_page().tree
    assert not drop(tree, in_tree(desk, 0), listed(desk).carried())
    data = QMimeData()
    data.setData("application/x-selfeval-evidence", b'["other", "s01-1-1-1", ["e"]]')
    assert not drop(tree, in_tree(desk, 2), data)
    data.setData("application/x-selfeval-evidence", b"{")
    assert not drop(tree, in_tree(desk, 2), data)
    assert desk.session.stack.count() == 0


def test_a_form_that_is_only_read_takes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.session.set_read_only(True)
    (tmp_path / "合同.pdf").write_bytes(b"1")
    listed(desk).setFocus()
    desk.qtbot.keyClick(listed(desk), Qt.Key.Key_Delete)
    assert len(row(desk, 0).evidence) == 2


def test_opening_says_how_the_file_stands(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "selfeval_gui.views.evidence.row_flow.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile())
    )
    path = desk.session.path.parent / row(desk, 0).evidence[0].path
    listed(desk).setFocus()
    listed(desk).go_to_line(0, 0)
    desk.qtbot.keyClick(listed(desk), Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: opened == [str(path)])
    path.unlink()
    desk.qtbot.keyClick(listed(desk), Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said))
    assert "已经不在登记的位置" in desk.notifier.said[-1][1]
    assert len(opened) == 1


def test_paper_alone_cannot_be_opened(desk: Desk) -> None:
    assert Evidence(id="p").path == ""
    listed(desk).go_to_line(1, 0)
    names = {action.objectName(): action.isEnabled() for action in listed(desk).actions()}
    assert names == {"actionEvidenceOpen": False, "actionEvidenceMove": True, "actionEvidenceRemove": True}


def test_a_row_of_thousands_is_read_wherever_the_cursor_goes(desk: Desk) -> None:
    many = [Evidence(id=f"m{number}", name=f"材料 {number}") for number in range(3000)]
    document = desk.window.current.document()
    assert document is not None
    document.session.tree.node(NodeId(row(desk, 0).id)).evidence.clear()
    add_evidence(document.indicators, NodeId(row(desk, 0).id), many)
    listed = desk.find("evidenceList", EvidenceList)
    assert listed.model().rowCount() == 3000
    listed.go_to_line(2999)
    heard = listed.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "材料 3000，共 3000 份：材料 2999，纸质"
    view = interface(listed)
    spoken = {view.child(place).text(Text.Name) for place in range(view.childCount())}
    assert {f"材料 {number + 1}，共 3000 份：材料 {number}，纸质" for number in range(3000)} <= spoken


def test_all_of_thousands_are_chosen_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [Evidence(id=f"m{number}", name=f"材料 {number}") for number in range(3000)]
    document = desk.window.current.document()
    assert document is not None
    add_evidence(document.indicators, NodeId(row(desk, 0).id), many)
    asked: list[int] = []
    flags = EvidenceModel.flags

    def counted(model: EvidenceModel, index: QModelIndex) -> Qt.ItemFlag:
        asked.append(index.row())
        return flags(model, index)

    monkeypatch.setattr(EvidenceModel, "flags", counted)
    listed(desk).setFocus()
    desk.qtbot.keyClick(listed(desk), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    listed(desk).grab()
    assert len(listed(desk).chosen()) == 3002
    assert len(asked) < 3000, "who chooses all waits for the lines that are seen, not for each cell of all"
