"""The menu 审核 in the real window: register, 传出, 装入 and 退回, with what is refused."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
)
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.entries import Person
from selfeval_gui.storage import store
from selfeval_gui.storage.review.reviews import read_register, read_reviews
from selfeval_gui.work.review.moments import present
from selfeval_gui.work.review.reviewing import add_remarks, new_remark
from tests.helpers.desk import Desk
from tests.helpers.dialogs import column, dialog, part, press, shown, wait_for_end
from tests.helpers.evidence import with_evidence
from tests.helpers.review import form_of, list_file, put, rewrite, rows_of, run, snapshot


@pytest.fixture
def sample(sample_originals: Path) -> Path:
    return min(sample_originals.glob("*.json"))


@pytest.fixture
def unit(tmp_path: Path, sample: Path) -> Path:
    """A unit's own workspace with two forms."""
    for project in ("展厅更新", "科普巡展"):
        put(tmp_path / "unit", form_of(sample, "市科技馆", project))
    return tmp_path / "unit"


@pytest.fixture
def department(tmp_path: Path, sample: Path) -> Path:
    """A department that waits for two projects of one unit, and has one form of another."""
    folder = tmp_path / "department"
    put(folder / "图书馆", form_of(sample, "图书馆", "馆藏保护"))
    rows = (("单位", "项目名称", "其他写法", "年度"), ("科技馆", "展厅更新", "市科技馆", 2020), ("科技馆", "科普巡展"))
    assert run("register", folder, "--from", list_file(tmp_path / "list.xlsx", *rows, ("图书馆", "馆藏保护"))) == 0
    return folder


def packed(unit: Path, out: Path) -> Path:
    before = set(out.glob("*.zip"))
    run("pack", unit, "--unit", "市科技馆", "--out", out)
    return (set(out.glob("*.zip")) - before).pop()


# ---- 登记册 --------------------------------------------------------------------------------------------------------


def test_a_list_is_shown_before_it_is_registered_and_rows_can_be_typed(
    qtbot: QtBot, tmp_path: Path, sample: Path
) -> None:
    folder = tmp_path / "department"
    put(folder, form_of(sample, "科技馆", "展厅更新"))
    desk = Desk(qtbot, folder)
    desk.trigger("actionRegister")
    shown_dialog = dialog(desk, "registerDialog")
    rows = (("单位", "项目名称", "批复预算（万元）"), ("科技馆", "展厅更新", "约百万"), ("科技馆", "科普巡展", 80))
    desk.notifier.sources = [list_file(tmp_path / "list.xlsx", *rows)]
    press(desk, shown_dialog, "registerRead")
    projects = part(shown_dialog, QTableWidget, "registerProjectsTable")
    qtbot.waitUntil(lambda: projects.rowCount() == 2, timeout=30_000)
    assert "约百万" in part(shown_dialog, QPlainTextEdit, "registerNotes").toPlainText()
    assert not (folder / "审核").exists()
    # By hand: a budget with a unit of its own, another spelling, a due day.
    budget, others = projects.item(0, 3), part(shown_dialog, QTableWidget, "registerUnitsTable").item(0, 2)
    assert budget is not None and others is not None
    budget.setText("1200000元")
    others.setText("市科技馆、科普馆")
    part(shown_dialog, QLineEdit, "registerYear").setText("2020")
    part(shown_dialog, QLineEdit, "registerDue").setText("3月31日")
    press(desk, shown_dialog, "registerAccept")
    qtbot.waitUntil(lambda: not shown(desk, "registerDialog"))
    register = read_register(folder)
    assert register is not None
    assert [(each.name, each.others) for each in register.units] == [("科技馆", ["市科技馆", "科普馆"])]
    assert [(each.name, str(each.budget), each.budget_unit) for each in register.projects] == [
        ("展厅更新", "120", "万元"),
        ("科普巡展", "80", "万元"),
    ]
    assert (register.task.year, register.task.due) == (2020, "2020-03-31")
    assert desk.notifier.said[-1] == ("info", "已登记 1 个单位、2 个项目。")


