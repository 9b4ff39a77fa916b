"""审核台 in the real window: where forms stand, accepting them, the summary over them; and how few steps a spring takes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path
from threading import get_ident
from types import FrameType

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.review.entries import Person
from selfeval_gui.domain.review.states import State
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.item_models.desk_chips import CHIPS
from selfeval_gui.item_models.desk_model import DeskColumn
from selfeval_gui.storage import store
from selfeval_gui.storage.lock import Lock, Locker
from selfeval_gui.storage.review.reviews import read_reviews
from selfeval_gui.views.review.desk_page import DeskPage
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.desk import look_at
from selfeval_gui.work.review.desk_rows import DeskRow, DrawnDesk
from selfeval_gui.work.review.moments import present
from selfeval_gui.work.review.reviewing import add_remarks, decide, new_remark
from tests.helpers.desk import Desk
from tests.helpers.dialogs import dialog, part, press, shown, wait_for_end
from tests.helpers.review import form_of, list_file, put, rewrite, rows_of, run, snapshot

ASKED = {"index", "parent", "rowCount", "columnCount", "hasChildren", "flags", "data", "look"}  # by Qt, of a model
WANG, LI = Person(name="王芳"), Person(name="李雷")


@pytest.fixture
def sample(sample_originals: Path) -> Path:
    return min(sample_originals.glob("*.json"))


@pytest.fixture
def department(tmp_path: Path, sample: Path) -> Path:
    """Three forms of two units; one project of the second is missing, for a day that is over."""
    folder = tmp_path / "department"
    for unit, project in (("科技馆", "展厅更新"), ("科技馆", "科普巡展"), ("图书馆", "馆藏保护")):
        put(folder / unit, form_of(sample, unit, project))
    head = ("单位", "项目名称", "联系人", "电话", "截止日期")
    rows = (("科技馆", "展厅更新"), ("科技馆", "科普巡展"), ("图书馆", "馆藏保护", "王芳", "021-1", "2021-03-31"))
    listed = list_file(tmp_path / "list.xlsx", head, *rows, ("图书馆", "阅读推广"))
    assert run("register", folder, "--from", listed) == 0
    return folder


def form_in(folder: Path, name: str) -> tuple[Path, object]:
    path = next(folder.rglob(f"{name}.json"))
    return path, store.load(path).form


def table(desk: Desk) -> QTreeView:
    return desk.find("deskTable", QTreeView)


def lines(desk: Desk) -> list[list[str]]:
    """Return units as one text, forms by name and state."""
    model, found = table(desk).model(), list[list[str]]()
    for row in range(model.rowCount()):
        unit = model.index(row, 0)
        found.append([str(unit.data())])
        for place in range(model.rowCount(unit)):
            cells = (DeskColumn.NAME, DeskColumn.STATE)
            found.append([str(model.index(place, column, unit).data()) for column in cells])
    return found


def cell(desk: Desk, name: str, column: int = DeskColumn.NAME) -> QModelIndex:
    model = table(desk).model()
    for row in range(model.rowCount()):
        unit = model.index(row, 0)
        for place in range(model.rowCount(unit)):
            if model.index(place, 0, unit).data() == name:
                return model.index(place, column, unit)
    raise AssertionError(name)


def chip(desk: Desk, name: str) -> QToolButton:
    return desk.find(f"deskChip{name}", QToolButton)


def button(desk: Desk, name: str) -> QPushButton:
    return desk.find(name, QPushButton)


def show(desk: Desk) -> None:
    desk.trigger("actionReviewDesk")
    wait_until_drawn(desk)


def wait_until_drawn(desk: Desk) -> None:
    wait_for_end(desk)
    desk.qtbot.waitUntil(lambda: bool(lines(desk)))


def states(department: Path) -> dict[str | None, str]:
    return {each.project_name: each.state.value for each in look_at(department, date(2021, 1, 1), unheard).forms}


def test_units_with_counts_forms_with_states_and_who_is_missing(qtbot: QtBot, department: Path) -> None:
    desk = Desk(qtbot, department)
    show(desk)
    assert lines(desk) == [
        ["科技馆 2：收 2 · 通过 0 · 退回 0 · 缺 0"],
        ["展厅更新", "待审"],
        ["科普巡展", "待审"],
        ["图书馆 2：收 1 · 通过 0 · 退回 0 · 缺 1 · 逾期 1"],
        ["馆藏保护", "待审"],
        ["阅读推广", "未报"],
    ]
    assert desk.find("deskSummary", QLabel).text() == "2 个单位 4：收 3 · 通过 0 · 退回 0 · 缺 1 · 逾期 1"
    # Seed 1: total 91, 优, budget 110 万元; one form, two columns of findings.
    assert [
        cell(desk, "展厅更新", column).data() for column in (DeskColumn.TOTAL, DeskColumn.GRADE, DeskColumn.BUDGET)
    ] == [
        *("91", "优", "110"),
    ]
    chip(desk, "Missing").click()
    assert chip(desk, "Missing").text() == "未交 1"
    assert lines(desk)[1:] == [["阅读推广", "未报"]]
    desk.notifier.answers = ["text"]
    button(desk, "deskReminder").click()
    wait_for_end(desk)
    days = (present().date() - date(2021, 3, 31)).days
    assert QGuiApplication.clipboard().text() == (
        f"图书馆（王芳 021-1）：还缺 1 份：阅读推广；截止日期 2021-03-31，已逾期 {days} 天"
    )


def test_a_row_opens_the_form_and_the_page_stays_away_from_the_list(qtbot: QtBot, department: Path) -> None:
    desk = Desk(qtbot, department)
    names = desk.names()
    show(desk)
    assert not desk.projects.isVisible()
    table(desk).setCurrentIndex(cell(desk, "馆藏保护"))
    qtbot.keyClick(table(desk), Qt.Key.Key_Return)
    assert desk.session.form.project_name == "馆藏保护"
    assert desk.projects.isVisible() and desk.names() == names and not desk.action("actionReviewDesk").isChecked()
    # 各表之间 takes the place of the page, and gives it back to the form.
    desk.trigger("actionReviewDesk")
    desk.trigger("actionDepartment")
    assert not desk.action("actionReviewDesk").isChecked() and desk.action("actionDepartment").isChecked()
    desk.trigger("actionReviewDesk")
    assert not desk.action("actionDepartment").isChecked()
    qtbot.keyClick(table(desk), Qt.Key.Key_Escape)
    assert desk.projects.isVisible()
    wait_for_end(desk)


def test_an_action_takes_the_selection_else_what_is_shown(qtbot: QtBot, department: Path) -> None:
    desk = Desk(qtbot, department)
    show(desk)
    assert button(desk, "deskAccept").text() == "通过显示的 3 份(&A)"
    table(desk).setCurrentIndex(cell(desk, "科普巡展"))
    assert button(desk, "deskAccept").text() == "通过选中的 1 份(&A)"
    button(desk, "deskAccept").click()
    wait_until_drawn(desk)
    assert states(department) == {"展厅更新": "待审", "科普巡展": "通过", "馆藏保护": "待审", "阅读推广": "未报"}
    assert desk.notifier.said[-1] == ("info", "通过了 1 份。")
    button(desk, "deskWithdraw").click()
    wait_until_drawn(desk)
    assert states(department)["科普巡展"] == "审核中"


def test_forms_that_a_filter_hides_are_never_acted_on(qtbot: QtBot, department: Path) -> None:
    desk = Desk(qtbot, department)
    show(desk)
    desk.find("deskSearch", QLineEdit).setText("巡展")
    assert button(desk, "deskAccept").text() == "通过显示的 1 份(&A)"
    button(desk, "deskAccept").click()
    wait_until_drawn(desk)
    assert states(department) == {"展厅更新": "待审", "科普巡展": "通过", "馆藏保护": "待审", "阅读推广": "未报"}


def test_what_has_errors_or_open_remarks_is_accepted_only_after_a_question(qtbot: QtBot, department: Path) -> None:
    path, form = form_in(department, "展厅更新")
    rows_of(form)[0].score = rows_of(form)[0].weight + 1
    rewrite(path, indicators=form.indicators)  # type: ignore[attr-defined]
    _path, form = form_in(department, "馆藏保护")
    add_remarks(department, form, [new_remark(form, None, "请核对", "必须改", WANG, present())])
    desk = Desk(qtbot, department)
    show(desk)
    assert [chip(desk, name).text() for name in ("Remarked", "Clean")] == ["有意见 1", "没有错误和意见 1"]
    before = snapshot(department)
    desk.notifier.answers = ["cancel"]
    button(desk, "deskAccept").click()
    assert snapshot(department) == before
    asked, choices = desk.notifier.asked[-1]
    assert "科技馆：展厅更新" in asked and "图书馆：馆藏保护" in asked and "科普巡展" not in asked
    assert choices == ["只通过其余 1 份", "全部通过 3 份", "取消"]
    desk.notifier.answers = ["clean"]
    button(desk, "deskAccept").click()
    wait_until_drawn(desk)
    assert states(department) == {"展厅更新": "待审", "科普巡展": "通过", "馆藏保护": "审核中", "阅读推广": "未报"}


def test_nothing_is_accepted_that_nobody_saw_and_a_later_change_shows_at_once(qtbot: QtBot, department: Path) -> None:
    desk = Desk(qtbot, department)
    show(desk)
    path, _form = form_in(department, "展厅更新")
    rewrite(path, notes="改了")  # the window is told of it only after the click
    button(desk, "deskAccept").click()
    wait_until_drawn(desk)
    assert states(department)["展厅更新"] == "待审"
    assert "“展厅更新”在您看过之后又改了，没有通过" in desk.notifier.said[-1][1]


def test_accepted_and_changed_since_leaves_the_summary_which_says_so(
    qtbot: QtBot, department: Path, tmp_path: Path
) -> None:
    for name in ("展厅更新", "科普巡展"):
        _path, form = form_in(department, name)
        decide(department, form, "通过", WANG, present(), None)
    rewrite(form_in(department, "科普巡展")[0], notes="改了")
    desk = Desk(qtbot, department)
    show(desk)
    assert chip(desk, "Changed").text() == "通过后又改 1" and chip(desk, "Accepted").text() == "已通过 1"
    target = tmp_path / "汇总表.xlsx"
    desk.notifier.targets = [target]
    button(desk, "deskSummaryBook").click()
    wait_for_end(desk)
    rows = list(load_workbook(target).worksheets[0].iter_rows(values_only=True))
    assert [row[3] for row in rows if row[0] == 1] == ["展厅更新"]
    assert rows[1][0] == "只汇总了通过的 1 份。"
    assert {(row[2], row[3], row[-1]) for row in rows[-3:]} == {
        ("科技馆", "科普巡展", "通过后又改，没有计入"),
        ("图书馆", "馆藏保护", "还没有通过（待审），没有计入"),
        ("图书馆", "阅读推广", "还没有报"),
    }
    assert desk.notifier.said[-1][1].endswith("没有计入、需要核对的有 3 项，写在“按单位汇总”的下面。")
    # The menu does the same; what is chosen on the page is what counts, and the button says how many.
    table(desk).setCurrentIndex(cell(desk, "馆藏保护"))
    assert button(desk, "deskSummaryAll").text() == "汇总选中的 1 份(&L)…"
    desk.notifier.targets = [target]
    desk.trigger("actionSumUpAll")
    wait_for_end(desk)
    rows = list(load_workbook(target).worksheets[0].iter_rows(values_only=True))
    assert [(row[3], row[13]) for row in rows if row[0] == 1] == [("馆藏保护", "待审")]


def test_reviewers_who_contradict_each_other_are_named(qtbot: QtBot, department: Path) -> None:
    _path, form = form_in(department, "展厅更新")
    decide(department, form, "通过", WANG, present(), None)
    decide(department, form, "已退回", LI, present(), None)
    desk = Desk(qtbot, department)
    show(desk)
    chip(desk, "Doubtful").click()
    assert lines(desk)[1:] == [["展厅更新", "审核中（有疑问）"]]
    assert "王芳：通过、李雷：已退回" in str(cell(desk, "展厅更新").data(Qt.ItemDataRole.ToolTipRole))
    assert not button(desk, "deskAccept").isEnabled()


def test_a_name_has_room_on_a_small_screen(qtbot: QtBot, department: Path) -> None:
    desk = Desk(qtbot, department)
    desk.window.resize(800, 600)
    show(desk)
    view = table(desk)
    assert view.columnWidth(DeskColumn.NAME) >= view.fontMetrics().horizontalAdvance("字" * 14)
    assert view.horizontalScrollBar().maximum() > 0  # the last columns are a little further right
    desk.window.resize(1366, 728)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0)


def test_what_is_done_with_several_forms_means_those_that_the_page_shows(
    qtbot: QtBot, department: Path, sample: Path, tmp_path: Path
) -> None:
    put(department / "档案馆", form_of(sample, "档案馆", "馆藏修复"))
    desk = Desk(qtbot, department)
    show(desk)
    texts = {name: button(desk, name).text() for name in ("deskReturn", "deskExport", "deskMaterials", "deskDraw")}
    assert texts["deskReturn"] == "退回显示的 4 份(&T)…" and texts["deskExport"] == "导出显示的 4 份(&4)…"
    assert texts["deskMaterials"] == "审核材料 4 份(&M)…" and texts["deskDraw"] == "从显示的 4 份抽评(&D)…"
    desk.find("deskSearch", QLineEdit).setText("馆藏")
    assert button(desk, "deskReturn").text() == "退回显示的 2 份(&T)…"
    assert (
        button(desk, "deskReminder").text() == "催报单（缺 0 份）(&N)…" and not button(desk, "deskReminder").isEnabled()
    )
    button(desk, "deskExport").click()
    exporting = dialog(desk, "exportDialog")
    offered = part(exporting, QListWidget, "exportForms")
    assert {offered.item(row).text() for row in range(offered.count())} == {"馆藏修复", "馆藏保护"}
    exporting.reject()
    button(desk, "deskReturn").click()
    returning = dialog(desk, "returnDialog")
    units = part(returning, QListWidget, "returnUnits")
    assert [units.item(row).text() for row in range(units.count())] == [
        "图书馆：1 份，没有意见",
        "档案馆：1 份，没有意见",
    ]
    part(returning, QComboBox, "returnFindings").setCurrentIndex(2)
    desk.notifier.folders = [tmp_path / "back"]
    press(desk, returning, "returnAccept")
    wait_for_end(desk)
    assert sorted(path.name.split("_")[0] for path in (tmp_path / "back").glob("*.zip")) == ["图书馆", "档案馆"]
    found = states(department)
    assert {found["馆藏修复"], found["馆藏保护"]} == {"已退回"} and {found["展厅更新"], found["科普巡展"]} == {"待审"}
    assert set(read_reviews(department).by_form) == {
        store.load(next(department.rglob(f"{name}.json"))).form.id for name in ("馆藏修复", "馆藏保护")
    }


def test_one_form_of_a_unit_goes_back_without_the_others(qtbot: QtBot, department: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, department)
    show(desk)
    table(desk).setCurrentIndex(cell(desk, "科普巡展"))
    assert button(desk, "deskReturn").text() == "退回选中的 1 份(&T)…"
    button(desk, "deskReturn").click()
    returning = dialog(desk, "returnDialog")
    desk.notifier.folders = [tmp_path / "back"]
    press(desk, returning, "returnAccept")
    wait_for_end(desk)
    names = {path.stem for path in (tmp_path / "back").rglob("*.docx")}
    assert names == {"科普巡展"}


def test_several_forms_get_another_rule_set_and_another_spelling_of_their_unit(
    qtbot: QtBot, department: Path, private_home: Path
) -> None:
    held = next(department.rglob("科普巡展.json"))
    desk = Desk(qtbot, department)
    show(desk)
    desk.find("deskSearch", QLineEdit).setText("科技馆")
    desk.trigger("actionRuleSetMany")
    asking = dialog(desk, "changeManyDialog")
    offered = part(asking, QListWidget, "changeManyForms")
    assert sorted(offered.item(row).text() for row in range(offered.count())) == ["展厅更新", "科普巡展"]
    box = part(asking, QComboBox, "changeManyField")
    box.setCurrentIndex(box.findData("mof-2021-cost"))
    press(desk, asking, "changeManyAccept")
    wait_for_end(desk)
    assert desk.notifier.said[-1] == ("info", "改好并保存了 2 份。")
    assert {path.stem: store.load(path).form.rule_set for path in department.rglob("*.json") if is_form(path)} == {
        **{"展厅更新": "mof-2021-cost", "科普巡展": "mof-2021-cost", "馆藏保护": "shanghai-2020"}
    }
    # Somebody has one of them open: it stays, and is named.
    lock = (theirs := Locker(private_home / "others", user="李四", host="PC-2")).take(held)
    assert isinstance(lock, Lock)
    desk.trigger("actionUnitMany")
    asking = dialog(desk, "changeManyDialog")
    part(asking, QLineEdit, "changeManyField").setText("")
    assert not part(asking, QPushButton, "changeManyAccept").isEnabled()
    part(asking, QLineEdit, "changeManyField").setText("市科技馆")
    press(desk, asking, "changeManyAccept")
    wait_for_end(desk)
    said = desk.notifier.said[-1]
    assert said[0] == "warn" and said[1].startswith("改好并保存了 1 份，1 份没有改：\n科普巡展：")
    units = {path.stem: store.load(path).form.implementing_unit for path in department.rglob("*.json") if is_form(path)}
    assert units == {"展厅更新": "市科技馆", "科普巡展": "科技馆", "馆藏保护": "图书馆"}
    theirs.release(lock)
    theirs.end()
    assert not list(department.rglob("*.lock"))  # none of ours is left


def is_form(path: Path) -> bool:
    return "审核" not in path.parts


def test_projects_of_one_name_are_told_apart_by_their_units(qtbot: QtBot, department: Path, sample: Path) -> None:
    put(department / "图书馆", form_of(sample, "图书馆", "展厅更新"))
    desk = Desk(qtbot, department)
    desk.trigger("actionExportAll")
    offered = part(dialog(desk, "exportDialog"), QListWidget, "exportForms")
    assert sorted(offered.item(row).text() for row in range(offered.count())) == [
        *("展厅更新（图书馆）", "展厅更新（科技馆）", "科普巡展", "馆藏保护")
    ]


def test_a_reminder_names_those_that_are_shown(qtbot: QtBot, department: Path) -> None:
    listed = [("科技馆", "展厅更新"), ("图书馆", "阅读推广"), ("档案馆", "馆藏修复")]
    run("register", department, "--from", list_file(department.parent / "again.xlsx", ("单位", "项目名称"), *listed))
    desk = Desk(qtbot, department)
    show(desk)
    assert button(desk, "deskReminder").text() == "催报单（缺 2 份）(&N)…"
    units = desk.find("deskUnit", QComboBox)
    units.setCurrentIndex(units.findData("档案馆"))
    assert button(desk, "deskReminder").text() == "催报单（缺 1 份）(&N)…"
    desk.notifier.answers = ["text"]
    button(desk, "deskReminder").click()
    wait_for_end(desk)
    assert QGuiApplication.clipboard().text().startswith("档案馆：还缺 1 份：馆藏修复；")


def test_a_total_stands_beside_that_of_the_year_before(qtbot: QtBot, department: Path, sample: Path) -> None:
    form = form_of(sample, "科技馆", "展厅更新", 2019)
    first = rows_of(form)[0]
    first.score = first.score - 2
    put(department / "科技馆" / "上年", form)
    desk = Desk(qtbot, department)
    show(desk)
    years = desk.find("deskYear", QComboBox)
    years.setCurrentIndex(years.findData(2020))
    assert cell(desk, "展厅更新", DeskColumn.LAST_YEAR).data() == "+2"
    assert cell(desk, "科普巡展", DeskColumn.LAST_YEAR).data() == ""


def test_the_list_shows_the_form_that_was_opened_from_the_page(qtbot: QtBot, department: Path, sample: Path) -> None:
    for number in range(30):
        put(department / "档案馆", form_of(sample, "档案馆", f"修复{number:02}"))
    desk = Desk(qtbot, department)
    show(desk)
    table(desk).setCurrentIndex(cell(desk, "修复29"))
    qtbot.keyClick(table(desk), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.current.session is not None and desk.projects.isVisible())
    assert desk.session.form.project_name == "修复29"
    place = desk.projects.visualRect(desk.index("修复29"))
    assert desk.projects.viewport().rect().contains(place.center())


# ---- how many steps ------------------------------------------------------------------------------------------------


class Hands:
    """Counts what a person does: opening a menu, choosing an entry, a key, a button, a file chooser that is answered."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.steps = desk, 0

    def menu(self, name: str) -> None:
        assert desk_menu(self.desk).actions()
        assert self.desk.action(name) in desk_menu(self.desk).actions()
        self.steps += 2
        self.desk.trigger(name)

    def key(self, name: str) -> None:
        assert not self.desk.action(name).shortcut().isEmpty()
        self.steps += 1
        self.desk.trigger(name)

    def folder(self, folder: Path) -> None:
        self.steps += 1
        self.desk.notifier.folders = [folder]

    def target(self, file: Path) -> None:
        self.steps += 1
        self.desk.notifier.targets = [file]

    def press(self, push: Callable[[], object]) -> None:
        self.steps += 1
        push()


