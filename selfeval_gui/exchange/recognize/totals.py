"""总分 below the indicators, and 小计 among them: kept as printed, or compared with what the rows above add up to."""

from __future__ import annotations

from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.numbers import parse_typed
from selfeval_gui.domain.scoring import sum_below
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column, by_meaning, by_place
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.recognize.levels import NUMBERS
from selfeval_gui.exchange.templates.labels import is_level, is_no_value, is_number, is_subtotal, plain

Line = list[SourceCell]
_NAME_AND_SUM = 2
_ENDS_OF_SCORES = ("得分", "自评分", "自评分数")
_ENDS_OF_TOTALS = ("合计", "总计", "总分", "总得分")


def is_sum(text: str) -> bool:
    """Tell whether a text is a total: a number, or one in per cent where the weights are."""
    return is_number(text.rstrip("%％"))


def is_total_of_scores(line: Line) -> bool:
    """Tell whether a row is the total in an office's own words, by how its name ends: 自评得分合计, 自评得分 98."""
    return plain(line[0].text).endswith(_ENDS_OF_TOTALS) or _is_score_alone(line)


def _is_score_alone(line: Line) -> bool:
    return len(line) == _NAME_AND_SUM and plain(line[0].text).endswith(_ENDS_OF_SCORES) and is_sum(line[1].text)


def take_total(line: Line, columns: list[Column], ledger: Ledger) -> None:
    """Take the row 总分."""
    cells = line[1:]
    ledger.again(line[0])
    columns = [
        each for each in columns if each.field in NUMBERS and (each.field == "score" or not _is_score_alone(line))
    ]
    sums = [cell for cell in cells if is_sum(cell.text)]
    placed: list[Column | None]
    if len(sums) == len(columns):
        placed = [*columns]
    else:
        placed = [*(by_place(sums, columns, whatever_it_says=True) or by_meaning(sums, columns))]
    for cell in cells:
        if cell not in sums:
            ledger.label(cell) if is_no_value(cell.text) or cell.is_computed else ledger.unmapped(cell)
    for cell, column in zip(sums, placed, strict=True):
        if column is None:
            ledger.label(cell) if cell.is_computed else ledger.unmapped(cell)
        else:
            ledger.set_number(ledger.form, f"printed.total_{column.field}", cell)
            if column.field == "weight" and cell.is_computed:
                ledger.computed_weight = parse_typed(cell.text.rstrip("%％"))
    ledger.leaves_total_open = ledger.form.printed.total_weight is None


def take_subtotal(line: Line, level_1: Indicator | None, ledger: Ledger) -> bool:
    """Take a row 小计, which has no field; numbers typed there are doubted where they are not the sums."""
    words = [cell for cell in line[1:] if not is_sum(cell.text) and not is_no_value(cell.text)]
    if not is_subtotal(line[0].text) or not all(is_level(cell.text) for cell in words):
        return False
    ledger.label(line[0], *words)
    sums = {sum_below(level_1, 1, field) for field in NUMBERS} if level_1 is not None else set()
    for cell in line[1:]:
        if cell in words:
            continue
        if is_no_value(cell.text) or cell.is_computed or parse_typed(cell.text) in sums:
            ledger.again(cell)
        else:
            ledger.unmapped(cell)
            ledger.doubt("subtotal.mismatch", cell)
    return True
