"""佐证材料清单: what proves each row of forms, and the counts of their surveys, as a workbook.

Import this module only where a workbook is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from selfeval_gui.domain.evidence import EVIDENCE_LABELS, SATISFACTION, SURVEY_LABELS
from selfeval_gui.domain.words import LEVEL_LABELS
from selfeval_gui.exchange.layout.evidence_sheet import NUMBER, SURVEYS, TITLE, Files, Texts, evidence_rows, survey_rows
from selfeval_gui.exchange.reports.table_book import Table, TableColumn, render_tables
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_COLUMNS = (
    TableColumn(NUMBER, 34, is_centred=True),
    TableColumn(LEVEL_LABELS[1], 80),
    TableColumn(LEVEL_LABELS[2], 105),
    TableColumn(EVIDENCE_LABELS["name"], 120),
    TableColumn(EVIDENCE_LABELS["document"], 85),
    TableColumn(EVIDENCE_LABELS["pages"], 45, is_centred=True),
    TableColumn(EVIDENCE_LABELS["proof"], 60, is_centred=True),
    TableColumn(EVIDENCE_LABELS["giver"], 70),
    TableColumn(EVIDENCE_LABELS["path"], 130),
    TableColumn(EVIDENCE_LABELS["note"], 110),
)
_SURVEY_COLUMNS = (
    TableColumn(LEVEL_LABELS[2], 140),
    *(TableColumn(label, 90 if name == "respondents" else 60) for name, label in SURVEY_LABELS.items()),
    TableColumn(SATISFACTION, 70, is_centred=True),
)


def render_evidence_list(forms: Sequence[tuple[Form, Files]], look: Callable[[], None] = lambda: None) -> bytes:
    """Return the workbook with a sheet for each form, and one for its surveys where it has some.

    `look` is called at each row and may raise to stop.
    """
    tables: list[Table] = []
    for form, files in forms:
        notes = [_("项目名称：{name}").format(name=form.project_name)]
        tables.append(
            Table(form.project_name or TITLE, TITLE, notes, _COLUMNS, _seen(evidence_rows(form, files), look))
        )
        surveys = [*survey_rows(form)]
        if surveys:
            tables.append(Table(SURVEYS, SURVEYS, notes, _SURVEY_COLUMNS, surveys))
    return render_tables(tables, TITLE)


def _seen(rows: Iterator[Texts], look: Callable[[], None]) -> Iterator[Texts]:
    for row in rows:
        look()
        yield row
