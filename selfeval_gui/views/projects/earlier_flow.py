"""Beside the current row: what 申报 and 监控 of the same project's year say of it, from the forms of the list."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.views.desk.desk import Desk

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.views.form.form_page import FormPage

_LANE = "earlier forms"


class EarlierFlow(QObject):
    """Keeps the earlier forms of the current one; an open form counts as it is in the window."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._page: FormPage | None = None
        self._files: dict[Path, float] = {}  # those read, or being read, with the time they were changed
        self._read: dict[Path, Form] = {}

    def take_page(self, page: FormPage) -> None:
        """Connect the form page, which is made later than the window."""
        self._page = page
        page.refreshed.connect(self._look)
        page.tree.choice_changed.connect(self._show)
        self._desk.projects.tally_changed.connect(self._look)

    def _look(self) -> None:
        """Read the earlier forms where they are others than before."""
        files = self._earlier_files()
        if files != self._files:
            self._files = files
            self._read = {path: form for path, form in self._read.items() if path in files}
            closed = [path for path in files if self._desk.forms.session_at(path) is None]
            if closed:
                from selfeval_gui.work.earlier_forms import read_forms

                self._desk.tasks.run(partial(read_forms, closed), self._came, lane=_LANE, only_reads=True)
        self._show()

    def _earlier_files(self) -> dict[Path, float]:
        session = self._desk.current.session
        if session is None:
            return {}
        from selfeval_gui.work.earlier_forms import is_before, wanted_before

        wanted = wanted_before(session.form)
        if wanted is None:
            return {}
        # After every edit, beside thousands of rows: those of another year are no more than passed.
        of_year = [row for row in self._desk.projects.listed if row.summary.year == wanted.key[0]]
        found = [row.summary for row in of_year if not row.reason and is_before(row.summary, wanted)]
        return {each.path: each.modified for each in sorted(found, key=lambda each: each.path)}

    def _came(self, forms: dict[Path, Form]) -> None:
        self._read.update({path: form for path, form in forms.items() if path in self._files})
        self._show()

    def _show(self) -> None:
        page, session = self._page, self._desk.current.session
        if page is None:
            return
        node, lines = page.tree.current_node(), list[str]()
        if session is not None and node is not None and self._files:
            from selfeval_gui.work.earlier_forms import said_before

            open_forms = {path: self._desk.forms.session_at(path) for path in self._files}
            forms = {path: each.form for path, each in open_forms.items() if each is not None}
            lines = said_before(session.form, node, [*{**self._read, **forms}.values()])
        page.detail.show_before("\n".join(lines))
