"""区域汇总 in the window: the self-evaluations of one year offered, read in a worker, the region's form in its file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.i18n import _
from selfeval_gui.rules.shape import Stage
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.projects.file_flow import FileFlow
from selfeval_gui.work.reading import FormSource

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.item_models.project_row import ProjectRow
    from selfeval_gui.views.projects.region_dialog import RegionDialog


class RegionFlow(QObject):
    """Makes one form from many; the many stay as they are."""

    def __init__(self, desk: Desk, files: FileFlow, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._files, self._window = desk, files, window
        self._notifier: Notifier = desk.notifier
        self._dialog: RegionDialog | None = None
        desk.actions.connect({"RegionSum": self.show})

    def show(self, _checked: bool = False) -> None:
        """Offer the forms of the current form's year, of all years where there is none."""
        from selfeval_gui.work.region import read_projects

        if not self._desk.current.commit():
            return
        session = self._desk.current.session
        year = None if session is None else session.form.year
        rows = [row for row in self._desk.meant.rows() if _is_meant(row, year)]
        if not rows:
            self._notifier.info(_("列表里没有可以汇总的自评表。"))
            return
        from selfeval_gui.views.projects.region_dialog import RegionDialog

        dialog = self._dialog = RegionDialog([row.summary for row in rows], self._window)
        dialog.form_made.connect(self._files.make)
        dialog.finished.connect(self._forget)
        dialog.open()
        opened = {row.path: row.session.form.model_copy(deep=True) for row in rows if row.session is not None}
        sources = [FormSource(row.path, known=opened.get(row.path)) for row in rows]
        self._desk.tasks.run_long(partial(read_projects, sources), self._came, told="", only_reads=True)

    def _came(self, forms: dict[Path, Form]) -> None:
        if self._dialog is not None:
            self._dialog.show_forms(forms)

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def _is_meant(row: ProjectRow, year: int | None) -> bool:
    is_of_year = year is None or row.summary.year == year
    return row.summary.stage is Stage.RESULT and is_of_year
