"""Files made to harm whoever reads them, and small PDF files without a library."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WORKBOOK_TYPES = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet"}
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_CHINESE = (
    "/Type /Font /BaseFont /STSong-Light /Subtype /Type0 /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
    "/BaseFont /STSong-Light /Subtype /CIDFontType0 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
    "/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /ItalicAngle 0 /Ascent 880 /Descent -120 "
    "/CapHeight 880 /StemV 93 /FontBBox [-25 -254 1000 880] >> >>]"
)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return an archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def docx(body: str, prologue: str = "") -> bytes:
    """Return a Word document with this body."""
    document = f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document})


def xlsx_with(
    sheet: str, beside: dict[str, str], texts: str = "", further: Mapping[str, str | bytes] | None = None
) -> bytes:
    """Return a workbook with this sheet data and parts of these kinds beside its sheet; a blank one is named only."""
    parts = {name: content for name, content in beside.items() if content}
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{name}" Target="../beside/{name}.xml"/>'
        for number, name in enumerate(beside)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    more: dict[str, str | bytes] = {f"xl/beside/{name}.xml": content for name, content in parts.items()}
    more["xl/worksheets/_rels/sheet1.xml.rels"] = f'<Relationships xmlns="{space}">{relations}</Relationships>'
    return xlsx(sheet, texts=texts, beside={**more, **(further or {})})


def xlsx(
    sheet: str | bytes,
    styles: str = "",
    prologue: str = "",
    texts: str = "",
    beside: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a workbook with this sheet data; `texts` are its shared strings, `prologue` stands before the sheet."""
    if isinstance(sheet, str):
        sheet = sheet.encode()
    workbook = (
        f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATIONS}">'
        '<sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    more = {"styles": styles, "sharedStrings": texts}
    relations = relations.replace(
        "</Relationships>",
        "".join(
            f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>'
            for number, (name, content) in enumerate(more.items(), 2)
            if content
        )
        + "</Relationships>",
    )
    kinds = _WORKBOOK_TYPES | ({"sharedStrings": "sharedStrings"} if texts else {})
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_SHEET_TYPE}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    data = f'{prologue}<worksheet xmlns="{_SHEET}"><sheetData>'.encode() + sheet + b"</sheetData></worksheet>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES.replace("</Types>", f"{types}</Types>"),
        "_rels/.rels": _PACKAGE,
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": relations,
        "xl/worksheets/sheet1.xml": data,
    }
    parts |= beside or {}
    if styles:
        parts["xl/styles.xml"] = styles
    if texts:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_SHEET}">{texts}</sst>'
    return zipped(parts)


def docx_with_laughs() -> bytes:
    """Return a document whose entities unfold to gigabytes."""
    return docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", LAUGHS)


def docx_with_outside_entity() -> bytes:
    """Return a document that wants to be given a file of the machine."""
    return docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", _OUTSIDE)


def xlsx_with_laughs() -> bytes:
    """Return a workbook whose styles unfold to gigabytes."""
    return xlsx("", f'<?xml version="1.0"?>{LAUGHS}<styleSheet xmlns="{_SHEET}">&i;</styleSheet>')


def text_with_entity(body: str) -> bytes:
    """Return a page or a bare XML file that would have something else of the machine read into it."""
    return f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>{body}'.encode()


def xlsx_bomb() -> bytes:
    """Return a workbook of some 60 KB that unpacks to 60 MB of blanks."""
    return xlsx(b" " * (60 << 20))


def xlsx_with_far_cell() -> bytes:
    """Return a workbook with a value in its first and in its very last place."""
    return xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def docx_with_nested_tables(depth: int) -> bytes:
    """Return a document with a table in a table in a table …"""
    return docx("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def html_with_nested_tables(depth: int) -> bytes:
    """Return a page with a table in a table in a table …"""
    return ("<html>" + "<table><tr><td>" * depth + "x" + "</td></tr></table>" * depth).encode()


def pdf(pages: Sequence[str]) -> bytes:
    """Return a PDF file with a line of Latin text on each page; a blank line makes a page without characters."""
    return pdf_of([f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else "0 0 10 10 re f" for text in pages])


def pdf_of(pages: Sequence[str], notes: str = "") -> bytes:
    """Return a PDF file whose pages are drawn so, with Helvetica as F1 and a Chinese font as F2, each with these notes."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, stream in enumerate(pages):
        resources = f"<< /Font << /F1 3 0 R /F2 << {_CHINESE} >> >> >> /Annots [{notes}]"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()
