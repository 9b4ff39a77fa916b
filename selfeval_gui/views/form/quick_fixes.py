"""Quick fixes and computed values as the user takes them over from the findings: one undoable step each."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from selfeval_gui.commands.edit import adopt_computed
from selfeval_gui.commands.fixes import Fix, apply_fix, fix_for, weight_fix

if TYPE_CHECKING:
    from selfeval_gui.item_models.document import Document
    from selfeval_gui.rules.finding import Finding
    from selfeval_gui.views.tree.indicator_tree import IndicatorTree


class FixPage(Protocol):
    """What fixes need of the page they are for."""

    tree: IndicatorTree

    @property
    def document(self) -> Document | None:
        """The document shown."""

    def commit_editors(self) -> bool:
        """Put everything typed into the form; False where a text cannot be kept."""

    def staying(self) -> AbstractContextManager[None]:
        """Stay at the current place while the form is changed elsewhere."""


class QuickFixes:
    """Applies fixes to the form of one page, which stays where it is: the next finding is likely to be wanted."""

    def __init__(self, page: FixPage) -> None:
        self._page = page

    def find(self, finding: Finding) -> Fix | None:
        """Return the fix for a finding of the form, where its right value is a matter of arithmetic."""
        document = self._page.document
        return None if document is None else fix_for(document.indicators, finding, self._page.tree.current_node())

    def apply(self, fix: Fix) -> None:
        """Take over a fix that `find` has returned."""
        document = self._page.document
        if document is not None and self._page.commit_editors():
            with self._page.staying():
                apply_fix(document.indicators, fix)

    def adopt(self, field: str) -> None:
        """Put the computed value in the place of a printed one."""
        document = self._page.document
        if document is not None and self._page.commit_editors():
            with self._page.staying():
                adopt_computed(document.session, field)

    def give_weight(self, _checked: bool = False) -> None:
        """Give the current row what its weight lacks for the sum to be right."""
        document = self._page.document
        if document is not None and self._page.commit_editors():
            fix = weight_fix(document.indicators, self._page.tree.current_node())
            if fix is not None:
                self.apply(fix)
