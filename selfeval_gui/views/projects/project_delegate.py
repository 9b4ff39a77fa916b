"""Paints a row of the project list: the name, below it unit, year and rate, and at the right what came out.

Where figures with many decimals leave the unit no room beside them, it has a line to itself above them.

A row is painted by one call of Python with what it needs at hand. Qt's own delegate asks for each text, colour and
icon in a call of its own, and each of these waits for the interpreter while a thread reads the workspace.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from selfeval_gui.item_models.columns import ProjectColumn
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.item_models.project_row import ProjectRow
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.rows import line_height, padding, row_height
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.views.projects.name_lines import differs_at, name_lines

Index = QModelIndex | QPersistentModelIndex
Sign = tuple[str, Tone]

MARGIN = 6
_GAP = 8  # between two figures
_SEPARATOR = " · "
_AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEAST_REST = 3  # letters; less of unit and year says nothing
_UNSAVED: Sign = ("unsaved", Tone.WARNING)
_LIKE_OTHERS = {ProjectColumn.TOTAL: "100", ProjectColumn.GRADE: "优", ProjectColumn.FINDINGS: "00"}


class _Figure(NamedTuple):
    """What stands in a row at the right: a text, the sign before it, the text's width, the room of both and a gap."""

    text: str
    sign: Sign | None
    width: int
    room: int


