"""Which forms an action for several means: those chosen or shown on a page above the list, else the list's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.i18n import _
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.item_models.project_row import ProjectRow


def _no_page() -> set[Path] | None:
    return None


class MeantForms:
    """What a search or a filter hides is never meant."""

    def __init__(self, projects: ProjectModel, notifier: Notifier) -> None:
        self._projects, self._notifier = projects, notifier
        self._on_page: Callable[[], set[Path] | None] = _no_page

    def follow(self, on_page: Callable[[], set[Path] | None]) -> None:
        """Ask a page that may cover the list first; it returns None where it is not in sight."""
        self._on_page = on_page

    def rows(self) -> list[ProjectRow]:
        """Return the readable forms that are meant, in the order of the list."""
        on_page = self._on_page()
        shown = self._projects.shown if on_page is None else [row for row in self._projects.rows if row.path in on_page]
        return [row for row in shown if not row.reason]

    def rows_or_word(self) -> list[ProjectRow]:
        """Return them; where there are none though the list has forms, tell why nothing is done."""
        rows = self.rows()
        if not rows and any(not row.reason for row in self._projects.rows):
            self._notifier.info(_("现在没有显示的自评表。请先清空搜索，或换一个筛选。"))
        return rows

    @property
    def hidden(self) -> int:
        """The number of readable forms that are not meant."""
        return sum(not row.reason for row in self._projects.rows) - len(self.rows())
