"""Printing: the system's dialog, then page after page, the window awake in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from selfeval_gui.app.notifier import Choice, Notifier
from selfeval_gui.i18n import _
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.work.exporting import ExportWay, entry_of
from selfeval_gui.work.reading import FormSource

if TYPE_CHECKING:
    from selfeval_gui.exchange.layout.booklet import BookletEntry
    from selfeval_gui.exchange.templates.template import Template

_POINTS_PER_INCH = 72
_REFUSED = _("打印机没有接受。请看看打印机是否开着、连着、有纸；也可以导出 PDF，换一台电脑打印。")


class PrintJob(NamedTuple):
    """What is to be printed: forms, in which template (None for each form's own), which of them as drafts."""

    sources: Sequence[FormSource]
    template: Template | None = None
    drafts: frozenset[int] = frozenset()  # places among the sources

    def entry(self, number: int) -> BookletEntry:
        """Return a form to be printed; UnreadableForm if its file holds none any more."""
        return entry_of(self.sources[number], ExportWay(template=self.template), is_draft=number in self.drafts)


class Printing(QObject):
    """Prints one form or many, one job at a time.

    Signals
    -------
    pdf_wanted(is_draft)
        there is no printer, or it refuses, and the user wants a PDF of the form at hand instead.
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

    def begin(self, job: PrintJob) -> None:
        """Ask which printer, and print; without one, offer a PDF."""
        if not QPrinterInfo.availablePrinterNames():
            self._offer_pdf(
                _("这台电脑上没有找到打印机。可以先导出 PDF，拿到有打印机的电脑上打印，印出来是一样的。"), job
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        printer.setDocName(_("绩效自评表"))
        dialog = QPrintDialog(printer, self._window)
        dialog.setObjectName("printDialog")
        dialog.setWindowTitle(_("打印"))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=len(job.sources) == 1)
        dialog.accepted.connect(partial(self.print_to, printer, job))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # the dialog's own `open` wants a slot by its name

    def print_to(self, printer: QPrinter, job: PrintJob) -> None:
        """Put the forms on a printer, one page a turn; a printer that refuses is told of."""
        self._work = self._print(printer, job)
        self._turn.start()

    def stop(self) -> None:
        """Give up what is not printed yet, before the program goes."""
        self._turn.stop()
        if self._work is not None:
            self._work.close()  # type: ignore[attr-defined] # a generator
            self._work = None

    def _print(self, printer: QPrinter, job: PrintJob) -> Iterator[None]:
        from selfeval_gui.paper.fonts import UNITS
        from selfeval_gui.paper.painter import foot_line, paint_page
        from selfeval_gui.paper.pdf_writer import page_layout, pages_by

        painter, printed, unreadable = QPainter(), 0, 0
        setters = pages_by()
        try:
            for number in range(len(job.sources)):
                try:
                    entry = job.entry(number)
                except UnreadableForm:
                    unreadable += 1
                    continue
                pages = setters(entry)
                yield
                printer.setPageLayout(page_layout(pages[0]))
                for place in self._wanted(printer, len(pages), job):
                    if not (printer.newPage() if printed else painter.begin(printer)):
                        self._offer_pdf(_REFUSED, job)
                        return
                    scale = printer.resolution() / _POINTS_PER_INCH / UNITS
                    painter.save()
                    painter.scale(scale, scale)
                    foot = foot_line(place + 1, len(pages)) if len(pages) > 1 else ""
                    paint_page(painter, pages[place], foot=foot, is_draft=entry.is_draft)
                    painter.restore()
                    printed += 1
                    yield
        finally:
            if painter.isActive():  # Qt ends the program where a painter outlives its paper
                painter.end()
        self._tell(printer, printed, unreadable)

    @staticmethod
    def _wanted(printer: QPrinter, count: int, job: PrintJob) -> range:
        """Return the pages of a form that the dialog asked for; a range holds for a form printed alone."""
        first, last = printer.fromPage(), printer.toPage()
        if len(job.sources) > 1 or printer.printRange() != QPrinter.PrintRange.PageRange or not first:
            return range(count)
        return range(min(first - 1, count - 1), min(last or first, count))

    def _tell(self, printer: QPrinter, printed: int, unreadable: int) -> None:
        told = _("已送到打印机“{printer}”，共 {count} 页。")
        text = told.format(printer=printer.printerName() or _("文件"), count=printed)
        if unreadable:
            left_out = _("{count} 个文件无法读取，没有打印。").format(count=unreadable)
            self._notifier.warn(f"{text}\n{left_out}")
        else:
            self._notifier.info(text)

    def _offer_pdf(self, why: str, job: PrintJob) -> None:
        choices = [Choice("pdf", _("导出 PDF…")), Choice("cancel", _("取消"))]
        if len(job.sources) > 1:  # the export of many is where those become PDF
            self._notifier.warn(_("{why}在“批量导出”里可以选 PDF。").format(why=why))
        elif self._notifier.ask(why, choices) == "pdf":
            self.pdf_wanted.emit(bool(job.drafts))

    def _step(self) -> None:
        if self._work is None or next(self._work, self) is self:
            self._turn.stop()
            self._work = None
