"""Room on a small screen: 1366×768 at 150 % is 911×512, and nothing of the window leaves it."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QScrollArea,
    QSplitter,
    QTableView,
    QToolBar,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import put_into_cell, put_into_field
from selfeval_gui.item_models.columns import FUND_FIELD, INDICATOR_FIELD, IndicatorColumn
from selfeval_gui.item_models.department_model import MemberColumn, SharedColumn
from selfeval_gui.views.basics.giving_area import GivingArea
from selfeval_gui.views.basics.in_sight import bring_into_sight
from selfeval_gui.views.basics.tool_bar import CutButton
from selfeval_gui.views.form.fund_table import FundTable
from selfeval_gui.views.form.sections import Section
from selfeval_gui.views.scoring.distribute_dialog import DistributeDialog
from tests.helpers.desk import Desk

SMALL = (911, 512)


@pytest.fixture
def small(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.window.showNormal()
    desk.window.resize(*SMALL)
    return desk


def is_seen(widget: QWidget) -> bool:
    return not widget.visibleRegion().isEmpty()


def open_both(desk: Desk) -> QDockWidget:
    """Open the preview and the summary, which stands in front then; return the one behind."""
    desk.trigger("actionPreview")
    desk.trigger("actionOverview")
    overview = desk.find("overview", QWidget)
    desk.qtbot.waitUntil(lambda: not overview.visibleRegion().isEmpty())
    return desk.find("previewDock", QDockWidget)


@pytest.mark.parametrize("shown", [(), ("actionWayPaper",)])
def test_at_200_per_cent_all_of_it_fits_and_the_cell_at_hand_shows(small: Desk, shown: tuple[str, ...]) -> None:
    """1366×768 at 200 % is 683×384: what is too large scrolls."""
    for name in shown:
        small.trigger(name)
    window, page = small.window, small.window.pages.form_page()
    small.qtbot.waitUntil(lambda: window.minimumSizeHint().height() <= 384)
    window.resize(683, 384)
    small.qtbot.waitUntil(lambda: (window.width(), window.height()) == (683, 384))
    area = small.find("formRoom", QScrollArea)
    small.qtbot.waitUntil(lambda: page.height() == max(area.viewport().height(), page.minimumSizeHint().height()))
    view = page.tree if page.ways.panel is None else page.ways.panel.view
    for move in (Qt.Key.Key_End, Qt.Key.Key_Home):
        view.setFocus()
        small.qtbot.keyClick(view, move, Qt.KeyboardModifier.ControlModifier)
        place = view.visualRect(view.currentIndex())
        top = view.viewport().mapTo(area.viewport(), place.topLeft()).y()
        assert 0 <= top < area.viewport().height()
    page.findings.list.setFocus()
    list_top = page.findings.list.mapTo(page, QPoint(0, 0)).y()
    assert list_top < area.verticalScrollBar().maximum() + area.viewport().height()  # scrolling shows it


@pytest.mark.parametrize("beside", [("actionPreview",), ("actionPreview", "actionOverview")])
@pytest.mark.parametrize(
    "shown", ["actionWayTree", "actionWayPaper", "actionWayBeside", "actionDepartment", "actionReviewDesk"]
)
def test_at_200_per_cent_all_of_it_is_reached_beside_the_preview(
    small: Desk, shown: str, beside: tuple[str, ...]
) -> None:
    for name in (shown, *beside):
        small.trigger(name)
    window, pages = small.window, small.window.pages
    small.qtbot.waitUntil(lambda: small.all(QDockWidget)[-1].isVisible())
    window.resize(683, 384)
    small.qtbot.waitUntil(lambda: (window.width(), window.height()) == (683, 384))
    area = next(each for each in small.all(GivingArea) if each.isVisible())
    small.qtbot.waitUntil(lambda: area.width() >= area.minimumSizeHint().width())
    for part in pages.parts():
        if part.holder.isVisible():
            part.enter()
            assert part.has(QApplication.focusWidget()), part.holder.objectName()
    for widget in (*small.all(QAbstractButton, pages), *small.all(QComboBox, pages)):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            bring_into_sight(widget)
            seen = QRect(widget.mapTo(area.viewport(), QPoint()), widget.size())
            assert area.viewport().rect().contains(seen), widget.objectName()
    for dock in small.all(QDockWidget):
        dock.raise_()
        small.qtbot.waitUntil(partial(is_seen, dock.widget()))
        for button in small.all(QAbstractButton, dock.widget()):
            if button.isVisible() and button.objectName():
                assert window.rect().contains(QRect(button.mapTo(window, QPoint()), button.size())), button.objectName()


@pytest.mark.parametrize("in_front", ["overview", "preview"])
def test_nothing_leaves_the_screen_with_preview_and_summary_open(small: Desk, in_front: str) -> None:
    behind = open_both(small)
    if in_front == "preview":
        behind.raise_()
        behind = small.find("overviewDock", QDockWidget)
        small.qtbot.waitUntil(lambda: behind.visibleRegion().isEmpty())
    assert (small.window.width(), small.window.height()) == SMALL
    inside = small.window.rect()
    for button in small.all(QAbstractButton):
        if button.isVisible() and button.objectName() and not behind.isAncestorOf(button):
            place = QRect(button.mapTo(small.window, QPoint()), button.size())
            assert inside.contains(place), button.objectName()
            assert button.width() >= button.minimumSizeHint().width(), button.objectName()


def test_comparing_forms_leaves_the_window_on_the_screen(small: Desk) -> None:
    small.trigger("actionDepartment")
    department = small.window.review.department.department
    small.qtbot.waitUntil(lambda: not department.is_reading and not department.unread, timeout=20_000)
    open_both(small)
    assert (small.window.width(), small.window.height()) == SMALL
    for side in ("comparedTreeLeft", "comparedTreeRight"):
        tree = small.find(side, QTreeView)
        letters = tree.fontMetrics().horizontalAdvance("较为健全")
        for column in (IndicatorColumn.NAME, IndicatorColumn.TARGET, IndicatorColumn.ACTUAL):
            assert tree.columnWidth(column) >= letters + 16, column
    for name, long in (("sharedTable", SharedColumn.WHAT), ("memberTable", MemberColumn.FORM)):
        table = small.find(name, QTableView)
        assert table.columnWidth(long) >= table.fontMetrics().horizontalAdvance("指标值“健全”，完成"), name


@pytest.mark.parametrize("docks", [False, True])
def test_eight_rows_of_the_tree_have_room(small: Desk, docks: bool) -> None:
    if docks:
        open_both(small)
    tree = small.window.pages.form_page().tree
    small.qtbot.waitUntil(lambda: tree.viewport().height() >= 8 * tree.cells.painter.row_height)


@pytest.mark.parametrize("docks", [False, True])
def test_title_and_rule_set_can_be_read(small: Desk, docks: bool) -> None:
    if docks:
        open_both(small)
    totals = small.window.pages.form_page().totals
    name = "2020 年市科协办公用房维修项目"
    enough = totals.title.fontMetrics().horizontalAdvance(name[:14])
    small.qtbot.waitUntil(lambda: totals.title.width() >= enough)
    assert totals.title.text() == name
    box = totals.rule_set
    assert box.width() >= box.fontMetrics().horizontalAdvance("上海 2020") + box.fontMetrics().height()
    least = totals.mapTo(small.window, QPoint(totals.width(), 0)).x()
    assert box.mapTo(small.window, QPoint(box.width(), 0)).x() <= least


def test_one_group_gives_way_to_another_where_there_is_little_room(small: Desk) -> None:
    page = small.window.pages.form_page()
    sections = {section.key: section for section in small.all(Section)}
    page.go_to("", "project_name")
    page.go_to("", "expected_goal")
    assert sections["info"].is_folded
    assert not sections["goals"].is_folded
    small.window.resize(1600, 1500)
    page.go_to("", "project_name")
    assert not sections["goals"].is_folded, "there is room for both"


def test_open_groups_give_way_to_a_page_that_opens_beside_them(small: Desk) -> None:
    page = small.window.pages.form_page()
    sections = {section.key: section for section in small.all(Section)}
    for height in range(520, 900, 8):  # the first with room for two groups; beside a dock the totals take a line more
        small.window.resize(800, height)
        page.go_to("", "notes")
        page.go_to("", "project_name")
        if not sections["notes"].is_folded:
            break
    assert not sections["notes"].is_folded
    open_both(small)
    small.qtbot.waitUntil(lambda: sections["notes"].is_folded)
    assert not sections["info"].is_folded, "one types there"


def test_keys_in_the_tree_fold_a_group_that_leaves_it_too_few_rows(small: Desk) -> None:
    open_both(small)
    page = small.window.pages.form_page()
    page.go_to("", "project_name")
    info = next(section for section in small.all(Section) if section.key == "info")
    tree, row = page.tree, page.tree.cells.painter.row_height
    small.qtbot.waitUntil(lambda: tree.viewport().height() < 8 * row)
    place = tree.visualRect(tree.model().index(0, IndicatorColumn.NAME)).center()
    small.qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    small.qtbot.keyClick(tree, Qt.Key.Key_Control)
    assert tree.hasFocus()
    assert not info.is_folded, "a second click would meet another cell"
    small.qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert info.is_folded
    small.qtbot.waitUntil(lambda: tree.viewport().height() >= 8 * row)


def test_what_leads_to_a_cell_of_the_tree_folds_a_group_that_leaves_it_too_few_rows(small: Desk) -> None:
    open_both(small)
    page = small.window.pages.form_page()
    page.go_to("", "project_name")
    info = next(section for section in small.all(Section) if section.key == "info")
    tree, row = page.tree, page.tree.cells.painter.row_height
    small.qtbot.waitUntil(lambda: tree.viewport().height() < 8 * row)
    assert page.document is not None
    page.go_to(page.document.session.form.indicators[-1].id, "name")
    assert info.is_folded
    small.qtbot.waitUntil(lambda: tree.viewport().height() >= 8 * row)
    assert tree.viewport().rect().contains(tree.visualRect(tree.currentIndex()))


def test_keys_in_the_tree_fold_nothing_where_there_is_room(small: Desk) -> None:
    small.window.resize(1366, 768)
    page = small.window.pages.form_page()
    page.go_to("", "project_name")
    page.tree.setFocus()
    small.qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    assert all(not section.is_folded for section in small.all(Section) if section.key == "info")


# ---- what weights lack ----------------------------------------------------------------------------------------------


def take_weight(desk: Desk) -> None:
    """Take the 11 points of 长效机制 away."""
    model = desk.window.pages.form_page().tree.indicator_model()
    assert model is not None
    put_into_cell(model, next(row.id for row in leaves(desk) if row.name == "长效机制"), "weight", None)


def leaves(desk: Desk) -> list:  # type: ignore[type-arg]
    from selfeval_gui.domain.tree import level_three

    return list(level_three(desk.session.form.indicators))


def test_buttons_keep_their_places_whatever_is_lacking(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.window.resize(1366, 700)
    bar = desk.find("mainToolBar", QToolBar)

    def places() -> dict[str, int]:
        buttons = desk.all(QToolButton, bar)
        return {each.objectName(): each.x() for each in buttons if each.objectName().startswith("tool")}

    before = places()
    take_weight(desk)
    left = desk.find("weightLeft", QToolButton)
    qtbot.waitUntil(lambda: left.isVisible() and left.width() >= left.sizeHint().width())
    assert "还差 11" in left.text()
    assert places() == before


def hidden_buttons(desk: Desk) -> list[str]:
    """Return the names of the tool bar's buttons that one would have to look for behind »."""
    bar = desk.find("mainToolBar", QToolBar)
    places = [bar.widgetForAction(action) for action in bar.actions() if not action.isSeparator()]
    return [each.objectName() for each in places if not each.isVisible()]


