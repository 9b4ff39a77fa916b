"""Write laid out forms as an Excel workbook: one form, or many with a sheet of contents (合订本).

The XML is written straight from the layout, which is several times as fast as building cell objects first. Putting the
bytes into a file is `storage`'s part.
"""

from collections.abc import Callable, Iterable
from itertools import chain
from xml.sax.saxutils import escape

from selfeval_gui.data import resources_dir
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.cell_text import SheetNames
from selfeval_gui.exchange.documents.export_notes import CellNote, ExportReport
from selfeval_gui.exchange.documents.xlsx_package import NamedSheet, Package, picture_relation, place_on
from selfeval_gui.exchange.documents.xlsx_sheet import SheetPart, sheet_part
from selfeval_gui.exchange.documents.xlsx_styles import Look, Styles
from selfeval_gui.exchange.layout.booklet import NAME_COLUMN, Entry, Listed, contents_row, contents_sheet, listed
from selfeval_gui.exchange.layout.row_heights import HIGHEST_ROW, split_tall_rows
from selfeval_gui.exchange.layout.sheet import Sheet
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import RuleSet

# The picture stands behind the cells; the word at the right is for programs that show no pictures in headers.
_DRAFT_HEADER = '&C&G&R&"黑体,Bold"&14{word}'


def render_xlsx(
    form: Form, template: Template, rule_set: RuleSet, *, draft: bool = False
) -> tuple[bytes, ExportReport]:
    """Return the workbook with the form as its only sheet, and what of the form it could not hold."""
    package, styles = Package(), Styles(template.fonts)
    sheet = split_tall_rows(Entry(form, template, rule_set).sheet, HIGHEST_ROW)
    part = _write(package, 1, sheet, styles.for_fonts(sheet.fonts), draft=draft)
    named = NamedSheet(SheetNames().next(form.project_name), sheet.title_rows)
    return package.finish([named], styles.part(), form.project_name, form.id), ExportReport(tuple(part.notes))


def render_booklet(
    entries: Iterable[Entry], *, written: Callable[[], None] | None = None
) -> tuple[bytes, ExportReport]:
    """Return the workbook with a sheet for each form behind a sheet of contents; the places of notes name the sheet.

    The entries are taken one by one, and `written` is called after each; there must be one at least.
    """
    package, names, lines = Package(), SheetNames([_("目录")]), list[Listed]()
    waiting = iter(entries)
    first = next(waiting)
    styles = Styles(first.template.fonts)
    sheets, notes = list[NamedSheet](), list[CellNote]()
    for entry in chain([first], waiting):
        sheet = split_tall_rows(entry.sheet, HIGHEST_ROW)
        name = names.next(entry.form.project_name)
        sheets.append(NamedSheet(name, sheet.title_rows))
        looks = styles.for_fonts(sheet.fonts)
        part = _write(package, len(sheets) + 1, sheet, looks, draft=entry.is_draft, footer=f"&C{_('第 &P 页')}")
        notes += [note._replace(place=f"{name}!{note.place}") for note in part.notes]
        lines.append(listed(entry.form))
        if written is not None:
            written()
    contents = contents_sheet(lines, first.template)
    places = {(contents_row(number), NAME_COLUMN): place_on(sheet.name, "A1") for number, sheet in enumerate(sheets)}
    _write(package, 1, contents, styles.for_fonts(contents.fonts), links=places)
    sheets.insert(0, NamedSheet(_("目录"), contents.title_rows))
    return package.finish(sheets, styles.part(), _("绩效自评表合订本")), ExportReport(tuple(notes))


def _write(
    package: Package,
    number: int,
    sheet: Sheet,
    number_of: Callable[[Look], int],
    *,
    draft: bool = False,
    footer: str = "",
    links: dict[tuple[int, int], str] | None = None,
) -> SheetPart:
    if draft and not package.has_picture:
        package.add_picture((resources_dir() / "draft.png").read_bytes())
    header = f"<oddHeader>{escape(_DRAFT_HEADER.format(word=_('草稿')))}</oddHeader>" if draft else ""
    header += f"<oddFooter>{escape(footer)}</oddFooter>" if footer else ""
    drawing = picture_relation() if draft else ""
    part = sheet_part(sheet, number_of, links=links, header=header, drawing=drawing, is_first=number == 1)
    package.add_sheet(number, part.xml, has_picture=draft)
    return part
