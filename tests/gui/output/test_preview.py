"""The print preview beside the form: the pages as they print, followed while typing, a way to each field."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QDockWidget, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.commands.template import choose_template
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.item_models.columns import Role
from selfeval_gui.paper.preview import PreviewPages, Request
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.storage.workspace import create
from selfeval_gui.views.basics.page_strip import FIT_WIDTH
from selfeval_gui.views.output.preview import Preview
from selfeval_gui.views.output.preview_view import PreviewView
from tests.helpers.desk import Desk
from tests.helpers.own_papers import workbook, workbook_bytes
from tests.helpers.xlsx_forms import wide_form

PATIENCE = 20_000  # milliseconds, on a busy machine
OFFICE = "办公用房"
LONG_ONE = "全民科学素质"  # two pages


class PreviewDesk(Desk):
    """A window with its preview open."""

    def open_preview(self, name: str) -> None:
        self.window.resize(1366, 768)
        self.choose(name)
        self.trigger("actionPreview")
        self.wait_until_drawn()

    @property
    def preview(self) -> Preview:
        return self.find("preview", Preview)

    @property
    def view(self) -> PreviewView:
        return self.find("previewView", PreviewView)

    def wait_until_drawn(self) -> None:
        self.qtbot.waitUntil(self.is_drawn, timeout=PATIENCE)

    def is_drawn(self) -> bool:
        """Tell whether the pages stand as they stay: a scroll bar that is still to come makes them narrower."""
        view, bar = self.view, self.view.verticalScrollBar()
        has_its_bar = bar.isVisible() == (bar.maximum() > 0)
        return has_its_bar and not self.preview.is_busy and view.page_count > 0 and not view.missing_pages()

    def picture(self) -> QImage:
        return self.view.viewport().grab().toImage()

    def click_on(self, node: str, field: str) -> None:
        place = self.view.place_of(node, field)
        assert place is not None, field
        down = self.view.verticalScrollBar()
        down.setValue(down.value() + place.y() - self.view.viewport().height() // 2)
        found = self.view.place_of(node, field)
        assert found is not None
        self.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=found)

    def cell_picture(self, node: str, field: str) -> QImage:
        """Return what stands in and around the middle of a cell."""
        place = self.view.place_of(node, field)
        assert place is not None, field
        return self.picture().copy(QRect(place - QPoint(12, 4), place + QPoint(12, 4)))


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> PreviewDesk:
    return PreviewDesk(qtbot, samples)


def test_pages_of_the_form_at_hand(desk: PreviewDesk) -> None:
    desk.open_preview(OFFICE)
    assert desk.label("previewPage") == "第 1 / 1 页"
    desk.choose(LONG_ONE)
    desk.qtbot.waitUntil(lambda: desk.label("previewPage") == "第 1 / 2 页", timeout=PATIENCE)
    assert desk.action("actionPreview").isChecked()


def test_what_is_typed_is_drawn(desk: PreviewDesk) -> None:
    desk.open_preview(OFFICE)
    before = desk.cell_picture("", "funds.parts.other.executed")
    type_into_field(desk.session, "funds.parts.other.executed", "8888")
    desk.qtbot.waitUntil(lambda: desk.preview.is_busy, timeout=PATIENCE)
    desk.wait_until_drawn()
    assert desk.cell_picture("", "funds.parts.other.executed") != before
    desk.session.stack.undo()
    desk.wait_until_drawn()
    assert desk.cell_picture("", "funds.parts.other.executed") == before


def test_what_stands_in_an_open_editor_is_drawn_too(desk: PreviewDesk) -> None:
    desk.open_preview(OFFICE)
    leaf = desk.session.form.indicators[0].children[0].children[0]
    desk.window.pages.form_page().go_to(leaf.id, "actual")
    before = desk.cell_picture(leaf.id, "actual")
    tree = desk.window.pages.form_page().tree
    desk.qtbot.keyClicks(tree, "8")
    assert tree.pending() == (leaf.id, "actual", "8")
    desk.qtbot.waitUntil(lambda: desk.cell_picture(leaf.id, "actual") != before, timeout=PATIENCE)
    assert tree.cells.open_editor is not None
    desk.qtbot.keyClick(tree.cells.open_editor, Qt.Key.Key_Escape)
    assert tree.pending() is None
    desk.qtbot.waitUntil(lambda: desk.cell_picture(leaf.id, "actual") == before, timeout=PATIENCE)
    assert desk.session.is_clean


def test_a_page_drawn_a_pixel_too_wide_is_wanted_anew(desk: PreviewDesk) -> None:
    desk.open_preview(OFFICE)
    desk.view.set_zoom(1)
    desk.wait_until_drawn()
    scale = desk.view.image_scale()
    width, height = round(595 * scale), round(842 * scale)  # A4 in points
    for given, missing in ((width + 1, (0,)), (width, ())):
        image = QImage(given, height, QImage.Format.Format_RGB32)
        desk.view.take(PreviewPages((), {0: image}, Request(None, False, scale, (0,))))
        assert desk.view.missing_pages() == missing
    desk.wait_until_drawn()


@pytest.mark.parametrize("field", ["actual_outcome", "department", "year"])
def test_a_click_goes_to_a_field_of_the_form(desk: PreviewDesk, field: str) -> None:
    desk.open_preview(OFFICE)
    desk.click_on("", field)
    binding = {"actual_outcome": "fieldActualOutcome", "department": "fieldDepartment", "year": "fieldYear"}[field]
    focus = desk.window.focusWidget()
    assert focus is not None
    assert focus.objectName() == binding


def test_a_click_goes_to_a_cell_of_the_tree_and_of_the_funds(desk: PreviewDesk) -> None:
    desk.open_preview(OFFICE)
    leaf = desk.session.form.indicators[0].children[2].children[0]
    desk.click_on(leaf.id, "reason")
    tree = desk.window.pages.form_page().tree
    assert tree.current_node() == leaf.id
    assert tree.hasFocus()
    desk.click_on("", "funds.total.executed")
    focus = desk.window.focusWidget()
    assert focus is not None
    assert focus.objectName() == "fundTable"


def test_a_click_beside_the_cells_does_nothing(desk: PreviewDesk) -> None:
    desk.open_preview(OFFICE)
    wanted: list[object] = []
    desk.view.field_wanted.connect(lambda *field: wanted.append(field))
    desk.qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert wanted == []


def test_pages_by_keys_and_buttons(desk: PreviewDesk) -> None:
    desk.open_preview(LONG_ONE)
    back, on = desk.find("previewBack", QToolButton), desk.find("previewOn", QToolButton)
    assert (back.isEnabled(), on.isEnabled()) == (False, True)
    on.click()
    assert desk.label("previewPage") == "第 2 / 2 页"
    assert (back.isEnabled(), on.isEnabled()) == (True, False)
    interface = QAccessible.queryAccessibleInterface(desk.view)
    assert interface.text(QAccessible.Text.Description) == "第 2 页，共 2 页"
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_PageUp)
    assert desk.label("previewPage") == "第 1 / 2 页"
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_End)
    assert desk.label("previewPage") == "第 2 / 2 页"
    desk.wait_until_drawn()


def test_zoom(desk: PreviewDesk) -> None:
    desk.open_preview(LONG_ONE)
    assert desk.view.strip.zoom == FIT_WIDTH
    before = desk.view.strip.shown_zoom
    desk.find("previewLarger", QToolButton).click()
    assert desk.view.strip.shown_zoom == pytest.approx(before * 1.25)
    box = desk.find("previewZoom", QComboBox)
    assert box.currentText() == f"{round(desk.view.strip.zoom * 100)}%"
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_Minus)
    assert desk.view.strip.shown_zoom == pytest.approx(before)
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_0)
    assert box.currentText() == "适合宽度"
    box.setCurrentIndex(box.findText("200%"))
    box.activated.emit(box.currentIndex())
    assert desk.view.strip.shown_zoom == 2
    assert desk.view.horizontalScrollBar().maximum() > 0
    desk.wait_until_drawn()


def test_draft_is_shown(desk: PreviewDesk) -> None:
    desk.open_preview(OFFICE)
    before = desk.picture()
    desk.find("previewDraft", QCheckBox).click()
    desk.qtbot.waitUntil(lambda: desk.preview.is_busy, timeout=PATIENCE)
    desk.wait_until_drawn()
    assert desk.picture() != before


def test_closed_by_its_cross_and_opened_again(desk: PreviewDesk) -> None:
    desk.open_preview(OFFICE)
    dock = desk.find("previewDock", QDockWidget)
    dock.close()
    assert not desk.action("actionPreview").isChecked()
    desk.choose(LONG_ONE)
    desk.trigger("actionPreview")
    assert dock.isVisible()
    desk.wait_until_drawn()
    assert desk.label("previewPage") == "第 1 / 2 页"


def test_a_form_that_cannot_be_written_down_is_said(desk: PreviewDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open_preview(OFFICE)
    problem = desk.find("previewProblem", QLabel)

    def refuse() -> None:
        raise SaveFailed("save.not_faithful")

    with monkeypatch.context() as patch:
        patch.setattr(desk.session, "frozen", refuse)
        type_into_field(desk.session, "department", "改")
        desk.qtbot.waitUntil(problem.isVisible, timeout=PATIENCE)
    assert problem.text()
    desk.session.stack.undo()
    desk.qtbot.waitUntil(lambda: not problem.isVisible(), timeout=PATIENCE)


def test_only_pages_in_sight_are_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    create(tmp_path, wide_form(400))
    desk = PreviewDesk(qtbot, tmp_path)
    desk.open_preview("指标很多")
    assert desk.view.page_count > 10
    assert len(desk.view.visible_pages()) <= 3
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_End)
    desk.wait_until_drawn()
    assert desk.view.front_page == desk.view.page_count - 1


def test_no_form_no_pages(desk: PreviewDesk) -> None:
    desk.trigger("actionPreview")
    assert desk.label("previewPage") == "没有自评表"
    assert "选一份自评表" in desk.label("previewProblem")
    assert not desk.find("previewPrint", QToolButton).isEnabled()
    desk.window.current.show(desk.index(OFFICE).data(Role.PATH))
    assert desk.label("previewPage") == "正在排版…"
    assert desk.find("previewProblem", QLabel).isHidden()


def test_a_page_that_cannot_be_drawn_does_not_end_the_preview(
    desk: PreviewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open_preview(OFFICE)
    problem = desk.find("previewProblem", QLabel)

    def broken(_data: bytes) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as patch, desk.qtbot.captureExceptions() as found:
        patch.setattr("selfeval_gui.paper.preview.decode", broken)
        type_into_field(desk.session, "department", "改")
        desk.qtbot.waitUntil(problem.isVisible, timeout=PATIENCE)
        desk.qtbot.waitUntil(lambda: bool(found), timeout=PATIENCE)
    desk.session.stack.undo()
    desk.qtbot.waitUntil(lambda: not problem.isVisible(), timeout=PATIENCE)
    desk.wait_until_drawn()


def test_an_offices_own_file_is_drawn_as_it_is_filled(desk: PreviewDesk) -> None:
    paper = learn(workbook_bytes(workbook())).paper
    update = {"id": "own:aaaaaaaa", "name": "本市", "paper": paper}
    desk.open_preview(OFFICE)
    label = desk.find("previewPaper", QLabel)
    assert not label.isVisible()
    leaf = desk.session.form.indicators[0].children[2].children[0].id
    before = desk.view.place_of(leaf, "reason")
    choose_template(desk.session, presets()["mof-2020"].model_copy(update=update))
    desk.qtbot.waitUntil(label.isVisible)
    desk.wait_until_drawn()
    assert desk.view.place_of(leaf, "reason") != before
    desk.click_on(leaf, "reason")
    assert desk.window.pages.form_page().tree.current_node() == leaf
    assert "“本市”" in label.text()
    assert "版面以 Excel 中为准" in label.text()
    desk.trigger("actionUndo")
    desk.qtbot.waitUntil(label.isHidden)
