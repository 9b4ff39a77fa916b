"""The parts of a workbook besides its sheets, and the zip file that holds them all.

The bytes depend on what goes in alone: no dates, no random names.
"""

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from selfeval_gui.exchange.cell_text import clean_cell_text
from selfeval_gui.exchange.documents.undated_zip import UndatedZip

FORM_ID_PROPERTY = "selfeval.form"
CREATOR = "绩效自评"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONGEST_PROPERTY = 255
# The format wants dates; a true one would make every export of the same form another file.
_DATE = "2000-01-01T00:00:00Z"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = f"{_OFFICE}/relationships"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"
_PICTURE_RELATION = "rId1"
_PICTURE_SIDE = 420  # points, across most of a page
_SHAPES_OF_A_SHEET = 1024  # shapes of a workbook are numbered in blocks of so many


class NamedSheet(NamedTuple):
    """A sheet's name and the rows that stand again on each page."""

    name: str
    title_rows: tuple[int, int]


class Package:
    """Takes the sheets one by one, so that only one of them is in memory, and the rest at the end."""

    def __init__(self) -> None:
        self._zip = UndatedZip()
        self.has_picture = False

    def add(self, name: str, data: str | bytes) -> None:
        """Add a part; text is XML without its first line."""
        self._zip.add(name, (_HEAD + data).encode("utf-8") if isinstance(data, str) else data)

    def add_sheet(self, number: int, xml: str, *, has_picture: bool = False) -> None:
        """Add a worksheet, behind whose pages the picture of `add_picture` stands, if wanted."""
        self.add(f"xl/worksheets/sheet{number}.xml", xml)
        if has_picture:
            drawing = _relation(_PICTURE_RELATION, f"{_RELATIONS}/vmlDrawing", f"../drawings/header{number}.vml")
            self.add(f"xl/worksheets/_rels/sheet{number}.xml.rels", _relations([drawing]))
            image = _relation(_PICTURE_RELATION, f"{_RELATIONS}/image", "../media/header.png")
            self.add(f"xl/drawings/_rels/header{number}.vml.rels", _relations([image]))
            vml = _HEADER_VML.format(number=number, shape=_SHAPES_OF_A_SHEET * number + 1, side=_PICTURE_SIDE)
            self.add(f"xl/drawings/header{number}.vml", vml.encode("utf-8"))

    def add_picture(self, png: bytes) -> None:
        """Add the one picture that sheets may show in a header "&G"."""
        self.has_picture = True
        self.add("xl/media/header.png", png)

    def finish(self, sheets: Sequence[NamedSheet], styles: str, title: str, form_id: str = "") -> bytes:
        """Add what ties the parts together and return the bytes of the workbook."""
        numbers = range(1, len(sheets) + 1)
        self.add("xl/styles.xml", styles)
        self.add("xl/workbook.xml", _workbook(sheets))
        parts = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
        parts.append((f"rId{len(sheets) + 1}", "styles", "styles.xml"))
        relations = [_relation(name, f"{_RELATIONS}/{kind}", target) for name, kind, target in parts]
        self.add("xl/_rels/workbook.xml.rels", _relations(relations))
        self.add("docProps/core.xml", _core(title))
        self.add("docProps/app.xml", _APP)
        if form_id:
            self.add("docProps/custom.xml", custom_properties(form_id))
        self.add("_rels/.rels", _relations(_root_relations(has_form_id=bool(form_id))))
        self.add("[Content_Types].xml", _types(len(sheets), has_picture=self.has_picture, has_form_id=bool(form_id)))
        return self._zip.finish()


def picture_relation() -> str:
    """Return the relation by which a sheet names its header picture."""
    return _PICTURE_RELATION


