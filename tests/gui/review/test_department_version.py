"""部门改过的地方: a form that the department and the unit both changed is put together place by place, at the unit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.storage import store
from selfeval_gui.storage.backups import FOLDER_NAME, Backups
from selfeval_gui.storage.user_data import data_folder
from tests.helpers.desk import Desk
from tests.helpers.dialogs import column, dialog, part, press, wait_for_end
from tests.helpers.review import asked, form_of, put, rewrite
from tests.helpers.spoken import faults

Ask = pytest.CaptureFixture[str]
FILE = "展厅更新.json"


class Exchange:
    """A unit's form that the department has taken in."""

    def __init__(self, folder: Path, sample: Path, capsys: Ask) -> None:
        self.unit, self.department, self._out, self._capsys = folder / "unit", folder / "dept", folder / "out", capsys
        self.department.mkdir()
        form = form_of(sample, "科技馆", "展厅更新")
        form.notes, form.actual_outcome, form.expected_goal = "备注", "产出", "目标"
        put(self.unit, form)
        self._capsys.readouterr()
        sent = asked(capsys, "pack", self.unit, "--unit", "科技馆", "--out", self._out / "sent")
        asked(capsys, "receive", sent["package"], "--into", self.department)

    def come_back(self, **changed: str) -> None:
        """Change the form at the department, return it, and take it in at the unit."""
        rewrite(next(self.department.rglob(FILE)), **changed)
        (package,) = asked(self._capsys, "return", self.department, "--out", self._out / "back")["packages"]
        asked(self._capsys, "receive", package["file"], "--into", self.unit)

    def type_at_the_unit(self, **changed: str) -> None:
        """Change and save the form as the program does, which keeps the former version."""
        form = store.load(self.unit / FILE).form
        Backups(data_folder() / FOLDER_NAME).keep(self.unit / FILE, form.id)
        rewrite(self.unit / FILE, **changed)


@pytest.fixture
def exchange(tmp_path: Path, sample_originals: Path, capsys: Ask) -> Exchange:
    return Exchange(tmp_path, min(sample_originals.glob("*.json")), capsys)


def offered(desk: Desk) -> tuple[QDialog, QTableWidget]:
    desk.choose("展厅更新")
    desk.trigger("actionDepartmentVersion")
    shown = dialog(desk, "chooseChangesDialog")
    return shown, part(shown, QTableWidget, "chooseChangesTable")


def ticks(table: QTableWidget) -> list[bool]:
    items = (table.item(row, 0) for row in range(table.rowCount()))
    return [item is not None and item.checkState() is Qt.CheckState.Checked for item in items]


def test_both_versions_are_seen_and_chosen_place_by_place(qtbot: QtBot, exchange: Exchange) -> None:
    exchange.type_at_the_unit(notes="单位又写", expected_goal="单位的目标")
    exchange.come_back(notes="部门写", actual_outcome="部门的产出")
    desk = Desk(qtbot, exchange.unit)
    shown, table = offered(desk)
    assert faults(shown) == []
    by_place = dict(
        zip(column(table, 3), zip(column(table, 1), column(table, 2), ticks(table), strict=True), strict=True)
    )
    assert by_place == {
        "两边都改了": ("单位又写", "部门写", False),
        "部门改的": ("产出", "部门的产出", True),
        "您改的": ("单位的目标", "目标", False),
    }
    assert part(shown, QPushButton, "chooseChangesAccept").text() == "采用 1 处"
    item = table.item(column(table, 3).index("两边都改了"), 0)
    assert item is not None
    item.setCheckState(Qt.CheckState.Checked)
    press(desk, shown, "chooseChangesAccept")
    form = desk.session.form
    assert (form.notes, form.actual_outcome, form.expected_goal) == ("部门写", "部门的产出", "单位的目标")
    desk.session.stack.undo()
    form = desk.session.form
    assert (form.notes, form.actual_outcome, form.expected_goal) == ("单位又写", "产出", "单位的目标")


def test_without_the_sent_version_nothing_is_ticked_and_cancel_changes_nothing(
    qtbot: QtBot, exchange: Exchange
) -> None:
    rewrite(exchange.unit / FILE, notes="单位又写")  # by another program: no version was kept
    exchange.come_back(notes="部门写")
    before = (exchange.unit / FILE).read_bytes()
    desk = Desk(qtbot, exchange.unit)
    shown, table = offered(desk)
    assert (column(table, 3), ticks(table)) == (["—"], [False])
    assert not part(shown, QPushButton, "chooseChangesAccept").isEnabled()
    press(desk, shown, "chooseChangesCancel")
    assert desk.session.is_clean and (exchange.unit / FILE).read_bytes() == before


@pytest.mark.parametrize(
    "change", [lambda _exchange: None, lambda exchange: exchange.come_back()], ids=["never", "same"]
)
def test_where_the_department_changed_nothing_that_is_said(
    qtbot: QtBot, exchange: Exchange, change: Callable[[Exchange], None]
) -> None:
    change(exchange)
    desk = Desk(qtbot, exchange.unit)
    desk.choose("展厅更新")
    desk.trigger("actionDepartmentVersion")
    wait_for_end(desk)
    assert "没有不同" in str(desk.notifier.said[-1])
