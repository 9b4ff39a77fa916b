"""怎么改: why a finding is told, what the rule says and what to write, beside the window while one mends it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from selfeval_gui.finding_help import help_lines
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _

_EMS = (34, 20)


class FindingHelpDialog(QDialog):
    """One text to read, select and copy; Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingHelp")
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("findingHelpText")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("关闭"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("findingHelpClose")
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.addWidget(self.text, 1)
        page.addWidget(buttons)

    def explain(self, code: str, sentence: str = "") -> None:
        """Show the three parts about a kind of finding, below what was found."""
        kind = FINDING_KINDS[code]
        self.setWindowTitle(_("怎么改：{kind}").format(kind=kind))
        self.text.setAccessibleName(kind)
        parts = [_("{heading}：{text}").format(heading=heading, text=text) for heading, text in help_lines(code)]
        self.text.setPlainText("\n\n".join([sentence or kind, *parts]))
        self.text.setFocus()

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().horizontalAdvance("字")
        return QSize(_EMS[0] * em, _EMS[1] * em)