def desk_menu(desk: Desk) -> QMenu:
    return desk.find("menuReview", QMenu)


@pytest.mark.timeout(600)
def test_a_spring_takes_few_steps(qtbot: QtBot, tmp_path: Path, sample: Path) -> None:
    units, projects = [f"第{number:02}中心" for number in range(1, 13)], [f"项目{number}" for number in range(1, 6)]
    department, mail = tmp_path / "department", tmp_path / "mail"
    department.mkdir()
    rows = [(unit, project, 2020) for unit in units for project in projects]
    run("register", department, "--from", list_file(tmp_path / "list.xlsx", ("单位", "项目名称", "年度"), *rows))
    for unit in units[:-1]:
        for project in projects:
            put(mail / unit, form_of(sample, unit, project))
    desk = Desk(qtbot, department)

    gather = Hands(desk)
    gather.folder(mail)
    gather.menu("actionReceiveFolder")
    first = dialog(desk, "receiveDialog")
    gather.press(lambda: press(desk, first, "receiveAccept"))
    wait_for_end(desk)
    assert gather.steps <= 4 and len(list(department.glob("第*/*.json"))) == 55

    missing = Hands(desk)
    missing.key("actionReviewDesk")
    wait_until_drawn(desk)
    missing.press(chip(desk, "Missing").click)
    assert missing.steps <= 2 and [line[0] for line in lines(desk)[1:]] == projects
    assert lines(desk)[0] == ["第12中心 5：收 0 · 通过 0 · 退回 0 · 缺 5"]

    back = Hands(desk)
    back.press(chip(desk, "All").click)
    back.menu("actionReturnForms")
    returning = dialog(desk, "returnDialog")
    back.folder(tmp_path / "back")
    back.press(lambda: press(desk, returning, "returnAccept"))
    wait_for_end(desk)
    assert back.steps <= 6 and len(list((tmp_path / "back").glob("*.zip"))) == 11

    for unit in units[:2]:
        rewrite(mail / unit / "项目1.json", notes="第二次")
    again = Hands(desk)
    again.folder(mail)
    again.menu("actionReceiveFolder")
    second = dialog(desk, "receiveDialog")
    again.press(lambda: press(desk, second, "receiveAccept"))
    wait_for_end(desk)
    assert again.steps <= 4 and desk.notifier.said[-1][1].startswith("装入了 2 份")

    accept = Hands(desk)
    wait_until_drawn(desk)
    accept.press(chip(desk, "Clean").click)
    accept.press(button(desk, "deskAccept").click)
    wait_for_end(desk)
    standings = look_at(department, date(2021, 1, 1), unheard).forms
    assert accept.steps <= 4 and [each.state.value for each in standings].count("通过") == 55

    summary = Hands(desk)
    summary.press(chip(desk, "All").click)
    summary.target(tmp_path / "汇总表.xlsx")
    summary.press(button(desk, "deskSummaryBook").click)
    wait_for_end(desk)
    assert summary.steps <= 3
    assert "合计 55 份" in str(load_workbook(tmp_path / "汇总表.xlsx")["汇总表"].cell(58, 2).value)
    assert not shown(desk, "receiveDialog")


