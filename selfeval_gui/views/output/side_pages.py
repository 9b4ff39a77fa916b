"""The pages at the right of the form, each in a dock: the print preview and the overview of all forms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.panes import Part
from selfeval_gui.views.basics.side_dock import SideDock
from selfeval_gui.views.desk.desk import Desk

if TYPE_CHECKING:
    from selfeval_gui.views.output.overview import Overview
    from selfeval_gui.views.output.preview import Preview


class SidePages(QObject):
    """Makes the pages when they are first wanted, and keeps them at the form at hand.

    Signals
    -------
    print_wanted(is_draft)
        the user wants what the preview shows on paper.
    summary_wanted()
        the user wants what the overview shows as a workbook.
    """

    print_wanted = Signal(bool)
    summary_wanted = Signal()

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window)
        self._projects, self._current, self._notifier = desk.projects, desk.current, desk.notifier
        preview, overview = desk.actions["Preview"], desk.actions["Overview"]
        self.preview = SideDock(window, preview, "previewDock", _("打印预览"), self._make_preview)
        self.overview = SideDock(window, overview, "overviewDock", _("汇总"), self._make_overview)
        desk.current.changed.connect(self._follow)

    def parts(self) -> list[Part]:
        """Return the pages that were made, for F6; those out of sight are passed over there."""
        preview, overview = self.preview.content, self.overview.content
        made = [] if preview is None else [Part(preview, preview.view.setFocus)]
        return made if overview is None else [*made, Part(overview, overview.tree.setFocus)]

    def stop(self) -> None:
        """End the work before the program goes."""
        for dock in (self.preview, self.overview):
            if dock.content is not None:
                dock.content.stop()

    def _make_preview(self, dock: QWidget) -> Preview:
        from selfeval_gui.views.output.preview import Preview

        preview = Preview(self._current.pending, dock)
        preview.field_wanted.connect(self._current.go_to)
        preview.print_wanted.connect(self.print_wanted)
        preview.show_session(self._current.session)
        return preview

    def _make_overview(self, dock: QWidget) -> Overview:
        from selfeval_gui.views.output.overview import Overview

        overview = Overview(self._projects, self._notifier, dock)
        overview.form_wanted.connect(self._show_form)
        overview.workbook_button.clicked.connect(self._want_summary)
        return overview

    def _want_summary(self, _checked: bool = False) -> None:
        self.summary_wanted.emit()

    def _follow(self) -> None:
        if self.preview.content is not None:
            self.preview.content.show_session(self._current.session)

    def _show_form(self, path: Path, node: str, field: str) -> None:
        if self._current.show(path) and field:
            self._current.go_to(node, field)
