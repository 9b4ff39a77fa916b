"""佐证材料清单 as a Word document: the table of the workbook on paper. Import this module only where one is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from selfeval_gui.domain.evidence import EVIDENCE_LABELS
from selfeval_gui.domain.words import LEVEL_LABELS
from selfeval_gui.exchange.layout.evidence_sheet import (
    NUMBER,
    SURVEY_HEADINGS,
    SURVEYS,
    TITLE,
    evidence_rows,
    survey_rows,
)
from selfeval_gui.exchange.reports.report_docx import render_parts
from selfeval_gui.exchange.reports.report_text import Heading, Part, Table

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_SHARES = (3, 9, 9, 8, 4, 5, 7, 11, 7)  # 序号, both levels, then the columns of an entry
_SURVEY_SHARES = (10, 8, 5, 5, 5, 5, 6, 6, 7)


def render_evidence_document(form: Form) -> bytes:
    """Return the document with the form's evidence, and the counts of its surveys where it has some."""
    return render_parts(TITLE, _parts(form))


def _parts(form: Form) -> Iterator[Part]:
    yield Heading(TITLE, 0)
    levels = f"{LEVEL_LABELS[1]} / {LEVEL_LABELS[2]}"
    headings = (NUMBER, levels, *EVIDENCE_LABELS.values())
    rows = [(number, f"{second} / {third}", *rest) for number, second, third, *rest in evidence_rows(form, {})]
    yield Table(form.project_name, headings, _texts(rows), _SHARES)
    surveys = _texts([*survey_rows(form)])
    if surveys:
        yield Table(SURVEYS, SURVEY_HEADINGS, surveys, _SURVEY_SHARES)


def _texts(rows: Sequence[Sequence[object]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple("" if value is None else str(value) for value in row) for row in rows)
