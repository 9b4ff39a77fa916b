"""各表之间 in the window: what forms share, two forms side by side, kept right without reading everything again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import cast

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from selfeval_gui.app.settings import Settings
from selfeval_gui.commands.edit import type_into_cell
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import Role
from selfeval_gui.storage.store import Loaded, load
from selfeval_gui.views.department.compared_form import ShownTree
from selfeval_gui.views.department.department_page import DepartmentPage
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from selfeval_gui.work import across_reading
from tests.helpers.desk import Desk
from tests.helpers.sight import in_sight

BUILDING = "2020 年市科协办公用房维修项目"
PEOPLE = "2020 年党建引领百万市民共享科普项目"
QUALITY = "2020 年贯彻落实《全民科学素质纲要》项目"


class Hands:
    """A person at the page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.window.resize(1366, 728)
        desk.trigger("actionDepartment")
        self.page = desk.find("departmentPage", DepartmentPage)
        self.wait()

    def wait(self) -> None:
        department = self.desk.window.review.department.department
        self.desk.qtbot.waitUntil(lambda: not department.is_reading and not department.unread, timeout=10_000)

    def table(self, name: str) -> QTableView:
        return self.desk.find(name, QTableView)

    def rows(self, name: str = "sharedTable") -> list[list[str]]:
        model = self.table(name).model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def choose(self, row: int, name: str = "sharedTable") -> None:
        self.table(name).selectRow(row)

    def side(self, side: str) -> tuple[str, str, str]:
        """Return the form's name, and node and field of the marked cell."""
        tree = self.desk.find(f"comparedTree{side}", ShownTree)
        index = tree.currentIndex()
        assert tree.viewport().rect().contains(tree.visualRect(index).center()), "the place is in sight"
        assert tree.selectionModel().isSelected(index)
        return self.desk.label(f"comparedTitle{side}"), str(index.data(Role.NODE)), str(index.data(Role.FIELD))

    def side_note(self) -> str:
        """Return what the chosen row of the right table says."""
        return str(self.table("memberTable").currentIndex().siblingAtColumn(0).data())

    def press(self, name: str) -> None:
        button = self.desk.find(name, QPushButton)
        assert button.isVisible()
        self.desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    return Desk(qtbot, samples)


