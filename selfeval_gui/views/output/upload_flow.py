"""一体化对接 as the user meets it: forms read in a worker, mended where they stand, written as a table to upload."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.output.asking import export_folder, remember_folder, tell_written
from selfeval_gui.views.output.lamp_flow import OFF, LampFlow
from selfeval_gui.views.output.open_sources import meant_sources
from selfeval_gui.work.uploading import OwnDestinations, look_at, write_upload

if TYPE_CHECKING:
    from selfeval_gui.views.form.form_page import FormPage
    from selfeval_gui.views.output.upload_dialog import UploadDialog
    from selfeval_gui.work.uploading import Looked

_LANE = "upload"


class UploadFlow(QObject):
    """Carries out what its dialog wants."""

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk, self._current, self._notifier = desk, desk.current, desk.notifier
        self._settings, self._tasks, self._probe = desk.settings, desk.tasks, desk.forms.probe
        self._window = window
        self._own = OwnDestinations()
        self._lamp = LampFlow(desk, self._own, self)
        self._dialog: UploadDialog | None = None
        self._looked: list[Looked] = []
        self._chosen = self._lamp.chosen
        desk.actions.connect({"Upload": self.begin})

    def take_page(self, page: FormPage) -> None:
        """Connect the form page, which is made later than the window."""
        self._lamp.take_page(page)

    def begin(self, _checked: bool = False) -> None:
        """Show the page, and read all forms of the list."""
        from selfeval_gui.views.output.upload_dialog import UploadDialog

        if not self._current.commit():
            return
        dialog = self._dialog = UploadDialog(self._window)
        dialog.show_destinations(self._own.known(), self._chosen)
        dialog.lamp.setChecked(not self._lamp.is_off)
        dialog.lamp.toggled.connect(self._light)
        dialog.destination_chosen.connect(self._choose)
        dialog.place_wanted.connect(self._go)
        dialog.export_wanted.connect(self._export)
        dialog.give_wanted.connect(self._give)
        dialog.take_wanted.connect(self._take)
        dialog.finished.connect(self._forget)
        dialog.open()
        self._light()
        self._look()

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _choose(self, chosen: str) -> None:
        self._chosen = chosen
        if self._dialog is not None:
            self._dialog.show_destinations(self._own.known(), chosen)
            self._light()
            self._look()

    def _light(self, _checked: bool = False) -> None:
        """Let the lamp on the form's page speak of the system at hand, where it is wanted there."""
        if self._dialog is not None:
            self._lamp.choose(self._dialog.destination() if self._dialog.lamp.isChecked() else OFF)

    def _look(self) -> None:
        sources = meant_sources(self._desk)
        if self._dialog is None or not sources:
            return
        self._dialog.wait()
        destination = self._own.known()[self._dialog.destination()]
        self._tasks.run_long(
            partial(look_at, sources, destination),
            partial(self._came, destination.id),
            told=_("正在检查 {done} / {total}"),
            total=len(sources),
            only_reads=True,
        )

    def _came(self, destination: str, looked: list[Looked]) -> None:
        if self._dialog is not None and self._dialog.destination() == destination:
            self._looked = looked
            self._dialog.show_looked(looked)

    def _go(self, path: Path, node: str, field: str) -> None:
        if self._dialog is not None:
            self._dialog.close()
        if self._current.show(path) and field:
            self._current.go_to(node, field)

    # ---- files ---------------------------------------------------------------------------------------------------

    def _export(self) -> None:
        if self._dialog is None or not self._looked:
            return
        destination = self._own.known()[self._dialog.destination()]
        start = export_folder(self._settings, self._probe, self._looked[0].path.parent)
        name = safe_file_name(destination.name, (), ".xlsx")
        target = self._notifier.choose_target(_("导出可上传的自评表"), start / name, ".xlsx")
        if target is not None:
            remember_folder(self._settings, target.parent)
            work = partial(write_upload, self._looked, destination, target)
            self._tasks.run_long(work, partial(self._written, target), told="", lane=_LANE)

    def _written(self, target: Path, notes: list[str]) -> None:
        tell_written(self._notifier, _("已导出：{target}").format(target=target), notes, target.parent, target)

    def _give(self) -> None:
        if self._dialog is None:
            return
        known = self._own.known()[self._dialog.destination()]
        copy = self._own.copy_of(known, _("{name}（本地）").format(name=known.name)[:100])
        start = Path.home() / safe_file_name(copy.name, ())
        target = self._notifier.choose_target(_("另存预设"), start, ".json")
        if target is None:
            return
        try:
            self._own.hand_over(copy, target)
        except StorageError as error:
            self._notifier.error(storage_sentence(error))
        else:
            text = _("已存成：{target}。用记事本改好以后，按“读入预设”。")
            self._notifier.info(text.format(target=target))

    def _take(self) -> None:
        source = self._notifier.choose_source(_("读入预设"), Path.home(), (".json",))
        if source is None:
            return
        try:
            found = self._own.take_in(source)
        except ValueError as error:
            text = _("“{name}”没有读入：不是可用的对接预设（{part}）。请用“另存预设”重新存一份再改。")
            self._notifier.error(text.format(name=source.name, part=error))
        except StorageError as error:
            self._notifier.error(storage_sentence(error))
        else:
            self._choose(found.id)