@pytest.mark.parametrize(
    ("row", "cell", "text", "told"),
    [
        (0, 3, "约百万", "“展厅更新”的批复预算“约百万”不是一个数"),
        (1, 1, "展厅更新", "“科技馆”的项目“展厅更新”有两行"),
        (0, 1, "", "项目第 1 行没有名称"),
        (0, 4, "美元", "金额单位“美元”不是“万元”或“元”"),
    ],
)
def test_what_a_register_cannot_hold_stays_in_the_dialog(
    qtbot: QtBot, department: Path, row: int, cell: int, text: str, told: str
) -> None:
    desk = Desk(qtbot, department)
    before = snapshot(department)
    desk.trigger("actionRegister")
    shown_dialog = dialog(desk, "registerDialog")
    item = part(shown_dialog, QTableWidget, "registerProjectsTable").item(row, cell)
    assert item is not None
    item.setText(text)
    press(desk, shown_dialog, "registerAccept")
    assert told in part(shown_dialog, QLabel, "registerComplaint").text()
    assert shown(desk, "registerDialog") and snapshot(department) == before


def test_a_register_that_somebody_else_wrote_meanwhile_stays(qtbot: QtBot, department: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, department)
    desk.trigger("actionRegister")
    shown_dialog = dialog(desk, "registerDialog")
    run("register", department, "--from", list_file(tmp_path / "other.xlsx", ("单位", "项目名称"), ("档案馆", "修复")))
    theirs = snapshot(department)
    press(desk, shown_dialog, "registerAccept")
    wait_for_end(desk)
    assert snapshot(department) == theirs
    assert "登记册刚被别人改过" in desk.notifier.said[-1][1] and shown(desk, "registerDialog")


# ---- 传出 ----------------------------------------------------------------------------------------------------------


def test_a_unit_sends_its_forms_and_errors_are_asked_about(qtbot: QtBot, unit: Path, tmp_path: Path) -> None:
    form = store.load(unit / "科普巡展.json").form
    rows_of(form)[0].score = rows_of(form)[0].weight + 1
    rewrite(unit / "科普巡展.json", indicators=form.indicators)
    desk = Desk(qtbot, unit)
    for answer in ("cancel", "pack"):
        desk.trigger("actionPackForms")
        shown_dialog = dialog(desk, "packDialog")
        assert part(shown_dialog, QPushButton, "packAccept").text() == "传出 2 份…"
        assert column(part(shown_dialog, QTableWidget, "packForms"), 0) == ["展厅更新", "科普巡展"]
        desk.notifier.answers = [answer]
        desk.notifier.folders = [tmp_path / "out"]
        press(desk, shown_dialog, "packAccept")
        wait_for_end(desk)
        assert "1 份自评表还有错误，例如“科普巡展”" in " ".join(text for text, _choices in desk.notifier.asked)
        assert (tmp_path / "out").exists() == (answer == "pack")
        qtbot.waitUntil(lambda: not shown(desk, "packDialog"))
    (package,) = (tmp_path / "out").glob("市科技馆_2020_第1次_*.zip")
    with ZipFile(package) as archive:
        assert {"清单.json", "自评表/展厅更新.json", "PDF/展厅更新.pdf"} <= set(archive.namelist())
    assert desk.notifier.said[-1][1].startswith("已传出第 1 次，2 份")


