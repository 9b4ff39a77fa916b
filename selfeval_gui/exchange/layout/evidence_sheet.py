"""佐证材料清单 as plain data: what proves each row of a form and what its surveys counted, as rows or on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from selfeval_gui.domain.evidence import EVIDENCE_LABELS, SATISFACTION, SURVEY_LABELS, satisfaction_text
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import level_three, rows_with_parents
from selfeval_gui.domain.words import LEVEL_LABELS
from selfeval_gui.exchange.layout.row_heights import Measure
from selfeval_gui.exchange.layout.sheet import Sheet, Style
from selfeval_gui.exchange.layout.sheet_builder import SheetBuilder
from selfeval_gui.exchange.layout.text_width import count_lines
from selfeval_gui.exchange.templates.parts import Page
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.i18n import _
from selfeval_gui.rules.of_form import rule_set_of

TITLE, SURVEYS = _("佐证材料清单"), _("满意度调查")
NUMBER, PAPER, NOTHING = _("序号"), _("纸质"), _("（没有登记材料）")
HEADINGS = (NUMBER, LEVEL_LABELS[1], LEVEL_LABELS[2], *EVIDENCE_LABELS.values())
SURVEY_HEADINGS = (LEVEL_LABELS[2], *SURVEY_LABELS.values(), SATISFACTION)
_WIDTHS = (30.0, 62.0, 96.0, 110.0, 78.0, 40.0, 56.0, 64.0, 130.0, 90.0)  # points on a lying A4 page
_CENTRED = {0, 5, 6}
Texts = tuple[str | None, ...]


class ToldFile(NamedTuple):
    """What is said of an entry's file: the name of its copy instead of its own place, and what is wrong with it."""

    file: str = ""
    wrong: str = ""


Files = Mapping[tuple[str, str], ToldFile]  # by row and entry


def has_evidence(form: Form) -> bool:
    """Tell whether any row of a form is proven by something."""
    return any(row.evidence or row.survey is not None for row in level_three(form.indicators))


def evidence_rows(form: Form, files: Files) -> Iterator[Texts]:
    """Yield a row for each entry, and one for each indicator that has none; the number is that of the indicator."""
    for number, (_top, second, row) in enumerate(rows_with_parents(form.indicators), 1):
        where = (f"{number:02}", second.name, row.name)
        if not row.evidence:
            yield (*where, NOTHING, *[None] * 6)
        for entry in row.evidence:
            told = files.get((row.id, entry.id), ToldFile())
            file = (told.file if files else entry.path) if entry.path else PAPER
            note = " ".join(filter(None, (entry.note.strip(), told.wrong)))
            texts = (entry.name, entry.document, entry.pages, entry.proof, entry.giver, file, note)
            yield (*where, *(text or None for text in texts))


def survey_rows(form: Form) -> Iterator[Texts]:
    """Yield a row for each indicator whose sheets were counted."""
    rule = rule_set_of(form).evidence.survey
    for _top, _second, row in rows_with_parents(form.indicators):
        if row.survey is not None:
            counts = [getattr(row.survey, name) for name in SURVEY_LABELS]
            shown = [None if value in {None, ""} else str(value) for value in counts]
            yield (row.name, *shown, satisfaction_text(row.survey, rule) or None)


def lying(page: Page) -> Page:
    """Return the paper turned so that the list has room."""
    return page.model_copy(update={"orientation": "landscape"})


def lay_out_evidence(
    form: Form, template: Template, measure: Measure = count_lines, look: Callable[[], None] = lambda: None
) -> Sheet:
    """Return the list on a lying page, in the fonts of a template; `look` is called at each row."""
    table, last = SheetBuilder(), len(_WIDTHS)
    table.put(table.next_row(is_heading=True), 1, TITLE, Style.TITLE, last_column=last)
    name = _("项目名称：{name}").format(name=form.project_name)
    table.put(table.next_row(is_heading=True), 1, name, Style.LINE, last_column=last)
    headings = table.next_row(is_heading=True)
    _put(table, headings, HEADINGS, Style.LABEL, {})
    for texts in evidence_rows(form, {}):
        look()
        _put(table, table.next_row(), texts, Style.TEXT, {})
    surveys = [*survey_rows(form)]
    if surveys:
        wide = {0: 2}  # the name has the room of two columns, the rest one each
        table.put(table.next_row(is_heading=True), 1, SURVEYS, Style.LINE, last_column=last)
        _put(table, table.next_row(is_heading=True), SURVEY_HEADINGS, Style.LABEL, wide)
        for texts in surveys:
            _put(table, table.next_row(), texts, Style.TEXT, wide)
    page = lying(template.page)
    return table.as_list(template, _WIDTHS, page, headings, measure)


def _put(table: SheetBuilder, row: int, texts: Sequence[str | None], style: Style, widths: Mapping[int, int]) -> None:
    column = 1
    for place, text in enumerate(texts):
        last = column + widths.get(place, 1) - 1
        is_short = style is Style.TEXT and (place in _CENTRED or bool(widths and place))
        table.put(row, column, text, Style.CENTRED if is_short else style, last_column=last)
        column = last + 1
