"""Edit a rule set of one's own: everything it says, in groups, beside a preset; refused while it contradicts itself."""

from __future__ import annotations

from copy import deepcopy
from functools import reduce
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.explanations import rule_set_sentence
from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.rules.rule_set_file import BadRuleSet, from_document, nearest_preset_to, whole_document
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.push_button import push_button
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import PlainLabel, StillBox
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.views.presets.kind_editor import KindEditor
from selfeval_gui.views.presets.rule_set_parts import Path, groups
from selfeval_gui.views.presets.rule_set_row import RuleSetRow

if TYPE_CHECKING:
    from selfeval_gui.rules.rule_set import RuleSet

_SIZE_EMS = (62, 36)
_GROUPS_EMS = 9
_USUAL = {code: severity.value for code, severity in DEFAULT_SEVERITIES.items()}
_OF_ITSELF = {"name", "source"}  # no preset has those of another


class EditRuleSetDialog(KindEditor):
    """Groups at the left, the parts of one at the right; a search shows what fits in all of them."""

    def __init__(self, rule_set: RuleSet, parent: QWidget | None = None) -> None:
        super().__init__("ruleSet", _("编辑口径"), parent)
        self._document: dict[str, Any] = whole_document(rule_set)
        self._weighed = dict(rule_set.severities)  # stay as they are written, usual or not
        self._known = {preset.id: whole_document(preset) for preset in presets().values()}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._mark_groups)
        middle = QWidget(self)
        middle.setObjectName("ruleSetParts")
        page = QVBoxLayout(middle)
        page.setContentsMargins(0, 0, 0, 0)
        page.addLayout(self._head(middle, nearest_preset_to(rule_set).id))
        self.groups = QListWidget(middle)
        self.groups.setObjectName("ruleSetGroups")
        self.groups.setAccessibleName(_("分组"))
        lay_rows(self.groups)
        self.groups.setFixedWidth(self.fontMetrics().horizontalAdvance("字") * _GROUPS_EMS)
        across = QHBoxLayout()
        across.addWidget(self.groups)
        across.addWidget(self.area, 1)
        page.addLayout(across, 1)
        self._make_rows()
        self.lay_out(middle, _SIZE_EMS)
        self._compare()
        self.groups.currentRowChanged.connect(self._show)
        self.search.textChanged.connect(self._show)
        self.beside.currentIndexChanged.connect(self._compare)
        self.groups.setCurrentRow(0)
        self.search.setFocus()

    def made(self) -> RuleSet | None:
        """Return the rule set as it is typed."""
        document = deepcopy(self._document)
        for row in self._all_rows():
            for path, value in row.value().items():
                _part_of(document, path[:-1])[path[-1]] = value
        document["severities"] = {
            code: each
            for code, each in document["severities"].items()
            if each != _USUAL.get(code) or each == self._weighed.get(code)
        }
        try:
            return from_document(document)
        except BadRuleSet as error:
            self.say(self._sentence(error))
            return None

    # ---- showing -------------------------------------------------------------------------------------------------

    def _head(self, middle: QWidget, nearest: str) -> QHBoxLayout:
        self.search = QLineEdit(middle)
        self.search.setObjectName("ruleSetSearch")
        self.search.setAccessibleName(_("查找一项"))
        self.search.setPlaceholderText(_("查找一项，例如“满意度”"))
        self.search.setClearButtonEnabled(True)
        LinePaste(self.search)
        self.beside = StillBox(middle)
        self.beside.setObjectName("ruleSetBeside")
        self.beside.setAccessibleName(_("对照的预设"))
        self.beside.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for preset in presets().values():
            self.beside.addItem(preset.name, preset.id)
        self.beside.setCurrentIndex(self.beside.findData(nearest))
        label = PlainLabel(_("对照预设"), middle)
        label.setBuddy(self.beside)
        self.back = push_button(middle, "ruleSetResetAll", _("全部恢复默认"), self._reset_all)
        head = QHBoxLayout()
        head.addWidget(self.search, 2)
        head.addWidget(label)
        head.addWidget(self.beside, 3)
        head.addWidget(self.back)
        return head

    def _make_rows(self) -> None:
        inside = QWidget(self.inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        self._rows: list[list[RuleSetRow]] = []
        self._headings: list[QLabel] = []
        for group in groups():
            heading = PlainLabel(group.title, inside)
            heading.setObjectName("ruleSetHeading")
            self._headings.append(heading)
            column.addWidget(heading)
            rows = [RuleSetRow(part, self._value_at, inside) for part in group.parts]
            for row in rows:
                column.addWidget(row)
                row.changed.connect(self._soon.start)
            self._rows.append(rows)
            QListWidgetItem(group.title, self.groups)
        self._nothing = QuietLabel(_("没有这样的一项，换一个词试试。"), inside)
        column.addWidget(self._nothing)
        column.addStretch(1)
        self.rows.addRow(inside)

    def _all_rows(self) -> list[RuleSetRow]:
        return [row for rows in self._rows for row in rows]

    def _show(self, *_what: object) -> None:
        """Show the parts of the group, or all that fit what is searched for."""
        words = self.search.text().split()
        is_any = False
        for at, (heading, rows) in enumerate(zip(self._headings, self._rows, strict=True)):
            fitting = [row.fits(words) if words else at == self.groups.currentRow() for row in rows]
            for row, fits in zip(rows, fitting, strict=True):
                row.setVisible(fits)
            heading.setVisible(bool(words) and any(fitting))
            is_any = is_any or any(fitting)
        self._nothing.setVisible(not is_any)
        self.groups.setEnabled(not words)
        self.area.verticalScrollBar().setValue(0)

    def _compare(self, *_what: object) -> None:
        """Mark what differs from the chosen preset."""
        for row in self._all_rows():
            row.compare(self._usual_at)
        self._mark_groups()

    def _mark_groups(self) -> None:
        for at, rows in enumerate(self._rows):
            count, title = sum(row.is_other for row in rows), self._headings[at].text()
            item = self.groups.item(at)
            item.setText(_("{title} ●{count}").format(title=title, count=count) if count else title)
            item.setToolTip(_("有 {count} 项与预设不同").format(count=count) if count else "")
        self.back.setEnabled(any(row.is_other for row in self._all_rows()))

    def _reset_all(self, _checked: bool = False) -> None:
        for row in self._all_rows():
            row.reset()

    def _value_at(self, path: Path) -> Any:
        return _value(self._document, path)

    def _usual_at(self, path: Path) -> Any:
        of_itself = path[0] in _OF_ITSELF
        return _value(self._document if of_itself else self._known[self.beside.currentData()], path)

    # ---- refusing ------------------------------------------------------------------------------------------------

    def _sentence(self, error: BadRuleSet) -> str:
        """Return why it is refused, with this dialog's labels for the keys of the file, and go to the part at fault."""
        labels = {cell.path[-1]: (cell, row) for row in self._all_rows() for cell in row.part.cells}
        args = dict(error.args_for_text)
        if args.get("key") in labels:
            cell, row = labels[args["key"]]
            args["key"] = cell.label
            self._go_to(row, cell.path)
        if error.code == "not_a_number":  # the file's own sentence speaks of quotation marks
            return _("“{key}”应为数字，不能是“{value}”。").format(**args)
        return rule_set_sentence(error.code, None, **args)

    def _go_to(self, row: RuleSetRow, path: Path) -> None:
        self.search.clear()
        self.groups.setCurrentRow(next(at for at, rows in enumerate(self._rows) if row in rows))
        row.fields[path].setFocus()
        self.area.ensureWidgetVisible(row)


def _part_of(document: dict[str, Any], path: Path) -> Any:
    owner: Any = document
    return reduce(lambda part, step: part[step], path, owner)


def _value(document: dict[str, Any], path: Path) -> Any:
    if path[0] == "severities":
        return document["severities"].get(path[1], _USUAL[path[1]])
    return _part_of(document, path)
