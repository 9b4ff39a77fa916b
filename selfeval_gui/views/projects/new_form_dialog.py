"""Ask what a new form is about and which rows of the template it starts with."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.exchange.templates.template import Template, framework
from selfeval_gui.i18n import _
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.views.basics.tips import set_text_tip
from selfeval_gui.work.new_form import FormHead, make_form, usual_year
from selfeval_gui.work.own_templates import OwnTemplates

_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_NAME_WIDTH = 30  # letters
_LEVEL_TWO_ROWS = 13  # shown without scrolling
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class YearBox(QSpinBox):
    """A year; the wheel passes over it unless it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setRange(_FIRST_YEAR, _LAST_YEAR)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NewFormDialog(QDialog):
    """Year, names, template and framework of a new form; who fills it in is taken from a similar one.

    Signals
    -------
    form_made(form)
        the user agreed; the form is complete and in no file yet.
    """

    form_made = Signal(object)

    def __init__(self, folder: Path, similar: Form | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("newFormDialog")
        self.setWindowTitle(_("新建自评表"))
        self._folder = folder
        self._rows: list[Indicator] = []
        self._templates = OwnTemplates().known()
        self.project_name = QLineEdit(self)  # the order of making is the order of Tab
        self.year = YearBox(self)
        self.department = QLineEdit(self)
        self.implementing_unit = QLineEdit(self)
        for field in (self.project_name, self.department, self.implementing_unit):
            LinePaste(field)
        self.template = QComboBox(self)
        self.framework = QTreeWidget(self)
        lay_rows(self.framework)
        self._place = QuietLabel("", self, wraps=True)
        self._buttons = QDialogButtonBox(self)
        self._make = self._buttons.addButton(_("新建"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("newCancel")
        self._name_widgets()
        self._lay_out()
        self._fill(similar)
        self.project_name.textChanged.connect(self._name_changed)
        self.template.currentIndexChanged.connect(self._show_framework)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def accept(self) -> None:
        """Make the form and close; a name is needed, for the file is called by it."""
        if self.project_name.text().strip():
            self.form_made.emit(self._form())
            super().accept()

    def framework_rows(self) -> list[list[str]]:
        """Return the rows that can be checked, each level-1 name followed by the level-2 names below it."""
        return [[row.name, *(below.name for below in row.children)] for row in self._rows]

    def _form(self) -> Form:
        head = FormHead(
            project_name=self.project_name.text(),
            year=self.year.value(),
            department=self.department.text(),
            implementing_unit=self.implementing_unit.text(),
        )
        return make_form(head, self._chosen_template(), self._chosen_rows())

    def _chosen_template(self) -> Template:
        return self._templates[self.template.currentData()]

    def _chosen_rows(self) -> list[Indicator]:
        """Return the checked level-2 rows below their level-1 rows; a level-1 row without any is left out."""
        chosen = []
        for place, row in enumerate(self._rows):
            item = self.framework.topLevelItem(place)
            if item is None:
                continue
            below = [child for number, child in enumerate(row.children) if _is_checked(item.child(number))]
            if below:
                chosen.append(row.model_copy(update={"children": below}))
        return chosen

    def _show_framework(self) -> None:
        self._rows = framework(self._chosen_template())
        self.framework.clear()
        for row in self._rows:
            item = QTreeWidgetItem(self.framework, [row.name])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
            for below in row.children:
                QTreeWidgetItem(item, [below.name]).setCheckState(0, _CHECKED)
        self.framework.expandAll()

    def _name_changed(self) -> None:
        """Say where the form will be kept; without a name there is nothing to make."""
        name = self.project_name.text()
        self._make.setEnabled(bool(name.strip()))
        set_text_tip(self._make, "" if name.strip() else _("先填写项目名称，文件按它命名。"))
        file = safe_file_name(name, ()) if name.strip() else _("项目名称.json")
        self._place.setText(_("保存为 {file}\n在 {folder}").format(file=file, folder=self._folder))

    def _fill(self, similar: Form | None) -> None:
        for template in self._templates.values():
            self.template.addItem(template.name, template.id)
        self.year.setValue(usual_year(date.today()))
        if similar is not None:
            self.department.setText(similar.department)
            self.implementing_unit.setText(similar.implementing_unit)
        self._show_framework()
        self._name_changed()
        self.project_name.setFocus()

    def _name_widgets(self) -> None:
        for name, words, widget in (
            ("newYear", _("年度"), self.year),
            ("newProjectName", _("项目名称"), self.project_name),
            ("newDepartment", _("主管部门"), self.department),
            ("newImplementingUnit", _("实施单位"), self.implementing_unit),
            ("newTemplate", _("表样"), self.template),
            ("newFramework", _("指标框架"), self.framework),
            ("newAccept", _("新建"), self._make),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self._make.setDefault(True)
        self.framework.setHeaderHidden(True)
        self.framework.setRootIsDecorated(False)

    def _lay_out(self) -> None:
        self.project_name.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * _NAME_WIDTH)
        self.framework.setMinimumHeight(self.fontMetrics().height() * _LEVEL_TWO_ROWS)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(_("项目名称"), self.project_name)
        form.addRow(_("年度"), self.year)
        form.addRow(_("主管部门"), self.department)
        form.addRow(_("实施单位"), self.implementing_unit)
        form.addRow(_("表样"), self.template)
        page = QVBoxLayout(self)
        page.addLayout(form)
        page.addSpacing(self.fontMetrics().height() // 2)
        page.addWidget(QLabel(_("从这些二级指标开始（以后可以增减）"), self))
        page.addWidget(self.framework, 1)
        self._place.setMinimumWidth(1)  # a long path must not widen the dialog
        page.addWidget(self._place)
        page.addWidget(self._buttons)


def _is_checked(item: QTreeWidgetItem | None) -> bool:
    return item is not None and item.checkState(0) != _UNCHECKED
