"""Write laid out forms as a Word document through python-docx: one form, or many behind a page of contents (合订本).

Import this module only where a document is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import FORM_ID_PROPERTY
from selfeval_gui.exchange.cell_text import without_control_characters
from selfeval_gui.exchange.documents.docx_comments import Comments
from selfeval_gui.exchange.documents.docx_page import DocxPages, count_pages
from selfeval_gui.exchange.documents.docx_table import STYLE_IDS, body_of
from selfeval_gui.exchange.documents.docx_xml import GAP, paragraph, text_run, twips
from selfeval_gui.exchange.documents.export_notes import CellNote, ExportReport
from selfeval_gui.exchange.documents.properties import CREATOR, DATE, LONGEST_PROPERTY
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.layout.evidence_sheet import lay_out_evidence
from selfeval_gui.exchange.layout.sheet import AT_THE_LEFT, Style, font_of
from selfeval_gui.exchange.templates.parts import Fonts, FontSpec
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import RuleSet

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

# python-docx has no word for properties of one's own.
_CUSTOM_PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}">'
    "<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
)
_HEADING_SIZE = 9  # points; small, so that a form of one page stays one
_CONTENTS_STYLE = "selfeval-contents"
_CONTENTS_WIDTH = 500.0  # points from the left margin to the page numbers


def render_docx(
    form: Form,
    template: Template,
    rule_set: RuleSet,
    *,
    draft: bool = False,
    comments: Mapping[FieldRef | None, str] | None = None,
) -> tuple[bytes, ExportReport]:
    """Return the document with the form, and what of the form it could not hold; `comments` stand at their cells."""
    notes: list[CellNote] = []
    entry = BookletEntry(form, template, rule_set)
    sheet, cover = entry.sheet, entry.cover()
    document = _new_document(template, form.project_name)
    pages = DocxPages(document, page_numbers=False)
    front = "" if cover is None else body_of(cover, partial(_note, [], ""))
    front += GAP.format(pages.section(sheet.page, is_draft=False)) if front else ""
    beside = Comments(sheet, comments or {})
    body = front + body_of(sheet, partial(_note, notes, ""), beside.around) + GAP.format("")
    beside.add_to(document)
    pages.end(sheet.page, is_draft=draft)
    _name_form(document, form)
    return saved(document, body), ExportReport(tuple(notes))


def render_docx_list(form: Form, template: Template, look: Callable[[], None]) -> bytes:
    """Return the document with the list of what proves a form; `look` is called at each row and may raise to stop."""
    sheet = lay_out_evidence(form, template, look=look)
    document = _new_document(template, form.project_name)
    pages = DocxPages(document, page_numbers=True)
    body = body_of(sheet, partial(_note, [], "")) + GAP.format("")
    pages.end(sheet.page, is_draft=False)
    return saved(document, body)


def render_docx_booklet(
    entries: Iterable[BookletEntry], *, written: Callable[[], None] | None = None
) -> tuple[bytes, ExportReport]:
    """Return the document with a heading, a bookmark and a section for each form, behind a page of contents.

    The entries are taken one by one, and `written` is called after each; there must be one at least.
    """
    notes: list[CellNote] = []
    lines, parts = list[tuple[str, int]](), list[str]()
    title = _("绩效自评表合订本")
    waiting = iter(entries)
    first = next(waiting)
    document = _new_document(first.template, title)
    pages = DocxPages(document, page_numbers=True)
    before, was_draft = first.template.page.model_copy(update={"orientation": "portrait"}), False
    for entry in chain([first], waiting):
        sheet, name = entry.sheet, _name(entry.title)
        body = body_of(sheet, partial(_note, notes, f"{name} "))
        parts += [GAP.format(pages.section(before, is_draft=was_draft)), _heading(len(lines) + 1, name), body]
        lines.append((name, count_pages(sheet, above=_HEADING_SIZE * first.template.line_height)))
        before, was_draft = sheet.page, entry.is_draft
        if written is not None:
            written()
    pages.end(before, is_draft=was_draft)
    body = "".join([_contents(title, lines), *parts, GAP.format("")])
    return saved(document, body), ExportReport(tuple(notes))


def _name(title: str) -> str:
    return " ".join(without_control_characters(title)[0].split()) or _("（没有名称）")


def _note(notes: list[CellNote], form: str, place: str, field: FieldRef | None, removed: int) -> None:
    notes.append(CellNote(f"{form}{place}", field, removed, 0))


def _heading(number: int, name: str) -> str:
    bookmark = f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(number)}"/>'
    content = f'{bookmark}{text_run(f"{number}  {name}")}<w:bookmarkEnd w:id="{number}"/>'
    return paragraph('<w:pStyle w:val="Heading1"/>', content)


def _bookmark(number: int) -> str:
    return f"form_{number}"


def _contents(title: str, lines: Sequence[tuple[str, int]]) -> str:
    """Return the title and a line for each form, which leads there.

    LibreOffice counts the pages when it opens the document, Word and WPS when they are asked to (F9) or show the print.
    A mark that they should do so by themselves makes Word ask, at each opening, whether fields "that may refer to other
    files" may be updated; and some versions then write 1 everywhere.
    """
    parts = [paragraph(f'<w:pStyle w:val="{STYLE_IDS[Style.TITLE]}"/>', text_run(title))]
    page = 2
    for number, (name, pages) in enumerate(lines, 1):
        field = (
            f'<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGEREF {_bookmark(number)} \\h ">'
            f"<w:r><w:t>{page}</w:t></w:r></w:fldSimple>"
        )
        words = text_run(f"{number}  {name}") + field
        line = f'<w:hyperlink w:anchor="{_bookmark(number)}" w:history="1">{words}</w:hyperlink>'
        parts.append(paragraph(f'<w:pStyle w:val="{_CONTENTS_STYLE}"/>', line))
        page += pages
    return "".join(parts)


# ---- the document around ---------------------------------------------------------------------------------------------


def _new_document(template: Template, title: str) -> WordDocument:
    document = Document(BytesIO(_blank_document(template.fonts, template.line_height)))
    document.core_properties.title = without_control_characters(title)[0][:LONGEST_PROPERTY]
    return document


@lru_cache(maxsize=8)
def _blank_document(fonts: Fonts, line_height: float) -> bytes:
    """Return a document with the styles and nothing else; to make them takes longer than to write a form."""
    document = Document()
    properties = document.core_properties
    properties.author, properties.comments, properties.language = CREATOR, "", "zh-CN"
    properties.created = properties.modified = DATE
    _set_font(document.styles["Normal"], fonts.body)
    for style in Style:
        _add_style(document, STYLE_IDS[style], font_of(style, fonts), line_height, is_left=style in AT_THE_LEFT)
    _add_style(document, _CONTENTS_STYLE, fonts.body, line_height, is_left=True)
    stops = document.styles[_CONTENTS_STYLE].element.get_or_add_pPr()
    stop = f'<w:tab w:val="right" w:leader="dot" w:pos="{twips(_CONTENTS_WIDTH)}"/>'
    stops.insert(0, parse_xml(f"<w:tabs {nsdecls('w')}>{stop}</w:tabs>"))
    heading: Any = document.styles["Heading 1"]
    _set_font(heading, fonts.body.model_copy(update={"size": _HEADING_SIZE, "bold": True}))
    heading.font.color.rgb = RGBColor(0, 0, 0)
    heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
    heading.paragraph_format.line_spacing = Pt(_HEADING_SIZE * line_height)
    return saved(document)


def _add_style(document: WordDocument, name: str, font: FontSpec, line_height: float, *, is_left: bool) -> None:
    """Add a style whose lines are as high as on our own paper, in every program and whatever font stands in."""
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), name)
    style.base_style = document.styles["Normal"]
    style.hidden = False
    _set_font(style, font)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = Pt(font.size * line_height)
    shape.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_left else WD_ALIGN_PARAGRAPH.CENTER


def _set_font(style: Any, font: FontSpec) -> None:  # noqa: ANN401 - python-docx's styles have many types
    style.font.name, style.font.size, style.font.bold = font.name, Pt(font.size), font.bold
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font.name)


def _name_form(document: WordDocument, form: Form) -> None:
    """Write the form's id into the document's properties, by which it is known when it comes back."""
    shown = escape(without_control_characters(form.id)[0])
    xml = _CUSTOM_PROPERTIES.format(name=FORM_ID_PROPERTY, value=shown)
    package: Any = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), CT.OFC_CUSTOM_PROPERTIES, xml.encode("utf-8"), package)
    package.relate_to(part, RT.CUSTOM_PROPERTIES)


def saved(document: WordDocument, body: str = "") -> bytes:
    """Return a document's bytes, the same for the same document, with a body of XML, and take it apart.

    Its parts name each other in rings, and hold five megabytes.
    """
    zoom: Any = document.settings.element.find(qn("w:zoom"))
    zoom.set(qn("w:percent"), "100")  # which python-docx's own template leaves out, and the format demands
    package: Any = document.part.package
    parts = list(package.iter_parts())
    for part in parts:
        part.before_marshal()
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        target = _Undated(archive, document.part.partname, body)
        writer: Any = PackageWriter
        writer._write_content_types_stream(target, parts)  # noqa: SLF001 - here and below: `write` dates what it writes
        writer._write_pkg_rels(target, package.rels)  # noqa: SLF001
        writer._write_parts(target, parts)  # noqa: SLF001
    for part in parts:
        vars(part).clear()
    return packed.getvalue()


class _Undated:
    """Takes the parts of a document into an archive, without the time, which may be one that no archive can hold.

    The body comes as text: to move thousands of rows from one tree of lxml's into another takes time by the square.
    """

    def __init__(self, archive: ZipFile, name: str, body: str) -> None:
        self._archive = archive
        self._name, self._body = name, body.encode("utf-8")

    def write(self, name: PackURI, blob: bytes) -> None:
        """Take one part; the body stands before the last section's properties."""
        if name == self._name and self._body:
            before, mark, behind = blob.rpartition(b"<w:sectPr")
            blob = before + self._body + mark + behind
        entry = ZipInfo(name.membername)
        entry.external_attr = 0o600 << 16  # as for any file; unpacked, the parts could not be read otherwise
        self._archive.writestr(entry, blob, ZIP_DEFLATED)
