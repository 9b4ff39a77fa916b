"""Texts that filling leaves where they are: printed words of the paper, or what is left of last year's form."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, get_field
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.documents.properties import CREATOR
from selfeval_gui.exchange.own_paper.learned import LeftText
from selfeval_gui.exchange.readers.grid import Aside, Source, SourceCell, place_of
from selfeval_gui.exchange.readers.safe_xml import parse_xml, read_part
from selfeval_gui.exchange.recognize.result import FoundForm, Recognized
from selfeval_gui.exchange.templates.labels import heading, is_no_value, meanings
from selfeval_gui.exchange.templates.paper import Paper
from selfeval_gui.exchange.templates.titles import is_title

TEXT_PARTS = re.compile(
    r"(xl/(comments\d*|drawings/drawing\d+|threadedComments/[^/]+)|xl/comments/[^/]+"
    r"|word/(comments\w*|header\d*|footer\d*|footnotes|endnotes))\.xml"
)
AUTHORS = "docProps/core.xml"
_OF_PARTS = {Aside.COMMENT, Aside.TEXT_BOX, Aside.FOOTNOTE}  # told with their part
_NOT_LEFT = {*_OF_PARTS, Aside.FORMULA}  # a formula says no words, computed or not
_AUTHOR = ("{*}creator", "{*}lastModifiedBy")
_PROGRAMS = re.compile(
    r"(openpyxl|python-docx|xlsxwriter|libreoffice|microsoft|administrator|user|admin|wps|un-named)", re.I
)
_DIGIT = re.compile(r"\d|[０-９]")
_MAYBE_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")


def leftovers_of(
    data: bytes, source: Source, result: Recognized, found: FoundForm, paper: Paper
) -> tuple[LeftText, ...]:
    """Return every text that is neither a label the program knows nor replaced, in the order of the file."""
    names = _names_of(result)
    return (*_cells(source, found, paper, names), *_parts(data, names))


def _cells(source: Source, found: FoundForm, paper: Paper, names: set[str]) -> Iterator[LeftText]:
    places = {each.at for each in paper.places}
    rows, block = set(paper.block.rows), paper.block
    right = max(each.last for each in block.columns)
    columns = [
        column for grid, _row, column in {*found.labels, *places} if grid == block.rows[0][0] and column <= right
    ]
    left = min(columns, default=0)
    cells = {place_of(source, cell): cell.key for grid in source.grids if grid.aside is None for cell in grid.cells}
    for cell in (cell for grid in source.grids if grid.aside not in _NOT_LEFT for cell in grid.cells):
        is_of_form = cell.grid in found.grids
        if cell.key in places or (is_of_form and cell.key in found.labels):
            continue
        if is_of_form and cell[:2] in rows:
            if cell.column <= right:  # written anew with its row
                continue
            # a legend beside the rows, outside the columns of the form: it is printed there
            yield LeftText(place=place_of(source, cell), text=cell.text, needs_decision=False, at=cell.key)
            continue
        if is_of_form and _is_printed(cell) and not _holds_name(cell.text, names):
            continue
        is_legend = is_of_form and (cell.column > right or cell.last_column < left) and source.is_workbook
        doubtful = _is_doubtful(cell.text, names) and not is_legend
        # What stands beside the cells has no cell that could be cleared; words struck in one have theirs.
        at = cell.key if source.grids[cell.grid].aside is None else cells.get(place_of(source, cell))
        yield LeftText(place=place_of(source, cell), text=cell.text, needs_decision=doubtful, at=at)


def _is_printed(cell: SourceCell) -> bool:
    text = cell.text
    return bool(meanings(text)) or heading(text) != "other" or is_title(text) or is_no_value(text)


def _parts(data: bytes, names: set[str]) -> Iterator[LeftText]:
    with ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if TEXT_PARTS.fullmatch(name):
                text = " ".join(
                    each.text for each in words_of(parse_xml(read_part(archive, name))) if each.text
                ).strip()
            elif name == AUTHORS:
                found = [each.text or "" for each in parse_xml(read_part(archive, name)).iter(*_AUTHOR)]
                text = " ".join(
                    each for each in dict.fromkeys(found) if each not in {"", CREATOR} and not _PROGRAMS.search(each)
                )
            else:
                continue
            if text:
                yield LeftText(
                    place=name, text=text, needs_decision=_is_doubtful(text, names) or name == AUTHORS, part=name
                )


def words_of(root: etree._Element) -> list[etree._Element]:
    """Return the elements of a part that hold what people read."""
    found = [*root.iter("{*}t"), *root.iter("{*}text"), *root.iter("{*}author"), *root.iter(*_AUTHOR)]
    return [each for each in found if not len(each)]


def _names_of(result: Recognized) -> set[str]:
    names = set[str]()
    for each in result.forms:
        names |= {text for name in _texts_of(each.form) if len(text := str(get_field(each.form, name) or "")) > 1}
    return names


def _texts_of(form: Form) -> list[str]:
    head = [name for name, field in FORM_FIELDS.items() if field.group == "info" and name != "year"]
    return [*head, *(EXTRA + name for name in form.extra)]


def _holds_name(text: str, names: set[str]) -> bool:
    return any(name in text for name in names)


def _is_doubtful(text: str, names: set[str]) -> bool:
    """Tell whether a text may be last year's: it holds digits or a name, or could be one."""
    return bool(_DIGIT.search(text) or _MAYBE_NAME.fullmatch("".join(text.split()))) or _holds_name(text, names)
