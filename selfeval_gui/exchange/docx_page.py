"""Pages of a Word document: size and margins of a section, the page number at the foot, 草稿 behind the text."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from selfeval_gui.data import resources_dir
from selfeval_gui.exchange.docx_xml import paragraph, text_run, twips
from selfeval_gui.exchange.sheet import Sheet
from selfeval_gui.exchange.template import Page
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_POINTS_PER_MM = 72 / 25.4
_A4 = (210.0, 297.0)  # millimetres
_MARK_SIDE = 420  # points, across most of a page
_EDGE = 20.0  # points from the paper's edge to the header and the footer


class Pages:
    """The header and footer that every section of a document has, and each section's own paper."""

    def __init__(self, document: WordDocument, *, draft: bool, page_numbers: bool) -> None:
        section = document.sections[0]
        if draft:
            _add_draft_mark(document)
        if page_numbers:
            _add_page_number(document)
        self._references = [each for each in section._sectPr if each.tag in _REFERENCES]  # noqa: SLF001 - no other way
        self._section = section._sectPr  # noqa: SLF001

    def section(self, page: Page) -> str:
        """Return the XML that ends a section on this paper."""
        from lxml import etree

        references = "".join(etree.tostring(each, encoding="unicode") for each in self._references)
        return f"<w:sectPr>{references}{_paper(page)}</w:sectPr>"

    def end(self, page: Page) -> None:
        """Make the last section one on this paper."""
        for part in [each for each in self._section if each.tag not in _REFERENCES]:
            self._section.remove(part)
        for part in parse_xml(f"<w:sectPr {nsdecls('w')}>{_paper(page)}</w:sectPr>"):
            self._section.append(part)


_REFERENCES = {qn("w:headerReference"), qn("w:footerReference")}


def count_pages(sheet: Sheet) -> int:
    """Return on how many pages the form is going to stand; Word counts anew when it opens the document."""
    margins = sheet.page.margins_mm
    room = (_paper_size(sheet.page)[1] - margins.top - margins.bottom) * _POINTS_PER_MM
    pages, used = 1, 0.0
    heading = sum(sheet.row_heights[sheet.title_rows[0] - 1 : sheet.title_rows[1]])
    for height in sheet.row_heights:
        used += height
        while used > room:
            pages, used = pages + 1, min(height, used - room) + heading
    return pages


def _paper_size(page: Page) -> tuple[float, float]:
    return _A4 if page.orientation == "portrait" else (_A4[1], _A4[0])


def _paper(page: Page) -> str:
    width, height = (twips(side * _POINTS_PER_MM) for side in _paper_size(page))
    turned = ' w:orient="landscape"' if page.orientation == "landscape" else ""
    sides = {
        name: twips(getattr(page.margins_mm, name) * _POINTS_PER_MM) for name in ("top", "right", "bottom", "left")
    }
    margins = " ".join(f'w:{name}="{length}"' for name, length in sides.items())
    return (
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar {margins} w:header="{twips(_EDGE)}" w:footer="{twips(_EDGE)}" w:gutter="0"/>'
    )


def _add_page_number(document: WordDocument) -> None:
    before, behind = _("第 {page} 页").split("{page}")
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    xml = paragraph('<w:jc w:val="center"/>', text_run(before) + field + text_run(behind))
    there = document.sections[0].footer.paragraphs[0]._p  # noqa: SLF001
    there.getparent().replace(there, parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def _add_draft_mark(document: WordDocument) -> None:
    """Put the picture behind the middle of each page, and the word at the right for readers of the text alone."""
    line = document.sections[0].header.paragraphs[0]
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
    inline.getparent().replace(inline, anchor)
