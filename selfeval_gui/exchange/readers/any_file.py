"""A file of any kind as cells: the one way in for all readers. Runs in the process that reads (`serve`)."""

from __future__ import annotations

from collections.abc import Callable

from selfeval_gui.exchange.readers.file_kind import FileKind, UnreadableSource, kind_of
from selfeval_gui.exchange.readers.grid import Source

Heard = Callable[[int, int], None]  # told how much of a file is done, of how much


def unheard(_done: int, _total: int) -> None:
    """Nobody wants to know."""


def read_source(data: bytes, report: Heard) -> Source:
    """Read a file.

    Raises
    ------
    UnreadableSource
        for everything that is not read; other errors of a parser rise as they are, and end the reader's process.
    """
    kind = kind_of(data)
    if kind is FileKind.XLSX:
        from selfeval_gui.exchange.readers.xlsx_reader import read_xlsx

        return read_xlsx(data, report)
    if kind is FileKind.XLS:
        from selfeval_gui.exchange.readers.binary_reader import read_binary_workbook

        return read_binary_workbook(data, report)
    if kind is FileKind.ODS:
        from selfeval_gui.exchange.readers.ods_reader import read_ods

        return read_ods(data)
    if kind is FileKind.ODT:
        from selfeval_gui.exchange.readers.odt_reader import read_odt

        return read_odt(data)
    if kind is FileKind.DOCX:
        from selfeval_gui.exchange.readers.docx_reader import read_docx

        return read_docx(data)
    if kind is FileKind.PDF:
        from selfeval_gui.exchange.readers.pdf_reader import read_pdf

        return read_pdf(data, report)
    if kind is FileKind.HTML:
        from selfeval_gui.exchange.readers.html_reader import read_html_file

        return read_html_file(data)
    from selfeval_gui.exchange.readers.text_reader import NotText, read_text_file

    try:
        return read_text_file(data)
    except NotText:
        raise UnreadableSource("source.not_text") from None
