"""Texts stand out by 4.5, signs by 3 (WCAG 2.1), in light, dark and high-contrast schemes, selected or not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from selfeval_gui.messages import SEVERITY_LABELS
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.chip import Chip
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.views.basics.visible_frames import FrameKeeper, VisibleFrames
from selfeval_gui.views.basics.visible_selection import VisibleSelection
from selfeval_gui.views.cells.grounds import computed_ground, grid_line, selected_ground

ROLE, GROUP = QPalette.ColorRole, QPalette.ColorGroup
# Window, base, text, highlight, highlighted text: of Fusion, of Windows 11, of the contrast themes of Windows.
SCHEMES = {
    "fusion": ("#efefef", "#ffffff", "#000000", "#308cc6", "#ffffff"),
    "fusion dark": ("#323232", "#242424", "#ffffff", "#308cc6", "#ffffff"),
    "windows": ("#f3f3f3", "#ffffff", "#000000", "#0078d7", "#ffffff"),
    "windows dark": ("#1e1e1e", "#2d2d2d", "#ffffff", "#0078d7", "#ffffff"),
    "contrast black": ("#000000", "#000000", "#ffffff", "#1aebff", "#000000"),
    "contrast white": ("#ffffff", "#ffffff", "#000000", "#37006e", "#ffffff"),
    "contrast night sky": ("#000000", "#000000", "#ffffff", "#d6b4fd", "#2b2b2b"),
    "contrast desert": ("#fffaef", "#fffaef", "#3d3d3d", "#903909", "#fff5e3"),
}


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    before = qapp.palette()
    palette = QPalette(before)
    roles = (ROLE.Window, ROLE.Base, ROLE.Text, ROLE.Highlight, ROLE.HighlightedText)
    for role, color in zip(roles, SCHEMES[request.param], strict=True):
        palette.setColor(role, QColor(color))
    palette.setColor(ROLE.WindowText, palette.color(ROLE.Text))
    qapp.setPalette(palette)
    selection = VisibleSelection(qapp)
    yield str(request.param)
    selection.deleteLater()
    qapp.setPalette(before)


def contrast(one: QColor, other: QColor) -> float:
    def light(color: QColor) -> float:
        shares = (color.redF(), color.greenF(), color.blueF())
        parts = [float(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c in shares]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_a_selected_row_can_be_read(scheme: str, qapp: QApplication) -> None:
    palette = qapp.palette()
    for group in (GROUP.Active, GROUP.Inactive):
        ground, text = palette.color(group, ROLE.Highlight), palette.color(group, ROLE.HighlightedText)
        assert contrast(text, ground) >= 4.5, group
        if group is GROUP.Active:
            assert contrast(ground, palette.color(ROLE.Base)) >= 1.5


def test_what_an_empty_field_says_of_itself_can_be_read(scheme: str, qapp: QApplication) -> None:
    base, hint = qapp.palette().color(ROLE.Base), qapp.palette().color(ROLE.PlaceholderText)
    assert contrast(theme.between(base, hint, hint.alphaF()), base) >= 4.5


def test_what_stands_in_cells_can_be_read_on_every_ground(scheme: str, qapp: QApplication) -> None:
    palette = qapp.palette()
    plain = [palette.color(ROLE.Base), computed_ground(palette), selected_ground(palette)]
    marked = [theme.tint(tone) for tone in theme.SEVERITY_TONES.values()]
    for ground in plain + marked:
        assert contrast(theme.color(Tone.TEXT), ground) >= 4.5
        for tone in theme.SEVERITY_TONES.values():
            assert contrast(theme.color(tone), ground) >= 3.0, tone
    for ground in plain[:2]:  # a selected cell has no quiet text
        assert contrast(theme.color(Tone.QUIET), ground) >= 4.5


@pytest.mark.parametrize("tone", list(Tone))
def test_every_tone_can_be_read_on_page_and_list(scheme: str, qapp: QApplication, tone: Tone) -> None:
    for role in (ROLE.Base, ROLE.Window):
        assert contrast(theme.color(tone), qapp.palette().color(role)) >= 4.5


@pytest.mark.parametrize("severity", SEVERITY_LABELS)
@pytest.mark.parametrize("side", [14, 16])
def test_a_sign_is_a_shape_and_no_hair_line(scheme: str, qapp: QApplication, severity: Severity, side: int) -> None:
    """Enough of its points keep the contrast although a small picture mixes them with their neighbours."""
    base = qapp.palette().color(ROLE.Base)
    image = theme.severity_icon(severity).pixmap(QSize(side, side), 1.0).toImage()
    points = [image.pixelColor(x, y) for x in range(side) for y in range(side)]
    strong = [each for each in points if contrast(theme.between(base, each, each.alphaF()), base) >= 3]
    assert len(strong) >= side * side // 5


def test_lines_between_cells_are_seen_where_contrast_is_asked_for(scheme: str, qapp: QApplication) -> None:
    palette = qapp.palette()
    if scheme in {"contrast black", "contrast white", "contrast night sky"}:
        assert theme.is_high_contrast()
        assert contrast(grid_line(palette), palette.color(ROLE.Base)) >= 3
    else:
        assert not theme.is_high_contrast()


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton, QLineEdit, QPushButton, QComboBox, QSpinBox, QListView])
def test_frames_of_controls_are_seen(scheme: str, qtbot: QtBot, kind: type[QWidget]) -> None:
    """Without their words; Fusion's own are a shade darker than the window, on black as black as it."""
    style = VisibleFrames()
    around = QWidget()
    qtbot.addWidget(around)
    palette = around.palette()
    window = palette.color(ROLE.Window)
    palette.setColor(ROLE.Button, window)
    around.setPalette(palette)
    control = kind(around)
    control.setStyle(style)
    control.resize(120, 60)
    image = around.grab(control.geometry()).toImage()
    points = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    assert sum(contrast(point, window) >= 3 for point in points) >= 20


def test_the_style_is_taken_where_frames_would_be_lost(scheme: str, qapp: QApplication) -> None:
    before = qapp.style().name()
    assert before.lower() == "fusion"
    keeper = FrameKeeper(qapp)
    light = {"fusion", "windows", "contrast desert"}
    assert isinstance(qapp.style(), VisibleFrames) == (scheme not in light)
    keeper.deleteLater()
    qapp.setStyle(before)


def test_the_chip_that_is_chosen_stands_out_of_the_others(qtbot: QtBot, scheme: str, qapp: QApplication) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.setAutoFillBackground(True)
    palette = around.palette()
    window = palette.color(ROLE.Window)
    palette.setColor(ROLE.Button, window)
    around.setPalette(palette)
    chosen, other = Chip(around), Chip(around)
    for chip, left in ((chosen, 0), (other, 90)):
        chip.setText("待审")
        chip.setCheckable(True)
        chip.setGeometry(left, 0, 80, 30)
    chosen.setChecked(True)
    image = around.grab().toImage()
    grounds = [image.pixelColor(left, 6) for left in (10, 100)]  # beside the words
    assert contrast(grounds[0], grounds[1]) >= 3 and contrast(grounds[0], window) >= 3
    words = {image.pixelColor(x, y).rgb() for x in range(12, 68) for y in range(4, 26)}
    assert max(contrast(QColor(each), grounds[0]) for each in words) >= 4.5
