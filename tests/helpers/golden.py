"""First pages of the 14 forms as small grey pictures, kept beside the tests and compared with a tolerance.

`python -m tests.helpers.golden` makes them anew; look at each before it is committed.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from selfeval_gui.exchange.documents.formats import OFFICE_FORMATS
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.templates.template import template_of
from selfeval_gui.paper.pdf_format import PDF
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.xlsx_forms import sample_forms
from tests.helpers.xlsx_printing import print_documents

FORMATS = {**OFFICE_FORMATS, "pdf": PDF}
FOLDER = Path(__file__).resolve().parents[1] / "golden"
_DPI = "48"
# Letters may come out a shade lighter with another version of the renderer; a line that moved darkens whole rows.
_BLUR = 3
_DIFFERENT = 48  # of 255, after blurring


def first_page(pdf: Path) -> QImage:
    """Give the first page of a PDF in grey."""
    target = pdf.with_suffix("")
    command = ["pdftoppm", "-r", _DPI, "-gray", "-f", "1", "-l", "1", "-singlefile", "-png", str(pdf), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return QImage(str(target.with_suffix(".png"))).convertToFormat(QImage.Format.Format_Grayscale8)


def kept(kind: str, name: str) -> QImage:
    """Give the picture kept for a form."""
    return QImage(str(FOLDER / kind / f"{name}.png")).convertToFormat(QImage.Format.Format_Grayscale8)


def different(one: QImage, other: QImage) -> float:
    """Give the share of the page, in per cent, where the pictures differ beyond what another renderer explains."""
    if one.size() != other.size() or one.isNull():
        return 100.0
    across, down = one.width() // _BLUR, one.height() // _BLUR
    smooth = Qt.TransformationMode.SmoothTransformation
    left, right = (each.scaled(across, down, Qt.AspectRatioMode.IgnoreAspectRatio, smooth) for each in (one, other))
    places = [(x, y) for x in range(left.width()) for y in range(left.height())]
    unlike = sum(abs(_grey(left, *place) - _grey(right, *place)) > _DIFFERENT for place in places)
    return 100 * unlike / len(places)


def _grey(image: QImage, x: int, y: int) -> int:
    return image.pixelColor(x, y).red()


def print_samples(kind: str, folder: Path) -> None:
    """Put a PDF of each form, as it prints from one format, into a new folder."""
    entries = [BookletEntry(form, template_of(form), rule_set_of(form)) for form in sample_forms()]
    documents = {entry.form.id: FORMATS[kind].render(entry).data for entry in entries}
    if kind == "pdf":
        folder.mkdir()
        for name, data in documents.items():
            (folder / f"{name}.pdf").write_bytes(data)
    else:
        print_documents(documents, FORMATS[kind].suffix, folder)


def make() -> None:
    """Print the 14 forms and keep their first pages."""
    for kind in FORMATS:
        (FOLDER / kind).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / kind
            print_samples(kind, folder)
            for form in sample_forms():
                first_page(folder / f"{form.id}.pdf").save(str(FOLDER / kind / f"{form.id}.png"))


if __name__ == "__main__":
    make()