def test_a_department_hands_all_its_units_on_at_once(qtbot: QtBot, unit: Path, sample: Path, tmp_path: Path) -> None:
    put(unit / "图书馆", form_of(sample, "图书馆", "馆藏保护"))
    desk = Desk(qtbot, unit)
    desk.trigger("actionPackForms")
    shown_dialog = dialog(desk, "packDialog")
    choice = part(shown_dialog, QComboBox, "packUnit")
    assert choice.currentText() == "市科技馆（2 份）"
    choice.setCurrentIndex(choice.count() - 1)
    assert choice.currentText() == "全部 2 个单位（3 份），每个单位一包"
    assert part(shown_dialog, QPushButton, "packAccept").text() == "传出 3 份…"
    desk.notifier.folders = [tmp_path / "out"]
    press(desk, shown_dialog, "packAccept")
    wait_for_end(desk)
    assert desk.notifier.said[-1][1].startswith("已传出 2 个单位、3 份，每个单位一包。")
    received = asked_of(tmp_path / "out", tmp_path / "bureau")
    assert received == {"图书馆": ["馆藏保护"], "市科技馆": ["展厅更新", "科普巡展"]}
    qtbot.waitUntil(lambda: not shown(desk, "packDialog"))


def asked_of(packages: Path, bureau: Path) -> dict[str, list[str]]:
    """Take packages in; return the projects by their units' names."""
    bureau.mkdir()
    assert run("receive", packages, "--into", bureau) == 0
    found: dict[str, list[str]] = {}
    for path in sorted(bureau.rglob("*.json")):
        if "审核" not in path.parts:
            form = store.load(path).form
            found.setdefault(form.implementing_unit, []).append(form.project_name)
    return {name: sorted(projects) for name, projects in found.items()}


def test_evidence_goes_along_where_it_is_ticked(qtbot: QtBot, unit: Path, tmp_path: Path) -> None:
    form = store.load(unit / "展厅更新.json").form
    rewrite(unit / "展厅更新.json", indicators=with_evidence(form, unit).indicators)
    desk = Desk(qtbot, unit)
    desk.trigger("actionPackForms")
    shown_dialog = dialog(desk, "packDialog")
    tick = part(shown_dialog, QCheckBox, "packEvidence")
    assert not tick.isChecked() and tick.accessibleName() == "附上佐证材料：编号复制进包里，带清单，原件不动"
    tick.setChecked(True)
    desk.notifier.folders = [tmp_path / "out"]
    press(desk, shown_dialog, "packAccept")
    wait_for_end(desk)
    (package,) = (tmp_path / "out").iterdir()
    with ZipFile(package) as archive:
        copies = [name for name in archive.namelist() if name.startswith("佐证材料/展厅更新/")]
    assert len(copies) == len(rows_of(form)) + 1  # and the list
    qtbot.waitUntil(lambda: not shown(desk, "packDialog"))


def test_what_is_not_saved_is_neither_sent_nor_taken_in(qtbot: QtBot, unit: Path) -> None:
    desk = Desk(qtbot, unit)
    desk.change("展厅更新")
    before = snapshot(unit)
    for action in ("PackForms", "ReceiveFolder", "Receive", "ReturnForms"):
        desk.notifier.said.clear()
        desk.trigger(f"action{action}")
        assert "1 份自评表的改动还没有保存" in desk.notifier.said[-1][1]
    desk.notifier.offers[-1].act()
    desk.wait_until_written()
    assert desk.session.is_clean and snapshot(unit) != before


# ---- 装入 ----------------------------------------------------------------------------------------------------------


def begin_to_receive(desk: Desk, mail: Path) -> QDialog:
    desk.notifier.folders = [mail]
    desk.trigger("actionReceiveFolder")
    return dialog(desk, "receiveDialog")


