"""A PDF as other programs read it: characters with their places by PDFium, the text by pdftotext, its bookmarks."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path
from typing import NamedTuple

import pypdfium2


class Letter(NamedTuple):
    """A character and the middle of its box, in points from the page's upper left corner."""

    character: str
    x: float
    y: float


def letters_of(data: bytes) -> list[list[Letter]]:
    """Return the visible characters of each page, in the order of the file."""
    document = pypdfium2.PdfDocument(data)
    pages = []
    for page in document:
        height, text = page.get_height(), page.get_textpage()
        letters = []
        for index in range(text.count_chars()):
            character = text.get_text_range(index, 1)
            if character.strip():
                left, bottom, right, top = text.get_charbox(index, loose=True)
                letters.append(Letter(character, (left + right) / 2, height - (bottom + top) / 2))
        pages.append(letters)
    document.close()
    return pages


def bookmarks_of(data: bytes) -> list[tuple[str, int]]:
    """Return the bookmarks as (title, page from 0)."""
    document = pypdfium2.PdfDocument(data)
    found = [(each.get_title(), each.get_dest().get_index()) for each in document.get_toc()]
    document.close()
    return found


def links_of(data: bytes, number: int) -> list[tuple[tuple[float, float, float, float], int]]:
    """Return the links of a page: left, top, right and bottom from the upper left corner, and the page they lead to."""
    document = pypdfium2.PdfDocument(data)
    page, raw = document[number], pypdfium2.raw
    found, place, link = [], ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, place, link):
        area = raw.FS_RECTF()
        assert raw.FPDFLink_GetAnnotRect(link, area)
        target = raw.FPDFDest_GetDestPageIndex(document, raw.FPDFLink_GetDest(document, link))
        height = page.get_height()
        found.append(((area.left, height - area.top, area.right, height - area.bottom), target))
    document.close()
    return found


def sizes_of(data: bytes) -> list[tuple[int, int]]:
    """Return width and height of each page in whole points."""
    document = pypdfium2.PdfDocument(data)
    sizes = [(round(page.get_width()), round(page.get_height())) for page in document]
    document.close()
    return sizes


def text_of(path: Path) -> str:
    """Return the text as pdftotext finds it."""
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode("utf-8")