class ProjectDelegate(QStyledItemDelegate):
    """Paints a row in one cell: figures never give way, the unit does, and of a name what it shares with others."""

    def __init__(self, view: QTableView, model: ProjectModel) -> None:
        super().__init__(view)
        self.name_lines = 1
        self.unit_stands_above = False
        self._view = view
        self._projects = model
        self._palette_key = 0
        self._colors: dict[Tone, QColor] = {}
        self._pictures: dict[tuple[str, Tone, int, float, int | None], QPixmap] = {}

    def row_height(self) -> int:
        """Return the height of a row, from the font: the lines of the name, the unit's own, and that of the figures."""
        return row_height(self._view.fontMetrics(), self.name_lines + self.unit_stands_above + 1)

    def leaves_room(self, width: int) -> bool:
        """Tell whether the figures of a usual row leave the unit some room beside them, in a column so wide."""
        metrics, places = self._view.fontMetrics(), self._projects.score_places
        texts = {**_LIKE_OTHERS, ProjectColumn.TOTAL: f"{100:.{places}f}"}
        figures = [_figure(text, None, "", metrics).room for text in texts.values()]
        return width - sum(figures) - metrics.height() > _LEAST_REST * metrics.horizontalAdvance("国")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._projects.row_at(index)
        if row is None:
            return
        self._forget_old_colors()
        # The stubs of Qt's style options leave their fields out.
        given: Any = option
        rect: QRect = given.rect
        ground: QColor | None = None
        if given.state & QStyle.StateFlag.State_Selected:
            is_active = bool(given.state & QStyle.StateFlag.State_Active)
            group = QPalette.ColorGroup.Active if is_active else QPalette.ColorGroup.Inactive
            ground = given.palette.color(group, QPalette.ColorRole.Highlight)
            painter.fillRect(rect, ground)
            text = quiet = given.palette.color(group, QPalette.ColorRole.HighlightedText)
        else:
            text, quiet = self._color(Tone.TEXT), self._color(Tone.QUIET)
            painter.setPen(given.palette.color(QPalette.ColorRole.Window))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        above = padding(given.fontMetrics)
        inside = rect.adjusted(MARGIN, above, -MARGIN, -above)
        painter.setPen(text)
        figures, leads = self._figures(row, inside.width(), given.fontMetrics)
        beside = QRect(inside)
        if leads:  # no room is left for it below
            first = QRect(inside.left(), inside.top(), inside.width(), line_height(given.fontMetrics))
            beside.setLeft(self._paint_sign(painter, _UNSAVED, inside.left(), first, ground) + MARGIN // 2)
        line = self._paint_name(painter, row, index.row(), beside, given.fontMetrics)
        line.setLeft(inside.left())
        if row.reason:
            painter.setPen(text if ground is not None else self._color(Tone.ERROR))
            left = self._paint_sign(painter, ("error", Tone.ERROR), line.left(), line, ground) + MARGIN // 2
            line.setLeft(left)
            painter.drawText(line, _AT_LEFT, _elided(row.reason, given.fontMetrics, line.width()))
            return
        below = line.translated(0, line.height()) if self.unit_stands_above else line
        right = self._paint_figures(painter, figures, below, given.fontMetrics, ground)
        if not self.unit_stands_above:
            line.setRight(right - _GAP)
        if line.width() > _LEAST_REST * given.fontMetrics.horizontalAdvance("国"):
            painter.setPen(quiet)
            painter.drawText(line, _AT_LEFT, self._rest(row, given.fontMetrics, line.width()))

    def _rest(self, row: ProjectRow, metrics: QFontMetrics, width: int) -> str:
        """Return unit, year and rate, as far as they fit whole; only the unit is cut, amid: units often begin alike."""
        parts = [text for column in _FIRST_COME if (text := self._projects.text(row, column))]
        while len(parts) > 1 and metrics.horizontalAdvance(_SEPARATOR.join(parts)) > width:
            parts.pop()
        return metrics.elidedText(_SEPARATOR.join(parts), Qt.TextElideMode.ElideMiddle, width)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the cell's size for those who fit a column to its contents."""
        width = self._view.fontMetrics().horizontalAdvance(str(index.data() or ""))
        return QSize(width + 2 * MARGIN, self.row_height())

    def _paint_name(
        self, painter: QPainter, row: ProjectRow, place: int, inside: QRect, metrics: QFontMetrics
    ) -> QRect:
        """Paint the name; return the line below it."""
        name, height, most = row.text(ProjectColumn.NAME, 0), line_height(metrics), self.name_lines
        if metrics.horizontalAdvance(name) <= inside.width():
            lines = [name]
        else:
            around = (self._projects.name_at(place - 1), self._projects.name_at(place + 1))
            lines = name_lines(name, metrics, inside.width(), most, differs_at(name, *around))
        free = (most - len(lines)) * height // 2
        line = QRect(inside.left(), inside.top() + free, inside.width(), height)
        for text in lines:
            painter.drawText(line, _AT_LEFT, text)
            line.translate(0, height)
        return line

    def _figures(self, row: ProjectRow, room: int, metrics: QFontMetrics) -> tuple[list[_Figure], bool]:
        """Return from the right what is shown whole or not at all: findings, grade, total, and a state worth a word.

        The sign of a form that is not saved is never left out: without its word where that has no room, or else (True)
        before the name.
        """
        shown = []
        for column in (ProjectColumn.FINDINGS, ProjectColumn.GRADE, ProjectColumn.TOTAL):
            sign = _sign_of_findings(row) if column == ProjectColumn.FINDINGS else None
            shown.append(_figure(self._projects.text(row, column), sign, _LIKE_OTHERS[column], metrics))
        unsaved = None if row.is_saved else _UNSAVED
        if row.remark:
            shown.append(_figure(row.remark, unsaved, "", metrics))
        while len(shown) > 1 and sum(each.room for each in shown) - _GAP > room:
            shown.pop()
        if unsaved is None or any(each.sign is unsaved for each in shown):
            return shown, False
        alone = _figure("", unsaved, "", metrics)
        if sum(each.room for each in shown) + alone.room - _GAP > room:
            return shown, True
        return [*shown, alone], False

    def _paint_figures(
        self, painter: QPainter, figures: list[_Figure], line: QRect, metrics: QFontMetrics, ground: QColor | None
    ) -> int:
        """Paint the figures from the right; return how far they reach."""
        right = line.right()
        for text, sign, width, _room in figures:
            painter.drawText(QRect(right - width, line.top(), width + 1, line.height()), _AT_RIGHT, text)
            right -= width
            if sign is not None:
                right -= metrics.height() + MARGIN // 2
                self._paint_sign(painter, sign, right, line, ground)
            right -= _GAP if width or sign else 0
        return right

    def _paint_sign(self, painter: QPainter, sign: Sign, left: int, line: QRect, ground: QColor | None) -> int:
        """Paint a sign in a line; return where it ends."""
        side = self._view.fontMetrics().height()
        painter.drawPixmap(left, line.center().y() - side // 2, self._picture(*sign, side, ground))
        return left + side

    def _picture(self, name: str, tone: Tone, side: int, ground: QColor | None) -> QPixmap:
        """Return an icon in its tone, on the ground of a selected row in whatever can be seen there."""
        key = (name, tone, side, self._view.devicePixelRatioF(), None if ground is None else ground.rgb())
        if key not in self._pictures:
            ink = tone if ground is None else theme.legible_on(ground, tone)
            self._pictures[key] = theme.icon(name, ink).pixmap(QSize(side, side), key[3])
        return self._pictures[key]

    def _color(self, tone: Tone) -> QColor:
        if tone not in self._colors:
            self._colors[tone] = theme.color(tone)
        return self._colors[tone]

    def _forget_old_colors(self) -> None:
        """Make colours and icons anew where the scheme has changed."""
        key = QGuiApplication.palette().cacheKey()
        if key != self._palette_key:
            self._palette_key = key
            self._colors.clear()
            self._pictures.clear()


_FIRST_COME = (ProjectColumn.UNIT, ProjectColumn.YEAR, ProjectColumn.RATE)


def _figure(text: str, sign: Sign | None, like_others: str, metrics: QFontMetrics) -> _Figure:
    width = max(metrics.horizontalAdvance(text), metrics.horizontalAdvance(like_others))
    of_sign = 0 if sign is None else metrics.height() + MARGIN // 2
    return _Figure(text, sign, width, width + of_sign + (_GAP if width or sign else 0))


def _sign_of_findings(row: ProjectRow) -> Sign | None:
    if row.counts is None:
        return None
    return ("ok", Tone.QUIET) if row.severity is None else (row.severity.value, theme.SEVERITY_TONES[row.severity])


def _elided(text: str, metrics: QFontMetrics, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
