"""The 自评报告 draft, and papers like it, as a Word document. Import this module only where one is written.

Set as its outline says, the first line of a paragraph indented.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from selfeval_gui.exchange.cell_text import without_control_characters
from selfeval_gui.exchange.documents.docx_writer import saved
from selfeval_gui.exchange.documents.properties import CREATOR, DATE, LONGEST_PROPERTY
from selfeval_gui.exchange.reports.outline import DEFAULT_OUTLINE, ReportOutline, outlines
from selfeval_gui.exchange.reports.report_text import (
    Part,
    ReportHeading,
    ReportRemark,
    ReportTable,
    Text,
    ToWrite,
    report_parts,
    report_title,
)
from selfeval_gui.exchange.reports.summary_rows import SummaryRow
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_TABLE_FONT, _TABLE_SIZE = "仿宋", 10.5
_LONGEST_CENTRED = 8  # characters; a column with a longer text begins at the left
_MARGINS = ("top_margin", "bottom_margin", "left_margin", "right_margin")
_HEADING_SPACE = 4.0  # points that a line of the title is higher than another


def render_report(rows: Sequence[SummaryRow], outline: ReportOutline | None = None) -> bytes:
    """Return the draft over these forms; every place where a person must write is highlighted and in 【】."""
    return render_parts(report_title(rows, outline), report_parts(rows, outline), outline)


def render_parts(title: str, parts: Iterable[Part], outline: ReportOutline | None = None) -> bytes:
    """Return a document of these parts, set as a paper in the format of an outline."""
    return _Report(title, outline or outlines()[DEFAULT_OUTLINE]).render(parts)


class _Report:
    """One document while it is made."""

    def __init__(self, title: str, outline: ReportOutline) -> None:
        self._document, self._outline = Document(), outline
        self._line = Pt(outline.line)
        properties = self._document.core_properties
        properties.title, properties.author = _clean(title)[:LONGEST_PROPERTY], CREATOR
        properties.created = properties.modified = DATE
        self._set_up()

    def render(self, parts: Iterable[Part]) -> bytes:
        """Return the document."""
        tables = 0
        for part in parts:
            if isinstance(part, ReportHeading):
                self._add_heading(part)
            elif isinstance(part, Text):
                self._add_text(part.text)
            elif isinstance(part, ToWrite):
                self._add_place(_("【请填写：{text}】").format(text=part.text))
            elif isinstance(part, ReportRemark):
                self._add_place(part.text)
            else:
                tables += 1
                _add_table(self._document, part, tables, 210 - sum(self._outline.margins_mm[2:]))
        return saved(self._document)

    def _set_up(self) -> None:
        section, fonts = self._document.sections[0], self._outline.fonts
        section.page_width, section.page_height = Mm(210), Mm(297)
        for name, millimetres in zip(_MARGINS, self._outline.margins_mm, strict=True):
            setattr(section, name, Mm(millimetres))
        normal: Any = self._document.styles["Normal"]
        _dress(normal, *fonts.body, fonts.digits)
        normal.paragraph_format.space_after = Pt(0)
        for level, (font, size) in enumerate(fonts.headings):
            style: Any = self._document.styles["Title" if level == 0 else f"Heading {level}"]
            _dress(style, font, size, fonts.digits)
            style.font.bold = False
            style.font.color.rgb = None
            style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0 if level else 14)
            _drop_border(style)
        _add_page_number(section.footer.paragraphs[0])

    def _add_heading(self, heading: ReportHeading) -> None:
        added = self._document.add_heading(_clean(heading.text), heading.level)
        added.paragraph_format.line_spacing = Pt(self._outline.line + (0 if heading.level else _HEADING_SPACE))
        if heading.level == 0:
            added.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            self._indent(added)

    def _add_text(self, text: str) -> Paragraph:
        added = self._document.add_paragraph(_clean(text))
        added.paragraph_format.line_spacing = self._line
        added.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        self._indent(added)
        return added

    def _add_place(self, text: str) -> None:
        run = self._add_text("").add_run(_clean(text))
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def _indent(self, paragraph: Paragraph) -> None:
        paragraph.paragraph_format.first_line_indent = Pt(2 * self._outline.fonts.body[1])


def _dress(style: Any, font: str, size: float, digits: str) -> None:  # noqa: ANN401 - python-docx has no type for it
    style.font.name, style.font.size = digits, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
    fonts.set(qn("w:eastAsia"), font)


def _drop_border(style: Any) -> None:  # noqa: ANN401
    """Take away the line that Word's own title style draws below the title."""
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _add_table(document: WordDocument, table: ReportTable, number: int, width_mm: float) -> None:
    words = _("表 {number}  {caption}").format(number=number, caption=_clean(table.caption))
    caption = document.add_paragraph(words)
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(6)
    for run in caption.runs:
        run.font.size = Pt(12)
    added = document.add_table(rows=0, cols=len(table.headings), style="Table Grid")
    added.alignment = WD_TABLE_ALIGNMENT.CENTER
    added.autofit = False
    widths = [Mm(width_mm * share / sum(table.shares)) for share in table.shares]
    for column, width in zip(added.columns, widths, strict=True):
        column.width = width  # LibreOffice goes by these, Word by those of the cells
    columns = zip(table.headings, *table.rows, strict=True)
    is_long = [any(len(text) > _LONGEST_CENTRED for text in column[1:]) for column in columns]
    for place, line in enumerate((table.headings, *table.rows)):
        row = added.add_row()
        _set_row(row, "w:cantSplit")
        if place == 0:
            _set_row(row, "w:tblHeader")
        for cell, text, width, is_left in zip(row.cells, line, widths, is_long, strict=True):
            cell.width, cell.vertical_alignment = width, WD_ALIGN_VERTICAL.CENTER
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(_clean(text))
            run.font.size, run.font.bold = Pt(_TABLE_SIZE), place == 0
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _TABLE_FONT)  # noqa: SLF001
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_left and place else WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph().paragraph_format.line_spacing = Pt(10)


def _set_row(row: Any, name: str) -> None:  # noqa: ANN401
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no word for it


def _add_page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run: Any = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 - python-docx has no word for it


def _clean(text: str) -> str:
    return without_control_characters(text)[0]
