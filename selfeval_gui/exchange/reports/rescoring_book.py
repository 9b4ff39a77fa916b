"""复核表: each rescored form with its own and the reviewers' scores row by row, and a summary sheet over them.

Import this module only where a workbook is written. A row that nobody judged anew keeps its own score.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from xlsxwriter.utility import quote_sheetname, xl_range, xl_rowcol_to_cell

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.review.judgements import rescored_rows, score_of
from selfeval_gui.domain.scoring import Basis, add, execution_rate, execution_score
from selfeval_gui.domain.targets import Quantity, is_in_words, read_value
from selfeval_gui.domain.tree import Tree, level_three
from selfeval_gui.exchange.cell_text import SheetNames
from selfeval_gui.exchange.documents.xlsx_book import Book, Formula, Value
from selfeval_gui.exchange.documents.xlsx_formulas import sum_formula
from selfeval_gui.exchange.reports.review_words import review_words
from selfeval_gui.exchange.reports.table_book import Table, TableColumn, first_row, write_table
from selfeval_gui.exchange.reports.unit_sums import gap, gap_formula
from selfeval_gui.exchange.reports.workbook_looks import FONT
from selfeval_gui.i18n import _
from selfeval_gui.rules.of_form import rule_set_of

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator
    from selfeval_gui.domain.review.entries import Rescored, Review

_LEVEL_1, _LEVEL_2, _LEVEL_3, _KIND, _TARGET, _UNIT, _WEIGHT, _ACTUAL, _OWN, _SEEN, _ANEW, _GAP, _NOTE = range(13)
_WIDTHS = (66.0, 72.0, 110.0, 44.0, 66.0, 44.0, 36.0, 84.0, 42.0, 84.0, 42.0, 66.0, 120.0)
_CENTRED = {_KIND, _UNIT, _WEIGHT, _OWN, _ANEW, _GAP}
_SUMMARY_WIDTHS = (220.0, 60.0, 60.0, 60.0, 360.0)
_MOST_REASONS = 3


class RescoredForm(NamedTuple):
    """A form with what reviewers said of it."""

    form: Form
    unit: str
    review: Review


class _Sums(NamedTuple):
    """A form's sheet: its table, the row of 合计 counted from 0, both totals."""

    table: Table
    total_row: int
    own: Decimal | None
    anew: Decimal | None


def render_rescoring(forms: Sequence[RescoredForm]) -> bytes:
    """Return the workbook: the summary first, then a sheet for each form."""
    words = review_words()
    book, names = Book(words.rescoring_summary.title, FONT), SheetNames()
    first = names.next(words.rescoring_summary.file)
    sheets = [_sheet(each) for each in forms]
    named = [names.next(sheet.table.name) for sheet in sheets]
    write_table(book, first, _summary(forms, sheets, named))
    for name, sheet in zip(named, sheets, strict=True):
        write_table(book, name, sheet.table)
    return book.finish()


def _summary(forms: Sequence[RescoredForm], sheets: Sequence[_Sums], names: Sequence[str]) -> Table:
    words, notes = review_words().rescoring_summary, [_("没有复核的行，复核得分按自评得分计。")]
    rows: list[Sequence[Value]] = []
    for each, sheet, name in zip(forms, sheets, names, strict=True):
        at = first_row(notes) + len(rows)
        own, anew = (
            Formula(f"={quote_sheetname(name)}!{xl_rowcol_to_cell(sheet.total_row, column)}", value)
            for column, value in ((_OWN, sheet.own), (_ANEW, sheet.anew))
        )
        formula = gap_formula(xl_rowcol_to_cell(at, 2), xl_rowcol_to_cell(at, 1))
        rows.append(
            (each.form.project_name, own, anew, Formula(formula, gap(sheet.anew, sheet.own)), main_reasons(each))
        )
    columns = [
        TableColumn(text, width, is_centred=0 < place < len(_SUMMARY_WIDTHS) - 1)
        for place, (text, width) in enumerate(zip(words.columns, _SUMMARY_WIDTHS, strict=True))
    ]
    return Table(words.file, words.title, notes, columns, rows)


def main_reasons(each: RescoredForm) -> str:
    """Return the notes of the rows whose scores differ most, each with the row and by how much."""
    judged, found = rescored_rows(each.review), list[tuple[Decimal, str]]()
    for leaf in level_three(each.form.indicators):
        score = score_of(judged.get(leaf.id, ())).value
        lost = gap(score, leaf.score)
        if lost:
            text = _("{name}（{gap:+f} 分）：{note}")
            found.append(
                (lost, text.format(name=leaf.name, gap=lost, note=judged[leaf.id][-1].note or _("没有写说明")))
            )
    found.sort(key=lambda pair: -abs(pair[0]))
    return "；".join(text for _lost, text in found[:_MOST_REASONS])


# ---- one form ----------------------------------------------------------------------------------------------------


