"""Export of the 14 sample forms to Excel, against a plain openpyxl loop that styles every cell, and XlsxWriter.

Ours starts from the form, layout included; the peers are given the same sheet laid out, so that they only write it.
"""

from collections.abc import Callable
from io import BytesIO
from time import perf_counter

import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from bench.table import Row
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.layout import lay_out
from selfeval_gui.exchange.sheet import Cell, Sheet, Style, font_of
from selfeval_gui.exchange.template import template_for
from selfeval_gui.exchange.xlsx_writer import render_xlsx
from selfeval_gui.rules.rule_set import rule_set_for
from selfeval_gui.storage.codec import decode
from tests.helpers.samples import sample_files

ROUNDS = 9
GOAL = 0.4


def run() -> list[Row]:
    forms = [decode(path.read_bytes()) for path in sample_files()]
    sheets = [_sheet(form) for form in forms]
    ways: dict[str, Callable[[], int]] = {
        "ours": lambda: sum(_ours(form) for form in forms),
        "openpyxl": lambda: sum(_openpyxl(sheet) for sheet in sheets),
        "XlsxWriter": lambda: sum(_xlsxwriter(sheet) for sheet in sheets),
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):  # taking turns, so that a busy moment of the machine meets all
        for name, way in ways.items():
            start = perf_counter()
            way()
            spent[name].append((perf_counter() - start) * 1000 / len(forms))
    best = {name: min(each) for name, each in spent.items()}
    return [
        Row(
            f"export to Excel, per form; peer: {peer}",
            f"{best['ours']:.1f} ms",
            f"{best[peer]:.1f} ms",
            best["ours"] / best[peer],
            goal,
        )
        for peer, goal in (("openpyxl", GOAL), ("XlsxWriter", None))
    ]


def _sheet(form: Form) -> Sheet:
    return lay_out(form, template_for(form.template), rule_set_for(form.rule_set))


def _ours(form: Form) -> int:
    return len(render_xlsx(form, template_for(form.template), rule_set_for(form.rule_set))[0])


def _openpyxl(sheet: Sheet) -> int:
    """Write the sheet as one does at first: every cell gets its own font, border and alignment."""
    workbook = Workbook()
    target = workbook.active
    assert target is not None
    for number, width in enumerate(sheet.column_widths, 1):
        target.column_dimensions[get_column_letter(number)].width = width / 5.25
    for number, height in enumerate(sheet.row_heights, 1):
        target.row_dimensions[number].height = height
    for cell in sheet.cells:
        for row in range(cell.row, cell.last_row + 1):
            for column in range(cell.column, cell.last_column + 1):
                place = target.cell(row, column)
                font = font_of(cell.style, sheet.fonts)
                place.font = Font(name=font.name, size=font.size, bold=font.bold)
                place.alignment = Alignment(horizontal=_across(cell), vertical="center", wrap_text=True)
                if cell.style not in {Style.TITLE, Style.SUBTITLE}:
                    line = Side(style="thin")
                    place.border = Border(left=line, right=line, top=line, bottom=line)
        target.cell(cell.row, cell.column).value = cell.value
        target.cell(cell.row, cell.column).number_format = cell.number_format
    for row, column, last_row, last_column in sheet.merges:
        target.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)
    buffer = BytesIO()
    workbook.save(buffer)
    return len(buffer.getvalue())


def _xlsxwriter(sheet: Sheet) -> int:
    """Write the sheet as XlsxWriter wants it: a format for each look, made once a workbook."""
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    target = workbook.add_worksheet()
    for number, width in enumerate(sheet.column_widths):
        target.set_column(number, number, width / 5.25)
    for number, height in enumerate(sheet.row_heights):
        target.set_row(number, height)
    formats = {}
    for cell in sheet.cells:
        look = (cell.style, cell.number_format)
        if look not in formats:
            font = font_of(cell.style, sheet.fonts)
            boxed = cell.style not in {Style.TITLE, Style.SUBTITLE}
            formats[look] = workbook.add_format(
                {
                    "font_name": font.name,
                    "font_size": font.size,
                    "bold": font.bold,
                    "border": int(boxed),
                    "align": _across(cell),
                    "valign": "vcenter",
                    "text_wrap": True,
                    "num_format": cell.number_format,
                }
            )
        place = (cell.row - 1, cell.column - 1)
        if cell[:2] != cell[2:4]:
            target.merge_range(*place, cell.last_row - 1, cell.last_column - 1, "", formats[look])
        if cell.value is None:
            target.write_blank(*place, None, formats[look])
        elif isinstance(cell.value, str):
            target.write_string(*place, cell.value, formats[look])
        else:
            target.write_number(*place, cell.value, formats[look])
    workbook.close()
    return len(buffer.getvalue())


def _across(cell: Cell) -> str:
    return "left" if cell.style is Style.TEXT else "center"
