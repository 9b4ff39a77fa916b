"""Write laid out forms as an Excel workbook: one form, or many with a sheet of contents (合订本).

Import this module only where a workbook is written.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from xlsxwriter.worksheet import Worksheet

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.cell_text import SheetNames, clean_cell_text
from selfeval_gui.exchange.documents.export_notes import CellNote, ExportReport
from selfeval_gui.exchange.documents.properties import CREATOR
from selfeval_gui.exchange.documents.xlsx_book import (
    Book,
    CellStyle,
    Formula,
    Value,
    set_draft_header,
    set_footer,
    set_up_page,
)
from selfeval_gui.exchange.documents.xlsx_formulas import Formulas
from selfeval_gui.exchange.layout.booklet import BookletEntry, ContentsLine, contents_sheet, listed
from selfeval_gui.exchange.layout.cover_sheet import COVER
from selfeval_gui.exchange.layout.row_heights import HIGHEST_ROW, split_tall_rows
from selfeval_gui.exchange.layout.sheet import (
    AT_THE_LEFT,
    BOXED,
    GENERAL,
    Sheet,
    Style,
    address,
    font_of,
)
from selfeval_gui.exchange.templates.parts import FontSpec
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import RuleSet


def render_xlsx(
    form: Form,
    template: Template,
    rule_set: RuleSet,
    *,
    draft: bool = False,
    comments: Mapping[FieldRef | None, str] | None = None,
) -> tuple[bytes, ExportReport]:
    """Return the workbook with the form as its only sheet but its cover, and what of the form it could not hold.

    `comments` stand at their cells and are not printed; one about a cell that is not there, or about the form as a
    whole (None), at the first.
    """
    book = Book(form.project_name, template.fonts.body, form.id)
    entry = BookletEntry(form, template, rule_set, draft)
    cover = entry.cover()
    front = None if cover is None else book.add_sheet(COVER)
    target = book.add_sheet(SheetNames([] if front is None else [COVER]).next(form.project_name))
    if front is not None and cover is not None:
        _write(book, front, split_tall_rows(cover, HIGHEST_ROW))
    sheet = split_tall_rows(entry.sheet, HIGHEST_ROW)
    notes = _write_form(book, target, entry, sheet)
    if comments:
        _write_comments(target, sheet, comments)
    return book.finish(), ExportReport(tuple(notes))


def _write_comments(target: Worksheet, sheet: Sheet, comments: Mapping[FieldRef | None, str]) -> None:
    cells = {cell.field: cell for cell in reversed(sheet.cells) if cell.field is not None}
    texts: dict[tuple[int, int], list[str]] = {}
    for ref, text in comments.items():
        cell = cells.get(ref) if ref is not None else None
        texts.setdefault((cell.row, cell.column) if cell is not None else (1, 1), []).append(text)
    for (row, column), lines in texts.items():
        clean = clean_cell_text("\n".join(lines)).text
        target.write_comment(row - 1, column - 1, clean, {"author": CREATOR, "x_scale": 2})


def render_booklet(
    entries: Iterable[BookletEntry], *, written: Callable[[], None] | None = None
) -> tuple[bytes, ExportReport]:
    """Return the workbook with a sheet for each form behind a sheet of contents; the places of notes name the sheet.

    The entries are taken one by one, and `written` is called after each; there must be one at least.
    """
    waiting = iter(entries)
    first = next(waiting)
    book, names = Book(_("绩效自评表合订本"), first.template.fonts.body), SheetNames([_("目录")])
    front = book.add_sheet(_("目录"))
    lines, places, notes = list[ContentsLine](), list[str](), list[CellNote]()
    for entry in chain([first], waiting):
        name = names.next(entry.title)
        target = book.add_sheet(name)
        sheet = split_tall_rows(entry.sheet, HIGHEST_ROW)
        notes += [note._replace(place=f"{name}!{note.place}") for note in _write_form(book, target, entry, sheet)]
        set_footer(target, _("第 &P 页"), entry.page)
        lines.append(listed(entry))
        places.append("'{}'!A1".format(name.replace("'", "''")))
        if written is not None:
            written()
    _write(book, front, contents_sheet(lines, first.template), places=places)
    return book.finish(), ExportReport(tuple(notes))


def _write_form(book: Book, target: Worksheet, entry: BookletEntry, sheet: Sheet) -> list[CellNote]:
    if entry.is_draft:
        set_draft_header(target, sheet.page)
    return _write(book, target, sheet, Formulas(sheet, entry.rule_set.total_basis))


def _write(
    book: Book, target: Worksheet, sheet: Sheet, formulas: Formulas | None = None, places: Iterable[str] = ()
) -> list[CellNote]:
    """Write the cells, those of the style LINK leading to `places`, and return what they could not hold."""
    set_up_page(target, sheet.page, (sheet.title_rows[0] - 1, sheet.title_rows[1] - 1))
    book.set_widths(target, sheet.column_widths)
    for row, height in enumerate(sheet.row_heights):
        target.set_row(row, height)
    looks = {style: _look(style, font_of(style, sheet.fonts)) for style in Style}
    links, notes = iter(places), list[CellNote]()
    for cell in sheet.cells:
        row, column, last_row, last_column, held, style, number_format = cell[:7]
        value: Value = held
        if isinstance(held, str):
            clean = clean_cell_text(held)
            value = clean.text
            if clean.removed or clean.cut:
                notes.append(CellNote(address(row, column), cell.field, clean.removed, clean.cut))
        elif formulas is not None and (formula := formulas.of(cell)):
            value = Formula(formula, held)
            if not number_format.endswith("%"):
                number_format = GENERAL  # shows this number alike, and one that needs other places
        look = looks[style] if number_format == GENERAL else looks[style]._replace(number_format=number_format)
        if (row, column) != (last_row, last_column):  # every cell of a merge has the look, or its border had gaps
            target.merge_range(row - 1, column - 1, last_row - 1, last_column - 1, "", book.format_of(look))
        book.put(target, row - 1, column - 1, value, look, next(links, "") if style is Style.LINK else "")
    return notes


def _look(style: Style, font: FontSpec) -> CellStyle:
    return CellStyle(
        font.name,
        font.size,
        font.bold,
        across="left" if style in AT_THE_LEFT else "center",
        # A number too wide for its column would show as ####; it is made smaller instead.
        wraps=style is not Style.NUMBER,
        shrinks=style is Style.NUMBER,
        line="auto" if style in BOXED else "",
        is_link=style is Style.LINK,
    )