def _sheet(each: RescoredForm) -> _Sums:
    words, form = review_words().rescoring, each.form
    rule_set, judged = rule_set_of(form), rescored_rows(each.review)
    has_execution = rule_set.total_basis is Basis.WITH_EXECUTION
    year = "" if form.year is None else _("{year} 年度").format(year=form.year)
    head = (year, form.project_name, each.unit)
    notes = ["　".join(filter(None, head)), _("没有复核的行，复核得分按自评得分计。")]
    if not has_execution:
        notes.append(_("合计只计指标，不含{row}。").format(row=words.execution))
    first, rows = first_row(notes), list[Sequence[Value]]()
    funds = form.funds.total
    rate, score = execution_rate(funds), execution_score(funds, rule_set.scoring.execution_score)
    shown_rate = "" if rate is None else f"{rate}%"
    rows.append(_row(first, (words.execution, "", "", "", "", ""), (funds.weight, shown_rate, score), ("", None, "")))
    tree, leaves = Tree(form.indicators), list(level_three(form.indicators))
    for leaf in leaves:
        rows.append(_leaf_row(first + len(rows), leaf, tree, judged.get(leaf.id, [])))
    counted = [(leaf.weight, leaf.score, _anew(leaf, judged.get(leaf.id, []))) for leaf in leaves]
    if has_execution:
        counted.append((funds.weight, score, score))
    weights, own, anew = (add(column) for column in (zip(*counted, strict=True) if counted else ((), (), ())))
    total_row = first + len(rows)
    rows.append(_total_row(total_row, first + (not has_execution), (weights, own, anew)))
    for node, entries in judged.items():
        if node not in tree:
            rows.append(_gone_row(entries))
    columns = [
        TableColumn(text, width, is_centred=place in _CENTRED)
        for place, (text, width) in enumerate(zip(words.columns, _WIDTHS, strict=True))
    ]
    bold = frozenset({total_row - first})
    table = Table(form.project_name or words.file, words.title, notes, columns, rows, bold, is_filtered=False)
    return _Sums(table, total_row, own, anew)


def _leaf_row(at: int, leaf: Indicator, tree: Tree, entries: list[Rescored]) -> Sequence[Value]:
    names = [step.name for step in tree.path(NodeId(leaf.id))]
    score = score_of(entries)
    last = entries[-1] if entries else None
    said = [] if last is None else [last.rule, _percent(last), last.note]
    if score.disagreement:
        said.append(_("各人的复核得分不一致（{said}），用的是最后写的").format(said=score.disagreement))
    seen = "" if last is None else last.actual
    head = (*([""] * (3 - len(names))), *names, *_target(leaf.target))
    return _row(at, head, (leaf.weight, leaf.actual, leaf.score), (seen, score.value, "；".join(filter(None, said))))


def _row(
    at: int,
    head: Sequence[str],
    own: tuple[Decimal | None, str, Decimal | None],
    anew: tuple[str, Decimal | None, str],
) -> Sequence[Value]:
    """Return a row: its first six cells, weight, own actual and score, the reviewers' actual, score and note."""
    weight, actual, score = own
    seen, given, note = anew
    own_cell, anew_cell = xl_rowcol_to_cell(at, _OWN), xl_rowcol_to_cell(at, _ANEW)
    kept = Formula(f'=IF(ISNUMBER({own_cell}),{own_cell},"")', score)
    difference = Formula(gap_formula(anew_cell, own_cell), gap(score if given is None else given, score))
    return (*head, weight, actual, score, seen, kept if given is None else given, difference, note)


def _anew(leaf: Indicator, entries: list[Rescored]) -> Decimal | None:
    given = score_of(entries).value
    return leaf.score if given is None else given


def _total_row(at: int, first: int, sums: tuple[Decimal | None, Decimal | None, Decimal | None]) -> Sequence[Value]:
    weight, own, anew = sums
    cells: list[Value] = [""] * len(_WIDTHS)
    cells[_LEVEL_1] = review_words().rescoring.total
    for column, value in ((_WEIGHT, weight), (_OWN, own), (_ANEW, anew)):
        cells[column] = Formula(sum_formula(xl_range(first, column, at - 1, column)), value)
    cells[_GAP] = Formula(gap_formula(xl_rowcol_to_cell(at, _ANEW), xl_rowcol_to_cell(at, _OWN)), gap(anew, own))
    return cells


def _gone_row(entries: list[Rescored]) -> Sequence[Value]:
    """Return a row that was judged and is no longer in the form: it is told, and not counted."""
    last, cells = entries[-1], list[Value]([""] * len(_WIDTHS))
    names = last.place[:3]
    cells[_LEVEL_3 + 1 - len(names) : _LEVEL_3 + 1] = names
    cells[_SEEN], cells[_ANEW] = last.actual, last.score
    cells[_NOTE] = "；".join(filter(None, [_("表里已经没有这一行，没有计入"), last.note]))
    return cells


def _percent(entry: Rescored) -> str:
    return "" if entry.percent is None else f"{format_plain(entry.percent)}%"


def _target(text: str) -> tuple[str, str, str]:
    """Return 指标性质, 指标值 and 计量单位 of a target; what is no quantity stays whole."""
    reading = read_value(text)
    if isinstance(reading, Quantity) and not is_in_words(text):
        return reading.relation.value, format_plain(reading.number), reading.unit
    return (review_words().rescoring.qualitative if is_in_words(text) else ""), text, ""
