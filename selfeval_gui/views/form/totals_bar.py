"""The page's header: the project's name, the totals on both bases, the grade, the rule set."""

from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from selfeval_gui.app.session import Session
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.scoring import Basis
from selfeval_gui.i18n import _
from selfeval_gui.messages import standing_words
from selfeval_gui.rules.finding import of_codes
from selfeval_gui.rules.shape import shape_of
from selfeval_gui.rules.weights_left import GradeStanding, standing
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.announcing import announce
from selfeval_gui.views.basics.quiet_widgets import CutLabel, PlainLabel
from selfeval_gui.views.basics.two_parts import MARGINS, TwoParts
from selfeval_gui.views.form.rule_set_box import RuleSetBox
from selfeval_gui.views.form.status_box import StatusBox
from selfeval_gui.views.form.upload_lamp import UploadLamp

Label = TypeVar("Label", bound=PlainLabel)

_NOTHING = "—"
_UNNAMED, _PRINTED = _("（未填项目名称）"), _("（原表 {printed}）")
_WITH, _WITHOUT = _("含执行率"), _("不含执行率")
_SCORE, _GRADE, _WEIGHT, _OTHER = _("总分"), _("等级"), _("分值合计"), _("{basis}的总分")
_FITS, _WAITS = _("分值合计符合口径"), _("分值合计{words}，符合口径以后才有等级")
_TO_DISTRIBUTE = _("分值合计{words}，符合口径以后才有等级；点这里分摊")
_LEAST_TITLE = 14  # letters
_NO_GRADE_YET = _("还没有等级，分值")


class GradeLabel(PlainLabel):
    """The grade, or what the weights still lack: that can be clicked.

    Signals
    -------
    clicked()
        the user wants to give what is lacking.
    """

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.cursor().shape() == Qt.CursorShape.PointingHandCursor and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        else:
            super().mousePressEvent(event)


