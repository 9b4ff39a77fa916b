"""The same form as a file of each kind that can be imported, for the self-test: made here, but for the .xls.

No library of ours writes .xls. `resources/self_test.xls` was saved once by LibreOffice from the Excel export of the
first sample, the form that the self-test works with.
"""

from __future__ import annotations

import io
from html import escape
from itertools import groupby
from zipfile import ZipFile

from selfeval_gui.data import resources_dir
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.documents.formats import OFFICE_FORMATS
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import Cell, Sheet, shown
from selfeval_gui.exchange.templates.template import template_of
from selfeval_gui.paper.pdf_format import PDF
from selfeval_gui.rules.rule_set import RuleSet

_ODS = "urn:oasis:names:tc:opendocument:xmlns:"
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def files_of_each_kind(form: Form, rule_set: RuleSet) -> dict[str, bytes]:
    """Return the files by suffix."""
    template = template_of(form)
    entry, sheet = BookletEntry(form, template, rule_set), lay_out(form, template, rule_set)
    return {
        **{kind.suffix: kind.render(entry).data for kind in (*OFFICE_FORMATS.values(), PDF)},
        ".ods": _ods(sheet),
        ".html": _html(sheet).encode(),
        ".txt": _text(sheet).encode("gb18030"),
        ".xls": (resources_dir() / "self_test.xls").read_bytes(),
    }


def _rows(sheet: Sheet) -> list[list[Cell]]:
    return [list(cells) for _row, cells in groupby(sorted(sheet.cells), key=lambda cell: cell.row)]


def _html(sheet: Sheet) -> str:
    lines = []
    for cells in _rows(sheet):
        parts = (
            f'<td rowspan="{cell.last_row - cell.row + 1}" colspan="{cell.last_column - cell.column + 1}">'
            f"{escape(shown(cell)) or '&nbsp;'}</td>"
            for cell in cells
        )
        lines.append(f"<tr>{''.join(parts)}</tr>")
    return f'<html><meta charset="utf-8"><table border="1" cellspacing="0">{"".join(lines)}</table></html>'


def _text(sheet: Sheet) -> str:
    lines = []
    for cells in _rows(sheet):
        texts = [""] * max(cell.last_column for cell in cells)
        for cell in cells:
            texts[cell.column - 1] = " ".join(shown(cell).split())
        lines.append("\t".join(texts))
    return "\n".join(lines)


def _ods(sheet: Sheet) -> bytes:
    lines = []
    for cells in _rows(sheet):
        parts, column = [], 1
        for cell in cells:
            parts += ["<table:covered-table-cell/>"] * (cell.column - column)
            down, right = cell.last_row - cell.row + 1, cell.last_column - cell.column + 1
            spans = f'table:number-rows-spanned="{down}" table:number-columns-spanned="{right}"'
            parts.append(f"<table:table-cell {spans}><text:p>{escape(shown(cell))}</text:p></table:table-cell>")
            parts += ["<table:covered-table-cell/>"] * (right - 1)
            column = cell.last_column + 1
        lines.append(f"<table:table-row>{''.join(parts)}</table:table-row>")
    names = " ".join(f'xmlns:{name}="{_ODS}{name}:1.0"' for name in ("office", "table", "text"))
    table = f'<table:table table:name="1">{"".join(lines)}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("mimetype", _ODS_TYPE)
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    return target.getvalue()
