"""佐证材料 of one row: its documents to type in, files to drop, and the counts of a survey with the value they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.evidence import (
    EVIDENCE_LABELS,
    PROOFS,
    SURVEY_LABELS,
    NamedFile,
    SurveyRule,
    counting_faults,
    satisfaction_text,
)
from selfeval_gui.domain.tree import new_id
from selfeval_gui.i18n import _
from selfeval_gui.item_models.evidence_model import EVIDENCE_COLUMNS
from selfeval_gui.views.basics.dropped_files import local_files
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_widgets import PlainLabel
from selfeval_gui.views.basics.rows import RowDelegate
from selfeval_gui.views.evidence.count_validator import CountValidator
from selfeval_gui.views.form.evidence_list import EvidenceTable
from selfeval_gui.work.evidence import Presence

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence, Indicator, Survey

_SIZE_EMS = (58, 30)


class _ProofDelegate(RowDelegate):
    """Offers the known ways of proof; another word may be typed."""

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        box = QComboBox(parent)
        box.setObjectName("evidenceProof")
        box.setAccessibleName(EVIDENCE_LABELS["proof"])
        box.addItems(list(PROOFS))
        line = QLineEdit(box)
        LinePaste(line)
        box.setLineEdit(line)
        return box


@dataclass
class Agreement:
    """Whether 确定 was pressed; outlives the dialog, for files that are still being read then."""

    is_agreed: bool = False


class EvidenceDialog(QDialog):
    """Works on a list of its own; nothing changes in the form before 确定.

    Signals
    -------
    files_wanted(paths)
        files or folders are to be added; None where they are still to be chosen.
    folder_wanted()
        a folder is to be chosen and added.
    open_wanted(path)
        a file is to be opened, as the form names it.
    agreed(evidence, survey, actual)
        what the row is to hold.
    """

    files_wanted = Signal(object)
    folder_wanted = Signal()
    open_wanted = Signal(str)
    agreed = Signal(object, object, str)

    def __init__(
        self, row: Indicator, rule: SurveyRule, uses: Mapping[str, int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("evidenceDialog")
        self.setWindowTitle(_("佐证材料：{name}").format(name=row.name.strip()))
        self.setAcceptDrops(True)
        self.answer = Agreement()
        self._rule, self._survey, self._actual = rule, row.survey, row.actual
        self.table = self._make_table()
        self._counts = {name: self._make_count(name) for name in SURVEY_LABELS}
        self._value = PlainLabel("", self)
        self._value.setObjectName("surveyValue")
        self._take = QPushButton(_("填入实际完成值"), self)
        self._take.setObjectName("surveyTake")
        self._take.clicked.connect(self._take_value)
        self._lay_out()
        self.table.documents.show_entries(row.evidence, uses)
        self.table.go_to_line(len(row.evidence) - 1)
        self._count()
        em = self.fontMetrics().horizontalAdvance("字")
        resize_on_screen(self, _SIZE_EMS[0] * em, _SIZE_EMS[1] * em)

    def _make_table(self) -> EvidenceTable:
        table = EvidenceTable(self, may_type=True)
        table.setObjectName("evidenceTable")
        table.setItemDelegateForColumn(EVIDENCE_COLUMNS.index("proof"), _ProofDelegate(table))
        return table

    def _make_count(self, name: str) -> QLineEdit:
        value = None if self._survey is None else getattr(self._survey, name)
        field = QLineEdit("" if value is None else str(value), self)
        LinePaste(field)
        field.setObjectName(f"survey{name.title().replace('_', '')}")
        field.setAccessibleName(SURVEY_LABELS[name])
        if name != "respondents":
            field.setValidator(CountValidator(field))
        field.textChanged.connect(self._count)
        return field

    def _lay_out(self) -> None:
        tools, order = QHBoxLayout(), list[QWidget]([self.table])
        for name, text, work in (
            ("evidenceAdd", _("添加材料…"), self._add_files),
            ("evidenceAddFolder", _("添加文件夹…"), self._add_folder),
            ("evidenceAddPaper", _("添加纸质材料"), self._add_paper),
            ("evidenceOpen", _("打开文件"), self._open),
            ("evidenceRemove", _("移除"), self._remove),
        ):
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(work)
            tools.addWidget(button)
            order.append(button)
        tools.addStretch(1)
        survey = QGridLayout()
        for column, (name, field) in enumerate(self._counts.items()):
            survey.addWidget(PlainLabel(SURVEY_LABELS[name], self), 0, column)
            survey.addWidget(field, 1, column)
        value = QHBoxLayout()
        value.addWidget(self._value, 1)
        value.addWidget(self._take)
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("确定"), QDialogButtonBox.ButtonRole.AcceptRole).setObjectName("evidenceAgree")
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("evidenceCancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.addWidget(PlainLabel(_("可以把文件或文件夹拖到这里。文件留在原处，表里只记它在哪里、内容的指纹。"), self))
        page.addWidget(self.table, 1)
        page.addLayout(tools)
        page.addLayout(survey)
        page.addLayout(value)
        page.addWidget(buttons)
        order += [*self._counts.values(), self._take, *buttons.buttons()]
        for before, after in pairwise(order):  # as they are seen
            self.setTabOrder(before, after)

    # ---- documents ----------------------------------------------------------------------------------------------

    def add_entries(self, entries: Sequence[Evidence]) -> None:
        """Add documents at the end."""
        self.table.documents.add(entries)
        self.table.go_to_line(len(self.table.documents.entries) - 1)

    def show_states(self, states: Mapping[NamedFile, Presence]) -> None:
        """Say of each document how its file stands."""
        self.table.documents.show_states(states)

    def _add_files(self, _checked: bool = False) -> None:
        self.files_wanted.emit(None)

    def _add_folder(self, _checked: bool = False) -> None:
        self.folder_wanted.emit()

    def _add_paper(self, _checked: bool = False) -> None:
        from selfeval_gui.domain.form import Evidence

        self.add_entries([Evidence(id=new_id())])
        self.table.setFocus()
        self.table.edit(self.table.currentIndex())

    def _open(self, _checked: bool = False) -> None:
        line = self.table.line()
        path = self.table.documents.entries[line].path if line >= 0 else ""
        if path:
            self.open_wanted.emit(path)

    def _remove(self, _checked: bool = False) -> None:
        line = self.table.line()
        self.table.documents.remove(self.table.chosen_lines() or {line})
        self.table.go_to_line(min(line, len(self.table.documents.entries) - 1))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files_wanted.emit(local_files(event.mimeData()))
        event.acceptProposedAction()

    # ---- the survey ---------------------------------------------------------------------------------------------

    def _survey_now(self) -> Survey | None:
        from selfeval_gui.domain.form import Survey

        texts = {name: field.text().strip() for name, field in self._counts.items()}
        if self._survey is None and not any(texts.values()):
            return None
        survey = Survey() if self._survey is None else self._survey.model_copy(deep=True)
        for name, text in texts.items():
            setattr(survey, name, text if name == "respondents" else int(text) if text else None)
        return survey if any(texts.values()) or survey.model_extra else None

    def _count(self, _text: str = "") -> None:
        survey = self._survey_now()
        value = "" if survey is None else satisfaction_text(survey, self._rule)
        faults = [] if survey is None else counting_faults(survey)
        told = _("满意度 {value}").format(value=value) if value else _("填了有效、满意的份数，就算出满意度。")
        self._value.setText(" ".join([told, *faults]))
        self._take.setEnabled(bool(value))

    def _take_value(self, _checked: bool = False) -> None:
        survey = self._survey_now()
        if survey is not None:
            self._actual = satisfaction_text(survey, self._rule)
            self._value.setText(_("按“确定”后，实际完成值写成 {value}。").format(value=self._actual))

    def accept(self) -> None:
        """Pass on what is to hold from now on, and close."""
        self.table.go_to_line(-1)  # an open editor is committed
        self.answer.is_agreed = True
        self.agreed.emit([*self.table.documents.entries], self._survey_now(), self._actual)
        super().accept()
