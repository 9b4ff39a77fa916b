"""Runs inside the packed runtime: imports every module of the program, and writes and reads documents of each kind.

open_documents.py write FOLDER                  make one of each
open_documents.py read FOLDER PROGRAM WORD …     read them and what was added since, start the program by itself as it
                                                starts its own reader, and write the results beside the folder
"""

from __future__ import annotations

import importlib
import io
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

WORDS = ("绩效指标", "分值", "数量指标", "15")


def import_everything() -> list[str]:
    """Import each module of the program, and what they import only when it is needed; name those that fail."""
    import selfeval_gui

    names = [module.name for module in pkgutil.walk_packages(selfeval_gui.__path__, "selfeval_gui.")]
    libraries = ("docx", "lxml.etree", "openpyxl", "xlsxwriter", "python_calamine", "pdfplumber", "pypdfium2")
    others = ("subprocess", "ctypes", "csv", "zipfile", "html.parser", "urllib.parse", "concurrent.futures", "tempfile")
    failed = []
    for name in (*libraries, "charset_normalizer", *others, *names):
        if not name.endswith("__main__"):
            try:
                importlib.import_module(name)
            except Exception as error:
                failed.append(f"{name}: {error}")
    return failed


def write(folder: Path) -> None:
    """Write a table of four cells as a document of each kind."""
    folder.mkdir(parents=True, exist_ok=True)
    from docx import Document
    from openpyxl import Workbook

    document = Document()
    table = document.add_table(rows=2, cols=2)
    for place, word in enumerate(WORDS):
        table.cell(place // 2, place % 2).text = word
    document.save(str(folder / "a.docx"))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(WORDS[:2])
    sheet.append(WORDS[2:])
    book.save(folder / "a.xlsx")
    rows = "".join(f"<tr><td>{WORDS[row]}</td><td>{WORDS[row + 1]}</td></tr>" for row in (0, 2))
    (folder / "a.html").write_text(f"<html><meta charset=utf-8><table>{rows}</table></html>", encoding="utf-8")
    (folder / "a.txt").write_bytes(
        ("\t".join(WORDS) + "\n这是一个用来识别编码的句子，内容是项目支出绩效自评表。\n").encode("gb18030")
    )
    write_pdf(folder / "a.pdf")


def write_pdf(target: Path) -> None:
    """Print the table to a file, as the program prints."""
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QFont, QPainter
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    from selfeval_gui.paper.fonts import families_for, use_fonts

    application = use_fonts()
    QPrinterInfo.availablePrinterNames()  # none may be there, but to ask must be harmless
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    painter = QPainter(printer)
    painter.setFont(QFont(families_for("宋体"), 12))
    scale = printer.resolution()
    for place, word in enumerate(WORDS):
        cell = QRect((place % 2) * 2 * scale, (place // 2) * scale, 2 * scale, scale)
        painter.drawRect(cell)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, word)
    painter.end()
    del painter, printer, application


def read(folder: Path) -> dict[str, list[str]]:
    """Read every file of the folder with the library for its kind."""
    from charset_normalizer import from_bytes
    from docx import Document
    from lxml import etree
    from python_calamine import CalamineWorkbook

    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".docx":
            cells = [cell.text for row in Document(str(path)).tables[0].rows for cell in row.cells]
        elif path.suffix == ".xlsx":
            rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
            cells = [str(cell) for row in rows for cell in row]
        elif path.suffix == ".html":
            tree = etree.parse(io.BytesIO(path.read_bytes()), etree.HTMLParser())
            cells = [cell.text or "" for cell in tree.iter("td")]
        elif path.suffix == ".txt":
            best = from_bytes(path.read_bytes()).best()
            cells = [] if best is None else str(best).splitlines()[0].split("\t")
        else:
            cells = read_pdf(path)
        found[path.name] = list(cells)
    return found


def read_pdf(path: Path) -> list[str]:
    """Read the table of a PDF file as the program does, which has PDFium decrypt it; PDFium must see its words, too."""
    import pdfplumber
    import pypdfium2

    from selfeval_gui.exchange.readers.pdf_pages import pages_with_forms

    document = pypdfium2.PdfDocument(path.read_bytes())
    text = document[0].get_textpage().get_text_bounded()
    _pages, readable = pages_with_forms(path.read_bytes())
    with pdfplumber.open(io.BytesIO(readable)) as opened:
        table = opened.pages[0].extract_tables()[0]
    return [cell or "" for row in table for cell in row] if WORDS[0] in text else []


def start(command: list[str]) -> int:
    """Start the program through pipes and count the forms that it lists."""
    from selfeval_gui.data import forms_dir

    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    words = [*command, "list", str(forms_dir() / "samples" / "2020"), "--json"]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, creationflags=no_window, check=True)
    return len(json.loads(done.stdout.decode("utf-8")))


if __name__ == "__main__":
    place = Path(sys.argv[2])
    if sys.argv[1] == "write":
        write(place)
    else:
        answer = {"failed": import_everything(), "found": read(place), "listed": start(sys.argv[3:])}
        (place.parent / "documents.json").write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