@pytest.fixture
def hands(desk: Desk) -> Hands:
    return Hands(desk)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Take note of each file that is read for the comparison."""
    read: list[str] = []

    def noted(path: Path) -> object:
        read.append(path.name)
        return load(path)

    monkeypatch.setattr(across_reading, "load", noted)
    return read


# ---- what is there ---------------------------------------------------------------------------------------------------


def test_the_14_forms_share_what_the_truth_says(hands: Hands) -> None:
    rows = hands.rows()
    assert [row[0] for row in rows] == ["相同完成情况得分悬殊"] * 2 + ["多份表原因雷同"] * 2 + ["指标值像是照抄"] * 2
    assert [row[2:] for row in rows] == [
        ["14", "28.6%–63.6%"],
        ["14", "66.7%–93.3%"],
        ["7", ""],
        ["5", ""],
        ["2", ""],
        ["2", ""],
    ]
    assert rows[0][1] == "指标值“健全”，完成值“较为健全”"
    assert rows[4][1] == f"“安全”，出自“{BUILDING}”"
    assert hands.desk.label("departmentSummary") == "14 份自评表，6 项待处理"
    assert not hands.desk.find("projectPanel", QWidget).isVisible(), "two forms need the room"


def test_two_forms_stand_side_by_side_with_the_place_marked(hands: Hands) -> None:
    members = hands.rows("memberTable")
    assert len(members) == 14
    assert members[0] == [PEOPLE, "28.6%"]
    assert members[-1][1] == "63.6%"
    left, right = hands.side("Left"), hands.side("Right")
    assert left[0] == PEOPLE
    assert right[0] == members[-1][0]
    assert (left[2], right[2]) == ("score", "score")
    assert hands.desk.label("comparedPlaceLeft") == "效益指标 / 可持续影响指标 / 长效机制 / 得分：4，分值 14"
    trees = [hands.desk.find(f"comparedTree{side}", QWidget) for side in ("Left", "Right")]
    assert all(tree.isVisible() and tree.width() > 400 for tree in trees)
    hands.choose(13, "memberTable")
    assert (hands.side("Left"), hands.side("Right")) == (right, left), "held against the score furthest away"


def test_a_borrowed_word_stands_beside_the_form_it_belongs_to(hands: Hands) -> None:
    hands.choose(4)
    assert [row[0] for row in hands.rows("memberTable")] == [QUALITY, PEOPLE]
    assert hands.side("Left")[0] == QUALITY
    assert hands.side("Right") == (BUILDING, "s01-2-1-1", "target")
    assert hands.desk.label("comparedPlaceRight").endswith("办公用房安全性 / 年度指标值")


def test_the_same_reason_stands_beside_itself(hands: Hands) -> None:
    hands.choose(2)
    left, right = hands.side("Left"), hands.side("Right")
    assert left[2] == right[2] == "reason"
    assert left[0] != right[0]
    trees = [hands.desk.find(f"comparedTree{side}", ShownTree) for side in ("Left", "Right")]
    reasons = [tree.currentIndex().data(Qt.ItemDataRole.EditRole) for tree in trees]
    marked = [hands.desk.label(f"comparedText{side}") for side in ("Left", "Right")]
    assert {text[text.index("【") : text.index("】") + 1] for text in marked} == {"【,】", "【，】"}
    assert [text.replace("【", "").replace("】", "") for text in marked] == [reason.strip() for reason in reasons]
    assert [reason.strip().replace(",", "，") for reason in reasons] == [reasons[1].strip().replace(",", "，")] * 2


def test_one_kind_alone(hands: Hands) -> None:
    kinds = hands.desk.find("departmentKinds", QComboBox)
    kinds.setCurrentIndex(kinds.findText("多份表原因雷同"))
    kinds.activated.emit(kinds.currentIndex())
    assert [row[2] for row in hands.rows()] == ["7", "5"]


def test_whole_forms_that_share_something_stand_there_too(qtbot: QtBot, samples: Path) -> None:
    (first, *_others) = sorted(samples.glob("*.json"))
    text = first.read_text(encoding="utf-8")
    (samples / "第二份.json").write_text(text.replace('"id": "s01"', '"id": "s91"'), encoding="utf-8")
    hands = Hands(Desk(qtbot, samples))
    kinds = hands.desk.find("departmentKinds", QComboBox)
    kinds.setCurrentIndex(kinds.findData("across.twice"))
    kinds.activated.emit(kinds.currentIndex())
    assert hands.rows() == [["同一项目有两份表", f"{BUILDING}（上海市科学技术协会）", "2", ""]]
    assert hands.desk.label("comparedTitleLeft") == hands.desk.label("comparedTitleRight") == BUILDING
    hands.press("departmentAccept")
    hands.desk.find("acceptReason", QPlainTextEdit).setPlainText("一份作废")
    hands.desk.find("acceptBy", QLineEdit).setText("王芳")
    hands.press("acceptAgree")
    hands.desk.qtbot.waitUntil(lambda: hands.rows("memberTable")[0][0].endswith("已接受（王芳：一份作废）"))
    assert hands.desk.session.form.accepted[0].code == "across.twice"


def test_two_spellings_are_said_to_be_one_unit_and_it_is_taken_back(qtbot: QtBot, samples: Path) -> None:
    first = min(samples.glob("*.json"))
    text = first.read_text(encoding="utf-8")
    spelt = text.replace('"implementing_unit": "上海市科学技术协会"', '"implementing_unit": "上海市 科学技术协会"')
    first.write_text(spelt, encoding="utf-8")
    hands = Hands(Desk(qtbot, samples))
    hands.desk.notifier.said.clear()
    kinds = hands.desk.find("departmentKinds", QComboBox)
    kinds.setCurrentIndex(kinds.findData("across.unit"))
    kinds.activated.emit(kinds.currentIndex())
    (row,) = hands.rows()
    assert row[:3] == ["单位名称写法不同", "“上海市 科学技术协会”和“上海市科学技术协会”", "14"]
    marked = sorted(hands.desk.label(f"comparedText{side}") for side in ("Left", "Right"))
    assert marked == ["上海市【 】科学技术协会", "上海市科学技术协会"]
    for side in ("Left", "Right"):  # nor is a cell marked that one looked at before
        assert not hands.desk.find(f"comparedTree{side}", ShownTree).currentIndex().isValid()
    hands.press("departmentUnits")
    names = hands.desk.find("unitNamesTable", QTableView)
    assert len(names.selectionModel().selectedRows()) == 2
    hands.press("unitNamesSame")
    qtbot.waitUntil(lambda: hands.rows() == [])
    kept = samples / "审核" / "名单.json"
    assert "上海市 科学技术协会" in kept.read_text(encoding="utf-8")
    assert hands.desk.notifier.said[-1][1] == "已记下：“上海市 科学技术协会”“上海市科学技术协会”是同一个单位。"
    hands.press("unitNamesClose")
    hands.desk.notifier.offers[-1].act()
    qtbot.waitUntil(lambda: len(hands.rows()) == 1)


def test_two_names_are_said_to_be_one_project_and_it_is_taken_back(qtbot: QtBot, samples: Path) -> None:
    hands = Hands(Desk(qtbot, samples))
    hands.desk.notifier.said.clear()
    before = hands.rows()
    hands.press("departmentProjects")
    names = hands.desk.find("projectNamesTable", QTableView)
    same, other = (hands.desk.find(name, QPushButton) for name in ("projectNamesSame", "projectNamesOther"))
    assert (names.model().rowCount(), same.isEnabled(), other.isEnabled()) == (14, False, False)
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    first, second = (str(names.model().index(row, 0).data()) for row in (0, 1))
    for row in (0, 1):
        names.selectionModel().select(names.model().index(row, 0), rows)
    hands.press("projectNamesSame")
    qtbot.waitUntil(lambda: any(row[0] == "同一项目有两份表" for row in hands.rows()))
    assert hands.desk.notifier.said[-1][1] == f"已记下：“{first}”“{second}”是同一个项目。"
    assert second in (samples / "审核" / "名单.json").read_text(encoding="utf-8")
    assert [names.model().index(row, 3).data() for row in (0, 1)] == [f"也叫“{second}”", f"就是“{first}”"]
    names.selectionModel().select(names.model().index(1, 0), rows)
    assert other.isEnabled()
    hands.press("projectNamesClose")
    hands.desk.notifier.offers[-1].act()
    qtbot.waitUntil(lambda: hands.rows() == before)


def test_nothing_can_be_typed_into_what_is_compared(hands: Hands) -> None:
    tree = hands.desk.find("comparedTreeLeft", ShownTree)
    tree.setFocus()
    for key in (Qt.Key.Key_9, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Minus):
        hands.desk.qtbot.keyClick(tree, key)
    hands.desk.qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.RightButton)
    assert not hands.desk.all(QLineEdit, tree)
    assert not hands.desk.all(QPlainTextEdit, tree)
    assert hands.desk.session.is_clean
    assert hands.page.isVisible()


# ---- one edit --------------------------------------------------------------------------------------------------------


def test_an_edit_is_seen_without_reading_the_others_again(hands: Hands, loads: list[str]) -> None:
    desk = hands.desk
    hands.press("comparedEditLeft")
    assert not hands.page.isVisible()
    assert desk.find("projectPanel", QWidget).isVisible()
    assert desk.session.form.project_name == PEOPLE
    tree = desk.find("indicatorTree", IndicatorTree)
    node = str(tree.currentIndex().data(Role.NODE))
    assert tree.currentIndex().data(Role.FIELD) == "score"
    type_into_cell(tree.indicator_model(), NodeId(node), "score", "9")  # of 14: 64.3 %
    desk.trigger("actionDepartment")
    hands.wait()
    assert loads == []
    assert hands.rows()[0][3] == "35.7%–64.3%"
    desk.trigger("actionUndo")
    desk.qtbot.waitUntil(lambda: hands.rows()[0][3] == "28.6%–63.6%")
    desk.trigger("actionRedo")
    desk.qtbot.waitUntil(lambda: hands.rows()[0][3] == "35.7%–64.3%")
    assert loads == []


def test_a_finding_goes_once_it_is_repaired_and_the_next_is_shown(hands: Hands) -> None:
    hands.choose(5)
    document = hands.desk.window.current.document()
    assert document is not None
    row = hands.side("Left")[1]
    type_into_cell(document.indicators, NodeId(row), "target", "一个词")
    hands.desk.qtbot.waitUntil(lambda: [row[2] for row in hands.rows()][4:] == ["1", "1"])  # one word is no sign
    assert hands.side("Left")[0] == PEOPLE
    document = hands.desk.window.current.document()
    assert document is not None
    type_into_cell(document.indicators, NodeId(hands.side("Left")[1]), "target", "一个词")
    hands.desk.qtbot.waitUntil(lambda: len(hands.rows()) == 4)


@pytest.mark.parametrize("leave", [lambda h: h.press("departmentBack"), lambda h: h.desk.trigger("actionDepartment")])
def test_the_way_back_leads_to_the_form_at_the_left(hands: Hands, leave: Callable[[Hands], None]) -> None:
    hands.choose(4)
    leave(hands)
    assert not hands.page.isVisible()
    assert hands.desk.session.form.project_name == QUALITY
    assert not hands.desk.action("actionDepartment").isChecked()


def test_keys_go_through_the_page(hands: Hands) -> None:
    desk = hands.desk
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    assert QApplication.focusWidget() is hands.table("sharedTable")
    desk.qtbot.keyClick(hands.table("sharedTable"), Qt.Key.Key_Down)
    assert hands.rows("memberTable")[0][1] == "66.7%"
    desk.qtbot.keyClick(hands.table("sharedTable"), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is hands.table("memberTable")
    name = hands.rows("memberTable")[0][0]
    desk.qtbot.keyClick(hands.table("memberTable"), Qt.Key.Key_Return)
    assert not hands.page.isVisible()
    assert desk.session.form.project_name == name
    assert QApplication.focusWidget() is desk.find("indicatorTree", IndicatorTree)
    desk.trigger("actionDepartment")
    desk.qtbot.keyClick(hands.table("sharedTable"), Qt.Key.Key_Escape)
    assert not hands.page.isVisible()


def test_esc_goes_back_to_the_form_and_cell_one_came_from(hands: Hands) -> None:
    desk = hands.desk
    hands.page.home_wanted.emit()
    desk.choose("组织机构")
    page, mine = desk.window.pages.form_page(), desk.session
    here = (str(mine.form.indicators[0].children[0].children[0].id), "actual")
    page.go_to(*here)
    desk.trigger("actionDepartment")
    table = hands.table("sharedTable")
    hands.wait()
    for row in range(len(hands.rows())):
        if desk.session is mine:
            hands.choose(row)
    assert desk.session is not mine, "another form stands at the left"
    desk.qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert not hands.page.isVisible()
    assert desk.session is mine
    index = page.tree.currentIndex()
    assert (str(index.data(Role.NODE)), str(index.data(Role.FIELD))) == here


def test_esc_goes_back_to_the_cell_of_the_paper_one_came_from(hands: Hands) -> None:
    desk = hands.desk
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    hands.page.home_wanted.emit()
    desk.choose("组织机构")
    page, mine = desk.window.pages.form_page(), desk.session
    desk.trigger("actionWayPaper")
    here = (str(mine.form.indicators[0].children[0].children[0].id), "weight")
    page.go_to(*here)
    desk.trigger("actionDepartment")
    hands.wait()
    for row in range(len(hands.rows())):
        if desk.session is mine:
            hands.choose(row)
    assert desk.session is not mine, "another form stands at the left"
    desk.qtbot.keyClick(hands.table("sharedTable"), Qt.Key.Key_Escape)
    paper = desk.find("paper", QTableView)
    assert QApplication.focusWidget() is paper

    def at_hand() -> tuple[str, str]:
        index = paper.currentIndex()
        return str(index.data(Role.NODE)), str(index.data(Role.FIELD))

    assert at_hand() == here
    desk.qtbot.keyClick(paper, Qt.Key.Key_Right)
    assert at_hand() == (here[0], "score")


def test_what_changes_the_tree_is_shown_in_the_tree(hands: Hands) -> None:
    page = hands.desk.window.pages.form_page()
    page.tree.go_to(NodeId(hands.side("Left")[1]), "score")
    page.tree_actions.by_name["actionAddSibling"].trigger()
    assert not hands.page.isVisible()
    assert not hands.desk.session.is_clean


def test_nothing_happens_to_a_form_that_is_out_of_sight(hands: Hands) -> None:
    """F6 goes through the parts of this page; Ctrl+K goes to the list, which comes into sight first."""
    desk = hands.desk
    desk.trigger("actionNextPart")
    assert hands.page.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert hands.page.isAncestorOf(focus)
    desk.trigger("actionSearchProjects")
    assert not hands.page.isVisible()
    assert desk.search.isVisible()
    desk.trigger("actionDepartment")
    assert hands.page.isVisible()


def test_the_list_is_there_again_after_closing_beside_two_forms(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    desk = Desk(qtbot, samples, settings)
    desk.window.resize(1366, 728)
    qtbot.waitUntil(lambda: desk.projects.width() > 200)
    Hands(desk)
    assert not desk.projects.isVisible()
    desk.window.close()
    again = Desk(qtbot, samples, Settings(tmp_path / "settings.json"))
    assert again.projects.isVisible()
    assert again.projects.width() > 200


def test_a_form_changed_outside_is_shown_as_it_is_now(hands: Hands, samples: Path) -> None:
    path = next(path for path in samples.glob("*.json") if PEOPLE in path.name)
    text = path.read_text(encoding="utf-8")
    assert hands.desk.session.path == path
    path.write_text(text.replace("较为健全", "基本健全"), encoding="utf-8")
    hands.desk.window.folder.look()
    hands.desk.qtbot.waitUntil(lambda: hands.rows()[0][2] == "13")
    hands.wait()
    assert PEOPLE not in [row[0] for row in hands.rows("memberTable")]
    assert hands.side("Left")[0] == hands.rows("memberTable")[0][0]


def test_deleting_the_form_at_the_left_shows_the_next(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfeval_gui.app.trash.move_to_trash", lambda path: path.unlink() is None)
    hands.desk.notifier.answers = ["delete"]
    hands.desk.action("actionDelete").trigger()
    hands.desk.qtbot.waitUntil(lambda: hands.rows()[0][2] == "13")
    hands.wait()
    assert hands.side("Left")[0] == hands.rows("memberTable")[0][0] != PEOPLE


# ---- files -----------------------------------------------------------------------------------------------------------


def test_only_the_file_that_changed_is_read_again(hands: Hands, loads: list[str], samples: Path) -> None:
    hands.choose(4)
    paths = sorted(samples.glob("*.json"))
    paths[2].write_text(paths[2].read_text(encoding="utf-8").replace("比较及时", "不及时"), encoding="utf-8")
    paths[3].unlink()
    hands.desk.window.folder.look()
    hands.desk.qtbot.waitUntil(lambda: hands.rows()[1][2] == "12")
    hands.wait()
    assert loads == [paths[2].name]
    assert hands.desk.label("departmentSummary").startswith("13 份自评表")


def test_a_file_that_breaks_takes_no_part(hands: Hands, samples: Path) -> None:
    hands.choose(4)
    sorted(samples.glob("*.json"))[2].write_bytes(b"{")
    hands.desk.window.folder.look()
    hands.desk.qtbot.waitUntil(lambda: hands.rows()[0][2] == "13")


def test_forms_are_not_called_faultless_before_they_are_read(desk: Desk) -> None:
    department = desk.window.review.department.department
    desk.trigger("actionDepartment")
    assert department.is_reading
    nothing = desk.find("nothingShared", QWidget)
    assert nothing.isVisible()
    assert "正在比较各份表" in [label.text() for label in cast(list[QLabel], nothing.findChildren(QLabel))]
    assert "没有待处理的" not in desk.label("departmentSummary")
    desk.qtbot.waitUntil(lambda: not department.is_reading and not department.unread)
    assert not nothing.isVisible()


def test_reading_can_be_stopped_and_gone_on_with(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    is_told = Event()

    def wait_and_load(path: Path) -> Loaded:
        assert is_told.wait(10)
        return load(path)

    monkeypatch.setattr(across_reading, "load", wait_and_load)
    department = desk.window.review.department.department
    desk.trigger("actionDepartment")
    department.cancel()
    is_told.set()
    desk.qtbot.waitUntil(lambda: not department.is_reading)
    go_on = desk.find("departmentGoOn", QPushButton)
    assert go_on.isVisible()
    assert go_on.text() == "还有 14 份没有读，接着读"
    desk.qtbot.mouseClick(go_on, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: not department.is_reading and not department.unread)
    assert not go_on.isVisible()
    assert desk.find("sharedTable", QTableView).model().rowCount() == 6


def test_another_workspace_starts_anew(hands: Hands, tmp_path: Path) -> None:
    empty = tmp_path / "空的"
    empty.mkdir()
    hands.desk.window.place.open(empty)
    hands.desk.wait_until_read()
    assert not hands.page.isVisible()
    hands.desk.trigger("actionDepartment")
    hands.wait()
    assert hands.rows() == []
    assert hands.desk.find("nothingShared", QWidget).isVisible()
    assert hands.desk.label("departmentSummary") == "0 份自评表，没有待处理的"


def test_without_a_workspace_there_is_nothing_to_compare(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    assert not desk.action("actionDepartment").isEnabled()
    assert not desk.action("actionProjectList").isEnabled()


# ---- the list of projects --------------------------------------------------------------------------------------------

_STARTS_A_PROCESS = 20_000  # milliseconds, on a busy machine


def workbook(path: Path, *names: str) -> Path:
    book = Workbook()
    for number, name in enumerate(names):
        book.active.append([number or "序号", name, None if number else "单位"])  # type: ignore[union-attr]
    book.save(path)
    return path


def text(path: Path, *names: str) -> Path:
    path.write_text("\n".join(names), encoding="gb18030")
    return path


@pytest.mark.parametrize(("name", "write"), [("名单.xlsx", workbook), ("名单.csv", text), ("名单.txt", text)])
def test_projects_of_a_list_that_have_no_form(
    hands: Hands, tmp_path: Path, name: str, write: Callable[..., Path]
) -> None:
    hands.desk.notifier.sources = [write(tmp_path / name, "项目名称", BUILDING, "两新项目", "2021 年图书馆项目")]
    hands.desk.trigger("actionProjectList")
    hands.desk.qtbot.waitUntil(lambda: len(hands.rows()) == 8 + 13, timeout=_STARTS_A_PROCESS)
    assert [row[:2] for row in hands.rows()[6:8]] == [
        ["名单上的项目没有表", "两新项目"],
        ["名单上的项目没有表", "2021 年图书馆项目"],
    ]
    assert hands.desk.label("projectListName") == f"项目名单：{name}"
    hands.choose(6)
    assert hands.desk.label("missingFormHeading") == "“两新项目”没有自评表"
    assert hands.desk.find("missingFormNew", QPushButton).isVisible()
    assert {row[0] for row in hands.rows()[8:]} == {"不在项目名单上"}
    hands.choose(8)
    assert hands.desk.label("comparedPlaceLeft").startswith("项目名称：")
    assert hands.desk.label("comparedPlaceRight") == "名单上的内容写在上面。"
    hands.desk.trigger("actionForgetProjectList")
    assert len(hands.rows()) == 6
    assert not hands.desk.action("actionForgetProjectList").isEnabled()


def test_the_list_is_remembered_for_its_workspace(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    first = Hands(Desk(qtbot, samples, settings))
    first.desk.notifier.sources = [text(tmp_path / "名单.txt", "两新项目")]
    first.desk.trigger("actionProjectList")
    qtbot.waitUntil(lambda: len(first.rows()) == 7 + 14, timeout=_STARTS_A_PROCESS)
    second = Hands(Desk(qtbot, samples, settings))
    qtbot.waitUntil(lambda: len(second.rows()) == 7 + 14, timeout=_STARTS_A_PROCESS)
    second.desk.window.place.open(tmp_path)
    second.desk.wait_until_read()
    second.desk.trigger("actionDepartment")
    second.wait()
    assert "名单上的项目没有表" not in [row[0] for row in second.rows()]
    assert second.desk.label("projectListName") == ""


def test_a_list_that_cannot_be_read_is_told(hands: Hands, tmp_path: Path) -> None:
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK")
    hands.desk.notifier.sources = [broken, tmp_path / "没有.csv"]
    for place, kind in enumerate(("error", "warn")):
        hands.desk.trigger("actionProjectList")
        hands.desk.qtbot.waitUntil(lambda place=place: len(hands.desk.notifier.said) > place, timeout=_STARTS_A_PROCESS)  # type: ignore[misc]
        assert hands.desk.notifier.said[place][0] == kind
    assert "“坏的.xlsx”里读不出项目名单" in hands.desk.notifier.said[0][1]
    assert "“没有.csv”读不了" in hands.desk.notifier.said[1][1]
    assert len(hands.rows()) == 6


# ---- accepting -------------------------------------------------------------------------------------------------------


def test_a_row_is_accepted_with_a_reason_and_counts_no_more(hands: Hands) -> None:
    desk = hands.desk
    hands.choose(4)
    for _ in range(2):
        hands.press("departmentAccept")
        desk.find("acceptReason", QPlainTextEdit).setPlainText("确为安全项目")
        desk.find("acceptBy", QLineEdit).setText("张三")
        hands.press("acceptAgree")
        desk.qtbot.waitUntil(lambda: not desk.window.findChildren(QPushButton, "acceptAgree"))
        desk.qtbot.waitUntil(lambda: "已接受（张三：确为安全项目）" in hands.side_note())
        hands.choose(1, "memberTable")
    desk.qtbot.waitUntil(lambda: desk.label("departmentSummary") == "14 份自评表，5 项待处理")
    model = hands.table("sharedTable").model()
    assert model.index(4, 0).data(Role.ACCEPTED) is True
    assert desk.session.form.accepted[0].code == "across.target"
    hands.press("departmentWithdraw")
    desk.qtbot.waitUntil(lambda: desk.label("departmentSummary") == "14 份自评表，6 项待处理")
    desk.trigger("actionUndo")
    desk.qtbot.waitUntil(lambda: desk.label("departmentSummary") == "14 份自评表，5 项待处理")


@pytest.mark.parametrize("size", [(1366, 728), (910, 485)])
def test_keys_keep_the_current_row_of_both_tables_in_sight(hands: Hands, size: tuple[int, int]) -> None:
    hands.desk.window.resize(*size)
    for name in ("sharedTable", "memberTable"):
        table = hands.table(name)
        table.setFocus()
        hands.choose(0, name)
        keys = (
            (Qt.Key.Key_Down,) * 6 + (Qt.Key.Key_PageDown,) * 2 + (Qt.Key.Key_PageUp, Qt.Key.Key_Right, Qt.Key.Key_Up)
        )
        for key in keys:
            hands.desk.qtbot.keyClick(table, key)
            assert in_sight(table), (name, key)
        for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
            hands.desk.qtbot.keyClick(table, key, Qt.KeyboardModifier.ControlModifier)
            assert in_sight(table), (name, key)