def test_year_grade_and_findings_choose_among_the_forms_of_a_chip(qtbot: QtBot, department: Path, sample: Path) -> None:
    form = form_of(sample, "图书馆", "旧馆维修", 2019)
    rows_of(form)[0].score = rows_of(form)[0].weight + 1
    path = put(department / "图书馆", form)
    desk = Desk(qtbot, department)
    show(desk)
    years, grades, codes = (desk.find(name, QComboBox) for name in ("deskYear", "deskGrade", "deskCode"))
    assert [years.itemText(place) for place in range(years.count())] == ["全部年度", "2019（1）", "2020（3）"]
    years.setCurrentIndex(1)
    assert lines(desk) == [[lines(desk)[0][0]], ["旧馆维修", "待审"]]
    assert chip(desk, "All").text() == "全部 1" and button(desk, "deskAccept").text() == "通过显示的 1 份(&A)"
    years.setCurrentIndex(0)
    codes.setCurrentIndex(codes.findData("score.over_weight"))
    assert codes.currentText() == f"{FINDING_KINDS['score.over_weight']}（1）" and len(lines(desk)) == 2
    grades.setCurrentIndex(grades.findData("优"))
    assert grades.itemText(0) == "全部等级" and len(lines(desk)) == 2
    grades.setCurrentIndex(0)
    codes.setCurrentIndex(0)
    units = desk.find("deskUnit", QComboBox)
    assert [units.itemText(place) for place in range(units.count())] == ["全部单位", "科技馆（2）", "图书馆（3）"]
    units.setCurrentIndex(1)
    assert [line[0] for line in lines(desk)[1:]] == ["展厅更新", "科普巡展"] and chip(
        desk, "Missing"
    ).text() == "未交 0"
    units.setCurrentIndex(0)
    codes.setCurrentIndex(codes.findData("score.over_weight"))
    # What no form has any more is not chosen any more.
    rows_of(form)[0].score = rows_of(form)[0].weight
    rewrite(path, indicators=form.indicators)
    button(desk, "deskLook").click()
    wait_until_drawn(desk)
    qtbot.waitUntil(lambda: codes.currentIndex() == 0)
    assert chip(desk, "All").text() == "全部 5"


