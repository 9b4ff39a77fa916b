"""The 自评报告 draft, and papers like it, as a Word document. Import this module only where one is written.

Set as Chinese offices set their papers (GB/T 9704): 仿宋 三号, headings in 黑体 and 楷体, the first line indented.
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
from selfeval_gui.exchange.reports.report_text import (
    Heading,
    Part,
    Remark,
    Table,
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

_LATIN = "Times New Roman"
_BODY, _BODY_SIZE = "仿宋", 16.0
_HEADING_FONTS = {0: ("宋体", 22.0), 1: ("黑体", 16.0), 2: ("楷体", 16.0)}
_TABLE_FONT, _TABLE_SIZE = "仿宋", 10.5
_LONGEST_CENTRED = 8  # characters; a column with a longer text begins at the left
_LINE = Pt(28)
_MARGINS_MM = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
_WIDTH_MM = 210 - 28 - 26


def render_report(rows: Sequence[SummaryRow]) -> bytes:
    """Return the draft over these forms; every place where a person must write is highlighted and in 【】."""
    return render_parts(report_title(rows), report_parts(rows))


def render_parts(title: str, parts: Iterable[Part]) -> bytes:
    """Return a document of these parts, set as a paper."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = _clean(title)[:LONGEST_PROPERTY], CREATOR
    properties.created = properties.modified = DATE
    _set_up(document)
    tables = 0
    for part in parts:
        if isinstance(part, Heading):
            _add_heading(document, part)
        elif isinstance(part, Text):
            _add_text(document, part.text)
        elif isinstance(part, ToWrite):
            _add_place(document, _("【请填写：{text}】").format(text=part.text))
        elif isinstance(part, Remark):
            _add_place(document, part.text)
        else:
            tables += 1
            _add_table(document, part, tables)
    return saved(document)


def _set_up(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, millimetres in _MARGINS_MM.items():
        setattr(section, name, Mm(millimetres))
    normal: Any = document.styles["Normal"]
    _dress(normal, _BODY, _BODY_SIZE)
    normal.paragraph_format.space_after = Pt(0)
    for level, (font, size) in _HEADING_FONTS.items():
        style: Any = document.styles["Title" if level == 0 else f"Heading {level}"]
        _dress(style, font, size)
        style.font.bold = level == 0
        style.font.color.rgb = None
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0 if level else 14)
        _drop_border(style)
    _add_page_number(section.footer.paragraphs[0])


def _dress(style: Any, font: str, size: float) -> None:  # noqa: ANN401 - python-docx publishes no type for it
    style.font.name, style.font.size = _LATIN, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
    fonts.set(qn("w:eastAsia"), font)


def _drop_border(style: Any) -> None:  # noqa: ANN401
    """Take away the line that Word's own title style draws below the title."""
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _add_heading(document: WordDocument, heading: Heading) -> None:
    added = document.add_heading(_clean(heading.text), heading.level)
    added.paragraph_format.line_spacing = Pt(34) if heading.level == 0 else _LINE
    if heading.level == 0:
        added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        _indent(added)


def _add_text(document: WordDocument, text: str) -> Paragraph:
    added = document.add_paragraph(_clean(text))
    added.paragraph_format.line_spacing = _LINE
    added.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _indent(added)
    return added


def _add_place(document: WordDocument, text: str) -> None:
    added = _add_text(document, "")
    run = added.add_run(_clean(text))
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _indent(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.first_line_indent = Pt(2 * _BODY_SIZE)


def _add_table(document: WordDocument, table: Table, number: int) -> None:
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
    widths = [Mm(_WIDTH_MM * share / sum(table.shares)) for share in table.shares]
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
