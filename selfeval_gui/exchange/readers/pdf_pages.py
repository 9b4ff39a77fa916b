"""A look through a PDF file by PDFium: which pages speak of a form, and the file without its encryption."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING

from selfeval_gui.exchange.readers.file_kind import UnreadableSource

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_PAGES = 1000
MAX_TABLE_PAGES = 200
_SIGNS_OF_A_FORM = ("绩效", "指标", "分值", "得分", "预算数")
_UNPROTECTED = -1


def pages_with_forms(data: bytes) -> tuple[list[int], bytes]:
    """Return the numbers of pages worth a closer look, those with words of a form and the one after each; and the file.

    Raises
    ------
    UnreadableSource
        for a password, a damaged file, pages without characters (a scan), or too many pages.
    """
    with closing(_opened(data)) as document:
        pages = _numbers(document)
        return pages, _without_security(document, data)


def _opened(data: bytes) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableSource("source.password" if "assword" in str(error) else "source.damaged") from None


def _without_security(document: PdfDocument, data: bytes) -> bytes:
    """Return the file as pdfminer can read it, which here has no ciphers: what anybody may read is decrypted."""
    import pypdfium2

    if pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) == _UNPROTECTED:
        return data
    target = io.BytesIO()
    try:
        document.save(target, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError:
        raise UnreadableSource("source.damaged") from None
    return target.getvalue()


def _numbers(document: PdfDocument) -> list[int]:
    count = len(document)
    if count > MAX_PAGES:
        raise UnreadableSource("source.too_many_pages", count=str(count), most=str(MAX_PAGES))
    found: set[int] = set()
    has_text = False
    for number in range(count):
        page = document[number]
        text = page.get_textpage().get_text_bounded()
        page.close()
        has_text = has_text or bool(text.strip())
        if sum(sign in "".join(text.split()) for sign in _SIGNS_OF_A_FORM) >= 2:
            found |= {number, number + 1}
    if not has_text:
        raise UnreadableSource("source.scan" if count else "source.damaged")
    pages = sorted(number for number in found if number < count)
    if len(pages) > MAX_TABLE_PAGES:
        raise UnreadableSource("source.too_many_pages", count=str(len(pages)), most=str(MAX_TABLE_PAGES))
    return pages