def test_chips_show_what_is_returned_unanswered_and_changed_in_this_round(
    qtbot: QtBot, department: Path, sample: Path, tmp_path: Path
) -> None:
    _path, form = form_in(department, "科普巡展")
    review = add_remarks(department, form, [new_remark(form, None, "请补充", "请说明", WANG, present())])
    decide(department, form, "已退回", WANG, present(), review)
    first = form_of(sample, "图书馆", "馆藏保护")
    for place, notes in (("one", ""), ("two", "补了一句")):
        first.notes = notes
        assert run("receive", put(tmp_path / place, first), "--into", department) == 0
    desk = Desk(qtbot, department)
    show(desk)
    for name, project in (("Returned", "科普巡展"), ("Unanswered", "科普巡展"), ("Moved", "馆藏保护")):
        chip(desk, name).click()
        assert chip(desk, name).text().endswith(" 1"), name
        assert [line[0] for line in lines(desk)[1:]] == [project]


def test_every_button_of_the_page_has_a_place_of_its_own(qtbot: QtBot, department: Path) -> None:
    desk = Desk(qtbot, department)
    show(desk)
    page = desk.find("deskPage", QWidget)
    shown_ones = [each for each in desk.all(QPushButton, page) if each.isVisible()]
    places = [QRect(each.mapTo(page, QPoint()), each.size()) for each in shown_ones]
    assert len(places) >= 10
    assert not [(one, two) for one, two in combinations(places, 2) if one.intersects(two)]