@pytest.mark.parametrize(
    ("width", "docks", "with_words"),
    [(1366, False, 7), (1366, True, 7), (1093, True, 7), (911, False, 3), (911, True, 3), (683, False, 0)],
)
def test_every_button_is_on_the_bar(qtbot: QtBot, samples: Path, width: int, docks: bool, with_words: int) -> None:
    """At 100, 125, 150 and 200 % of a screen 1366 wide; words give way before any button does."""
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.window.showNormal()
    desk.window.resize(width, 600)
    if docks:
        open_both(desk)
    take_weight(desk)
    left = desk.find("weightLeft", CutButton)
    qtbot.waitUntil(left.isVisible)
    assert desk.window.width() == width
    qtbot.waitUntil(lambda: hidden_buttons(desk) == [])
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    bar = desk.find("mainToolBar", QToolBar)
    words = [each for each in desk.all(QToolButton, bar) if each.toolButtonStyle() == style]
    assert len(words) >= with_words
    ways = {"toolWayTree": "树", "toolWayPaper": "表样", "toolWayBeside": "并排"}
    assert {name: desk.find(name, QToolButton).text() for name in ways} == ways
    assert left.width() >= left.fontMetrics().horizontalAdvance("还差 11")
    room = left.width() - (left.sizeHint().width() - left.fontMetrics().horizontalAdvance(left.text()))
    assert "还差 11" in left.words_for(room), "the number is what one looks for"


