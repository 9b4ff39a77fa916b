"""PDF as one of the formats in which forms leave. Qt's drawing is loaded with the first form, not with the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import local
from typing import TYPE_CHECKING

from selfeval_gui.exchange.documents.formats import Format, Rendered

if TYPE_CHECKING:
    from selfeval_gui.exchange.layout.booklet import BookletEntry
    from selfeval_gui.paper.pdf_writer import PdfMaker

_of_this_thread = local()  # what has been set in lines belongs to the thread that set it


def _render(entry: BookletEntry) -> Rendered:
    return _maker().render(entry)


def _render_booklet(entries: Iterable[BookletEntry], written: Callable[[], None]) -> Rendered:
    return _maker().render_booklet(entries, written)


def _maker() -> PdfMaker:
    from selfeval_gui.paper.fonts import use_fonts
    from selfeval_gui.paper.pdf_writer import PdfMaker

    use_fonts()
    if not hasattr(_of_this_thread, "maker"):
        _of_this_thread.maker = PdfMaker()
    maker: PdfMaker = _of_this_thread.maker
    return maker


PDF = Format(".pdf", "PDF", _render, _render_booklet)