def test_thousands_of_forms_are_unfolded_in_the_end(qtbot: QtBot, department: Path) -> None:
    desk = Desk(qtbot, department)
    show(desk)
    page = desk.find("deskPage", DeskPage)
    rows = [
        DeskRow(None, f"项目{place}", f"单位{number}", State.MISSING) for number in range(60) for place in range(20)
    ]
    page.show_desk(DrawnDesk(rows, [], []))
    view = table(desk)
    qtbot.waitUntil(lambda: view.isExpanded(view.model().index(59, 0)))
    assert all(view.isExpanded(view.model().index(number, 0)) for number in range(60))
    assert all(view.isFirstColumnSpanned(number, QModelIndex()) for number in range(60))
    view.selectAll()
    chip(desk, "Missing").click()
    assert len(page.chosen()) == 1200, "what is selected stays selected"


def test_a_chip_asks_no_more_of_thousands_of_forms_than_of_a_hundred(qtbot: QtBot, department: Path) -> None:
    """A view lays all rows out anew: what it asks us for each of them is what the user waits for."""
    desk = Desk(qtbot, department)
    show(desk)
    page, asked = desk.find("deskPage", DeskPage), list[int]()
    for count in (100, 3000):
        page.show_desk(DrawnDesk([DeskRow(None, f"项目{n}", "单位", State.MISSING) for n in range(count)], [], []))
        calls = Counter[str]()

        def heard(frame: FrameType, event: str, _what: object, calls: Counter[str] = calls) -> None:
            calls[event] += frame.f_code.co_filename.endswith("desk_model.py") and frame.f_code.co_name in ASKED

        sys.setprofile(heard)
        try:
            chip(desk, "Missing").click()
        finally:
            sys.setprofile(None)
        asked.append(calls["call"])
        assert len(page.model.shown) == count
    assert asked[1] <= asked[0] + 50


