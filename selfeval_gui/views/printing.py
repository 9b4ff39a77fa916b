"""Printing: the system's dialog, then page after page, the window awake in between."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from selfeval_gui.app.notifier import Choice, Notifier
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.exchange.booklet import Entry
    from selfeval_gui.paper.pages import PaperPage

_POINTS_PER_INCH = 72


class Printing(QObject):
    """Prints one form.

    Signals
    -------
    pdf_wanted(is_draft)
        there is no printer, and the user wants a PDF instead.
    """

    pdf_wanted = Signal(bool)

    def __init__(self, notifier: Notifier, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._notifier = notifier
        self._work: Iterator[None] | None = None
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._step)

    @property
    def is_busy(self) -> bool:
        """Whether pages are on their way to the printer."""
        return self._work is not None

    def begin(self, entry: Entry) -> None:
        """Ask which printer, and print; without one, offer a PDF."""
        if not QPrinterInfo.availablePrinterNames():
            answer = self._notifier.ask(
                _("这台电脑上没有找到打印机。可以先导出 PDF，拿到有打印机的电脑上打印，印出来是一样的。"),
                [Choice("pdf", _("导出 PDF…")), Choice("cancel", _("取消"))],
            )
            if answer == "pdf":
                self.pdf_wanted.emit(entry.is_draft)
            return
        from selfeval_gui.paper.pdf_writer import page_layout

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(entry.template.page))
        printer.setFullPage(True)
        printer.setDocName(entry.form.project_name)
        dialog = QPrintDialog(printer, self._window)
        dialog.setObjectName("printDialog")
        dialog.setWindowTitle(_("打印"))
        dialog.accepted.connect(partial(self.print_to, printer, entry))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # the dialog's own `open` wants a slot by its name

    def print_to(self, printer: QPrinter, entry: Entry) -> None:
        """Put the form on a printer, one page a turn; a printer that refuses is told of."""
        self._work = self._pages(printer, entry)
        self._turn.start()

    def _pages(self, printer: QPrinter, entry: Entry) -> Iterator[None]:
        from selfeval_gui.paper.fonts import UNITS
        from selfeval_gui.paper.metrics import Typesetter
        from selfeval_gui.paper.painter import foot_line, paint_page
        from selfeval_gui.paper.pdf_writer import pages_of

        pages = pages_of(entry, Typesetter(entry.template.line_height))
        yield
        painter = QPainter()
        if not painter.begin(printer):
            self._refused(entry)
            return
        scale = printer.resolution() / _POINTS_PER_INCH / UNITS
        wanted = self._wanted(printer, pages)
        for place, number in enumerate(wanted):
            if place and not printer.newPage():
                painter.end()
                self._refused(entry)
                return
            painter.save()
            painter.scale(scale, scale)
            foot = foot_line(number + 1, len(pages)) if len(pages) > 1 else ""
            paint_page(painter, pages[number], foot=foot, is_draft=entry.is_draft)
            painter.restore()
            yield
        painter.end()
        told = _("已送到打印机“{printer}”，共 {count} 页。")
        self._notifier.info(told.format(printer=printer.printerName() or _("文件"), count=len(wanted)))

    @staticmethod
    def _wanted(printer: QPrinter, pages: list[PaperPage]) -> range:
        first, last = printer.fromPage(), printer.toPage()
        if printer.printRange() != QPrinter.PrintRange.PageRange or not first:
            return range(len(pages))
        return range(min(first - 1, len(pages) - 1), min(last or first, len(pages)))

    def _refused(self, entry: Entry) -> None:
        answer = self._notifier.ask(
            _("打印机没有接受这份表。请看看打印机是否开着、连着、有纸；也可以导出 PDF，换一台电脑打印。"),
            [Choice("pdf", _("导出 PDF…")), Choice("cancel", _("取消"))],
        )
        if answer == "pdf":
            self.pdf_wanted.emit(entry.is_draft)

    def _step(self) -> None:
        if self._work is None or next(self._work, self) is self:
            self._turn.stop()
            self._work = None
