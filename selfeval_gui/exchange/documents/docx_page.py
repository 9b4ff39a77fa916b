"""Pages of a Word document: size and margins of a section, the page number at the foot, 草稿 behind the text."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from selfeval_gui.data import resources_dir
from selfeval_gui.exchange.documents.docx_xml import paragraph, text_run, twips
from selfeval_gui.exchange.layout.row_heights import CELL_PADDING, LOWEST
from selfeval_gui.exchange.layout.sheet import Sheet
from selfeval_gui.exchange.templates.parts import POINTS_PER_MM, Page
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_MARK_SIDE = 420  # points, across most of a page
_EDGE = 20.0  # points from the paper's edge to the header and the footer


class DocxPages:
    """Each section's own paper; a header with 草稿 and one without, of which every section names one."""

    def __init__(self, document: WordDocument, *, page_numbers: bool) -> None:
        self._document = document
        self._section = document.sections[0]
        self._headers: dict[bool, str] = {}
        self._footer = self._add_page_number() if page_numbers else ""

    def section(self, page: Page, *, is_draft: bool) -> str:
        """Return the XML that ends a section on this paper."""
        return f"<w:sectPr>{self._content(page, is_draft=is_draft)}</w:sectPr>"

    def end(self, page: Page, *, is_draft: bool) -> None:
        """Make the last section one on this paper."""
        content = self._content(page, is_draft=is_draft)
        last = self._section._sectPr  # noqa: SLF001 - here and below: there is no public way to the XML
        last[:] = list(parse_xml(f"<w:sectPr {nsdecls('w', 'r')}>{content}</w:sectPr>"))

    def _content(self, page: Page, *, is_draft: bool) -> str:
        if is_draft not in self._headers:
            self._headers[is_draft] = self._add_header(is_draft=is_draft)
        return self._headers[is_draft] + self._footer + _paper(page)

    def _add_header(self, *, is_draft: bool) -> str:
        # Two header parts belong to one section here until `end` says which of them each section has.
        header = self._section.header if is_draft else self._section.first_page_header
        header.is_linked_to_previous = False
        if is_draft:
            _add_draft_mark(header.paragraphs[0])
        return self._reference("header", "default" if is_draft else "first")

    def _add_page_number(self) -> str:
        footer = self._section.footer
        footer.is_linked_to_previous = False
        before, behind = _("第 {page} 页").split("{page}")
        field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        xml = paragraph('<w:jc w:val="center"/>', text_run(before) + field + text_run(behind))
        there = footer.paragraphs[0]._p  # noqa: SLF001
        there.addnext(parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
        footer._element.remove(there)  # noqa: SLF001
        return self._reference("footer", "default")

    def _reference(self, kind: str, made_as: str) -> str:
        """Return the reference to the part that was made as the section's header or footer of that type."""
        found = self._section._sectPr.findall(qn(f"w:{kind}Reference"))  # noqa: SLF001
        (part,) = (each.get(qn("r:id")) for each in found if each.get(qn("w:type")) == made_as)
        return f'<w:{kind}Reference w:type="default" r:id="{part}"/>'


def count_pages(sheet: Sheet, above: float) -> int:
    """Return on how many pages a form is going to stand below a heading of so many points; now and then one too many.

    Lines have the same height in every program, but which words fit on one depends on the fonts there.
    """
    margins = sheet.page.margins_mm
    room = (sheet.page.size_mm[1] - margins.top - margins.bottom) * POINTS_PER_MM
    heights = [max(LOWEST, height - CELL_PADDING) for height in sheet.row_heights]  # Word leaves none above and below
    heading = sum(heights[sheet.title_rows[0] - 1 : sheet.title_rows[1]])
    pages, used = 1, above
    for height in heights:
        used += height
        while used > room:
            pages, used = pages + 1, min(height, used - room) + heading
    return pages


def _paper(page: Page) -> str:
    width, height = (twips(side * POINTS_PER_MM) for side in page.size_mm)
    turned = ' w:orient="landscape"' if page.orientation == "landscape" else ""
    sides = {name: twips(getattr(page.margins_mm, name) * POINTS_PER_MM) for name in ("top", "right", "bottom", "left")}
    margins = " ".join(f'w:{name}="{length}"' for name, length in sides.items())
    return (
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar {margins} w:header="{twips(_EDGE)}" w:footer="{twips(_EDGE)}" w:gutter="0"/>'
    )


def _add_draft_mark(line: Paragraph) -> None:
    """Put the picture behind the middle of each page, and the word at the right for readers of the text alone."""
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    line.add_run(_("草稿"))
    picture = line.add_run().add_picture(BytesIO((resources_dir() / "draft.png").read_bytes()), Pt(_MARK_SIDE))
    inline = picture._inline  # noqa: SLF001
    graphic = inline.graphic
    side = inline.extent.cx
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"'
        ' simplePos="0" relativeHeight="1" distT="0" distB="0" distL="0" distR="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:align>center</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:align>center</wp:align></wp:positionV>'
        f'<wp:extent cx="{side}" cy="{side}"/><wp:wrapNone/><wp:docPr id="1" name="draft"/></wp:anchor>'
    )
    anchor.append(graphic)
    inline.addprevious(anchor)
    drawing: Any = anchor.getparent()
    drawing.remove(inline)