def test_every_button_has_a_letter_of_its_own_that_shows_and_presses_it(qtbot: QtBot, department: Path) -> None:
    desk = Desk(qtbot, department)
    desk.choose("展厅更新")
    qtbot.waitUntil(desk.action("actionRemarks").isEnabled)
    desk.trigger("actionRemarks")
    show(desk)
    page, pane = desk.find("deskPage", QWidget), desk.find("remarksPane", QWidget)
    buttons = [*desk.all(QPushButton, page), *desk.all(QPushButton, pane)]
    lettered = [each for each in buttons if not each.objectName().startswith("reviewEvidence")]  # these have keys
    letters = [each.shortcut().toString() for each in lettered]
    assert len(letters) >= 18 and all(letter.startswith("Alt+") for letter in letters), letters
    of_menus = [f"Alt+{action.text()[-2]}" for action in desk.window.menuBar().actions()]
    assert len({*letters, *of_menus}) == len(letters) + len(of_menus)
    assert all("&" not in each.accessibleName() and "(" not in each.accessibleName() for each in lettered)
    desk.window.activateWindow()
    qtbot.keyClick(table(desk), Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not page.isVisible())


def test_what_each_chip_shows_is_worked_out_beside_the_window(
    qtbot: QtBot, department: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_in, (words, shows) = set[int](), CHIPS["clean"]

    def heard(row: DeskRow) -> bool:
        asked_in.add(get_ident())
        return shows(row)

    desk = Desk(qtbot, department)
    monkeypatch.setitem(CHIPS, "clean", (words, heard))
    show(desk)
    assert chip(desk, "All").text() == "全部 4"
    assert asked_in and get_ident() not in asked_in
