"""Workbooks and Word documents printed to PDF by LibreOffice, and where each word stands on the page."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import NamedTuple

TOOLS = ("soffice", "pdftotext")
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


class Word(NamedTuple):
    """A run of characters on a page, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class PrintedPage(NamedTuple):
    """A page of a PDF: its size and its words from top to bottom, left to right."""

    width: float
    height: float
    words: list[Word]


def missing_tools() -> list[str]:
    """Name the programs that printing needs and that are not there."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def print_workbooks(workbooks: dict[str, bytes], folder: Path) -> dict[str, list[PrintedPage]]:
    """Print all in one call; the pages by the workbook's name. LibreOffice gets a profile of its own in the folder."""
    return print_documents(workbooks, ".xlsx", folder)


def print_documents(documents: dict[str, bytes], suffix: str, folder: Path) -> dict[str, list[PrintedPage]]:
    """Print documents of one kind in one call; the pages by the document's name."""
    folder.mkdir()
    sources = []
    for name, data in documents.items():
        sources.append(folder / f"{name}{suffix}")
        sources[-1].write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(folder), *map(str, sources)], check=True, capture_output=True, timeout=200)
    return {name: _pages(folder / f"{name}.pdf") for name in documents}


def _pages(path: Path) -> list[PrintedPage]:
    command = ["pdftotext", "-bbox", "-enc", "UTF-8", str(path), "-"]
    html = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode("utf-8")
    return [
        PrintedPage(float(width), float(height), sorted(_words(content), key=lambda word: (word.top, word.left)))
        for width, height, content in _PAGE.findall(html)
    ]


def _words(content: str) -> list[Word]:
    return [
        Word(float(left), float(top), float(right), float(bottom), unescape(text))
        for left, top, right, bottom, text in _WORD.findall(content)
    ]