def _workbook(sheets: Sequence[NamedSheet]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"/>' for n, sheet in enumerate(sheets, 1)
    )
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">'
        f"{escape(place_on(sheet.name, '${}:${}'.format(*sheet.title_rows)))}</definedName>"
        for n, sheet in enumerate(sheets)
    )
    return (
        f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_RELATIONS}">'
        f"<bookViews><workbookView/></bookViews><sheets>{listed}</sheets><definedNames>{titles}</definedNames></workbook>"
    )


def place_on(sheet_name: str, place: str) -> str:
    """Return a reference to a place of a sheet."""
    quoted = sheet_name.replace("'", "''")
    return f"'{quoted}'!{place}"


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'


def _relations(relations: Sequence[str]) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'


def _root_relations(*, has_form_id: bool) -> list[str]:
    found = [
        _relation("rId1", f"{_RELATIONS}/officeDocument", "xl/workbook.xml"),
        _relation("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        _relation("rId3", f"{_RELATIONS}/extended-properties", "docProps/app.xml"),
    ]
    if has_form_id:
        found.append(_relation("rId4", f"{_RELATIONS}/custom-properties", "docProps/custom.xml"))
    return found


def _types(sheets: int, *, has_picture: bool, has_form_id: bool) -> str:
    parts = [("/xl/workbook.xml", f"{_MAIN_TYPE}.sheet.main+xml"), ("/xl/styles.xml", f"{_MAIN_TYPE}.styles+xml")]
    parts += [(f"/xl/worksheets/sheet{n}.xml", f"{_MAIN_TYPE}.worksheet+xml") for n in range(1, sheets + 1)]
    parts.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    parts.append(("/docProps/app.xml", f"{_OFFICE_TYPE}.extended-properties+xml"))
    if has_form_id:
        parts.append(("/docProps/custom.xml", f"{_OFFICE_TYPE}.custom-properties+xml"))
    kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    if has_picture:
        kinds |= {"png": "image/png", "vml": f"{_OFFICE_TYPE}.vmlDrawing"}
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in kinds.items())
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _core(title: str) -> str:
    shown = escape(clean_cell_text(title).text[:_LONGEST_PROPERTY])
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{shown}</dc:title><dc:creator>{CREATOR}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_DATE}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_DATE}</dcterms:modified></cp:coreProperties>'
    )


def custom_properties(form_id: str) -> str:
    """Return the part that names the form a document is an export of; the same in workbooks and Word documents."""
    return (
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{FORM_ID_PROPERTY}">'
        f"<vt:lpwstr>{escape(clean_cell_text(form_id).text)}</vt:lpwstr></property></Properties>"
    )


_APP = f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>{CREATOR}</Application></Properties>'
# What every picture in VML says of its frame.
_FORMULAS = (
    *("if lineDrawn pixelLineWidth 0", "sum @0 1 0", "sum 0 0 @1", "prod @2 1 2", "prod @3 21600 pixelWidth"),
    *("prod @3 21600 pixelHeight", "sum @0 0 1", "prod @6 1 2", "prod @7 21600 pixelWidth", "sum @8 21600 0"),
    *("prod @7 21600 pixelHeight", "sum @10 21600 0"),
)
_HEADER_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{number}"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t75" coordsize="21600,21600" o:spt="75" o:preferrelative="t"'
    ' path="m@4@5l@4@11@9@11@9@5xe" filled="f" stroked="f"><v:stroke joinstyle="miter"/><v:formulas>'
    + "".join(f'<v:f eqn="{formula}"/>' for formula in _FORMULAS)
    + '</v:formulas><v:path o:extrusionok="f" gradientshapeok="t" o:connecttype="rect"/>'
    '<o:lock v:ext="edit" aspectratio="t"/></v:shapetype>'
    '<v:shape id="CH" o:spid="_x0000_s{shape}" type="#_x0000_t75"'
    ' style="position:absolute;margin-left:0;margin-top:0;width:{side}pt;height:{side}pt;z-index:1">'
    '<v:imagedata o:relid="rId1" o:title="draft"/><o:lock v:ext="edit" rotation="t"/></v:shape></xml>'
)
