"""登记册: the task, the units and their projects, taken from a list or typed. Nothing is written before 登记."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.days import read_days
from selfeval_gui.domain.fields import FieldKind
from selfeval_gui.domain.typed_fields import NotAYear, parse_field
from selfeval_gui.i18n import _
from selfeval_gui.storage.lock_file import user_name
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import PlainLabel
from selfeval_gui.views.review.register_tables import BadCell, ProjectsTable, UnitsTable

if TYPE_CHECKING:
    from selfeval_gui.domain.review.register import Register, Task

_SIZE_EMS = (64, 36)
_NOTE_LINES = 4
_LONGEST_WARNING = 366  # days


class _BadTask(Exception):
    """A field of the task holds what it cannot; its text is the sentence."""

    def __init__(self, field: QWidget, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class RegisterDialog(QDialog):
    """Works on a copy of the register.

    Signals
    -------
    list_wanted()
        a list is to be chosen and read; `take_list` shows it.
    agreed(register)
        what is to be written.
    """

    list_wanted = Signal()
    agreed = Signal(object)

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registerDialog")
        self.setWindowTitle(_("登记册"))
        self._register = register
        self.units, self.projects = UnitsTable(self), ProjectsTable(self)
        self._name, self._year, self._due = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self._warn_days = QSpinBox(self)
        self._warn_days.setRange(0, _LONGEST_WARNING)
        self._complaint = PlainLabel("", self)
        self._complaint.setWordWrap(True)
        self._notes = QPlainTextEdit(self)
        self._notes.setReadOnly(True)
        self._notes.setTabChangesFocus(True)
        self._notes.setMaximumHeight(self.fontMetrics().lineSpacing() * (_NOTE_LINES + 1))
        self._notes.hide()
        self._read = QPushButton(_("从名单读取…"), self)
        self._tabs = QTabWidget(self)
        self._lay_out()
        self._show(register)
        em = self.fontMetrics().horizontalAdvance("字")
        resize_on_screen(self, _SIZE_EMS[0] * em, _SIZE_EMS[1] * em)

    def take_list(self, new: Register, notes: Sequence[str]) -> None:
        """Show what a list says over what was typed; what people had added stays, what is gone is named."""
        from selfeval_gui.domain.review.register import renewed

        try:
            typed = self._typed()
        except (BadCell, _BadTask) as bad:
            self._complain(bad)
            return
        self._register, removed = renewed(typed, new)
        self._show(self._register)
        gone = _("“{name}”（{unit}）不在新名单上，登记后不再要求上报。")
        lines = [gone.format(name=each.name, unit=each.unit or _("未写单位")) for each in removed]
        said = _("读到 {units} 个单位、{projects} 个项目，还没有登记；核对后点“登记”。")
        count = {"units": len(new.units), "projects": len(new.projects)}
        self._notes.setPlainText("\n".join([said.format(**count), *lines, *notes]))
        self._notes.show()

    def accept(self) -> None:
        """Hand over what is typed, if a register can hold it."""
        try:
            register = self._typed()
        except (BadCell, _BadTask) as bad:
            self._complain(bad)
            return
        self._complaint.hide()
        self.agreed.emit(register)

    # ---- reading what is typed -----------------------------------------------------------------------------------

    def _typed(self) -> Register:
        for table in (self.units.table, self.projects.table):
            table.setCurrentIndex(table.currentIndex().siblingAtColumn(0))  # an open editor is committed
        found = {"task": self._task(), "units": self.units.units(), "projects": self.projects.projects(user_name())}
        return self._register.model_copy(update=found)

    def _task(self) -> Task:
        try:
            year = parse_field(FieldKind.YEAR, self._year.text())
        except NotAYear:
            text = _("年度“{year}”不是一个年份，请填四位数字或留空。")
            raise _BadTask(self._year, text.format(year=self._year.text())) from None
        day = None
        if self._due.text().strip():
            span = read_days(self._due.text(), year if isinstance(year, int) else None)
            if span is None:
                text = _("截止日期“{day}”看不懂，请填成 2021-03-31 这样，或留空。")
                raise _BadTask(self._due, text.format(day=self._due.text()))
            day = span.last.isoformat()
        typed = {"name": self._name.text().strip(), "year": year, "due": day, "warn_days": self._warn_days.value()}
        return self._register.task.model_copy(update=typed)

    def _complain(self, bad: BadCell | _BadTask) -> None:
        self._complaint.tell_news(str(bad), is_urgent=True)
        self._complaint.show()
        if isinstance(bad, _BadTask):
            bad.field.setFocus()
            return
        self._tabs.setCurrentWidget(bad.table)
        bad.table.go_to(bad.row, bad.column)

    # ---- putting together ----------------------------------------------------------------------------------------

    def _show(self, register: Register) -> None:
        task = register.task
        self._name.setText(task.name)
        self._year.setText("" if task.year is None else str(task.year))
        self._due.setText(task.due or "")
        self._warn_days.setValue(task.warn_days)
        self.units.put(register.units)
        self.projects.put(register.projects)

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(self)
        accept = buttons.addButton(_("登记"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        for name, words, widget in (
            *(("registerName", _("任务"), self._name), ("registerYear", _("年度"), self._year)),
            *(("registerDue", _("截止日期"), self._due), ("registerWarnDays", _("提前提醒天数"), self._warn_days)),
            *(("registerRead", self._read.text(), self._read), ("registerNotes", _("名单里要核对的"), self._notes)),
            *(("registerAccept", accept.text(), accept), ("registerCancel", cancel.text(), cancel)),
            *(("registerComplaint", "", self._complaint), ("registerTabs", _("单位和项目"), self._tabs)),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        for field in (self._name, self._year, self._due):
            LinePaste(field)
        self._due.setPlaceholderText(_("如 2021-03-31"))
        task, later = QFormLayout(), QFormLayout()
        task.addRow(_("任务"), self._name)
        task.addRow(_("年度"), self._year)
        later.addRow(_("截止日期"), self._due)
        later.addRow(_("提前提醒天数"), self._warn_days)
        above = QHBoxLayout()
        above.addLayout(task, 3)
        above.addLayout(later, 2)
        self._tabs.addTab(self.units, "")
        self._tabs.addTab(self.projects, "")
        self.units.counted.connect(self._name_units)
        self.projects.counted.connect(self._name_projects)
        source = QHBoxLayout()
        source.addWidget(self._read)
        words = _("名单是财政发的 Excel 或 CSV 文件，表头要有“单位”“项目名称”；别人加的联系人、其他写法会留下。")
        source.addWidget(QuietLabel(words, self, wraps=True), 1)
        page = QVBoxLayout(self)
        page.addLayout(above)
        page.addLayout(source)
        page.addWidget(self._notes)
        page.addWidget(self._tabs, 1)
        page.addWidget(self._complaint)
        page.addWidget(buttons)
        self._complaint.hide()
        self._read.setAutoDefault(False)
        accept.setDefault(True)
        self._read.clicked.connect(self._want_list)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

    def _want_list(self, _checked: bool = False) -> None:
        self.list_wanted.emit()

    def _name_units(self, rows: int) -> None:
        self._tabs.setTabText(0, _("单位 {count}").format(count=rows))

    def _name_projects(self, rows: int) -> None:
        self._tabs.setTabText(1, _("项目 {count}").format(count=rows))
