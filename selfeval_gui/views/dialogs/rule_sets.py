"""The rule sets there are, each in words, and what can be done with them. It asks; `RuleSetFlow` does."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.exchange.finding_kinds import FINDING_KINDS
from selfeval_gui.explanations import rule_set_words
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import presets

if TYPE_CHECKING:
    from selfeval_gui.rules.rule_set import RuleSet

_SIZE_EMS = (72, 34)


class RuleSetsDialog(QDialog):
    """List at the left, words at the right.

    Signals
    -------
    wanted(what, rule_set)
        `what` is "use", "copy", "edit", "delete", "export" or "import"; the rule set is the one chosen.
    """

    wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ruleSetsDialog")
        self.setWindowTitle(_("口径"))
        self._known: list[RuleSet] = []
        self.list = QListWidget(self)
        self.list.setObjectName("ruleSetList")
        self.list.setAccessibleName(_("口径"))
        self.words = QTextBrowser(self)
        self.words.setObjectName("ruleSetWords")
        self.words.setAccessibleName(_("口径的内容"))
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(self.list)
        across.addWidget(self.words)
        across.setStretchFactor(1, 1)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        for what, text, tip in (
            ("use", _("用于当前表"), _("当前自评表改用这种口径；可以撤销")),
            ("copy", _("复制一份…"), _("以它为底，另建一种可以修改的口径")),
            ("edit", _("编辑…"), _("修改自己的口径；程序自带的请先复制")),
            ("delete", _("删除"), _("删除自己的口径；用过它的表里各有一份，不受影响")),
            ("export", _("导出…"), _("存成 JSON 文件，交给同事")),
            ("import", _("导入…"), _("读入同事给的 JSON 文件")),
        ):
            button = QPushButton(text, self)
            button.setObjectName(f"ruleSet{what.capitalize()}")
            button.setToolTip(tip)
            button.setProperty("what", what)
            button.setAutoDefault(False)
            button.clicked.connect(self._clicked)
            self._buttons[what] = button
            row.addWidget(button)
        row.addStretch()
        close = QPushButton(_("关闭"), self)
        close.setObjectName("ruleSetsClose")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        page = QVBoxLayout(self)
        page.addWidget(across, 1)
        page.addLayout(row)
        self.list.currentRowChanged.connect(self._chosen)
        em = self.fontMetrics().horizontalAdvance("字")
        self.resize(em * _SIZE_EMS[0], em * _SIZE_EMS[1])
        across.setSizes([em * _SIZE_EMS[0] // 3, em * _SIZE_EMS[0] * 2 // 3])

    def show_rule_sets(self, known: Mapping[str, RuleSet], chosen: str, *, has_form: bool) -> None:
        """Show these rule sets, and the chosen one in words."""
        self._known = list(known.values())
        self.list.clear()
        for rule_set in self._known:
            kind = _("自带") if rule_set.id in presets() else _("自建")
            QListWidgetItem(_("{name}　{kind}").format(name=rule_set.name, kind=kind), self.list)
        self._buttons["use"].setVisible(has_form)
        row = next((row for row, each in enumerate(self._known) if each.id == chosen), 0)
        self.list.setCurrentRow(row)

    def _current(self) -> RuleSet | None:
        row = self.list.currentRow()
        return self._known[row] if 0 <= row < len(self._known) else None

    def _chosen(self, _row: int) -> None:
        rule_set = self._current()
        for what, button in self._buttons.items():
            is_own = rule_set is not None and rule_set.id not in presets()
            button.setEnabled(what == "import" or (is_own if what in {"edit", "delete"} else rule_set is not None))
        if rule_set is not None:
            rows = "".join(
                f"<tr><td style='white-space:nowrap; padding-right:12px'><b>{escape(heading)}</b></td>"
                f"<td>{escape(text)}</td></tr>"
                for heading, text in rule_set_words(rule_set, FINDING_KINDS)
            )
            self.words.setHtml(f"<h3>{escape(rule_set.name)}</h3><table cellspacing='4'>{rows}</table>")

    def _clicked(self, _checked: bool = False) -> None:
        self.wanted.emit(str(self.sender().property("what")), self._current())
