"""结转: which form a new one starts from, what it takes over, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.carry_forward import Carried, year_in_name
from selfeval_gui.domain.tree import level_three
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import PlainLabel, StillBox
from selfeval_gui.views.basics.tips import set_text_tip
from selfeval_gui.views.projects.carry_years import YearList
from selfeval_gui.views.projects.new_form_dialog import YearBox

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.exchange.templates.template import Template

_WIDTH_EMS = 34
_FIRST_YEAR = 2000


class CarrySource(NamedTuple):
    """A form to start from: its file, and how it is listed."""

    path: Path
    words: str


class CarryForwardDialog(QDialog):
    """Names and choices; the new form is complete when it is handed on.

    Signals
    -------
    form_made(form)
        the user agreed; the form is in no file yet.
    """

    form_made = Signal(object)

    def __init__(
        self,
        sources: Sequence[CarrySource],
        first: Path | None,
        read: Callable[[Path], Form],
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        """`read` returns the form of a source, or raises UnreadableForm."""
        super().__init__(parent)
        self.setObjectName("carryForwardDialog")
        self.setWindowTitle(_("结转：从另一份表开始"))
        self._sources, self._read, self._folder = sources, read, folder
        self._form: Form | None = None
        self._proposed = ""
        self.source = StillBox(self)
        self.kind = StillBox(self)
        self._kinds: list[Template] = []
        self.year = YearBox(self)
        self.project_name = QLineEdit(self)
        LinePaste(self.project_name)
        self.targets = QCheckBox(_("年度指标值"), self)
        self.weights = QCheckBox(_("分值"), self)
        self.goal = QCheckBox(_("预期目标"), self)
        self.years = YearList(self)
        self._years_words = PlainLabel(_("勾选的年份跟着改"), parent=self)
        self._carried: Form | None = None
        self._words = PlainLabel(parent=self)
        self._place = QuietLabel("", self, wraps=True)
        buttons = QDialogButtonBox(self)
        self._make = buttons.addButton(_("新建"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._make.setDefault(True)
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("carryCancel")
        self._list_sources(first)
        self._name_widgets()
        self._lay_out(buttons)
        self.source.currentIndexChanged.connect(self._source_changed)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.year.valueChanged.connect(self._year_changed)
        self.project_name.textChanged.connect(self._name_changed)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._source_changed()
        self.project_name.setFocus()

    def accept(self) -> None:
        """Make the form and close; a name is needed, for the file is called by it."""
        if self._carried is None or not self.project_name.text().strip():
            return
        form = self._carried
        self.years.move_chosen(form)
        form.year, form.project_name = self.year.value(), self.project_name.text().strip()
        self.form_made.emit(form)
        super().accept()

    def _list_sources(self, first: Path | None) -> None:
        self.source.setEditable(True)
        self.source.setInsertPolicy(StillBox.InsertPolicy.NoInsert)
        if (line := self.source.lineEdit()) is not None:
            LinePaste(line)
        for source in self._sources:
            self.source.addItem(source.words)
        completer = QCompleter(self.source.model(), self.source)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.source.setCompleter(completer)
        paths = [source.path for source in self._sources]
        self.source.setCurrentIndex(paths.index(first) if first in paths else 0)

    def _source_changed(self, _place: int = 0) -> None:
        """Take the form over: its year and name go on by one year."""
        place, line = self.source.currentIndex(), self.source.lineEdit()
        if line is not None:
            line.home(False)  # else a long name shows its end, and not the letters that tell
        self._form = self._carried = None
        self.years.forget()
        if not 0 <= place < len(self._sources):
            return
        try:
            self._form = self._read(self._sources[place].path)
        except UnreadableForm as error:
            self._words.setText(storage_sentence(error))
            self._name_changed()
            self._show_years()
            return
        self._list_kinds(self._form)
        self._propose()
        self._kind_changed()

    def _list_kinds(self, form: Form) -> None:
        """Offer every template there is; the one that usually follows is proposed."""
        from selfeval_gui.exchange.templates.template import template_of  # brings the models
        from selfeval_gui.work.next_form import usual_next
        from selfeval_gui.work.own_templates import OwnTemplates

        known = {**OwnTemplates().known()}
        known.setdefault(template_of(form).id, template_of(form))
        self._kinds, usual = [*known.values()], usual_next(form)
        self.kind.blockSignals(True)
        self.kind.clear()
        for template in self._kinds:
            self.kind.addItem(template.name)
        self.kind.setCurrentIndex([template.id for template in self._kinds].index(usual))
        self.kind.blockSignals(False)

    def _kind_changed(self, _place: int = 0) -> None:
        """Propose the year: the same one for what comes later in it, else the next; say what comes along."""
        if self._form is None:
            return
        from selfeval_gui.work.next_form import years_on

        step = years_on(self._form, self._kinds[self.kind.currentIndex()])
        self.year.blockSignals(True)
        self.year.setValue(max(_FIRST_YEAR, (self._form.year or _FIRST_YEAR) + step))
        self.year.blockSignals(False)
        self._year_changed(self.year.value())
        blank = _("金额、实际完成情况、得分、原因和备注从空白开始。")
        blank = blank if step else _("预算数带过来，执行数、实际完成情况、得分、原因和备注从空白开始。")
        count = sum(1 for _row in level_three(self._form.indicators))
        self._words.setText(_("带来 {count} 个三级指标。{blank}").format(count=count, blank=blank))

    def _year_changed(self, _year: int) -> None:
        """Let the name's year follow until somebody writes another name."""
        if self.project_name.text() == self._proposed:
            self._propose()
        self._show_years()

    def _show_years(self, _checked: bool = False) -> None:
        """Carry the form forward as chosen, and list the years in what it takes over."""
        if self._form is not None:
            from selfeval_gui.work.next_form import next_form  # brings the models

            kept = Carried(self.targets.isChecked(), self.weights.isChecked(), self.goal.isChecked())
            self._carried, own = next_form(self._form, self._kinds[self.kind.currentIndex()], kept), self._form.year
            self.years.show_years(self._carried, own, self.year.value() - (own or 0))
        self.years.setVisible(self._carried is not None and self.years.count() > 0)
        self._years_words.setVisible(not self.years.isHidden())

    def _propose(self) -> None:
        if self._form is not None:
            self._proposed = year_in_name(self._form.project_name.strip(), self._form.year, self.year.value())
            self.project_name.setText(self._proposed)
            self._name_changed()

    def _name_changed(self, _text: str = "") -> None:
        name = self.project_name.text()
        self._make.setEnabled(self._form is not None and bool(name.strip()))
        set_text_tip(self._make, "" if self._make.isEnabled() else _("先选一份能读取的表，再填写新的项目名称。"))
        file = safe_file_name(name, ()) if name.strip() else _("项目名称.json")
        self._place.setText(_("保存为 {file}\n在 {folder}").format(file=file, folder=self._folder))

    def _name_widgets(self) -> None:
        for name, words, widget in (
            ("carrySource", _("以这份表为底"), self.source),
            ("carryKind", _("新表的表样"), self.kind),
            ("carryYear", _("新的年度"), self.year),
            ("carryProjectName", _("新的项目名称"), self.project_name),
            ("carryTargets", self.targets.text(), self.targets),
            ("carryWeights", self.weights.text(), self.weights),
            ("carryGoal", self.goal.text(), self.goal),
            ("carryAccept", _("新建"), self._make),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self._words.setObjectName("carryWords")
        line = self.source.lineEdit()
        if line is not None:
            line.setAccessibleName(self.source.accessibleName())

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(_("以这份表为底"), self.source)
        form.addRow(_("新表的表样"), self.kind)
        form.addRow(_("新的年度"), self.year)
        form.addRow(_("新的项目名称"), self.project_name)
        for label, check in ((_("沿用"), self.targets), ("", self.weights), ("", self.goal)):
            check.setChecked(True)
            form.addRow(label, check)
            check.toggled.connect(self._show_years)
        self._years_words.setBuddy(self.years)
        form.addRow(self._years_words, self.years)
        self._words.setWordWrap(True)
        self._place.setMinimumWidth(1)  # a long path must not widen the dialog
        page = QVBoxLayout(self)
        page.addLayout(form)
        page.addSpacing(self.fontMetrics().height() // 2)
        page.addWidget(self._words)
        page.addWidget(self._place)
        page.addWidget(buttons)
        width = self.fontMetrics().horizontalAdvance("字") * _WIDTH_EMS
        self.setMinimumWidth(width)
        for box in (self.source, self.kind):
            box.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
