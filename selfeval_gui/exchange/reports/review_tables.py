"""问题清单 and 评审意见表: what reviewers asked and thought of forms, one line each.

Import this module only where a workbook is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from selfeval_gui.domain.review.answer_columns import BETWEEN_PLACES
from selfeval_gui.domain.review.entries import Remark, Review
from selfeval_gui.domain.review.judgements import last_words
from selfeval_gui.domain.review.states import is_open, is_unanswered, valid_remarks
from selfeval_gui.exchange.documents.xlsx_book import Formula, Value
from selfeval_gui.exchange.reports.review_words import BookWords, review_words
from selfeval_gui.exchange.reports.table_book import Table, TableColumn, first_row, render_tables
from selfeval_gui.exchange.reports.unit_sums import gap, gap_formula
from selfeval_gui.i18n import _

_ISSUE_WIDTHS = (30.0, 84.0, 110.0, 110.0, 90.0, 160.0, 44.0, 120.0, 60.0)
_OPINION_WIDTHS = (30.0, 90.0, 130.0, 120.0, 120.0, 120.0, 46.0, 46.0, 46.0, 60.0)
_ISSUE_CENTRED, _OPINION_CENTRED = {0, 6, 8}, {0, 6, 7, 8, 9}
_OWN, _REVIEWED = 6, 7


class ReviewedForm(NamedTuple):
    """What is known of a form; `total` is its own score."""

    unit: str
    project: str
    total: Decimal | None
    review: Review


def render_issues(forms: Sequence[ReviewedForm]) -> bytes:
    """Return 问题清单: all remarks, settled ones too."""
    rows: list[Sequence[Value]] = []
    for form in forms:
        for remark in valid_remarks(form.review):
            place = BETWEEN_PLACES.join(remark.place) or _("整份表")
            said = (place, remark.quoted, remark.text, remark.kind, _answer(remark), _state(remark))
            rows.append((len(rows) + 1, form.unit, form.project, *said))
    words = review_words().issues
    return render_tables([_table(words, _ISSUE_WIDTHS, _ISSUE_CENTRED, rows)], words.title)


def render_opinions(forms: Sequence[ReviewedForm]) -> bytes:
    """Return 评审意见表: the last opinion of each reviewer on each form."""
    rows: list[Sequence[Value]] = []
    for form in forms:
        for opinion in last_words(form.review.opinions):
            at = first_row(()) + len(rows)
            formula = gap_formula(xl_rowcol_to_cell(at, _REVIEWED), xl_rowcol_to_cell(at, _OWN))
            texts = opinion.completeness, opinion.adequacy, opinion.objectivity
            scores = form.total, opinion.score, Formula(formula, gap(opinion.score, form.total))
            rows.append((len(rows) + 1, form.unit, form.project, *texts, *scores, opinion.by.name))
    words = review_words().opinions
    return render_tables([_table(words, _OPINION_WIDTHS, _OPINION_CENTRED, rows)], words.title)


def _table(words: BookWords, widths: Sequence[float], centred: set[int], rows: list[Sequence[Value]]) -> Table:
    columns = [
        TableColumn(text, width, is_centred=place in centred)
        for place, (text, width) in enumerate(zip(words.columns, widths, strict=True))
    ]
    return Table(words.file, words.title, (), columns, rows)


def _answer(remark: Remark) -> str:
    lines = []
    for answer in sorted(remark.answers, key=lambda each: each.at):
        lines.append(_("{how}：{text}").format(how=answer.how, text=answer.text) if answer.text else answer.how)
    return "\n".join(lines)


def _state(remark: Remark) -> str:
    if not is_open(remark):
        return _("已了结")
    return _("未答复") if is_unanswered(remark) else _("已答复，未了结")
