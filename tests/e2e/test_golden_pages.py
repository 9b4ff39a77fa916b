"""The first pages of the 14 forms look as they did when somebody looked at them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.helpers.golden import FORMATS, different, first_page, kept, print_samples
from tests.helpers.xlsx_forms import sample_forms
from tests.helpers.xlsx_printing import missing_tools

pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}"),
]

NAMES = [form.id for form in sample_forms()]
MOST = 1.5  # per cent of the page


@pytest.fixture(scope="module")
def pages(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Print the forms in every format; the folder of PDF files by format."""
    folders = {kind: tmp_path_factory.mktemp("golden") / kind for kind in FORMATS}
    for kind, folder in folders.items():
        print_samples(kind, folder)
    return folders


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_the_first_page_looks_as_before(pages: dict[str, Path], kind: str, name: str) -> None:
    assert different(first_page(pages[kind] / f"{name}.pdf"), kept(kind, name)) < MOST


@pytest.mark.parametrize("kind", FORMATS)
def test_another_form_would_be_noticed(kind: str) -> None:
    assert different(kept(kind, "s01"), kept(kind, "s02")) > 3 * MOST


def test_a_table_that_slips_by_a_line_would_be_noticed() -> None:
    picture = kept("xlsx", "s03")
    slipped = QImage(picture.size(), picture.format())
    slipped.fill(255)
    rows, step = picture.height(), 8
    half = rows // 2
    for y in range(rows):
        for x in range(picture.width()):
            slipped.setPixelColor(x, y, picture.pixelColor(x, y if y < half else max(y - step, half)))
    assert different(picture, slipped) > MOST
