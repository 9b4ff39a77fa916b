"""Comments of a Word document, each at the cell that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.exchange.cell_text import without_control_characters
from selfeval_gui.exchange.documents.docx_xml import paragraph, text_run
from selfeval_gui.exchange.documents.properties import CREATOR
from selfeval_gui.exchange.layout.sheet import Cell, Sheet

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_ANCHORED = (
    '<w:commentRangeStart w:id="{number}"/>{run}<w:commentRangeEnd w:id="{number}"/>'
    '<w:r><w:commentReference w:id="{number}"/></w:r>'
)


class Comments:
    """The comments of one form; one about a cell that is not there, or about the whole form (None), at the first."""

    def __init__(self, sheet: Sheet, comments: Mapping[FieldRef | None, str]) -> None:
        cells = {cell.field: cell for cell in reversed(sheet.cells) if cell.field is not None}
        self._texts: dict[tuple[int, int], list[str]] = {}
        for ref, text in comments.items():
            cell = cells.get(ref) if ref is not None else None
            self._texts.setdefault((1, 1) if cell is None else (cell.row, cell.column), []).append(text)
        self._numbers = {place: number for number, place in enumerate(self._texts)}

    def around(self, cell: Cell, run: str) -> str:
        """Return the text of a cell with the anchor of its comment."""
        number = self._numbers.get((cell.row, cell.column))
        return run if number is None else _ANCHORED.format(number=number, run=run)

    def add_to(self, document: WordDocument) -> None:
        """Put the comments into the document, if there are any."""
        if not self._texts:
            return
        parts = []
        for place, texts in self._texts.items():
            lines = without_control_characters("\n".join(texts))[0].split("\n")
            said = "".join(paragraph("", text_run(line)) for line in lines)
            parts.append(f'<w:comment w:id="{self._numbers[place]}" w:author="{escape(CREATOR)}">{said}</w:comment>')
        xml = f"<w:comments {nsdecls('w')}>{''.join(parts)}</w:comments>"
        package: Any = document.part.package
        part = Part(PackURI("/word/comments.xml"), CT.WML_COMMENTS, xml.encode("utf-8"), package)
        document.part.relate_to(part, RT.COMMENTS)
