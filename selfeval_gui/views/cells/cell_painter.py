"""Draw one cell: ground, text in its lines, the sign of a finding, the frame of the current cell."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from selfeval_gui.item_models.cell_look import CellLook
from selfeval_gui.item_models.columns import Role
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.rows import padding, row_height
from selfeval_gui.views.cells.grounds import computed_ground, grid_line, selected_ground
from selfeval_gui.views.cells.wrapped_text import WrappedText

Index = QModelIndex | QPersistentModelIndex

_SIDE_SHARE = 0.35
_MARK_SHARE = 0.95


class Colours:
    """The colours of one palette, mixed once: a page of cells asks for them hundreds of times."""

    def __init__(self, palette: QPalette) -> None:
        self.key = palette.cacheKey()
        self.base = palette.color(QPalette.ColorRole.Base)
        self.computed = computed_ground(palette)
        self.selected = selected_ground(palette)
        self.line = grid_line(palette)
        self.frame = QPen(palette.color(QPalette.ColorRole.Highlight), 2)
        self.text = theme.color(theme.Tone.TEXT)
        self.quiet = theme.color(theme.Tone.QUIET)
        self.tints = {severity: theme.tint(tone) for severity, tone in theme.SEVERITY_TONES.items()}


class CellPainter:
    """Draws the cells of one view and tells how high they are."""

    def __init__(self, view: QAbstractItemView, cell_width: Callable[[Index], int]) -> None:
        self._view = view
        self._cell_width = cell_width  # the view's own `visualRect` asks for the heights that are made here
        self._number_columns: frozenset[int] = frozenset()
        self._colours: Colours | None = None
        self._signs: dict[tuple[Severity, float], QPixmap] = {}
        self.take_font()

    def take_font(self) -> None:
        """Measure anew; to be called when the view's font changes."""
        self._regular = WrappedText(QFont(self._view.font()))
        bold = QFont(self._view.font())
        bold.setBold(True)
        self._bold = WrappedText(bold)
        metrics = self._regular.metrics
        self._line = self._regular.line_height
        self._pad = padding(metrics)
        self._side = max(3, round(self._line * _SIDE_SHARE))
        self._mark = round(metrics.height() * _MARK_SHARE)
        self._lowest = QSize(0, row_height(metrics))
        self._signs.clear()

    def take_number_columns(self, columns: Iterable[int]) -> None:
        """Take for granted that these columns hold numbers in one line, which saves asking for each of their cells."""
        self._number_columns = frozenset(columns)

    @property
    def row_height(self) -> int:
        """The height of a row with one line."""
        return self._lowest.height()

    def number_width(self, widest: str) -> int:
        """Return the width of a column of numbers, with room for a sign and for bold sums."""
        return self._bold.metrics.horizontalAdvance(widest) + self._taken()

    def size_hint(self, index: Index) -> QSize:
        """Return the height the cell's text needs at the present column width; numbers always take one line."""
        # Asked past Qt, which takes longer to ask than there is to answer; rows are measured by the hundred.
        look = None if index.column() in self._number_columns else index.model().data(index, Role.LOOK)
        if look is None or look.is_number or not look.text:
            return self._lowest
        lines = len(self._lines(look, self._text_width(index)))
        return self._lowest if lines <= 1 else QSize(0, lines * self._line + 2 * self._pad + 1)

    def says_all(self, index: Index) -> bool:
        """Tell whether the cell shows its whole text and has no finding."""
        look: CellLook | None = index.data(Role.LOOK)
        if look is None or look.severity is not None:
            return look is None
        width = self._text_width(index)
        if look.is_faint:
            return self._lines(look, width) == (look.text,)
        return not self.is_cut(index)

    def is_cut(self, index: Index) -> bool:
        """Tell whether the cell's text goes on where the cell ends."""
        look: CellLook | None = index.data(Role.LOOK)
        if look is None or look.is_number or look.is_faint:
            return False
        return self._wrapped(look).is_cut(look.text, self._text_width(index))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        look: CellLook | None = index.data(Role.LOOK)
        if look is None:
            return
        given: Any = option  # PySide's stubs leave out the fields of style options
        state = given.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        self.paint_cell(painter, QRect(given.rect), look, self.colours_of(given.palette), is_selected, has_focus)
        painter.restore()

    def paint_cell(
        self, painter: QPainter, cell: QRect, look: CellLook, colours: Colours, is_selected: bool, has_focus: bool
    ) -> None:
        """Draw a cell whose look and state are known; pen, brush and font of the painter are others afterwards."""
        painter.fillRect(cell, self._ground(look, colours, is_selected))
        painter.setPen(colours.line)
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        painter.drawLine(cell.topRight(), cell.bottomRight())
        if look.text:
            is_quiet = look.is_faint or (look.is_computed and not look.is_bold and not is_selected)
            painter.setPen(colours.quiet if is_quiet else colours.text)
            self._write(painter, cell, look)
        if look.severity is not None:
            self._draw_sign(painter, cell, look.severity, at_left=look.is_number)
        if has_focus:
            painter.setPen(colours.frame)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(cell).adjusted(1, 1, -1, -1))

    def _ground(self, look: CellLook, colours: Colours, selected: bool) -> QColor:
        if selected:
            return colours.selected
        if look.severity is not None:
            return colours.tints[look.severity]
        # Rows of sums have one ground from edge to edge, their names included.
        return colours.computed if look.is_computed or look.is_bold else colours.base

    def _write(self, painter: QPainter, cell: QRect, look: CellLook) -> None:
        wrapped = self._wrapped(look)
        painter.setFont(wrapped.font)
        leading = (self._line - wrapped.metrics.height()) // 2
        baseline = cell.top() + self._pad + leading + wrapped.metrics.ascent()
        lines: tuple[str, ...] = (look.text,)
        if look.is_number:
            left = cell.right() - self._side - wrapped.metrics.horizontalAdvance(look.text)
            fits, left = left > cell.left(), max(left, cell.left() + 1)
        else:
            lines, left = self._lines(look, cell.width() - self._taken()), cell.left() + self._side
            fits = len(lines) * self._line + self._pad <= cell.height() and cell.width() >= 3 * self._line
        if not fits:  # a clip for each cell would take as long as its letters
            painter.save()
            painter.setClipRect(cell)
        for line in lines:
            painter.drawText(QPointF(left, baseline), line)
            baseline += self._line
        if not fits:
            painter.restore()

    def _draw_sign(self, painter: QPainter, cell: QRect, severity: Severity, *, at_left: bool) -> None:
        """Draw the sign where no text stands: left of a number, at the right edge of a text."""
        ratio = self._view.devicePixelRatioF()
        if (severity, ratio) not in self._signs:
            side = QSize(self._mark, self._mark)
            self._signs[severity, ratio] = theme.severity_icon(severity).pixmap(side, ratio)
        left = cell.left() + self._side if at_left else cell.right() - self._side - self._mark + 1
        top = cell.top() + self._pad + (self._line - self._mark) // 2
        painter.drawPixmap(QPoint(left, top), self._signs[severity, ratio])

    def colours_of(self, palette: QPalette) -> Colours:
        """Return the colours of the view's palette."""
        if self._colours is None or self._colours.key != palette.cacheKey():
            self._colours = Colours(palette)
            self._signs.clear()
        return self._colours

    def _wrapped(self, look: CellLook) -> WrappedText:
        return self._bold if look.is_bold else self._regular

    def _lines(self, look: CellLook, width: int) -> tuple[str, ...]:
        """Return the lines of a cell; words that invite have one, for they are not worth a row of the form."""
        wrapped = self._wrapped(look)
        if look.is_faint:
            return (wrapped.metrics.elidedText(look.text, Qt.TextElideMode.ElideRight, width),)
        return wrapped.lines(look.text, width)

    def _text_width(self, index: Index) -> int:
        return self._cell_width(index) - self._taken()

    def _taken(self) -> int:
        """Return the width that sides and sign take; kept free without a sign too, so that marks move no text."""
        return 2 * self._side + self._mark + self._side // 2