def test_what_came_is_shown_first_deletions_on_top_and_then_taken_in(
    qtbot: QtBot, unit: Path, department: Path, tmp_path: Path
) -> None:
    packed(unit, tmp_path / "mail")
    desk = Desk(qtbot, department)
    before = snapshot(department)
    first = begin_to_receive(desk, tmp_path / "mail")
    assert part(first, QPushButton, "receiveAccept").text() == "装入 2 份"
    assert part(first, QLabel, "receiveSummary").text() == "新 2"
    press(desk, first, "receiveCancel")
    assert snapshot(department) == before
    qtbot.waitUntil(lambda: not shown(desk, "receiveDialog"))
    press(desk, begin_to_receive(desk, tmp_path / "mail"), "receiveAccept")
    wait_for_end(desk)
    assert desk.notifier.said[-1] == ("info", "装入了 2 份。")
    assert (department / "科技馆" / "展厅更新.json").read_bytes() == (unit / "展厅更新.json").read_bytes()
    qtbot.waitUntil(lambda: not shown(desk, "receiveDialog"))
    # The second round: a row is deleted, a text is changed.
    form = store.load(unit / "展厅更新.json").form
    gone = form.indicators[0].children[0].children.pop(0)
    rewrite(unit / "展厅更新.json", indicators=form.indicators, notes="第二次")
    packed(unit, tmp_path / "mail 2")
    qtbot.waitUntil(lambda: "展厅更新" in desk.names())
    desk.choose("展厅更新")
    second = begin_to_receive(desk, tmp_path / "mail 2")
    table = part(second, QTableWidget, "receiveForms")
    assert column(table, 0) == ["展厅更新", "科普巡展"] and column(table, 2) == ["有改动", "未变"]
    assert column(table, 4)[0] == "2 处，删 1 处"
    lines = part(second, QPlainTextEdit, "receiveWords").toPlainText().splitlines()
    assert lines[0].startswith("删除指标") and gone.name in lines[0] and "第二次" in lines[1]
    press(desk, second, "receiveAccept")
    wait_for_end(desk)
    # The form that was shown is shown again, as it is now.
    qtbot.waitUntil(lambda: desk.window.current.session is not None)
    assert desk.session.form.notes == "第二次"


def test_a_package_that_was_changed_is_told_and_nothing_is_taken(
    qtbot: QtBot, unit: Path, department: Path, tmp_path: Path
) -> None:
    package = packed(unit, tmp_path / "mail")
    with ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(package, "w") as archive:
        for name, data in {**files, "自评表/展厅更新.json": files["自评表/展厅更新.json"] + b" "}.items():
            archive.writestr(name, data)
    desk = Desk(qtbot, department)
    before = snapshot(department)
    refused = begin_to_receive(desk, tmp_path / "mail")
    assert "与清单不符" in part(refused, QPlainTextEdit, "receiveWords").toPlainText()
    assert not part(refused, QPushButton, "receiveAccept").isEnabled()
    press(desk, refused, "receiveCancel")
    assert snapshot(department) == before


def test_every_bad_package_is_named_in_the_window_and_changes_nothing(
    qtbot: QtBot, unit: Path, department: Path, tmp_path: Path, sample: Path
) -> None:
    package = packed(unit, tmp_path / "out")
    with ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    listed = files["清单.json"]
    foreign, past = tmp_path / "foreign", tmp_path / "past"
    put(foreign, form_of(sample, "外单位", "某项目"))
    assert run("pack", foreign, "--unit", "外单位", "--out", tmp_path / "f") in {0, 1}
    put(past, form_of(sample, "市科技馆", "展厅更新", 2019))
    assert run("pack", past, "--unit", "市科技馆", "--out", tmp_path / "p") in {0, 1}
    bad: dict[str, dict[str, bytes] | Path] = {
        "清单.json 被改动过": {"清单.json": listed.replace(b'"91"', b'"99"')},
        "更新版本的程序": {"清单.json": listed.replace(b'"1.0"', b'"2.0"')},
        "清单.json 读不了": {"清单.json": b"{"},
        "指向包外": {"../../x.json": b"{}"},
        "名单上没有单位“外单位”": next((tmp_path / "f").glob("*.zip")),
        "2019 年度": next((tmp_path / "p").glob("*.zip")),
    }
    desk = Desk(qtbot, department)
    before = snapshot(department)
    for number, (words, changed) in enumerate(bad.items()):
        mail = tmp_path / f"mail{number}"
        mail.mkdir()
        if isinstance(changed, Path):
            (mail / "a.zip").write_bytes(changed.read_bytes())
        else:
            with ZipFile(mail / "a.zip", "w") as archive:
                for name, data in {**files, **changed}.items():
                    archive.writestr(name, data)
        refused = begin_to_receive(desk, mail)
        assert words in part(refused, QPlainTextEdit, "receiveWords").toPlainText(), words
        assert not part(refused, QPushButton, "receiveAccept").isEnabled(), words
        press(desk, refused, "receiveCancel")
        qtbot.waitUntil(lambda: not shown(desk, "receiveDialog"))
        assert snapshot(department) == before, words


