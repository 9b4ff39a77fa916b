"""The list of findings below the tree: what was found, and the way to its place."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.finding_model import FindingModel
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.views import theme
from selfeval_gui.views.quiet_widgets import CutLabel, PlainLabel

Index = QModelIndex | QPersistentModelIndex

_ADOPTABLE = {"rate.mismatch", "total.mismatch"}
_NOTHING_FOUND = _("没有发现问题")
_COUNTED = {
    Severity.ERROR: _("{count} 个错误"),
    Severity.WARNING: _("{count} 个警告"),
    Severity.HINT: _("{count} 个提示"),
}


class _FindingDelegate(QStyledItemDelegate):
    """Puts the severity's icon before the sentence."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        severity = index.data(Role.SEVERITY)
        if severity is not None:
            given: Any = option  # PySide's stubs leave out the fields of style options
            side = given.fontMetrics.height()
            given.icon = theme.severity_icon(Severity(severity))
            given.decorationSize = QSize(side, side)
            given.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration


class FindingList(QListView):
    """The findings; Enter and a double click go to the place.

    Signals
    -------
    chosen()
        another finding became current.
    opened()
        the user wants to go to the current finding's place.
    """

    chosen = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingList")
        self.setAccessibleName(_("检查结果"))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_FindingDelegate(self))
        self.doubleClicked.connect(self._double_clicked)

    def sizeHint(self) -> QSize:
        """Ask for three findings; the splitter gives more."""
        row = self.sizeHintForRow(0) if self.model() is not None and self.model().rowCount() else 0
        return QSize(super().sizeHint().width(), 3 * max(row, self.fontMetrics().height() + 4) + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 2 * self.fontMetrics().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.opened.emit()


class FindingsPanel(QWidget):
    """Counts, list and buttons.

    Signals
    -------
    place_wanted(node, field)
        go to the cell of a finding.
    adoption_wanted(field)
        let the computed value stand for what the paper printed in this "printed.…" field.
    """

    place_wanted = Signal(str, str)
    adoption_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingsPanel")
        self._model: FindingModel | None = None
        self.list = FindingList(self)
        self._sign = QLabel(self)
        self._counts = PlainLabel(parent=self)
        self._counts.setObjectName("findingCounts")
        self._explanation = CutLabel(parent=self)
        self._explanation.setObjectName("scoreExplanation")
        self._explanation.setAccessibleName(_("得分怎么来"))
        self._go = QPushButton(_("定位"), self)
        self._go.setObjectName("findingGo")
        self._go.setToolTip(_("到这一条所指的单元格（双击或回车也可以）"))
        self._adopt = QPushButton(_("采用计算值"), self)
        self._adopt.setObjectName("findingAdopt")
        self._adopt.setToolTip(_("不再保留原表上印的数，只用按各行计算的数；可以撤销"))
        head = QHBoxLayout()
        head.setContentsMargins(4, 2, 0, 0)
        head.addWidget(self._sign)
        head.addWidget(self._counts)
        head.addSpacing(self.fontMetrics().height())
        head.addWidget(self._explanation, 1)
        head.addWidget(self._adopt)
        head.addWidget(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.list.chosen.connect(self.refresh)
        self.list.opened.connect(self._go_to_current)
        self._go.clicked.connect(self._go_clicked)
        self._adopt.clicked.connect(self._adopt_clicked)
        self.show_model(None)

    def show_model(self, model: FindingModel | None) -> None:
        """Show another form's findings, or none."""
        if self._model is not None:
            self._model.session.refreshed.disconnect(self.refresh)
        self._model = model
        old = self.list.selectionModel()
        self.list.setModel(model)
        if old is not None:
            old.deleteLater()
        if model is not None:
            model.session.refreshed.connect(self.refresh)
        self.refresh()

    def current_finding(self) -> Finding | None:
        """Return the finding chosen in the list."""
        return None if self._model is None else self._model.finding_at(self.list.currentIndex())

    def explain(self, text: str) -> None:
        """Show how the score of the row at hand comes about, "" for no row."""
        self._explanation.setText(text)

    def refresh(self) -> None:
        """Show counts and buttons as the findings are now."""
        found = [] if self._model is None else self._model.session.findings
        worst = next((severity for severity in _COUNTED if any(each.severity is severity for each in found)), None)
        side = self.fontMetrics().height()
        icon = theme.icon("ok", theme.Tone.GOOD) if worst is None else theme.severity_icon(worst)
        self._sign.setPixmap(icon.pixmap(side, side))
        self._sign.setVisible(self._model is not None)
        counts = {severity: sum(each.severity is severity for each in found) for severity in _COUNTED}
        words = [_COUNTED[severity].format(count=count) for severity, count in counts.items() if count]
        nothing = "" if self._model is None else _NOTHING_FOUND
        self._counts.setText(" · ".join(words) or nothing)
        finding = self.current_finding()
        self._go.setVisible(bool(found))
        self._adopt.setVisible(finding is not None and finding.code in _ADOPTABLE)

    def _go_to_current(self) -> None:
        finding = self.current_finding()
        if finding is not None:
            self.place_wanted.emit(finding.node or "", finding.field)

    def _go_clicked(self, _checked: bool = False) -> None:
        if self._model is not None and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0))
        self._go_to_current()

    def _adopt_clicked(self, _checked: bool = False) -> None:
        finding = self.current_finding()
        if finding is not None and finding.code in _ADOPTABLE:
            self.adoption_wanted.emit(finding.field)
