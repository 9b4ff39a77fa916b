"""Word documents read back by python-docx, down to their XML."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument


def open_document(data: bytes) -> WordDocument:
    """Open the document of these bytes."""
    return Document(BytesIO(data))


def xml_of(part: Any) -> Any:
    """Give the element behind a table, row, cell, header or footer, which the library keeps to itself."""
    return part._element  # noqa: SLF001
