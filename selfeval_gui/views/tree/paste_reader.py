"""Reads the clipboard: small ones at once, large ones in the reading process, with a box that says so and stops it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from selfeval_gui.app.tasks import Background
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.quiet_widgets import PlainLabel
from selfeval_gui.work.progress import Progress

if TYPE_CHECKING:
    from selfeval_gui.exchange.pasting.clip_in import PastedTable


class PasteBox(QDialog):
    """Says what is done with a large table before it is pasted."""

    def __init__(self, name: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(_("粘贴"))
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(_("进度"))
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("停止"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName(f"{name}Stop")
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.addWidget(PlainLabel(words, self))
        page.addWidget(bar)
        page.addWidget(buttons)


class ClipReader(QObject):
    """Reads one clipboard at a time.

    Signals
    -------
    read(reading)
        a Reading.
    refused(error)
        TooMuch or UnreadableSource.
    """

    read = Signal(object)
    refused = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._reading = Background(self)
        self._box: PasteBox | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a clipboard is being read."""
        return self._reading.is_busy

    def start(self, html: str, text: str, fields_from_here: Sequence[str], known: Sequence[str] = ()) -> None:
        """Read; the answer comes by a signal, for a small text before this returns."""
        from selfeval_gui.exchange.pasting.clip_in import TooMuch, is_small, read_clip, refuse_too_much
        from selfeval_gui.exchange.readers.file_kind import UnreadableSource

        if self.is_busy:
            return
        try:
            refuse_too_much(html, text)
            if is_small(html, text):
                self.read.emit(read_clip(html, text, fields_from_here, known))
                return
        except TooMuch as error:
            self.refused.emit(error)
            return
        self._reading.begin(
            partial(_read, html, text, list(fields_from_here), known),
            self._succeeded,
            stopped=self._end,
            failed=self._failed,
            expected=(TooMuch, UnreadableSource),
        )
        # At once: what is read belongs to the cell that is current now.
        words = _("正在读取剪贴板里的表格，还没有改动自评表。")
        self._box = PasteBox("pasteReading", words, self._owner.window())
        self._box.rejected.connect(self.stop)
        self._box.open()

    def stop(self) -> None:
        """Give up reading; nothing has changed."""
        self._reading.cancel()

    def wait(self) -> None:
        """Stop and wait, before the program goes."""
        self._reading.end()

    def _succeeded(self, reading: PastedTable) -> None:
        self._end()
        self.read.emit(reading)

    def _failed(self, error: Exception) -> None:
        from selfeval_gui.exchange.pasting.clip_in import TooMuch
        from selfeval_gui.exchange.readers.file_kind import UnreadableSource

        self._end()
        if isinstance(error, TooMuch | UnreadableSource):
            self.refused.emit(error)

    def _end(self) -> None:
        if self._box is not None:
            self._box.hide()
            self._box.deleteLater()
            self._box = None


def _read(html: str, text: str, fields: list[str], known: Sequence[str], report: Progress) -> PastedTable:
    from selfeval_gui.exchange.reading_process.client import ReaderProcess

    with ReaderProcess() as reader:
        return reader.read_clip(html, text, fields, known, lambda done, total: report(done, total, None))
