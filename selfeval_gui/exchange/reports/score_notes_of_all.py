"""得分计算说明 of many forms in one workbook: a line for each form, and all their rows in one long table to filter.

Import this module only where a workbook is written.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from selfeval_gui.domain.fields import FUND_COLUMN_LABELS
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.scoring import computed_execution_score, execution_score, totals
from selfeval_gui.domain.shortfall import fact_of
from selfeval_gui.domain.suggestions import suggest_all
from selfeval_gui.domain.tree import rows_with_parents
from selfeval_gui.domain.words import LEVEL_LABELS
from selfeval_gui.exchange.documents.xlsx_book import Value
from selfeval_gui.exchange.reports.score_notes_book import BY_HAND, DIFFERS, TITLE, agreement, given_words
from selfeval_gui.exchange.reports.table_book import Table, TableColumn, first_row, render_tables
from selfeval_gui.explanations import execution_sentence, fact_sentence, suggestion_sentence
from selfeval_gui.i18n import _
from selfeval_gui.messages import INDICATOR_LABELS, standing_words
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.rules.weights_left import standing

_FORMS, _ROWS = _("各表"), _("各行")
_UNIT, _PROJECT, _YEAR, _RULES = _("实施单位"), _("项目名称"), _("年度"), _("口径")
_ROW_COLUMNS = (
    *(TableColumn(_UNIT, 80), TableColumn(_PROJECT, 120)),
    *(TableColumn(LEVEL_LABELS[0], 55), TableColumn(LEVEL_LABELS[1], 65), TableColumn(LEVEL_LABELS[2], 90)),
    *(
        TableColumn(INDICATOR_LABELS["target"], 70),
        TableColumn(INDICATOR_LABELS["actual"], 70),
        TableColumn(_("完成情况"), 140),
    ),
    *(
        TableColumn(INDICATOR_LABELS["weight"], 38, is_centred=True),
        TableColumn(INDICATOR_LABELS["score"], 38, is_centred=True),
    ),
    *(TableColumn(_("按口径应得"), 60, is_centred=True), TableColumn(_("相差"), 40, is_centred=True)),
    *(TableColumn(_("与口径是否一致"), 62, is_centred=True), TableColumn(_("怎样得来"), 190)),
)
_FORM_COLUMNS = (
    *(
        TableColumn(_UNIT, 110),
        TableColumn(_PROJECT, 190),
        TableColumn(_YEAR, 38, is_centred=True),
        TableColumn(_RULES, 90),
    ),
    *(TableColumn(_("总分"), 48, is_centred=True), TableColumn(_("等级"), 52, is_centred=True)),
    *(TableColumn(_("原表印的总分"), 62, is_centred=True), TableColumn(_("不一致的行"), 55, is_centred=True)),
    TableColumn(_("由填表人判断的行"), 70, is_centred=True),
)
_PROJECT_PLACE = 1  # the column of the form's name, which leads to its rows
_AGREEMENT = 12  # the column of 与口径是否一致 among the rows, from 0


class Noted(NamedTuple):
    """A form, what its file is called, and the rule set that judges it."""

    name: str
    form: Form
    rule_set: RuleSet


def render_all_score_notes(noted: Sequence[Noted], go_on: Callable[[], None]) -> bytes:
    """Return the workbook; `go_on` is called for each form and may raise to stop the work."""
    rows: list[Sequence[Value]] = []
    forms: list[Sequence[Value]] = []
    links = {}
    note = _("每一行：指标值和实际完成值怎样比较，按口径应得几分，与填的得分是否一致；可以按列筛选。")
    for place, each in enumerate(noted):
        go_on()
        links[place, _PROJECT_PLACE] = f"'{_ROWS}'!A{first_row((note,)) + len(rows) + 1}"
        own = [*_rows_of(each)]
        rows += own
        forms.append(_form_row(each, own))
    told = _("{forms} 份自评表，点项目名称到它的各行。").format(forms=len(noted))
    overview = Table(_FORMS, TITLE, [told], _FORM_COLUMNS, forms, links=links)
    return render_tables([overview, Table(_ROWS, TITLE, [note], _ROW_COLUMNS, rows)], TITLE)


def _rows_of(noted: Noted) -> Iterator[Sequence[Value]]:
    form, rule_set = noted.form, noted.rule_set
    head = (form.implementing_unit, form.project_name or noted.name)
    funds, rule = form.funds.total, rule_set.scoring.execution_score
    computed, score = computed_execution_score(funds, rule), execution_score(funds, rule)
    yield (
        *(*head, FUND_COLUMN_LABELS["rate"], *[None] * 5, funds.weight, score, computed),
        *(_difference(score, computed, computed), agreement(score, computed, computed)),
        execution_sentence(funds, rule_set),
    )
    given = suggest_all(form, rule_set.scoring)
    for top, second, leaf in rows_with_parents(form.indicators):
        own = given[NodeId(leaf.id)]
        yield (
            *(*head, top.name, second.name, leaf.name, leaf.target, leaf.actual),
            *(fact_sentence(fact_of(leaf.target, leaf.actual, form.year)), leaf.weight, leaf.score),
            *(given_words(own), _difference(leaf.score, own.low, own.high)),
            *(agreement(leaf.score, own.low, own.high), suggestion_sentence(own)),
        )


def _form_row(noted: Noted, rows: Sequence[Sequence[Value]]) -> Sequence[Value]:
    form, rule_set = noted.form, noted.rule_set
    own = totals(form, rule_set.total_basis, rule_set.scoring.execution_score)
    said = [row[_AGREEMENT] for row in rows]
    return (
        *(form.implementing_unit, form.project_name or noted.name, form.year, rule_set.name),
        *(own.score, standing_words(standing(own, rule_set)) or None, form.printed.total_score),
        *(said.count(DIFFERS), said.count(BY_HAND)),
    )


def _difference(score: Decimal | None, low: Decimal | None, high: Decimal | None) -> Decimal | None:
    """Return by how much a score lies above or below what the rule set gives; None where it agrees or none can say."""
    if score is None or low is None or high is None or low <= score <= high:
        return None
    return score - (high if score > high else low)
