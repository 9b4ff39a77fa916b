"""佐证材料清单: what proves each row of forms, and the counts of their surveys, as a workbook.

Import this module only where a workbook is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.evidence import EVIDENCE_LABELS, SATISFACTION, SURVEY_LABELS, satisfaction_text
from selfeval_gui.domain.tree import rows_with_parents
from selfeval_gui.domain.words import LEVEL_LABELS
from selfeval_gui.exchange.reports.table_book import Column, Table, render_tables
from selfeval_gui.i18n import _
from selfeval_gui.rules.of_form import rule_set_of

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.exchange.documents.xlsx_book import Value

TITLE = _("佐证材料清单")
_PAPER, _NOTHING = _("纸质"), _("（没有登记材料）")
_COLUMNS = (
    Column(_("序号"), 34, is_centred=True),
    Column(LEVEL_LABELS[1], 80),
    Column(LEVEL_LABELS[2], 105),
    Column(EVIDENCE_LABELS["name"], 120),
    Column(EVIDENCE_LABELS["document"], 85),
    Column(EVIDENCE_LABELS["pages"], 45, is_centred=True),
    Column(EVIDENCE_LABELS["proof"], 60, is_centred=True),
    Column(EVIDENCE_LABELS["giver"], 70),
    Column(EVIDENCE_LABELS["path"], 130),
    Column(EVIDENCE_LABELS["note"], 110),
)
_SURVEY_COLUMNS = (
    Column(LEVEL_LABELS[2], 140),
    *(Column(label, 90 if name == "respondents" else 60) for name, label in SURVEY_LABELS.items()),
    Column(SATISFACTION, 70, is_centred=True),
)


class Told(NamedTuple):
    """What is said of an entry's file: the name of its copy instead of its own place, and what is wrong with it."""

    file: str = ""
    wrong: str = ""


Files = Mapping[tuple[str, str], Told]  # by row and entry


def render_evidence_list(forms: Sequence[tuple[Form, Files]]) -> bytes:
    """Return the workbook with a sheet for each form, and one for its surveys where it has some."""
    tables: list[Table] = []
    for form, files in forms:
        notes = [_("项目名称：{name}").format(name=form.project_name)]
        tables.append(Table(form.project_name or TITLE, TITLE, notes, _COLUMNS, [*evidence_rows(form, files)]))
        surveys = [*survey_rows(form)]
        if surveys:
            tables.append(Table(_("满意度调查"), _("满意度调查"), notes, _SURVEY_COLUMNS, surveys))
    return render_tables(tables, TITLE)


def evidence_rows(form: Form, files: Files) -> Iterator[Sequence[Value]]:
    """Yield a row for each entry, and one for each indicator that has none; the number is that of the indicator."""
    for number, (_top, second, row) in enumerate(rows_with_parents(form.indicators), 1):
        where = (f"{number:02}", second.name, row.name)
        if not row.evidence:
            yield (*where, _NOTHING, *[None] * 6)
        for entry in row.evidence:
            told = files.get((row.id, entry.id), Told())
            file = (told.file if files else entry.path) if entry.path else _PAPER
            note = " ".join(filter(None, (entry.note.strip(), told.wrong)))
            texts = (entry.name, entry.document, entry.pages, entry.proof, entry.giver, file, note)
            yield (*where, *(text or None for text in texts))


def survey_rows(form: Form) -> Iterator[Sequence[Value]]:
    """Yield a row for each indicator whose sheets were counted."""
    rule = rule_set_of(form).evidence.survey
    for _top, _second, row in rows_with_parents(form.indicators):
        if row.survey is not None:
            counts = [getattr(row.survey, name) for name in SURVEY_LABELS]
            shown = [None if value in {None, ""} else str(value) for value in counts]
            yield (row.name, *shown, satisfaction_text(row.survey, rule) or None)
