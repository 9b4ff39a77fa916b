"""The rule sets there are, each in words, and what can be done with them. It asks; `RuleSetFlow` does."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTextBrowser, QWidget

from selfeval_gui.explanations import rule_set_words
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.views.presets.library_dialog import LibraryDialog, LibraryLook

if TYPE_CHECKING:
    from selfeval_gui.rules.rule_set import RuleSet


class RuleSetsDialog(LibraryDialog):
    """List at the left, words at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.words = QTextBrowser()
        self.words.setObjectName("ruleSetWords")
        self.words.setAccessibleName(_("口径的内容"))
        super().__init__(LibraryLook(_("口径"), "ruleSet", (72, 34), 24), [self.words], parent)

    def show_kind(self, kind: RuleSet) -> None:
        """Write a rule set in words."""
        rows = "".join(
            f"<tr><td style='white-space:nowrap; padding-right:12px'><b>{escape(heading)}</b></td>"
            f"<td>{escape(text)}</td></tr>"
            for heading, text in rule_set_words(kind, FINDING_KINDS)
        )
        self.words.setHtml(f"<h3>{escape(kind.name)}</h3><table cellspacing='4'>{rows}</table>")
