"""The office formats a form leaves in. A format of another kind, such as PDF, is a `Format` made where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.messages import export_note_sentence

if TYPE_CHECKING:
    from selfeval_gui.exchange.documents.export_notes import ExportReport
    from selfeval_gui.exchange.layout.booklet import BookletEntry


class Rendered(NamedTuple):
    """The bytes of a document, and sentences about what it could not hold."""

    data: bytes
    notes: list[str]


class Format(NamedTuple):
    """How a form becomes a document, and many forms one document; `written` is called after each of these."""

    suffix: str
    name: str
    render: Callable[[BookletEntry], Rendered]
    render_booklet: Callable[[Iterable[BookletEntry], Callable[[], None]], Rendered]


# The libraries are loaded with the first export, not with the window.


def _xlsx(entry: BookletEntry) -> Rendered:
    from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx

    return _rendered(render_xlsx(entry.form, entry.template, entry.rule_set, draft=entry.is_draft))


def _xlsx_booklet(entries: Iterable[BookletEntry], written: Callable[[], None]) -> Rendered:
    from selfeval_gui.exchange.documents.xlsx_writer import render_booklet

    return _rendered(render_booklet(entries, written=written))


def _docx(entry: BookletEntry) -> Rendered:
    from selfeval_gui.exchange.documents.docx_writer import render_docx

    return _rendered(render_docx(entry.form, entry.template, entry.rule_set, draft=entry.is_draft))


def _docx_booklet(entries: Iterable[BookletEntry], written: Callable[[], None]) -> Rendered:
    from selfeval_gui.exchange.documents.docx_writer import render_docx_booklet

    return _rendered(render_docx_booklet(entries, written=written))


def _rendered(made: tuple[bytes, ExportReport]) -> Rendered:
    data, report = made
    return Rendered(data, [export_note_sentence(note.place, note.removed, note.cut) for note in report.notes])


XLSX = Format(".xlsx", "Excel", _xlsx, _xlsx_booklet)
DOCX = Format(".docx", "Word", _docx, _docx_booklet)
OFFICE_FORMATS = {"xlsx": XLSX, "docx": DOCX}