def test_the_list_gives_way_to_the_page_and_gets_its_width_back(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.window.showNormal()
    desk.window.resize(1366, 700)
    splitter = desk.find("mainSplitter", QSplitter)
    splitter.setSizes([400, 960])
    wide = splitter.sizes()[0]
    desk.trigger("actionPreview")
    assert splitter.sizes()[0] == wide, "there is room for all three"
    desk.window.resize(800, 600)
    least = desk.window.pages.easy_width()
    qtbot.waitUntil(lambda: splitter.sizes()[0] < wide)
    desk.window.resize(683, 600)
    desk.window.resize(1366, 700)
    qtbot.waitUntil(lambda: splitter.sizes()[0] == wide)
    assert splitter.sizes()[1] >= least


def test_at_first_the_list_has_the_width_its_names_want(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.window.showNormal()
    desk.window.resize(1366, 700)
    view = desk.window.projects.view
    qtbot.waitUntil(lambda: desk.window.width() == 1366)
    assert view.width() > view.minimumSizeHint().width() + view.fontMetrics().horizontalAdvance("字") * 4


def test_what_is_lacking_opens_the_sharing_out(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.window.resize(1366, 700)
    take_weight(desk)
    qtbot.waitUntil(lambda: desk.find("weightLeft", QToolButton).isVisible())
    qtbot.mouseClick(desk.find("weightLeft", QToolButton), Qt.MouseButton.LeftButton)
    desk.find("distributeDialog", DistributeDialog).reject()
    qtbot.waitUntil(lambda: not desk.all(DistributeDialog))
    grade = desk.find("totalGrade", QLabel)
    assert grade.text() == "还差 11"
    qtbot.mouseClick(grade, Qt.MouseButton.LeftButton)
    desk.find("distributeDialog", DistributeDialog).reject()


# ---- many decimals --------------------------------------------------------------------------------------------------


def test_a_score_with_many_decimals_has_its_column_to_itself(small: Desk) -> None:
    tree = small.window.pages.form_page().tree
    model = tree.indicator_model()
    assert model is not None
    row = next(row.id for row in leaves(small) if row.name == "长效机制")
    before = tree.columnWidth(IndicatorColumn.SCORE)
    put_into_cell(model, row, "score", Decimal("6.123456"))
    index = model.index_of(row, "score")
    painter = tree.cells.painter
    small.qtbot.waitUntil(lambda: tree.columnWidth(IndicatorColumn.SCORE) >= painter.number_width("41.000000"))
    assert tree.columnWidth(IndicatorColumn.SCORE) > before
    assert index.data() == "6.123456"
    assert small.session.stack.canUndo()
    assert INDICATOR_FIELD[index.column()] == "score"


def test_amounts_of_many_digits_stand_beside_each_other(small: Desk) -> None:
    page = small.window.pages.form_page()
    page.go_to("", "funds.total.executed")
    table = page.findChild(FundTable, "fundTable")
    assert table is not None
    for field in ("initial_budget", "annual_budget", "executed", "weight", "score"):
        put_into_field(small.session, f"funds.total.{field}", Decimal("123456789.123456"))
    painter = table.cells.painter
    for field in ("initial_budget", "annual_budget", "executed", "weight", "score"):
        column = FUND_FIELD.index(field)
        width = table.columnWidth(column)
        assert width >= painter.number_width("123456789.123456"), field
