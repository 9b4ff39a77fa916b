"""When the program itself fails: the crash hook's dialog, the mention at the next start, 诊断信息."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.autosave import Autosave
from selfeval_gui.app.crash import CrashHook
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.documents import documents
from selfeval_gui.views.desk.desk import Desk

if TYPE_CHECKING:
    from selfeval_gui.views.keeping.crash_dialog import CrashDialog

_ZIP = ".zip"


class CrashFlow(QObject):
    """Tells of crashes and packs what helps to understand them. Catches nothing before `begin`."""

    def __init__(self, desk: Desk, autosave: Autosave, window: QWidget) -> None:
        super().__init__(window)
        self._data_folder = desk.settings.path.parent
        self._notifier, self._tasks = desk.notifier, desk.tasks
        self._autosave = autosave
        self._window = window
        self._is_rescued = False
        self.hook = CrashHook(self._data_folder, (self._rescue, self._rescue_without_editor), self)
        self.hook.crashed.connect(self._tell)
        self.hook.crashed_again.connect(self._tell_again)
        self._dialog: CrashDialog | None = None
        desk.actions.connect({"Diagnostics": self.pack})

    def begin(self) -> None:
        """Catch what nobody catches, and mention what the last run left unsaid."""
        if self.hook.install():
            self._notifier.warn(
                _("上次运行时程序出过错，已记入日志 {folder}。需要帮助时可用“帮助 → 诊断信息”打包。").format(
                    folder=self.hook.folder
                )
            )

    def pack(self, _checked: bool = False) -> None:
        """Write 诊断信息 into a file the user chooses."""
        target = self._notifier.choose_target(_("诊断信息存到哪里？"), documents() / _("绩效自评诊断信息.zip"), _ZIP)
        if target is None:
            return
        from selfeval_gui.app.diagnostics import write_diagnostics  # loaded with the first use, not with the window

        self._tasks.run(partial(write_diagnostics, self._data_folder, target), self._packed)

    def _rescue(self) -> None:
        self._is_rescued = False
        self._is_rescued = self._autosave.flush()

    def _rescue_without_editor(self) -> None:
        """Write at least what the forms hold, where it is the open editor that failed."""
        if not self._is_rescued:
            self._is_rescued = self._autosave.flush(ask_editor=False)

    def _tell(self, details: str) -> None:
        from selfeval_gui.views.keeping.crash_dialog import CrashDialog

        if self._dialog is not None:
            self._dialog.add(details, self._is_rescued)
            return
        self._dialog = dialog = CrashDialog(details, self._is_rescued, self._window)
        dialog.finished.connect(self._told)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _tell_again(self) -> None:
        """Say it without a dialog: it may come with each move of the mouse, and saving must stay possible."""
        if self._dialog is not None:
            self._dialog.add("", self._is_rescued)
            return
        text = _("刚才的操作又没有完成，是同一个程序错误。请先保存，再重新启动程序。")
        if not self._is_rescued:
            text = _("刚才的操作又没有完成，是同一个程序错误，而且恢复文件没有写成。请立即保存，再重新启动程序。")
        self._notifier.warn(text)

    def _told(self, _result: int) -> None:
        self._dialog = None
        self.hook.mark_read()

    def _packed(self, target: Path) -> None:
        self._notifier.info(_("诊断信息已存为“{name}”，里面没有自评表的内容。").format(name=target.name))