def test_the_workspace_itself_is_not_taken_in(qtbot: QtBot, department: Path) -> None:
    desk = Desk(qtbot, department)
    desk.notifier.folders = [department]
    desk.trigger("actionReceiveFolder")
    assert "工作文件夹自己" in desk.notifier.said[-1][1]


# ---- 退回 ----------------------------------------------------------------------------------------------------------


def remark(department: Path, name: str) -> None:
    form = store.load(next(department.rglob(f"{name}.json"))).form
    ref = FieldRef(NodeId(rows_of(form)[0].id), "actual")
    add_remarks(department, form, [new_remark(form, ref, "请核对", "必须改", Person(name="王芳"), present())])


def test_chosen_units_get_their_remarks_and_no_others(
    qtbot: QtBot, unit: Path, department: Path, tmp_path: Path
) -> None:
    run("receive", packed(unit, tmp_path / "mail"), "--into", department)
    remark(department, "展厅更新")
    desk = Desk(qtbot, department)
    desk.trigger("actionReturnForms")
    shown_dialog = dialog(desk, "returnDialog")
    units = part(shown_dialog, QListWidget, "returnUnits")
    assert [units.item(row).text() for row in range(units.count())] == [
        "科技馆：2 份，1 条意见",
        "图书馆：1 份，没有意见",
    ]
    press(desk, shown_dialog, "returnRemarked")
    assert part(shown_dialog, QPushButton, "returnAccept").text() == "退回 1 个单位…"
    desk.notifier.folders = [department / "科技馆"]
    press(desk, shown_dialog, "returnAccept")
    assert "不能放在工作文件夹里" in desk.notifier.said[-1][1]
    qtbot.waitUntil(lambda: not shown(desk, "returnDialog"))
    desk.trigger("actionReturnForms")
    again = dialog(desk, "returnDialog")
    press(desk, again, "returnRemarked")
    desk.notifier.folders = [tmp_path / "back"]
    press(desk, again, "returnAccept")
    wait_for_end(desk)
    assert [path.name.split("_")[0] for path in (tmp_path / "back").glob("*.zip")] == ["科技馆"]
    assert desk.notifier.said[-1][1] == "已写出 1 个单位的退回包，共 1 条意见。"


def test_findings_can_go_back_as_remarks(qtbot: QtBot, unit: Path, department: Path, tmp_path: Path) -> None:
    form = store.load(unit / "科普巡展.json").form
    rows_of(form)[0].score = rows_of(form)[0].weight + 1
    rewrite(unit / "科普巡展.json", indicators=form.indicators)
    run("receive", packed(unit, tmp_path / "mail"), "--into", department)
    desk = Desk(qtbot, department)
    desk.trigger("actionReturnForms")
    shown_dialog = dialog(desk, "returnDialog")
    part(shown_dialog, QComboBox, "returnFindings").setCurrentIndex(1)
    desk.notifier.folders = [tmp_path / "back"]
    press(desk, shown_dialog, "returnAccept")
    wait_for_end(desk)
    codes = {each.code for review in read_reviews(department).by_form.values() for each in review.remarks}
    assert "score.over_weight" in codes
