"""The selected row stays visible while something else has the focus, where the system would hide it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.views.basics.visible_selection import VisibleSelection

ROLE = QPalette.ColorRole
INACTIVE = QPalette.ColorGroup.Inactive
LIGHT = {ROLE.Base: "#ffffff", ROLE.Text: "#000000", ROLE.Highlight: "#0078d7", ROLE.HighlightedText: "#ffffff"}
DARK = {ROLE.Base: "#2d2d2d", ROLE.Text: "#ffffff", ROLE.Highlight: "#0078d7", ROLE.HighlightedText: "#ffffff"}
WINDOWS_GREY = {"light": "#f0f0f0", "dark": "#3c3c3c"}

SetPalette = Callable[[dict[QPalette.ColorRole, str], str], None]


@pytest.fixture
def set_palette(qapp: QApplication) -> Iterator[SetPalette]:
    before = qapp.palette()

    def change(colors: dict[QPalette.ColorRole, str], inactive: str) -> None:
        palette = QPalette(before)
        for role, color in colors.items():
            palette.setColor(role, QColor(color))
        palette.setColor(INACTIVE, ROLE.Highlight, QColor(inactive))
        qapp.setPalette(palette)

    yield change
    qapp.setPalette(before)


def grounds(qtbot: QtBot) -> list[QColor]:
    """Return the grounds of a row and of the selected row, in a window that has no focus."""
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.addItems(["一", "二"])
    rows.setCurrentRow(1)
    rows.resize(200, 100)
    rows.ensurePolished()
    image = rows.viewport().grab().toImage()
    right = rows.viewport().width() - 10  # beside the text
    return [image.pixelColor(right, rows.visualItemRect(rows.item(row)).center().y()) for row in (0, 1)]


def distance(one: QColor, other: QColor) -> int:
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue()))


@pytest.mark.parametrize(("scheme", "colors"), [("light", LIGHT), ("dark", DARK)])
def test_a_selection_that_the_system_hides_is_shown(
    qtbot: QtBot, qapp: QApplication, set_palette: SetPalette, scheme: str, colors: dict[QPalette.ColorRole, str]
) -> None:
    set_palette(colors, WINDOWS_GREY[scheme])
    assert distance(*grounds(qtbot)) < 20
    VisibleSelection(qapp).deleteLater()
    assert distance(*grounds(qtbot)) >= 40
    assert qapp.palette().color(INACTIVE, ROLE.HighlightedText) == QColor(colors[ROLE.Text])


def test_a_selection_that_can_be_seen_stays_as_the_system_has_it(qapp: QApplication, set_palette: SetPalette) -> None:
    set_palette(LIGHT, "#707070")
    VisibleSelection(qapp).deleteLater()
    assert qapp.palette().color(INACTIVE, ROLE.Highlight) == QColor("#707070")


def test_it_follows_the_scheme(qtbot: QtBot, qapp: QApplication, set_palette: SetPalette) -> None:
    set_palette(LIGHT, WINDOWS_GREY["light"])
    selection = VisibleSelection(qapp)
    set_palette(DARK, WINDOWS_GREY["dark"])
    selection.look_again()
    row, selected = grounds(qtbot)
    assert row == QColor(DARK[ROLE.Base])
    assert selected.lightness() < 128
    assert distance(row, selected) >= 40
    selection.deleteLater()
