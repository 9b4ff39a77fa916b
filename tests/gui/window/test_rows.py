"""One row height and one kind of headings, wherever rows are shown, and a keyboard that gets out of every table."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.views.basics.rows import line_height, padding, row_height
from selfeval_gui.views.sheet.paper_pages import PaperPages
from tests.helpers.all_dialogs import DIALOGS, close_dialogs, open_dialogs, open_import_preview, open_learned_paper
from tests.helpers.desk import Desk
from tests.helpers.dialogs import dialog

ROWS = 12
HIGHER = {  # rows with a box to choose from in them, and those of texts that wrap in the list itself
    *("ruleSeverities", "manualChapters", "templateList", "ruleSetList", "whatIfTable", "importDoubts"),
}


def heights(view: QAbstractItemView) -> set[int]:
    """Return the heights of the first rows that are laid out."""
    rows = range(min(ROWS, view.model().rowCount()))
    if isinstance(view, QTableView):
        return {view.rowHeight(row) for row in rows}
    places = [view.visualRect(view.model().index(row, 0)) for row in rows]
    return {place.height() for place in places if place.isValid()}


def faults(root: QWidget) -> list[str]:
    found = []
    for view in cast(list[QAbstractItemView], root.findChildren(QAbstractItemView)):
        in_box = view.window() is not root.window() or isinstance(view, QHeaderView | PaperPages)
        if not view.isVisible() or in_box or view.model() is None:
            continue
        metrics = view.fontMetrics()
        whole = {row_height(metrics, lines) for lines in (1, 2, 3, 4)}
        for height in heights(view):
            if height not in whole and not (view.objectName() in HIGHER and height > min(whole)):
                found.append(f"{view.objectName()}: a row of {height}, not {sorted(whole)}")
        found += heading_faults(view)
        if isinstance(view, QTableView) and view.tabKeyNavigation():
            found.append(f"{view.objectName()}: Tab goes round in it")
    return found


def heading_faults(view: QAbstractItemView) -> list[str]:
    header = view.horizontalHeader() if isinstance(view, QTableView) else None
    header = view.header() if isinstance(view, QTreeView) else header
    if header is None or not header.isVisible():
        return []
    found = []
    if header.height() != row_height(header.fontMetrics()):
        found.append(f"{view.objectName()}: headings {header.height()} high")
    if header.highlightSections() or not header.defaultAlignment() & Qt.AlignmentFlag.AlignLeft:
        found.append(f"{view.objectName()}: headings of another look")
    model, role = view.model(), Qt.ItemDataRole.TextAlignmentRole
    for column in range(model.columnCount()):
        cells = {is_at_right(model.index(row, column).data(role)) for row in range(min(ROWS, model.rowCount()))}
        if cells == {True} and not is_at_right(model.headerData(column, Qt.Orientation.Horizontal, role)):
            found.append(f"{view.objectName()}: heading {column} does not stand above its numbers")
    return found


def is_at_right(alignment: object) -> bool:
    return alignment is not None and bool(Qt.AlignmentFlag(int(alignment)) & Qt.AlignmentFlag.AlignRight)  # type: ignore[call-overload]


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.projects.selectRow(0)
    desk.window.pages.form_page().set_fold_state("")
    return desk


def test_a_row_is_its_lines_and_the_air_around_them(desk: Desk) -> None:
    metrics = desk.projects.fontMetrics()
    assert row_height(metrics) == line_height(metrics) + 2 * padding(metrics) + 1
    assert row_height(metrics, 3) - row_height(metrics, 2) == line_height(metrics)


def test_rows_of_the_window_are_equally_high(desk: Desk) -> None:
    desk.window.resize(1600, 1500)  # room for all groups beside the docks
    desk.window.pages.form_page().set_fold_state("")
    for name in ("actionPreview", "actionOverview"):
        desk.trigger(name)
    assert {"projectList", "indicatorTree", "fundTable", "findingList", "overviewTree", "overviewForms"} <= {
        view.objectName() for view in desk.all(QAbstractItemView) if view.isVisible()
    }
    assert faults(desk.window) == []


def test_rows_between_the_forms_are_equally_high(desk: Desk) -> None:
    desk.trigger("actionDepartment")
    desk.qtbot.waitUntil(desk.find("comparedTreeLeft", QWidget).isVisible)
    assert faults(desk.window) == []


def test_rows_of_the_review_are_equally_high(desk: Desk) -> None:
    desk.trigger("actionRemarks")
    assert faults(desk.window) == []
    desk.trigger("actionReviewDesk")
    desk.qtbot.waitUntil(lambda: desk.find("deskTable", QTreeView).model().rowCount() > 0)
    assert faults(desk.window) == []
    for action, name in (("Register", "registerDialog"), ("PackForms", "packDialog"), ("ReturnForms", "returnDialog")):
        desk.trigger(f"action{action}")
        assert faults(dialog(desk, name)) == []
        close_dialogs(desk)


@pytest.mark.parametrize("name", sorted(DIALOGS))
def test_rows_of_dialogs_are_as_high(desk: Desk, name: str) -> None:
    for each in open_dialogs(desk, name):
        assert faults(each) == []
    close_dialogs(desk)


def test_rows_of_an_offices_own_paper_are_as_high(desk: Desk, tmp_path: Path) -> None:
    assert [fault for each in open_learned_paper(desk, tmp_path) for fault in faults(each)] == []
    close_dialogs(desk)


def test_rows_of_the_import_preview_are_as_high(desk: Desk, tmp_path: Path) -> None:
    dialogs = open_import_preview(desk, tmp_path)
    assert desk.find("importFields", QTableView).window() in dialogs
    assert [fault for each in dialogs for fault in faults(each)] == []
    close_dialogs(desk)
