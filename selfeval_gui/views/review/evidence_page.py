"""材料 beside the remarks: what proves the row at hand, to read and open, and a button for each common fault of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.push_button import push_button
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import CutLabel
from selfeval_gui.views.form.evidence_list import EvidenceList

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence, Form, Indicator

_NOTHING, _NO_ROW = _("这一行没有登记材料。"), _("在指标表里选一个三级指标，这里列出它的材料。")


class EvidencePage(QWidget):
    """Shows; the actions do."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reviewEvidencePage")
        self.setAccessibleName(_("材料"))
        self.row_name = CutLabel("", self)
        self.row_name.setObjectName("reviewEvidenceRow")
        self.row_name.name_by(_("三级指标"))
        self.list = EvidenceList(self)
        self.list.setObjectName("reviewEvidence")
        self.told = QuietLabel(_NO_ROW, self, wraps=True)
        self.told.setObjectName("reviewEvidenceTold")
        self._row: Indicator | None = None
        keys = QHBoxLayout()
        for name, action in actions.items():
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            words = _("{name}（{key}）").format(name=action.text(), key=key)
            button = push_button(self, f"reviewEvidence{name}", words, action.trigger)
            button.setToolTip(action.toolTip())
            keys.addWidget(button)
        keys.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(4, 4, 4, 4)
        for widget in (self.row_name, self.list, self.told):
            page.addWidget(widget)
        page.addLayout(keys)
        page.addStretch(1)

    def show_row(self, form: Form | None, row: Indicator | None, uses: Mapping[str, int]) -> None:
        """Show what proves a row of a form; of None that there is none."""
        self._row = row
        self.row_name.setText("" if row is None else row.name.strip())
        self.list.show_row("" if form is None else form.id, row, uses, may_change=False)
        self.told.setText(_NO_ROW if row is None else _NOTHING)
        self.told.setVisible(row is None or not row.evidence)

    def entry(self) -> Evidence | None:
        """Return the document that is chosen."""
        at = self.list.line()
        return self._row.evidence[at] if self._row is not None and 0 <= at < len(self._row.evidence) else None
