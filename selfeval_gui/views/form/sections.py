"""A group of the form page that folds to one summary line."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QStyleOptionFocusRect,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.i18n import _
from selfeval_gui.item_models.marks import counted, worst
from selfeval_gui.rules.finding import Finding
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.announcing import announce
from selfeval_gui.views.basics.panes import Part

_SEPARATOR = "　"
_OPEN, _FOLDED = _("已展开"), _("已折叠")


class FoldButton(QAbstractButton):
    """The line of a group: arrow, title, and when folded its summary.

    Not a checkable button: a screen reader would call it a box to tick. Its name says whether it is open.

    Signals
    -------
    switched(is_open)
        it was opened or folded.
    typed_on(event)
        letters, or a composition, came while it was folded; they belong into its first field.
    """

    switched = Signal(bool)
    typed_on = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.keeps_summary = False  # whether the summary shows when unfolded, too
        self._summary: tuple[str, ...] = ()
        self._findings: tuple[Finding, ...] = ()
        self.is_open = False
        self.clicked.connect(self._clicked)
        self._name()

    def set_summary(self, parts: Sequence[str], findings: Sequence[Finding] = ()) -> None:
        """Show these parts, each cut to its share of the width, and the sign of the heaviest finding inside."""
        if (tuple(parts), tuple(findings)) == (self._summary, self._findings):
            return  # said after every edit, for all groups
        self._summary, self._findings = tuple(parts), tuple(findings)
        self.setAccessibleDescription(_SEPARATOR.join(parts))
        self._name()
        self.update()

    def set_open(self, is_open: bool) -> None:
        """Open or fold the group."""
        if is_open != self.is_open:
            self.is_open = is_open
            self._name()
            self.update()
            self.switched.emit(is_open)

    def _clicked(self, _checked: bool = False) -> None:
        self.set_open(not self.is_open)
        announce(self, self.accessibleName())

    def _name(self) -> None:
        state = _OPEN if self.is_open else _FOLDED
        self.setAccessibleName("，".join([self.text(), state, *counted(self._findings)]))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 4 * metrics.height(), round(metrics.height() * 1.5))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold and unfold by Enter and by the arrows too, as a row of a tree."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            if self.is_open != (event.key() == Qt.Key.Key_Right):
                self.click()
        elif not self.is_open and event.text().strip() and event.text().isprintable():
            self.typed_on.emit(QKeyEvent(event))
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self.is_open and (event.commitString() or event.preeditString()):
            self.typed_on.emit(QInputMethodEvent(event))
        else:
            super().inputMethodEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics, side = self.fontMetrics(), self.fontMetrics().height()
        if self.underMouse() and self.isEnabled():
            ground = QColor(self.palette().color(QPalette.ColorRole.Text))
            ground.setAlphaF(0.05)
            painter.fillRect(self.rect(), ground)
        self._draw_arrow(painter, QRect(2, (self.height() - side) // 2, side, side))
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(theme.color(theme.Tone.TEXT))
        left = 2 + side + side // 3
        title = QFontMetrics(bold).horizontalAdvance(self.text())
        centred = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(left, 0, title + 2, self.height()), centred, self.text())
        left += title + side
        right = self.width() - 4
        severity = worst(self._findings)
        if severity is not None:
            right -= side
            sign = QRect(right, (self.height() - side) // 2, side, side)
            theme.severity_icon(severity).paint(painter, sign)
            right -= side // 3
        if self.keeps_summary or not self.is_open:
            painter.setFont(self.font())
            painter.setPen(theme.color(theme.Tone.QUIET))
            painter.drawText(QRect(left, 0, right - left, self.height()), centred, self._cut(metrics, right - left))
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Enter, QEvent.Type.Leave}:
            self.update()
        return super().event(event)

    def _draw_arrow(self, painter: QPainter, place: QRect) -> None:
        option: Any = QStyleOption()  # PySide's stubs leave out its fields
        option.initFrom(self)
        option.rect = place.adjusted(2, 2, -2, -2)
        down = QStyle.PrimitiveElement.PE_IndicatorArrowDown
        right = QStyle.PrimitiveElement.PE_IndicatorArrowRight
        self.style().drawPrimitive(down if self.is_open else right, option, painter, self)

    def _cut(self, metrics: QFontMetrics, room: int) -> str:
        """Return the parts side by side; those longer than their share give way to each other."""
        gap = metrics.horizontalAdvance(_SEPARATOR)
        widths = [metrics.horizontalAdvance(part) for part in self._summary]
        left = room - gap * max(len(widths) - 1, 0)
        shown = dict(enumerate(self._summary))
        waiting = sorted(range(len(widths)), key=lambda part: widths[part])
        while waiting:
            share, part = left // len(waiting), waiting.pop(0)
            if widths[part] > share:
                shown[part] = metrics.elidedText(shown[part], Qt.TextElideMode.ElideRight, share)
            left -= min(widths[part], share)
        return _SEPARATOR.join(shown.values())


class Section(QWidget):
    """A fold button over its content.

    Signals
    -------
    folded_changed()
        the user or the program folded or unfolded it.
    """

    folded_changed = Signal()

    def __init__(self, key: str, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._is_visited = False
        self.enter_field: Callable[[], None] | None = None  # goes to its first field
        self.button = FoldButton(title, self)
        self.button.setObjectName(f"fold{key[:1].upper()}{key[1:]}")
        self.content = content
        content.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.button)
        layout.addWidget(content)
        self.button.switched.connect(self._toggled)
        self.button.typed_on.connect(self._typed_on)

    @property
    def is_folded(self) -> bool:
        """Whether only the summary line shows."""
        return not self.button.is_open

    @property
    def is_left_folded(self) -> bool:
        """Whether the user has left it folded, for the settings."""
        return self.is_folded

    def set_folded(self, folded: bool) -> None:
        """Fold or unfold."""
        self.button.set_open(not folded)

    def part(self) -> Part:
        """Return the group as a part of the page: open while one is in it, as it was when one has left it."""
        return Part(self, self._begin_visit, self._end_visit)

    def _begin_visit(self) -> None:
        is_visit = self.is_folded
        if self.enter_field is not None:
            self.enter_field()
        self._is_visited = is_visit

    def _end_visit(self) -> None:
        if self._is_visited:
            self.set_folded(True)

    def _typed_on(self, event: QEvent) -> None:
        """Open, and let the letters into the first field, behind what stands there; a cell opens its editor."""
        if self.enter_field is None:
            return
        self.set_folded(False)
        self.enter_field()
        field = QApplication.focusWidget()
        if isinstance(field, QPlainTextEdit):
            field.moveCursor(QTextCursor.MoveOperation.End)
        elif isinstance(field, QLineEdit):
            field.end(False)
        elif isinstance(field, QAbstractItemView) and field.currentIndex().data(Qt.ItemDataRole.EditRole):
            field.edit(field.currentIndex())
            field = QApplication.focusWidget()
        if field is not None and self.isAncestorOf(field):
            QApplication.sendEvent(field, event)

    def _toggled(self, unfolded: bool) -> None:
        self._is_visited = False  # what is opened or folded by hand stays so
        self.content.setVisible(unfolded)
        self.folded_changed.emit()
