"""The rule sets there are, each in words, and what can be done with them. It asks; `RuleSetFlow` does."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QTextBrowser, QWidget

from selfeval_gui.explanations import rule_set_words
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.views.presets.library_dialog import LibraryDialog, Listed, Look

if TYPE_CHECKING:
    from selfeval_gui.rules.rule_set import RuleSet


class RuleSetsDialog(LibraryDialog):
    """List at the left, words at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.words = QTextBrowser()
        self.words.setObjectName("ruleSetWords")
        self.words.setAccessibleName(_("口径的内容"))
        super().__init__(Look(_("口径"), "ruleSet", (72, 34), 24), [self.words], parent)

    def show_rule_sets(self, known: Mapping[str, RuleSet], chosen: str, *, has_form: bool) -> None:
        """Show these rule sets, and the chosen one in words."""
        kinds = (Listed(each.id, each.name, each.id not in presets(), each) for each in known.values())
        self.show_kinds(kinds, chosen, has_form=has_form)

    def show_kind(self, thing: object) -> None:
        """Write a rule set in words."""
        rule_set = cast("RuleSet", thing)
        rows = "".join(
            f"<tr><td style='white-space:nowrap; padding-right:12px'><b>{escape(heading)}</b></td>"
            f"<td>{escape(text)}</td></tr>"
            for heading, text in rule_set_words(rule_set, FINDING_KINDS)
        )
        self.words.setHtml(f"<h3>{escape(rule_set.name)}</h3><table cellspacing='4'>{rows}</table>")