class _Printed(CutLabel):
    """What the paper said that the form was read from; it gives way to what the form says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("国"))


class TotalsBar(QWidget):
    """Shows what comes out of the form; the labels with fixed names hold bare values.

    One line where the name has room beside the figures, else two, or three.

    Signals
    -------
    difference_clicked()
        the user clicked on what the weights lack.
    """

    difference_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = CutLabel(parent=self, cut=Qt.TextElideMode.ElideMiddle)
        self.title.setObjectName("formTitle")
        self.title.setFont(_scaled(self.font(), 1.2, bold=True))
        naming = QWidget(self)
        self.status, self.lamp = StatusBox(naming), UploadLamp(naming)
        self.rule_set = RuleSetBox(self)
        self._score = self._value("totalScore", _SCORE, 1.2)
        self._grade = self._named(GradeLabel(parent=self), "totalGrade", _GRADE, 1.2)
        self._weight = self._value("totalWeight", _WEIGHT, 1.0)
        self._other = self._value("totalOtherBasis", _OTHER.format(basis=_WITH), 1.0)
        self._grade.clicked.connect(self.difference_clicked)
        self._heard: tuple[Session | None, str] = None, ""
        self._printed_score, self._printed_weight = _Printed(parent=self), _Printed(parent=self)
        self._sign = QLabel()
        self._other_name = PlainLabel()
        caption = PlainLabel(_("口径"), self)
        caption.setBuddy(self.rule_set)  # else a screen reader of Linux takes the choice for the name
        self._own_basis = self._line(
            (PlainLabel(_SCORE), self._score, self._printed_score),
            (PlainLabel(_("分值")), self._weight, self._sign, self._printed_weight, self._grade),
        )
        self._figures = TwoParts(
            self._own_basis, self._line((self._other_name, self._other), (caption, self.rule_set)), self
        )
        line = QHBoxLayout(naming)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.title, 1)
        line.addWidget(self.lamp)
        line.addWidget(self.status)
        enough = self.title.fontMetrics().horizontalAdvance("国") * _LEAST_TITLE + self.status.sizeHint().width()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(TwoParts(naming, self._figures, self, enough))

    def easy_width(self) -> int:
        """Return the width from which the figures stand on one line."""
        return self._figures.least_line() + MARGINS

    def _line(self, *groups: tuple[QWidget, ...]) -> QWidget:
        """Return a part with groups of widgets side by side."""
        part = QWidget(self)
        layout = QHBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for number, widgets in enumerate(groups):
            if number:
                layout.addSpacing(10)
            for widget in widgets:
                layout.addWidget(widget)
        layout.addStretch(1)
        return part

    def show_totals(self, session: Session | None) -> None:
        """Show the form's totals as they are now."""
        if session is None:
            self.title.setText("")
            for label in (self._score, self._grade, self._weight, self._other):
                label.setText(_NOTHING)
            return
        form, rules = session.form, session.rule_set
        shape = shape_of(form)
        for part in (self._own_basis, self._other_name, self._other):
            part.setVisible(shape.has_points)
        sums, others = session.totals[rules.total_basis], session.totals[rules.other_basis]
        self.title.setText(form.project_name.strip() or _UNNAMED)
        self._score.setText(_shown(sums.score))
        self._weight.setText(_shown(sums.weight))
        self._other.setText(_shown(others.score))
        inside = rules.other_basis is Basis.WITH_EXECUTION
        self._other_name.setText(_WITH if inside else _WITHOUT)
        self._other.name_by(_OTHER.format(basis=self._other_name.text()))
        self._show_standing(standing(sums, rules, shape))
        mismatches = of_codes(session.findings, {"total.mismatch"})
        printed = {each.field: each.args["actual"] for each in mismatches}
        self._show_printed(self._printed_score, printed.get("printed.total_score"))
        self._show_printed(self._printed_weight, printed.get("printed.total_weight"))
        self._tell(session)

    def _tell(self, session: Session) -> None:
        """Have the new totals of the same form read out; those of another form are met on the way there."""
        told = "，".join(label.accessibleName() for label in (self._score, self._grade, self._weight))
        before, self._heard = self._heard, (session, told)
        if before[0] is session and before[1] != told:
            announce(self, told)

    def _show_standing(self, stands: GradeStanding) -> None:
        side, words = self.fontMetrics().height(), standing_words(stands)
        icon = theme.icon("error", theme.Tone.ERROR) if stands.left else theme.icon("ok", theme.Tone.GOOD)
        self._sign.setPixmap(icon.pixmap(side, side))
        self._sign.setToolTip(_WAITS.format(words=words) if stands.left else _FITS)
        self._grade.name_by(_NO_GRADE_YET if stands.left else _GRADE)
        self._grade.setText(words or _NOTHING)
        self._grade.setToolTip(_TO_DISTRIBUTE.format(words=words) if stands.left else "")
        self._grade.setCursor(Qt.CursorShape.PointingHandCursor if stands.left else Qt.CursorShape.ArrowCursor)

    def _show_printed(self, label: PlainLabel, printed: str | None) -> None:
        label.setText("" if printed is None else _PRINTED.format(printed=printed))
        label.setVisible(printed is not None)

    def _value(self, name: str, spoken: str, scale: float) -> PlainLabel:
        return self._named(PlainLabel(parent=self), name, spoken, scale)

    def _named(self, label: Label, name: str, spoken: str, scale: float) -> Label:
        label.setText(_NOTHING)
        label.setObjectName(name)
        label.name_by(spoken)
        label.setFont(_scaled(self.font(), scale, bold=True))
        return label


def _scaled(font: QFont, scale: float, *, bold: bool) -> QFont:
    scaled = QFont(font)
    scaled.setBold(bold)
    scaled.setPointSizeF(font.pointSizeF() * scale)
    return scaled


def _shown(number: Decimal | None) -> str:
    return _NOTHING if number is None else format_plain(number)
